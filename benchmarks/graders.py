"""The graders that are measured: each shipped one with weights that have not seen the question, and plain cosine."""

import json
import sys
import zlib
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Protocol

from interview_prep import grading, plugins
from interview_prep.errors import PrepError
from interview_prep.grading import Grading, Request, coverage, keywords
from interview_prep.grading._score import Finding, calibration, judge, scale
from interview_prep.model import Grader, Verdict

FOLDS = 5


class Measured(Protocol):
    """A grader under measurement."""

    name: str

    def shipped(self, requests: Sequence[Request]) -> list[Verdict]:
        """Grade with the weights that users have."""
        ...

    def unseen(self, requests: Sequence[Request]) -> list[Verdict]:
        """Grade each answer with weights fitted without its question."""
        ...


def fold(question_id: str) -> int:
    """Return which fold a question stands in; it has nothing to do with what `datasets.is_unseen` says of it."""
    return zlib.crc32(question_id.encode()) // FOLDS % FOLDS


class Fitted:
    """A grader with one set of weights a fold."""

    def __init__(self, name: str, whole: Grading, parts: Sequence[Grading]) -> None:
        self.name, self._whole, self._parts = name, whole, parts

    def shipped(self, requests: Sequence[Request]) -> list[Verdict]:
        """Grade with the weights that users have."""
        return _batched(self._whole, requests)

    def unseen(self, requests: Sequence[Request]) -> list[Verdict]:
        """Grade each answer with weights fitted without its question."""
        found: list[Verdict | None] = [None] * len(requests)
        for number, part in enumerate(self._parts):
            places = [i for i, r in enumerate(requests) if fold(r.question_id or "") == number]
            for place, verdict in zip(places, _batched(part, [requests[i] for i in places]), strict=True):
                found[place] = verdict
        return [verdict for verdict in found if verdict is not None]


class Cosine:
    """The similarity of answer and reference, scaled so that 0.2 is 0 and 0.8 is 100: what grading is not."""

    name = "cosine"

    def __init__(self, embedder: Any) -> None:
        self._embedder = embedder

    def shipped(self, requests: Sequence[Request]) -> list[Verdict]:
        """Grade by the one similarity."""
        told = self._embedder.encode([r.answer[:2000] or " " for r in requests])
        held = self._embedder.encode([r.reference or "\n".join(r.points) for r in requests])
        near = (told * held).sum(axis=1).tolist()
        grader = Grader("cosine", self._embedder.name, "1")
        plain = scale("none", corrected=False)
        found = [
            [Finding(min(1.0, max(0.0, (c - 0.2) / 0.6)))] * len(r.points) for r, c in zip(requests, near, strict=True)
        ]
        return [judge(r, f, grader, plain) for r, f in zip(requests, found, strict=True)]

    unseen = shipped


def _batched(grader: Grading, requests: Sequence[Request]) -> list[Verdict]:
    return list(grading.grade(requests, grader))


def every(only: Sequence[str] = ()) -> list[Measured]:
    """Open `keywords`, plain cosine, `coverage` and whatever else is shipped.

    Another grader's module may offer ``folds() -> list[Grading]`` in `training/NAME_folds.py`; without it the
    shipped weights are measured, and the table says so.
    """
    parts = json.loads((Path(__file__).parent / "folds.json").read_text(encoding="utf-8"))
    weights = {name: calibration()["graders"][name]["weights"] for name in ("keywords", "coverage")}
    scales = {name: scale(name, corrected=False) for name in weights}
    loaded = coverage.load()
    embedder = loaded._embedder
    found: list[Measured] = [
        Fitted(
            "keywords",
            keywords.Keywords(weights["keywords"], scales["keywords"]),
            [keywords.Keywords(part, scales["keywords"]) for part in parts["keywords"]],
        ),
        Cosine(embedder),
        Fitted("coverage", loaded, [coverage.Coverage(embedder, p, scales["coverage"]) for p in parts["coverage"]]),
    ]
    others = [name for name in plugins.names(grading) if name not in weights and (not only or name in only)]
    found += [grader for name in others if (grader := _other(name)) is not None]
    return [grader for grader in found if not only or grader.name.split()[0] in only]


def _other(name: str) -> Measured | None:
    try:
        whole = grading.open_grader(name)
    except PrepError as error:
        print(f"left out: {error}", file=sys.stderr)
        return None
    place = Path(__file__).parents[1] / "training" / f"{name}_folds.py"
    if not place.exists():
        return Fitted(f"{name} (shipped weights)", whole, [whole] * FOLDS)
    import importlib.util

    spec = importlib.util.spec_from_file_location(f"{name}_folds", place)
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return Fitted(name, whole, module.folds())
