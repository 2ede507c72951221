"""The training data hold together, and what is composed from them is labelled as it says."""

import random
import re
from collections.abc import Sequence
from dataclasses import fields, replace
from itertools import pairwise
from pathlib import Path

import pytest
import torch
from rapidfuzz import fuzz

from interview_prep.banks import discover
from interview_prep.grading import Request
from interview_prep.grading._readings import Reading
from interview_prep.model import Question
from training import curve, edits, epochs, fit, minimal_pairs, paraphrases, relations
from training.changes import Changes, exchanged, sides
from training.compose import Composer
from training.contrasts import BESIDE, BESIDE_WRONG, NOTE, Contrast, Contrasts
from training.contrasts import read as contrasts
from training.edits import Edit, Edited
from training.examples import (
    CONTRADICTED,
    COVERED,
    HALF,
    MISSED,
    Marked,
    Twins,
    of_banks,
    read_lines,
    references,
    school,
    twins,
    written,
)
from training.excerpts import Excerpts
from training.material import ELSEWHERE, WRITTEN, Data
from training.transplants import Transplants
from training.wholes import Wholes

DATA = Path(__file__).parents[1] / "training" / "data"
TRUE, NOTES, FALSE = "My grey cat was sitting quietly.", "feline -> armchair (grey)", "Two brown horses ran past us."
TWIN = Twins("q", "What?", "The cat sat.", False, (TRUE,), (NOTES,), ("Pets exist.",), (FALSE,))
OTHER = Twins("q", "What?", "It rained.", False, ("Rain fell.",), ("wet",), ("Weather.",), ("It snowed.",))
NOTHING = Data(*([] for _ in fields(Data)))
TRUTH = {TRUE: COVERED, NOTES: COVERED, FALSE: CONTRADICTED}


def test_every_row_of_the_data_can_be_read() -> None:
    rows = twins(DATA)
    assert len(rows) > 3000
    assert all(row.true and row.false for row in rows)
    answers = [answer for name in WRITTEN for answer in written(DATA / f"{name}.jsonl")]
    questions = discover(overridden=False).questions()
    answers += [answer for name in ELSEWHERE for answer in of_banks(DATA / f"{name}.jsonl", questions)]
    assert len(answers) > 20000
    assert all(len(a.marks) == len(a.points) and set(a.marks) <= set("+?-x") for a in answers)
    assert all(0 <= a.grade <= 100 for a in answers)


def test_nothing_is_trained_on_the_questions_that_measure() -> None:
    kept_out = set((DATA / "held_out_questions.txt").read_text().split())
    for name in ("held_out", "turned", "denials_held_out", "falsified_held_out"):
        assert {m.question_id for m in written(DATA / f"{name}.jsonl")} <= kept_out
    for name in ELSEWHERE:
        assert {str(row["question_id"]) for row in read_lines(DATA / f"{name}.jsonl")} <= kept_out
    for name in ("own_words", "denials"):
        assert {m.question_id for m in written(DATA / f"{name}.jsonl")}.isdisjoint(kept_out)
    learnt = {m.question_id for name in WRITTEN for m in written(DATA / f"{name}.jsonl")}
    for name in ("general", "fields", "stories"):
        kept = {m.question_id for m in written(DATA / f"{name}.jsonl")}
        assert kept and kept.isdisjoint(learnt)


def test_properties_of_a_contrast_are_said_in_five_ways_for_each_side() -> None:
    rows = contrasts(DATA / "contrasts.jsonl")
    rows += contrasts(DATA / "contrasts_held_out.jsonl")
    assert len(rows) > 600
    for first, second in (pair for row in rows for pair in row.properties):
        assert len(set(first)) == len(set(second)) == NOTE + 1
        assert set(first).isdisjoint(second)


