"""A page of HTML as Markdown, and which line of the page each of its lines comes from."""

import re
from collections.abc import Iterator
from html.parser import HTMLParser

_LINE = re.compile(r"\0(\d+)\0")  # the page's line, kept behind the words until the Markdown is whole
_DASH = r"-(?:\0\d+\0)*"


def as_markdown(html: str) -> tuple[str, tuple[int, ...]]:
    """Return the text of a page as Markdown, and for each of its lines the 1-based line of the page."""
    page = _Page()
    page.feed(html.replace("\0", ""))
    page.close()
    page.finish()
    text = "\n\n".join(page.blocks) + "\n"
    return _LINE.sub("", text), tuple(_lines_of(text))


def _lines_of(text: str) -> Iterator[int]:
    """Yield the number that stands first in each line; where none does, that of the line before."""
    number = 1
    for line in text.split("\n"):
        found = _LINE.search(line)
        number = int(found[1]) if found else number
        yield number


_SILENT = ("script", "style", "title")
_MARKS = {"code": "`", "b": "**", "strong": "**"}
_BLOCK = re.compile(
    "h[1-6]|address|article|aside|blockquote|body|dd|details|div|dl|dt|fieldset|figcaption|figure|footer|form|header|hr"
    "|main|nav|ol|p|section|summary|table|ul"
)


class _Page(HTMLParser):
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
            text = _with_lines(data, self.getpos()[0])
            self.parts.append(text if self.pre else re.sub(r"\s+", " ", text))
            self.fresh = self.fresh and not data.strip()

    def finish(self) -> None:
        """End the prose, or the code, that was written until now."""
        text = "".join(self.parts)
        text = _fenced(text) if self.pre else _tidied(text)
        self.blocks += [text] if text else []
        self.parts = []


def _with_lines(data: str, first: int) -> str:
    """Return a text with the number of its line behind the words of each; ``first`` is that of the first."""
    return "\n".join(_numbered(line, number) for number, line in enumerate(data.split("\n"), first))


def _numbered(line: str, number: int) -> str:
    words = line.rstrip()
    return f"{words}\0{number}\0{line[len(words) :]}" if words else line


def _fenced(code: str) -> str:
    fence = "````" if "```" in _LINE.sub("", code) else "```"
    return "\n".join((fence, code.strip("\n").rstrip(), fence)) if code.strip() else ""


def _tidied(text: str) -> str:
    """Return prose without blanks at the edges of lines, empty items, and blank lines between items."""
    text = "\n".join(" ".join(line.split()) for line in text.split("\n"))
    text = re.sub(r"\n{3,}", "\n\n", re.sub(rf"^{_DASH}$", "", text, flags=re.M))
    return re.sub(rf"^({_DASH} .*)\n\n(?={_DASH} )", r"\1\n", text, flags=re.M).strip()
