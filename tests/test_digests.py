"""A digest a row, beside an unfinished file of verdicts."""

from dataclasses import replace
from pathlib import Path

import pytest

from interview_prep.digests import beside, opened
from interview_prep.errors import PrepError
from interview_prep.grading import Request

ROWS = [Request(f"answer {n}", "How?", ("It caches.",), "It caches.", question_id="b-1") for n in range(4)]


@pytest.fixture
def unfinished(tmp_path: Path) -> Path:
    path = tmp_path / "out.partial"
    path.touch()
    with opened(path, going_on=False) as digests:
        digests.add(ROWS[:2])
        digests.add(ROWS[2:3])
    return path


@pytest.mark.parametrize(
    "change",
    [
        {"answer": "answer 1."},
        {"question": "Why?"},
        {"points": ("It stores.",)},
        {"reference": None},
        {"behavioral": True},
    ],
)
def test_a_row_is_known_by_all_that_its_verdict_depends_on(unfinished: Path, change: dict[str, object]) -> None:
    with opened(unfinished, going_on=True) as digests:
        edited = replace(ROWS[1], **change)  # type: ignore[arg-type]
        assert [digests.is_on(row) for row in (ROWS[0], edited, ROWS[2])] == [True, False, True]
        assert digests.unknown == 0


def test_a_row_whose_digest_was_not_kept_may_be_any_and_gets_one(unfinished: Path) -> None:
    place = beside(unfinished)
    place.write_bytes(place.read_bytes()[:-3])
    for unknown in (1, 0):
        with opened(unfinished, going_on=True) as digests:
            assert all(digests.is_on(row) for row in ROWS[:3])
            assert digests.unknown == unknown
            digests.add(ROWS[3:])
    assert len(place.read_bytes()) == 64


def test_they_go_when_the_file_is_finished(unfinished: Path) -> None:
    with opened(unfinished, going_on=True):
        unfinished.rename(unfinished.with_name("out"))
    assert not beside(unfinished).exists()


def test_where_nothing_can_be_gone_on_with_nothing_is_kept() -> None:
    with opened(None, going_on=False) as digests:
        digests.add(ROWS)
        assert digests.is_on(ROWS[0])


def test_a_place_that_cannot_be_written_is_named(tmp_path: Path) -> None:
    with pytest.raises(PrepError, match=r"out\.partial: No such file or directory; name a place"):
        opened(tmp_path / "none" / "out.partial", going_on=False).__enter__()