def test_no_contrast_is_one_that_measures() -> None:
    asked = [m.question.lower() for name in ("general", "fields", "turned") for m in written(DATA / f"{name}.jsonl")]
    kept = contrasts(DATA / "contrasts_held_out.jsonl")
    asked += ["/".join(row.sides).lower() for row in kept]
    assert len(kept) > 100
    for row in contrasts(DATA / "contrasts.jsonl"):
        names = [re.sub("^(an?|the) ", "", name.lower()) for name in row.sides]
        assert not any(all(re.search(rf"\b{re.escape(name)}\b", question) for name in names) for question in asked)


def test_an_answer_to_a_contrast_is_false_where_the_sides_are_exchanged() -> None:
    properties = tuple(
        (tuple(f"{name}a{i}" for i in range(5)), tuple(f"{name}b{i}" for i in range(5))) for name in "xyz"
    )
    drawn = Contrasts([Contrast(("Alpha", "Beta"), properties)], random.Random(5)).epoch(400)
    plain = re.compile(r"\b(alpha|beta)(?: ->| =|:)? ([xyz])([ab])\d", re.I)
    seen = set()
    for example in drawn:
        point, told = (
            {(name.lower(), of): side for name, of, side in plain.findall(text)}
            for text in (example.point, example.answer)
        )
        same = {told[key] == side for key, side in point.items() if key in told}
        if same:
            assert same == {example.target not in (CONTRADICTED, BESIDE_WRONG)}
            assert example.target not in (MISSED, BESIDE)
            seen.add(example.target)
    assert {COVERED, CONTRADICTED, HALF} <= seen


@pytest.mark.parametrize("name", ["near", "relations", "beyond", "sides"])
def test_no_sentence_to_learn_from_is_about_a_question_that_measures(name: str) -> None:
    kept_out = set((DATA / "held_out_questions.txt").read_text().split())
    measure = {str(row["question_id"]) for row in read_lines(DATA / f"{name}_held_out.jsonl")}
    learnt = {row.question_id for row in relations.read(DATA / f"{name}.jsonl")}
    assert measure and learnt
    assert learnt.isdisjoint(kept_out | measure)


def test_of_two_sentences_about_a_point_either_may_stand_as_the_point() -> None:
    relation = relations.Relation("q", "What?", ("The cat saw the dog.", "It is the cat that saw the dog."), ("A", "B"))
    drawn = relations.epoch([relation], random.Random(3))
    for example in drawn:
        agree = {example.point, example.answer} <= set(relation.right)
        assert example.target == (COVERED if agree else CONTRADICTED)
        assert example.point != example.answer
        assert {example.point, example.answer} & set(relation.right)
    assert {example.point for example in drawn} == {*relation.right, *relation.false}


def test_sentences_of_a_relation_are_told_in_whole_answers_too() -> None:
    relation = relations.Relation("q", "What?", (TWIN.point, "Seated was the cat."), ("The seat was on the cat.",))
    first, second = relations.told_of([TWIN, OTHER], [relation])
    assert second is OTHER
    assert first.true == (TRUE, "Seated was the cat.") and first.false == (FALSE, "The seat was on the cat.")


def test_an_edit_stands_once_in_its_answer_and_overlaps_no_other() -> None:
    kept_out = set((DATA / "held_out_questions.txt").read_text().split())
    rows = edits.read(DATA / "edits.jsonl")
    assert len(rows) > 400
    for row in rows:
        assert row.question_id not in kept_out
        assert all(row.text.count(edit.was) == 1 and edit.was != edit.now for edit in row.edits)
        places = sorted((row.text.index(edit.was), len(edit.was)) for edit in row.edits)
        assert all(start + length <= after for (start, length), (after, _) in pairwise(places))


