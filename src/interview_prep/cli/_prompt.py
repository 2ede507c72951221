"""Input on a terminal (wraps prompt_toolkit): an answer of several lines, one key, one short line."""

import os
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from interview_prep.cli._render import keys_line

if TYPE_CHECKING:
    from prompt_toolkit.key_binding import KeyBindings

# What each key of the answer field does, besides typing.
ACTIONS = {
    "c-t": ("^T", "hint", "hint"),
    "c-o": ("^O", "editor", "editor"),
    "c-n": ("^N", "skip", "skip"),
    "c-r": ("^R", "undo last rating", "undo"),
    "c-x": ("^X", "suspend", "suspend"),
    "c-q": ("^Q", "quit", "quit"),
}
_DRAFT_SECONDS = 0.4  # a kill loses at most what was typed in this time


@dataclass(frozen=True, slots=True)
class Typed:
    """What came out of the answer field: ``action`` (submit, skip, undo, suspend, quit) and the text in it."""

    action: str
    text: str


def read_answer(draft: str, keep: Callable[[str], None], hint: Callable[[], None], width: int) -> Typed:
    """Read an answer: Enter makes a new line, Ctrl-D or Alt-Enter submits.

    ``draft`` is offered for editing; ``keep`` is called with what is typed, soon after it is typed and before an
    interruption; ``hint`` prints a hint. Raises KeyboardInterrupt on Ctrl-C.
    """
    from prompt_toolkit import PromptSession

    session: PromptSession[Any] = PromptSession(
        output=_output(),
        multiline=True,
        key_bindings=_answer_keys(hint),
        bottom_toolbar=lambda: keys_line(answer_keys(), width),
        prompt_continuation="  ",
        enable_suspend=False,
        reserve_space_for_menu=0,
    )
    saver = _Saver(keep)
    session.default_buffer.on_text_changed += saver.changed
    try:
        result = session.prompt("> ", default=draft)
        return result if isinstance(result, Typed) else Typed("submit", str(result))
    except BaseException:
        saver.now()
        raise


def answer_keys() -> dict[str, str]:
    """Return the keys of the answer field and what they do."""
    return {"^D": "submit"} | {key: words for key, words, _ in ACTIONS.values()}


class _Saver:
    """Keep what is typed, at most a few times a second."""

    def __init__(self, keep: Callable[[str], None]) -> None:
        self._keep = keep
        self._text: str | None = None
        self._waiting = False

    def changed(self, buffer: Any) -> None:
        import asyncio

        self._text = buffer.text
        if not self._waiting:
            self._waiting = True
            asyncio.get_running_loop().call_later(_DRAFT_SECONDS, self.now)

    def now(self) -> None:
        self._waiting = False
        if self._text is not None:
            self._keep(self._text)
            self._text = None


def _answer_keys(hint: Callable[[], None]) -> "KeyBindings":
    from prompt_toolkit.application import run_in_terminal
    from prompt_toolkit.key_binding import KeyBindings

    keys = KeyBindings()

    @keys.add("c-d", eager=True)
    @keys.add("escape", "enter", eager=True)
    @keys.add("escape", "c-j", eager=True)
    def _submit(event: Any) -> None:
        event.app.exit(result=Typed("submit", event.app.current_buffer.text))

    @keys.add("c-t", eager=True)
    def _hint(event: Any) -> None:
        run_in_terminal(hint)

    @keys.add("c-o", eager=True)
    def _editor(event: Any) -> None:
        event.app.current_buffer.open_in_editor(validate_and_handle=False)

    for key, (_, _, action) in ACTIONS.items():
        if action not in ("hint", "editor"):
            keys.add(key, eager=True)(_leaving(action))
    return keys


def _leaving(action: str) -> Callable[[Any], None]:
    def leave(event: Any) -> None:
        event.app.exit(result=Typed(action, event.app.current_buffer.text))

    return leave


@contextmanager
def keys_kept() -> Iterator[None]:
    """Hold back what is typed while nothing is read: not echoed into a spinner, no Ctrl-D eaten, read afterwards."""
    try:
        import termios
    except ImportError:  # Windows keeps keys by itself
        yield
        return
    terminal = sys.stdin.fileno()
    before = termios.tcgetattr(terminal)
    quiet = termios.tcgetattr(terminal)
    quiet[0] &= ~(termios.ICRNL | termios.IXON | termios.IXOFF)
    quiet[3] &= ~(termios.ECHO | termios.ICANON | termios.IEXTEN)
    termios.tcsetattr(terminal, termios.TCSANOW, quiet)
    try:
        yield
    finally:
        termios.tcsetattr(terminal, termios.TCSADRAIN, before)


def _output() -> Any:
    from prompt_toolkit.output import create_output

    if os.environ.get("TERM", "").lower() in ("dumb", "unknown"):
        return None  # prompt_toolkit knows what to do without
    output: Any = create_output()
    if hasattr(output, "enable_cpr"):
        # Never ask the terminal where its cursor is: not every one answers, a late one gets a warning printed into it,
        # and until the answer no toolbar is drawn. One free row is all that needs to be known.
        output.enable_cpr = False
        output.get_rows_below_cursor_position = lambda: 1
    return output


def read_key(message: str, allowed: Iterable[str]) -> str:
    """Wait for one of the keys and return it ("enter" for Enter); raises KeyboardInterrupt on Ctrl-C."""
    from prompt_toolkit import PromptSession
    from prompt_toolkit.key_binding import KeyBindings
    from prompt_toolkit.keys import Keys

    keys = KeyBindings()

    @keys.add(Keys.Any, eager=True)
    def _other(event: Any) -> None:
        """Take no other key."""

    def choose(name: str) -> Callable[[Any], None]:
        return lambda event: event.app.exit(result=name)

    for name in allowed:
        for spelling in ("c-m", "c-j", "c-d") if name == "enter" else {name, name.upper()}:
            keys.add(spelling, eager=True)(choose(name))
    session: PromptSession[str] = PromptSession(output=_output(), key_bindings=keys, reserve_space_for_menu=0)
    return session.prompt(message)


def read_line(message: str) -> str:
    """Read one short line; "" for an empty one or Ctrl-D."""
    from prompt_toolkit import PromptSession

    try:
        session: PromptSession[str] = PromptSession(message, output=_output(), reserve_space_for_menu=0)
        return session.prompt().strip()
    except EOFError:
        return ""
