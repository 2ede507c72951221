"""Decks in the real Anki: what a teacher exports and a student imports, edits and reviews."""

import io
import json
import sqlite3
import zipfile
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from html import unescape
from pathlib import Path
from typing import Any

import pytest
from samples import QUESTIONS, question

from interview_prep.export import _changes
from interview_prep.export import anki as deck
from interview_prep.model import Question

anki = pytest.importorskip("anki.collection", reason="the package `anki` comes with the test extra")

OLD, NEW = 1_767_000_000, 1_767_000_001
TIMES = dict.fromkeys((q.id for q in QUESTIONS), OLD)


class Student:
    """A student's Anki: a real collection."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.collection = anki.Collection(str(folder / "collection.anki2"))

    def take(self, questions: Sequence[Question], times: dict[str, int]) -> tuple[int, int]:
        """Import a deck; return how many notes were new and how many updated."""
        path = self.folder / "deck.apkg"
        path.write_bytes(deck.package(questions, times))
        options = anki.ImportAnkiPackageOptions()
        log = self.collection.import_anki_package(
            anki.ImportAnkiPackageRequest(package_path=str(path), options=options)
        ).log
        return len(log.new), len(log.updated)

    def note(self, name: str) -> Any:
        """Return the note of a question."""
        (found,) = self.collection.find_notes(f"Id:{name}")
        return self.collection.get_note(found)


@pytest.fixture
def student(tmp_path: Path) -> Iterator[Student]:
    """Open a new collection."""
    someone = Student(tmp_path)
    yield someone
    someone.collection.close()


def test_decks_tags_and_fields(student: Student) -> None:
    assert student.take(QUESTIONS, TIMES) == (4, 0)
    names = {entry.name for entry in student.collection.decks.all_names_and_ids()}
    assert names == {
        "Default",
        "Interview prep",
        "Interview prep::sample",
        "Interview prep::sample::Basics",
        "Interview prep::sample::Advanced RAG Techniques",
        "Interview prep::sample::Storage",
        "Interview prep::sample::People: you: me",
    }
    note = student.note("s-2")
    assert note["Question"] == r"Explain \(O(n^2 d)\) and rag-documents-&#91;account]-&#91;region]"
    assert note["Key points"].count("<li>") == 2 and "&lt;i&gt;nor&lt;/i&gt;" in note["Key points"]
    assert note["Note"] == "The document says 2 &lt; 1."
    assert sorted(note.tags) == ["bank::sample", "difficulty::intermediate", "kind::coding", "topic::rag"]
    assert note.mod == OLD
    assert student.note("s-3").tags == ["bank::sample", "kind::knowledge"]


def test_cards_show_question_then_key_points_and_answer(student: Student) -> None:
    student.take(QUESTIONS, TIMES)
    card = student.note("s-2").cards()[0]
    assert "Key points" not in card.question() and r"\(O(n^2 d)\)" in card.question()
    assert "Key points" in card.answer() and '<pre><code class="language-python">' in card.answer()
    bare = student.note("s-3").cards()[0].answer()
    assert "Key points" not in bare and 'class="answer"' not in bare


def test_what_looks_like_a_mark_of_anki_is_shown_as_it_stands(student: Student) -> None:
    """Anki plays `[sound:…]`, draws `[latex]` and asks for `[[type:…]]` wherever a field has them, even in code."""
    text = "Play `[sound:a.mp3]`, [latex]x[/latex], [[type:Answer]] and [anki:tts lang=en_US]x[/anki:tts]"
    formulas = "$$a[0]$$, $b$ and $$sound:a.mp3]$$\n\n$$\nlatex]x[/latex]\n$$"
    marked = question(
        "[sound:b.mp3]", text, answer=f"{text}\n\n```\n{text}\n```\n\n{formulas}", note=text, section=text
    )
    student.take([replace(marked, key_points=(text,))], {marked.id: OLD})
    (note,) = map(student.collection.get_note, student.collection.find_notes(""))
    shown = note.cards()[0].render_output()
    assert (shown.question_av_tags, shown.answer_av_tags) == ([], [])
    answer = shown.answer_and_style()
    assert "<img" not in answer and "[[type:" not in answer and "[latex]" not in answer
    assert unescape(answer).count("[sound:a.mp3]") == 6
    for formula in (r"\[ a&#91;0] \]", r"\(b\)", r"\[ sound:a.mp3] \]"):
        assert formula in answer


def test_code_in_a_question_keeps_its_lines(student: Student) -> None:
    code = "for i in range(3):\n    print(i)\n"
    student.take([question("t-1", f"What prints?\n\n```python\n{code}```\n")], {"t-1": OLD})
    shown = student.note("t-1").cards()[0].question()
    assert f'<p>What prints?</p>\n<pre><code class="language-python">{code}</code></pre>' in shown


def test_importing_again_updates_what_changed_and_nothing_else(student: Student) -> None:
    student.take(QUESTIONS, TIMES)
    own = student.note("s-4")
    own["Note"] = "mine"
    student.collection.update_note(own)
    card = reviewed(student, "s-2")

    edited = [replace(q, answer="Mended.", question="Mended?") if q.id == "s-2" else q for q in QUESTIONS]
    assert student.take(edited, TIMES | {"s-2": NEW}) == (0, 1)

    assert student.collection.note_count() == student.collection.card_count() == 4
    assert (student.note("s-2")["Answer"], student.note("s-2")["Question"]) == ("<p>Mended.</p>", "Mended?")
    after = student.collection.get_card(card.id)
    assert (after.ivl, after.reps, after.due, after.did) == (card.ivl, card.reps, card.due, card.did)
    assert after.reps == 1 and after.ivl > 0
    assert student.note("s-4")["Note"] == "mine"
    assert student.note("s-1").mod == OLD


def test_what_a_student_wrote_stays_while_the_card_shows_the_same(student: Student, tmp_path: Path) -> None:
    """Links between questions stand on no card; whoever changes them must not take an edit away."""
    memory, now = tmp_path / "exported.json", datetime(2026, 5, 1, tzinfo=UTC)
    student.take(QUESTIONS, _changes.times(QUESTIONS, memory, now))
    own = student.note("s-4")
    own["Note"] = "mine"
    student.collection.update_note(own)
    later = "2099-01-01T00:00:00+00:00"
    linked = [replace(q, same_as=("s-2",), answer_source="document", changed=later) for q in QUESTIONS]
    assert student.take(linked, _changes.times(linked, memory, now)) == (0, 0)
    assert student.note("s-4")["Note"] == "mine"
    edited = [replace(q, note="Said anew.") if q.id == "s-4" else q for q in linked]
    assert student.take(edited, _changes.times(edited, memory, now)) == (0, 1)
    assert student.note("s-4")["Note"] == "Said anew."


def reviewed(student: Student, name: str) -> Any:
    """Answer the card of a question "easy" and return it as it is afterwards."""
    card = student.note(name).cards()[0]
    card.start_timer()
    student.collection.sched.answerCard(card, 4)
    return student.collection.get_card(card.id)


def test_an_edit_arrives_only_with_a_newer_time(student: Student) -> None:
    student.take(QUESTIONS, TIMES)
    edited = [replace(q, answer="Mended.") for q in QUESTIONS]
    assert student.take(edited, TIMES) == (0, 0)
    assert student.take(edited, dict.fromkeys(TIMES, NEW)) == (0, 4)


def test_decks_of_different_selections_stand_beside_each_other(student: Student) -> None:
    more = [question(f"t-{n}", f"Question {n}?") for n in range(30)]
    times = dict.fromkeys((q.id for q in more), OLD)
    assert student.take(more[:10], times) == (10, 0)
    assert student.take(more[10:], times) == (20, 0)
    assert student.take(more, times) == (0, 0)
    assert student.collection.note_count() == student.collection.card_count() == 30


def test_the_same_questions_give_the_same_bytes(monkeypatch: pytest.MonkeyPatch) -> None:
    now = deck.package(QUESTIONS, TIMES)
    monkeypatch.setattr("time.time", lambda: 4e9)
    assert deck.package(QUESTIONS, TIMES) == now


def test_identity_is_the_question_and_ids_are_fixed(tmp_path: Path) -> None:
    """Decks that were given away years ago are updated only as long as these numbers stay."""
    with zipfile.ZipFile(io.BytesIO(deck.package(QUESTIONS[:1], TIMES))) as archive:
        path = Path(archive.extract("collection.anki2", tmp_path))
    database = sqlite3.connect(path)
    try:
        assert database.execute("select guid, mid, mod from notes").fetchall() == [("prep:s-1", 1_748_200_731, OLD)]
        decks = json.loads(database.execute("select decks from col").fetchone()[0])
        assert sorted(int(key) for key in decks) == [1, 1_740_219_475_489]
    finally:
        database.close()
