"""What the answers so far add up to: reviews and retention over time, scores, what comes due, the streak."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, tzinfo

from interview_prep import scheduling
from interview_prep.model import Question
from interview_prep.records import Rated
from interview_prep.scheduling import Memory

FORECAST_DAYS = 14
WEEKS = 12


@dataclass(frozen=True, slots=True)
class Week:
    """The answers of a week that begins on ``first``: how many, and the share of repeats that were still known."""

    first: date
    answers: int
    retention: float | None


@dataclass(frozen=True, slots=True)
class Mean:
    """A mean score (0..100) over ``answers`` answers to what ``name`` names."""

    name: str
    answers: int
    score: float


@dataclass(frozen=True, slots=True)
class Figures:
    """All of them; ``forecast`` holds today (with what is overdue) and each of the next 14 days."""

    answers: int
    questions: int
    streak: int
    retention: float | None
    forecast: tuple[tuple[date, int], ...]
    weeks: tuple[Week, ...]
    topics: tuple[Mean, ...]
    weakest: tuple[Mean, ...]

    @property
    def due_today(self) -> int:
        """Return how many questions come due before the day ends."""
        return self.forecast[0][1]


@dataclass(slots=True)
class _Repeats:
    asked: int = 0
    known: int = 0

    def add(self, rating: str) -> None:
        self.asked += 1
        self.known += rating != "again"

    @property
    def share(self) -> float | None:
        return self.known / self.asked if self.asked else None


def figures(
    ratings: Iterable[Rated],
    memories: Mapping[str, Memory],
    questions: Sequence[Question],
    now: datetime,
    zone: tzinfo | None = None,
) -> Figures:
    """Add up the answers; ``memories`` and ``questions`` are those that can still be asked."""
    known = {question.id: question for question in questions}
    days: Counter[int] = Counter()
    repeats: defaultdict[int, _Repeats] = defaultdict(_Repeats)
    scores: dict[str, list[float]] = {}
    seen: dict[str, int] = {}
    answered: set[str] = set()
    for rated in ratings:
        answered.add(rated.question_id)
        day = scheduling.day_number(rated.at, zone) if rated.day is None else rated.day
        days[day] += 1
        if rated.score is not None:
            scores.setdefault(rated.question_id, []).append(rated.score)
        if rated.rating and not rated.cram:
            if seen.get(rated.question_id, day) < day:
                repeats[day].add(rated.rating)
            seen[rated.question_id] = day
    today = scheduling.day_number(now, zone)
    return Figures(
        answers=days.total(),
        questions=len(answered),
        streak=_streak(days, today),
        retention=_merged(repeats.values()).share,
        forecast=_forecast([memories[key].due for key in memories if key in known], today, zone),
        weeks=_weeks(days, repeats, today),
        topics=_topics(scores, known),
        weakest=_weakest(scores, known),
    )


def _streak(days: Counter[int], today: int) -> int:
    day = today if days[today] else today - 1
    length = 0
    while days[day - length]:
        length += 1
    return length


def _merged(parts: Iterable[_Repeats]) -> _Repeats:
    whole = _Repeats()
    for part in parts:
        whole.asked += part.asked
        whole.known += part.known
    return whole


def _forecast(due: Sequence[datetime], today: int, zone: tzinfo | None) -> tuple[tuple[date, int], ...]:
    counted = Counter(max(today, scheduling.day_number(moment, zone)) for moment in due)
    days = range(today, today + FORECAST_DAYS + 1)
    return tuple((date.fromordinal(day), counted[day]) for day in days)


def _weeks(days: Counter[int], repeats: Mapping[int, _Repeats], today: int) -> tuple[Week, ...]:
    monday = today - date.fromordinal(today).weekday()
    first = max(min(days, default=today), monday - 7 * (WEEKS - 1))
    starts = range(first - date.fromordinal(first).weekday(), monday + 1, 7)
    return tuple(_week(start, days, repeats) for start in starts)


def _week(start: int, days: Counter[int], repeats: Mapping[int, _Repeats]) -> Week:
    span = range(start, start + 7)
    share = _merged(repeats[day] for day in span if day in repeats).share
    return Week(date.fromordinal(start), sum(days[day] for day in span), share)


def _topics(scores: Mapping[str, list[float]], known: Mapping[str, Question]) -> tuple[Mean, ...]:
    found: defaultdict[str, list[float]] = defaultdict(list)
    for key, values in scores.items():
        for topic in known[key].topics if key in known else ():
            found[topic] += values
    means = [Mean(topic, len(values), sum(values) / len(values)) for topic, values in found.items()]
    return tuple(sorted(means, key=lambda mean: (mean.score, mean.name)))


def _weakest(scores: Mapping[str, list[float]], known: Mapping[str, Question], most: int = 10) -> tuple[Mean, ...]:
    # The latest three answers count: what one knew badly a year ago and knows now is not weak.
    recent = {key: values[-3:] for key, values in scores.items() if key in known}
    means = [Mean(key, len(scores[key]), sum(values) / len(values)) for key, values in recent.items()]
    return tuple(sorted(means, key=lambda mean: (mean.score, mean.name))[:most])
