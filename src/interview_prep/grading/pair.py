"""A small model that reads question, key point and answer together and tells what is said from what only sounds so."""

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from importlib.resources import as_file, files
from typing import Any

import numpy as np

from interview_prep.grading import Request, _align, _contrast, _short, _sides, _story
from interview_prep.grading._evidence import Account, logit, others_against, shares
from interview_prep.grading._gates import gate, said, why_empty
from interview_prep.grading._pairnet import LIMITS, PairNet, Triple
from interview_prep.grading._quotes import quotes
from interview_prep.grading._score import Finding, Scale, calibration, judge, nothing, rescored, scale
from interview_prep.grading._short import is_short
from interview_prep.grading._text import ended, sentences, truncate
from interview_prep.model import Grader, Verdict

SIGNALS = (
    *("covered", "contradicted"),  # log-odds, reading the whole answer; the second as far as it is not short
    "partial",  # probability, likewise
    *("near covered", "near contradicted"),  # probabilities, reading only what speaks of the point
    *("wrong number", "negation", "antonym"),
    *("side", "sides"),  # of a comparison: the point's own lead, and the mean of all
    *("brief", "brief contradicted"),  # how short the answer is, and the log-odds so far: the model doubts short ones
    "others",  # by how much the answer's other points are contradicted rather than covered
)
STORY = ("covered", "near covered", "own", "advice")  # of a story's element; the last two are the whole story's
_BRIEF = 60  # words from which an answer is not short at all
_WINDOW = LIMITS[2] - 10  # tokens of an answer that the model reads at once
_QUOTED = 0.98  # coverage of a point that stands in the answer word for word, or the reference's sentence for it
_DENIED = 0.2  # coverage, at most, of a point that is quoted and elsewhere denied
_WHY_QUOTED = f"{_QUOTED:g}, as the answer says it in the bank's own words"
_WHY_DENIED = f"{_DENIED:g} at most, as what stands beside the bank's own words denies it"
_NEAR = 2  # sentences that speak of a point and are read once more on their own
_SURE = 0.9  # probability of an outcome from which they are not: it would change nothing


@dataclass(frozen=True, slots=True)
class Reading:
    """What the model reads for one key point: the windows of the whole answer and, last, what speaks of the point.

    ``side`` says how far a comparison puts the point on the right side, and the points of the answer in the mean.
    """

    point: str
    texts: tuple[str, ...]
    evidence: str
    side: tuple[float, float] = (0.0, 0.0)


@dataclass(frozen=True, slots=True)
class Told:
    """What is weighed for one answer: each point's signals with the words they rest on; those of a short reference."""

    points: list[tuple[dict[str, float], str]]
    whole: dict[str, float] | None = None


