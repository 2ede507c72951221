"""Measure every grader on the dev gold, the public sets and the attacks; print tables in Markdown.

    python benchmarks/grading.py [--shared ../shared] [--quick] [--only coverage] [--part gold]

Each question is graded with weights that were fitted without it. The gold is synthetic: written and graded by a large
language model, checked blind by a second one.
"""

import argparse
import datetime
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import attacks
import graders
import metrics
from datasets import (
    ASAG,
    ON_POINTS,
    SEMEVAL,
    Gold,
    as_references,
    asag,
    contrasts,
    denials,
    displaced,
    elsewhere,
    falsified,
    fields,
    general,
    gold,
    held_out,
    is_unseen,
    nearly_quoted,
    require,
    sentences_on_points,
    stories,
    turned,
)

from interview_prep.grading import Request
from interview_prep.model import Verdict

KINDS = ("full", "terse", "good", "partial", "vague", "wrong")
PASS = 60.0
SHORTEST = 15  # words of a reference for the attacks that stand alone

Row = tuple[str, list[float]]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--shared", type=Path, default=Path("../shared"), help="the folder with gold/ and asag/")
    parser.add_argument("--quick", action="store_true", help="a sample: every third question, two answers each")
    parser.add_argument("--only", action="append", default=[], help="only this grader; repeatable")
    parser.add_argument("--part", action="append", default=[], choices=list(PARTS), help="only this part; repeatable")
    options = parser.parse_args()
    require(options.shared, *(ASAG if not options.part or "asag" in options.part else ()))
    found = graders.every(options.only)
    rows = [row for row in gold(options.shared) if is_unseen(row.request.question_id or "", 2)]
    if options.quick:
        kept = sorted({r.request.question_id or "" for r in rows})[::3]
        rows = [r for r in rows if r.request.question_id in kept]
    today = datetime.datetime.now(datetime.UTC).date().isoformat()
    print(f"Measured on {today} with `python benchmarks/grading.py{' --quick' if options.quick else ''}`.\n")
    for name, part in PARTS.items():
        if not options.part or name in options.part:
            part(found, rows, options)


def table(title: str, graders_: Sequence[graders.Measured], rows: Iterator[Row], digits: int = 2) -> None:
    print(f"### {title}\n")
    print("| | " + " | ".join(g.name for g in graders_) + " |")
    print("|---|" + "---|" * len(graders_))
    for name, values in rows:
        print(f"| {name} | " + " | ".join(_number(value, digits) for value in values) + " |", flush=True)
    print()


def _number(value: float, digits: int) -> str:
    return "–" if value != value else f"{value:.{digits}f}" if abs(value) < 10 else f"{value:.1f}"


def _scores(verdicts: Sequence[Verdict]) -> list[float]:
    return [verdict.score or 0.0 for verdict in verdicts]


def gold_part(found: Sequence[graders.Measured], rows: Sequence[Gold], options: argparse.Namespace) -> None:
    knowledge = [r for r in rows if not r.request.behavioral]
    stories = [r for r in rows if r.request.behavioral]
    for title, part in (("Dev gold: knowledge", knowledge), ("Dev gold: behavioral", stories)):
        if part:
            told = [g.unseen([r.request for r in part]) for g in found]
            count = len({r.request.question_id for r in part})
            table(f"{title} ({count} unseen questions, {len(part)} answers)", found, _gold_rows(part, told))


def _gold_rows(rows: Sequence[Gold], told: Sequence[Sequence[Verdict]], kinds: Sequence[str] = KINDS) -> Iterator[Row]:
    for name, figure in GOLD_FIGURES.items():
        if figure is _wrong_under_partial and "wrong" not in kinds:
            continue
        yield name, [figure(rows, verdicts) for verdicts in told]
    yield from _mean_rows(rows, told, kinds)


def _mean_rows(rows: Sequence[Gold], told: Sequence[Sequence[Verdict]], kinds: Sequence[str]) -> Iterator[Row]:
    for kind in kinds:
        grade = metrics.mean([row.grade for row in rows if row.kind == kind])
        yield f"mean score, {kind} (grade {grade:.0f})", [metrics.mean(own) for own in _of_kind(rows, told, kind)]


