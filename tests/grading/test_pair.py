"""The shipped pair grader: what it is for, on answers that stand nowhere in its data."""

import pytest

from interview_prep.grading import Grading, Request
from interview_prep.grading._evidence import others_against
from interview_prep.grading._pairnet import LIMITS
from interview_prep.grading._quotes import quotes

pytestmark = pytest.mark.model

QUESTION = "What is the difference between a process and a thread?"
POINTS = (
    "A process has its own address space, isolated from other processes.",
    "Threads of one process share its memory.",
    "Switching between threads of a process is cheaper than switching between processes.",
)
RIGHT = (
    "Every process gets an address space for itself and others can't touch it. Threads live inside a process and all "
    "see the same memory. Going from one thread to the next costs less than changing to another process."
)
# Question, key points, a right answer in other words, and a wrong one in the right words.
TWICE = (
    (
        "What does the temperature do when a language model generates text?",
        (
            "Temperature divides the logits before the softmax.",
            "A low temperature sharpens the distribution, so output becomes nearly deterministic.",
            "A high temperature flattens the distribution, so output becomes more varied.",
        ),
        "The logits get divided by it before they go through softmax. Turn it down and the likeliest token wins almost "
        "every time, so answers hardly vary. Turn it up, the probabilities level out and you get more variety.",
        "It is added to the attention scores after the softmax. Turn it down and the probabilities level out, so you "
        "get more variety. Turn it up and the likeliest token wins almost every time, so answers hardly vary.",
    ),
    (
        "Why would you put a cache in front of a database?",
        (
            "A cache keeps the results of frequent reads in memory.",
            "Reads from the cache are faster and take load off the database.",
            "Cached data can be stale, so entries expire or are invalidated on writes.",
        ),
        "What people ask for again and again stays in RAM. Those reads come back much quicker, and the database has "
        "less to do. The price is that you may see old values, so I set a TTL and drop the entry when it is written.",
        "What people write most often stays on disk. Reads take longer that way, and the database has to do more work "
        "for each. You never see old values, so entries need no TTL and are not dropped when something is written.",
    ),
    (
        "What is data leakage in machine learning?",
        (
            "Leakage means that information which is not available at prediction time enters training.",
            "Leakage makes validation scores look better than the performance in production.",
            "Fitting a scaler on all data before the split is a typical leak.",
        ),
        "The model sees something in training that it won't have when it has to predict. So offline numbers look "
        "great and then it disappoints live. Classic case: you normalise on the whole table and only then split it.",
        "The model loses information in training that it will have when it has to predict. So offline numbers look "
        "poor and then it does better live. Classic case: you split the table first and normalise on the train part.",
    ),
)


WORDS = "session cart profile index queue ledger cache token order invoice basket ticket report event page user"


def test_wrong_answers_in_the_right_words_score_far_less(grader: Grading) -> None:
    """In the mean: one alone may slip through, as docs/grading.md says."""
    right = [grader.grade([Request(answer, asked, points)])[0].score or 0.0 for asked, points, answer, _ in TWICE]
    wrong = [grader.grade([Request(answer, asked, points)])[0].score or 0.0 for asked, points, _, answer in TWICE]
    assert sum(right) / len(right) >= sum(wrong) / len(wrong) + 20, (right, wrong)


def test_evidence_is_verbatim_and_every_point_has_a_verdict(grader: Grading) -> None:
    (verdict,) = grader.grade([Request(RIGHT, QUESTION, POINTS)])
    assert [point.text for point in verdict.points] == list(POINTS)
    assert all(point.evidence in RIGHT for point in verdict.points)
    assert all(0 <= point.coverage <= 1 for point in verdict.points)


@pytest.mark.parametrize("answer", ["", "I don't know.", QUESTION, "process, thread, memory, address, space, switch"])
def test_what_says_nothing_earns_nothing(grader: Grading, answer: str) -> None:
    (verdict,) = grader.grade([Request(answer, QUESTION, POINTS)])
    assert verdict.score is not None and verdict.score <= 10


def test_without_key_points_there_is_no_score(grader: Grading) -> None:
    (verdict,) = grader.grade([Request(RIGHT, QUESTION, ())])
    assert (verdict.score, verdict.rating, verdict.points) == (None, None, ())


def test_a_grade_does_not_depend_on_the_batch(grader: Grading) -> None:
    requests = [Request(RIGHT, QUESTION, POINTS), Request("Threads share memory.", QUESTION, POINTS[:2])]
    together = [verdict.score for verdict in grader.grade(requests)]
    alone = [grader.grade([request])[0].score for request in requests]
    assert together == pytest.approx(alone, abs=2)


