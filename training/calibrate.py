"""Fit what stands between the pair model and a verdict, on predictions for questions that the model had not seen.

    python -m training.calibrate [--shared ../shared]

Two small logistic regressions (covered, contradicted) over the model's log-odds and the exact signs of contradiction,
the penalty for a contradicted point, and the line from credit to score. Everything goes into `calibration.json` with
its provenance; the weights fitted without a fold go into `out/folds.json` for measurements on unseen questions.
"""

import argparse
import datetime
import json
import random
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from benchmarks.graders import fold as fold_of
from interview_prep.grading import Request
from interview_prep.grading._encoder import packaged
from interview_prep.grading._pairnet import PairNet, restore
from interview_prep.grading._score import calibration, scale
from interview_prep.grading.pair import SIGNALS, Pair
from training.compose import Composer
from training.examples import HALF, MARKS, PARTIAL, Example, Marked

HERE = Path(__file__).parent
OUT = HERE / "out"
PLACE = HERE.parent / "src" / "interview_prep" / "grading" / "calibration.json"
SHARES = {"gold": 0.4, "written": 0.4, "public": 0.2}  # of the weight of all rows
EACH = 12  # public answers a question
Array = np.ndarray[Any, np.dtype[np.float64]]


@dataclass(slots=True)
class Rows:
    """One row a key point: its signals, the wanted probabilities, where from, which answer, its grade, its fold."""

    signals: list[list[float]]
    covered: list[float]
    contradicted: list[float]
    source: list[str]
    answer: list[int]
    grade: list[float]
    fold: list[int]


