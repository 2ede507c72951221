"""`prep sections`."""

from dataclasses import asdict

import typer

from interview_prep.cli._options import Banks, Database, Json


def command(bank: Banks = None, as_json: Json = False, db: Database = None) -> None:
    """Show what --section can name, with what is due.

    These are sections, subsections and topics, each with how many questions it has and how many of them are due.
    """
    from interview_prep import catalogue, jsontext, paths
    from interview_prep.cli import _sections
    from interview_prep.cli._library import chosen

    places = catalogue.places(chosen(None, bank, None, None, None), _sections.due_now(paths.database(db)))
    if as_json:
        for place in places:
            typer.echo(jsontext.dumps(asdict(place)))
    else:
        _sections.print_places(places)