def test_a_point_is_contradicted_exactly_where_its_edit_is_made() -> None:
    text = "The cat sat on the mat. Later it slept for two hours. Then it went out."
    made = (Edit("sat on", "slept under", "It sat."), Edit("two", "nine", "It slept."), Edit("went out", "left", ""))
    drawn = edits.epoch([Edited("q", "What?", text, made)], random.Random(4), versions=60)
    assert {example.point for example in drawn} == {"It sat.", "It slept."}
    for example in drawn:
        edit = next(edit for edit in made if edit.point == example.point)
        told, other = (edit.now, edit.was) if example.target == CONTRADICTED else (edit.was, edit.now)
        assert told in example.answer and other not in example.answer
    lengths = {len(example.answer.split(". ")) for example in drawn}
    assert lengths == {1, 2, 3}  # the sentence, with one beside it, the whole answer


def test_a_minimal_pair_differs_in_what_decides_and_in_little_else() -> None:
    text = "The cat sat on the mat. Later it slept for two hours. Then it went out."
    made = (Edit("sat on", "slept under", "It sat."), Edit("two", "nine", "It slept."), Edit("went out", "left", ""))
    answer, rng = Edited("q", "What?", text, made), random.Random(5)
    for right, false in (two for _ in range(40) for two in minimal_pairs.of_edits([answer], rng)):
        edit = next(edit for edit in made if edit.point == right.point)
        assert (right.target, false.target) == (COVERED, CONTRADICTED)
        assert edit.was in right.answer and edit.now not in right.answer
        assert edit.now in false.answer and edit.was not in false.answer


def test_what_a_key_point_says_decides_and_not_what_is_true_of_the_world() -> None:
    text = "The large cat sat on the mat. Later it slept for two hours."
    made = (Edit("sat on", "slept under", "It sat."), Edit("large", "big", ""), Edit("Later", "After that", ""))
    answer, rng = Edited("q", "What?", text, made), random.Random(8)
    drawn = [two for _ in range(60) for two in minimal_pairs.of_sentences([answer], rng)]
    true, false = "The big cat sat on the mat.", "The big cat slept under the mat."
    assert {(right.point, right.answer) for right, _ in drawn} == {
        ("The large cat sat on the mat.", true),
        ("The large cat slept under the mat.", false),
    }
    for right, other in drawn:
        assert (right.target, other.target) == (COVERED, CONTRADICTED)
        assert other.answer.replace("large", "big") == (false if right.answer == true else true)


def test_the_right_text_of_two_on_one_point_agrees_with_it() -> None:
    relation = relations.Relation("q", "What?", ("The cat saw the dog.", "It is the cat that saw the dog."), ("A", "B"))
    twin, rng = replace(TWIN, true=(TRUE, "Seated was the cat.")), random.Random(6)
    drawn = [two for _ in range(30) for two in minimal_pairs.of_relations([relation], rng)]
    drawn += [two for _ in range(30) for two in minimal_pairs.of_twins([twin], rng)]
    assert {right.point == right.answer for right, _ in drawn} == {True, False}  # at times word for word
    for right, false in drawn:
        assert right.point == false.point
        assert {right.point, right.answer} <= {*relation.right, twin.point, *twin.true, *twin.notes}
        assert false.answer in {*relation.false, *twin.false}


@pytest.mark.parametrize(("name", "twins"), [("beyond", 2), ("sides", 3)])
def test_what_goes_beyond_a_point_is_read_for_it_and_never_stands_as_one(name: str, twins: int) -> None:
    rows = relations.read(DATA / f"{name}.jsonl")
    drawn = minimal_pairs.of_answers(name, rows)
    assert len(drawn) == (twins + 1) * len(rows) > 1500
    assert {right.point for right, _ in drawn} == {row.right[place] for row in rows for place in (0, twins)}
    for right, false in drawn:
        assert (right.target, false.target) == (COVERED, CONTRADICTED)
        assert right.answer != false.answer
        assert fuzz.ratio(right.answer, false.answer) > 30  # twins: the same but for what decides


