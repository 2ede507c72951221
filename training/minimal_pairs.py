"""Minimal pairs: a right and a false text on one key point that are alike but for what decides, read in one batch.

Each teaches what it is, as any example does. Besides, the right one is to be told from the false one
(`training/fit.py`): what both share, their topic, length and tone, then teaches nothing.
"""

import random
from collections.abc import Iterator, Sequence

from training.edits import Edit, Edited, near
from training.examples import CONTRADICTED, COVERED, Example, Marked, Twins
from training.relations import Relation
from training.wholes import Wholes

BOTH = 0.2  # of an answer's other edits: those made in the right text and in the false one; most keep the truth
RIGHT = 0.35  # of those that keep the truth: made in the right text alone, lest the edited text be the false one
WORD_FOR_WORD = 0.15  # of the right texts: those that are the key point itself
EITHER = 0.2  # of the sentences that stand as their own key point: those whose false version does, and is then right

Two = tuple[Example, Example]  # the right one, the false one


def epoch(
    answers: Sequence[Edited], relations: Sequence[Relation], twins: Sequence[Twins], rng: random.Random
) -> list[Two]:
    """Return one pair for each false edit, each relation and each key point with a false twin, drawn anew."""
    return of_edits(answers, rng) + of_sentences(answers, rng) + of_relations(relations, rng) + of_twins(twins, rng)


def of_edits(answers: Sequence[Edited], rng: random.Random) -> list[Two]:
    """Return for each false edit the sentence that it is made in, without and with it."""
    return [two for answer in answers for edit in answer.edits if edit.point for two in _of_edit(answer, edit, rng)]


def _of_edit(answer: Edited, edit: Edit, rng: random.Random) -> Iterator[Two]:
    right, false = answer.text, answer.text.replace(edit.was, edit.now, 1)
    for other in answer.edits:
        drawn = rng.random()
        if other is not edit and drawn < BOTH:
            false = false.replace(other.was, other.now, 1)
        if other is not edit and drawn < (BOTH if other.point else BOTH + RIGHT):
            right = right.replace(other.was, other.now, 1)
    right, false = near(right, edit.was, rng), near(false, edit.now, rng)
    if right and false:
        yield _two("edit", answer, edit.point, right, false)


def of_sentences(answers: Sequence[Edited], rng: random.Random) -> list[Two]:
    """Return for each false edit its sentence as the key point, said again: with what keeps its truth, and with it.

    Without these, whatever is close to a key point's own words looks false: a false edit is closer than a paraphrase.
    """
    return [two for answer in answers for edit in answer.edits if edit.point for two in _of_sentence(answer, edit, rng)]


def _of_sentence(answer: Edited, edit: Edit, rng: random.Random) -> Iterator[Two]:
    said = near(answer.text, edit.was, rng, beside=0.0)
    false = said.replace(edit.was, edit.now, 1)
    point, other = (false, said) if rng.random() < EITHER else (said, false)
    again = point
    for same in answer.edits:
        if not same.point and same.was in said.replace(edit.was, ""):
            again = again.replace(same.was, same.now, 1)
            other = other.replace(same.was, same.now, 1) if rng.random() < 0.5 else other
    if said and (again != point or rng.random() < WORD_FOR_WORD):
        yield _two("sentence", answer, point, again, other)


def of_relations(relations: Sequence[Relation], rng: random.Random) -> list[Two]:
    """Return for each relation a right and a false sentence on another right one, which stands as the key point."""
    drawn = []
    for relation in relations:
        point = rng.choice(relation.right)
        drawn.append(_two("relation", relation, point, _told(point, relation.right, rng), rng.choice(relation.false)))
    return drawn


def of_twins(twins: Sequence[Twins], rng: random.Random) -> list[Two]:
    """Return for each key point, said in one of its ways, a true and a false sentence."""
    drawn = []
    for twin in twins:
        ways = [twin.point, *twin.true]
        if not twin.behavioral and len(ways) > 1 and twin.false:
            point = rng.choice(ways)
            drawn.append(_two("twin", twin, point, _told(point, (*ways, *twin.notes), rng), rng.choice(twin.false)))
    return drawn


def of_answers(source: str, answers: Sequence[Relation]) -> list[Two]:
    """Return each right answer of `beyond.jsonl` or `sides.jsonl` with its false twin.

    The shortest, the last, stands as the key point of the first one too; what goes beyond a point never stands as one.
    """
    drawn = []
    for answer in answers:
        point, *right = answer.right
        read = [(point, *twins) for twins in zip(right, answer.false, strict=True)]
        drawn += [_two(source, answer, *texts) for texts in (*read, (right[-1], right[0], answer.false[0]))]
    return drawn


def of_references(references: Wholes, twins: Sequence[Twins], rng: random.Random) -> list[Two]:
    """Return for each key point what is near it in the reference, and a false twin in place of the sentence for it.

    In half of the right ones a true twin stands in that sentence's place: what was put in is then as often right.
    """
    known = {(twin.question_id, twin.point): twin for twin in twins if twin.true and twin.false}
    drawn = []
    for answer, readings in zip(references.marked, references.readings, strict=True):
        for reading in readings:
            twin, text = known.get((answer.question_id, reading.point)), reading.texts[-1]
            if twin and reading.evidence in text:
                true = rng.choice((reading.evidence, rng.choice(twin.true)))
                right, false = (text.replace(reading.evidence, t, 1) for t in (true, rng.choice(twin.false)))
                drawn.append(_two("reference", answer, reading.point, right, false))
    return drawn


def _told(point: str, texts: Sequence[str], rng: random.Random) -> str:
    """Return one of the texts that say the point: at times the point itself, else another."""
    return point if rng.random() < WORD_FOR_WORD else rng.choice([text for text in texts if text != point])


def _two(source: str, of: Edited | Relation | Twins | Marked, point: str, right: str, false: str) -> Two:
    first = Example(source, of.question_id, of.question, point, right, COVERED)
    return first, Example(source, of.question_id, of.question, point, false, CONTRADICTED)