def test_a_very_long_answer_is_read_in_part(grader: Grading) -> None:
    (verdict,) = grader.grade([Request(RIGHT + " And so on and on." * 6000, QUESTION, POINTS)])
    assert verdict.truncated


def test_notes_and_speech_without_stops_are_read_to_their_end(grader: Grading) -> None:
    """What does not fit the model's window is read in several."""
    long = [f"the {word} keeps a row of its own in memory and writes it to disk" for word in WORDS.split()]
    for joint in ("\n", " and "):
        windows = grader._texts.windows(Request(joint.join(long), QUESTION, POINTS))  # type: ignore[attr-defined]
        assert len(windows) > 1
        assert " ".join(windows).replace(". ", " ").split() == joint.join(long).split()
        assert all(len(ids) <= LIMITS[2] for ids in grader.nets.whole.vocabulary.tokens(windows))  # type: ignore[attr-defined]


def test_a_short_reference_is_looked_for_in_the_whole_answer(grader: Grading) -> None:
    reference = "Threads of one process share its memory."
    beside = "The launch was moved by two weeks, and we ate a cake when it was over. " * 14
    (verdict,) = grader.grade([Request(beside + RIGHT, QUESTION, (reference,), reference)])
    assert verdict.points[0].verdict == "covered"


NOTES = (
    "Route planner for a milk dairy, 40 drivers, goal: home by two. My part: the search and the map data. Hard: closed "
    "roads known only to the drivers, phones without signal. First a call to six drivers, then an offline map, then a "
    "button to report a road. Tour time 7 h 10 to 5 h 50 in four weeks. Learnt: ride along before writing any code."
)
LECTURE = (
    "In a hard project one should always communicate early. It is important to know users and the goal, to measure the "
    "result before and after, and to compare the approach with alternatives. A good engineer learns from each project."
)


def test_a_story_in_notes_scores_far_above_a_lecture(grader: Grading) -> None:
    question = "Describe your most challenging project"
    elements = (
        "Sets the scene of a project with its users, its goal and the candidate's own role in it.",
        "Explains what made the project hard.",
        "Describes the candidate's own actions step by step.",
        "Gives a measured result, before and after.",
        "Names what the candidate learnt.",
    )
    requests = [Request(answer, question, elements, None, behavioral=True) for answer in (NOTES, LECTURE)]
    story, lecture = (verdict.score or 0.0 for verdict in grader.grade(requests))
    assert story >= 60 > 30 >= lecture


def test_a_reference_that_is_taken_back_is_not_covered(grader: Grading) -> None:
    reference = " ".join(POINTS)
    (said,) = grader.grade([Request(reference, QUESTION, POINTS, reference)])
    assert {point.verdict for point in said.points} == {"covered"}
    back = f"{reference} Threads of one process do not share its memory, each of them has a memory of its own."
    (verdict,) = grader.grade([Request(back, QUESTION, POINTS, reference)])
    assert verdict.points[1].verdict != "covered"


@pytest.mark.parametrize("reference", [None, " ".join(POINTS), "Processes are apart from each other. Threads are not."])
def test_a_key_point_said_word_for_word_is_covered(grader: Grading, reference: str | None) -> None:
    for answer in (POINTS[1], POINTS[1].lower().rstrip("."), f"{POINTS[1]}\n{POINTS[0]}"):
        (verdict,) = grader.grade([Request(answer, QUESTION, POINTS, reference)])
        assert verdict.points[1].coverage == 0.98 and verdict.points[1].evidence in answer
        assert verdict.points[2].verdict != "covered"


def test_a_sign_is_a_word_too() -> None:
    said, turned = "The load is < 3 and the limit is > 5.", "The load is > 3 and the limit is < 5."
    assert quotes(Request(said, "How is it set?", (said, turned)), lambda points, others: []) == ([said, ""], [])
    beside = "It changes."
    assert quotes(Request(f"{beside} {said}", "How?", (turned,)), lambda points, others: []) == ([""], [beside, said])


def test_each_signal_has_a_share(grader: Grading) -> None:
    shares = grader.account(Request(RIGHT, QUESTION, POINTS)).covered  # type: ignore[attr-defined]
    assert len(shares) == len(POINTS)
    assert {"covered", "contradicted", "near covered"} <= {name for name, _ in shares[0]}


def test_what_an_answer_gets_wrong_elsewhere_counts_against_a_point_and_what_it_gets_right_never_for_it() -> None:
    assert others_against([0.9, 0.8, -1.0]) == pytest.approx([0, 0, 0.85])
    assert others_against([-0.9, -0.8]) == [0, 0]
    assert others_against([0.9]) == [0]
