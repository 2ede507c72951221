"""`prep edit`."""

from datetime import UTC, datetime
from typing import Annotated

import typer

from interview_prep import paths
from interview_prep.errors import PrepError


def command(question_id: Annotated[str, typer.Argument(metavar="ID", help="The question to mend.")]) -> None:
    """Mend a question in your editor.

    It is the one that VISUAL or EDITOR names. What differs is kept as your own, also over upgrades.
    """
    from interview_prep import banks, overrides
    from interview_prep.cli._editor import edit

    before = overrides.text_of(banks.discover().question(question_id))
    text, file = edit(before, ".yaml")
    original = banks.discover(overridden=False).question(question_id)
    try:
        fields = overrides.edited(original, text)
        if text != before:
            overrides.keep(paths.user_banks() / "overrides", original, fields, datetime.now(UTC))
    except (PrepError, OSError) as error:
        cause = f"{error.filename}: {error.strerror}; make it writable" if isinstance(error, OSError) else error
        raise PrepError(f"{cause}\nyour text is kept in {file}; copy it from there into `prep edit`", 1) from error
    file.unlink()
    what = "not changed" if text == before else f"your own now: {', '.join(fields) or 'nothing, as in the bank'}"
    typer.echo(f"{question_id}: {what}")