def _of_kind(rows: Sequence[Gold], told: Sequence[Sequence[Verdict]], kind: str) -> list[list[float]]:
    """Return for each grader the scores of the answers of one kind."""
    return [[s for row, s in zip(rows, _scores(v), strict=True) if row.kind == kind] for v in told]


def _order(rows: Sequence[Gold], verdicts: Sequence[Verdict]) -> float:
    return metrics.pair_order([r.request.question_id for r in rows], _scores(verdicts), [r.grade for r in rows])


def _point_f1(rows: Sequence[Gold], verdicts: Sequence[Verdict]) -> float:
    pairs = [
        (point.verdict == "covered", mark == 1.0)
        for row, verdict in zip(rows, verdicts, strict=True)
        for point, mark in zip(verdict.points, row.marks, strict=True)
        if mark != 0.5
    ]
    return metrics.f1([told for told, _ in pairs], [true for _, true in pairs])


def _wrong_under_partial(rows: Sequence[Gold], verdicts: Sequence[Verdict]) -> float:
    scores: dict[tuple[str | None, str], float] = {
        (row.request.question_id, row.kind): score for row, score in zip(rows, _scores(verdicts), strict=True)
    }
    ids = {key for key, kind in scores if kind == "wrong" and (key, "partial") in scores}
    return metrics.share([scores[key, "wrong"] < scores[key, "partial"] for key in ids])


def _terse(rows: Sequence[Gold], verdicts: Sequence[Verdict]) -> float:
    return metrics.share([s >= 75 for row, s in zip(rows, _scores(verdicts), strict=True) if row.kind == "terse"])


def _contradicted(rows: Sequence[Gold], verdicts: Sequence[Verdict], truly: bool) -> float:
    """Return which share of the points that are ``truly`` contradicted, or of all others, is called so."""
    return metrics.share(
        [
            point.verdict == "contradicted"
            for row, verdict in zip(rows, verdicts, strict=True)
            for point, mark in zip(verdict.points, row.marks, strict=True)
            if (mark == -1.0) == truly
        ]
    )


GOLD_FIGURES: dict[str, Callable[[Sequence[Gold], Sequence[Verdict]], float]] = {
    "r with the grade": lambda rows, v: metrics.pearson(_scores(v), [r.grade for r in rows]),
    "mean absolute error, points of 100": lambda rows, v: metrics.mean_absolute_error(
        _scores(v), [r.grade for r in rows]
    ),
    "pairs in order (grades 15 apart)": _order,
    "key-point F1 (partly left out)": _point_f1,
    "contradicted points called so": lambda rows, v: _contradicted(rows, v, True),
    "other points called contradicted": lambda rows, v: _contradicted(rows, v, False),
    "wrong answers under the partial one": _wrong_under_partial,
    "terse notes at 75 and more": _terse,
}


def held_part(found: Sequence[graders.Measured], rows: Sequence[Gold], options: argparse.Namespace) -> None:
    knowledge = [row for row in held_out()[:: 3 if options.quick else 1] if not row.request.behavioral]
    told = [g.unseen([row.request for row in knowledge]) for g in found]

    def lines() -> Iterator[Row]:
        for kind, mark, name in (
            ("falsified", -1.0, "full answers with two or three points falsified: the false ones not covered"),
            ("falsified", 1.0, "… the right ones beside them covered"),
            ("halfhalf", -1.0, "half right, half false: the false ones not covered"),
            ("halfhalf", 1.0, "… the right half covered"),
        ):
            yield name, _put_right(knowledge, told, kind, mark)
        yield from _gold_rows(knowledge, told, ("full", "terse", "falsified", "halfhalf", "partial", "vague", "wrong"))

    count = len({row.request.question_id for row in knowledge})
    table(f"Held-out questions of our banks ({count} questions, {len(knowledge)} answers)", found, lines())


def falsified_part(found: Sequence[graders.Measured], rows: Sequence[Gold], options: argparse.Namespace) -> None:
    written = falsified()[:: 3 if options.quick else 1]
    told = [g.unseen([row.request for row in written]) for g in found]

    def lines() -> Iterator[Row]:
        for kind, mark, name in (
            ("falsified", -1.0, "one to three points false: the false ones not covered"),
            ("falsified", 1.0, "… the right ones beside them covered"),
            ("swapped", -1.0, "everything exchanged: points not covered"),
        ):
            yield name, _put_right(written, told, kind, mark)
        yield "… points called contradicted", [_called(written, v, "swapped", -1.0, "contradicted") for v in told]
        yield f"… answers that pass at {PASS:.0f}, percent", [_pass(own) for own in _of_kind(written, told, "swapped")]
        yield from _mean_rows(written, told, ("falsified", "swapped"))

    count = len({row.request.question_id for row in written})
    table(f"Falsified answers by other writers ({count} unseen questions, {len(written)} answers)", found, lines())


