"""The banks as every command opens them: what could not be read is a warning on standard error."""

from collections.abc import Iterable

import typer

from interview_prep import banks, selection
from interview_prep.cli import harmless
from interview_prep.errors import PrepError
from interview_prep.model import Question
from interview_prep.selection import Selection


def library(named: Iterable[str] = ()) -> banks.Library:
    """Load every bank; print one line on standard error for each problem of a bank that was merely discovered.

    The problems of the banks that are ``named`` are left to `selection.select`, which raises them.
    """
    found = banks.discover()
    raised = selection.unreadable(found, named)
    for line in found.warnings:
        if line not in raised:
            typer.echo(harmless(f"prep: warning: {line}"), err=True)
    if not found.banks:
        raise PrepError("no question bank was found; import a document with `prep import DOCUMENT`", exit_code=1)
    return found


def chosen(
    sections: list[str] | None,
    banks_: list[str] | None,
    difficulties: list[str] | None,
    kinds: list[str] | None,
    tags: list[str] | None,
) -> list[Question]:
    """Return the questions that the shared options select; say so on standard error where there are none."""
    found = selection.select(library(banks_ or ()), Selection.of(sections, banks_, difficulties, kinds, tags))
    if not found:
        typer.echo("prep: no question is all of that at once; leave one option out", err=True)
    return found
