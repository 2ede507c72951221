import pytest

from interview_prep.grading import Request, open_grader
from interview_prep.grading._story import element, telling
from interview_prep.keypoints import story
from interview_prep.model import Verdict

QUESTION = "Describe a time when you had to work under tight deadlines."

STORY = (
    "At my last company a client moved the launch forward by three weeks. I was responsible for the billing "
    "service. I cut the scope to invoices and refunds, and I split the rest between two colleagues. We met every "
    "morning and I told the director what would slip. We went live two days early and failed payments fell from 2% "
    "to 1%. I learnt to agree first on what is not built."
)
NOTES = (
    "S: audit moved up, 10 days left. T: me leading 4. A: cut scope, daily sync. "
    "R: done day 9, 0 findings. L: trim first."
)
LECTURE = (
    "In general one should always communicate. It is important to plan and to prioritise. A good engineer stays calm, "
    "and you have to keep stakeholders informed. I would always focus on what matters."
)
BLAME = (
    "Our manager was terrible at planning. He promised things without asking and it landed on us. Nobody listened "
    "when I said so. The tester took two days off, so what could I do. It slipped by three weeks. It was not my fault."
)


def graded(answer: str) -> Verdict:
    request = Request(answer, QUESTION, story(QUESTION), None, behavioral=True)
    return open_grader("keywords").grade([request])[0]


@pytest.mark.parametrize("answer", [STORY, NOTES])
def test_a_story_of_ones_own_passes(answer: str) -> None:
    assert (graded(answer).score or 0) >= 65


@pytest.mark.parametrize("answer", [LECTURE, BLAME])
def test_a_lecture_and_blame_without_own_deeds_fail(answer: str) -> None:
    assert (graded(answer).score or 0) <= 30


def test_a_story_without_result_and_lesson_loses_these_points() -> None:
    found = graded(STORY.split("We went live")[0])
    verdicts = dict(zip(("situation", "task", "action", "result", "number", "lesson"), found.points, strict=True))
    assert verdicts["action"].verdict == "covered"
    assert verdicts["lesson"].verdict != "covered"


def test_what_is_told_of_others_is_no_deed_of_ones_own() -> None:
    assert telling(STORY).own == 1.0
    assert telling(LECTURE).own == telling(BLAME).own == 0.0


def test_notes_without_i_tell_ones_own_deeds() -> None:
    notes = (
        "audit moved up, 10 days left, 4 people\n- cut scope to exports and access log\n- set a daily sync, told the "
        "director what would slip\n- done on day 9, 0 findings"
    )
    assert telling(notes).own > 0.6


def test_what_others_did_is_none_without_i_either() -> None:
    assert telling("They cut the scope, changed the date. Nobody told us, blamed the tester. She left.").own == 0.0


def test_what_others_got_wrong_is_no_blame_beside_an_own_deed() -> None:
    told = telling("They found the reports slow. I saw that their job was slow and rewrote the query. I told her so.")
    assert told.own > 0.3
    assert telling("Their job was slow. I said so. It was not my fault.").own == 0.0


@pytest.mark.parametrize(
    ("point", "name"),
    [
        ("Situation: Sets the scene of one real case.", "situation"),
        ("**Outcome**: Delivered on time, demo successful", "result"),
        ("Number: Gives at least one figure.", "number"),
        ("Lesson: Says what the speaker learnt.", "lesson"),
        ("Names the own action and its result.", "result"),
        ("Tells which steps were taken.", "action"),
    ],
)
def test_a_point_asks_for_an_element(point: str, name: str) -> None:
    assert element(point) == name
