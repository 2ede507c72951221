"""Lines of a document, with code fences known; titles and questions without their trimmings."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

_FENCE = re.compile(r"\s*(`{3,}|~{3,})(.*)")
_EMOJI = re.compile(
    "[\U0001f000-\U0001faff\u2190-\u21ff\u2300-\u23ff\u2600-\u27bf\u2b00-\u2bff\ufe0e\ufe0f\u200d\u20e3]+"
)
_COUNT = re.compile(r"\s*[(\[]\s*\d+\s+(?:questions?|items?)\s*[)\]]\s*$", re.I)
_NUMBERING = re.compile(
    r"^(?:(?:section|part|chapter|module|unit)\s+(?:\d+|[IVXLC]+)\s*[:.)\-–—]\s*|\d+(?:\.\d+)*\s*[.):]\s+)", re.I
)
_QUESTION_NUMBER = re.compile(r"^(?:Q(?:uestion)?\s*\d+\s*[:.)]|Q(?:uestion)?\s*[:.)]|\d+\s*[.):](?=\s))\s*", re.I)
_LABEL = re.compile(
    r"^\s*(?:\*\*|__)?\s*(?:(?:expected|sample|model|suggested|reference|ideal|example|short)\s+)?"
    r"(?:answers?|ans|A)\s*\d*\s*(?::\s*(?:\*\*|__)|(?:\*\*|__)\s*:|:)\s*",
    re.I,
)

_ASKS = re.compile(
    r"^(?:what|how|why|when|where|which|who|can|could|do|does|did|is|are|have|has|would|should|if|tell|explain|describe|"
    r"compare|contrast|define|design|discuss|implement|write|build|create|walk|name|list|give|review|identify|optimi[sz]e|"
    r"architect|plan|outline|share|show|demonstrate|analy[sz]e|evaluate|propose|estimate|draw|develop|debug|differentiate)\b",
    re.I,
)


@dataclass(frozen=True, slots=True)
class Line:
    """One line: its 1-based number, its text without trailing blanks, whether it is inside (or is) a code fence."""

    number: int
    text: str
    code: bool = False
    fence: bool = False

    @property
    def blank(self) -> bool:
        """Tell whether the line is empty, outside code."""
        return not self.text and not self.code

    @property
    def rule(self) -> bool:
        """Tell whether the line is a horizontal rule."""
        return not self.code and bool(re.fullmatch(r"\s*(?:(?:-\s*){3,}|(?:\*\s*){3,}|(?:_\s*){3,}|={4,})", self.text))


def lines_of(text: str) -> list[Line]:
    """Split a text into lines and mark those that are code."""
    found: list[Line] = []
    opened: str | None = None
    for number, raw in enumerate(text.split("\n"), 1):
        line = raw.rstrip()
        match = _FENCE.match(line)
        if opened is None and match and "`" not in match[2]:
            opened = match[1]
            found.append(Line(number, line, True, True))
        elif opened and match and match[1].startswith(opened) and not match[2].strip():
            opened = None
            found.append(Line(number, line, True, True))
        else:
            found.append(Line(number, line, opened is not None))
    return found


def unclosed_fence(lines: Sequence[Line]) -> int | None:
    """Return the line of a code fence that is never closed, or None."""
    fences = [line.number for line in lines if line.fence]
    return fences[-1] if len(fences) % 2 else None


def heading(line: Line) -> tuple[int, str] | None:
    """Return level and text of a Markdown heading, or None; `#` at its end belong to it unless a blank is before."""
    match = None if line.code else re.match(r"(#{1,6})\s+(.*?)(?:\s+#+)?$", line.text)
    return (len(match[1]), match[2]) if match else None


def plain_title(text: str) -> str:
    """Return a title without marks, numbering, emoji and a trailing "(10 Questions)"; its case is kept."""
    text = _EMOJI.sub("", text).strip()
    text = re.sub(r"^(\*\*|__)(.*?)\1:?$", r"\2", text).strip()
    text = _COUNT.sub("", _NUMBERING.sub("", _COUNT.sub("", text)))
    return " ".join(text.split()).removesuffix(":").strip() or " ".join(text.split())


def plain_question(text: str) -> str:
    """Return a question on one line, without outer bold, ``Q1:`` and ``1.``."""
    text = " ".join(text.split())
    for _ in range(2):
        text = re.sub(r"^(\*\*|__)((?:(?!\1).)*)\1$", r"\2", text).strip()
        text = _QUESTION_NUMBER.sub("", text)
    return text


def answer_label(text: str) -> re.Match[str] | None:
    """Match the label that opens an answer ("**Expected Answer:**", "Answer:", "A:")."""
    return _LABEL.match(text)


def joined(lines: Sequence[Line]) -> str:
    """Return the lines as one text, without blank lines and rules at its ends."""
    kept = list(lines)
    while kept and (kept[-1].blank or kept[-1].rule):
        kept.pop()
    while kept and (kept[0].blank or kept[0].rule):
        kept.pop(0)
    return "\n".join(line.text for line in kept)


def ends_asking(text: str) -> bool:
    """Tell whether a line ends with `?`, marks for bold aside."""
    return text.rstrip("*_ ").endswith("?")


def asks(text: str) -> bool:
    """Tell whether a line asks something: it ends with `?` or begins as questions and tasks do ("Explain …")."""
    return ends_asking(text) or bool(_ASKS.match(plain_question(text)))


def answer_below(lines: Sequence[Line]) -> str | None:
    """Return the lines under a question as its answer, without a label that opens it; None where there is none."""
    body = joined(lines)
    match = answer_label(body)
    return (body[match.end() :] if match else body).strip("\n") or None
