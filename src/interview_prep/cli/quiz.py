"""Answer questions in your own words, have them scored, see them again when you are about to forget them."""

from dataclasses import replace
from typing import Annotated

import typer

from interview_prep.cli._options import Banks, Database, Difficulties, Json, Kinds, Sections, Tags
from interview_prep.errors import PrepError
from interview_prep.settings import Settings, load


def _limits() -> str:
    try:
        chosen = load()
    except PrepError:
        chosen = Settings()
    return f"up to {chosen.reviews_per_day} due and {chosen.new_per_day} new questions a day"


def command(
    section: Sections = None,
    bank: Banks = None,
    difficulty: Difficulties = None,
    kind: Kinds = None,
    tag: Tags = None,
    n: Annotated[
        int | None, typer.Option("--n", min=1, help=f"How many questions, whatever the daily limit ({_limits()}).")
    ] = None,
    new: Annotated[bool, typer.Option("--new", help="Only questions that you have not answered yet.")] = False,
    cram: Annotated[
        bool, typer.Option("--cram", help="The weakest, due or not; answers are kept, the schedule is not touched.")
    ] = False,
    everything: Annotated[
        bool, typer.Option("--all", help="All selected: also what is not due, or has no reference; of twins one.")
    ] = False,
    grader: Annotated[str | None, typer.Option("--grader", help="Grade with this one, not with the best.")] = None,
    unsuspend: Annotated[
        str | None, typer.Option("--unsuspend", metavar="ID", help="Ask a suspended question again, and do no more.")
    ] = None,
    db: Database = None,
    as_json: Json = False,
) -> None:
    """Quiz yourself: answer in your own words, get a score.

    What you forget is asked again in time. Due questions come first, then new ones from the foundations up, within a
    daily limit (`--n`, or the settings new_per_day and reviews_per_day). Without a terminal, answers are read from
    standard input, each ended by a line with a single dot.
    """
    from interview_prep import paths
    from interview_prep.cli import _library, _quiz
    from interview_prep.grading import known
    from interview_prep.selection import Selection, select
    from interview_prep.session import Wishes
    from interview_prep.storage import Progress

    library = _library.library(bank or ())
    questions = select(library, Selection.of(section, bank, difficulty, kind, tag))
    with Progress(paths.database(db)) as progress:
        progress.require_writable()
        if unsuspend:
            _quiz.unsuspend(progress, library, unsuspend)
            return
        settings = load() if grader is None else replace(load(), grader=known(grader))
        _quiz.run(progress, library, questions, Wishes(n, new, cram, everything), settings, as_json)
