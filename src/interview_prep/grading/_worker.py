"""A grader in a process of its own: it loads while the candidate reads and types, and typing never stutters."""

import os
import signal
import sys
import threading
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING, Any

from interview_prep.errors import PrepError
from interview_prep.grading import Grading, Request, open_grader
from interview_prep.model import Verdict

if TYPE_CHECKING:
    from collections.abc import Iterator
    from multiprocessing.connection import Connection

_MOST_THREADS = 4


class Worker:
    """Grades in a separate process, and in this one with `keywords` if that process cannot."""

    def __init__(self, name: str | None = None) -> None:
        import multiprocessing

        spawn = multiprocessing.get_context("spawn")
        self.failure: str | None = None
        self._ready = False
        self._number = 0
        self._plain: Grading | None = None
        self._line: Connection
        self._line, theirs = spawn.Pipe()
        self._process = spawn.Process(target=_serve, args=(theirs, name), daemon=True)
        try:
            with _interrupts_ignored():
                self._process.start()
        except OSError as error:
            self._fail(f"no process for the grader ({error.strerror})")
        theirs.close()

    def ready(self) -> bool:
        """Tell, without waiting, whether an answer would be graded at once."""
        while not self._settled() and self._waiting():
            self._receive()
        return self._settled()

    def grade(self, request: Request) -> Verdict:
        """Grade one answer; waits for the model if it is still loading, uses `keywords` if it cannot load."""
        while not self._settled():
            self._receive()
        if self.failure is None:
            self._number += 1
            verdict = self._ask(request)
            if verdict is not None:
                return verdict
        if self._plain is None:
            self._plain = open_grader("keywords")
        return self._plain.grade([request])[0]

    def close(self) -> None:
        """End the process; safe to call twice."""
        with suppress(OSError):
            self._line.close()
        if self._process.pid is None:
            return
        if self._ready:
            self._process.join(0.5)  # it ends by itself when nobody listens
        self._process.terminate()
        self._process.join(2)

    def _settled(self) -> bool:
        return self._ready or self.failure is not None

    def _waiting(self) -> bool:
        try:
            return self._line.poll(0)
        except OSError:
            return True  # the next receive says why

    def _receive(self) -> Any:
        """Take one message; the end of the process becomes the failure."""
        try:
            kind, number, content = self._line.recv()
        except (EOFError, OSError):
            self._process.join(1)
            self._fail(f"the grader's process ended (exit code {self._process.exitcode})")
            return None
        if kind == "ready":
            self._ready = True
        elif kind == "failed":
            self._fail(content)
        return content if kind == "verdict" and number == self._number else None

    def _ask(self, request: Request) -> Verdict | None:
        try:
            self._line.send((self._number, request))
        except (OSError, ValueError):
            self._receive()
            self._fail("the grader's process ended")
        while self.failure is None:
            content = self._receive()
            if isinstance(content, Verdict):
                return content
        return None

    def _fail(self, why: str) -> None:
        if self.failure is None:
            self.failure = f"{why}; graded by `keywords` instead"


@contextmanager
def _interrupts_ignored() -> "Iterator[None]":
    """Let a child be born deaf to Ctrl-C, which is for the parent: not even its start-up prints a traceback."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    before = signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)


def _serve(line: "Connection", name: str | None) -> None:
    """Load the grader, say so, and answer requests until the parent goes away."""
    _settle_in()
    try:
        grading = open_grader(name)
        _tame_libraries()
        line.send(("ready", 0, None))
    except PrepError as error:
        _send(line, ("failed", 0, str(error)))
        return
    except Exception as error:
        _send(line, ("failed", 0, f"the grader cannot load ({_brief(error)})"))
        return
    while True:
        try:
            number, request = line.recv()
        except (EOFError, OSError):
            return
        answer: tuple[str, int, Any]
        try:
            answer = ("verdict", number, grading.grade([request])[0])
        except Exception as error:
            answer = ("failed", number, f"the grader failed ({_brief(error)})")
        if not _send(line, answer):
            return


def _brief(error: Exception) -> str:
    return f"{type(error).__name__}: {' '.join(str(error).split())[:160]}"


def _send(line: "Connection", message: tuple[str, int, Any]) -> bool:
    try:
        line.send(message)
    except OSError:
        return False
    return True


def _settle_in() -> None:
    """Be quiet, polite and deaf to Ctrl-C: no output, a lower priority than the terminal's, no interrupts."""
    with suppress(ValueError, OSError):
        signal.signal(signal.SIGINT, signal.SIG_IGN)
    nowhere = os.open(os.devnull, os.O_RDWR)
    for stream in (0, 1, 2):
        with suppress(OSError):
            os.dup2(nowhere, stream)
    if sys.platform == "win32":
        with suppress(Exception):
            import ctypes

            below_normal = 0x4000
            kernel = ctypes.windll.kernel32
            kernel.SetPriorityClass(kernel.GetCurrentProcess(), below_normal)
    else:
        with suppress(OSError):
            os.nice(5)


def _tame_libraries() -> None:
    """Take few threads, and no semaphore of tqdm's: a killed process would leave it behind, with a warning."""
    torch, tqdm = sys.modules.get("torch"), sys.modules.get("tqdm")
    if torch is not None:
        torch.set_num_threads(max(1, min(_MOST_THREADS, os.cpu_count() or 1)))
    if tqdm is not None:
        tqdm.tqdm.set_lock(threading.RLock())
