"""What `prep import` does: read, merge with the bank that is there, say what happened, write."""

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

import typer

from interview_prep import atomic, banks, documents, importing, paths
from interview_prep.cli._output import require_folder
from interview_prep.errors import PrepError
from interview_prep.importing import Merge, Reading
from interview_prep.model import Bank, Question

_OWN_INSTEAD = "make a bank of your own with another --name and --prefix, or mend single questions with `prep edit ID`"


@dataclass(frozen=True, slots=True)
class Job:
    """A document, what it says, the file to write, the bank before (if any, and from which file) and after.

    ``base`` is another file than ``path`` where the bank comes with the program: that one is compared, never written.
    """

    document: Path
    reading: Reading
    path: Path
    base: Path | None
    before: Bank | None
    merge: Merge

    @property
    def current(self) -> bool:
        """Tell whether what is derived in the bank is what the document gives."""
        return self.before is not None and _derived(self.before) == _derived(self.merge.bank)


def prepare(document: Path, output: Path | None, name: str | None, prefix: str | None, now: datetime) -> Job:
    """Read the document and merge it with its bank; nothing is written.

    Without ``output`` the bank is the user's own of that name, or else the one that comes with the program.
    """
    if output:
        require_folder(output)
    read = documents.read(document)
    reading = importing.understand(read)
    who = importing.identity(reading, name, prefix)
    fresh = importing.build(read, reading, who, now)
    path = output or paths.user_banks() / f"{who.name}.yaml"
    packaged = paths.packaged_banks() / f"{who.name}.yaml"
    base = path if path.exists() else packaged if output is None and packaged.exists() else None
    before = banks.load(base) if base else None
    if before and prefix not in (None, before.prefix):
        raise PrepError(
            f"bank {before.name!r} has the prefix {before.prefix!r}, and ids never change; leave --prefix out"
        )
    if before and name not in (None, before.name):
        raise PrepError(f"the bank in {base} is called {before.name!r}; leave --name out, or name another file with -o")
    merge = importing.merge(before, fresh, now) if before else Merge(fresh, tuple(q.id for q in fresh.questions))
    return Job(document, reading, path, base, before, merge)


def _derived(bank: Bank) -> Bank:
    """Return a bank without the times of its changes, which an edit by hand moves, and the hash of its title."""
    return replace(bank, derived=(), questions=tuple(_timeless(question) for question in bank.questions))


def _timeless(question: Question) -> Question:
    hashes = tuple((name, value) for name, value in question.derived if name != "content")
    return replace(question, changed=None, derived=hashes)


def report(job: Job) -> None:
    """Print counts, repairs, what changed, and the lines that are left over."""
    document = shown(job.document)
    live = [question for question in job.merge.bank.questions if not question.retired]
    answered = sum(question.answer_source != "none" for question in live)
    sections = len({question.section for question in live})
    counts = f"{_counted(len(live), 'question')} in {_counted(sections, 'section')}, {answered} with a reference"
    typer.echo(f"{document}: {counts} ({job.reading.dialect})")
    for repair in job.reading.repairs:
        typer.echo(f"{document}:{repair.line}: repaired: {repair.what}")
    for problem in job.reading.leftovers:
        typer.echo(f"{document}:{problem.line}: left over: {problem.message}", err=True)
    for count, what in enumerate(("no key points; write them into the bank", "only one key point; write down more")):
        few = [question.id for question in live if question.answer and len(question.key_points) == count]
        if few:
            typer.echo(f"{len(few)} with an answer but {what}: {_first(few)}")
    if job.before:
        _report_title(job.before, job.merge.bank, job.reading.title)
        _report_merge(job.merge)


def report_namesakes(job: Job) -> None:
    """Say which of the user's banks came from a file of that name: the document may only have a new title."""
    for path in () if job.before else banks.files():
        if path.parent == paths.user_banks().resolve() and path != job.path.resolve():
            with suppress(PrepError):
                bank = banks.load(path)
                if bank.source == job.merge.bank.source:
                    cure = f"if this is the same document, remove the new bank and import it with -o {shown(path)}"
                    typer.echo(f"bank {bank.name!r} came from a file of that name too; {cure}", err=True)