def test_a_reference_says_all_of_its_points_and_with_a_false_twin_in_it_not_that_one() -> None:
    points = (TWIN.point, OTHER.point)
    own = Question("q", "b", "s", "What?", answer=f"{TWIN.point} {OTHER.point}", key_points=points)
    others = (replace(own, answer="Long. " * 200), replace(own, kind="behavioral"), replace(own, answer=None))
    (marked,) = references([own, *others])
    assert (marked.marks, marked.points, marked.text) == ("++", points, own.answer)
    drawn = Wholes([marked], _Told(), random.Random(2))
    twos = [two for seed in range(20) for two in minimal_pairs.of_references(drawn, [TWIN], random.Random(seed))]
    assert {(right.point, right.answer) for right, _ in twos} == {(TWIN.point, TWIN.point), (TWIN.point, TRUE)}
    assert {false.answer for _, false in twos} == {FALSE}


def test_a_right_and_a_false_text_stay_together_and_are_told_apart_by_their_odds() -> None:
    rng = random.Random(7)
    twos = minimal_pairs.of_twins([TWIN, OTHER] * 30, rng)
    single = [example for two in twos for example in two]
    drawn = fit.batches([*twos, *single], rng)
    assert sum(len(group) for batch in drawn for group in batch) == 2 * len(single)
    for batch in drawn:
        assert len({len(group) for group in batch}) == 1
        for group in batch:
            if len(group) == 2:
                assert [example.target for _, example in group] == [COVERED, CONTRADICTED]
    told = torch.tensor([[3.0, 0, 0, 0], [0, 0, 0, 3]])
    assert fit.ranking(told) < 0.01 < 0.69 < fit.ranking(torch.zeros(2, 4)) < 0.7 < 5 < fit.ranking(told.flip(0))


def test_a_key_point_may_be_said_otherwise() -> None:
    twin = replace(TWIN, true=(TRUE, "Seated was the cat."))
    drawn = paraphrases.epoch([twin], random.Random(2), each=200)
    right = {TWIN.point, *twin.true, *twin.notes}
    for example in drawn:
        assert example.point in {*twin.true, *twin.false} and example.answer != example.point
        agree = {example.point, example.answer} <= right
        assert example.target == (HALF if example.answer in twin.half else COVERED if agree else CONTRADICTED)
    of_point = next(example for example in drawn if example.answer == TRUE)
    (same,) = paraphrases.reworded([replace(of_point, point=TWIN.point)], [twin], random.Random(1), share=1.0)
    assert same.point in twin.true and same.answer == of_point.answer


def test_answers_of_pupils_have_the_labels_of_the_public_sets() -> None:
    drawn = school(DATA / "school.jsonl")
    assert len({e.question_id for e in drawn}) == 1981
    for target in (COVERED, CONTRADICTED):
        assert any(e.target == target and not e.any_of for e in drawn)
    assert any(e.any_of for e in drawn)
    assert any(e.target == pytest.approx((0.6, 0.4, 0, 0)) for e in drawn)  # a mark of 4 of 5


def _says(text: str, sentence: str) -> bool:
    """Tell whether a text holds a sentence's words, typos and strewn-in adverbs aside."""
    words = sentence.lower().split()
    return sum(fuzz.partial_ratio(word, text.lower()) > 70 for word in words) > 0.8 * len(words)


@pytest.mark.parametrize("seed", range(5))
def test_a_composed_answer_is_labelled_by_what_it_says(seed: int) -> None:
    """A point is covered where its true sentence stands, contradicted where a false one does, else missed."""
    drawn = Composer([TWIN, OTHER], [], random.Random(seed), per_question=30).epoch()
    known, checked = (*TRUTH.values(), MISSED), 0
    for example in drawn:
        if example.source != "composed" or example.point != TWIN.point or example.target not in known:
            continue
        said = [target for sentence, target in TRUTH.items() if _says(example.answer, sentence)]
        assert example.target in (said or [MISSED])
        assert example.target == CONTRADICTED or CONTRADICTED not in said
        checked += 1
    assert checked