def denials_part(found: Sequence[graders.Measured], rows: Sequence[Gold], options: argparse.Namespace) -> None:
    written = denials()[:: 3 if options.quick else 1]
    told = [g.unseen([row.request for row in written]) for g in found]

    def lines() -> Iterator[Row]:
        for kind, mark, name in (
            ("denial", 1.0, "right ones: the points they make covered"),
            ("denied", -1.0, "false ones: those points not covered"),
            ("swapped", -1.0, "nearly all exchanged, in other words: the false points not covered"),
            ("swapped", 1.0, "… the right one covered"),
        ):
            yield name, _put_right(written, told, kind, mark)
        for kind, mark, name in (
            ("denial", 1.0, "right ones: those points called contradicted"),
            ("denied", -1.0, "false ones: those points called contradicted"),
            ("denied", 0.0, "… other points called contradicted"),
        ):
            yield name, [_called(written, verdicts, kind, mark, "contradicted") for verdicts in told]

    count = len({row.request.question_id for row in written})
    table(f"Short answers built on a denial ({count} unseen questions, {len(written)} answers)", found, lines())


def general_part(found: Sequence[graders.Measured], rows: Sequence[Gold], options: argparse.Namespace) -> None:
    compared = general()[:: 3 if options.quick else 1]
    told = [g.unseen([row.request for row in compared]) for g in found]

    def lines() -> Iterator[Row]:
        for kind, mark, name in (
            ("short", 1.0, "two or three right, plain sentences: their points covered"),
            ("swapped", -1.0, "answers with the sides exchanged: those points not covered"),
            ("onepair", -1.0, "right answers with one pair exchanged: the false points not covered"),
            ("onepair", 1.0, "… the right ones covered"),
        ):
            yield name, _put_right(compared, told, kind, mark)
        yield from _gold_rows(compared, told, ("contrast", "terse", "short", "onepair", "swapped"))

    count = len({row.request.question_id for row in compared})
    table(f"Comparisons in other fields ({count} unseen questions, {len(compared)} answers)", found, lines())


def contrasts_part(found: Sequence[graders.Measured], rows: Sequence[Gold], options: argparse.Namespace) -> None:
    told_apart = contrasts()
    if options.quick:
        told_apart = [row for i in range(0, len(told_apart), 12) for row in told_apart[i : i + 4]]  # of a pair all four
    told = [g.unseen([row.request for row in told_apart]) for g in found]

    def lines() -> Iterator[Row]:
        for words in ("same", "other"):
            right, exchanged = f"{words} words, right", f"{words} words, exchanged"
            yield (
                f"{words} words: the right sentence scored above the exchanged one",
                _above(told_apart, told, right, exchanged),
            )
            yield f"{right}: points covered", _put_right(told_apart, told, right, 1.0)
            yield f"{exchanged}: points not covered", _put_right(told_apart, told, exchanged, -1.0)

    table(
        f"Which side has it: one sentence on two things ({len(told_apart) // 4} unseen pairs of things)", found, lines()
    )


def _above(rows: Sequence[Gold], told: Sequence[Sequence[Verdict]], right: str, false: str) -> list[float]:
    """Return for each grader how many right sentences it scores above the false ones that stand in their turn."""
    pairs = zip(_of_kind(rows, told, right), _of_kind(rows, told, false), strict=True)
    return [metrics.share([a > b for a, b in zip(*both, strict=True)]) for both in pairs]


