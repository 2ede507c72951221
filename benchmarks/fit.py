"""Fit the weights of `keywords` and `coverage` and the scale of the score, and write them with where they come from.

    python benchmarks/fit.py [--shared ../shared] [--check]

A logistic regression on the signals of each key point, regularised, fitted on the dev gold and on public answers that
have one key point; once on everything, and once for each of five folds by question, so that what is measured is unseen.
"""

import argparse
import datetime
import json
import random
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import logistic
import numpy as np
from datasets import SEMEVAL, asag, gold, require
from graders import FOLDS as FOLD_COUNT
from graders import fold

from interview_prep.grading import Request, coverage
from interview_prep.grading._encoder import load as load_encoder
from interview_prep.grading._evidence import VECTORS, WORDS, Evidence, weigh
from interview_prep.grading._gates import claims, gate
from interview_prep.grading._score import Scale

PLACE = Path(__file__).parents[1] / "src" / "interview_prep" / "grading" / "calibration.json"
FOLDS = Path(__file__).parent / "folds.json"  # weights fitted without a fold, for measurements on unseen questions
SIGNALS = {"keywords": WORDS, "coverage": WORDS + VECTORS}
PUBLIC_SHARE = 0.15  # of the weight of all rows: enough to hold the scale on short answers, too little to set the style


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--shared", type=Path, default=Path("../shared"))
    parser.add_argument("--check", action="store_true", help="print the figures, write nothing")
    options = parser.parse_args()
    require(options.shared, *SEMEVAL, "mohler_630")
    table = _table(options.shared)
    kept = json.loads(PLACE.read_text(encoding="utf-8"))
    unseen: dict[str, Any] = {}
    for name, signals in SIGNALS.items():
        fitted = _fit(table, name, signals)
        unseen[name] = fitted.pop("folds")
        kept["graders"][name] = kept["graders"].get(name, {}) | fitted
        print(name, json.dumps(fitted["figures"]))
    if not options.check:
        PLACE.write_text(json.dumps(kept, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
        FOLDS.write_text(json.dumps(unseen, indent=1) + "\n", encoding="utf-8")


class Table:
    """One row a key point of an answer: its signals, what people said of it, its question's fold, its weight."""

    def __init__(self) -> None:
        self.rows: dict[str, list[dict[str, float]]] = {name: [] for name in SIGNALS}
        self.mark: list[float] = []
        self.question: list[str] = []
        self.public: list[bool] = []
        self.answer: list[int] = []
        self.grade: list[float] = []


def _table(shared: Path) -> Table:
    table = Table()
    encoder = coverage.Coverage(load_encoder(), {}, Scale(0.5, 0.25, 0.5, 0, 0.5, (), ()))
    own = [row for row in gold(shared) if not row.request.behavioral]
    _add(table, encoder, [r.request for r in own], [r.marks for r in own], [r.grade for r in own], public=False)
    for name in (*SEMEVAL, "mohler_630"):
        rows = [row for row in asag(shared, name, each=12) if len(row.request.points) == 1]
        marks = [(-1.0 if row.label == "contradictory" else row.grade,) for row in rows]
        _add(table, encoder, [r.request for r in rows], marks, [100 * r.grade for r in rows], public=True)
    return table


def _add(
    table: Table, grader: coverage.Coverage, requests: Sequence[Request], marks: Sequence[Sequence[float]],
    grades: Sequence[float], public: bool,
) -> None:  # fmt: skip
    told = [[] if gate(request) else [span.text for span in claims(request)] for request in requests]
    weighed = [e for i in range(0, len(told), 64) for e in grader.weigh(requests[i : i + 64], told[i : i + 64])]
    for request, pieces, both, mark, grade in zip(requests, told, weighed, marks, grades, strict=True):
        if not pieces:
            continue
        plain: list[Evidence] = weigh(request.question, request.points, pieces)
        number = table.answer[-1] + 1 if table.answer else 0
        for one, other, value in zip(plain, both, mark, strict=True):
            table.rows["keywords"].append(one.signals)
            table.rows["coverage"].append(other.signals)
            table.mark.append(value)
            table.question.append(request.question_id or "")
            table.public.append(public)
            table.answer.append(number)
            table.grade.append(grade)


def _fit(table: Table, name: str, signals: Sequence[str]) -> dict[str, Any]:
    x = np.array([[row[s] for s in signals] for row in table.rows[name]])
    mark, public = np.array(table.mark), np.array(table.public)
    folds = np.array([fold(question) for question in table.question])
    targets = {"covered": np.clip(mark, 0, 1), "contradicted": (mark < 0).astype(float)}
    whole = {kind: _weights(x, y, public, signals) for kind, y in targets.items()}
    parts: list[dict[str, dict[str, float]]] = []
    unseen = {kind: np.zeros(len(x)) for kind in targets}
    for number in range(FOLD_COUNT):
        seen = folds != number
        parts.append({kind: _weights(x[seen], y[seen], public[seen], signals) for kind, y in targets.items()})
        for kind in targets:
            unseen[kind][~seen] = _predict(x[~seen], parts[-1][kind], signals)
    answer, grade = np.array(table.answer), np.array(table.grade)
    knots, figures = _scale(unseen, mark, answer, grade, public)
    return {
        "provenance": {
            "date": datetime.datetime.now(datetime.UTC).date().isoformat(),
            "command": "python benchmarks/fit.py",
            "data": "dev gold (28 knowledge questions, synthetic), and at most 12 answers a question of "
            "sciEntsBank_train, beetle_train and mohler_630 whose reference is one key point",
            "unseen": "figures from five folds by question (benchmarks/graders.py says which)",
        },
        "figures": figures,
        "weights": whole,
        "folds": parts,
        "knots": knots,
    }


def _weights(x: Any, y: Any, public: Any, signals: Sequence[str]) -> dict[str, float]:
    """Fit one logistic regression; a soft label counts as both classes in its proportions."""
    share = np.where(public, PUBLIC_SHARE / max(1, public.sum()), (1 - PUBLIC_SHARE) / max(1, (~public).sum()))
    weight = share * len(x)
    mean, spread = x.mean(axis=0), x.std(axis=0) + 1e-9
    z = (x - mean) / spread
    intercept, slopes = logistic.fit(z, y, weight, 0.3)
    slopes = slopes / spread
    return logistic.named(intercept - float(slopes @ mean), slopes, signals)


def _predict(x: Any, weights: dict[str, float], signals: Sequence[str]) -> Any:
    return 1 / (1 + np.exp(-(weights["bias"] + x @ np.array([weights[s] for s in signals]))))


def _scale(unseen: dict[str, Any], mark: Any, answer: Any, grade: Any, public: Any) -> tuple[list[list[float]], Any]:
    """Fit the line from mean credit to grade on unseen predictions, monotone, through the ends."""
    from sklearn.isotonic import IsotonicRegression
    from sklearn.metrics import roc_auc_score

    credit = np.where(unseen["contradicted"] >= 0.6, 0.0, unseen["covered"])
    own = sorted(set(answer[~public]))
    mean = np.array([credit[answer == a].mean() for a in own])
    told = np.array([grade[answer == a][0] for a in own])
    line = IsotonicRegression(y_min=0, y_max=100, out_of_bounds="clip").fit(mean, told)
    inner = [[float(q), float(line.predict([q])[0])] for q in np.round(np.quantile(mean, [0.1, 0.3, 0.5, 0.7, 0.9]), 3)]
    knots = [[0.0, 0.0], *([q, round(h, 1)] for q, h in inner), [1.0, 100.0]]
    clear = (mark != 0.5) & ~public
    figures = {
        "auc covered, unseen": round(float(roc_auc_score(mark[clear] > 0.5, unseen["covered"][clear])), 3),
        "auc contradicted, unseen": round(float(roc_auc_score(mark[~public] < 0, unseen["contradicted"][~public])), 3),
        "r of mean credit with the grade, unseen": round(float(np.corrcoef(mean, told)[0, 1]), 3),
        "auc covered on public answers, unseen": round(
            float(roc_auc_score(mark[public] > 0.5, unseen["covered"][public])), 3
        ),
    }
    return knots, figures


if __name__ == "__main__":
    random.seed(1)
    main()
