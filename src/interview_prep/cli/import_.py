"""`prep import`."""

from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated

import typer

from interview_prep.errors import PrepError


def command(
    document: Annotated[Path, typer.Argument(help="Text, Markdown, HTML, .pdf or .docx.")],
    output: Annotated[
        Path | None, typer.Option("-o", "--output", help="The bank to write (default: one of your own).")
    ] = None,
    name: Annotated[str | None, typer.Option(help="The bank's name (default: known, or made from the title).")] = None,
    prefix: Annotated[str | None, typer.Option(help="What its question ids begin with (default: the name).")] = None,
    check: Annotated[
        bool, typer.Option("--check", help="Write nothing; exit 1 if the bank is not up to date.")
    ] = False,
) -> None:
    """Make a question bank of a document, or update it.

    Understood are: numbered Markdown headings followed by "Answer:"; Markdown headings that ask, with answers below;
    bold questions "**Q1: …**" with answers below; lists of questions, bulleted or numbered, with or without indented
    answers; numbered plain text as taken from a PDF; "Q:" and "A:" lines. Importing again keeps every id and all
    that you have written into the bank, but no comments; what left the document is retired. The lines that are named
    are the file's; those of a .pdf or .docx are counted in the text that was taken out of it.
    """
    from interview_prep.cli import _import

    job = _import.prepare(document, output, name, prefix, datetime.now(UTC))
    _import.report(job)
    if name is None and output is None:
        _import.report_namesakes(job)
    if check and not job.current:
        raise PrepError(_import.differences(job), exit_code=1)
    if check:
        typer.echo(f"{_import.shown(job.base)}: up to date")
    else:
        _import.keep(job)
