"""Answers and sentences that say nothing: empty, "I don't know", the question again, a list of terms, gibberish."""

import re
from collections import Counter
from collections.abc import Sequence
from functools import lru_cache
from itertools import pairwise

from interview_prep.grading import Request
from interview_prep.grading._lexicon import BESIDE_LISTING, FILLER, LISTING
from interview_prep.grading._terms import content, flat, is_stop, shared, stem, words
from interview_prep.grading._text import Span, sentences, units

_UNKNOWING = re.compile(
    r"(?:^\W*(?:\w+ly,? )?|\b(?:I|we|sorry|honestly|but|well|hm+)\b(?:['’]m)?,? (?:(?!not?\b|do\b|did\b)\w+ ){0,2})"
    r"(?:(?:do not|don['’]?t|didn['’]?t|did not|can['’]?t|cannot|couldn['’]?t) (?:really |actually |even )?"
    r"(?:know|remember|recall|say|answer|think of)|no (?:idea|clue|answer)|not (?:sure|certain)|"
    r"(?:never|not|haven['’]?t) (?:\w+ ){0,2}(?:heard|used|seen|worked|learn(?:ed|t)|studied|covered|come across)|"
    r"(?:unfamiliar|not familiar) with)\b|"
    r"\b(?:outside|not|beyond)(?: of)? my (?:area|field|expertise|knowledge)\b|\bI(?:['’]d| would) rather not\b|"
    r"\b(?:come|get) back to (?:this|that|it)(?: one| question)?\b|\bI(?:['’]m| am)? (?:draw a )?(?:blank|stuck)\b|"
    r"\b(?:idk|dunno|beats me|clueless|I(?:['’]ve| have)? forg[eo]t(?:ten)?|"
    r"I\b.{0,12} (?:need|have) to (?:research|google|study|look \w+ up))\b|"
    r"^\W*(?:I(?:['’]ll| will)? )?(?:pass|skip|n/?a|sorry)\b(?: (?:on )?(?:this|that|it)(?: one| question)?)?\W*$",
    re.I,
)
_INSTRUCTION = re.compile(
    r"\b(?:ignore|disregard|forget)\b.{0,30}\b(?:previous|prior|above|all|the|your|any)\b.{0,20}"
    r"\b(?:instructions?|prompts?|rubric|key points?|reference answer|grading)\b|"
    r"\b(?:give|award|assign|grant)\b.{0,30}\b(?:full|maximum|top|perfect|highest|max) "
    r"(?:marks?|scores?|points?|grades?|credit|rating)\b|"
    r"\b(?:mark|grade|score|rate|consider|treat|count) (?:this|me|my|every|all)\b.{0,40}"
    r"\b(?:correct|covered|100|complete|fully|full|perfect|easy)\b|"
    r"(?:^\W*as an?|\byou are (?:an? |the )?|\bdear|\bnote to(?: the)?) (?:ai |strict |helpful |fair )*"
    r"(?:grader|examiner|evaluator|grading model)\b|"
    r"^\W*system ?: .*\b(?:answer|candidate|grader?|graded|scored?|correct)\b|"
    r"\bthe (?:grader|rubric) (?:should|must|will)\b",
    re.I,
)
_OF_INSTRUCTIONS = re.compile(r"\binject|\bjailbreak|\b(?:ignore|disregard)\b.{0,30}\binstructions?\b", re.I)
_FILLER = frozenset(stem(word) for word in FILLER.split())
_LISTING = frozenset(stem(word) for word in LISTING.split())
_OF_LISTS = _FILLER | _LISTING | {stem(word) for word in BESIDE_LISTING.split()}
_LEAD = re.compile(r"^\W*(?:\w[\w'’-]*+\W+?){1,6}?(?:(?<=[:\n])|\b(?:are|is|include|about|of|like)\b:?)[\s*]*", re.I)
_SEGMENT = re.compile(r"[,;|\n•·/]+|\s[-–—]\s")
_BREAK = re.compile(rf"{_SEGMENT.pattern}|\.(?=\s|$)|\s(?:and|or|plus)\s", re.I)
_MARKER = re.compile(r"^[ \t]*(?:[-*•]|\(?\d{1,2}[.)])[ \t]+", re.M)
_OFFER = re.compile(r"\b(?:or|which|whether|vs|versus)\b", re.I)  # a question whose answer may stand in it
_UNRELATED = 12  # words, at most, of an answer whose lack of any known word is no chance
_ORDERED = 10  # words from which their order tells sentences from a heap
_KNOWN = 30  # stems from which question, points and reference hold a word of nearly every answer
_SAYING = 3  # words from which even the commonest may say something: "it stays on"
_RELATION = re.compile(r"→|->|=|<|>|≠|≤|≥|\d")


