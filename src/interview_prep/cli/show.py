"""`prep show`."""

import json
from typing import Annotated

import typer

from interview_prep.cli import _page
from interview_prep.cli._library import library
from interview_prep.cli._options import Json
from interview_prep.listing import as_object


def command(
    question_id: Annotated[str, typer.Argument(metavar="ID", help="A question's id, such as guide-0084.")],
    as_json: Json = False,
) -> None:
    """Show one question with its key points, its answer and what is noted about it."""
    question = library().question(question_id)
    if as_json:
        typer.echo(json.dumps(as_object(question), ensure_ascii=False))
    else:
        _page.print_question(question)
