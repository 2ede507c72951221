import os
import stat
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from interview_prep.errors import PrepError
from interview_prep.grading import Grading, Request, _encoder, coverage, grade, open_grader
from interview_prep.grading._evidence import WORDS, weigh
from interview_prep.grading._gates import claims

POINTS = (
    "Exponential backoff with jitter spreads retries",
    "A quota increase is requested from support",
    "Responses are cached for repeated queries",
)
QUESTION = "Calls are being throttled. How do you handle this?"
RIGHT = "We cache the responses of repeated queries. Retries back off exponentially with jitter."
ASKED = Request(RIGHT, QUESTION, POINTS, " ".join(POINTS))


def test_points_that_are_said_are_covered_with_the_words_that_say_so(counting: coverage.Coverage) -> None:
    (found,) = counting.grade([ASKED])
    assert [p.verdict for p in found.points] == ["covered", "missed", "covered"]
    assert found.points[0].evidence == "Retries back off exponentially with jitter."
    assert [p.text for p in found.points] == list(POINTS)
    assert all(p.evidence in RIGHT for p in found.points)


def test_a_batch_is_graded_as_one_by_one(counting: coverage.Coverage) -> None:
    requests = [ASKED, replace(ASKED, answer=""), replace(ASKED, answer="We cache."), replace(ASKED, points=())]
    assert counting.grade(requests) == [counting.grade([request])[0] for request in requests]


def test_exact_signals_name_terms_numbers_and_contrasts() -> None:
    (evidence,) = weigh("q", ["Refresh raised to 30s"], ["refresh was raised to 5s"])
    assert set(evidence.signals) == set(WORDS)
    assert evidence.signals["recall"] == 1.0
    assert evidence.signals["quantities"] == -0.5
    assert evidence.signals["wrong_number"] == 1.0


def test_any_iterable_is_graded_lazily_in_order(counting: coverage.Coverage) -> None:
    asked = (replace(ASKED, answer=f"We cache responses of queries {i}") for i in range(10**9))
    verdicts = grade(asked, counting)
    assert next(verdicts).score == next(verdicts).score


@pytest.mark.model
@pytest.mark.parametrize(
    "change", [{"answer": RIGHT.replace(" ", " \ud800", 1)}, {"points": ("Responses \udfff",)}, {"question": "\ud83d"}]
)
def test_half_a_character_does_not_end_the_run(loaded: Grading, change: dict[str, Any]) -> None:
    asked = replace(ASKED, **change)
    before, found, _ = grade([ASKED, asked, ASKED], loaded)
    assert before == loaded.grade([ASKED])[0]
    assert [point.text for point in found.points] == [point.replace("\udfff", "\ufffd") for point in asked.points]
    assert all(point.evidence in asked.answer.replace("\ud800", "\ufffd") for point in found.points)


@pytest.mark.parametrize("name", ["keywords", "coverage"])
def test_a_very_long_answer_is_graded_in_part(name: str, counting: coverage.Coverage) -> None:
    grading = counting if name == "coverage" else open_grader(name)
    (found,) = grading.grade([replace(ASKED, answer=(RIGHT + " ") * 1200)])
    assert found.truncated and (found.score or 0) > 0


def test_an_unknown_grader_is_told_with_the_nearest_name() -> None:
    with pytest.raises(PrepError, match="unknown grader 'keyword'; did you mean 'keywords'"):
        open_grader("keyword")


def test_vectors_of_references_are_computed_once_and_kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    calls: list[list[str]] = []

    def encode(texts: list[str]) -> np.ndarray:
        calls.append(texts)
        return np.ones((len(texts), 4), dtype=np.float32)

    _encoder.Encoder("m", "m", encode).references(["one", "two", "one"])
    _encoder.Encoder("m", "m", encode).references(["two", "one"])
    assert calls == [["one", "two"]]


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="needs a user who cannot write everywhere")
def test_a_read_only_cache_stops_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    tmp_path.chmod(stat.S_IRUSR | stat.S_IXUSR)
    encoder = _encoder.Encoder("m", "m", lambda texts: np.ones((len(texts), 4), dtype=np.float32))
    assert encoder.references(["one"]).shape == (1, 4)


def test_a_cache_that_cannot_be_a_folder_stops_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "file").write_text("not a folder")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "file"))
    encoder = _encoder.Encoder("m", "m", lambda texts: np.ones((len(texts), 4), dtype=np.float32))
    assert encoder.references(["one"]).shape == (1, 4)
    _encoder._check(_encoder.packaged())


def test_a_damaged_model_is_told_in_one_line(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    (tmp_path / "model.safetensors").write_bytes(b"damaged")
    with pytest.raises(PrepError, match="is damaged"):
        _encoder._check(tmp_path)


def test_the_digest_is_checked_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    _encoder._check(_encoder.packaged())
    monkeypatch.setattr("hashlib.file_digest", None)
    _encoder._check(_encoder.packaged())


@pytest.mark.model
def test_other_words_for_the_same_thing_are_found(loaded: Grading) -> None:
    answer = "I'd open a ticket with AWS so that they raise our limits, and wait longer at random between attempts."
    points = ("Request quota increase via AWS Support", "Implement exponential backoff with jitter", "Batch requests")
    (found,) = loaded.grade([Request(answer, QUESTION, points, "\n".join(points))])
    coverages = [p.coverage for p in found.points]
    assert coverages[0] >= 0.5 > coverages[2]


@pytest.mark.model
def test_one_answer_is_encoded_once_and_nothing_else(
    loaded: coverage.Coverage, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What this takes in time is measured by benchmarks/speed.py: a busy machine is no reason to fail."""
    loaded.grade([ASKED])
    real, encoded = loaded._embedder.encode, []

    def encode(texts: Sequence[str]) -> object:
        encoded.append(list(texts))
        return real(texts)

    monkeypatch.setattr(loaded._embedder, "encode", encode)
    loaded.grade([ASKED])
    assert encoded == [[span.text for span in claims(ASKED)]]
