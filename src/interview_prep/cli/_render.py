"""What the terminal shows: text of banks and answers made harmless, questions, verdicts, references, intervals."""

import re
import shutil
from collections.abc import Mapping
from datetime import date, datetime, timedelta
from typing import IO, TYPE_CHECKING, Any, cast

from interview_prep import markup
from interview_prep.jsontext import OBEYED
from interview_prep.model import RATINGS, PointVerdict, Question
from interview_prep.plaintext import formula

if TYPE_CHECKING:
    from rich.console import Console, RenderableType
    from rich.text import Text

    from interview_prep.records import Review
    from interview_prep.scheduling import Memory

# Escape sequences whole, then what is left of control characters, then marks that turn the direction of text.
_SEQUENCE = re.compile(
    r"(?:\x1b\[|\x9b)[0-?]*[ -/]*[@-~]|\x1b[\]PX^_].*?(?:\x07|\x1b\\|\x9c|\n|\Z)|\x1b[ -/]*[0-~]?", re.S
)
_CONTROL = re.compile(rf"[\x00-\x08\x0b-\x1f{OBEYED}]")
_FILLING = re.compile(r"[ \t]+(?=\n)")

WIDEST = 100  # longer lines are hard to read
_STYLES = {"covered": "green", "partial": "yellow", "missed": "red", "contradicted": "bold red"}
_MARKS = {"covered": "✓", "partial": "~", "missed": "✗", "contradicted": "!"}
_PLAIN_MARKS = {"covered": "+", "partial": "~", "missed": "-", "contradicted": "!"}
WORDS = {"covered": "covered", "partial": "partly", "missed": "missed", "contradicted": "contradicted"}
_RATING_STYLES = {"again": "red", "hard": "yellow", "good": "green", "easy": "cyan"}


def safe(text: str) -> str:
    """Return text without control sequences: nothing but printable characters, new lines and tabs."""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    return _CONTROL.sub("", _SEQUENCE.sub("", text))


def trimmed(text: str) -> str:
    """Return text without the blanks at the ends of its lines, which rich fills up to the width."""
    return _FILLING.sub("", text)


class _Trimming:
    """A file whose lines end without blanks."""

    def __init__(self, file: IO[str]) -> None:
        self._file = file

    def write(self, text: str) -> int:
        return self._file.write(trimmed(text))

    def __getattr__(self, name: str) -> Any:
        return getattr(self._file, name)


def console(stderr: bool = False) -> "Console":
    """Return the console to print to; it knows NO_COLOR, dumb terminals and files (no line there ends in blanks)."""
    from rich.console import Console

    found = Console(stderr=stderr, highlight=False, markup=False, emoji=False, soft_wrap=False)
    if found.is_terminal:
        fit(found)
    else:
        found.file = cast(IO[str], _Trimming(found.file))
    return found


def fit(target: "Console") -> None:
    """Take on the size that the terminal has now; rich takes a dumb one to have 80 columns, whatever it has."""
    from rich.console import ConsoleDimensions

    columns, lines = shutil.get_terminal_size()
    target.size = ConsoleDimensions(min(columns, WIDEST), lines)


def words(text: str, style: str = "") -> "Text":
    """Return text of a bank or an answer to be printed as it stands, never read as markup."""
    from rich.text import Text

    return Text(safe(text), style=style)


def markdown(text: str, readable: bool = False) -> "RenderableType":
    """Return Markdown of a bank to be printed: code highlighted, links, images and HTML as plain words.

    Formulas stand as they are written, or ``readable``, with symbols for LaTeX's commands.
    """
    from rich.markdown import Markdown

    shown = Markdown("", code_theme="ansi_dark", hyperlinks=False)
    shown.parsed = [_in_words(token, readable) for token in markup.parser().parse(safe(text))]
    return shown


def _in_words(token: Any, readable: bool) -> Any:
    """Turn what a terminal cannot show into text: formulas, and images, for which rich would drop the words around."""
    if token.type == "image":
        target = token.attrs["src"]
        token.content = f"{token.content} ({target})" if token.content else target
        token.type, token.tag, token.children = "text", "", None
    if token.type == "math":
        whole = f"{token.markup}{token.content}{token.markup}"
        token.content = formula(token.content) if readable else whole
        token.type = "code_block" if token.map else "text"
    for child in token.children or ():
        _in_words(child, readable)
    return token


def heading(question: Question, n: int, m: int, again: bool, width: int) -> "RenderableType":
    """Return the line above a question: n of m, bank, section, difficulty; several lines where it is too narrow."""
    from rich.rule import Rule
    from rich.text import Text

    parts = [f"{n}/{m}", "once more" if again else "", question.bank, question.section, question.difficulty or ""]
    title = Text(" · ".join(safe(part) for part in parts if part), style="bold cyan")
    return Rule(title, align="left", style="cyan") if title.cell_len < width - 2 else title