def gate(request: Request) -> str | None:
    """Return why an answer earns nothing.

    "empty", "unknowing", "question", "list", "gibberish", "instruction" or "unrelated".

    None where at least one sentence says something of its own, or what the reference says word for word.
    """
    text = request.answer.strip()
    if not any(character.isalnum() for character in text):
        return "empty"
    known = _known(request)
    if _is_quoted(text, request) and not _UNKNOWING.search(text):
        return None
    if _is_gibberish(text, known):
        return "gibberish"
    if _is_unrelated(text, known):
        return "unrelated"
    forms = (text, _MARKER.sub("", text))
    once = " ".join(dict.fromkeys(span.text for span in sentences(text)))
    if (
        any(_is_list(form, request, known) for form in forms)
        or _is_announced(text, request)
        or _is_shuffle(once, request)
    ):
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


@lru_cache(maxsize=64)  # the sentences of the answer at hand: they are asked for more than once
def why_empty(sentence: str, request: Request) -> str | None:
    """Return why one sentence says nothing, or None."""
    if _INSTRUCTION.search(sentence) and not _OF_INSTRUCTIONS.search(_source(request)):
        return "instruction"
    told = frozenset(content(sentence)) - _FILLER
    asked = _stems(request.question)
    own = told - shared(told, asked)
    if _UNKNOWING.search(sentence) and len(own) <= 3:
        return "unknowing"
    if _is_quoted(sentence, request):
        return None
    if not own and "question" in words(sentence):
        return "question"
    if len(own) <= 0.15 * len(told) and _asks(sentence, told, request.question):
        return "question" if told or words(sentence) else "empty"
    known = _known(request)
    if _is_list(sentence, request, known):
        return "list"
    return "gibberish" if _is_gibberish(sentence, known) else None


def _is_quoted(text: str, request: Request) -> bool:
    """Tell whether the words stand together in the reference or a key point, and not in the question already."""
    found = flat(text)
    if found in flat(request.question) and not _OFFER.search(request.question):
        return False
    return found != "  " and any(found in flat(source) for source in (request.reference or "", *request.points))


def _asks(sentence: str, told: frozenset[str], question: str) -> bool:
    """Tell whether a sentence of the question's words only says it back: half of it, or a piece as it stands."""
    if set(_RELATION.findall(sentence)) - set(question):
        return False
    asked, stems = _stems(question), content(sentence)
    if not told:
        return bool(stems) or len(words(sentence)) < _SAYING
    if len(shared(asked, told)) >= 0.5 * len(asked):
        return True
    if flat(sentence) in flat(question) and (len(words(sentence)) >= _SAYING or not _OFFER.search(question)):
        return True
    return len(stems) >= 4 and _neighbours(stems, content(question)) >= 0.6


def _neighbours(stems: list[str], source: list[str]) -> float:
    """Return the share of a text's pairs of neighbours that stand next to each other, or nearly, in the source."""
    near = {frozenset(pair) for gap in (1, 2) for pair in zip(source, source[gap:], strict=False)}
    pairs = [frozenset(pair) for pair in pairwise(stems)]
    return sum(pair in near for pair in pairs) / max(1, len(pairs))


