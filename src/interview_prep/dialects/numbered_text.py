"""Plain text, as taken from a PDF: `7. Why …?` on a line of its own, sections as short lines, numbers start again."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from interview_prep.dialects import DEFAULT_SECTION, Draft, Item, Title
from interview_prep.dialects._outline import ABOUT
from interview_prep.dialects._pagebreaks import Block, blocks_of, mended
from interview_prep.dialects._text import (
    answer_label,
    heading,
    lines_of,
    plain_question,
    plain_title,
    unclosed_fence,
)
from interview_prep.model import Guidance, Problem, Repair

_NUMBERED = re.compile(r"(\d{1,4})\s*[.)]\s+\S")


def recognises(text: str) -> bool:
    """Tell whether numbered paragraphs count up from 1, without Markdown headings, and at least two have answers."""
    lines = lines_of(text)
    if any(heading(line) for line in lines) or any(re.match(r"\s*\**\s*Q\d*\s*[:.]", line.text) for line in lines):
        return False
    blocks, _ = _blocks(text)
    starts = _starts(blocks)
    answered = [
        after - start > 1 or _asked(blocks[start]) < len(blocks[start].lines)
        for start, after in pairwise([*starts, len(blocks)])
    ]
    return len(starts) > 1 and sum(answered) > 1


def read(text: str) -> Iterator[Item]:
    """Yield the items of the document."""
    blocks, repairs = _blocks(text)
    yield from repairs
    starts = _starts(blocks)
    yield from _problems(text, blocks, starts)
    section = ""
    for place, start in enumerate(starts):
        if _number(blocks[start]) == 1:
            title = _title_index(blocks, start, after=starts[place - 1] if place else -1)
            if place == 0:
                yield from _document_title(blocks[:title])
            section = plain_title(" ".join(blocks[title].lines)) if title < start else section
            yield from _intro(blocks[title + 1 : start], section)
        end = starts[place + 1] if place + 1 < len(starts) else len(blocks)
        if end < len(blocks) and _number(blocks[end]) == 1:
            end = _title_index(blocks, end, after=start)
        yield _draft(blocks[start:end], section or DEFAULT_SECTION)


def _blocks(text: str) -> tuple[list[Block], list[Repair]]:
    blocks, repairs = mended(blocks_of(text))
    return [part for block in blocks for part in _apart(block)], repairs


def _apart(block: Block) -> list[Block]:
    """Return questions and answers of a block apart, where it holds several that count up, no blank line between."""
    starts = [] if block.code else [at for at, line in enumerate(block.lines) if _NUMBERED.match(line)]
    numbers = [int(match[1]) for at in starts if (match := _NUMBERED.match(block.lines[at]))]
    parts = [_part(block, start, end) for start, end in pairwise([*starts, len(block.lines)])]
    asking = [part for part in parts if any(line.endswith("?") for line in part.lines)]
    answered = [part for part in asking if _asked(part) < len(part.lines)]
    if len(answered) < 2 or 2 * len(asking) <= len(parts) or any(b != a + 1 for a, b in pairwise(numbers)):
        return [block]
    above = [_part(block, 0, starts[0])] if starts[0] else []
    return above + [half for part in parts for half in _halves(part)]


def _part(block: Block, start: int, end: int) -> Block:
    return replace(block, line=block.line + start, lines=block.lines[start:end])


def _halves(block: Block) -> list[Block]:
    """Return a question and its answer as two blocks; what has no `?` is asked in its first line."""
    end = _asked(block) if any(line.endswith("?") for line in block.lines) else 1
    return [half for half in (_part(block, 0, end), _part(block, end, len(block.lines))) if half.lines]


def _number(block: Block) -> int | None:
    """Return the number that a block begins with; a list with several items has none, it is part of an answer."""
    found = [] if block.code else [_NUMBERED.match(line) for line in block.lines]
    return int(found[0][1]) if found and found[0] and not any(found[1:]) else None


def _asked(block: Block) -> int:
    """Return how many lines of a question's block are the question: those up to its `?`, or else all."""
    asking = [line.endswith("?") for line in block.lines]
    if not any(asking):
        return len(asking)
    first = asking.index(True)
    return next((at for at in range(first, len(asking)) if not asking[at]), len(asking))


def _problems(text: str, blocks: Sequence[Block], starts: Sequence[int]) -> Iterator[Problem]:
    """Yield what may have swallowed questions: a fence that is never closed, a number that is too high."""
    unclosed = unclosed_fence(lines_of(text))
    if unclosed:
        yield Problem("a code fence is opened here and never closed; close it", unclosed)
    for start, after in pairwise([*starts, len(blocks)]):
        last = _number(blocks[start]) or 0
        for block in blocks[start + 1 : after]:
            number = _number(block)
            if number and number > last + 1:
                cure = "mend the number, or end the question with `?`"
                yield Problem(f"number {number} after {last} is taken for a part of the answer; {cure}", block.line)


def _starts(blocks: Sequence[Block]) -> list[int]:
    """Return the indexes of the question blocks: their numbers count up, and begin again only under a title.

    A number may be left out where the block asks something.
    """
    starts: list[int] = []
    wanted = 1
    for index, block in enumerate(blocks):
        number = _number(block)
        if number is None:
            continue
        titled = index == 0 or _title_index(blocks, index, after=starts[-1] if starts else -1) < index
        gap = bool(starts) and number > wanted and any(line.endswith("?") for line in block.lines)
        if (number == wanted and number > 1) or (number == 1 and titled) or gap:
            starts.append(index)
            wanted = number + 1
    return starts


def _title_index(blocks: Sequence[Block], start: int, after: int) -> int:
    """Return the index of the title above a section's first question, or ``start`` where there is none.

    ``after`` is the index of the question before it, which is no title.
    """
    for index in range(start - 1, max(start - 4, after), -1):
        if _is_title(blocks[index]):
            return index
        if not _is_prose(blocks[index]):
            break
    return start


def _is_title(block: Block) -> bool:
    text = " ".join(block.lines)
    return not block.code and len(text) <= 80 and not re.search(r"[.!?:;,]$", text) and bool(re.match(r"[A-Z\d]", text))


def _is_prose(block: Block) -> bool:
    return not block.code and bool(re.search(r"[.!?]$", block.lines[-1])) and not re.match(r"\s*[-*•]", block.lines[0])


def _document_title(blocks: Sequence[Block]) -> Iterator[Item]:
    titles = [block for block in blocks if _is_title(block)]
    if titles:
        yield Title(plain_title(" ".join(line for block in titles for line in block.lines)), titles[0].line)
    for block in blocks:
        if block not in titles:
            yield Guidance(ABOUT, block.text, block.line)


def _intro(blocks: Sequence[Block], section: str) -> Iterator[Item]:
    if blocks:
        yield Guidance(section or ABOUT, "\n\n".join(block.text for block in blocks), blocks[0].line)


def _draft(blocks: Sequence[Block], section: str) -> Draft:
    question, end = blocks[0], _asked(blocks[0])
    below = "\n".join(question.lines[end:])
    body = "\n\n".join(text for text in (below, *(block.text for block in blocks[1:])) if text)
    label = answer_label(body)
    answer = body[label.end() :] if label else body
    asked = plain_question(" ".join(question.lines[:end]))
    return Draft(asked, section, question.line, None, _number(question), answer or None)
