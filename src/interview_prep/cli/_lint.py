"""What `prep lint` does: find the files, load what can be loaded, and put findings at their lines."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from interview_prep import banks, lint
from interview_prep.banklines import Lines, locate
from interview_prep.errors import PrepError
from interview_prep.lint import Finding, Subject
from interview_prep.model import Bank, Question
from interview_prep.suggestions import unknown

_LINE = re.compile(r"^(?P<file>.+?):(?P<line>\d+): (?P<cause>.*?)(?:; (?P<cure>.*))?$", re.S)


@dataclass(frozen=True, slots=True)
class Job:
    """The banks to check with their files, the other banks, and what is wrong with those that cannot be loaded."""

    banks: tuple[tuple[Path, Bank], ...]
    others: tuple[Bank, ...]
    broken: tuple[Finding, ...]


def is_path(name: str) -> bool:
    """Tell whether a name on the command line means a file rather than a bank's name."""
    return name.endswith((".yaml", ".yml")) or Path(name).name != name


def gather(wanted: Iterable[Path | str]) -> Job:
    """Load the wanted banks (default: all) and the others that they are compared with (not copies of the wanted).

    Raises PrepError for a name that no bank has and a file that is not there.
    """
    loaded: dict[Path, Bank] = {}
    broken: dict[Path, list[Finding]] = {}
    named = [each.resolve() for each in wanted if isinstance(each, Path)]
    for path in dict.fromkeys([*banks.files(), *named]):
        try:
            loaded[path] = banks.load(path)
        except PrepError as error:
            if error.exit_code != 1:
                raise
            broken[path] = sorted(map(_broken, str(error).splitlines()), key=lambda finding: finding.line)
    chosen = [_find(each, loaded, broken) for each in wanted] or [*loaded, *broken]
    checked = tuple((path, loaded[path]) for path in dict.fromkeys(chosen) if path in loaded)
    ids = _ids(checked)
    return Job(
        checked,
        tuple(b for path, b in loaded.items() if path not in chosen and ids.isdisjoint(q.id for q in b.questions)),
        tuple(finding for path, lines in broken.items() if path in chosen for finding in lines),
    )


def _ids(checked: Iterable[tuple[Path, Bank]]) -> set[str]:
    origin: dict[str, Path] = {}
    for path, bank in checked:
        banks.claim(bank, path, origin)
    return set(origin)


def _find(wanted: Path | str, loaded: dict[Path, Bank], broken: dict[Path, list[Finding]]) -> Path:
    if isinstance(wanted, Path):
        return wanted.resolve()
    names = {path.stem: path for path in broken} | {bank.name: path for path, bank in loaded.items()}
    if wanted not in names:
        raise PrepError(unknown("bank", wanted, sorted(names)))
    return names[wanted]


def _broken(line: str) -> Finding:
    found = _LINE.match(line)
    if not found:
        return Finding(line, 1, "error", "bank", "", line, "mend the file")
    file, at = _shown(Path(found["file"])), int(found["line"])
    return Finding(file, at, "error", "bank", "", found["cause"], found["cure"] or "mend it")


def findings(job: Job, grade: bool) -> list[Finding]:
    """Return what the rules find; ``grade`` adds the one that loads the grader."""
    lines: dict[str, tuple[str, Lines]] = {}
    for path, _ in job.banks:
        shown = _shown(path)
        lines |= {name: (shown, where) for name, where in locate(path.read_text("utf-8-sig")).items()}
    rules = list(lint.rules())
    if grade:
        from interview_prep.lint.own_answers import points_in_answer

        rules.append(points_in_answer)
    given = {name: frozenset(where.fields) for name, (_, where) in lines.items()}
    everywhere = [*(bank for _, bank in job.banks), *job.others]
    retired = frozenset(question.id for bank in everywhere for question in bank.questions if question.retired)
    subject = Subject(_live(bank for _, bank in job.banks), _live(job.others), given, retired)
    return lint.check(subject, lines, rules)


def _live(found: Iterable[Bank]) -> tuple[Question, ...]:
    return tuple(question for bank in found for question in bank.questions if not question.retired)


def _shown(path: Path) -> str:
    try:
        return str(path.relative_to(Path.cwd()))
    except ValueError:
        return str(path)


def summary(job: Job, errors: int, warnings: int) -> str:
    """Return the count of everything in one line."""
    questions = sum(len(bank.questions) for _, bank in job.banks)
    counts = (len(job.banks), "bank"), (questions, "question"), (errors, "error"), (warnings, "warning")
    return ", ".join(f"{count} {word}{'s' * (count != 1)}" for count, word in counts)
