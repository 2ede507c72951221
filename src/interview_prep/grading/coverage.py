"""Sentences and clauses against each key point with all-MiniLM-L6-v2, and the exact words, names and numbers."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any, Protocol

from interview_prep.grading import Request, _story
from interview_prep.grading._evidence import Account, Evidence, shares, weigh
from interview_prep.grading._gates import claims, gate
from interview_prep.grading._score import Finding, Scale, calibration, judge, nothing, scale
from interview_prep.grading._text import truncate
from interview_prep.grading.keywords import finding
from interview_prep.model import Grader, Verdict

VERSION = "1"


class Embedder(Protocol):
    """Whatever turns texts into unit vectors; ``references`` are those that come again."""

    @property
    def name(self) -> str:
        """Return the model's name."""
        ...

    def encode(self, texts: Sequence[str]) -> Any:
        """Return an array with one unit vector a text."""
        ...

    def references(self, texts: Sequence[str]) -> Any:
        """Return the same for texts that are likely to come again."""
        ...


class Coverage:
    """Grade by similarity and words, calibrated to the probability that a person calls the point covered."""

    def __init__(self, embedder: Embedder, numbers: dict[str, dict[str, float]], scale: Scale) -> None:
        self.grader = Grader("coverage", embedder.name, VERSION + scale.mark)
        self._embedder, self._numbers, self._scale = embedder, numbers, scale

    def grade(self, requests: Sequence[Request]) -> list[Verdict]:
        """Grade a batch: the pieces of all its answers are encoded together."""
        cut = [truncate(request.answer) for request in requests]
        read = [replace(request, answer=answer) for request, (answer, _) in zip(requests, cut, strict=True)]
        told = [[] if gate(request) else [span.text for span in claims(request)] for request in read]
        weighed = self.weigh(read, told)
        return [
            judge(request, self._findings(request, evidence), self.grader, self._scale, truncated)
            if pieces
            else nothing(request, self.grader, self._scale, truncated)
            for request, pieces, evidence, (_, truncated) in zip(read, told, weighed, cut, strict=True)
        ]

    def weigh(self, requests: Sequence[Request], told: Sequence[Sequence[str]]) -> list[list[Evidence]]:
        """Return the evidence for each key point of each answer, given as its pieces."""
        vectors = self._embedder.encode([piece for pieces in told for piece in pieces])
        found: list[list[Evidence]] = []
        start = 0
        for request, pieces in zip(requests, told, strict=True):
            own = vectors[start : start + len(pieces)]
            start += len(pieces)
            found.append(self._weigh_one(request, pieces, own) if pieces and request.points else [])
        return found

    def account(self, request: Request) -> Account:
        """Return how the verdict on an answer came about."""
        told = [span.text for span in claims(request)]
        (weighed,) = self.weigh([request], [told])
        covered = [shares(evidence.signals, self._numbers["covered"]) for evidence in weighed]
        why = [found.why for found in self._findings(request, weighed)]
        return Account([] if request.behavioral else covered, why)

    def _weigh_one(self, request: Request, pieces: Sequence[str], vectors: Any) -> list[Evidence]:
        known = self._embedder.references([*request.points, request.question])
        similar: list[list[float]] = (known[:-1] @ vectors.T).tolist()
        asked: list[float] = (known[:-1] @ known[-1]).tolist()
        return weigh(request.question, request.points, pieces, similar, asked)

    def _findings(self, request: Request, weighed: Sequence[Evidence]) -> list[Finding]:
        if request.behavioral:
            return _story.findings(request, [evidence.signals["cosine"] for evidence in weighed])
        return [finding(evidence, self._numbers) for evidence in weighed]


def load(model: str | None = None) -> Coverage:
    """Load the shipped model, or another one (a folder, or a name that sentence-transformers knows)."""
    from interview_prep.grading._encoder import load as load_encoder

    own = calibration()["graders"]["coverage"]
    return Coverage(load_encoder(model), own["weights"], scale("coverage"))
