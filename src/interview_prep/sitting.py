"""One session with its effects, in the order that loses nothing: each thing is on disk before the next is shown."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from random import Random
from typing import Protocol

from interview_prep import drafts, scheduling, sessions
from interview_prep.banks import Library
from interview_prep.grading import Request, request
from interview_prep.model import Question, Verdict
from interview_prep.records import Override, Review
from interview_prep.scheduling import Memory
from interview_prep.session import Queue, Standing, Wishes, plan
from interview_prep.sessions import Unfinished
from interview_prep.settings import Settings
from interview_prep.storage import Progress


class Judge(Protocol):
    """What grades the answers (`grading._worker.Worker`, or a fake)."""

    failure: str | None

    def ready(self) -> bool:
        """Tell whether an answer would be graded at once."""
        ...

    def grade(self, request: Request) -> Verdict:
        """Grade one answer; blocks until that is done."""
        ...

    def close(self) -> None:
        """Let go of what the grading needed."""
        ...


@dataclass(slots=True)
class Sitting:
    """A session that runs: what it asks, and what it has kept."""

    progress: Progress
    library: Library
    settings: Settings
    session: int
    queue: Queue
    started: datetime
    cram: bool = False
    questions: dict[str, Question] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.questions = {question.id: question for question in self.library.questions()}

    @property
    def size(self) -> int:
        """Return how many questions the session has."""
        return len(self.queue.order)

    def next(self) -> Question | None:
        """Return the question to ask now, or None when the session is over."""
        while key := self.queue.next(self.progress.now()):
            if key in self.questions and not self._done_elsewhere(key):
                return self.questions[key]
            self._save(self.queue.without(key))
        unrated = self._unrated()
        return unrated[0] if unrated else None

    def _unrated(self) -> list[Question]:
        """Return the questions with an answer of this session that still waits for its rating."""
        keys = sessions.unrated(self.progress, [self.session])
        return [self.questions[key] for key in keys if key in self.questions]

    def _done_elsewhere(self, key: str) -> bool:
        # An old session that is gone on with may hold questions that were rated in another one since.
        memory = self.memory(key)
        if self.cram or memory is None or key == self.queue.front or self.queue.returns(key):
            return False
        return memory.last_review > self.started and not scheduling.is_due(memory, self.progress.now())

    def memory(self, key: str) -> Memory | None:
        """Return what is remembered of a question."""
        return self.progress.memories([key]).get(key)

    def open_review(self, question: Question) -> Review | None:
        """Return the answer to this question that waits for its rating (after an undo or an interruption)."""
        return sessions.open_review(self.progress, self.session, question.id)

    def submit(self, question: Question, answer: str, seconds: float, hints: int = 0) -> Review:
        """Keep an answer."""
        key = self.progress.submit(question, answer, seconds, hints, self.cram, self.session)
        return self.progress.review(key)

    def grade(self, question: Question, review: Review, judge: Judge) -> Review:
        """Grade an answer and keep the verdict; an answer without a reference stays as it is."""
        if review.verdict is None and question.gradable:
            self.progress.grade(review.id, judge.grade(request(question, review.answer, review.hints)))
        return self.progress.review(review.id)

    def dispute(self, review: Review, override: Override) -> Review:
        """Keep the user's own word against the verdict."""
        self.progress.dispute(review.id, override)
        return self.progress.review(review.id)

    def withdraw_score(self, review: Review) -> Review:
        """Let a score of the user's own count no longer."""
        self.progress.withdraw_score(review.id)
        return self.progress.review(review.id)

    def rate(self, review: Review, rating: str | None) -> Memory | None:
        """Close an answer with its rating (None: none is given); a short step comes back in this session."""
        key = review.question_id
        later: list[Queue] = []

        def queue(memory: Memory | None) -> str:
            later.append(self.queue.after(key, None if self.cram or rating is None else memory))
            return later[0].to_text()

        memory = self.progress.rate(review.id, rating, self.settings.desired_retention, queue)
        self.queue = later[0]
        return memory

    def undo(self) -> bool:
        """Take the session's last rating back, so that its answer is rated anew; False where there is none."""
        done = [r for r in sessions.reviews_of(self.progress, self.session) if r.question_id in self.questions]
        if not done:
            return False
        queue = self.queue.undone(done[-1].question_id)
        self.progress.unrate(done[-1].id, queue.to_text())
        self.queue = queue
        return True

    def skip(self, question: Question) -> None:
        """Ask the question another time."""
        self._save(self.queue.without(question.id))

    def suspend(self, question: Question) -> None:
        """Never ask the question again."""
        self.queue = self.queue.without(question.id)
        self.progress.suspend(question.id, self.queue.to_text(), self.session)

    def previews(self, question: Question) -> dict[str, Memory]:
        """Return, for each rating, the memory that it would lead to now."""
        memory, last, now = self.memory(question.id), self.progress.last_day(question.id), self.progress.now()
        return scheduling.preview(memory, question.id, now, self.settings.desired_retention, last)

    def reviews(self) -> list[Review]:
        """Return the session's closed answers, the oldest first."""
        return sessions.reviews_of(self.progress, self.session)

    def unfinished(self) -> bool:
        """Tell whether something of the session would be missed: an answer without its rating, or a half-typed one."""
        question = self.next()
        draft = question is not None and drafts.read(self.progress, question.id)[0]
        return bool(draft or self._unrated())

    def end(self) -> None:
        """Mark the session as over, and keep a backup of the day."""
        sessions.end(self.progress, [self.session])
        self.progress.back_up()

    def _save(self, queue: Queue) -> None:
        self.queue = queue
        sessions.save(self.progress, self.session, queue.to_text())


