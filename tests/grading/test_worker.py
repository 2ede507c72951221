import os
import signal
import subprocess
import sys
import textwrap
import time

import pytest

from interview_prep.errors import PrepError
from interview_prep.grading import Request, keywords, open_grader
from interview_prep.grading._worker import Worker

ASKED = Request("We cache responses.", "How?", ("Responses are cached", "Retries back off"))


def test_it_starts_at_once_and_grades_in_another_process() -> None:
    worker = Worker("keywords")
    try:
        assert worker.grade(ASKED).points[0].verdict == "covered"
        assert worker.ready() and worker.failure is None
        assert worker._process.pid != os.getpid()
    finally:
        worker.close()
        worker.close()
    assert not worker._process.is_alive()


def test_it_becomes_ready_without_being_waited_for() -> None:
    worker = Worker("keywords")
    try:
        until = time.monotonic() + 20
        while not worker.ready() and time.monotonic() < until:
            time.sleep(0.02)
        assert worker.ready()
    finally:
        worker.close()


def test_a_grader_that_cannot_load_leaves_keywords_and_one_line() -> None:
    worker = Worker("coverag")
    try:
        assert worker.grade(ASKED).grader.name == "keywords"
        assert worker.failure == "unknown grader 'coverag'; did you mean 'coverage'?; graded by `keywords` instead"
    finally:
        worker.close()


@pytest.mark.parametrize(
    "error",
    [
        FileNotFoundError("No such file or directory: /somewhere/pair.safetensors"),  # as safetensors says it
        FileNotFoundError(2, "No such file or directory", "/somewhere/pair.safetensors"),
    ],
)
def test_a_missing_file_of_a_grader_is_told_in_plain_words(
    error: FileNotFoundError, monkeypatch: pytest.MonkeyPatch
) -> None:
    def load() -> None:
        raise error

    monkeypatch.setattr(keywords, "load", load)
    with pytest.raises(PrepError) as caught:
        open_grader("keywords")
    said = "the grader 'keywords' is not installed whole (pair.safetensors is missing); install prep again"
    assert (str(caught.value), caught.value.exit_code) == (said, 1)


def test_the_death_of_the_process_is_survived() -> None:
    worker = Worker("keywords")
    try:
        worker.grade(ASKED)
        worker._process.kill()
        worker._process.join()
        assert worker.grade(ASKED).points[0].verdict == "covered"
        assert worker.failure and "process ended" in worker.failure and "\n" not in worker.failure
    finally:
        worker.close()


SCRIPT = textwrap.dedent(
    """
    import sys, time
    if __name__ == "__main__":
        from interview_prep.grading import Request
        from interview_prep.grading._worker import Worker
        worker = Worker("keywords")
        try:
            print("started", flush=True)
            worker.grade(Request("We cache responses.", "How?", ("Responses are cached",)))
            time.sleep(20)
        except KeyboardInterrupt:
            heavy = [name for name in ("torch", "numpy", "sentence_transformers") if name in sys.modules]
            print("interrupted", heavy, worker.grade(Request("We cache.", "How?", ("Caching",))).score is not None)
        worker.close()
    """
)


@pytest.mark.skipif(sys.platform == "win32", reason="there are no process groups to interrupt")
@pytest.mark.parametrize("after", [0.0, 0.15, 1.5])
def test_ctrl_c_is_for_the_parent_alone(tmp_path: object, after: float) -> None:
    file = f"{tmp_path}/script.py"
    with open(file, "w") as out:  # noqa: PTH123
        out.write(SCRIPT)
    process = subprocess.Popen(
        [sys.executable, file],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
        # A run in the background ignores SIGINT, and the child would inherit that.
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),  # noqa: PLW1509  (no threads here)
    )
    assert process.stdout and process.stdout.readline() == "started\n"
    time.sleep(after)
    os.killpg(process.pid, signal.SIGINT)
    out, err = process.communicate(timeout=60)
    assert out == "interrupted [] True\n"
    assert err == ""
