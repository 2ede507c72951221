"""The run behind `prep grade`: rows in, batches graded, rows out."""

import os
import shutil
import sys
import tempfile
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import AbstractContextManager, ExitStack, closing, contextmanager, nullcontext
from dataclasses import asdict, dataclass, replace
from itertools import chain
from pathlib import Path
from typing import Any, BinaryIO

import typer

from interview_prep import answerfile, atomic, digests, grading, verdictfile
from interview_prep.cli._library import library
from interview_prep.cli._meter import Meter, meter
from interview_prep.errors import PrepError
from interview_prep.grading._report import as_object
from interview_prep.model import Grader, Problem, Question, Verdict

_STDOUT = ("-", "/dev/stdout")
_END = answerfile.Row(0, grading.Request("", "", ()), {})


@dataclass(frozen=True, slots=True)
class Target:
    """Where verdicts go (None: standard output), in which format, and whether an interrupted run is gone on with."""

    out: Path | None
    as_csv: bool
    resume: bool


def run(name: str, target: Target, grader: str | None, model: str | None) -> int:
    """Grade the file ``name`` ("-": standard input) and return how many rows were bad."""
    target = _settled(target, name)
    unfinished = verdictfile.partial(target.out) if target.out and atomic.replaceable(target.out) else None
    with ExitStack() as opened:
        opened.enter_context(_resumable(unfinished))
        source = opened.enter_context(_opened(name, spool=target.as_csv))
        first = source.readline()
        from_csv = answerfile.is_csv(name, first)
        names = _names(chain([first], source), from_csv) if target.as_csv else None
        if names is not None:
            source.seek(len(first))
        loaded = _open_grader(grader, model)
        header = [*verdictfile.OWN, *names.values()] if names is not None else None
        kept = _kept(target, loaded.grader, header)
        known = opened.enter_context(digests.opened(unfinished, going_on=kept.source == unfinished))
        out = opened.enter_context(_output(target, kept))
        earlier = opened.enter_context(closing(verdictfile.written(kept, target.as_csv)))
        writer = verdictfile.Writer(out, header, begin=kept.offset == 0)
        progress = opened.enter_context(meter(_size(name), shown=bool(target.out) or not sys.stdout.isatty()))
        rows = _told(answerfile.read(progress.reading(chain([first], source)), from_csv, _finder()), name, progress)

        def write(graded: list[answerfile.Row], verdicts: list[Verdict]) -> None:
            known.add(row.request for row in graded)
            writer.write(_merged(graded, verdicts, names))
            progress.done()

        bad = _grade_all(_after(rows, earlier, names, known, target.out), loaded, write)
        progress.done()
    _say_unknown(known.unknown)
    return bad


@contextmanager
def _resumable(unfinished: Path | None) -> Iterator[None]:
    """Raise PrepError (exit code 130) for an interruption after which the run can be gone on with."""
    try:
        yield
    except KeyboardInterrupt as error:
        if unfinished is None or not unfinished.exists():
            raise
        raise PrepError("interrupted; the same command with --resume goes on where it stopped", 130) from error


def _say_unknown(count: int) -> None:
    """Say of how many verdicts that were kept it is not known whether their answers are still the same."""
    if count:
        what = f"{count} verdict{'s' * (count > 1)} of an earlier run kept"
        why = "only the words that they quote tell whether answers were edited since"
        typer.echo(f"prep: {what}, and {why}; leave --resume out to grade all anew", err=True)


def _merged(rows: list[answerfile.Row], verdicts: list[Verdict], names: Mapping[str, str] | None) -> Iterator[Any]:
    for row, verdict in zip(rows, verdicts, strict=True):
        yield verdictfile.merged(as_object(row.request.question_id, verdict), row.line, row.others, names)


def _told(rows: Iterator[answerfile.Row | Problem], name: str, progress: Meter) -> Iterator[answerfile.Row | None]:
    """Yield the good rows, and None for each bad one, which is told."""
    for row in rows:
        if isinstance(row, Problem):
            progress.say(f"{name}:{row.line}: {row.message}")
            yield None
        else:
            yield row


def _after(
    rows: Iterator[answerfile.Row | None],
    earlier: Iterator[verdictfile.Written],
    names: Mapping[str, str] | None,
    known: digests.Digests,
    out: Path | None,
) -> Iterator[answerfile.Row | None]:
    """Yield the rows, None for a bad one, that have no verdict of an earlier run into ``out``.

    Raises PrepError where a verdict of that run is on something else.
    """
    for row in rows:
        if row is None or (verdict := next(earlier, None)) is None:
            yield row
        elif not (_belongs(verdict, row, names) and known.is_on(row.request)):
            raise _strange(out, row.line)
    if verdict := next(earlier, None):
        raise _strange(out, verdict.cells["line"])


