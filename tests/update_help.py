"""Write what `prep --help` prints into the README, between its two marks: `python tests/update_help.py`."""

import re
import sys
from pathlib import Path

from typer.testing import CliRunner

from interview_prep.cli import app

README = Path(__file__).parents[1] / "README.md"
BEGIN, END = "<!-- help -->", "<!-- /help -->"


def help_text() -> str:
    """Return what `prep --help` prints on 80 columns."""
    result = CliRunner().invoke(app, ["--help"], prog_name="prep", terminal_width=80, color=False)
    return "\n".join(line.rstrip() for line in result.stdout.strip().splitlines())


def block() -> str:
    """Return what has to stand in the README."""
    return f"{BEGIN}\n```console\n$ prep --help\n{help_text()}\n```\n{END}"


def current(readme: str) -> str | None:
    """Return what stands between the marks, the marks included; None without marks."""
    found = re.search(f"{re.escape(BEGIN)}.*?{re.escape(END)}", readme, re.S)
    return found[0] if found else None


def main() -> int:
    """Rewrite the block; 1 where the README has no marks."""
    readme = README.read_text("utf-8")
    before = current(readme)
    if before is None:
        print(f"{README}: no {BEGIN} … {END}; put the two marks where the help is to stand", file=sys.stderr)
        return 1
    README.write_text(readme.replace(before, block()), "utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
