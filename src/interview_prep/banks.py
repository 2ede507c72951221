"""Find the banks, load them (from the cache where nothing changed), and put the user's mended fields over them."""

import hashlib
import json
import os
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from interview_prep import __version__, atomic, paths
from interview_prep.errors import PrepError
from interview_prep.model import Bank, Question
from interview_prep.suggestions import did_you_mean


@dataclass(frozen=True, slots=True)
class Library:
    """Every bank that was found, and one line for each that could not be read."""

    banks: tuple[Bank, ...]
    warnings: tuple[str, ...] = ()

    def questions(self, retired: bool = False) -> list[Question]:
        """Return the questions of all banks in order; retired ones only on request."""
        return [q for bank in self.banks for q in bank.questions if retired or not q.retired]

    def bank(self, name: str) -> Bank:
        """Return the bank of that name."""
        return next(bank for bank in self.banks if bank.name == name)

    def question(self, key: str) -> Question:
        """Return the question of that id, retired or not; PrepError with the nearest id where there is none."""
        found = {q.id: q for q in self.questions(retired=True)}
        if key in found:
            return found[key]
        raise PrepError(_unknown_id(key, list(found)))


def _unknown_id(key: str, known: list[str]) -> str:
    return f"unknown question {key!r}; {did_you_mean(key, known) or '`prep list` shows every id'}"


def discover(overridden: bool = True) -> Library:
    """Load the packaged banks, those of ``PREP_BANKS`` and the user's own; a broken one becomes a warning.

    The user's mended fields are put over them unless ``overridden`` is false.
    Raises PrepError where two banks claim one question id.
    """
    banks: list[Bank] = []
    warnings: list[str] = [*_unlisted()]
    origin: dict[str, Path] = {}
    for path in files():
        try:
            bank = load(path)
        except PrepError as error:
            warnings.extend(str(error).splitlines())
            continue
        claim(bank, path, origin)
        banks.append(bank)
    return Library(tuple(_overridden(banks, warnings) if overridden else banks), tuple(warnings))


def _unlisted() -> Iterator[str]:
    for folder in paths.extra_banks():
        try:
            next(folder.iterdir(), None)
        except OSError as error:
            yield f"{folder}: {error.strerror}; mend PREP_BANKS"


def files() -> list[Path]:
    """Return the files of all banks, each once: the packaged ones, those of ``PREP_BANKS``, the user's own."""
    found = [path.resolve() for folder in folders() for path in sorted(folder.glob("*.y*ml")) if _is_bank(path)]
    return list(dict.fromkeys(found))


def folders() -> list[Path]:
    """Return the folders in which banks are looked for, those that are there."""
    named = [paths.packaged_banks(), *paths.extra_banks(), paths.user_banks()]
    return [folder for folder in named if folder.is_dir()]


def _is_bank(path: Path) -> bool:
    return path.suffix in (".yaml", ".yml") and not path.name.startswith(".") and not path.is_dir()


def claim(bank: Bank, path: Path, origin: dict[str, Path]) -> None:
    """Note in ``origin`` the file of each id of a bank; PrepError (exit code 1) where another file has it."""
    for question in bank.questions:
        first = origin.setdefault(question.id, path)
        if first != path:
            raise PrepError(f"{first} and {path} both claim {question.id!r}; rename one of the two ids", exit_code=1)


def load(path: Path) -> Bank:
    """Load one bank file.

    Raises PrepError (exit code 1) with one ``file:line: cause; cure`` line for each problem, or (2) if it is missing
    or a folder.
    """
    try:
        stat = path.stat()
    except OSError as error:
        raise PrepError(f"{path}: {error.strerror}; name a bank that exists") from error
    if path.is_dir():
        raise PrepError(f"{path}: a folder; name the bank files in it")
    stamp = f"{__version__} {path} {stat.st_mtime_ns} {stat.st_size}"
    place = paths.cache() / "banks" / f"{hashlib.sha256(os.fsencode(path)).hexdigest()[:16]}.json"
    return _cached(place, stamp) or _parsed(path, place, stamp)


def _cached(place: Path, stamp: str) -> Bank | None:
    from interview_prep.bankfile import from_plain

    try:
        kept = json.loads(place.read_bytes())
        return from_plain(kept["bank"]) if kept["stamp"] == stamp else None
    except (OSError, ValueError, KeyError, TypeError):
        return None  # the cache is never needed


def _parsed(path: Path, place: Path, stamp: str) -> Bank:
    from interview_prep.bankfile import parse, to_plain

    try:
        text = path.read_bytes().decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise PrepError(f"{path}:1: not UTF-8 ({error.reason}); save it as UTF-8", exit_code=1) from error
    except OSError as error:
        raise PrepError(f"{path}: {error.strerror}; make it readable", exit_code=1) from error
    bank, problems = parse(text)
    if bank is None:
        raise PrepError("\n".join(f"{path}:{p.line}: {p.message}" for p in problems), exit_code=1)
    with suppress(OSError):  # a read-only cache only costs time
        atomic.write_bytes(place, json.dumps({"stamp": stamp, "bank": to_plain(bank)}).encode())
    return bank


def _overridden(banks: Iterable[Bank], warnings: list[str]) -> list[Bank]:
    folder = paths.user_banks() / "overrides"
    if not folder.is_dir():
        return list(banks)
    from interview_prep.overrides import apply

    return apply(list(banks), folder, warnings)
