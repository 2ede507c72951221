"""The lines of an answer that say something: no code, formulas, quotations or tables."""

import re
from collections.abc import Iterator

ITEM = re.compile(r"^(\s*)(?:[-*+•]|\d{1,2}[.)])\s+(.*)$")
_QUOTED = re.compile(r"^ {0,3}> ?")
_TABLE_ROW = re.compile(r"^[ \t]*\|.*\|[ \t]*$", re.M)  # its cells are no sentence


def lines(answer: str) -> Iterator[str]:
    """Yield the lines that are no code, formula, quotation or table; what is wrapped becomes one line."""
    text = re.sub(r"^\s*(`{3,}|~{3,})[^`\n]*\n.*?(?:^\s*\1[`~]*\s*$|\Z)", "\n", answer, flags=re.S | re.M)
    text = re.sub(
        r"((?:\S{1,60} ){7,40}\S{1,60}):(?=\s*\$\$)", r"\1.", text
    )  # what leads in to a formula has said its claim
    text = re.sub(r"\$\$.*?\$\$", "\n", text, flags=re.S)
    text = _TABLE_ROW.sub("", _unquoted(text))
    held = ""
    for line in [*text.split("\n"), ""]:
        begins = not line.strip() or ITEM.match(line) or re.match(r"\s*(?:#|\*\*)", line)
        wrapped = (
            held and not begins and (line[:1].isspace() or (re.search(r"[^.!?:]$", held) and re.match("[a-z]", line)))
        )
        if wrapped:
            held = f"{held} {line.strip()}"
            continue
        if held:
            yield held
        held = line.rstrip()
        if not held:
            yield ""


def _unquoted(text: str) -> str:
    """Leave quoted lines out, or only their marks where nothing else is said."""
    told = text.split("\n")
    if all(_QUOTED.match(line) for line in told if line.strip()):
        return "\n".join(_QUOTED.sub("", line) for line in told)
    return "\n".join("" if _QUOTED.match(line) else line for line in told)
