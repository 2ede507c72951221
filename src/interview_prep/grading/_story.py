"""Behavioral answers: is it the speaker's own story, and which elements of a story does it have?"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from interview_prep.grading import Request
from interview_prep.grading._lexicon import IRREGULAR_PAST
from interview_prep.grading._quantities import quantities
from interview_prep.grading._score import Finding
from interview_prep.grading._text import Span, sentences

_NO_PAST = r"(?!(?:speed|need|feed|seed|indeed|exceed|proceed|succeed|embed|hundred|let)\b)"
_PAST = rf"{_NO_PAST}(?:\w{{2,}}ed|{'|'.join(IRREGULAR_PAST.split())})"
_OWN = re.compile(rf"\b(?:I|i|we|We)\b(?:['’]d| had| also| then| just| never| first| personally| both)*\s+{_PAST}\b")
_NOTED = re.compile(  # "shipped it in May": in notes one leaves the "I" out
    rf"(?:^|[.;:,→>+•\n(]|\s[-–—]\s|\band)\s*(?:then |also |so |me |just |finally |later |team )?{_PAST}\b"
    r"(?!\s+(?:by|on|in|of)\b)",
    re.I,
)
_OTHERS = re.compile(r"\b(?:he|she|they|you|one|nobody|people|everyone)\b", re.I)
_MINE = re.compile(r"\b(?:me|my|our|us|I|i|we)\b", re.I)
_TOLD = re.compile(rf"\b{_PAST}\b", re.I)
_HYPOTHETICAL = re.compile(
    r"\b(?:I|you|we|one|people|engineers|teams?|leaders?)(?:['’]d| would| should| must| could| can| might| need to|"
    r" have to| try to| always| usually| generally| tend to| believe| think)\b|"
    r"\b(?:always|should|important to|the key is|it is|it['’]s)\b",
    re.I,
)
_OTHERS_FAULT = re.compile(
    r"\b(?:his|her|their|manager['’]?s?|management['’]?s?|nobody|no one|someone else|they|other team)\b.{0,60}"
    r"\b(?:fault|problem|blame|terrible|useless|wrong|never|refused|ignored|didn['’]?t|failed|slow|late|kept)\b",
    re.I,
)
_EXCUSE = re.compile(
    r"\bnot my (?:fault|problem|job)\b|\bwhat could I do\b|\bnothing I could\b|\bI told (?:them|you) so\b|"
    r"\bnobody (?:listens|listened|cares|cared)\b|\bI (?:said so|just waited|left|gave up)\b",
    re.I,
)
_NOTES = re.compile(
    r"(?:^|\s)(?:S|T|A|R|L|Sit(?:uation)?|Task|Action|Result|Outcome|Learn(?:ed|t|ing)?)\s*[:=–-]", re.M
)

_ELEMENTS = {
    "situation": r"situation|context|scene|background|challenge|case|problem|conflict|deadline|when and who",
    "task": r"task|responsib|own (?:part|role)|role|goal|stake|asked to|objective",
    "number": r"number|figure|metric|value|quantif|measur|percent|how much|how many|before and after",
    "result": r"result|outcome|impact|ended|effect|consequence|delivered|success",
    "lesson": r"lesson|learn|differently|hindsight|takeaway|changed since|would do",
    "action": r"action|step|approach|did|decid|own|implemented|strategy|solution|how|communicat|chose|built|why",
}
_SIGNS = {
    "situation": re.compile(
        r"\b(?:at my|at our|in my|last|previous|former|when|while|during|client|customer|project|company|team|month|"
        r"year|weeks?|days?|quarter|two|three|20\d\d|we were|there was|needed|deadline)\b",
        re.I,
    ),
    "task": re.compile(
        r"\b(?:I was (?:responsible|asked|in charge|the|on|leading|given)|my (?:job|task|role|part)|I led|I owned|"
        r"on me|me leading|had to|needed to|responsible for|in charge|assigned)",
        re.I,
    ),
    "result": re.compile(
        r"\b(?:result|outcome|in the end|ended up|went live|delivered|shipped|launched|dropped|fell|rose|reduced|"
        r"increased|improved|saved|cut|grew|on time|early|met the|made (?:it|the)|succe\w+|finished|completed|adopted|"
        r"approved|happy|renewed|went (?:well|fine|down|up|from)|no incidents?|done (?:by|on|day)|zero)",
        re.I,
    ),
    "lesson": re.compile(
        r"\b(?:learn(?:ed|t|ing)?|lesson|since then|next time|hindsight|took from|taught me|now I|these days|"
        r"differently|ever since|takeaway|would now|looking back)\b",
        re.I,
    ),
}


@dataclass(frozen=True, slots=True)
class Telling:
    """How far an answer is a story of one's own (0..1), and its sentences that tell something that happened.

    ``advice`` is the share of its sentences that say what one should do.
    """

    own: float
    told: tuple[Span, ...]
    advice: float


def telling(answer: str) -> Telling:
    """Read how an answer tells: own past deeds count for it, general advice and blame against it."""
    pieces = sentences(answer)
    notes = len(_NOTES.findall(answer)) >= 3
    deeds = [p for p in pieces if _is_deed(p.text)]
    told = [p for p in pieces if notes or (_TOLD.search(p.text) and not _is_advice(p.text))]
    advice = sum(_is_advice(p.text) for p in pieces)
    blame = sum(_is_blame(p.text) for p in pieces)
    strength = len(deeds) + (3 if notes else 0) - 0.5 * advice - 1.0 * blame
    own = min(1.0, max(0.0, strength / 3))
    return Telling(own, tuple(told), advice / max(1, len(pieces)))


def findings(request: Request, closeness: Sequence[float]) -> list[Finding]:
    """Return the finding for each story element; ``closeness`` is how near each point the answer comes (0..1)."""
    story = telling(request.answer)
    return [_of_element(point, near, story) for point, near in zip(request.points, closeness, strict=True)]


def element(point: str) -> str:
    """Return which element of a story a point asks for, by its label or its first words."""
    head = point.split(":")[0] if ":" in point[:40] else ""
    for text in (head, point):
        for name, pattern in _ELEMENTS.items():
            if text and re.search(rf"\b(?:{pattern})", text, re.I):
                return name
    return "action"


def _of_element(point: str, near: float, story: Telling) -> Finding:
    if not story.told or story.own == 0.0:
        return Finding(0.05, why="0.05, as no story of one's own is told")
    name = element(point)
    spans = [span for span in story.told if _shows(name, span.text)]
    shown = 1.0 if len(spans) > (1 if name == "action" else 0) else 0.6 if spans else 0.15
    nearness = min(1.0, max(0.0, (near - 0.1) / 0.35))
    coverage = story.own * (0.62 * shown + 0.33 * nearness)
    why = f"{story.own:.2f} (one's own story) × (0.62 × {shown:g} (its {name}) + 0.33 × {nearness:.2f} (its words))"
    return Finding(coverage, 0.0, (spans or story.told)[0].text, why)


def _shows(name: str, sentence: str) -> bool:
    if name == "number":
        return bool(quantities(sentence))
    if re.match(rf"\W*(?:{name}|{name[0]})\s*[:=–-]", sentence, re.I):
        return True
    if name == "action":
        return bool(_OWN.search(sentence)) or not _MINE.search(sentence)
    if name == "result" and _is_blame(sentence):
        return False
    return bool(_SIGNS[name].search(sentence))


def _is_deed(sentence: str) -> bool:
    if _is_blame(sentence):
        return False
    if _OWN.search(sentence):
        return True
    return bool(_NOTED.search(sentence)) and not _OTHERS.search(sentence) and not _is_advice(sentence)


def _is_blame(sentence: str) -> bool:
    """Tell whether a sentence finds fault with others and tells no deed of one's own, or excuses oneself."""
    return bool(_EXCUSE.search(sentence) or (_OTHERS_FAULT.search(sentence) and not _OWN.search(sentence)))


def _is_advice(sentence: str) -> bool:
    return bool(_HYPOTHETICAL.search(sentence)) and not _OWN.search(sentence)