def main(shared: Path) -> None:
    """Fit and write."""
    rows = collect(shared)
    whole = weights(rows, np.ones(len(rows.fold), dtype=bool))
    parts = [weights(rows, np.array(rows.fold) != number) for number in range(5)]
    unseen = apart(rows, parts)
    penalty, knots, figures = line(rows, unseen)
    kept = json.loads(PLACE.read_text(encoding="utf-8"))
    kept["graders"]["pair"] = {
        "provenance": {
            "date": datetime.datetime.now(datetime.UTC).date().isoformat(),
            "command": "python -m training.train",
            "data": "the dev gold (synthetic), written answers and composed answers to 60 questions of our banks that "
            f"the model had not seen, and at most {EACH} answers a question of the public sets, each predicted by a "
            "model trained without its question",
        },
        "figures": figures,
        "weights": whole,
        "knots": knots,
        "verdicts": {"penalty": penalty},
    }
    PLACE.write_text(json.dumps(kept, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    (OUT / "folds.json").write_text(json.dumps(parts, indent=1) + "\n", encoding="utf-8")
    print("calibration", json.dumps(figures), "penalty", penalty, "knots", knots)


def collect(shared: Path) -> Rows:
    """Predict every row with a model that has not seen its question."""
    from training import (
        train,  # the two call each other: training ends in calibration, calibration needs the data's division
    )

    data = train.load(shared)
    held = train.held_out(data)
    rows = Rows([], [], [], [], [], [], [])
    ours = [m for m in data.written if m.question_id in held]
    twins = [t for t in data.twins if t.question_id in held]
    composed = Composer(twins, [], random.Random(train.SEED), per_question=3).epoch()
    base = opened("base")
    add_marked(rows, base, ours, "written")
    add_examples(rows, base, [e for e in composed if e.source == "composed"], "written")
    drawn = sampled(data.public)
    for number in range(5):
        grader = opened(f"fold{number}")
        add_marked(rows, grader, [m for m in data.gold if fold_of(m.question_id) == number], "gold")
        add_examples(rows, grader, [e for e in drawn if fold_of(e.question_id) == number], "public")
    return rows


def sampled(public: Sequence[Example]) -> list[Example]:
    """Return at most EACH answers a question."""
    rng = random.Random(1)
    groups: dict[str, list[Example]] = {}
    for example in public:
        groups.setdefault(example.question_id, []).append(example)
    return [e for group in groups.values() for e in rng.sample(group, min(EACH, len(group)))]


def opened(name: str) -> Pair:
    """Return a grader around weights of the last training run, not yet calibrated."""
    net = PairNet(packaged())
    restore(net, OUT / f"{name}.safetensors")
    return Pair(net, {}, scale("none", corrected=False), name)


def add_marked(rows: Rows, grader: Pair, marked: Sequence[Marked], source: str) -> None:
    """Add whole answers with marks and grades; behavioral ones are judged as stories and left out here."""
    knowing = [m for m in marked if not m.behavioral]
    requests = [Request(m.text, m.question, m.points, m.reference or None) for m in knowing]
    for one, signals in zip(knowing, grader.signals(requests), strict=True):
        targets = [MARKS[mark] for mark in one.marks]
        _add(rows, signals, targets, source, one.grade, one.question_id)


def add_examples(rows: Rows, grader: Pair, drawn: Sequence[Example], source: str) -> None:
    """Add single pairs; they have no grade of their own."""
    requests = [Request(e.answer, e.question, (e.point,)) for e in drawn]
    for one, signals in zip(drawn, grader.signals(requests), strict=True):
        target = (0.0, 0.0, 1.0, 0.0) if one.any_of else one.target
        _add(rows, signals, [target], source, float("nan"), one.question_id)


def _add(rows: Rows, signals: Any, targets: Sequence[Any], source: str, grade: float, question: str) -> None:
    if not signals:
        return
    number = rows.answer[-1] + 1 if rows.answer else 0
    for (row, _), target in zip(signals, targets, strict=True):
        rows.signals.append([row[name] for name in SIGNALS])
        rows.covered.append(0.4 if target in (PARTIAL, HALF) else target[0] + 0.4 * target[1])
        rows.contradicted.append(target[3])
        rows.source.append(source)
        rows.answer.append(number)
        rows.grade.append(grade)
        rows.fold.append(fold_of(question))


def weights(rows: Rows, seen: Array) -> dict[str, dict[str, float]]:
    """Fit the two regressions; a soft label counts as both classes in its proportions."""
    from sklearn.linear_model import LogisticRegression

    x = np.array(rows.signals)[seen]
    source = np.array(rows.source)[seen]
    share = np.zeros(len(x))
    for name, part in SHARES.items():
        share[source == name] = part / max(1, (source == name).sum())
    fitted = {}
    for kind in ("covered", "contradicted"):
        y = np.array(getattr(rows, kind))[seen]
        model = LogisticRegression(C=1.0, max_iter=2000)
        sample = np.r_[share * y, share * (1 - y)] * len(x)
        model.fit(np.vstack([x, x]), np.r_[np.ones(len(x)), np.zeros(len(x))], sample)
        named = dict(zip(SIGNALS, (float(f"{v:.4g}") for v in model.coef_[0]), strict=True))
        fitted[kind] = {"bias": float(f"{model.intercept_[0]:.4g}")} | named
    return fitted


def apart(rows: Rows, parts: Sequence[dict[str, dict[str, float]]]) -> dict[str, Array]:
    """Return each row's probabilities by the weights that were fitted without its fold."""
    x, fold = np.array(rows.signals), np.array(rows.fold)
    found = {kind: np.zeros(len(x)) for kind in ("covered", "contradicted")}
    for number, part in enumerate(parts):
        for kind, numbers in part.items():
            own = fold == number
            logit = numbers["bias"] + x[own] @ np.array([numbers[name] for name in SIGNALS])
            found[kind][own] = 1 / (1 + np.exp(-logit))
    return found


def line(rows: Rows, unseen: dict[str, Array]) -> tuple[float, list[list[float]], dict[str, float]]:
    """Fit the penalty and the monotone line from credit to grade on whole answers."""
    from sklearn.isotonic import IsotonicRegression
    from sklearn.metrics import roc_auc_score

    answer, source = np.array(rows.answer), np.array(rows.source)
    graded = sorted({a for a, g in zip(rows.answer, rows.grade, strict=True) if g == g})
    grades = np.array([np.array(rows.grade)[answer == a][0] for a in graded])
    wrong = unseen["contradicted"] >= calibration()["common"]["verdicts"]["contradicted"]
    best: tuple[float, float, Any, Any] | None = None
    for penalty in np.arange(0, 1.01, 0.1):
        credit = np.where(wrong, -penalty, unseen["covered"])
        mean = np.array([credit[answer == a].mean() for a in graded])
        fitted = IsotonicRegression(y_min=0, y_max=100, out_of_bounds="clip").fit(mean, grades)
        error = float(np.abs(fitted.predict(mean) - grades).mean())
        if best is None or error < best[0] - 0.05:
            best = (error, float(penalty), mean, fitted)
    assert best is not None
    error, penalty, mean, fitted = best
    places = np.unique(np.round(np.quantile(mean, [0.05, 0.2, 0.35, 0.5, 0.65, 0.8, 0.95]), 3))
    knots = [[round(float(q), 3), round(float(fitted.predict([q])[0]), 1)] for q in places]
    knots = [[-1.0, 0.0], *knots, [1.0, 100.0]]
    own = source == "gold"
    covered, against = np.array(rows.covered), np.array(rows.contradicted)
    clear = own & (covered != 0.4)
    figures = {
        "auc covered, gold, unseen": float(roc_auc_score(covered[clear] > 0.5, unseen["covered"][clear])),
        "auc contradicted, gold, unseen": float(roc_auc_score(against[own] > 0.5, unseen["contradicted"][own])),
        "mean absolute error of the score, unseen": error,
    }
    return round(penalty, 2), knots, {name: round(value, 3) for name, value in figures.items()}


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--shared", type=Path, default=HERE.parent.parent / "shared")
    main(parser.parse_args().shared)
