"""What `prep sections` does: count what is due, and print places."""

import textwrap
from pathlib import Path

from interview_prep.catalogue import Place
from interview_prep.cli import _page
from interview_prep.cli._render import words


def due_now(database: Path) -> set[str]:
    """Return the ids of the questions that are due; without a database there are none, and none is made."""
    from interview_prep import schema

    if not schema.is_there(database):
        return set()
    from interview_prep import scheduling
    from interview_prep.storage import Progress

    with Progress(database) as progress:
        memories, now = progress.memories(), progress.now()
        return {name for name, memory in memories.items() if scheduling.is_due(memory, now)} - progress.suspended()


def print_places(places: list[Place]) -> None:
    """Print sections under their banks with their subsections indented, then the topics; piped, with tabs."""
    from rich.table import Table

    page = _page.console()
    if not page.is_terminal:
        for place in places:
            _page.print_row(place.what, place.bank or "-", place.name, place.questions, place.due)
        return
    for bank in dict.fromkeys(place.bank for place in places if place.bank):
        _page.heading(page, bank)
        grid = Table.grid(padding=(0, 2), pad_edge=False)
        grid.add_column(justify="right", no_wrap=True)
        grid.add_column(justify="right", no_wrap=True)
        grid.add_column()
        for place in (place for place in places if place.bank == bank):
            due = words(f"{place.due} due" if place.due else "", "yellow")
            name = words(place.name, "dim" if place.inside else "")
            grid.add_row(words(str(place.questions)), due, _page.indented(name, 2 if place.inside else 0))
        page.print(grid)
    _page.heading(page, "topics")
    topics = ", ".join(_counted(place) for place in places if place.what == "topic")
    # A topic does not break from its count at the end of a line: textwrap, unlike rich, keeps hard spaces.
    page.print(words("\n".join(textwrap.wrap(topics, page.width, break_on_hyphens=False)).replace("\u00a0", " ")))


def _counted(topic: Place) -> str:
    due = f" ({topic.due} due)" if topic.due else ""
    return f"{topic.name} {topic.questions}{due}".replace(" ", "\u00a0")
