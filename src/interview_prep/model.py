"""The values that everything else is about."""

import re
from dataclasses import dataclass

KINDS = ("knowledge", "design", "coding", "scenario", "behavioral")
DIFFICULTIES = ("foundational", "intermediate", "advanced", "expert")
ANSWER_SOURCES = ("document", "authored", "none")
RATINGS = ("again", "hard", "good", "easy")
VERDICTS = ("covered", "partial", "missed", "contradicted")

_LABEL = re.compile(r"^(?P<label>[^:.!?]{2,60}?):\s+\S")
_ENDS = re.compile(
    r"[,;]$|^(?:is|are|was|were|has|have|had|can|cannot|could|may|might|must|should|will|would|do|does|did|needs?)$"
)
_LEADS = re.compile(
    r"(?:and|or|but|from|for|with|without|by|to|in|into|on|onto|at|as|than|that|which|who|whose|where|when|while|whereas|"
    r"because|since|so|if|unless|until|after|before|during|through|over|under|between|across|against|such|per|via|"
    r"using|rather|not)$"
)
_WORD = re.compile(r"[^\W\d_]{4,}")


@dataclass(frozen=True, slots=True)
class Problem:
    """Something wrong in a document or a bank: what and how to mend it, and the 1-based line it stands in."""

    message: str
    line: int


@dataclass(frozen=True, slots=True)
class Question:
    """One interview question with its reference.

    ``number`` is what the document prints, ``source_line`` the 1-based line of the document. ``changed`` is the UTC
    time (ISO 8601) at which the content last changed; ``derived`` holds, for each field that an importer derived, a
    short hash of the derived value: a field whose value hashes to something else was written by a person.
    """

    id: str
    bank: str
    section: str
    question: str
    number: int | None = None
    subsection: str | None = None
    kind: str = "knowledge"
    difficulty: str | None = None
    topics: tuple[str, ...] = ()
    answer: str | None = None
    answer_source: str = "none"
    key_points: tuple[str, ...] = ()
    source_line: int | None = None
    note: str | None = None
    same_as: tuple[str, ...] = ()
    changed: str | None = None
    retired: bool = False
    derived: tuple[tuple[str, str], ...] = ()

    @property
    def one_line(self) -> str:
        """Return the question on one line; as a person wrote it, it may have several."""
        return " ".join(self.question.split())

    @property
    def gradable(self) -> bool:
        """Tell whether an answer to this question can be graded."""
        return bool(self.key_points)

    @property
    def behavioral(self) -> bool:
        """Tell whether the question asks for the candidate's own story."""
        return self.kind == "behavioral"


@dataclass(frozen=True, slots=True)
class Guidance:
    """Advice that a document gives beside its questions (tips, study lists, length of the interview)."""

    title: str
    text: str
    line: int


@dataclass(frozen=True, slots=True)
class Repair:
    """What was mended in a document's text, and at which 1-based line."""

    line: int
    what: str


@dataclass(frozen=True, slots=True)
class Bank:
    """A set of questions, where it came from, and what stands beside the questions.

    ``notice`` is told to the candidate before an answer (for example: the references speak of the author's project).
    ``source`` is the document's file name, ``sha256`` its digest, ``dialect`` the reader that understood it;
    ``derived`` holds a short hash of the title that the document had.
    """

    name: str
    title: str
    prefix: str
    questions: tuple[Question, ...]
    source: str | None = None
    sha256: str | None = None
    dialect: str | None = None
    notice: str | None = None
    derived: tuple[tuple[str, str], ...] = ()
    guidance: tuple[Guidance, ...] = ()
    repairs: tuple[Repair, ...] = ()


@dataclass(frozen=True, slots=True)
class PointVerdict:
    """How an answer treats one key point.

    ``verdict`` is one of VERDICTS, ``coverage`` the probability (0..1) that the point is covered, ``evidence`` a
    verbatim substring of the answer, or "".
    """

    text: str
    verdict: str
    coverage: float
    evidence: str


@dataclass(frozen=True, slots=True)
class Grader:
    """Which grader gave a verdict."""

    name: str
    model: str | None
    version: str


@dataclass(frozen=True, slots=True)
class Verdict:
    """The grade of one answer: ``score`` 0..100 and ``rating`` one of RATINGS, both None without a reference."""

    score: float | None
    rating: str | None
    points: tuple[PointVerdict, ...]
    grader: Grader
    truncated: bool = False


def label_of(point: str, question: str) -> str:
    """Return the label of a key point (the words before its first colon), or else how the point begins.

    The beginning is what the point is about and at most half of its words: 3 to 8 of them, up to a comma, an auxiliary
    verb or before a preposition or conjunction. A label that says no more than the question gives way to the beginning,
    and a beginning that says no more goes on up to the next such place.
    """
    match = _LABEL.match(point)
    if match and _tells(match["label"], question):
        return match["label"]
    words = point.split()
    most = min(8, (len(words) + 1) // 2)
    places = (n for n in range(3, most) if _ENDS.search(words[n - 1]) or _LEADS.match(words[n]))
    telling = (n for n in places if _tells(" ".join(words[:n]), question))
    return " ".join(words[: next(telling, most)]).rstrip(",;") + " …"


def _tells(text: str, question: str) -> bool:
    return not _content_words(text) <= _content_words(question)


def _content_words(text: str) -> set[str]:
    """Return the words of four letters or more that are no auxiliary verbs, prepositions or conjunctions."""
    found = _WORD.findall(text.lower())
    return {word.rstrip("s") for word in found if not (_ENDS.search(word) or _LEADS.match(word))}
