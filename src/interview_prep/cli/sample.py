"""`prep sample`."""

import random
import secrets
import sys
from pathlib import Path
from typing import Annotated

import typer

from interview_prep import plugins, sampling
from interview_prep.cli import _output, _sheet
from interview_prep.cli._library import chosen
from interview_prep.cli._options import Banks, Difficulties, Kinds, Sections, Tags
from interview_prep.errors import PrepError


def command(
    n: Annotated[int, typer.Option("--n", "-n", min=1, help="How many questions.")] = 20,
    seed: Annotated[int | None, typer.Option(help="Number of a set that was drawn before; it is always shown.")] = None,
    answers: Annotated[
        bool, typer.Option("--answers", help="The interviewer's copy: key points to tick, answers.")
    ] = False,
    form: Annotated[str, typer.Option("--format", help="table, markdown or json.")] = "table",
    output: Annotated[Path | None, typer.Option("--output", "-o", help="File to write, instead of the output.")] = None,
    section: Sections = None,
    bank: Banks = None,
    difficulty: Difficulties = None,
    kind: Kinds = None,
    tag: Tags = None,
) -> None:
    """Draw a set of questions for an interview, spread over sections and difficulties, nothing asked twice.

    The same seed and options give the same set as long as the banks stay the same. Minutes are estimates by kind and
    difficulty.
    """
    if form not in _sheet.FORMS:
        raise PrepError(plugins.unknown("format", form, list(_sheet.FORMS)))
    pool = chosen(section, bank, difficulty, kind, tag)
    seed = secrets.randbelow(1_000_000) if seed is None else seed
    drawn = sampling.sample(pool, n, random.Random(seed))
    if pool and len(drawn) < n:
        typer.echo(f"prep: {_sheet.shortage(n, len(drawn), len(pool))}", err=True)
    sheet = _sheet.Sheet(tuple(drawn), seed, answers, to_file=output is not None or not sys.stdout.isatty())
    _output.write(_sheet.FORMS[form](sheet), output, _sheet.summary(sheet))