def begin(
    progress: Progress, library: Library, settings: Settings, questions: Sequence[Question], wishes: Wishes
) -> Sitting | None:
    """Plan a session over ``questions`` and keep it; None where there is nothing to ask."""
    with progress.writing():  # two sessions that begin at once share no question
        standing = standing_of(progress, settings)
        chosen = plan(questions, wishes, standing, Random(scheduling.day_number(standing.now)))
        if not chosen:
            return None
        queue = Queue.of(chosen)
        session = sessions.begin(progress, queue.to_text(), len(chosen), wishes.cram)
    return Sitting(progress, library, settings, session, queue, standing.now, wishes.cram)


def begin_would(progress: Progress, settings: Settings, questions: Sequence[Question], wishes: Wishes) -> bool:
    """Tell whether such a session would have anything to ask."""
    return bool(plan(questions, wishes, standing_of(progress, settings), Random(0)))


def resume(progress: Progress, library: Library, settings: Settings, session: int) -> Sitting | None:
    """Go on with an interrupted session; None where another process did, or ended it, meanwhile."""
    old = sessions.taken(progress, session)
    return Sitting(progress, library, settings, old.id, old.queue, old.started_at, old.cram) if old else None


def standing_of(progress: Progress, settings: Settings) -> Standing:
    """Return what is known when a session is planned now."""
    now = progress.now()
    today, memories = scheduling.day_start(now), progress.memories()
    _, alive = sessions.unfinished(progress)
    new, again = progress.done_since(today)
    open_new, open_due = _still_open(alive, memories, today)
    return Standing(
        memories=memories,
        now=now,
        left_new=max(0, settings.new_per_day - new - open_new),
        left_due=max(0, settings.reviews_per_day - again - open_due),
        open_new=open_new,
        open_due=open_due,
        barred=progress.suspended() | {key for session in alive for key in session.queue.left},
        answered=progress.answered(),
        drafted=drafts.question_ids(progress),
    )


def _still_open(alive: Iterable[Unfinished], memories: Mapping[str, Memory], today: datetime) -> tuple[int, int]:
    """Return how many new and how many due questions other sessions are still to ask, less those rated today already.

    What is crammed counts towards no limit.
    """
    keys = {key for session in alive if not session.cram for key in session.queue.left}
    known = [memories[key] for key in keys if key in memories]
    return len(keys) - len(known), sum(memory.last_review < today for memory in known)