class Pair:
    """Grade with the pair model, its probabilities calibrated together with exact signs of contradiction."""

    def __init__(
        self, net: PairNet, numbers: dict[str, dict[str, float]], scale: Scale, version: str, story: Scale | None = None
    ) -> None:
        """Take the weights of each logistic by name, and the scale; ``story`` is that of behavioral answers."""
        self.grader = Grader("pair", "MiniLM-L6 pair model", version + scale.mark)
        self.net, self._numbers, self._scales = net, numbers, (scale, story or scale)
        self._table = _unit(net.words)

    def grade(self, requests: Sequence[Request]) -> list[Verdict]:
        """Grade a batch: all its pairs go through the model together."""
        cut = [truncate(request.answer) for request in requests]
        read = [replace(request, answer=answer) for request, (answer, _) in zip(requests, cut, strict=True)]
        return [
            self._judged(request, told, truncated)
            for request, told, (_, truncated) in zip(read, self.tell(read), cut, strict=True)
        ]

    def _judged(self, request: Request, told: Told, truncated: bool) -> Verdict:
        if not told.points:
            return nothing(request, self.grader, self._scale(request), truncated)
        found, whole = self._found(request, told)
        verdict = judge(request, found, self.grader, self._scale(request), truncated)
        return verdict if whole is None else rescored(verdict, request, whole, self._scale(request))

    def _scale(self, request: Request) -> Scale:
        return self._scales[request.behavioral]

    def _found(self, request: Request, told: Told) -> tuple[list[Finding], float | None]:
        """Return the findings, and the credit of a short reference's whole where that makes the score."""
        covered, contradicted = self._covered(request), self._numbers["contradicted"]
        found = [Finding(_logistic(row, covered), _logistic(row, contradicted), text) for row, text in told.points]
        whole = None if told.whole is None else _logistic(told.whole, self._numbers["whole"])
        if whole is not None and len(found) == 1:
            sure = max(0.0, 1 - 2 * whole)  # what earns marks as a whole contradicts nothing
            found = [replace(found[0], coverage=whole, contradiction=min(found[0].contradiction, sure))]
        found = self._quoted(request, found)
        return found, None if all(finding.coverage == _QUOTED for finding in found) else whole

    def _covered(self, request: Request) -> dict[str, float]:
        return self._numbers["story" if request.behavioral else "covered"]

    def _quoted(self, request: Request, found: list[Finding]) -> list[Finding]:
        """Return the findings, a point covered where the bank's own sentence for it stands in the answer.

        What the answer says beside such sentences may take it back: that is read on its own.
        """
        if request.behavioral or not found:
            return found
        own, beside = quotes(request, self._nearest)
        if not any(own):
            return found
        quoted = []
        for finding, sentence, denied in zip(found, own, self._denied(request, beside), strict=True):
            if denied:
                quoted.append(replace(finding, coverage=min(finding.coverage, _DENIED), why=_WHY_DENIED))
            else:
                quoted.append(Finding(_QUOTED, 0.0, sentence, _WHY_QUOTED) if sentence else finding)
        return quoted

    def _nearest(self, points: Sequence[str], others: Sequence[str]) -> list[int]:
        ids = self.net.tokens([*points, *others])
        near = _align.alignment(self._table, ids[: len(points)], ids[len(points) :])
        places: list[int] = near.argmax(axis=1).tolist()
        return places

    def _denied(self, request: Request, beside: Sequence[str]) -> list[bool]:
        """Tell for each key point whether some sentences more likely contradict it than anything else."""
        if not beside:
            return [False] * len(request.points)
        text = " ".join(map(ended, beside))
        outcome = self.net.probabilities([(request.question, point, text) for point in request.points])
        return [bool(row[3] >= 0.5) for row in outcome]

    def tell(self, requests: Sequence[Request]) -> list[Told]:
        """Return what is weighed for each answer."""
        pairs = list(zip(requests, self.readings(requests), strict=True))
        outcome = self._outcomes([triple for pair in pairs for triple in (*_of_windows(*pair), *_wholes(*pair))])
        outcome |= self._outcomes([triple for pair in pairs for triple in _unsure(*pair, outcome)])
        return [_told(request, own, outcome) for request, own in pairs]

    def _outcomes(self, triples: Sequence[Triple]) -> dict[Triple, Any]:
        """Return the probability of each outcome for each triple, each read once."""
        once = list(dict.fromkeys(triples))
        return dict(zip(once, self.net.probabilities(once), strict=True))

    def readings(self, requests: Sequence[Request]) -> list[list[Reading]]:
        """Return what the model reads for each key point of each answer; nothing where the answer says nothing."""
        return [[] if gate(request) or not request.points else self._read(request) for request in requests]

    def _read(self, request: Request) -> list[Reading]:
        windows = self._windows(request)
        spans = sentences(request.answer)
        if not windows or not spans:
            return []
        ids = self.net.tokens([*request.points, *(span.text for span in spans)])
        points, pieces = ids[: len(request.points)], ids[len(request.points) :]
        sizes = [len(piece) for piece in pieces]
        placed = _sides.placed(request.question, request.points, request.answer, self._likeness)
        found = []
        weighed = _align.alignment(self._table, points, pieces, _align.weights_among(points))
        for point, scores, side in zip(request.points, weighed, placed, strict=True):
            nearest = _align.ranked(scores, sizes)[:_NEAR]
            near = " ".join(ended(spans[i].text) for i in sorted(nearest))
            found.append(Reading(point, (*windows, near), spans[nearest[0]].text, side))
        return found

    def _likeness(self, text: str, others: Sequence[str]) -> list[float]:
        of_text, *pieces = self.net.tokens([text, *others])
        found: list[float] = _align.alignment(self._table, [of_text], pieces)[0].tolist()
        return found

    def _windows(self, request: Request) -> list[str]:
        """Return the answer as the model reads it: whole, or cut between sentences and lines where it is long."""
        text = said(request)
        if len(text) <= 3 * _WINDOW:  # a token has more than three characters but in code
            return [text] if text else []
        spans = [span.text for span in sentences(request.answer) if not why_empty(span.text, request)]
        sizes = map(len, self.net.tokens(spans))
        parts = [piece for span, tokens in zip(spans, sizes, strict=True) for piece in _cut(span, tokens)]
        windows: list[str] = []
        size = 0
        for part, ids in zip(parts, self.net.tokens(parts), strict=True):
            if not windows or size + len(ids) > _WINDOW:
                windows.append(part)
                size = len(ids)
            else:
                windows[-1] = f"{ended(windows[-1])} {part}"
                size += len(ids)
        return windows

    def account(self, request: Request) -> Account:
        """Return how the verdict on an answer came about."""
        (told,) = self.tell([request])
        found, whole = self._found(request, told)
        of_whole = shares(told.whole, self._numbers["whole"]) if told.whole is not None else []
        covered = [shares(row, self._covered(request)) for row, _ in told.points]
        return Account(
            [of_whole] if of_whole and len(covered) == 1 else covered,
            [each.why for each in found],
            [shares(row, self._numbers["contradicted"]) for row, _ in told.points],
            [] if whole is None else of_whole,
        )


