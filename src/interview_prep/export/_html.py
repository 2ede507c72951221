"""Markdown as HTML for Anki cards: raw HTML escaped, code in blocks, LaTeX in the form that Anki's MathJax reads."""

import re
from functools import cache
from html import escape
from typing import Any

# As in pandoc: no space inside the dollars, no digit after the closing one, so that "$5 and $10" stays money.
_INLINE = re.compile(r"\$\$(?=\S)(?P<display>(?:\\.|[^\\$])+?)\$\$|\$(?=\S)(?P<inline>(?:\\.|[^\\$])+?)(?<=\S)\$(?!\d)")


def html(text: str) -> str:
    """Return Markdown as HTML blocks."""
    rendered: str = _markdown().render(text)
    return rendered.strip()


def inline(text: str) -> str:
    """Return one line of Markdown as HTML without a paragraph around it."""
    rendered: str = _markdown().renderInline(text)
    return rendered.strip()


@cache
def _markdown() -> Any:
    from markdown_it import MarkdownIt

    parser = MarkdownIt("commonmark", {"html": False}).enable(["table", "strikethrough"])
    parser.inline.ruler.before("escape", "math", _inline_math)
    parser.block.ruler.before("fence", "math", _block_math, {"alt": ["paragraph", "reference", "blockquote", "list"]})
    parser.add_render_rule("math", lambda _, tokens, at, options, env: _tex(tokens[at]))
    return parser


def _tex(token: Any) -> str:
    tex = escape(token.content.strip(), quote=False)
    if token.markup == "$":
        return rf"\({tex}\)"
    return rf"\[{tex}\]" + ("\n" if token.map else "")


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
