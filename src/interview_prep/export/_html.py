"""Markdown as HTML for Anki cards: raw HTML escaped, code in blocks, LaTeX in the form that Anki's MathJax reads."""

from functools import cache
from html import escape
from typing import Any

from interview_prep import markup


def html(text: str) -> str:
    """Return Markdown as HTML blocks."""
    rendered: str = _markdown().render(text)
    return rendered.strip()


def inline(text: str) -> str:
    """Return one line of Markdown as HTML without a paragraph around it."""
    rendered: str = _markdown().renderInline(text)
    return rendered.strip()


def plain(text: str) -> str:
    """Return one line of plain text as HTML: nothing in it is Markdown but code words and formulas."""
    rendered: str = _markdown(plain=True).renderInline(text)
    return rendered.strip()


@cache
def _markdown(plain: bool = False) -> Any:
    parser = markup.plain_parser() if plain else markup.parser()
    parser.add_render_rule("math", lambda _, tokens, at, options, env: _tex(tokens[at]))
    return parser


def _tex(token: Any) -> str:
    tex = escape(token.content.strip(), quote=False)
    if token.markup == "$":
        return rf"\({tex}\)"
    return rf"\[{tex}\]" + ("\n" if token.map else "")
