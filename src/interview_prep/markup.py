"""Markdown as interviewers write it: CommonMark with tables and LaTeX in dollars, raw HTML taken as text."""

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator
from itertools import pairwise
from typing import Any

# As in pandoc: no space inside the dollars, no digit after the closing one, so that "$5 and $10" stays money.
_INLINE = re.compile(r"\$\$(?=\S)(?P<display>(?:\\.|[^\\$])+?)\$\$|\$(?=\S)(?P<inline>(?:\\.|[^\\$])+?)(?<=\S)\$(?!\d)")


def parser() -> Any:
    """Return a markdown-it parser; formulas are tokens of type `math` with markup `$` or `$$`, never inside code."""
    from markdown_it import MarkdownIt

    reader = MarkdownIt("commonmark", {"html": False}).enable(["table", "strikethrough"])
    reader.inline.ruler.before("escape", "math", _inline_math)
    reader.block.ruler.before("fence", "math", _block_math, {"alt": ["paragraph", "reference", "blockquote", "list"]})
    return reader


_VERBATIM = re.compile(r"`[^`]*`|\$[^$]*\$")
_MARKS = re.compile(r"[*<]|(?<!\w)_+(?=\w)|(?<=\w)_+(?!\w)")


def plain_parser() -> Any:
    """Return a parser for plain texts, such as key points: code words and formulas are seen, `__init__` is a name."""
    return parser().disable(["emphasis", "strikethrough", "link", "image", "autolink", "entity", "escape"])


def escaped(text: str) -> str:
    """Return a plain text as Markdown that shows it: marks escaped but in code words and formulas."""
    parts, at = [], 0
    for found in _VERBATIM.finditer(text):
        parts += [_escape(text[at : found.start()]), found[0]]
        at = found.end()
    return "".join([*parts, _escape(text[at:])])


def _escape(text: str) -> str:
    return _MARKS.sub(lambda found: "".join(f"\\{mark}" for mark in found[0]), text)


def without_html(text: str) -> str:
    """Return a Markdown text with each `<` escaped that other readers would take for HTML; code and formulas stay."""
    text = re.sub(r"\r\n?", "\n", text)
    while places := sorted(set(_html(text))):  # where a tag is text, what stands in it may be a tag
        text = "\\".join(text[start:end] for start, end in pairwise([0, *places, len(text)]))
    return text


def _html(text: str) -> Iterator[int]:
    """Yield where the HTML of a Markdown text begins, blocks of it and tags within a line."""
    marks = [found.start() for found in re.finditer("<", text)]
    lines = [0, *(found.end() for found in re.finditer("\n", text))]
    passed: Counter[int] = Counter()  # the cells of a table share their line
    for token in _html_parser().parse(text) if marks else ():
        if token.type not in ("html_block", "inline"):
            continue
        line = token.map[0]
        first = bisect_left(marks, lines[line]) + passed[line]  # what Markdown puts before a text holds no `<`
        if token.type == "html_block":
            yield marks[first]
        for child in token.children or ():
            if child.type == "html_inline":
                yield marks[first + token.content.count("<", 0, child.meta["at"])]
        passed[line] += token.content.count("<")


def _html_parser() -> Any:
    from markdown_it.rules_inline import html_inline

    def located(state: Any, silent: bool) -> bool:
        at = state.pos
        found = html_inline(state, silent)
        if found and not silent:
            state.tokens[-1].meta["at"] = at
        return found

    reader = parser()
    reader.options["html"] = True
    reader.inline.ruler.at("html_inline", located)
    return reader


def _inline_math(state: Any, silent: bool) -> bool:
    found = _INLINE.match(state.src, state.pos, state.posMax)
    if not found:
        return False
    if not silent:
        token = state.push("math", "math", 0)
        token.markup = "$$" if found["display"] else "$"
        token.content = found["display"] or found["inline"]
    state.pos = found.end()
    return True


def _block_math(state: Any, start: int, end: int, silent: bool) -> bool:
    """Take the lines from one that begins with `$$` to one that ends with it, whatever Markdown they look like."""
    if state.is_code_block(start) or not _line(state, start).startswith("$$"):
        return False
    for last in range(start, end):
        if _line(state, last) and state.sCount[last] < state.blkIndent:
            return False
        text = "\n".join(_line(state, at) for at in range(start, last + 1)).rstrip()
        if len(text) > 4 and text.endswith("$$"):
            break
    else:
        return False
    if "$$" in text[2:-2]:
        return False
    if not silent:
        token = state.push("math", "math", 0)
        token.markup, token.content, token.map = "$$", text[2:-2], [start, last + 1]
        state.line = last + 1
    return True


def _line(state: Any, at: int) -> str:
    text: str = state.src[state.bMarks[at] + state.tShift[at] : state.eMarks[at]]
    return text
