"""Which question of a bank is which of a document: by text, exactly, then nearly, then by place and likeness."""

import re
from collections.abc import Mapping, Sequence
from itertools import pairwise

from interview_prep.fingerprints import fingerprint
from interview_prep.model import Question

_NEAR = 90.0  # of 100: a few letters of a question
_NEAR_WORDS = 80.0  # of 100, without the words that all questions share
_ALIKE = 60.0  # of 100, the same, where a question stands at the place of another; of unrelated ones 1 in 100 has it
_SAME_ANSWER = 80.0  # of 100: the letters of the answer; of unrelated ones none has more than 60 where it is long
_ASKING = re.compile(
    r"\b(?:what|how|why|when|which|who|where|is|are|do|does|did|would|you|the|an?|explain|describe)\b", re.I
)


def by_text(old: Sequence[Question], new: Sequence[Question]) -> dict[int, Question]:
    """Return, by index of the new question, the old one of the same or nearly the same text.

    A retired one returns only for the same text.
    """
    found: dict[int, Question] = {}
    left = list(old)
    _exactly(left, new, found)
    _nearly([question for question in left if not question.retired], new, found)
    return found


def with_places(old: Sequence[Question], new: Sequence[Question], found: Mapping[int, Question]) -> dict[int, Question]:
    """Return what was found by text, and the questions whose place and answer, or some words, are those of another."""
    whole = dict(found)
    _by_position([question for question in old if not question.retired], new, whole)
    return whole


def _take(index: int, question: Question, left: list[Question], found: dict[int, Question]) -> None:
    found[index] = question
    left.remove(question)


def _exactly(left: list[Question], new: Sequence[Question], found: dict[int, Question]) -> None:
    """Match equal texts: the text as it stands, or the document's text that a person has mended since."""
    texts: dict[str, list[Question]] = {}
    for question in left:
        keys = {fingerprint(question.question), dict(question.derived).get("question", "")}
        for key in keys:
            texts.setdefault(key, []).append(question)
    taken: set[str] = set()
    for same_section in (True, False):
        for index, question in enumerate(new):
            candidates = [] if index in found else texts.get(fingerprint(question.question), [])
            for old in candidates:
                if old.id not in taken and (not same_section or _place(old) == _place(question)):
                    taken.add(old.id)
                    _take(index, old, left, found)
                    break


def _place(question: Question) -> tuple[str, str | None]:
    return question.section, question.subsection


def _nearly(left: list[Question], new: Sequence[Question], found: dict[int, Question]) -> None:
    from rapidfuzz import fuzz, process, utils

    texts = {question.id: question.question for question in left}
    pairs = [
        (score, index, key)
        for index, question in enumerate(new)
        if index not in found
        for _, score, key in process.extract(
            question.question, texts, scorer=fuzz.ratio, processor=utils.default_process, score_cutoff=_NEAR, limit=5
        )
        if fuzz.token_sort_ratio(_bare(question.question), _bare(texts[key])) >= _NEAR_WORDS
    ]
    by_id = {question.id: question for question in left}
    for _, index, key in sorted(pairs, key=lambda pair: (-pair[0], pair[1])):
        if index not in found and key in by_id:
            _take(index, by_id.pop(key), left, found)


def _bare(text: str) -> str:
    return " ".join(re.findall(r"\w+", _ASKING.sub(" ", text.lower())))


def _by_position(old: Sequence[Question], new: Sequence[Question], found: dict[int, Question]) -> None:
    """Match what stands between the same two neighbours, the most alike first; what is unlike stays unmatched."""
    place = {question.id: index for index, question in enumerate(old)}
    taken = {question.id for question in found.values()}
    anchors = [(-1, -1), *((place[q.id], i) for i, q in sorted(found.items()) if q.id in place), (len(old), len(new))]
    for (old_from, new_from), (old_to, new_to) in pairwise(anchors):
        if old_to <= old_from:
            continue  # the document was put into another order here
        before = [q for q in old[old_from + 1 : old_to] if q.id not in taken]
        after = [i for i in range(new_from + 1, new_to) if i not in found]
        _most_alike(before, {i: new[i] for i in after}, found)


def _most_alike(before: Sequence[Question], after: Mapping[int, Question], found: dict[int, Question]) -> None:
    scores = [
        (-score, abs(at_old - at_new), index, at_old)
        for at_new, (index, question) in enumerate(after.items())
        for at_old, other in enumerate(before)
        if (score := _likeness(other, question))
    ]
    taken: set[int] = set()
    for _, _, index, at_old in sorted(scores):
        if index not in found and at_old not in taken:
            taken.add(at_old)
            found[index] = before[at_old]


def _likeness(old: Question, new: Question) -> float:
    """Return how far two questions share the words that matter, or their answers (0..100); 0 if that is too little."""
    from rapidfuzz import fuzz

    words = _bare(old.question), _bare(new.question)
    by_words = fuzz.token_sort_ratio(*words, score_cutoff=_ALIKE) if all(words) else 0.0
    by_answer = fuzz.ratio(old.answer, new.answer, score_cutoff=_SAME_ANSWER) if old.answer and new.answer else 0.0
    return max(by_words, by_answer)
