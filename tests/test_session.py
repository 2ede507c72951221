"""Which questions a session asks, and in which order."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from interview_prep.model import Question
from interview_prep.scheduling import Memory, review
from interview_prep.session import Queue, Standing, Wishes, plan, twins

NOW = datetime(2026, 11, 20, 12, tzinfo=UTC)


def make(key: str, section: str = "S", points: bool = True, same_as: tuple[str, ...] = ()) -> Question:
    return Question(key, "bank", section, f"What is {key}?", key_points=("A point.",) * points, same_as=same_as)


def known(key: str, days_ago: float, rating: str = "good") -> Memory:
    """A memory made ``days_ago`` by a rating: good lasts 2 days, easy 8."""
    return review(None, key, rating, NOW - timedelta(days=days_ago))


def chosen(questions: list[Question], wishes: Wishes, memories: list[Memory] = [], **standing: object) -> list[str]:  # noqa: B006
    given: dict[str, object] = {"left_new": 10, "left_due": 50} | standing
    state = Standing({memory.question_id: memory for memory in memories}, NOW, **given)  # type: ignore[arg-type]
    return [question.id for question in plan(questions, wishes, state, Random(1))]


ABC = [make("a"), make("b"), make("c"), make("bare", points=False)]


@pytest.mark.parametrize(
    ("wishes", "expected"),
    [
        (Wishes(), ["b", "a", "c"]),  # due by retrievability, then new; no bare one while there is something else
        (Wishes(count=2), ["b", "a"]),
        (Wishes(count=9), ["b", "a", "c", "bare"]),
        (Wishes(new=True), ["c"]),
        (Wishes(new=True, count=9), ["c", "bare"]),
        (Wishes(everything=True), ["b", "a", "c", "later", "bare"]),
        (Wishes(cram=True), ["b", "a", "later", "c", "bare"]),
        (Wishes(cram=True, count=1), ["b"]),
        (Wishes(cram=True, new=True), ["c", "bare"]),
        (Wishes(cram=True, new=True, count=1), ["c"]),
    ],
)
def test_order(wishes: Wishes, expected: list[str]) -> None:
    """Due ones come first, the least retrievable before the others; then new ones; bare ones at the end."""
    memories = [known("a", 3), known("b", 30), known("later", 1, "easy")]
    assert chosen([*ABC, make("later")], wishes, memories) == expected


@pytest.mark.parametrize(
    ("limits", "expected"),
    [
        ({"left_new": 0}, ["b", "a"]),
        ({"left_due": 1}, ["b", "c"]),
        ({"left_due": 0, "left_new": 0}, []),
        ({"barred": {"b", "c"}}, ["a"]),
        ({"barred": {"a", "b", "c"}}, ["bare"]),
        ({"drafted": {"a"}}, ["a", "b", "c"]),
    ],
)
def test_limits(limits: dict[str, object], expected: list[str]) -> None:
    """The daily limits hold where no count is wished for; what is suspended or asked elsewhere is not asked."""
    assert chosen(ABC, Wishes(), [known("a", 3), known("b", 30)], **limits) == expected


def test_a_count_goes_beyond_the_daily_limits() -> None:
    assert len(chosen(ABC, Wishes(count=3), left_new=0, left_due=0)) == 3


def test_cramming_new_questions_leaves_out_what_was_crammed_before() -> None:
    """An answer while cramming makes no memory, but it is one."""
    assert chosen(ABC, Wishes(cram=True, new=True), answered={"a", "bare"}) == ["b", "c"]


def test_cramming_everything_has_no_limit() -> None:
    many = [make(f"q{i}") for i in range(30)]
    assert [len(chosen(many, Wishes(cram=True, everything=each))) for each in (False, True)] == [20, 30]


def test_bare_questions_that_were_answered_come_last() -> None:
    bare = [make(key, points=False) for key in "xyz"]
    assert chosen(bare, Wishes(), answered={"x"})[-1] == "x"


def test_sections_are_mixed() -> None:
    """New questions of different sections take turns; within a section their order stays."""
    questions = [make(f"{section}{i}", section) for section in "RST" for i in range(3)]
    order = chosen(questions, Wishes())
    assert [len({key[0] for key in order[i : i + 3]}) for i in (0, 3, 6)] == [3, 3, 3]
    assert [key for key in order if key[0] == "R"] == ["R0", "R1", "R2"]


def test_new_questions_begin_with_the_foundations() -> None:
    """Of new questions the easy ones come first, and of these knowledge before coding and design."""
    hard = replace(make("hard", "R"), difficulty="advanced")
    code = replace(make("code", "R"), difficulty="foundational", kind="coding")
    plan = replace(make("plan", "S"), difficulty="foundational", kind="design")
    base = [replace(make(f"{section}{i}", section), difficulty="foundational") for section in "RS" for i in range(2)]
    unknown = make("unknown", "R")
    bare = replace(make("bare", points=False), difficulty="foundational")
    order = chosen([bare, hard, code, plan, unknown, *base], Wishes(count=20))
    assert [{key[0] for key in order[i : i + 2]} for i in (0, 2)] == [{"R", "S"}] * 2
    assert (set(order[4:6]), order[6:]) == ({"code", "plan"}, ["unknown", "hard", "bare"])
    assert chosen([*base, hard], Wishes(), [known("hard", 9)])[0] == "hard"


def test_twins_are_asked_once() -> None:
    """Of questions linked by `same_as`, directly or through others, a session asks one."""
    questions = [make("a", same_as=("b",)), make("b"), make("c", same_as=("b", "gone")), make("d")]
    assert len({root for key, root in twins(questions).items() if key in "abc"}) == 1
    for wishes in (Wishes(), Wishes(count=9), Wishes(cram=True), Wishes(everything=True)):
        assert sorted(chosen(questions, wishes)) in (["a", "d"], ["b", "d"], ["c", "d"])


TWINS = [make("a", same_as=("b",)), make("b", same_as=("a",)), make("c")]


@pytest.mark.parametrize(
    ("memories", "barred", "expected"),
    [
        ([known("a", 0.01, "again")], (), ["a", "c"]),  # answered today, and its short step is over
        ([known("a", 0)], (), ["c"]),  # answered today
        ([known("a", 0, "again")], (), ["c"]),
        ([known("a", 3)], (), ["a", "c"]),  # due
        ([known("a", 3), known("b", 30)], (), ["b", "c"]),  # both due: one of them
        ([known("b", 0), known("a", 30)], (), ["a", "c"]),  # due itself, whatever was answered today
        ([known("a", 1.5, "easy")], (), ["b", "c"]),  # answered another day and not due
        ([], ["a"], ["c"]),  # suspended, or asked in another open session
        ([known("b", 30)], ["a"], ["b", "c"]),
    ],
)
def test_a_new_question_waits_for_its_twins(memories: list[Memory], barred: list[str], expected: list[str]) -> None:
    """A question is not new while one that is the same is due, barred, or was answered today."""
    for wishes in (Wishes(), Wishes(count=9)):
        assert chosen(TWINS, wishes, memories, barred=barred) == expected
    if expected == ["c"]:
        assert chosen(TWINS, Wishes(new=True), memories, barred=barred) == ["c"]


def test_a_twin_outside_the_selection_counts() -> None:
    assert chosen(TWINS[1:], Wishes(count=9), [known("a", 0)]) == ["c"]


def test_the_same_day_gives_the_same_plan() -> None:
    questions = [make(f"{section}{i}", section) for section in "RSTUV" for i in range(4)]
    assert chosen(questions, Wishes()) == chosen(questions, Wishes())


def test_short_steps_come_back_within_the_session() -> None:
    """A step that is due comes before what waits; with nothing else left it comes ahead of time; days do not."""
    queue = Queue.of([make("a"), make("b"), make("c")])
    assert queue.next(NOW) == "a"
    queue = queue.after("a", review(None, "a", "again", NOW))
    assert queue.next(NOW) == "b"
    assert queue.next(NOW + timedelta(minutes=10)) == "a"
    assert queue.returns("a") and queue.number("a") == 1
    queue = queue.after("b", review(None, "b", "good", NOW)).after("c", None)
    assert queue.next(NOW) == "a"
    assert queue.without("a").next(NOW) is None


def test_a_step_far_ahead_ends_the_session() -> None:
    queue = Queue(("a",), (), ((NOW + timedelta(hours=1), "a"),))
    assert queue.next(NOW) is None


def test_an_undone_question_is_next() -> None:
    """After an undo the question is asked next, once, whatever else is due."""
    queue = Queue.of([make("a"), make("b"), make("c")]).after("a", review(None, "a", "again", NOW))
    queue = queue.after("b", None).undone("b")
    late = NOW + timedelta(hours=1)
    assert queue.next(late) == "b" and not queue.returns("b")
    assert queue.after("b", None).next(late) == "a"
    assert queue.undone("a").next(late) == "a"


KEYS = st.text("abc", min_size=1, max_size=3)
QUEUES = st.builds(
    Queue,
    st.lists(KEYS).map(tuple),
    st.lists(KEYS).map(tuple),
    st.lists(st.tuples(st.datetimes(timezones=st.just(UTC)), KEYS)).map(tuple),
    st.none() | KEYS,
)


@given(QUEUES)
def test_a_queue_survives_the_disk(queue: Queue) -> None:
    assert Queue.from_text(queue.to_text()) == queue
