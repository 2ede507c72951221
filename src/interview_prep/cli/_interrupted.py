"""Offer the sessions that were interrupted, one after the other: each is gone on with, or ended."""

from collections import Counter
from collections.abc import Sequence

from interview_prep import sessions, sitting
from interview_prep.banks import Library
from interview_prep.cli import _prompt, _render
from interview_prep.model import Question
from interview_prep.session import Wishes
from interview_prep.sessions import Unfinished
from interview_prep.settings import Settings
from interview_prep.sitting import Sitting
from interview_prep.storage import Progress

_NAMED = 3  # sections of a session that are named; the others are counted
_ELSEWHERE = "Another terminal went on with it, or ended it, meanwhile."


def offered(
    progress: Progress, library: Library, settings: Settings, chosen: Sequence[Question], wishes: Wishes
) -> Sitting | None:
    """Return the session that the user goes on with; None where there is none, or all of them were declined.

    ``chosen`` and ``wishes`` are what a new session would be about: what of it is left aside is said.
    """
    asked, out = {question.id for question in chosen}, _render.console()
    for old in sessions.unfinished(progress)[0]:
        order = set(old.queue.order)
        about = [question for question in library.questions() if question.id in order]
        out.print(_render.words(_described(old, about)))
        if wishes != Wishes() or not all(question.id in asked for question in about):
            out.print("Going on leaves the options of this call aside; `n` ends that session.")
        if _prompt.read_key("Go on with it? [Y/n] ", ["y", "enter", "n"]) == "n":
            out.print(_render.words(_ended(progress, old)))
        elif current := sitting.resume(progress, library, settings, old.id):
            return current
        else:
            out.print(_ELSEWHERE)
    return None


def _described(old: Unfinished, about: Sequence[Question]) -> str:
    """Say when a session began, how far it went, and what it is about."""
    kind = "cramming session" if old.cram else "session"
    head = f"A {kind} of {old.started_at.astimezone():%Y-%m-%d %H:%M} was interrupted"
    return f"{head}: {old.done} of {old.size} questions done." + (f"\n{_places(about)}" if about else "")


def _places(about: Sequence[Question]) -> str:
    """Say which sections most of the questions are from, and which banks."""
    counts = Counter(question.section for question in about)
    names = [name for name, _ in counts.most_common(_NAMED)]
    if more := len(counts) - len(names):
        names.append(f"{more} more section{'s' * (more > 1)}")
    banks = ", ".join(dict.fromkeys(question.bank for question in about))
    return f"Its questions are on {'; '.join(names)} ({banks})."


def _ended(progress: Progress, old: Unfinished) -> str:
    """Mark a session as over, unless another terminal has it; say so, and which answers stay without a rating."""
    if not sessions.taken(progress, old.id):
        return _ELSEWHERE
    left = sessions.unrated(progress, [old.id])
    sessions.end(progress, [old.id])
    if not left:
        return "Ended."
    count = f"{len(left)} answer" + "s" * (len(left) != 1)
    return f"Ended. Submitted but not rated: {count} ({', '.join(left)}); `prep history ID` shows what you wrote."
