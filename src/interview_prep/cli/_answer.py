"""One answer in, one verdict out: where `prep score` reads from and what it prints."""

import sys
from typing import TYPE_CHECKING

import typer

from interview_prep import jsontext
from interview_prep.model import Question, Verdict

if TYPE_CHECKING:
    from interview_prep.grading import Grading, Request


def read(given: str | None, question: Question) -> str:
    """Return the answer: the argument, else standard input, else (on a terminal) what the editor saved."""
    if given is not None and given != "-":
        return given.encode("utf-8", "surrogateescape").decode("utf-8", "replace")
    if given is None and sys.stdin.isatty():
        return _edited(question)
    return sys.stdin.buffer.read().decode("utf-8-sig", "replace").removesuffix("\n").removesuffix("\r")


def _edited(question: Question) -> str:
    from interview_prep.cli._editor import edit

    asked = "".join(f"# {line}\n" for line in question.question.splitlines())
    text, file = edit(f"\n{asked}# Write above; lines at the end that begin with # are left out.\n", ".md")
    file.unlink()
    lines = text.splitlines()
    while lines and (lines[-1].startswith("#") or not lines[-1].strip()):
        lines.pop()
    return "\n".join(lines)


def show(
    question: Question, request: "Request", verdict: Verdict, grading: "Grading", as_json: bool, explain: bool
) -> None:
    """Print the verdict; with --json alone on standard output, the explanation then on standard error."""
    from interview_prep.cli import _render
    from interview_prep.grading._report import account, as_object

    if as_json:
        typer.echo(jsontext.dumps(as_object(question.id, verdict)))
    else:
        page = _render.console()
        page.print(_render.words(_headline(verdict), "bold"))
        if not explain:
            page.print(_render.points_table(verdict.points, _render.plain_marks(page)))
    if explain:
        for line in account(request, verdict, grading):
            typer.echo(_render.safe(line), err=as_json)


def _headline(verdict: Verdict) -> str:
    if verdict.score is None:
        return "This question has no key points to grade by."
    cut = " Only the first part of this long answer was read." if verdict.truncated else ""
    made = f"{verdict.grader.name} {verdict.grader.version}"
    return f"Score {verdict.score:.0f} of 100 ({verdict.rating}), by {made}.{cut}"
