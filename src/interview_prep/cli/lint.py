"""`prep lint`."""

from typing import Annotated

import typer

from interview_prep.cli._options import Json


def command(
    bank: Annotated[
        list[str] | None, typer.Argument(metavar="[BANK]...", help="Bank files or names; default: all.")
    ] = None,
    errors_only: Annotated[bool, typer.Option("--errors", "-e", help="Leave warnings out.")] = False,
    grade: Annotated[
        bool, typer.Option("--grade", help="Also grade each answer against its own key points (loads the model).")
    ] = False,
    as_json: Json = False,
) -> None:
    """Check question banks.

    Prints one line a finding, `file:line: cause; cure`. Exits with 1 where there is an error.
    """
    from dataclasses import asdict
    from pathlib import Path

    from interview_prep import jsontext
    from interview_prep.cli import _lint

    job = _lint.gather([Path(each) if _lint.is_path(each) else each for each in bank or ()])
    findings = [*job.broken, *_lint.findings(job, grade)]
    shown = [finding for finding in findings if finding.severity == "error" or not errors_only]
    for finding in shown:
        typer.echo(jsontext.dumps(asdict(finding)) if as_json else str(finding))
    errors = sum(finding.severity == "error" for finding in findings)
    typer.echo(_lint.summary(job, errors, len(findings) - errors), err=True)
    if errors:
        raise typer.Exit(1)
