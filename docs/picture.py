"""Draw the README's picture: one real round of the quiz, graded and shown as a session does.

    python docs/picture.py [--grader NAME]

Writes session.svg beside this file. The question and its reference come from the bank, the verdict from the grader,
the intervals from the scheduler; only the answer is made up.
"""

import argparse
import html
import io
import re
import textwrap
from datetime import UTC, datetime
from pathlib import Path

from rich._export_format import CONSOLE_SVG_FORMAT
from rich.console import Console
from rich.terminal_theme import TerminalTheme

from interview_prep import banks, grading, scheduling
from interview_prep.cli import _render
from interview_prep.grading import Grading
from interview_prep.model import Question
from interview_prep.records import Review

QUESTION = "guide-0104"
ANSWER = (
    "Chunk overlap means that each chunk begins with the last tokens of the one before. That way a sentence or fact "
    "that sits on a boundary is whole in at least one of them. People often take ten to twenty percent of the "
    "chunk size. Overlap makes the index smaller and embedding cheaper, since the shared text is stored only once."
)

NOW = datetime(2026, 11, 20, 18, 0, tzinfo=UTC)
WIDTH = 94
COMMAND = "prep quiz --section rag"
THEME = TerminalTheme(
    background=(24, 26, 33),
    foreground=(214, 218, 228),
    normal=[
        (45, 49, 60),
        (240, 113, 120),
        (151, 206, 122),
        (235, 193, 112),
        (110, 165, 240),
        (198, 146, 234),
        (96, 200, 205),
        (214, 218, 228),
    ],
)


def main() -> None:
    """Write the picture."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--grader", help="grade with this one, not with the best")
    chosen = parser.parse_args().grader
    out = Console(
        record=True, width=WIDTH, file=io.StringIO(), force_terminal=True, color_system="truecolor", highlight=False
    )
    show(out, banks.discover(overridden=False).question(QUESTION), grading.open_grader(chosen))
    # A picture in a README may load nothing, so the font is whatever monospaced one the reader has.
    plain = re.sub(r"\s*@font-face \{\{.*?\}\}", "", CONSOLE_SVG_FORMAT, flags=re.S)
    plain = plain.replace("Fira Code, monospace", "ui-monospace, Menlo, Consolas, 'DejaVu Sans Mono', monospace")
    svg = without_leading_blanks(out.export_svg(title=COMMAND, theme=THEME, code_format=plain, unique_id="prep"))
    Path(__file__).with_name("session.svg").write_text(
        "\n".join(line.rstrip() for line in svg.splitlines()) + "\n", "utf-8"
    )


def without_leading_blanks(svg: str) -> str:
    """Move each text that begins with blanks to where its first letter stands: some programs draw no such blanks."""

    def moved(match: re.Match[str]) -> str:
        x, between, length, attributes, blanks, told = match.groups()
        blank = float(length) / len(html.unescape(blanks + told))
        by = blank * len(html.unescape(blanks))
        return f'x="{float(x) + by:g}"{between}textLength="{float(length) - by:g}"{attributes}>{told}</text>'

    return re.sub(r'x="([\d.]+)"([^>]*)textLength="([\d.]+)"([^>]*)>((?:&#160;)+)((?!&#160;)[^<]+)</text>', moved, svg)


def show(out: Console, question: Question, grader: Grading) -> None:
    """Print the round: question, answer, verdict, reference, choices of ratings."""
    verdict = grader.grade([grading.request(question, ANSWER)])[0]
    review = Review(1, 1, question.id, question.bank, NOW, ANSWER, verdict=verdict)
    previews = scheduling.preview(None, question.id, NOW)
    rating = verdict.rating or "good"
    out.print(_render.words(f"$ {COMMAND}", "dim"))
    out.print()
    out.print(_render.heading(question, 1, 10, False, WIDTH))
    out.print()
    out.print(_render.asked(question))
    out.print()
    typed = textwrap.wrap(ANSWER, WIDTH, initial_indent="> ", subsequent_indent="  ")
    out.print(_render.words("\n".join(typed)))
    out.print()
    out.print(_render.score_line(review))
    out.print(_render.points_table(review.points))
    out.print()
    for part in _render.reference(question):
        out.print(part)
    out.print()
    out.print(_render.choices(previews, NOW, rating, WIDTH))
    keys = {"Enter": f"takes {rating}", "1-4": "your own", "u": "undo last", "s": "suspend", "q": "quit"}
    keys["d"] = "dispute the verdict"
    out.print(_render.words(_render.keys_line(keys, WIDTH), "dim"))
    out.print()
    out.print(_render.words(f"Rated {rating}; comes back {_render.when(previews[rating].due, NOW)}.", "dim"))


if __name__ == "__main__":
    main()
