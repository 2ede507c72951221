"""The user's mended fields of questions whose banks come with the program: kept apart, so that upgrades keep them."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from interview_prep import atomic, bankcheck
from interview_prep.errors import PrepError
from interview_prep.model import Bank, Problem, Question
from interview_prep.suggestions import did_you_mean

MENDABLE = (
    "section",
    "subsection",
    "question",
    "kind",
    "difficulty",
    "topics",
    "answer",
    "answer_source",
    "key_points",
    "note",
    "same_as",
)
_LISTS = ("topics", "key_points", "same_as")


def apply(banks: Sequence[Bank], folder: Path, warnings: list[str]) -> list[Bank]:
    """Put the fields in ``folder``'s files over the banks' questions; what is wrong in a file becomes a warning.

    A file is named after its bank (or banks: two may have one name) and maps ids to fields. A question that is
    overridden counts as changed at the time that its entry gives, or else when the file was last written.
    """
    found = list(banks)
    for path in sorted(folder.glob("*.yaml")):
        entries, problems = _read(path)
        ids = [question.id for bank in found if bank.name == path.stem for question in bank.questions]
        if path.stem not in {bank.name for bank in found}:
            problems.append(Problem(f"there is no bank {path.stem!r}; name the file after its bank", 1))
        else:
            problems += _unknown_ids(entries, path.stem, ids)
            found = [_over(bank, entries, _written(path)) if bank.name == path.stem else bank for bank in found]
        warnings.extend(f"{path}:{problem.line}: {problem.message}" for problem in problems)
    return found


def _written(path: Path) -> str:
    return datetime.fromtimestamp(path.stat().st_mtime, UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def _read(path: Path) -> tuple[dict[str, Any], list[Problem]]:
    """Return the good entries of a file, and its problems."""
    try:
        text = path.read_bytes().decode("utf-8-sig")
    except UnicodeDecodeError as error:
        return {}, [Problem(f"not UTF-8 ({error.reason}); save it as UTF-8", 1)]
    except OSError as error:
        return {}, [Problem(f"{error.strerror}; make the file readable", 1)]
    tree, problems = bankcheck.load(text)
    if problems or tree is None:
        return {}, problems
    if not isinstance(tree, dict):
        return {}, [Problem("not a mapping; write `id:` and below it the fields to mend", 1)]
    good = {}
    for key in bankcheck.without_lines(tree):
        found = list(_entry_problems(key, tree))
        problems += found
        if not found:
            good[key] = tree[key]
    return good, problems


def _entry_problems(key: Any, tree: dict[Any, Any]) -> Iterator[Problem]:
    entry = tree[key]
    if not isinstance(key, str):
        yield Problem(f"the id {key!r} is not a text; write it in quotes", bankcheck.line_of(tree, str(key)))
    if not isinstance(entry, dict):
        yield Problem(
            f"{key!r} has no fields; write them below it, as `field: value`", bankcheck.line_of(tree, str(key))
        )
        return
    for name in bankcheck.without_lines(entry):
        if name in bankcheck.QUESTION_FIELDS and name not in (*MENDABLE, "changed"):
            line = bankcheck.line_of(entry, name)
            yield Problem(f"question {key!r}: `{name}` cannot be mended; remove it", line)
    yield from bankcheck.fields_problems(entry, (), f"question {key!r}")
    if "question" in entry and not str(entry["question"] or "").strip():
        yield Problem(
            f"question {key!r}: the question is empty; write it or remove the field", bankcheck.line_of(entry)
        )


def _unknown_ids(entries: dict[str, Any], name: str, ids: Sequence[str]) -> Iterator[Problem]:
    for key in sorted(set(entries) - set(ids)):
        cure = did_you_mean(key, ids) or "remove it"
        yield Problem(f"bank {name!r} has no question {key!r}; {cure}", bankcheck.line_of(entries[key]) - 1 or 1)


def _over(bank: Bank, entries: dict[str, Any], written: str) -> Bank:
    questions = (overridden(q, entries[q.id], written) if q.id in entries else q for q in bank.questions)
    return replace(bank, questions=tuple(questions))


def overridden(question: Question, entry: dict[str, Any], written: str) -> Question:
    """Return the question with the fields of an entry in place of its own."""
    values = {name: value for name, value in bankcheck.without_lines(entry).items() if name in (*MENDABLE, "changed")}
    for name in _LISTS:
        if name in values:
            values[name] = tuple(values[name] or ())
    for name in ("kind", "answer_source", "section", "question"):
        if values.get(name, "") is None:
            del values[name]
    if "answer" in values and "answer_source" not in values:
        values["answer_source"] = "authored" if values["answer"] else "none"
    return replace(question, **({"changed": written} | values))


def text_of(question: Question) -> str:
    """Return the mendable fields of a question as YAML for an editor."""
    from interview_prep.bankfile import question_to_plain, to_yaml

    plain = question_to_plain(question)
    fields = {name: plain.get(name, [] if name in _LISTS else None) for name in MENDABLE}
    head = f"# {question.id}: change what you like, save and close. A field that you delete is as in the bank again.\n"
    return head + to_yaml(fields)


def edited(original: Question, text: str) -> dict[str, Any]:
    """Return the fields of an edited text that differ from the bank's question.

    Raises PrepError (exit code 1) with a line for each problem.
    """
    tree, problems = bankcheck.load(text)
    if not problems and not isinstance(tree, dict):
        problems = [Problem("not a mapping; keep the lines `field: value`", 1)]
    if not problems:
        problems = list(_entry_problems(original.id, {original.id: tree}))
    if problems:
        raise PrepError("\n".join(f"{original.id}:{p.line}: {p.message}" for p in problems), exit_code=1)
    whole = overridden(original, tree, "")
    names = (name for name in MENDABLE if getattr(whole, name) != getattr(original, name))
    return {name: list(v) if isinstance(v := getattr(whole, name), tuple) else v for name in names}


def keep(folder: Path, original: Question, fields: dict[str, Any], now: datetime) -> Path:
    """Store the fields that a person mended (none: take the question's entry away) and return the file.

    Raises PrepError (exit code 1) where the file that is there cannot be read.
    """
    from interview_prep.bankfile import to_yaml

    path = folder / f"{original.bank}.yaml"
    entries: dict[str, Any] = {}
    if path.exists():
        good, problems = _read(path)
        if problems:
            raise PrepError("\n".join(f"{path}:{p.line}: {p.message}" for p in problems), exit_code=1)
        entries = {key: bankcheck.without_lines(entry) for key, entry in good.items()}
    entries.pop(original.id, None)
    if fields:
        entries[original.id] = fields | {"changed": now.strftime("%Y-%m-%dT%H:%M:%SZ")}
    atomic.write_text(
        path,
        f"# Your own changes to the bank {original.bank}; they stay when the program is upgraded.\n" + to_yaml(entries),
    )
    return path
