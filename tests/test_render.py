"""What the terminal shows, at every width, and the picture of it."""

import io
import re
from datetime import UTC, datetime
from pathlib import Path

import pytest
from rich.console import Console

from interview_prep.cli import _render
from interview_prep.model import RATINGS
from interview_prep.scheduling import preview

NOW = datetime(2026, 11, 20, 12, tzinfo=UTC)
PICTURE = Path(__file__).parents[1] / "docs" / "session.svg"


@pytest.mark.parametrize("width", [14, 20, 24, 30, 40, 49, 50, 51, 60, 100])
def test_no_rating_is_broken(width: int) -> None:
    """Lines end between ratings, and are no longer than the terminal is wide."""
    out = Console(file=io.StringIO(), width=width)
    with out.capture() as caught:
        out.print(_render.choices(preview(None, "a", NOW), NOW, "good", width))
    lines = caught.get().splitlines()
    assert all(len(line) <= width for line in lines)
    found = [part.strip("[]") for line in lines for part in line.split("   ")]
    assert [part.split()[:2] for part in found] == [[str(n), rating] for n, rating in enumerate(RATINGS, start=1)]
    assert all(re.fullmatch(r"\d \w+ [\d.]+ \w+", part) for part in found)


def test_no_text_of_the_picture_begins_with_a_blank() -> None:
    """Some programs that draw it leave such blanks out, and words run together ("82of 100")."""
    texts = re.findall(r"textLength=[^>]*>([^<]*)</text>", PICTURE.read_text("utf-8"))
    assert len(texts) > 50
    assert [told for told in texts if told.startswith("&#160;") and told.replace("&#160;", "").strip()] == []
