"""`prep score`."""

from typing import Annotated

import typer

from interview_prep.cli._options import Grader, Json, Model


def command(
    question_id: Annotated[str, typer.Argument(metavar="ID", help="A question's id, such as guide-0084.")],
    answer: Annotated[
        str | None,
        typer.Argument(metavar="[ANSWER | -]", help="The answer; -, or nothing, reads it or opens an editor."),
    ] = None,
    as_json: Json = False,
    explain: Annotated[
        bool, typer.Option("--explain", help="Show each key point's evidence, every signal's share and the thresholds.")
    ] = False,
    grader: Grader = None,
    model: Model = None,
) -> None:
    """Grade one answer, outside a session; nothing is kept."""
    from interview_prep import grading
    from interview_prep.cli import _answer
    from interview_prep.cli._library import library
    from interview_prep.settings import load

    question = library().question(question_id)
    request = grading.request(question, _answer.read(answer, question))
    chosen = grader or (None if model else load().grader) if question.gradable else "keywords"
    loaded = grading.open_grader(chosen, model if question.gradable else None)
    verdict = loaded.grade([request])[0]
    _answer.show(question, request, verdict, loaded, as_json, explain)
