"""Input on a terminal (wraps prompt_toolkit): an answer of several lines, one key, one short line."""

import os
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

import typer

from interview_prep.cli import harmless
from interview_prep.cli._editor import edit
from interview_prep.cli._render import WIDEST, keys_line
from interview_prep.drafts import storable
from interview_prep.errors import PrepError

if TYPE_CHECKING:
    from asyncio import Future

    from prompt_toolkit.buffer import Buffer
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
_SPELLINGS = {"enter": {"c-m", "c-j"}, "q": {"q", "Q", "c-q"}}
_DRAFT_SECONDS = 0.4  # a kill loses at most what was typed in this time


@dataclass(frozen=True, slots=True)
class Typed:
    """What came out of the answer field: ``action`` (submit, skip, undo, suspend, quit) and the text in it."""

    action: str
    text: str


def read_answer(draft: str, keep: Callable[[str], None], hint: Callable[[], None]) -> Typed:
    """Read an answer: Enter makes a new line, Ctrl-D or Alt-Enter submits.

    ``draft`` is offered for editing; ``keep`` is called with what is typed, soon after it is typed and before an
    interruption; ``hint`` prints a hint. Raises KeyboardInterrupt on Ctrl-C.
    """
    from prompt_toolkit import PromptSession

    saver = _Saver(keep)
    session: PromptSession[Any] = PromptSession(
        output=_output(),
        multiline=True,
        key_bindings=_answer_keys(hint, keep, saver.now),
        bottom_toolbar=lambda: answer_keys(min(session.app.output.get_size().columns, WIDEST)),
        prompt_continuation="  ",
        enable_suspend=False,
        reserve_space_for_menu=0,
    )
    session.default_buffer.on_text_changed += saver.changed
    try:
        # A dumb terminal shows of a draft only what is part of the prompt.
        result: Typed = session.prompt(f"> {draft}" if _dumb() else "> ", default=draft)
        return replace(result, text=storable(result.text))
    except BaseException:
        saver.now()
        raise


def answer_keys(width: int) -> str:
    """Return the keys of the answer field and what they do; the second key that submits only where a line has room."""
    others = {key: words for key, words, _ in ACTIONS.values()}
    line = keys_line({"^D or Alt-Enter": "submit"} | others, width)
    return line if "\n" not in line else keys_line({"^D": "submit"} | others, width)


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


def _answer_keys(hint: Callable[[], None], keep: Callable[[str], None], save: Callable[[], None]) -> "KeyBindings":
    from prompt_toolkit.key_binding import KeyBindings

    keys = KeyBindings()

    @keys.add("c-d", eager=True)
    @keys.add("escape", "enter", eager=True)
    @keys.add("escape", "c-j", eager=True)
    def _submit(event: Any) -> None:
        event.app.exit(result=Typed("submit", event.app.current_buffer.text))

    @keys.add("c-t", eager=True)
    def _hint(event: Any) -> None:
        shown = _above(event, hint)
        shown.add_done_callback(lambda _: keep(event.app.current_buffer.text))  # with the hints that were seen

    @keys.add("c-o", eager=True)
    def _editor(event: Any) -> None:
        save()  # nothing else is kept until the editor ends
        _above(event, lambda: _edit(event.app.current_buffer))

    for key, (_, _, action) in ACTIONS.items():
        if action not in ("hint", "editor"):
            keys.add(key, eager=True)(_leaving(action))
    return keys


def _above(event: Any, show: Callable[[], None]) -> "Future[None]":
    """Print above the field; a dumb terminal gets what is typed once more below, as nothing can be moved there."""
    from asyncio import ensure_future

    from prompt_toolkit.application import run_in_terminal

    def shown_again() -> None:
        typer.echo()
        show()
        typer.echo(f"> {storable(event.app.current_buffer.text)}", nl=False)

    return ensure_future(run_in_terminal(shown_again if _dumb() else show))


def _edit(buffer: "Buffer") -> None:
    """Open what is typed in the user's editor; where that goes wrong it stays as it is, and one line says why."""
    from prompt_toolkit.document import Document

    try:
        text, file = edit(storable(buffer.text), ".md")
    except (PrepError, OSError) as error:
        typer.echo(harmless(f"prep: {error}"))
        return
    file.unlink(missing_ok=True)
    text = text.removesuffix("\n")
    buffer.document = Document(text, 0)  # at its end a dumb terminal would print the last character
    buffer.cursor_position = len(text)


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


def forget_keys() -> None:
    """Forget what was typed and not read yet, so that it answers nothing that was not on the screen."""
    from prompt_toolkit.application import get_app_session
    from prompt_toolkit.input.typeahead import clear_typeahead

    clear_typeahead(get_app_session().input)
    if sys.platform == "win32":
        import msvcrt

        while msvcrt.kbhit():
            msvcrt.getwch()
    else:
        import termios

        termios.tcflush(sys.stdin.fileno(), termios.TCIFLUSH)


def _dumb() -> bool:
    return os.environ.get("TERM", "").lower() in ("dumb", "unknown")


def _output() -> Any:
    from prompt_toolkit.output import create_output

    if _dumb():
        return None  # prompt_toolkit knows what to do without
    output: Any = create_output()
    if hasattr(output, "enable_cpr"):
        # Never ask the terminal where its cursor is: not every one answers, a late one gets a warning printed into it,
        # and until the answer no toolbar is drawn. One free row is all that needs to be known.
        output.enable_cpr = False
        output.get_rows_below_cursor_position = lambda: 1
    return output


def read_key(message: str, allowed: Iterable[str]) -> str:
    """Wait for one of the keys and return it ("enter" for Enter; Ctrl-Q is "q"); raises KeyboardInterrupt on Ctrl-C."""
    from prompt_toolkit import PromptSession
    from prompt_toolkit.key_binding import KeyBindings
    from prompt_toolkit.keys import Keys

    keys = KeyBindings()

    @keys.add(Keys.Any, eager=True)
    def _other(event: Any) -> None:
        """Take no other key."""

    @keys.add("c-c", eager=True)
    @keys.add(Keys.SIGINT, eager=True)
    def _interrupt(event: Any) -> None:
        event.app.exit(exception=KeyboardInterrupt)

    def choose(name: str) -> Callable[[Any], None]:
        return lambda event: event.app.exit(result=name)

    for name in allowed:
        for spelling in _SPELLINGS.get(name, {name, name.upper()}):
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
