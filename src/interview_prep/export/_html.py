"""Markdown as HTML for Anki cards: raw HTML escaped, code in blocks, LaTeX in the form that Anki's MathJax reads.

Anki takes `[sound:…]`, `[latex]` and the like for its own marks wherever they stand in a note, even in code: brackets
of the text are therefore written as `&#91;`.
"""

from functools import cache
from html import escape
from typing import Any

from interview_prep import markup

_BRACKET = "\0"  # stands for the bracket before a formula until the others are escaped; the parser lets none through


def html(text: str) -> str:
    """Return Markdown as HTML blocks."""
    return _without_marks(_markdown().render(text))


def inline(text: str) -> str:
    """Return one line of Markdown as HTML without a paragraph around it."""
    return _without_marks(_markdown().renderInline(text))


def plain(text: str) -> str:
    """Return one line of plain text as HTML: nothing in it is Markdown but code words and formulas."""
    return _without_marks(_markdown(plain=True).renderInline(text))


def _without_marks(rendered: str) -> str:
    return rendered.strip().replace("[", "&#91;").replace(_BRACKET, "[")


@cache
def _markdown(plain: bool = False) -> Any:
    parser = markup.plain_parser() if plain else markup.parser()
    parser.add_render_rule("math", lambda _, tokens, at, options, env: _tex(tokens[at]))
    return parser


def _tex(token: Any) -> str:
    tex = escape(token.content.strip(), quote=False)
    if token.markup == "$":
        return rf"\({tex}\)"
    return rf"\{_BRACKET} {tex} \]" + ("\n" if token.map else "")  # blanks, as `[` and `sound:` must not meet
