"""Answers and sentences that say nothing: empty, "I don't know", the question again, a list of terms, gibberish."""

import re
from functools import lru_cache
from itertools import pairwise

from interview_prep.grading import Request
from interview_prep.grading._lexicon import FILLER
from interview_prep.grading._terms import content, is_stop, shared, stem, words
from interview_prep.grading._text import Span, sentences, units

_UNKNOWING = re.compile(
    r"\b(?:(?:do not|don['’]?t|didn['’]?t|did not|can['’]?t|cannot|couldn['’]?t) (?:really |actually |even )?"
    r"(?:know|remember|recall|say|answer|think of)|no (?:idea|clue|answer)|not (?:sure|certain)|idk|dunno|"
    r"never (?:heard|used|seen|worked)|pass|skip|n/?a|sorry|beats me|clueless|(?:unfamiliar|not familiar) with|"
    r"I(?:['’]ve| have)? forg[eo]t(?:ten)?|I\b.{0,12} (?:need|have) to (?:research|google|study|look \w+ up))\b",
    re.I,
)
_INSTRUCTION = re.compile(
    r"\b(?:ignore|disregard|forget)\b.{0,30}\b(?:previous|prior|above|all|the|your|any)\b.{0,20}"
    r"\b(?:instructions?|prompts?|rubric|key points?|reference answer|grading)\b|"
    r"\b(?:give|award|assign|grant)\b.{0,30}\b(?:full|maximum|top|perfect|highest|max) "
    r"(?:marks?|scores?|points?|grades?|credit|rating)\b|"
    r"\b(?:mark|grade|score|rate|consider|treat|count) (?:this|me|my|every|all)\b.{0,40}"
    r"\b(?:correct|covered|100|complete|fully|full|perfect|easy)\b|"
    r"\b(?:as an?|you are|dear|note to(?: the)?) (?:ai |strict |helpful |fair )*"
    r"(?:grader|examiner|evaluator|grading model)\b|"
    r"^\s*\W*system\s*:|\bthe (?:grader|rubric) (?:should|must|will)\b",
    re.I,
)
_FILLER = frozenset(stem(word) for word in FILLER.split())
_SEGMENT = re.compile(r"[,;|\n•·/]+|\s[-–—]\s")
_BREAK = re.compile(rf"{_SEGMENT.pattern}|\.(?=\s|$)|\s(?:and|or|plus)\s", re.I)
_MARKER = re.compile(r"^[ \t]*(?:[-*•]|\(?\d{1,2}[.)])[ \t]+", re.M)
_RELATION = re.compile(r"→|->|=|<|>|≠|≤|≥|\d")


def gate(request: Request) -> str | None:
    """Return why an answer earns nothing ("empty", "unknowing", "question", "list", "gibberish", "instruction").

    None where at least one sentence says something of its own.
    """
    text = request.answer.strip()
    if not any(character.isalnum() for character in text):
        return "empty"
    if _is_gibberish(text):
        return "gibberish"
    known = _known(request)
    if any(_is_list(form, known) or _is_shuffle(form, request, known) for form in (text, _MARKER.sub("", text))):
        return "list"
    reasons = [why_empty(sentence.text, request) for sentence in sentences(text)]
    return reasons[0] if all(reasons) and reasons else None


def claims(request: Request) -> list[Span]:
    """Return the sentences and clauses of an answer that may serve as evidence."""
    told: list[Span] = []
    silent: list[Span] = []
    for span in units(request.answer):
        inside = any(s.start <= span.start and span.end <= s.end for s in silent)
        if inside or why_empty(span.text, request):
            silent.append(span)
        else:
            told.append(span)
    return told


def said(request: Request) -> str:
    """Return the answer without the sentences that say nothing, its own punctuation kept: what a model should read."""
    text = request.answer
    for silent in reversed([s for s in sentences(text) if why_empty(s.text, request)]):
        text = text[: silent.start] + text[silent.end :]
    return " ".join(text.split())


def why_empty(sentence: str, request: Request) -> str | None:
    """Return why one sentence says nothing, or None."""
    if _INSTRUCTION.search(sentence):
        return "instruction"
    told = frozenset(content(sentence)) - _FILLER
    asked = _stems(request.question)
    own = told - shared(told, asked)
    if _UNKNOWING.search(sentence) and len(own) <= 3:
        return "unknowing"
    if len(own) <= 0.15 * len(told) and not _relates(sentence, request.question):
        return "question" if told or words(sentence) else "empty"
    if _is_list(sentence, _known(request)):
        return "list"
    return "gibberish" if _is_gibberish(sentence) else None


def _relates(sentence: str, question: str) -> bool:
    return bool(set(_RELATION.findall(sentence)) - set(question))


def _known(request: Request) -> frozenset[str]:
    return _stems("\n".join((request.question, request.reference or "", *request.points)))


@lru_cache(maxsize=1024)
def _stems(text: str) -> frozenset[str]:
    return frozenset(content(text))


def _is_list(text: str, known: frozenset[str]) -> bool:
    """Tell a bare enumeration of known terms: short items, no relation between them, hardly a function word."""
    found = words(text)
    stems = [stem(word) for word in found if not is_stop(word)]
    if len(stems) < 5 or len(set(stems) - known) > 0.15 * len(set(stems)):
        return False
    singles = [item.split() for item in _BREAK.split(text) if item.strip()]
    if len(singles) >= 6 and sum(map(len, singles)) <= 1.6 * len(singles):
        return True  # single words between commas or stops, or "and"
    items = [item for item in _SEGMENT.split(text) if item.strip()]
    length = len(text.split()) / max(1, len(items))
    if (len(found) - len(stems)) > 0.12 * len(found):
        return False
    if len(items) >= 5:
        return length <= 2.2
    return len(items) <= 2 and len(stems) >= 8 and not re.search(r"[.:→=<>+]\s", text.strip())


def _is_shuffle(text: str, request: Request, known: frozenset[str]) -> bool:
    """Tell the reference's words in another order: nearly all of them known, hardly two of them still neighbours."""
    stems = content(text)
    if len(stems) < 10 or len([s for s in stems if s not in known]) > 0.1 * len(stems):
        return False
    source = content("\n".join((request.question, request.reference or "", *request.points)))
    near = {frozenset(pair) for gap in (1, 2) for pair in zip(source, source[gap:], strict=False)}
    pairs = [frozenset(pair) for pair in pairwise(stems)]
    kept = sum(pair in near for pair in pairs) / len(pairs)
    chance = _chance(source, near)
    return kept < max(0.4, chance * 2)


def _chance(source: list[str], near: set[frozenset[str]]) -> float:
    kinds = len(set(source)) or 1
    return min(1.0, 2 * len(near) / (kinds * kinds))


def _is_gibberish(text: str) -> bool:
    tokens = [token for token in re.findall(r"[^\W\d_]+", text) if len(token) >= 4 and not token.isupper()]
    if not tokens:
        return len(set(text.lower())) <= 3 and len(text) > 6
    odd = sum(bool(_ODD.search(token.lower())) for token in tokens)
    return odd >= 0.4 * len(tokens) and (odd >= 2 or len(tokens) == 1)


_ODD = re.compile(r"^[^aeiouyäöüéèáíóú]+$|[bcdfghjklmnpqrstvwxz]{5,}|(.)\1\1|[qjx][bcdfghjklmnpqrstvwxz]")
