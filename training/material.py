"""Everything to learn from, and which questions of it only measure."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

from benchmarks.datasets import is_unseen
from interview_prep import banks
from interview_prep.model import Question
from training import contrasts, edits, examples, relations
from training.contrasts import Contrast
from training.edits import Edited
from training.examples import Example, Marked, Twins
from training.relations import Relation

WRITTEN = ("answers", "opposites", "own_words", "denials")
ELSEWHERE = ("elsewhere", "own_words_held_out")  # likewise in own words, to held-out questions
APART = ("fields", "stories", "denials_held_out", "falsified_held_out")
HERE = Path(__file__).parent


@dataclass(frozen=True, slots=True)
class Data:
    """Everything to learn from."""

    twins: list[Twins]
    written: list[Marked]
    gold: list[Marked]
    public: list[Example]
    questions: list[Question]
    held_out: list[Marked]
    turned: list[Marked]
    general: list[Marked]
    apart: list[Marked]
    elsewhere: list[Marked]
    contrasts: list[Contrast]
    contrasts_held_out: list[Contrast]
    relations: list[Relation]
    beyond: list[Relation]
    sides: list[Relation]
    edits: list[Edited]

    def only(self, questions: set[str]) -> "Data":
        """Return the data about some questions."""
        return self._about(lambda question: question in questions)

    def without(self, questions: set[str]) -> "Data":
        """Return the data less what is about some questions."""
        return self._about(lambda question: question not in questions)

    def _about(self, keeps: Callable[[str], bool]) -> "Data":
        return replace(
            self,
            twins=[t for t in self.twins if keeps(t.question_id)],
            written=[m for m in self.written if keeps(m.question_id)],
            gold=[m for m in self.gold if keeps(m.question_id)],
            public=[e for e in self.public if keeps(e.question_id)],
            questions=[q for q in self.questions if keeps(q.id)],
            relations=[r for r in self.relations if keeps(r.question_id)],
            beyond=[b for b in self.beyond if keeps(b.question_id)],
            sides=[s for s in self.sides if keeps(s.question_id)],
            edits=[e for e in self.edits if keeps(e.question_id)],
        )


def load(shared: Path) -> Data:
    """Read all data."""
    folder = HERE / "data"
    public = examples.public(shared / "asag") + examples.school(folder / "school.jsonl")
    questions = banks.discover(overridden=False).questions()
    related, near = (relations.read(folder / f"{name}.jsonl") for name in ("relations", "near"))
    return Data(
        relations.told_of(relations.told_of(examples.twins(folder), related), near),
        [m for name in WRITTEN for m in examples.written(folder / f"{name}.jsonl")],
        examples.gold(shared / "gold" / "dev.jsonl"),
        public,
        questions,
        examples.written(folder / "held_out.jsonl"),
        examples.written(folder / "turned.jsonl"),
        examples.written(folder / "general.jsonl"),
        [m for name in APART for m in examples.written(folder / f"{name}.jsonl")],
        [m for name in ELSEWHERE for m in examples.of_banks(folder / f"{name}.jsonl", questions)],
        contrasts.read(folder / "contrasts.jsonl"),
        contrasts.read(folder / "contrasts_held_out.jsonl"),
        [*related, *near],
        relations.read(folder / "beyond.jsonl"),
        relations.read(folder / "sides.jsonl"),
        edits.read(folder / "edits.jsonl"),
    )


def held_out(data: Data) -> set[str]:
    """Return the questions that measure and never train: some of the gold's, of ours and of the public sets'."""
    gold = {m.question_id for m in data.gold if is_unseen(m.question_id, 2)}
    ours = set((HERE / "data" / "held_out_questions.txt").read_text(encoding="utf-8").split())
    public = {e.question_id for e in data.public if e.source != "school" and is_unseen(e.question_id)}
    return gold | ours | public
