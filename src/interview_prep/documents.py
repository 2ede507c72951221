"""A document's path to its text: encodings repaired, control characters gone; PDF, Word and HTML are read by suffix."""

import hashlib
import re
import unicodedata
from dataclasses import dataclass
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

from interview_prep.errors import PrepError
from interview_prep.model import Repair

_ESCAPE = re.compile(r"\x1b(?:\[[0-?]*[ -/]*[@-~]|\][^\x07\x1b\n]*(?:\x07|\x1b\\)|[@-Z\\-_])")
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ufeff\ufffe\uffff]")
_AT_START = re.compile(f"^{_CONTROL.pattern}+", re.M)
_MAGIC = (b"%PDF-", b"PK\x03\x04", b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"\x1f\x8b", b"\x7fELF", b"\xd0\xcf\x11\xe0")


@dataclass(frozen=True, slots=True)
class Document:
    """A document that was read: its text with Unix line ends, the sha256 of its bytes, and what was repaired."""

    path: Path
    text: str
    sha256: str
    repairs: tuple[Repair, ...] = ()


def read(path: Path) -> Document:
    """Read a document as text.

    Raises PrepError: exit code 2 where it cannot be opened or a needed extra is missing, 1 with ``file:line: cause;
    cure`` where it is empty, binary or in a broken encoding.
    """
    try:
        content = path.read_bytes()
    except OSError as error:
        raise PrepError(f"{path}: {error.strerror}; name a document that can be read") from error
    text = _text(path, content)
    text, repairs = repaired(text.replace("\r\n", "\n").replace("\r", "\n"))
    if not text.strip():
        raise _bad(path, 1, "the document is empty; name one that holds questions")
    return Document(path, text, hashlib.sha256(content).hexdigest(), repairs)


def _bad(path: Path, line: int, message: str) -> PrepError:
    return PrepError(f"{path}:{line}: {message}", exit_code=1)


def _text(path: Path, content: bytes) -> str:
    kind = path.suffix.lower()
    if kind == ".pdf":
        return _pdf(path)
    if kind == ".docx":
        return _docx(path)
    text = _decoded(path, content)
    return _html(text) if kind in (".html", ".htm") else text


def _decoded(path: Path, content: bytes) -> str:
    if content.startswith(_MAGIC):
        raise _bad(
            path, 1, "a binary file, not text; save it as UTF-8 text, or with its own suffix if it is .pdf or .docx"
        )
    encoding = _encoding(content)
    if encoding == "utf-8-sig" and b"\0" in content:
        line = content.count(b"\n", 0, content.index(b"\0")) + 1
        raise _bad(path, line, "a binary file, not text; save it as UTF-8 text")
    try:
        return content.decode(encoding)
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        name = encoding.upper().removesuffix("-SIG")
        raise _bad(path, line, f"not {name} ({error.reason}, byte {error.start}); save it as UTF-8") from error


def _encoding(content: bytes) -> str:
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return "utf-16"
    sample = content[:4096]
    for offset, encoding in ((1, "utf-16-le"), (0, "utf-16-be")):
        half, other = sample[offset::2], sample[1 - offset :: 2]
        if half and half.count(0) > 0.7 * len(half) and 0 not in other:
            return encoding
    return "utf-8-sig"


def repaired(text: str) -> tuple[str, tuple[Repair, ...]]:
    """Undo a wrong decoding and remove control characters; return the text and what was repaired."""
    repairs: list[Repair] = []
    whole = _not_mac_roman(text)
    if whole != text:
        repairs.append(Repair(_first_difference(text, whole), "UTF-8 that had been read as Mac Roman was restored"))
    clean = _CONTROL.sub(_harmless, _AT_START.sub("", _ESCAPE.sub("", whole)))
    if clean.strip("\n\ufeff") != whole.strip("\n\ufeff"):
        line = _first_difference(whole.lstrip("\ufeff"), clean)
        repairs.append(Repair(line, "control characters were removed"))
    return clean, tuple(repairs)


def _harmless(match: re.Match[str]) -> str:
    """Replace what may stand between words by a blank, drop the rest; a line never becomes two.

    (At the start of a line even a page break is dropped: a blank would hide the heading behind it.)
    """
    return " " if match[0] in "\x0b\x0c\x1c\x1d\x1e\x1f\x85\u2028\u2029" else ""


def _first_difference(before: str, after: str) -> int:
    pairs = zip(before.split("\n"), after.split("\n"), strict=False)
    return next((number for number, (old, new) in enumerate(pairs, 1) if old != new), 1)


def _not_mac_roman(text: str) -> str:
    """Restore UTF-8 that was decoded as Mac Roman, where that holds for the whole text and leaves it plainer."""
    if text.isascii():
        return text
    try:
        whole = text.encode("mac_roman").decode("utf-8")
    except UnicodeError:
        return text
    return whole if _strange(whole) < _strange(text) else text


def _strange(text: str) -> int:
    return sum(1 for char in text if ord(char) > 127 and unicodedata.category(char) not in ("Lo", "Mn"))


