"""Fit what stands between the pair models and a verdict, on answers to questions that the models have not seen.

    python -m training.calibrate [--shared ../shared]

Small logistic regressions (covered, contradicted) over the models' log-odds and the exact signs of contradiction,
the thresholds of the verdicts, the penalty for a contradicted point, the line from credit to score, and the thresholds
of the ratings. Everything goes into `calibration.json` with its provenance. The same is fitted five times without a
fifth of the questions and kept in `pair_folds.json`, so that the figures of `benchmarks/grading.py` are on questions
that neither the models nor their calibration have seen.
"""

import argparse
import datetime
import json
import random
from collections.abc import Sequence
from itertools import product
from pathlib import Path
from typing import Any

import numpy as np

from benchmarks import datasets, logistic
from benchmarks.graders import FOLDS
from interview_prep.grading._score import interpolate, scale
from interview_prep.grading.pair import SIGNALS, Nets, Pair
from interview_prep.model import Question
from training import short, stories
from training.compose import Composer
from training.examples import Example, Marked, written
from training.material import Data, held_out, load
from training.pair_folds import MEASURED, PARTS
from training.rows import WORTH, Array, Rows, add_examples, add_marked, curve

HERE = Path(__file__).parent
GRADING = HERE.parent / "src" / "interview_prep" / "grading"
PLACE = GRADING / "calibration.json"
SHARES = {
    "gold": 0.25,
    "held out": 0.15,
    "elsewhere": 0.1,
    "falsified": 0.1,
    "turned": 0.05,
    "general": 0.05,
    "denials": 0.05,
    "contrasts": 0.05,
    "near": 0.05,
    "beyond": 0.05,
    "composed": 0.05,
    "reference": 0.05,
    "public": 0.1,
}  # of the weight of all rows
# Which way a signal may speak of coverage; of contradiction it is the other way round. Left free, signals that say
# nearly the same make up for each other, and one of them ends up saying the opposite of what it means.
SPEAKS = {
    **dict.fromkeys(("covered", "near covered", "side", "sides"), 1),
    **dict.fromkeys(
        ("contradicted", "near contradicted", "brief contradicted", "wrong number", "negation", "antonym", "others"), -1
    ),
    **dict.fromkeys(("partial", "brief"), 0),
}
EACH = 12  # public answers a question
STRICT = 2.5  # a false point that is called covered costs as much as this many right ones that are not
FAILED_ABOVE = 0.05  # share of failing answers that may be suggested more than "again"
BANDS = 0.05  # share of a kind of answer that may lie beyond the border of its rating
CUTS = (0.5, 0.55, 0.6, 0.65, 0.7)  # probabilities from which a point may count as contradicted
PENALTIES = (0.0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6)  # credit taken off for one


