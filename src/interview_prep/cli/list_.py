"""`prep list`."""

import typer

from interview_prep.cli._options import Banks, Difficulties, Json, Kinds, Sections, Tags


def command(
    section: Sections = None,
    bank: Banks = None,
    difficulty: Difficulties = None,
    kind: Kinds = None,
    tag: Tags = None,
    as_json: Json = False,
) -> None:
    """List questions.

    Values of one option add up, different options narrow: `-s rag -s agents -d expert` is every expert question on
    either. `prep sections` shows what --section can name.
    """
    from interview_prep.cli import _page
    from interview_prep.cli._library import chosen
    from interview_prep.listing import as_line

    questions = chosen(section, bank, difficulty, kind, tag)
    if as_json:
        for question in questions:
            typer.echo(as_line(question))
        return
    _page.print_questions(questions)
    if questions:
        typer.echo(f"\n{len(questions)} question{'s' * (len(questions) != 1)}", err=True)
