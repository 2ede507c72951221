"""How the practice goes."""

import typer

from interview_prep.cli._options import Database, Json


def command(db: Database = None, as_json: Json = False) -> None:
    """Show how the practice goes, and what comes due.

    Reviews and retention over time, scores by topic, the weakest questions, the streak. A day begins at 4 in the
    morning. Retention is the share of questions asked again on a later day and still known.
    """
    from interview_prep import jsontext
    from interview_prep.cli import _kept, _library, _stats
    from interview_prep.figures import figures

    library = _library.library()
    with _kept.progress(db) as progress:
        resting = progress.suspended()
        asked = [question for question in library.questions() if question.id not in resting]
        found = figures(progress.ratings(), progress.memories(), asked, progress.now())
        unrated = progress.unrated()
    if as_json:
        typer.echo(jsontext.dumps(_stats.to_plain(found, len(resting))))
    elif unrated and not found.answers:
        count = "1 answer is" if unrated == 1 else f"{unrated} answers are"
        typer.echo(f"No rated answers yet, {count} without a rating; `prep quiz` asks the next questions.")
    else:
        _stats.show(found, {question.id: question.question for question in asked}, len(resting))
