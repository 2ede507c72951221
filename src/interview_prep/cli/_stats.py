"""Statistics as charts for a terminal, or as one object for a program."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from interview_prep.cli import _render
from interview_prep.figures import Figures, Mean

if TYPE_CHECKING:
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

_BAR = 30  # columns of the longest bar, where there is room
_TOPICS = 15
_FEW = 10  # one question that is due is not a full bar


def to_plain(found: Figures, suspended: int) -> dict[str, Any]:
    """Return the object that `prep stats --json` prints."""
    return {
        "due_today": found.due_today,
        "forecast": [{"date": str(day), "due": count} for day, count in found.forecast],
        "answers": found.answers,
        "questions": found.questions,
        "suspended": suspended,
        "streak": found.streak,
        "retention": found.retention,
        "weeks": [{"week": str(w.first), "answers": w.answers, "retention": w.retention} for w in found.weeks],
        "topics": [{"topic": m.name, "answers": m.answers, "score": round(m.score, 1)} for m in found.topics],
        "weakest": [{"question_id": m.name, "answers": m.answers, "score": round(m.score, 1)} for m in found.weakest],
    }


def show(found: Figures, texts: Mapping[str, str], suspended: int) -> None:
    """Print the statistics."""
    out = _render.console()
    if not found.answers:
        out.print("No answers yet; `prep quiz` asks the first questions.")
        return
    days = f"{found.streak} day{'s' * (found.streak != 1)}"
    known = f", retention {found.retention:.0%}" if found.retention is not None else ""
    aside = f", {suspended} suspended" if suspended else ""
    answers = f"{found.answers} answer{'s' * (found.answers != 1)}"
    questions = f"{found.questions} question{'s' * (found.questions != 1)}"
    out.print(f"{answers} to {questions}{aside}; streak {days}{known}.")
    _title(out, "Due")
    most = max([_FEW, *(count for _, count in found.forecast)])
    rows = [(f"{day:%a %d %b}", count, "") for day, count in found.forecast]
    out.print(_chart([("today", rows[0][1], ""), *rows[1:]], most, out))
    _title(out, "Answers by week")
    weeks = [(f"{w.first:%d %b}", w.answers, "" if w.retention is None else f"{w.retention:.0%}") for w in found.weeks]
    out.print(_chart(weeks, max([_FEW, *(count for _, count, _ in weeks)]), out, "known"))
    if found.topics:
        _title(out, "Score by topic, the weakest first")
        out.print(
            _chart([(m.name, round(m.score), f"{m.answers}") for m in found.topics[:_TOPICS]], 100, out, "answers")
        )
    if found.weakest:
        _title(out, "Weakest questions")
        out.print(_questions(found.weakest, texts))


def _title(out: "Console", text: str) -> None:
    out.print()
    out.print(_render.words(text, "bold cyan"))


def _chart(rows: list[tuple[str, int, str]], most: int, out: "Console", extra: str = "") -> "Table":
    from rich.table import Table

    table = Table.grid(padding=(0, 2, 0, 0))
    for name, justify in (("name", "left"), ("count", "right"), ("extra", "right"), ("bar", "left")):
        table.add_column(name, justify=justify, no_wrap=name != "name")  # type: ignore[arg-type]
    width = max(8, min(_BAR, out.width - 32))
    if extra and any(row[2] for row in rows):
        table.add_row("", "", _render.words(extra, "dim"), "")
    for name, count, aside in rows:
        table.add_row(_render.words(name), str(count) if count else "·", aside, _bar(count, most, width, out))
    return table


def _bar(count: int, most: int, width: int, out: "Console") -> "Text":
    length = max(1, round(width * count / most)) if count else 0
    return _render.words(("#" if _render.plain_marks(out) else "█") * length, "cyan")


def _questions(weakest: tuple[Mean, ...], texts: Mapping[str, str]) -> "Table":
    from rich.table import Table

    table = Table.grid(padding=(0, 2, 0, 0), expand=True)
    table.add_column(justify="right", no_wrap=True, width=3)
    table.add_column(no_wrap=True, width=max(len(mean.name) for mean in weakest))
    table.add_column(no_wrap=True, overflow="ellipsis", ratio=1)
    for mean in weakest:
        text = " ".join(texts[mean.name].split())
        table.add_row(f"{mean.score:.0f}", _render.words(mean.name, "bold"), _render.words(text))
    return table