def main(shared: Path) -> None:
    """Fit and write."""
    grader, data = opened(), load(shared)
    held = held_out(data)
    rows, graded = collect(data, held, grader), short.collect(shared, grader)
    told = stories.collect([*(m for m in data.gold if m.question_id in held), *data.held_out, *data.apart], grader)
    folds = np.array(rows.fold)
    whole = fitted(rows, np.ones(len(folds), dtype=bool))
    parts = [fitted(rows, folds != number) for number in range(FOLDS)]
    for number, part in enumerate([*parts, whole]):  # no question is in the fold after the last
        part["weights"]["whole"] = short.fitted(graded, [fold != number for fold in graded.fold])
        part["weights"]["story"], knots = stories.fitted(told, np.array(told.fold) != number, part)
        part["story"] = {"knots": knots}
    PARTS.write_text(json.dumps(parts, indent=1) + "\n", encoding="utf-8")
    kept = json.loads(PLACE.read_text(encoding="utf-8"))
    kept["common"]["ratings"] = ratings(rows, parts)
    kept["common"]["provenance"] = COMMON
    kept["graders"]["pair"] = {
        "provenance": {
            "date": datetime.datetime.now(datetime.UTC).date().isoformat(),
            "command": "python -m training.train",
            "data": "answers to questions that the measured model has not seen: half of the dev gold, the held-out"
            " answers, falsified answers by other writers, comparisons of other fields, sentences on what parts two"
            " things, key points with a few words changed and short answers built on a denial (their points only),"
            " answers written without sight of the points, answers composed from twins of our banks,"
            f" at most {EACH} answers a question of the public sets;"
            " whole (a short reference read as one point): all public answers to questions that the model has not seen,"
            " and true and false sentences on such points;"
            " story: stories, lectures and blame for behavioral questions whose answers the model has not seen",
        },
        "figures": figures(rows, parts),
        **whole,
    }
    PLACE.write_text(json.dumps(kept, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    print("calibration", json.dumps(kept["graders"]["pair"]))


COMMON = (
    f"covered at 0.5 by definition; hard begins where {1 - FAILED_ABOVE:.0%} of the answers to unseen questions that a"
    " person would fail (under 50 of 100) end; good begins at the lowest twentieth of the written answers called good;"
    " easy begins half-way between their highest twentieth and the lowest twentieth of full answers and expert notes."
    " The other graders' verdicts: partial and contradicted by judgement; the pair model's own are fitted"
)


def collect(data: Data, held: set[str], grader: Pair) -> Rows:
    """Return the signals of every point of every answer to a held-out question."""
    rows = Rows()
    twins = [t for t in data.twins if t.question_id in held]
    composed = Composer(twins, [], random.Random(1), per_question=3).epoch()
    add_marked(rows, grader, knowing([m for m in data.gold if m.question_id in held]), "gold")
    add_marked(rows, grader, knowing(data.held_out), "held out")
    add_marked(rows, grader, knowing(data.turned), "turned")
    falsified = [m for m in data.apart if m.source == "falsified_held_out"]
    add_marked(rows, grader, falsified, "falsified", graded=False)
    add_marked(rows, grader, data.general, "general", graded=False)  # they teach the weights and not the line
    add_marked(rows, grader, [m for m in data.apart if m.source == "denials_held_out"], "denials", graded=False)
    add_marked(rows, grader, sentences("contrasts", datasets.contrasts()), "contrasts", graded=False)
    near = datasets.sentences_on_points("near") + datasets.nearly_quoted()
    add_marked(rows, grader, sentences("near", near), "near", graded=False)
    beyond = datasets.sentences_on_points("beyond")
    add_marked(rows, grader, sentences("beyond", beyond), "beyond", graded=False)
    first = [m for m in data.elsewhere if m.source == "elsewhere"]
    add_marked(rows, grader, first, "elsewhere")
    more = [m for m in data.elsewhere if m.source != "elsewhere"]
    add_marked(rows, grader, more, "elsewhere", graded=False)  # graded more mildly for what is left out than the gold
    references = [q for q in data.questions if q.id in held and q.answer and q.answer_source == "authored"]
    add_marked(rows, grader, [_as_answer(q) for q in references if not q.behavioral], "reference")
    add_examples(rows, grader, [e for e in composed if e.source == "composed"], "composed")
    add_examples(rows, grader, sampled([e for e in data.public if e.question_id in held]), "public")
    return rows


def sentences(source: str, rows: Sequence[datasets.Gold]) -> list[Marked]:
    """Return sentences that were written to measure; nothing was trained on what they are about."""
    return [
        Marked(
            source, told.question_id or "", told.question, row.kind, told.points, marks, told.answer, row.grade, False
        )
        for row in rows
        for told, marks in [(row.request, "".join("+" if mark > 0 else "x" for mark in row.marks))]
    ]


def knowing(marked: Sequence[Marked]) -> list[Marked]:
    """Return the answers less those to behavioral questions, which are judged as stories."""
    return [m for m in marked if not m.behavioral]


def _as_answer(question: Question) -> Marked:
    """Return an authored reference as a full answer: it makes every one of its points."""
    points, told = question.key_points, question.answer or ""
    return Marked("reference", question.id, question.question, "full", points, "+" * len(points), told, 97, False)


def sampled(public: Sequence[Example]) -> list[Example]:
    """Return at most EACH answers a question."""
    rng = random.Random(1)
    groups: dict[str, list[Example]] = {}
    for example in public:
        groups.setdefault(example.question_id, []).append(example)
    return [e for group in groups.values() for e in rng.sample(group, min(EACH, len(group)))]


def opened() -> Pair:
    """Return a grader around the trained weights, not yet calibrated."""
    return Pair(Nets.read(*MEASURED), {}, scale("none", corrected=False), "0")


def fitted(rows: Rows, seen: Array) -> dict[str, Any]:
    """Fit weights, penalty and line on the rows that are ``seen``."""
    weights = {kind: regression(rows, seen, kind) for kind in ("covered", "contradicted")}
    credit, against = rows.probability(weights["covered"]), rows.probability(weights["contradicted"])
    cut, penalty, knots = line(rows, seen, credit, against)
    verdicts = {"partial": partial_from(rows, seen, credit), "contradicted": cut, "penalty": penalty}
    return {"weights": weights, "knots": knots, "verdicts": verdicts}


def partial_from(rows: Rows, seen: Array, credit: Array) -> float:
    """Return the coverage that parts partly covered points from missed ones best."""
    source, covered = np.array(rows.source), np.array(rows.covered)
    whole = seen & np.isin(source, ("gold", "held out"))
    partly, missed = whole & (covered == WORTH), whole & (covered == 0) & (np.array(rows.contradicted) < 0.5)
    cuts = np.arange(0.1, 0.46, 0.01)
    parted = [(credit[partly] >= cut).mean() - (credit[missed] >= cut).mean() for cut in cuts]
    return round(float(cuts[int(np.argmax(parted))]), 2)


def regression(rows: Rows, seen: Array, kind: str) -> dict[str, float]:
    """Fit one logistic regression; a soft label counts as both classes in its proportions."""
    x, y = rows.columns(SIGNALS)[seen], np.array(getattr(rows, kind))[seen]
    source = np.array(rows.source)[seen]
    share = np.zeros(len(x))
    for name, part in SHARES.items():
        share[source == name] = part / max(1, (source == name).sum())
    if kind == "covered":
        share *= np.where(np.array(rows.contradicted)[seen] > 0.5, STRICT, 1.0)
    way = 1 if kind == "covered" else -1
    return logistic.named(*logistic.fit(x, y, share * len(x), 1.0, [way * SPEAKS[name] for name in SIGNALS]), SIGNALS)


def line(rows: Rows, seen: Array, covered: Array, against: Array) -> tuple[float, float, list[list[float]]]:
    """Fit what leads from an answer's points to its grade with the least mean absolute error.

    Returns from which probability a point counts as contradicted, its penalty, and the monotone line from mean credit
    to grade.
    """
    groups, grades = rows.answers(seen)
    best: tuple[float, float, float, list[list[float]]] | None = None
    for cut, penalty in product(CUTS, PENALTIES):
        credit = np.where(against >= cut, -penalty, covered)
        error, knots = curve(np.array([credit[group].mean() for group in groups]), grades)
        if best is None or error < best[0] - 0.02:
            best = (error, cut, penalty, knots)
    assert best is not None
    return best[1:]


def ratings(rows: Rows, parts: Sequence[dict[str, Any]]) -> dict[str, float]:
    """Return at which score each rating begins: see COMMON."""
    answer, grade, folds = np.array(rows.answer), np.array(rows.grade), np.array(rows.fold)
    failing = []
    for number in sorted(set(answer[grade < 50])):
        group = np.flatnonzero(answer == number)
        failing.append(score(rows, group, parts[folds[group[0]]]))
    answers = written(HERE / "data" / "answers.jsonl")
    good = [m.grade for m in answers if m.kind == "good"]
    best = [m.grade for m in answers if m.kind in ("full", "terse")]
    hard = float(np.quantile(failing, 1 - FAILED_ABOVE))
    start, end = np.quantile(good, (BANDS, 1 - BANDS))
    easy = (end + np.quantile(best, BANDS)) / 2
    return {"again": 0, "hard": round(hard), "good": round(max(hard + 5, float(start))), "easy": round(float(easy))}


def score(rows: Rows, group: Array, part: dict[str, Any]) -> float:
    """Return the score of the answer that the rows ``group`` belong to."""
    credit = rows.probability(part["weights"]["covered"])[group]
    wrong = rows.probability(part["weights"]["contradicted"])[group] >= part["verdicts"]["contradicted"]
    mean = float(np.where(wrong, -part["verdicts"]["penalty"], credit).mean())
    return interpolate(mean, [(x, y) for x, y in part["knots"]])


def figures(rows: Rows, parts: Sequence[dict[str, Any]]) -> dict[str, float]:
    """Return how well covered and contradicted points are told apart, each by the fit without its question."""
    from sklearn.metrics import roc_auc_score

    folds, source = np.array(rows.fold), np.array(rows.source)
    found = {}
    for kind in ("covered", "contradicted"):
        wanted, told = np.array(getattr(rows, kind)), np.zeros(len(folds))
        for number, part in enumerate(parts):
            told[folds == number] = rows.probability(part["weights"][kind])[folds == number]
        for name in SHARES:
            own = (source == name) & (wanted != WORTH)
            if len(set(wanted[own] > 0.5)) == 2:
                auc = roc_auc_score(wanted[own] > 0.5, told[own])
                found[f"auc {kind}, {name}, unseen"] = round(float(auc), 3)
    return found


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--shared", type=Path, default=HERE.parent.parent / "shared")
    main(parser.parse_args().shared)
