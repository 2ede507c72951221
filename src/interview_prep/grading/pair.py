"""Small models that read key point and answer together and tell what is said from what only sounds so.

One reads whole answers, with the question; the other, without it, the sentences that speak of a point: what the first
must pass over to take in the whole, a word that makes all the difference, the second is there for. A third compares
the words of a short reference with those of the answer.
"""

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from importlib.resources import as_file, files
from pathlib import Path
from typing import Any

import numpy as np

from interview_prep.grading import Request, _bare, _contrast, _short, _story
from interview_prep.grading._evidence import Account, logit, others_against, shares
from interview_prep.grading._pairnet import OUTCOMES, PairNet, Triple
from interview_prep.grading._quotes import quotes
from interview_prep.grading._readings import Reading, Readings
from interview_prep.grading._score import Finding, Scale, calibration, judge, nothing, rescored, scale
from interview_prep.grading._short import is_short
from interview_prep.grading._text import ended, truncate
from interview_prep.grading._words import Words
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
_QUOTED = 0.98  # coverage of a point that stands in the answer word for word, or the reference's sentence for it
_DENIED = 0.2  # coverage, at most, of a point that is quoted and elsewhere denied
_WHY_QUOTED = f"{_QUOTED:g}, as the answer says it in the bank's own words"
_WHY_DENIED = f"{_DENIED:g} at most, as what stands beside the bank's own words denies it"
_UNASKED = ""  # in place of the question, for the model of sentences: what is near a point is read for it alone
_SURELY_MISSED = 0.9  # probability from which no sentence of the answer is read on its own for a point


Outcomes = dict[Triple, Any]  # the probability of each outcome


@dataclass(frozen=True, slots=True)
class Nets:
    """The models: of ``whole`` answers, of the sentences ``near`` a key point, and of the ``words`` in two texts."""

    whole: PairNet
    near: PairNet
    words: Words

    @classmethod
    def read(cls, whole: Path, near: Path, words: Path) -> "Nets":
        """Load MiniLM and put over it what three files hold."""
        from interview_prep.grading._encoder import packaged

        return cls(PairNet(packaged(), whole), PairNet(packaged(), near), Words(packaged(), words))

    @property
    def version(self) -> str:
        """Return which weights these are."""
        return "+".join(net.about.get("version", "1") for net in (self.whole, self.near, self.words))


@dataclass(frozen=True, slots=True)
class Told:
    """What is weighed for one answer: each point's signals with the words they rest on; those of a short reference."""

    points: list[tuple[dict[str, float], str]]
    whole: dict[str, float] | None = None


class Pair:
    """Grade with the pair model, its probabilities calibrated together with exact signs of contradiction."""

    def __init__(
        self, nets: Nets, numbers: dict[str, dict[str, float]], scale: Scale, version: str, story: Scale | None = None
    ) -> None:
        """Take the weights of each logistic by name, and the scale; ``story`` is that of behavioral answers."""
        self.grader = Grader("pair", "MiniLM-L6 pair model", version + scale.mark)
        self.nets, self._numbers, self._scales = nets, numbers, (scale, story or scale)
        self._texts = Readings(nets.near.vocabulary)

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
        own, beside = quotes(request, self._texts.nearest)
        if not any(own):
            return found
        quoted = []
        for finding, sentence, denied in zip(found, own, self._denied(request, beside), strict=True):
            if denied:
                quoted.append(replace(finding, coverage=min(finding.coverage, _DENIED), why=_WHY_DENIED))
            else:
                quoted.append(Finding(_QUOTED, 0.0, sentence, _WHY_QUOTED) if sentence else finding)
        return quoted

    def _denied(self, request: Request, beside: Sequence[str]) -> list[bool]:
        """Tell for each key point whether some sentences more likely contradict it than anything else."""
        if not beside:
            return [False] * len(request.points)
        text = " ".join(map(ended, beside))
        outcome = self.nets.near.probabilities([(_UNASKED, point, text) for point in request.points])
        return [bool(row[3] >= 0.5) for row in outcome]

    def tell(self, requests: Sequence[Request]) -> list[Told]:
        """Return what is weighed for each answer."""
        pairs = list(zip(requests, self.readings(requests), strict=True))
        short = [_wholes(*pair) for pair in pairs]
        together = [triple for windows in short for triple in windows]
        windows = [triple for pair in pairs for triple in _of_windows(*pair)]
        wholly = _outcomes(self.nets.whole, windows + together)
        near = [triple for pair in pairs for triple in _near(*pair, wholly)]
        nearby = _outcomes(self.nets.near, near + list(map(_unasked, together)))
        spoken = dict(zip(together, self.nets.words.spoken(together), strict=True))
        return [
            Told(_points(request, own, wholly, nearby), _of_short(request, windows, wholly, nearby, spoken))
            for (request, own), windows in zip(pairs, short, strict=True)
        ]

    def readings(self, requests: Sequence[Request]) -> list[list[Reading]]:
        """Return what is read for each key point of each answer; nothing where the answer says nothing."""
        return self._texts.of(requests)

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
    """Return what may be read of one answer for a key point: the windows and, last and unasked, what speaks of it."""
    *windows, near = [(request.question, reading.point, text) for text in reading.texts]
    return [*windows, _unasked(near)]


