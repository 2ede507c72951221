"""When the content of a question last changed, as far as decks that were exported here can know.

A bank keeps the time with each question. Whoever edits a bank by hand does not, so the last export's content is
remembered in the data folder: what differs from it and is not newer by its own account has changed now.
"""

import hashlib
import json
from collections.abc import Sequence
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from interview_prep import atomic
from interview_prep.fingerprints import CONTENT
from interview_prep.listing import as_object
from interview_prep.model import Question

_SHOWN = ("bank", *CONTENT)  # what a card shows or is filed under
BEGINNING = int(datetime(2025, 1, 1, tzinfo=UTC).timestamp())  # for questions that do not say when they changed


def times(questions: Sequence[Question], memory: Path, now: datetime) -> dict[str, int]:
    """Return for each question id the Unix time (seconds) of its last change, and remember what is exported.

    A card that shows the same never gets a newer time than it had, whatever the bank says; any other always does.
    """
    known = _read(memory)
    found = {question.id: _time(question, known.get(question.id), now) for question in questions}
    entries = {question.id: (_fingerprint(question), found[question.id]) for question in questions}
    if any(known.get(name) != entry for name, entry in entries.items()):
        with suppress(OSError):  # in a read-only data folder the bank's own times have to do
            atomic.write_text(memory, json.dumps(known | entries, indent=0) + "\n")
    return found


def _time(question: Question, entry: tuple[str, int] | None, now: datetime) -> int:
    own = _seconds(question.changed)
    if entry is None:
        return own
    content, exported = entry
    if content in (_fingerprint(question), _first_fingerprint(question)):
        return exported
    return own if own > exported else max(int(now.timestamp()), exported + 1)


def _seconds(changed: str | None) -> int:
    try:
        moment = datetime.fromisoformat(changed or "")
    except ValueError:
        return BEGINNING
    return int((moment if moment.tzinfo else moment.replace(tzinfo=UTC)).timestamp())


def _fingerprint(question: Question) -> str:
    return _digest({name: getattr(question, name) for name in _SHOWN})


def _first_fingerprint(question: Question) -> str:
    # What was remembered before version 0.1.0 came out; to go with the version after it.
    content = as_object(question)
    return _digest({name: value for name, value in content.items() if name not in ("source_line", "number")})


def _digest(content: dict[str, Any]) -> str:
    return hashlib.sha256(json.dumps(content, sort_keys=True).encode()).hexdigest()[:16]


def _read(memory: Path) -> dict[str, tuple[str, int]]:
    try:
        known = json.loads(memory.read_bytes())
        return {str(name): (str(entry[0]), int(entry[1])) for name, entry in known.items()}
    except (OSError, ValueError, TypeError, AttributeError, IndexError, KeyError):
        return {}  # nothing was exported here yet, or the file is of no use
