"""Rules about fields: those that have to be there, and links that have to lead somewhere."""

from collections.abc import Iterator

from interview_prep.lint import Remark, Subject
from interview_prep.model import DIFFICULTIES, KINDS


def missing_fields(subject: Subject) -> Iterator[Remark]:
    """Kind, difficulty and topics are what people select and sample by."""
    cures = {
        "kind": f"choose from: {', '.join(KINDS)}",
        "difficulty": f"choose from: {', '.join(DIFFICULTIES)}",
        "topics": "name one to four, such as `topics: [rag]`",
    }
    for question in subject.questions:
        given = subject.given.get(question.id, frozenset({"kind"}))
        for name, cure in cures.items():
            if not getattr(question, name) or (name == "kind" and name not in given):
                yield Remark(question, f"{name} is missing", cure)


def unknown_twin(subject: Subject) -> Iterator[Remark]:
    """`same_as` has to name other questions that exist; one that is retired is worth a word."""
    known = {question.id for question in subject.everything}
    for question in subject.questions:
        for name in question.same_as:
            if name == question.id:
                yield Remark(question, "`same_as` names the question itself", "take it out", field="same_as")
            elif name in subject.retired:
                cure = "name the question that is asked in its place, or take it out"
                yield Remark(question, f"`same_as` names {name!r}, which is retired", cure, False, "same_as")
            elif name not in known:
                cure = "mend the id or take it out"
                yield Remark(question, f"`same_as` names {name!r}, which no bank has", cure, field="same_as")
