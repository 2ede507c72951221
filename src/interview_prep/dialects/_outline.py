"""Documents whose sections are Markdown headings: from marked question lines to drafts and guidance."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from interview_prep.dialects import DEFAULT_SECTION, Draft, Item, Title
from interview_prep.dialects._text import Line, answer_label, heading, joined, plain_title, unclosed_fence
from interview_prep.model import Guidance, Problem

ABOUT = "About this document"
_NO_HEADING = 7


@dataclass(frozen=True, slots=True)
class Marked:
    """A question line: its printed number and its text."""

    number: int | None
    text: str


@dataclass(slots=True)
class Part:
    """A heading (level 1 to 6), a question (level 0), or what stands before both (level -1), with what follows it.

    ``depth`` is the level of the heading that a question is.
    """

    level: int
    title: str
    line: int
    question: Marked | None = None
    depth: int = _NO_HEADING
    body: list[Line] = field(default_factory=list)

    def holds(self, level: int, title: str) -> bool:
        """Tell whether a heading belongs to this part's answer: a deeper one, or one that says "Answer:"."""
        return self.depth < _NO_HEADING and (level > self.depth or answer_label(title) is not None)


Answer = Callable[[Sequence[Line]], "str | None"]


def outline(lines: Sequence[Line], marked: Mapping[int, Marked], answer: Answer) -> Iterator[Item]:
    """Yield the items of a document.

    ``marked`` maps the line numbers of questions, ``answer`` turns the lines after a question into its answer.
    A heading without a question under it is guidance, as is what a heading says before its first question.
    """
    unclosed = unclosed_fence(lines)
    if unclosed:
        yield Problem("a code fence is opened here and never closed; close it", unclosed)
    parts = _parts(lines, marked)
    top = min((p.level for p in parts if p.level > 0 and not _is_title(p, parts)), default=0)
    section, subsection, index = None, None, 0
    while index < len(parts):
        part = parts[index]
        if part.question:
            yield _draft(part, part.question, section or _title_of(parts), subsection, answer)
        elif part.level > 0 and not _is_title(part, parts) and not _leads(parts, index):
            end = _end(parts, index)
            yield from _guidance(parts[index:end], first=section is None)
            index = end
            continue
        else:
            yield from _preface(part, parts)
            if part.level > 0 and not _is_title(part, parts):
                section, subsection = _place(part, top, section, subsection)
        index += 1


def _place(part: Part, top: int, section: str | None, subsection: str | None) -> tuple[str | None, str | None]:
    title = plain_title(part.title)
    return (title, None) if part.level == top else (section or title, title if section else subsection)


def _parts(lines: Sequence[Line], marked: Mapping[int, Marked]) -> list[Part]:
    parts = [Part(-1, "", 1)]
    for line in lines:
        head = heading(line)
        if line.number in marked:
            parts.append(Part(0, "", line.number, marked[line.number], head[0] if head else _NO_HEADING))
        elif head and not parts[-1].holds(*head):
            parts.append(Part(head[0], head[1], line.number))
        else:
            parts[-1].body.append(line)
    return parts


def _is_title(part: Part, parts: list[Part]) -> bool:
    """Tell whether a part is the document's title: its first heading, the only one of level 1."""
    heads = [p for p in parts if p.level > 0]
    return bool(heads) and part is heads[0] and part.level == 1 and sum(p.level == 1 for p in heads) == 1


def _title_of(parts: list[Part]) -> str:
    return next((plain_title(p.title) for p in parts if p.level > 0 and _is_title(p, parts)), DEFAULT_SECTION)


def _end(parts: list[Part], index: int) -> int:
    level = parts[index].level
    return next(
        (i for i in range(index + 1, len(parts)) if 0 < (parts[i].level or parts[i].depth) <= level), len(parts)
    )


def _leads(parts: list[Part], index: int) -> bool:
    return any(part.question for part in parts[index + 1 : _end(parts, index)])


def _draft(part: Part, question: Marked, section: str, subsection: str | None, answer: Answer) -> Draft:
    return Draft(question.text, section, part.line, subsection, question.number, answer(part.body))


def _preface(part: Part, parts: list[Part]) -> Iterator[Item]:
    """Yield the title, and as guidance what stands before a heading's first question."""
    if part.level > 0 and _is_title(part, parts):
        yield Title(plain_title(part.title), part.line)
    text = joined(part.body)
    if text:
        about = part.level < 0 or _is_title(part, parts)
        line = next(line.number for line in part.body if line.text and not line.rule)
        yield Guidance(ABOUT if about else plain_title(part.title), text, line)


def _guidance(parts: Sequence[Part], first: bool) -> Iterator[Item]:
    """Yield a heading without questions as guidance; what a rule separates from it is about the document."""
    title, line = plain_title(parts[0].title), parts[0].line
    lines = list(parts[0].body)
    for part in parts[1:]:
        lines.append(Line(part.line, f"{'#' * part.level} {part.title}"))
        lines.extend(part.body)
    pieces = _split_at_rules(lines)
    if pieces and pieces[0]:
        yield Guidance(title, joined(pieces[0]), line)
    elif first:
        yield Guidance(ABOUT, title, line)
    elif not any(pieces):
        yield Problem(f"the heading {title!r} has neither a question nor a text under it", line)
    for piece in pieces[1:]:
        if piece:
            yield Guidance(ABOUT, joined(piece), piece[0].number)


def _split_at_rules(lines: Sequence[Line]) -> list[list[Line]]:
    pieces: list[list[Line]] = [[]]
    for line in lines:
        if line.rule:
            pieces.append([])
        elif line.text or pieces[-1]:
            pieces[-1].append(line)
    return pieces
