"""`prep show`."""

from typing import Annotated

import typer

from interview_prep.cli._options import Json


def command(
    question_id: Annotated[str, typer.Argument(metavar="ID", help="A question's id, such as guide-0084.")],
    as_json: Json = False,
) -> None:
    """Show one question with its key points and answer."""
    from interview_prep.cli import _page
    from interview_prep.cli._library import library
    from interview_prep.listing import as_line

    question = library().question(question_id)
    if as_json:
        typer.echo(as_line(question))
    else:
        _page.print_question(question)