def _pdf(path: Path) -> str:
    try:
        from pypdf import PdfReader
        from pypdf.errors import PyPdfError
    except ImportError as error:
        raise PrepError(f"{path}: reading PDF needs pypdf; run `pip install 'interview-prep[pdf]'`") from error
    try:
        return "\n\n".join(page.extract_text() for page in PdfReader(path).pages)
    except (PyPdfError, ValueError, KeyError, OSError) as error:
        raise _bad(path, 1, f"not a PDF that can be read ({error}); save it again, or as text") from error


def _docx(path: Path) -> str:
    try:
        import docx
    except ImportError as error:
        raise PrepError(f"{path}: reading Word needs python-docx; run `pip install 'interview-prep[docx]'`") from error
    try:
        parts = list(docx.Document(str(path)).iter_inner_content())
    except Exception as error:  # python-docx lets errors of zipfile, lxml and its own through
        raise _bad(path, 1, f"not a .docx that can be read ({error}); save it again, or as text") from error
    return "\n".join(_word_table(part) if hasattr(part, "rows") else _word_paragraph(part) for part in parts)


def _word_table(table: Any) -> str:
    """Return the rows of a table as lines; a cell that goes over several columns stands there once."""
    lines = []
    for row in table.rows:
        cells = {cell._tc: " ".join(cell.text.split()) for cell in row.cells}
        lines.append(" | ".join(cells.values()))
    return "\n".join(["", *lines, ""])


def _word_paragraph(paragraph: Any) -> str:
    style, text = paragraph.style.name if paragraph.style else "", paragraph.text
    if style == "Title":
        return f"# {text}\n"
    if match := re.fullmatch(r"Heading (\d)", style):
        return f"\n{'#' * min(int(match[1]) + 1, 6)} {text}\n"
    return f"- {text}" if style.startswith("List") else f"{text}\n"


_SILENT = ("script", "style", "title")
_MARKS = {"code": "`", "b": "**", "strong": "**"}
_BLOCK = re.compile(
    "h[1-6]|address|article|aside|blockquote|body|dd|details|div|dl|dt|fieldset|figcaption|figure|footer|form|header|hr"
    "|main|nav|ol|p|section|summary|table|ul"
)


class _Html(HTMLParser):
    """Write the parts of a page that questions are made of as Markdown.

    ``fresh`` tells that an item or a cell has begun and holds nothing yet, ``cells`` counts those of a row.
    """

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.blocks: list[str] = []
        self.parts: list[str] = []
        self.silent = self.pre = self.cells = 0
        self.fresh = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.silent += tag in _SILENT
        if tag == "pre":
            if not self.pre:
                self.finish()
            self.pre += 1
        elif tag == "br":
            self.parts.append("\n")
        elif not self.pre:
            self._begin(tag)

    def _begin(self, tag: str) -> None:
        if re.fullmatch("h[1-6]", tag):
            self.parts.append(f"\n\n{'#' * int(tag[1])} ")
        elif _BLOCK.fullmatch(tag):
            self.parts.append("" if self.fresh else "\n\n")
        elif tag == "tr":
            self.parts.append("\n")
            self.cells = 0
        elif tag in ("td", "th"):
            self._begin_cell()
        elif tag == "li":
            self.parts.append("\n- ")
        else:
            self.parts.append(_MARKS.get(tag, ""))
        self.fresh = self.fresh or tag in ("li", "td", "th")

    def _begin_cell(self) -> None:
        self.cells += 1
        if self.cells > 1:
            while self.parts and not self.parts[-1].strip():
                self.parts.pop()
            self.parts.append(" | ")

    def handle_endtag(self, tag: str) -> None:
        self.silent -= tag in _SILENT and self.silent > 0
        if tag == "pre" and self.pre:
            if self.pre == 1:
                self.finish()
            self.pre -= 1
        elif not self.pre:
            self.parts.append("\n\n" if _BLOCK.fullmatch(tag) else _MARKS.get(tag, ""))
            self.fresh = self.fresh and tag not in ("li", "td", "th")

    def handle_data(self, data: str) -> None:
        if not self.silent:
            self.parts.append(data if self.pre else re.sub(r"\s+", " ", data))
            self.fresh = self.fresh and not data.strip()

    def finish(self) -> None:
        """End the prose, or the code, that was written until now."""
        text = "".join(self.parts)
        text = _fenced(text) if self.pre else _tidied(text)
        self.blocks += [text] if text else []
        self.parts = []


def _fenced(code: str) -> str:
    fence = "````" if "```" in code else "```"
    return "\n".join((fence, code.strip("\n").rstrip(), fence)) if code.strip() else ""


def _tidied(text: str) -> str:
    """Return prose without blanks at the edges of lines, empty items, and blank lines between items."""
    text = "\n".join(" ".join(line.split()) for line in text.split("\n"))
    text = re.sub(r"\n{3,}", "\n\n", re.sub(r"^-$", "", text, flags=re.M))
    return re.sub(r"^(- .*)\n\n(?=- )", r"\1\n", text, flags=re.M).strip()


def _html(text: str) -> str:
    page = _Html()
    page.feed(text)
    page.close()
    page.finish()
    return "\n\n".join(page.blocks) + "\n"
