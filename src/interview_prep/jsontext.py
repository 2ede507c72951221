"""A value as JSON that a terminal can show: readable as it stands, what a terminal would obey instead is escaped."""

import json
import re
from typing import Any

# C1 control characters, marks that turn the direction of text, and half characters, which no output can take.
OBEYED = "\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ud800-\udfff"
_OBEYED = re.compile(f"[{OBEYED}]")


def dumps(value: Any, *, indent: int | None = None, allow_nan: bool = True) -> str:
    """Return a value as JSON text; ValueError for a number that is none, unless it is allowed."""
    return visible(json.dumps(value, ensure_ascii=False, indent=indent, allow_nan=allow_nan))


def visible(text: str) -> str:
    r"""Return JSON text with \uXXXX for each character that a terminal would obey; they stand in its strings alone."""
    return _OBEYED.sub(lambda match: f"\\u{ord(match[0]):04x}", text)