def test_what_only_looks_like_an_answer_is_missed() -> None:
    question = Question("q", "b", "s", "What is it?", answer="It is so. It is thus.", key_points=("It is so.", "Thus."))
    drawn = [e for s in range(40) for e in Composer([], [question], random.Random(s)).epoch()]
    assert any(e.answer.lower().rstrip(".").endswith("what is it?") and e.target == MISSED for e in drawn)
    assert any(e.target == COVERED and "thus" in e.answer.lower() for e in drawn)


@pytest.mark.parametrize(
    ("question", "pair"),
    [
        ("What is the difference between HNSW and IVF algorithms in OpenSearch?", ("HNSW", "IVF")),
        ("Explain semantic search vs keyword search", ("semantic", "keyword")),
        ("Compare full fine-tuning with LoRA", ("full", "LoRA")),
        ("What is a vector database?", None),
    ],
)
def test_the_sides_of_a_comparison_are_found(question: str, pair: tuple[str, str] | None) -> None:
    assert sides(question) == pair


def test_sides_are_exchanged_everywhere_or_not_at_all() -> None:
    text = "HNSW is a graph. IVF makes lists, and ivf is trained; HNSW is not."
    assert exchanged(text, ("HNSW", "IVF")) == "IVF is a graph. HNSW makes lists, and HNSW is trained; IVF is not."
    assert exchanged("HNSW is a graph.", ("HNSW", "IVF")) is None


def test_small_talk_changes_no_sentence_of_the_answer() -> None:
    said = ["The cat sat.", "It rained."]
    drawn = [Changes(random.Random(seed)).strewn(said, chance=1.0) for seed in range(50)]
    assert all(len(texts) > len(said) for texts in drawn)
    assert any([t for t in texts if t in said] == said for texts in drawn)


def test_whole_answers_are_read_as_they_are_graded_and_labelled_by_their_marks() -> None:
    text = "HNSW builds a layered graph. IVF clusters the vectors into lists. My cat sleeps. " * 2
    points = ("HNSW is a graph of layers.", "IVF clusters vectors.", "Neither is exact.")
    marked = Marked("written", "q", "Compare HNSW and IVF", "full", points, "++-", text, 60, False)
    drawn = [e for seed in range(30) for e in Wholes([marked], _Near(), random.Random(seed)).epoch(1)]
    by_target = {target: [e for e in drawn if e.target == target] for target in (COVERED, MISSED, CONTRADICTED)}
    assert {e.point for e in by_target[COVERED]} == set(points[:2])
    assert {e.point for e in by_target[MISSED]} == {points[2]}
    turned = [e.answer.lower() for e in by_target[CONTRADICTED]]
    assert any("ivf builds" in answer for answer in turned)
    assert any("not" in answer.split() or "it is false" in answer for answer in turned)
    assert any(e.answer.lower().startswith("near") for e in drawn)


def test_some_sources_and_kinds_are_drawn_more_often_than_the_rest() -> None:
    marked = [
        Marked(source, source, "What?", kind, ("It naps.",) * 50, "+" * 50, "A cat naps.", 90, True)
        for source, kind in (("own_words", "full"), ("answers", "terse"), ("answers", "full"))
    ]
    drawn = Wholes(marked, _Near(), random.Random(1)).epoch(0.1, {"own_words": 0.9, "terse": 0.5})
    whole = [(e.source, e.question_id) for e in drawn if not e.answer.lower().startswith("near")]
    assert whole.count(("own_words", "own_words")) > 35
    assert 20 < whole.count(("answers", "answers")) < 45


