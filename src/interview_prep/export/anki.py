"""A deck for Anki: a sub-deck for each section, tags, key points, code and LaTeX; importing again updates it."""

import itertools
import sqlite3
import tempfile
import zipfile
from collections.abc import Iterable, Sequence
from contextlib import closing
from datetime import UTC, datetime
from hashlib import sha256
from io import BytesIO
from pathlib import Path
from typing import Any

from interview_prep import paths
from interview_prep.export import _changes
from interview_prep.export._html import html, inline, plain
from interview_prep.model import Question
from interview_prep.selection import slug

_MODEL_ID = 1_748_200_731  # never to change: Anki knows the note type by it
_MODEL_CHANGED = 1_763_600_000  # Unix time of the last change to fields, template or style below
_FIELDS = ("Question", "Key points", "Answer", "Note", "Place", "Id")
_FRONT = '<div class="place">{{Place}}</div>\n<div class="question">{{Question}}</div>'
_BACK = """{{FrontSide}}
<hr id="answer">
{{#Key points}}<div class="points"><b>Key points</b>{{Key points}}</div>{{/Key points}}
{{#Answer}}<div class="answer">{{Answer}}</div>{{/Answer}}
{{#Note}}<div class="note"><b>Note:</b> {{Note}}</div>{{/Note}}
<div class="place">{{Id}}</div>"""
_STYLE = """.card { font-family: system-ui, sans-serif; font-size: 18px; line-height: 1.45; text-align: left;
  max-width: 46em; margin: 0 auto; padding: 0 .6em; color: #1d1d1f; background: #fff; }
.place { font-size: 13px; color: #6b7280; margin: .4em 0; }
.question { font-size: 21px; font-weight: 600; }
.points { background: #eef6ef; border-left: 4px solid #3b8a4e; padding: .4em .9em; margin: .8em 0; }
.points ul { margin: .3em 0; padding-left: 1.2em; }
.note { background: #fdf5e3; border-left: 4px solid #c98a1b; padding: .4em .9em; margin: .8em 0; }
pre { background: #f4f5f7; border-radius: 6px; padding: .6em .8em; overflow-x: auto; font-size: 14px; line-height: 1.35;
  white-space: pre; }
code { font-family: ui-monospace, Menlo, Consolas, monospace; font-size: .92em; }
:not(pre) > code { background: #f4f5f7; border-radius: 4px; padding: 0 .25em; }
table { border-collapse: collapse; } td, th { border: 1px solid #c9ccd1; padding: .2em .6em; }
.nightMode.card, .nightMode .card { color: #e6e6e6; background: #2b2b2b; }
.nightMode .place { color: #a3a9b3; }
.nightMode .points { background: #22392a; } .nightMode .note { background: #3d3421; }
.nightMode pre, .nightMode :not(pre) > code { background: #1e1e1e; }"""


def render(questions: Sequence[Question]) -> bytes:
    """Return an .apkg file; its bytes depend on the questions and on the times of their last changes alone."""
    changed = _changes.times(questions, paths.exported_cards(), datetime.now(UTC))
    return package(questions, changed)


def package(questions: Sequence[Question], changed: dict[str, int]) -> bytes:
    """Return an .apkg file; ``changed`` holds for each id the Unix time that becomes the note's `mod`."""
    import genanki

    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "collection.anki2"
        with closing(sqlite3.connect(path)) as database:
            decks = genanki.Package(_decks(questions, changed))
            decks.write_to_db(database.cursor(), _MODEL_CHANGED, itertools.count(_MODEL_CHANGED * 1000))
            database.commit()
        return _zipped({"collection.anki2": path.read_bytes(), "media": b"{}"})


def _zipped(files: dict[str, bytes]) -> bytes:
    out = BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(zipfile.ZipInfo(name), content, zipfile.ZIP_DEFLATED)
    return out.getvalue()


def _decks(questions: Iterable[Question], changed: dict[str, int]) -> list[Any]:
    import genanki

    class Note(genanki.Note):  # type: ignore[misc]
        """A note whose `mod` is its own: genanki writes the time of the export into all of them."""

        changed = 0

        def write_to_db(self, cursor: Any, timestamp: float, deck_id: int, id_gen: Any) -> None:
            super().write_to_db(cursor, self.changed, deck_id, id_gen)

    model = _model()
    decks: dict[str, Any] = {}
    for position, question in enumerate(questions):
        name = _deck_name(question)
        deck = decks.setdefault(name, genanki.Deck(_number(name), name))
        note = Note(model, _fields(question), tags=_tags(question), guid=f"prep:{question.id}", due=position)
        note.changed = changed[question.id]
        deck.add_note(note)
    return list(decks.values())


def _model() -> Any:
    import genanki

    return genanki.Model(
        _MODEL_ID,
        "Interview question",
        fields=[{"name": name} for name in _FIELDS],
        templates=[{"name": "Question", "qfmt": _FRONT, "afmt": _BACK}],
        css=_STYLE,
    )


def _deck_name(question: Question) -> str:
    parts = ("Interview prep", question.bank, question.section)
    return "::".join(part.replace("::", ": ").strip() or "-" for part in parts)


def _number(text: str) -> int:
    # Below 2**53, since Anki's cards are also shown by JavaScript.
    return (1 << 40) + int.from_bytes(sha256(text.encode()).digest()[:5], "big")


def _tags(question: Question) -> list[str]:
    tags = [f"bank::{slug(question.bank)}", f"kind::{question.kind}", *(f"topic::{slug(t)}" for t in question.topics)]
    return [*tags, f"difficulty::{question.difficulty}"] if question.difficulty else tags


def _fields(question: Question) -> list[str]:
    place = (question.section, question.subsection, question.kind, question.difficulty)
    points = "".join(f"<li>{plain(point)}</li>" for point in question.key_points)
    return [
        html(question.question) if "\n" in question.question.strip() else inline(question.question),
        f"<ul>{points}</ul>" if points else "",
        html(question.answer or ""),
        plain(question.note or ""),
        " · ".join(plain(part) for part in place if part),
        plain(question.id),
    ]
