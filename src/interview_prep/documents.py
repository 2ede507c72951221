"""A document's path to its text: encodings repaired, control characters gone; PDF, Word and HTML are read by suffix."""

import hashlib
import re
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from interview_prep import mojibake, webpage
from interview_prep.errors import PrepError
from interview_prep.model import Problem, Repair

_ESCAPE = re.compile(r"\x1b(?:\[[0-?]*[ -/]*[@-~]|\][^\x07\x1b\n]*(?:\x07|\x1b\\)|[@-Z\\-_])")
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ufeff\ufffe\uffff]")
_AT_START = re.compile(f"^{_CONTROL.pattern}+", re.M)
_MAGIC = (b"%PDF-", b"PK\x03\x04", b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"\x1f\x8b", b"\x7fELF", b"\xd0\xcf\x11\xe0")


@dataclass(frozen=True, slots=True)
class Document:
    """A document that was read: its text with Unix line ends, the sha256 of its bytes, what was repaired and what not.

    ``lines`` holds, for each line of the text, the line of the file, where that is another one: in a page of HTML.
    """

    path: Path
    text: str
    sha256: str
    repairs: tuple[Repair, ...] = ()
    problems: tuple[Problem, ...] = ()
    lines: tuple[int, ...] = ()

    def line(self, number: int) -> int:
        """Return the line of the file from which a line of the text comes."""
        return self.lines[number - 1] if self.lines else number


def read(path: Path) -> Document:
    """Read a document as text.

    Raises PrepError: exit code 2 where it cannot be opened or a needed extra is missing, 1 with ``file:line: cause;
    cure`` where it is empty, binary or in a broken encoding.
    """
    try:
        content = path.read_bytes()
    except OSError as error:
        raise PrepError(f"{path}: {error.strerror}; name a document that can be read") from error
    text, restored = mojibake.restored(_text(path, content).replace("\r\n", "\n").replace("\r", "\n"))
    text, lines = webpage.as_markdown(text) if path.suffix.lower() in (".html", ".htm") else (text, ())
    clean, removed = without_controls(text)
    if not clean.strip():
        raise _bad(path, 1, "the document is empty; name one that holds questions")
    document = Document(path, clean, hashlib.sha256(content).hexdigest(), lines=lines)
    repairs = (*restored, *(replace(repair, line=document.line(repair.line)) for repair in removed))
    problems = (replace(problem, line=document.line(problem.line)) for problem in mojibake.suspected(text))
    return replace(document, repairs=repairs, problems=tuple(problems))


def _bad(path: Path, line: int, message: str) -> PrepError:
    return PrepError(f"{path}:{line}: {message}", exit_code=1)


def _text(path: Path, content: bytes) -> str:
    kind = path.suffix.lower()
    if kind == ".pdf":
        return _pdf(path)
    if kind == ".docx":
        return _docx(path)
    return _decoded(path, content)


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


def without_controls(text: str) -> tuple[str, tuple[Repair, ...]]:
    """Remove control characters; return the text, and the repair where one was more than a mark of the byte order."""
    clean = _CONTROL.sub(_harmless, _AT_START.sub("", _ESCAPE.sub("", text)))
    if clean.strip("\n\ufeff") == text.strip("\n\ufeff"):
        return clean, ()
    line = mojibake.first_difference(text.lstrip("\ufeff"), clean)
    return clean, (Repair(line, "control characters were removed"),)


def _harmless(match: re.Match[str]) -> str:
    """Replace what may stand between words by a blank, drop the rest; a line never becomes two.

    (At the start of a line even a page break is dropped: a blank would hide the heading behind it.)
    """
    return " " if match[0] in "\x0b\x0c\x1c\x1d\x1e\x1f\x85\u2028\u2029" else ""


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
