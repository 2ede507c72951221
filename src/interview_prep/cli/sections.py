"""`prep sections`."""

import json
from dataclasses import asdict

import typer

from interview_prep.cli._options import Banks, Database, Json


def command(bank: Banks = None, as_json: Json = False, db: Database = None) -> None:
    """Show what --section can name, with what is due.

    These are sections, subsections and topics, each with how many questions it has and how many of them are due.
    """
    from interview_prep import catalogue, paths
    from interview_prep.cli import _sections
    from interview_prep.cli._library import chosen

    places = catalogue.places(chosen(None, bank, None, None, None), _sections.due_now(paths.database(db)))
    if as_json:
        for place in places:
            typer.echo(json.dumps(asdict(place), ensure_ascii=False))
    else:
        _sections.print_places(places)
