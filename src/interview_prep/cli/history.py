"""Earlier answers to one question."""

from typing import Annotated

import typer

from interview_prep.cli._options import Database, Json


def command(
    question_id: Annotated[str, typer.Argument(metavar="ID", help="The id of a question.")],
    db: Database = None,
    as_json: Json = False,
) -> None:
    """Show your earlier answers to a question.

    They come with their scores and ratings, the oldest first.
    """
    from interview_prep.cli import _history, _kept, _library

    library = _library.library()
    with _kept.progress(db) as progress:
        reviews = progress.history(question_id)
        memory = progress.memories([question_id]).get(question_id)
        if not reviews:
            question_id = library.question(question_id).id  # a question that vanished keeps its history
        if as_json:
            _history.write(reviews)
        else:
            _history.show(question_id, reviews, memory, progress.now())