def test_a_sentence_gives_way_to_one_that_says_the_opposite_of_its_point() -> None:
    points = ("Cats sleep.", "Dogs bark.", "Fish swim.")

    def answer(kind: str, marks: str, *told: str) -> tuple[Marked, list[Reading]]:
        text = " ".join(told)
        readings = [Reading(p, (text, t), t) for p, t in zip(points, told, strict=True)]
        return Marked("written", "q", "What?", kind, points, marks, text, 60, False), readings

    right = answer("full", "+++", "A cat naps.", "A dog goes woof.", "A fish moves in water.")
    false = answer("swapped", "xxx", "A cat barks!", "A dog naps!", "A fish flies!")
    shared = answer("full", "+++", "All do.", "All do.", "All do.")
    marked, readings = zip(right, false, shared, strict=True)
    drawn = Transplants(marked, readings, [], random.Random(1))
    for (own, own_readings), opposite in ((right, "x"), (false, "+")):
        other = {"x": false, "+": right}[opposite][1]
        for _ in range(20):
            changed = drawn.exchanged(own, own_readings)
            assert changed is not None
            text, marks = changed
            assert 1 <= marks.count(opposite) < 3
            for mark, mine, theirs in zip(marks, own_readings, other, strict=True):
                stands = theirs.evidence if mark == opposite else mine.evidence
                assert stands.rstrip(".!") in text
    assert drawn.exchanged(*shared) is None


def test_a_piece_of_a_right_answer_contradicts_nothing_and_makes_the_points_it_speaks_of() -> None:
    told = ("Redis keeps keys in memory.", "Kafka keeps a log on disk.", "A queue forgets what was read.")
    text = " ".join(told)
    marked = Marked("written", "q", "What?", "full", told, "+x-", text, 60, False)
    readings = [Reading(t, (text, t), t) for t in told]
    drawn = [list(Excerpts(random.Random(seed)).drawn(marked, readings)) for seed in range(40)]
    assert {e.answer for each in drawn for e in each} > set(told)
    for example in (e for each in drawn for e in each):
        assert example.any_of and example.answer in text and example.answer != text
        likeliest = example.target.index(max(example.target))
        own = example.point in example.answer
        assert likeliest == (2 if not own else {told[0]: 0, told[1]: 3, told[2]: 2}[example.point])
        assert example.target[3] == 0 or example.point == told[1]
    assert not list(Excerpts(random.Random(1)).drawn(replace(marked, text=told[0]), readings))


class _Near:
    """Stands for the grader: says what is near each point."""

    def of(self, requests: Sequence[Request]) -> list[list[Reading]]:
        return [[Reading(point, (r.answer, "Near " + point), point) for point in r.points] for r in requests]


class _Told:
    """Stands for the grader: each point stands in the answer word for word."""

    def of(self, requests: Sequence[Request]) -> list[list[Reading]]:
        return [[Reading(point, (r.answer, point), point) for point in r.points] for r in requests]


def test_edited_answers_to_questions_of_no_bank_are_learnt_from() -> None:
    asked = [Edited(name, "What?", TRUE, ()) for name in ("wide", "held")]
    assert [answer.question_id for answer in replace(NOTHING, edits=asked).without({"held"}).edits] == ["wide"]


def test_the_shares_of_a_learning_curve_lie_in_each_other() -> None:
    marked = [Marked("answers", f"q{n}", "What?", "full", ("The cat sat.",), "+", TRUE, 90.0, False) for n in range(32)]
    twins = [replace(TWIN, question_id=m.question_id) for m in marked]
    data = replace(NOTHING, twins=twins, written=marked)
    small, half, all_ = (curve.subset(data, share) for share in (1 / 16, 1 / 2, 1))
    assert (len(small.written), len(half.written), all_) == (2, 16, data)
    assert {m.question_id for m in small.written} == {t.question_id for t in small.twins}
    assert {m.question_id for m in small.written} < {m.question_id for m in half.written}


def test_an_epoch_goes_half_the_way_to_where_it_leads(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(epochs, "fit", lambda net, *_: net.weight.data.add_(3.0))
    net = torch.nn.Linear(1, 1, bias=False)
    net.weight.data.fill_(1.0)
    epochs._half_way(net, [], 0.1, 1)
    assert net.weight.item() == 2.5