def _source(request: Request) -> str:
    return "\n".join((request.question, request.reference or "", *request.points))


def _known(request: Request) -> frozenset[str]:
    return _stems(_source(request))


@lru_cache(maxsize=1024)
def _stems(text: str) -> frozenset[str]:
    return frozenset(content(text))


def _is_unrelated(text: str, known: frozenset[str]) -> bool:
    """Tell a short text without a single word of the question, the points and the reference."""
    if len(known) < _KNOWN or len(words(text)) > _UNRELATED:
        return False
    return not shared(frozenset(content(text)) - _FILLER, known)


def _is_list(text: str, request: Request, known: frozenset[str]) -> bool:
    """Tell a bare enumeration of known terms, where the reference is none itself."""
    return _enumerates(text, known) and not _lists(request.reference or "")


def _is_announced(text: str, request: Request) -> bool:
    """Tell terms that are announced as terms ("Key terms: …", "I know about …"), where the reference is no list."""
    lead = _LEAD.match(text)
    told = frozenset(content(lead[0])) if lead else frozenset()
    if not lead or not told & _LISTING or not told <= _OF_LISTS:
        return False
    items = [item.split() for item in _SEGMENT.split(_MARKER.sub("", text[lead.end() :])) if item.strip()]
    short = len(items) >= 3 and sum(map(len, items)) <= 2.2 * len(items)
    return short and not _lists(request.reference or "")


def _lists(reference: str) -> bool:
    """Tell whether a short reference is an enumeration itself, without code or labels: then one is asked for."""
    items = [item.split() for item in _SEGMENT.split(reference) if item.strip()]
    size = sum(map(len, items))
    return len(items) >= 4 and size <= min(60, 4 * len(items)) and not re.search(r"```|\*\*", reference)


def _enumerates(text: str, known: frozenset[str]) -> bool:
    """Tell short items of known terms, no relation between them, hardly a function word."""
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


def _is_shuffle(text: str, request: Request) -> bool:
    """Tell words of the reference or the points in another order, those too that only join others: no notes are so.

    Of 11,541 answers of pupils and students two that say something keep as few of the reference's neighbours.
    """
    found = words(text)
    sources = [words(source) for source in (request.reference or "", "\n".join(request.points))]
    if len(found) < _ORDERED or not any(_is_made_of(found, source) for source in sources):
        return False
    pairs = {pair for source in sources for pair in pairwise(source)}
    return sum(pair in pairs for pair in pairwise(found)) < 0.4 * (len(found) - 1)


def _is_made_of(found: Sequence[str], source: Sequence[str]) -> bool:
    held = (Counter(found) & Counter(source)).total()
    return held >= 0.9 * len(found) and _joining(found) >= 0.5 * _joining(source)


def _joining(found: Sequence[str]) -> float:
    """Return the share of the words that carry no content of their own."""
    return sum(map(is_stop, found)) / max(1, len(found))


def _is_gibberish(text: str, known: frozenset[str]) -> bool:
    tokens = [token for token in re.findall(r"[^\W\d_]+", text) if len(token) >= 4 and not token.isupper()]
    if not tokens:
        return len(set(text.lower())) <= 3 and len(text) > 6
    odd = sum(_is_odd(token.lower()) and stem(token.lower()) not in known for token in tokens)
    return odd >= 0.4 * len(tokens) and (odd >= 2 or len(tokens) == 1)


_ODD = re.compile(r"^[^aeiouyäöüéèáíóú]+$|[bcdfghjklmnpqrstvwxz]{5,}|(.)\1\1|[jq](?!l)[bcdfghjklmnpqrstvwxz]")


@lru_cache(maxsize=16384)
def _is_odd(word: str) -> bool:
    return bool(_ODD.search(word))