def _unasked(triple: Triple) -> Triple:
    """Return what the model of sentences reads: it knows no question."""
    return _UNASKED, *triple[1:]


def _of_windows(request: Request, readings: Sequence[Reading]) -> list[Triple]:
    """Return what the one model reads of an answer for its key points: the whole of it."""
    return [triple for reading in readings for triple in _triples(request, reading)[:-1]]


def _near(request: Request, readings: Sequence[Reading], wholly: Outcomes) -> Iterator[Triple]:
    """Yield what the other model reads: what speaks of the points that the whole answer does not surely miss."""
    for reading in readings:
        *windows, near = _triples(request, reading)
        if not _missed([wholly[window] for window in windows]):
            yield near


def _missed(windows: Sequence[Any]) -> bool:
    """Tell whether one window holds the whole answer and surely misses the point; of several, most do."""
    return len(windows) == 1 and bool(windows[0][OUTCOMES.index("missed")] >= _SURELY_MISSED)


def _wholes(request: Request, readings: Sequence[Reading]) -> list[Triple]:
    """Return what all models read of one answer for a short reference as a whole: each window."""
    if not readings or not is_short(request):
        return []
    return [(request.question, request.reference or "", text) for text in readings[0].texts[:-1]]


def _of_short(
    request: Request, windows: Sequence[Triple], wholly: Outcomes, nearby: Outcomes, spoken: dict[Triple, float]
) -> dict[str, float] | None:
    """Return the signals of a short reference from its windows; None of any other."""
    if not windows:
        return None
    whole = np.max([wholly[window] for window in windows], axis=0)
    near = np.max([nearby[_unasked(window)] for window in windows], axis=0)
    named = _bare.named(request)
    return _short.signals(whole, near, max(spoken[window] for window in windows) if named is None else named)


def _outcomes(net: PairNet, triples: Sequence[Triple]) -> Outcomes:
    """Return what a model says of each triple, each read once."""
    once = list(dict.fromkeys(triples))
    return dict(zip(once, net.probabilities(once), strict=True))


def _points(
    request: Request, readings: Sequence[Reading], wholly: Outcomes, nearby: Outcomes
) -> list[tuple[dict[str, float], str]]:
    """Return each point's signals with the words they rest on."""
    story = _own_story(request.answer) if request.behavioral else {}
    brief = max(0.0, 1 - len(request.answer.split()) / _BRIEF)
    triples = [_triples(request, reading) for reading in readings]
    wholes = [np.max([wholly[window] for window in of_point[:-1]], axis=0) for of_point in triples]
    nears = [nearby.get(of_point[-1], whole) for of_point, whole in zip(triples, wholes, strict=True)]
    others = others_against([near[3] - near[0] for near in nears])
    return [
        (_signals(reading, whole, near, brief, wrong) | story, reading.evidence)
        for reading, whole, near, wrong in zip(readings, wholes, nears, others, strict=True)
    ]


def _signals(reading: Reading, whole: Any, near: Any, brief: float, others: float) -> dict[str, float]:
    """Return a key point's signals; ``whole`` is, of several windows, what covers it best or denies it most."""
    whole = whole.clip(1e-3, 1 - 1e-3)
    odds = np.log(whole / (1 - whole))
    against = _contrast.contrast(reading.point, reading.evidence)
    signs = (reading.wrong_number, against.negation, against.antonym)
    lasting, doubted = (1 - brief) * odds[3], brief * odds[3]
    values = (odds[0], lasting, whole[1], near[0], near[3], *signs, *reading.side, brief, doubted, others)
    return {name: float(value) for name, value in zip(SIGNALS, values, strict=True)}


def _own_story(answer: str) -> dict[str, float]:
    telling = _story.telling(answer)
    return {"own": math.sqrt(telling.own), "advice": telling.advice}


def _logistic(row: dict[str, float], numbers: dict[str, float]) -> float:
    return 1 / (1 + math.exp(-logit(row, numbers)))


def load() -> Pair:
    """Load the models that ship."""
    with as_file(files("interview_prep.grading")) as folder:
        nets = Nets.read(*(folder / f"{name}.onnx" for name in ("whole", "near", "words")))
    own = calibration()["graders"]["pair"]
    return Pair(nets, own["weights"], scale("pair"), nets.version, scale("pair", behavioral=True))