def sentences_part(found: Sequence[graders.Measured], rows: Sequence[Gold], options: argparse.Namespace) -> None:
    most = 150 if options.quick else None
    wholes = nearly_quoted()[:most]
    told = [g.unseen([row.request for row in wholes]) for g in found]
    near, related, beyond, sides = (sentences_on_points(name)[:most] for name in ON_POINTS)
    of_wholes = list(_on_nearly_quoted(wholes, told))
    _sentences("Key points with a few words changed, still true and false", near, found, of_wholes)
    _sentences("Key points in their own words, right and exchanged", related, found, [])
    _sentences("Short answers on one key point, in some of its words, right and false", beyond, found, [])
    _sentences("Which of two things is what, in other words, right and exchanged", sides, found, [])


def _sentences(title: str, said: Sequence[Gold], found: Sequence[graders.Measured], more: Sequence[Row]) -> None:
    told = [g.unseen([row.request for row in said]) for g in found]
    points = [row for row in said if row.kind == "itself"]
    count = f"{len(points)} unseen points, {len(said) - len(points)} sentences"
    table(f"{title} ({count})", found, [*_on_points(said, told), *more])


def _on_points(said: Sequence[Gold], told: Sequence[Sequence[Verdict]]) -> Iterator[Row]:
    yield "the point itself as the answer: covered", _put_right(said, told, "itself", 1.0)
    yield "the true sentence scored above the false one", _above(said, told, "true", "false")
    yield "true: points covered", _put_right(said, told, "true", 1.0)
    yield "true: points called contradicted", [_called(said, v, "true", 1.0, "contradicted") for v in told]
    yield "false: points not covered", _put_right(said, told, "false", -1.0)
    yield "false: points called contradicted", [_called(said, v, "false", -1.0, "contradicted") for v in told]


def _on_nearly_quoted(wholes: Sequence[Gold], told: Sequence[Sequence[Verdict]]) -> Iterator[Row]:
    yield "answers of all points so: covered", _put_right(wholes, told, "all true", 1.0)
    yield "… with one of them false: that one not covered", _put_right(wholes, told, "one false", -1.0)
    yield "… the others covered", _put_right(wholes, told, "one false", 1.0)


def fields_part(found: Sequence[graders.Measured], rows: Sequence[Gold], options: argparse.Namespace) -> None:
    written = fields()[:: 3 if options.quick else 1]
    told = [g.unseen([row.request for row in written]) for g in found]

    def lines() -> Iterator[Row]:
        for kind in ("slip", "mixed"):
            for mark, name in (
                (-1.0, f"{kind}: the false points not covered"),
                (1.0, f"{kind}: the right ones covered"),
            ):
                yield name, _put_right(written, told, kind, mark)
        yield from _gold_rows(written, told, ("full", "terse", "short", "slip", "partial", "mixed", "vague", "wrong"))

    count = len({row.request.question_id for row in written})
    table(f"Interview questions of other fields ({count} unseen questions, {len(written)} answers)", found, lines())


def stories_part(found: Sequence[graders.Measured], rows: Sequence[Gold], options: argparse.Namespace) -> None:
    written = stories()[:: 3 if options.quick else 1]
    told = [g.unseen([row.request for row in written]) for g in found]

    def lines() -> Iterator[Row]:
        for kind, name in STORIES.items():
            yield f"{name}: pass at {PASS:.0f}, percent", [_pass(own) for own in _of_kind(written, told, kind)]
        yield from _gold_rows(written, told, tuple(STORIES))

    count = len({row.request.question_id for row in written})
    table(f"Stories ({count} behavioral questions, {len(written)} answers)", found, lines())


def elsewhere_part(found: Sequence[graders.Measured], rows: Sequence[Gold], options: argparse.Namespace) -> None:
    written = elsewhere()[:: 3 if options.quick else 1]
    told = [g.unseen([row.request for row in written]) for g in found]

    def lines() -> Iterator[Row]:
        full = _of_kind(written, told, "full")
        yield "full answers at 75 and more", [metrics.share([s >= 75 for s in own]) for own in full]
        vague = _of_kind(written, told, "vague")
        yield "vague answers at 25 and less", [metrics.share([s <= 25 for s in own]) for own in vague]
        yield from _gold_rows(written, told, ("full", "terse", "partial", "vague", "wrong"))

    count = len({row.request.question_id for row in written})
    table(f"Answers written without sight of the reference ({count} questions, {len(written)} answers)", found, lines())


