"""Guesses of a question's topics, kind and difficulty from what it says and where it stands."""

import re
from collections.abc import Iterable
from functools import cache

from interview_prep.model import DIFFICULTIES, Guidance
from interview_prep.vocabulary import TOPICS

_STORY = re.compile(
    r"\b(?:tell (?:me|us) about (?:a|an|the|your|one)\b"
    r"|describe (?:a|an) (?:time|situation|instance|occasion|moment)\b"
    r"|describe (?:a|an|the|your|one of your)\b.*\byou(?:'ve| have)? (?:faced|handled|had|made|led|solved|worked|dealt"
    r"|built|encountered|resolved|experienced|overcame|took|deployed)\b"
    r"|describe (?:your|the) (?:most|biggest|hardest|proudest|greatest)\b|describe your experience\b"
    r"|(?:share|give|provide)\b.{0,30}\b(?:example|experience|instance|situation|story)\b.*\byou\b"
    r"|have you ever\b|how have you\b|what was your\b|when was the last time\b|a time (?:when|you|that you)\b"
    r"|what (?:was|is|were|are) (?:the |your )(?:most|biggest|hardest|proudest|greatest|toughest)\b.*\byou"
    r"|walk me through a (?:project|time|situation|decision)\b)",
    re.I,
)
_OPINION = re.compile(r"how do you\b|how would you\b|what(?:'s| is) your approach|describe your approach", re.I)
_DESIGN = re.compile(
    r"^(?:how would you )?(?:design|architect)\b|system design"
    r"|\bdesign an?\b.*\b(?:system|service|platform|pipeline)\b",
    re.I,
)
_CODING = re.compile(
    r"^(?:implement|write|code|build) (?:an?|the|code)\b|\bimplement an?\b.*\bfunction\b"
    r"|\bwrite (?:a|the|code|python)\b"
    r"|\bcode (?:examples?|review|a)\b|^review (?:an?|error|api)\b|\bimplement (?:insertion|a queue|maximum)"
    r"|demonstrate how to use python",
    re.I,
)
_SCENARIO = re.compile(
    r"^(?:your|you|users?|an?|the)\b.*\b(?:is|are|has|have|notice|need|report\w*|increased|fails?|experiencing)\b.*[.?]\s*\w"
    r"|\bhow (?:do|would|will) you (?:debug|troubleshoot|diagnose|investigate|respond|prioriti[sz]e|fix)\b"
    r"|\bhow (?:do|would) you (?:handle|deal with|approach) .*\b(?:incidents?|disagree\w*|conflicts?|failures?|outages?"
    r"|cris[ei]s|complain\w*|stakeholders?|clients?|customers?|deadlines?)\b"
    r"|\bthrottled\b|\bwalk me through your investigation|\bwhat would you (?:do|check)\b|^what if\b"
    r"|what(?:'s| is) your approach\b|\bif you had\b|how would you (?:convince|explain)",
    re.I,
)


@cache
def _pattern(topic: str) -> re.Pattern[str]:
    return re.compile(rf"(?<![\w-])(?:{TOPICS[topic]})(?![\w-])", re.I)


def guess_topics(question: str, section: str, subsection: str | None = None, most: int = 4) -> tuple[str, ...]:
    """Guess up to ``most`` topics, the most telling first: what the question names counts most, then its place."""
    weights = {topic: _weight(topic, question, section, subsection or "") for topic in TOPICS}
    found = sorted((topic for topic, weight in weights.items() if weight >= 2), key=lambda t: -weights[t])
    return tuple(found[:most])


def _weight(topic: str, question: str, section: str, subsection: str) -> float:
    pattern = _pattern(topic)
    named = {match[0].lower() for match in pattern.finditer(question)}
    inside = 1.0 if pattern.search(subsection) else 0.0
    around = 1.0 if pattern.search(section) else 0.0
    return 3 * min(len(named), 2) + 2 * inside + 2 * around


def guess_kind(question: str, section: str, subsection: str | None = None) -> str:
    """Guess the kind; behavioral only where a person's own story is asked."""
    place = f"{section} {subsection or ''}".lower()
    if _STORY.search(question) and not _OPINION.match(question):
        return "behavioral"
    if _CODING.search(question) or re.search(r"coding challenge|code review", place):
        return "coding"
    if _DESIGN.search(question) or "system design exercise" in place:
        return "design"
    if _SCENARIO.search(question) or re.search(r"scenario|production issues|crisis", place):
        return "scenario"
    return "knowledge"


def guess_difficulty(question: str, section: str, subsection: str | None, kind: str) -> str:
    """Guess the difficulty from the place's name, the kind and how much the question asks."""
    place = f"{section} {subsection or ''}".lower()
    if re.search(r"foundation(?!\s+models)|fundamental|basics?|quick fire|rapid|introduct|beginner", place):
        level = 0
    else:
        level = 2 if re.search(r"advanced|expert|deep dive|architect|senior|leadership", place) else 1
    if kind == "design":
        level += 1
    elif re.match(r"(?:what (?:is|are)|define|name|list)\b", question, re.I) and len(question.split()) < 12:
        level -= 1
    elif len(question.split()) > 22 or re.search(
        r"at scale|millions?|distributed|trade-?offs?|optimi[sz]e", question, re.I
    ):
        level += 1
    return DIFFICULTIES[max(0, min(level, 3))]


_BAND = re.compile(r"\b([A-Za-z]+)\W{0,4}\(?\s*(?:questions?\s*)?(\d+)\s*[-–—]\s*(\d+)\s*\)?")
_NAMED = {
    "basic": 0,
    "beginner": 0,
    "easy": 0,
    "junior": 0,
    "medium": 1,
    "mid": 1,
    "hard": 2,
    "senior": 2,
    "difficult": 2,
}
_NAMED |= {name: level for level, name in enumerate(DIFFICULTIES)}


def bands(guidance: Iterable[Guidance]) -> list[tuple[int, int, str]]:
    """Read difficulty bands ("Foundational (1-30)") from guidance: first and last question number, difficulty."""
    found: list[tuple[int, int, str]] = []
    for part in guidance:
        if re.search("difficult|level", part.title, re.I):
            for name, first, last in _BAND.findall(part.text):
                if name.lower() in _NAMED:
                    found.append((int(first), int(last), DIFFICULTIES[_NAMED[name.lower()]]))
    return found
