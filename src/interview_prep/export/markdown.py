"""A document to read or print: sections as headings, each question with its key points and its answer."""

from collections.abc import Iterator, Sequence
from itertools import groupby

from interview_prep.markup import escaped, without_html
from interview_prep.model import Question


def render(questions: Sequence[Question]) -> str:
    """Return the questions as one Markdown document; answers are quoted, so that their own headings stay inside."""
    return without_html("\n".join(_lines(questions)) + "\n")


def _lines(questions: Sequence[Question]) -> Iterator[str]:
    yield "# Interview questions"
    for (bank, section), members in groupby(questions, key=lambda q: (q.bank, q.section)):
        yield from ("", f"## {section}", "", f"*{bank}*")
        for subsection, group in groupby(members, key=lambda q: q.subsection):
            yield from ("", f"### {subsection}") if subsection else ()
            for question in group:
                yield ""
                yield from _question(question)


def _question(question: Question) -> Iterator[str]:
    facts = [question.id, question.kind, question.difficulty, ", ".join(question.topics)]
    title, block = asked(question)
    yield from (f"#### {title}", *block)
    yield from ("", " · ".join(fact for fact in facts if fact))
    if question.key_points:
        yield from ("", "Key points:", "", *(f"- {escaped(point)}" for point in question.key_points))
    if question.answer:
        yield from ("", "Answer:", "", *(quoted(question.answer)))
    if question.note:
        yield from ("", f"Note: {escaped(question.note)}")


def asked(question: Question) -> tuple[str, list[str]]:
    """Return the words of a question's heading and the lines below it: several lines are a block under the id."""
    text = question.question.strip("\n")
    return (question.id, ["", *quoted(text)]) if "\n" in text.strip() else (question.one_line, [])


def quoted(text: str) -> list[str]:
    """Return the lines of a Markdown text as a block quote."""
    return [f"> {line}".rstrip() for line in text.splitlines()]