def asked(question: Question) -> "RenderableType":
    """Return the question itself."""
    return markdown(question.question, readable=True)


def score_line(review: "Review") -> "Text":
    """Return the score and what the grader suggests."""
    from rich.text import Text

    verdict = review.verdict
    if verdict is None or review.score is None:
        return Text("There are no key points to grade by: rate yourself.", style="bold")
    own = " (by your verdicts)" * (review.score != verdict.score) if review.override.score is None else " (your own)"
    style = "green" if review.score >= 60 else "yellow" if review.score >= 40 else "red"
    line = Text.assemble(("Score ", "bold"), (f"{review.score:.0f}", f"bold {style}"), (f" of 100{own}", "bold"))
    if review.hints:
        line.append(f" · {review.hints} hint{'s' * (review.hints > 1)}")
    if verdict.truncated:
        line.append(" · only the first part of this long answer was read")
    return line


def points_table(points: tuple[PointVerdict, ...], plain: bool = False, numbered: bool = False) -> "RenderableType":
    """Return each key point with its verdict and the words of the answer that it rests on."""
    from rich.table import Table
    from rich.text import Text

    grid = Table.grid(padding=(0, 1))
    grid.add_column(no_wrap=True)
    grid.add_column(overflow="fold")
    marks = _PLAIN_MARKS if plain else _MARKS
    for number, point in enumerate(points, start=1):
        word = WORDS[point.verdict]
        body = Text.assemble((f"{word}: ", _STYLES[point.verdict]), safe(point.text))
        said = safe(point.evidence).strip()
        if said:
            lead = "you said, against it: " if point.verdict == "contradicted" else "you said: "
            body.append(f"\n{lead}“{' '.join(said.split())}”", style="bold red" if "against" in lead else "dim italic")
        mark = Text(marks[point.verdict], style=_STYLES[point.verdict])
        grid.add_row(Text(f"{number:>2} ").append(mark) if numbered else mark, body)
    return grid


def reference(question: Question) -> "list[RenderableType]":
    """Return the reference answer under its heading (for behavioral questions: a story as an example), and the note."""
    from rich.rule import Rule
    from rich.text import Text

    shown: list[RenderableType] = []
    if question.answer:
        title = "An example story (yours will differ)" if question.behavioral else "Reference answer"
        shown += [Rule(Text(title), align="left", style="dim"), markdown(question.answer, readable=True)]
    if question.note:
        shown.append(Text("Note: ", style="bold").append(words(question.note, "not bold")))
    return shown


def span(length: timedelta) -> str:
    """Return an interval as people say it: "10 min", "3 d", "2.5 mo", "1.2 y"."""
    minutes = length / timedelta(minutes=1)
    days = minutes / 1440
    if minutes < 60:
        return f"{max(1, round(minutes))} min"
    if days < 1:
        return f"{round(minutes / 60)} h"
    if days < 31:
        return f"{round(days)} d"
    return f"{days / 30.4:.1f} mo" if days < 365 else f"{days / 365.25:.1f} y"


def choices(previews: "Mapping[str, Memory] | None", now: datetime, suggested: str | None, width: int) -> "Text":
    """Return the four ratings, each with its key and its next interval, the suggested one in brackets.

    A line ends between ratings: they are laid out here, as rich would break inside of one.
    """
    from rich.text import Text

    line = Text(no_wrap=True)
    used = 0
    for number, rating in enumerate(RATINGS, start=1):
        after = f" {span(previews[rating].due - now)}" if previews else ""
        word = f"{number} {rating}{after}"
        word = f"[{word}]" if rating == suggested else word
        gap = "" if not used else "   " if used + 3 + len(word) <= width else "\n"
        used = len(word) if gap == "\n" else used + len(gap) + len(word)
        line.append(gap).append(word, style=_RATING_STYLES[rating] + " bold" * (rating == suggested))
    return line


def keys_line(keys: Mapping[str, str], width: int) -> str:
    """Return keys and what they do, in as many lines as the width needs."""
    lines = [""]
    for key, does in keys.items():
        part = f"{key} {does}"
        if lines[-1] and len(lines[-1]) + 2 + len(part) > width:
            lines.append("")
        lines[-1] += ("  " if lines[-1] else "") + part
    return "\n".join(lines)


def when(moment: datetime, now: datetime) -> str:
    """Return a local time as people say it: "in 10 min", "tomorrow", "on 2026-12-01"."""
    from interview_prep.scheduling import day_number

    days = day_number(moment) - day_number(now)
    if moment <= now:
        return "now"
    if days == 0:
        return f"in {span(moment - now)}"
    return "tomorrow" if days == 1 else f"on {date.fromordinal(day_number(moment))} (in {days} days)"


def plain_marks(target: Any) -> bool:
    """Tell whether the console cannot write check marks."""
    return not str(getattr(target, "encoding", "utf-8")).lower().startswith("utf")