def shown(path: Path | None) -> str:
    """Return a file's path as one line that can be printed."""
    return importing.printable(str(path))


def _report_title(before: Bank, after: Bank, document: str) -> None:
    """Say that the document has a new title, or that the bank's own stays as nobody knows whose it is."""
    if after.title != before.title:
        typer.echo(f"the document's title is now {after.title!r}")
    elif not before.derived and after.title != document:
        typer.echo(f"the title stays {after.title!r}, which may be your own; the document's is {document!r}")


def _counted(number: int, what: str) -> str:
    return f"{number} {what}{'s' * (number != 1)}"


def _report_merge(merge: Merge) -> None:
    parts = {
        "new": merge.added,
        "changed since the last import": merge.changed,
        "retired, as the document has them no longer": merge.retired,
        "changed in the document, but your own words were kept": merge.kept,
    }
    for what, ids in parts.items():
        if ids:
            typer.echo(f"{len(ids)} {what}: {_first(ids)}")


def differences(job: Job) -> str:
    """Say in one line how the bank differs from what the document gives, and what to do about it."""
    if job.before is None:
        return f"{job.path}: there is no such bank; run the command without --check"
    what = f"{job.base}: differs in {_differing(job.before, job.merge.bank)} from what {job.document} gives"
    if job.base != job.path:
        return f"{what}, and comes with the program; {_OWN_INSTEAD}"
    return f"{what}; run the command without --check"


def _differing(before: Bank, after: Bank) -> str:
    known = {question.id: question for question in before.questions}
    ids = [q.id for q in after.questions if q.id not in known or _timeless(known[q.id]) != _timeless(q)]
    pieces = set(before.guidance) ^ set(after.guidance)
    titles = dict.fromkeys(repr(piece.title) for piece in (*before.guidance, *after.guidance) if piece in pieces)
    parts = ["the title"] if before.title != after.title else []
    parts += [_first(ids)] if ids else []
    parts += [f"the guidance {_first(list(titles))}"] if titles else []
    return " and ".join(parts) or "its header or order"


def _first(names: Sequence[str]) -> str:
    return f"{', '.join(names[:5])}{' …' if len(names) > 5 else ''}"


def keep(job: Job) -> None:
    """Write the bank, unless nothing changed; PrepError where another bank has one of its ids."""
    if job.current and job.base != job.path:
        typer.echo(f"{shown(job.base)}: up to date; it comes with the program")
        return
    if job.before == job.merge.bank:
        typer.echo(f"{shown(job.path)}: up to date")
        return
    from interview_prep.bankfile import dump

    _refuse_clash(job)
    try:
        atomic.write_text(job.path, dump(job.merge.bank))
    except OSError as error:
        raise PrepError(f"{job.path}: {error.strerror}; name a file that can be written with -o") from error
    if job.before and job.before.guidance != job.merge.bank.guidance:
        typer.echo("the guidance is now the document's; what the bank had instead is not kept")
    typer.echo(f"{shown(job.path)}: written")


def _refuse_clash(job: Job) -> None:
    """Refuse to write, where banks are looked for, a bank with ids that another one has."""
    if job.path.resolve().parent not in [folder.resolve() for folder in (*banks.folders(), paths.user_banks())]:
        return
    ids = {question.id for question in job.merge.bank.questions}
    for other in banks.files():
        if other == job.path.resolve():
            continue
        try:
            taken = ids & {question.id for question in banks.load(other).questions}
        except PrepError:
            continue  # a broken bank is reported by every other command
        if taken:
            raise PrepError(_taken(other, min(taken)), exit_code=1)


def _taken(bank: Path, key: str) -> str:
    if bank.parent == paths.packaged_banks().resolve():
        return f"{bank} comes with the program and already has {key!r}; {_OWN_INSTEAD}"
    cure = f"update that bank with `-o {bank}`, or make a second one with another --name and --prefix"
    return f"{bank} already has {key!r}; {cure}"