SHORT = ("a few words changed", "own words, or exchanged", "some of its words", "which of two things is what")
STORIES = {
    "full": "complete stories",
    "plain": "complete stories in plain words",
    "terse": "complete stories in notes",
    "partial": "stories without result, number and lesson",
    "lecture": "lectures",
    "blame": "blame without an own action",
    "hypothetical": "what one would do",
}


def _pass(scores: Sequence[float]) -> float:
    """Return how many percent of the scores pass."""
    return 100 * metrics.share([score >= PASS for score in scores])


def _put_right(rows: Sequence[Gold], told: Sequence[Sequence[Verdict]], kind: str, mark: float) -> list[float]:
    """Return for each grader the share of such points that it puts right: right ones covered, false ones not."""
    shares = [_called(rows, verdicts, kind, mark, "covered") for verdicts in told]
    return [1 - share if mark < 0 else share for share in shares]


def _called(rows: Sequence[Gold], verdicts: Sequence[Verdict], kind: str, mark: float, name: str) -> float:
    """Return the share of the points with a ``mark``, in answers of one kind, whose verdict has that name."""
    return metrics.share(
        [
            point.verdict == name
            for row, verdict in zip(rows, verdicts, strict=True)
            if row.kind == kind
            for point, own in zip(verdict.points, row.marks, strict=True)
            if own == mark
        ]
    )


def asag_part(found: Sequence[graders.Measured], rows: Sequence[Gold], options: argparse.Namespace) -> None:
    def lines() -> Iterator[Row]:
        for name in ASAG:
            graded = asag(options.shared, name, each=2 if options.quick else None)
            told = [_scores(g.unseen([g_.request for g_ in graded])) for g in found]
            true = [g.grade for g in graded]
            if name in SEMEVAL:
                right = [value >= 0.5 for value in true]
                yield (
                    f"{name} ({len(true)}): macro-F1",
                    [metrics.macro_f1([s >= 50 for s in scores], right) for scores in told],
                )
                continue
            yield f"{name} ({len(true)}): r", [metrics.pearson(scores, true) for scores in told]
            yield (
                f"{name}: RMSE of 1",
                [metrics.root_mean_square_error([s / 100 for s in scores], true) for scores in told],
            )

    table("Public answers graded by people (questions that nothing was trained on)", found, lines())


def short_part(found: Sequence[graders.Measured], rows: Sequence[Gold], options: argparse.Namespace) -> None:
    most = 150 if options.quick else None
    said = [as_references(sentences_on_points(name)[:most]) for name in ON_POINTS]
    public = [g.request for name in ASAG for g in asag(options.shared, name, each=1)]
    answers = [row for name in ASAG for row in asag(options.shared, name, each=most)]
    misplaced = [row.request for row in displaced(answers)]
    long = [request for request in public if len((request.reference or "").split()) >= SHORTEST]

    def lines() -> Iterator[Row]:
        for title, own in zip(SHORT, said, strict=True):
            told = [g.unseen([row.request for row in own]) for g in found]
            yield f"{title}, true: covered", _put_right(own, told, "true", 1.0)
            yield "… false: not covered", _put_right(own, told, "false", -1.0)
        yield from _alone(long, found)
        yield f"right answers to other questions ({len(misplaced)}): pass", [_passing(g, misplaced) for g in found]

    points = sum(row.kind == "itself" for own in said for row in own)
    title = f"Short references: sentences on {points} unseen points, attacks on {len(long)} public ones"
    table(title, found, lines())


def _alone(long: Sequence[Request], found: Sequence[graders.Measured]) -> Iterator[Row]:
    for name, change in attacks.ALONE.items():
        yield f"{name}, alone: pass", [_passing(g, attacks.attacked(long, change)) for g in found]
    yield "another question's reference, alone: pass", [_passing(g, attacks.another_reference(long)) for g in found]


def attack_part(found: Sequence[graders.Measured], rows: Sequence[Gold], options: argparse.Namespace) -> None:
    knowledge = [row for row in rows if not row.request.behavioral]
    table("Attacks: what passes at 60 (percent), and what is lost (points)", found, _attacks(knowledge, found), 1)


