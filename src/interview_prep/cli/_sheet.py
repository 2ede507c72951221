"""The sheet of a sampled interview: the candidate's copy, or the interviewer's with key points to tick."""

import random
import secrets
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from interview_prep import jsontext, listing, sampling
from interview_prep.cli import _page
from interview_prep.cli._render import trimmed, words
from interview_prep.errors import PrepError
from interview_prep.model import Question
from interview_prep.suggestions import unknown


@dataclass(frozen=True, slots=True)
class Sheet:
    """A drawn set, the seed that draws it again, whether answers are shown, and whether it is for a file."""

    questions: tuple[Question, ...]
    seed: int
    answers: bool
    plain: bool

    @property
    def minutes(self) -> int:
        """Return the estimated minutes in all."""
        return sum(map(sampling.minutes, self.questions))


def draw(pool: Iterable[Question], n: int, seed: int | None, answers: bool, plain: bool) -> Sheet:
    """Draw ``n`` questions with the seed, or with one that is drawn too."""
    seed = secrets.randbelow(1_000_000) if seed is None else seed
    return Sheet(tuple(sampling.sample(pool, n, random.Random(seed))), seed, answers, plain)


def summary(sheet: Sheet) -> str:
    """Return number of questions, minutes in all and seed in one line."""
    hours = f" ({sheet.minutes / 60:.1f} h)" if sheet.minutes >= 90 else ""
    plural = "s" * (len(sheet.questions) != 1)
    return f"{len(sheet.questions)} question{plural}, about {sheet.minutes} minutes{hours}, seed {sheet.seed}"


def shortage(wanted: int, drawn: int, pool: int) -> str:
    """Say in one line why there are fewer questions than wanted."""
    if drawn == pool:
        return f"{wanted} were asked for, but only {pool} match; here they are"
    return f"{wanted} were asked for, {pool} match, but only {drawn} of them are not repeats of each other"


def table(sheet: Sheet) -> str:
    """Return the sheet for a terminal."""
    from rich.table import Table
    from rich.text import Text

    page = _page.console(wide=100 if sheet.plain else None)
    with page.capture() as caught:
        grid = Table.grid(padding=(0, 2), pad_edge=False)
        for justify in ("right", "left", "right"):
            grid.add_column(justify=justify, no_wrap=justify == "right")
        for number, question in enumerate(sheet.questions, start=1):
            beside = f"{question.id} · {question.section} · {_page.facts(question)}"
            text = Text.assemble(words(question.question, "bold"), "\n", words(beside, "dim"))
            grid.add_row(words(str(number)), text, words(f"{sampling.minutes(question)} min", "dim"))
            if sheet.answers:
                grid.add_row("", _page.reference(question), "")
            grid.add_row("", "", "")
        page.print(grid)
        page.print(words(summary(sheet)))
        page.print(words(sampling.MINUTES_SOURCE, "dim"))
    return trimmed(caught.get())


def markdown(sheet: Sheet) -> str:
    """Return the sheet as a Markdown document."""
    from interview_prep.markup import without_html

    return without_html("\n".join(_markdown_lines(sheet)) + "\n")


def _markdown_lines(sheet: Sheet) -> Iterator[str]:
    from interview_prep.export.markdown import asked

    yield f"# Interview: {summary(sheet)}"
    yield from ("", "Interviewer's copy." if sheet.answers else "Candidate's copy.")
    for number, question in enumerate(sheet.questions, start=1):
        title, block = asked(question)
        yield from ("", f"## {number}. {title}", *block, "")
        yield f"{question.id} · {question.section} · {_page.facts(question)} · {sampling.minutes(question)} min"
        if sheet.answers:
            yield from _markdown_reference(question)
    yield from ("", "---", "", sampling.MINUTES_SOURCE)


def _markdown_reference(question: Question) -> Iterator[str]:
    from interview_prep.export.markdown import quoted
    from interview_prep.markup import escaped

    if question.key_points:
        yield from ("", *(f"- [ ] {escaped(point)}" for point in question.key_points))
    if question.answer:
        yield from ("", *quoted(question.answer))
    if question.note:
        yield from ("", f"Note: {escaped(question.note)}")


def as_json(sheet: Sheet) -> str:
    """Return the sheet as one JSON object: seed, minutes, where they come from, questions."""
    shown: Callable[[Question], dict[str, object]] = listing.as_object if sheet.answers else listing.without_reference
    questions = [shown(question) | {"minutes": sampling.minutes(question)} for question in sheet.questions]
    whole = {"seed": sheet.seed, "minutes": sheet.minutes, "minutes_source": sampling.MINUTES_SOURCE}
    return jsontext.dumps(whole | {"questions": questions}, indent=2) + "\n"


FORMS: dict[str, Callable[[Sheet], str]] = {"table": table, "markdown": markdown, "json": as_json}


def form(name: str) -> Callable[[Sheet], str]:
    """Return the writer of that name; PrepError with the nearest name where there is none."""
    if name not in FORMS:
        raise PrepError(unknown("format", name, list(FORMS)))
    return FORMS[name]
