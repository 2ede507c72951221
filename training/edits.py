"""Right answers with small edits, each of which makes one key point false or leaves all of them true.

What is false differs from what is right in a few words and in nothing else, in the middle of an answer in its writer's
own words: neither style nor length nor tone gives it away. Edits that keep the truth look like the others.
"""

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from interview_prep.grading._text import sentences
from training.examples import CONTRADICTED, COVERED, Example, read_lines

FALSE = 0.4  # of an answer's false edits, in each version drawn
SAME = 0.5  # … of those that keep the truth
WHOLE = 0.6  # of the points: those read with the whole answer, else with the sentence that speaks of them
BESIDE = 0.4  # of these sentences: those with the one before or after


@dataclass(frozen=True, slots=True)
class Edit:
    """What is replaced (it stands in the text once), by what, and the key point that it makes false ("": none)."""

    was: str
    now: str
    point: str


@dataclass(frozen=True, slots=True)
class Edited:
    """A right answer with its edits; no two of them overlap."""

    question_id: str
    question: str
    text: str
    edits: tuple[Edit, ...]


def read(path: Path) -> list[Edited]:
    """Read `edits.jsonl`."""
    return [
        Edited(
            str(row["question_id"]),
            str(row["question"]),
            str(row["text"]),
            tuple(Edit(*edit) for edit in row["edits"]),  # type: ignore[attr-defined]
        )
        for row in read_lines(path)
    ]


def epoch(answers: Sequence[Edited], rng: random.Random, versions: int = 2) -> list[Example]:
    """Return what some ``versions`` of each answer, each with other edits, teach of the points that its edits touch."""
    return [example for answer in answers for _ in range(versions) for example in _version(answer, rng)]


def _version(answer: Edited, rng: random.Random) -> Iterator[Example]:
    made = [edit for edit in answer.edits if rng.random() < (FALSE if edit.point else SAME)]
    text = answer.text
    for edit in made:
        text = text.replace(edit.was, edit.now, 1)
    for edit in answer.edits:
        if not edit.point:
            continue
        said = edit.now if edit in made else edit.was
        read = text if rng.random() < WHOLE else near(text, said, rng) or text
        target = CONTRADICTED if edit in made else COVERED
        yield Example("edit", answer.question_id, answer.question, edit.point, read, target)


def near(text: str, said: str, rng: random.Random, beside: float = BESIDE) -> str:
    """Return the sentence that holds some words, at a share ``beside`` with one beside it; "" where they stand in two.

    No more of the text around a point is read once more.
    """
    spans = [span.text for span in sentences(text)]
    place = next((place for place, span in enumerate(spans) if said in span), None)
    if place is None:
        return ""
    first, last = place, place + 1
    if rng.random() < beside:
        first, last = rng.choice(((max(0, first - 1), last), (first, last + 1)))
    return " ".join(spans[first:last])