def _attacks(rows: Sequence[Gold], found: Sequence[graders.Measured]) -> Iterator[Row]:
    bad = [r.request for r in rows if r.kind in ("wrong", "vague")]
    bad += [replace(r.request, answer="") for r in rows if r.kind == "wrong"]
    one = list({r.request.question_id: r.request for r in rows}.values())
    long = [r for r in one if len((r.reference or "").split()) >= SHORTEST]
    good = [r.request for r in rows if r.kind in ("full", "good", "terse")]
    full = [r for r in rows if r.kind == "full"]
    yield "wrong, vague and empty answers as they are: pass", [_passing(g, bad) for g in found]
    for name, change in attacks.ADDITIVE.items():
        yield f"… with {name}: pass", [_passing(g, attacks.attacked(bad, change)) for g in found]
    yield from _alone(long, found)
    yield from _altered(full, found)
    for name, change in (("itself", attacks.reference), ("in another order", attacks.reference_reordered)):
        told = [_scores(g.unseen(attacks.attacked(one, change))) for g in found]
        yield f"the reference {name}: mean score", [metrics.mean(scores) for scores in told]
        yield f"the reference {name}: share at 95 and more", [100 * metrics.share([s >= 95 for s in v]) for v in told]
    plain = [_scores(g.unseen(good)) for g in found]
    for name, change in attacks.HARMLESS.items():
        told = [_scores(g.unseen(attacks.attacked(good, change))) for g in found]
        lost = [metrics.mean(a) - metrics.mean(b) for a, b in zip(plain, told, strict=True)]
        yield f"right answers, {name}: points lost", lost


def _passing(grader: graders.Measured, requests: Sequence[Request]) -> float:
    return _pass(_scores(grader.unseen(requests)))


def _altered(full: Sequence[Gold], found: Sequence[graders.Measured]) -> Iterator[Row]:
    denied = attacks.attacked([row.request for row in full], attacks.negated)
    by_rule = [
        replace(row, request=request, kind="negated", marks=tuple(-abs(mark) for mark in row.marks))
        for row, request in zip(full, denied, strict=True)
    ]
    written = turned()
    for name, kind, rows in (
        ("every sentence negated by rule", "negated", by_rule),
        ("every sentence negated by a writer", "negated", written),
        ("sides and relations exchanged by a writer", "swapped", written),
    ):
        own = [row for row in rows if row.kind == kind]
        told = [g.unseen([row.request for row in own]) for g in found]
        shares = [100 * _called(own, verdicts, kind, -1.0, "covered") for verdicts in told]
        yield f"full answers, {name} ({len(own)}): altered points still covered", shares


def speed_part(found: Sequence[graders.Measured], rows: Sequence[Gold], options: argparse.Namespace) -> None:
    told = [row.request for row in (*rows, *held_out()) if 85 <= len(row.request.answer.split()) <= 115][:60]
    # Where there are fewer than eight points, another question's fill up: they take as long to read.
    requests = [replace(r, points=(*r.points, *other.points)[:8]) for r, other in pairwise([*told, told[0]])]
    long = replace(requests[0], answer=" ".join(r.request.answer for r in rows)[:100_000].ljust(100_000, "x"))
    taken = [_milliseconds(grader, requests) for grader in found]

    def lines() -> Iterator[Row]:
        yield (
            f"one answer of about 100 words, 8 points ({len(requests)} answers), ms: median",
            [metrics.quantile(t, 0.5) for t in taken],
        )
        yield "… 95th percentile", [metrics.quantile(t, 0.95) for t in taken]
        yield "100,000 characters, s", [_milliseconds(grader, [long])[0] / 1000 for grader in found]

    table("Time, model loaded", found, lines())


def _milliseconds(grader: graders.Measured, requests: Sequence[Request]) -> list[float]:
    grader.shipped(requests[:1])
    taken: list[float] = []
    for request in requests:
        start = time.perf_counter()
        grader.shipped([request])
        taken.append(1000 * (time.perf_counter() - start))
    return taken


PARTS: dict[str, Callable[[Sequence[graders.Measured], Sequence[Gold], argparse.Namespace], None]] = {
    "gold": gold_part,
    "held": held_part,
    "falsified": falsified_part,
    "denials": denials_part,
    "general": general_part,
    "contrasts": contrasts_part,
    "sentences": sentences_part,
    "fields": fields_part,
    "short": short_part,
    "stories": stories_part,
    "elsewhere": elsewhere_part,
    "attacks": attack_part,
    "asag": asag_part,
    "speed": speed_part,
}

if __name__ == "__main__":
    main()
