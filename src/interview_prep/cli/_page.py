"""What the commands that show questions print with: a console that takes text as text, and lists for people."""

from collections.abc import Iterable, Sequence
from itertools import groupby
from typing import TYPE_CHECKING, Any

from interview_prep.cli import _render
from interview_prep.cli._render import markdown, safe, words
from interview_prep.model import Question

if TYPE_CHECKING:
    from rich.console import Console, Group
    from rich.padding import Padding
    from rich.table import Table
    from rich.text import Text


def console(wide: int | None = None) -> "Console":
    """Return a console on standard output that reads no markup; piped, it neither colours nor wraps.

    With ``wide`` its lines are that long, and it does not colour, wherever it goes.
    """
    from rich.console import Console

    if wide:
        return Console(markup=False, highlight=False, emoji=False, width=wide, force_terminal=False)
    page = _render.console()
    if not page.is_terminal:
        page.width = 100_000
    return page


def print_questions(questions: Sequence[Question]) -> None:
    """Print questions under the headings of their sections; piped, one line each with tabs between the fields."""
    page = console()
    if not page.is_terminal:
        for q in questions:
            print_row(q.id, q.difficulty or "-", q.kind, q.section, q.question)
        return
    for (bank, section), members in groupby(questions, key=lambda q: (q.bank, q.section)):
        heading(page, section, bank)
        page.print(_grid((q.id, q.question, facts(q)) for q in members))


def print_row(*fields: object) -> None:
    """Print fields on one line with tabs between them."""
    print(*(" ".join(safe(str(field)).split()) for field in fields), sep="\t")


def heading(page: "Console", title: str, beside: str = "") -> None:
    """Print a heading with an empty line before it."""
    from rich.text import Text

    page.print()
    page.print(Text.assemble((safe(title), "bold"), (f"  {safe(beside)}" if beside else "", "dim")))


def facts(question: Question) -> str:
    """Return what is known of a question in a few words: difficulty and kind."""
    return " · ".join(fact for fact in (question.difficulty, question.kind) if fact)


def _grid(rows: Iterable[tuple[str, str, str]]) -> "Table":
    from rich.table import Table
    from rich.text import Text

    grid = Table.grid(padding=(0, 2), pad_edge=False)
    grid.add_column(no_wrap=True, style="cyan")
    grid.add_column()
    for key, text, beside in rows:
        grid.add_row(words(key), Text.assemble(safe(text), "  ", (beside, "dim")))
    return grid


def print_question(question: Question) -> None:
    """Print one question whole: where it stands, its key points, its answer as rendered Markdown, its note."""
    page = console()
    place = " › ".join(part for part in (question.bank, question.section, question.subsection) if part)
    page.print(words(f"{question.id}  {place}", "dim"))
    page.print(words(" · ".join(part for part in (facts(question), ", ".join(question.topics)) if part), "dim"))
    if question.retired:
        page.print(words("Retired: the document has this question no longer.", "yellow"))
    page.print()
    page.print(words(question.question, "bold"))
    print_reference(page, question)


def print_reference(page: "Console", question: Question) -> None:
    """Print what an answer is graded by and compared with: key points, answer, note, twins."""
    if question.key_points:
        heading(page, "Key points")
        page.print(bullets(question.key_points))
    if question.answer:
        heading(page, "Answer", "in the document's words" if question.answer_source == "document" else "")
        page.print(markdown(question.answer) if page.is_terminal else words(question.answer))
    if not question.gradable:
        heading(page, "No key points yet", "such a question is asked, but not graded")
    if question.note:
        heading(page, "Note")
        page.print(words(question.note))
    if question.same_as:
        heading(page, "Asked elsewhere as", ", ".join(question.same_as))


def reference(question: Question) -> "Group":
    """Return key points to tick, answer and note as one block."""
    from rich.console import Group

    parts: list[Any] = [bullets(question.key_points, "[ ]")]
    if question.answer:
        parts += ["", markdown(question.answer)]
    if question.note:
        parts += ["", words(f"Note: {question.note}")]
    return Group(*parts)


def bullets(points: Iterable[str], mark: str = "•") -> "Table":
    """Return points as a list whose lines hang."""
    from rich.table import Table

    grid = Table.grid(padding=(0, 1), pad_edge=False)
    grid.add_column(no_wrap=True)
    grid.add_column()
    for point in points:
        grid.add_row(words(mark), words(point))
    return grid


def indented(text: "Text", by: int) -> "Padding":
    """Return a text moved to the right, all its lines."""
    from rich.padding import Padding

    return Padding(text, (0, 0, 0, by))
