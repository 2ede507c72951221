"""A table for spreadsheets: one row a question, lists one entry a line; nothing in it is run as a formula."""

import csv
import io
from collections.abc import Sequence
from typing import Any

from interview_prep.listing import FIELDS, as_object
from interview_prep.model import Question

_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "\uff1d", "\uff0b", "\uff0d", "\uff20")


def render(questions: Sequence[Question]) -> str:
    """Return the questions as CSV with a heading row; a cell that a spreadsheet would run begins with `'`."""
    out = io.StringIO()
    rows = csv.writer(out, lineterminator="\r\n")
    rows.writerow(FIELDS)
    rows.writerows([_cell(value) for value in as_object(question).values()] for question in questions)
    return out.getvalue()


def _cell(value: Any) -> str:
    text = "\n".join(value) if isinstance(value, list) else "" if value is None else str(value)
    return f"'{text}" if text.lstrip(" ").startswith(_FORMULA) else text