def _triples(request: Request, reading: Reading) -> list[Triple]:
    """Return what the model may read of one answer for a key point: the windows and, last, what speaks of it."""
    return [(request.question, reading.point, text) for text in reading.texts]


def _of_windows(request: Request, readings: Sequence[Reading]) -> list[Triple]:
    """Return what the model reads first of one answer for its key points: the whole of it."""
    return [triple for reading in readings for triple in _triples(request, reading)[:-1]]


def _unsure(request: Request, readings: Sequence[Reading], outcome: dict[Triple, Any]) -> Iterator[Triple]:
    """Yield what it reads then on its own, if not yet: what speaks of the points that the whole leaves unsure."""
    for reading in readings:
        *windows, near = _triples(request, reading)
        if near not in outcome and not _sure([outcome[window] for window in windows]):
            yield near


def _sure(windows: Sequence[Any]) -> bool:
    """Tell whether one window holds the whole answer and leaves no doubt; of several, most surely miss the point."""
    return len(windows) == 1 and bool(windows[0].max() >= _SURE)


def _wholes(request: Request, readings: Sequence[Reading]) -> list[Triple]:
    """Return what the model reads of one answer for a short reference as a whole: each window."""
    if not readings or not is_short(request):
        return []
    return [(request.question, request.reference or "", text) for text in readings[0].texts[:-1]]


def _told(request: Request, readings: Sequence[Reading], outcome: dict[Triple, Any]) -> Told:
    story = _own_story(request.answer) if request.behavioral else {}
    brief = max(0.0, 1 - len(request.answer.split()) / _BRIEF)
    triples = [_triples(request, reading) for reading in readings]
    windows = [[outcome[window] for window in of_point[:-1]] for of_point in triples]
    wholly = [np.max(rows, axis=0) for rows in windows]
    others = others_against([whole[3] - whole[0] for whole in wholly])
    points = []
    for reading, of_point, rows, whole, wrong in zip(readings, triples, windows, wholly, others, strict=True):
        signals = _signals(reading, whole, rows[0] if _sure(rows) else outcome[of_point[-1]], brief, wrong)
        points.append((signals | story, reading.evidence))
    wholes = [outcome[triple] for triple in _wholes(request, readings)]
    return Told(points, _short.signals(request, np.max(wholes, axis=0)) if wholes else None)


def _cut(text: str, tokens: int) -> list[str]:
    """Return a text, its blanks folded; where it fits no window, in pieces of whole words that do."""
    found = text.split()
    pieces = 1 if tokens <= _WINDOW else -(-tokens // (_WINDOW * 2 // 3))  # some words have more tokens than others
    size = max(1, -(-len(found) // pieces))
    return [" ".join(found[start : start + size]) for start in range(0, len(found), size)]


def _signals(reading: Reading, whole: Any, near: Any, brief: float, others: float) -> dict[str, float]:
    """Return a key point's signals; ``whole`` is, of several windows, what covers it best or denies it most."""
    whole = whole.clip(1e-3, 1 - 1e-3)
    odds = np.log(whole / (1 - whole))
    against = _contrast.contrast(reading.point, reading.evidence)
    signs = (against.number, against.negation, against.antonym)
    lasting, doubted = (1 - brief) * odds[3], brief * odds[3]
    values = (odds[0], lasting, whole[1], near[0], near[3], *signs, *reading.side, brief, doubted, others)
    return {name: float(value) for name, value in zip(SIGNALS, values, strict=True)}


def _own_story(answer: str) -> dict[str, float]:
    telling = _story.telling(answer)
    return {"own": math.sqrt(telling.own), "advice": telling.advice}


def _logistic(row: dict[str, float], numbers: dict[str, float]) -> float:
    return 1 / (1 + math.exp(-logit(row, numbers)))


def _unit(table: Any) -> Any:
    return table / np.linalg.norm(table, axis=1, keepdims=True).clip(1e-6)


def load() -> Pair:
    """Load MiniLM and put the shipped layers over it."""
    from interview_prep.grading._encoder import packaged

    with as_file(files("interview_prep.grading") / "pair.onnx") as path:
        net = PairNet(packaged(), path)
    own, version = calibration()["graders"]["pair"], net.about.get("version", "1")
    return Pair(net, own["weights"], scale("pair"), version, scale("pair", behavioral=True))