def _belongs(verdict: verdictfile.Written, row: answerfile.Row, names: Mapping[str, str] | None) -> bool:
    cells = verdictfile.merged({"question_id": row.request.question_id}, row.line, row.others, names)
    return verdict.is_on(row.request.answer, row.request.points, cells)


def _strange(out: Path | None, line: int) -> PrepError:
    what = f"{out} was begun on other answers or questions (they differ from line {line} on)"
    return PrepError(f"{what}; name the answers it was begun on, or leave --resume out to start anew")


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


def _settled(target: Target, name: str) -> Target:
    """Return the target with the file itself where -o names a link to it.

    Raises PrepError where nothing can be written there, or the answers would be overwritten.
    """
    out = None if target.out is None or str(target.out) in _STDOUT else _file(target.out)
    written = (out, verdictfile.partial(out), digests.beside(verdictfile.partial(out))) if out else ()
    if any(_is_input(name, place) for place in written):
        raise PrepError(f"{target.out} would overwrite the answers; name another file")
    if target.resume and not (out and atomic.replaceable(out)):
        raise PrepError("--resume needs a file to go on with; name it with -o")
    return replace(target, out=out)


def _file(out: Path) -> Path:
    """Return what a link names; a device or a pipe stays as it is named."""
    try:
        if out.is_dir():
            raise PrepError(f"{out} is a directory; name a file in it")
        return out.resolve() if atomic.replaceable(out) else out
    except OSError as error:
        raise PrepError(f"{out}: {error.strerror}; name a place that can be written") from error


def _is_input(name: str, place: Path) -> bool:
    """Tell whether a place is the file that the answers are read from."""
    try:
        given = os.fstat(sys.stdin.fileno()) if name == "-" else Path(name).stat()
        return place.is_file() and os.path.samestat(given, place.stat())
    except OSError:  # one of the two is no file, or not there
        return False


def _output(target: Target, kept: verdictfile.Kept) -> AbstractContextManager[BinaryIO]:
    return verdictfile.opened(target.out, kept) if target.out else nullcontext(sys.stdout.buffer)


def _kept(target: Target, grader: Grader, header: list[str] | None) -> verdictfile.Kept:
    """Return what an earlier run left that is gone on with; PrepError where it was begun in another way."""
    if target.out is None or not target.resume:
        return verdictfile.Kept()
    kept = verdictfile.kept(target.out, target.as_csv)
    if kept.source and kept.grader != asdict(grader):
        raise PrepError(f"{target.out} was begun {_otherwise(kept.grader, grader)}")
    if kept.source and header is not None and list(kept.names) != header:
        raise PrepError(f"{target.out} was begun with other columns; leave --resume out to start anew")
    return kept


def _otherwise(was: Any, now: Grader) -> str:
    """Say by which grader a run was begun, and how to go on."""
    held = was if isinstance(was, dict) else {"name": was}
    name, model, version = (held.get(field) for field in ("name", "model", "version"))
    if name != now.name:
        return f"by the grader {name!r}; name it with --grader, or leave --resume out to start anew"
    if model != now.model:
        return f"with the model {model!r}; name it with --model, or leave --resume out to start anew"
    corrected = now.version.startswith(f"{version}+own(")
    undo = f", or undo your correction: prep calibrate --undo -g {name}" if corrected else ""
    return f"by version {version!r} of {name!r}, which is now {now.version!r}; leave --resume out to start anew{undo}"


@contextmanager
def _opened(name: str, spool: bool) -> Iterator[BinaryIO]:
    """Open the input; standard input or a pipe is copied to a file first where it must be read twice."""
    if name != "-":
        try:
            with Path(name).open("rb") as file, _spooled(file, spool and not file.seekable()) as again:
                yield again
        except (FileNotFoundError, IsADirectoryError, PermissionError) as error:
            if error.filename != name and str(error.filename) != name:
                raise
            raise PrepError(f"{name}: {error.strerror}; name a file of answers that can be read") from error
    else:
        with _spooled(sys.stdin.buffer, spool) as again:
            yield again


@contextmanager
def _spooled(source: BinaryIO, needed: bool) -> Iterator[BinaryIO]:
    """Give the source, or where ``needed`` a copy of it that can be read twice."""
    if not needed:
        yield source
        return
    with tempfile.TemporaryFile() as copy:
        shutil.copyfileobj(source, copy)
        copy.seek(0)
        yield copy


def _names(lines: Iterable[bytes], from_csv: bool) -> dict[str, str]:
    """Return the names under which the columns of the whole input are passed through."""
    return verdictfile.passed(answerfile.csv_columns(lines) if from_csv else answerfile.json_columns(lines))


def _size(name: str) -> int | None:
    """Return the size of the input where it is a file."""
    return Path(name).stat().st_size if name != "-" and Path(name).is_file() else None
