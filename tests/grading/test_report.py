"""The account of a verdict comes from the path that made it."""

import math
import re
from dataclasses import replace

import pytest

from interview_prep.grading import Grading, Request, keywords, open_grader
from interview_prep.grading._report import account
from interview_prep.grading._score import calibration, scale
from interview_prep.grading.coverage import Coverage
from interview_prep.grading.pair import Pair
from interview_prep.model import Verdict

SHORT = "The water evaporates. The salt is left in the pan."
TWO = ("The water evaporates.", "The salt is left in the pan.")
STORY = "In May our shop went down for all customers. I restarted the service. Sales were back in 5 minutes."


def heated(answer: str, points: tuple[str, ...] = TWO) -> Request:
    return Request(answer, "What happens when salt water is heated in a pan?", points, SHORT)


def told(grader: Grading, request: Request) -> tuple[Verdict, str]:
    (verdict,) = grader.grade([request])
    return verdict, "\n".join(account(request, verdict, grader))


def logit(line: str) -> float:
    return sum(float(share) for share in re.findall(r"[-+]\d+\.\d\d", line))


def require_explained(grader: Grading, request: Request) -> None:
    """Each point that is not contradicted has the coverage of its signals, or a line that says why not."""
    verdict, text = told(grader, request)
    for point, part in zip(verdict.points, re.split(r"^\d\. ", text, flags=re.M)[1:], strict=True):
        (signals,) = re.findall(r"^     logit: (.*)", part, re.M) or [""]
        if "\n     coverage is " not in part and point.verdict != "contradicted":
            assert 1 / (1 + math.exp(-logit(signals))) == pytest.approx(point.coverage, abs=0.02), part


ANSWERS = ("It goes off as steam.", "The water evaporates, and salt is left.", "The water evaporates.", "Salt stays.")


@pytest.mark.parametrize("answer", ANSWERS)
def test_what_signals_do_not_add_up_to_is_told(counting: Coverage, answer: str) -> None:
    for grader in (keywords.load(), counting):
        require_explained(grader, heated(answer))


@pytest.mark.parametrize(
    ("answer", "why"),
    [
        ("The water evaporates.", "0.98 at least, as the answer says the point word for word"),
        ("It evaporates somehow and goes off.", "0.00, as no more of the point's words stand in the answer"),
    ],
)
def test_words_that_decide_alone_are_told(answer: str, why: str) -> None:
    assert f"     coverage is {why}" in told(keywords.load(), heated(answer))[1].splitlines()


def test_a_story_is_told_by_its_elements(counting: Coverage) -> None:
    request = Request(STORY, "Tell me about an outage.", ("Names the result.",), behavioral=True)
    for grader in (keywords.load(), counting):
        verdict, text = told(grader, request)
        own, shown, near = map(float, re.findall(r"([\d.]+) \((?:one's|its)", text))
        assert verdict.points[0].coverage == pytest.approx(own * (0.62 * shown + 0.33 * near), abs=0.01)


def test_an_answer_that_earns_nothing_has_no_signals() -> None:
    _, text = told(keywords.load(), heated("I don't know."))
    assert "The answer earns nothing: it says that the answer is not known." in text and "logit" not in text


@pytest.fixture(scope="module")
def pair() -> Grading:
    return open_grader("pair")


@pytest.mark.model
@pytest.mark.parametrize("points", [TWO, (SHORT,)])
@pytest.mark.parametrize(
    "answer", ["It goes off as steam and a white crust stays.", "The water turns to steam.", "Salt stays."]
)
def test_the_score_of_a_short_reference_is_told_as_it_is_made(
    pair: Grading, answer: str, points: tuple[str, ...]
) -> None:
    request = heated(answer, points)
    verdict, text = told(pair, request)
    (line,) = (line for line in text.splitlines() if line.startswith("Score from"))
    assert line.startswith(f"Score from the short reference, read as a whole: {verdict.score:.0f} % of it gives")
    assert "mean coverage" not in text
    assert 100 / (1 + math.exp(-logit(line))) == pytest.approx(verdict.score, abs=2)
    require_explained(pair, request)


DENIALS = (
    f"{TWO[1]} The water does not evaporate, all of it stays in the pan.",
    f"{TWO[0]} The salt goes away with it, nothing is left in the pan.",
    "The salt is not left in the pan.",
    "Water cannot evaporate.",
)


@pytest.mark.model
def test_a_contradicted_point_that_holds_the_score_down_is_told(pair: Pair) -> None:
    strict = replace(scale("pair"), contradicted=0.5)  # where the line is drawn changes with each calibration
    grader = Pair(pair.nets, calibration()["graders"]["pair"]["weights"], strict, "strict")
    held = []
    for answer in DENIALS:
        verdict, text = told(grader, heated(answer))
        held.append(any(point.verdict == "contradicted" for point in verdict.points))
        assert ("as a point is contradicted, no more than its points give" in text) == held[-1]
        assert ("Score from the mean coverage" in text) == held[-1]
    assert any(held)


@pytest.mark.model
def test_the_reference_said_word_for_word_and_taken_back_is_told(pair: Grading) -> None:
    request = heated(SHORT)
    verdict, text = told(pair, request)
    why = "     coverage is 0.98, as the answer says it in the bank's own words"
    assert [point.coverage for point in verdict.points] == [0.98, 0.98] and text.count(why) == 2
    assert "Score from the mean coverage" in text and "short reference" not in text
    _, text = told(pair, heated(f"{TWO[0]} The salt boils away too, nothing is left in the pan."))
    assert "     coverage is 0.2 at most, as what stands beside the bank's own words denies it" in text
    require_explained(pair, request)
