"""The run behind `prep grade`: rows in, batches graded, rows out."""

import shutil
import sys
import tempfile
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import asdict, dataclass
from itertools import chain
from pathlib import Path
from typing import Any, BinaryIO

import typer

from interview_prep import answerfile, grading, verdictfile
from interview_prep.cli._library import library
from interview_prep.errors import PrepError
from interview_prep.grading._report import as_object
from interview_prep.model import Problem, Question, Verdict

_END = answerfile.Row(0, grading.Request("", "", ()), {})


@dataclass(frozen=True, slots=True)
class Target:
    """Where verdicts go, in which format, and whether an interrupted run is gone on with."""

    out: Path | None
    as_csv: bool
    resume: bool


def run(name: str, target: Target, grader: str | None, model: str | None) -> int:
    """Grade the file ``name`` ("-": standard input) and return how many rows were bad."""
    if target.resume and target.out is None:
        raise PrepError("--resume needs -o: only a file can be gone on with")
    with ExitStack() as opened:
        source = opened.enter_context(_opened(name, spool=target.as_csv))
        first = source.readline()
        from_csv = answerfile.is_csv(name, first)
        names = _names(chain([first], source), from_csv) if target.as_csv else None
        if names is not None:
            source.seek(len(first))
        loaded = _open_grader(grader, model)
        out, kept = _begin(target, loaded)
        header = [*verdictfile.OWN, *names.values()] if names is not None else None
        writer = verdictfile.Writer(out, header, begin=kept.offset == 0)
        tick = opened.enter_context(_progress(name))
        rows = answerfile.read(_ticking(chain([first], source), tick), from_csv, _finder())
        waiting = _after(rows, kept.line, name)
        bad = _grade_all(waiting, loaded, lambda graded, verdicts: writer.write(_merged(graded, verdicts, names)))
        if target.out:
            verdictfile.finish(out, target.out)
    return bad


def _merged(rows: list[answerfile.Row], verdicts: list[Verdict], names: Mapping[str, str] | None) -> Iterator[Any]:
    for row, verdict in zip(rows, verdicts, strict=True):
        yield verdictfile.merged(as_object(row.request.question_id, verdict), row.line, row.others, names)


def _after(rows: Iterator[answerfile.Row | Problem], line: int, name: str) -> Iterator[answerfile.Row | None]:
    """Yield the good rows that are still to be graded, and None for each bad one, which is told."""
    for row in rows:
        if isinstance(row, Problem):
            typer.echo(f"{name}:{row.line}: {row.message}", err=True)
            yield None
        elif row.line > line:
            yield row


def _grade_all(
    rows: Iterator[answerfile.Row | None],
    loaded: grading.Grading,
    write: Callable[[list[answerfile.Row], list[Verdict]], None],
) -> int:
    """Grade in batches, each written before the next; return how many rows were bad."""
    bad = 0
    batch: list[answerfile.Row] = []
    for row in chain(rows, [_END]):
        if row is None:
            bad += 1
        elif row is not _END:
            batch.append(row)
        if batch and (row is _END or len(batch) == grading.BATCH):
            write(batch, loaded.grade([one.request for one in batch]))
            batch.clear()
    return bad


def _open_grader(name: str | None, model: str | None) -> grading.Grading:
    from interview_prep.settings import load

    return grading.open_grader(name or (None if model else load().grader), model)


def _finder() -> Callable[[str], Question]:
    """Return a look-up by id; the banks are read when the first row asks for one."""
    found: dict[str, Question] = {}
    opened: list[object] = []

    def find(key: str) -> Question:
        if not opened:
            opened.append(banks := library())
            found.update({question.id: question for question in banks.questions(retired=True)})
        if key not in found:
            raise PrepError(f"unknown question {key!r}; give `question` and `reference`, or an id of `prep list`")
        return found[key]

    return find


def _begin(target: Target, loaded: grading.Grading) -> tuple[BinaryIO, verdictfile.Kept]:
    if target.out is None:
        return sys.stdout.buffer, verdictfile.Kept()
    out, kept = verdictfile.begin(target.out, target.resume, target.as_csv)
    if kept.grader is not None and kept.grader != asdict(loaded.grader):
        out.close()
        was = kept.grader.get("name") if isinstance(kept.grader, dict) else kept.grader
        raise PrepError(f"{target.out} was begun by the grader {was!r}; name it with --grader, or leave --resume out")
    return out, kept


@contextmanager
def _opened(name: str, spool: bool) -> Iterator[BinaryIO]:
    """Open the input; standard input is copied to a file first where it must be read twice."""
    if name != "-":
        try:
            with Path(name).open("rb") as file:
                yield file
        except (FileNotFoundError, IsADirectoryError, PermissionError) as error:
            if error.filename != name and str(error.filename) != name:
                raise
            raise PrepError(f"{name}: {error.strerror}; name a file of answers that can be read") from error
    elif spool:
        with tempfile.TemporaryFile() as file:
            shutil.copyfileobj(sys.stdin.buffer, file)
            file.seek(0)
            yield file
    else:
        yield sys.stdin.buffer


def _names(lines: Iterable[bytes], from_csv: bool) -> dict[str, str]:
    """Return the names under which the columns of the whole input are passed through."""
    return verdictfile.passed(answerfile.csv_columns(lines) if from_csv else answerfile.json_columns(lines))


def _ticking(source: Iterable[bytes], tick: Callable[[int], None]) -> Iterator[bytes]:
    for line in source:
        tick(len(line))
        yield line


@contextmanager
def _progress(name: str) -> Iterator[Callable[[int], None]]:
    """Show how much of the input is read, on a terminal only."""
    if not sys.stderr.isatty():
        yield lambda _: None
        return
    from rich.console import Console
    from rich.progress import BarColumn, Progress, TaskProgressColumn, TimeRemainingColumn

    size = Path(name).stat().st_size if name != "-" else None
    bar = Progress("grading", BarColumn(), TaskProgressColumn(), TimeRemainingColumn(), console=Console(stderr=True))
    with bar:
        task = bar.add_task("", total=size)
        yield lambda count: bar.advance(task, count)
