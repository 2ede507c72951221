"""Is a YAML text a bank: loaded as plain values only, and every problem at its line with its cure."""

import re
from collections.abc import Iterator
from itertools import accumulate
from typing import Any

import yaml

from interview_prep.model import ANSWER_SOURCES, DIFFICULTIES, KINDS, Problem
from interview_prep.suggestions import did_you_mean

_LINE = "__line__"
_BASE: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_ALIAS = re.compile(r"(?:^|[\s\[{,:-])\*[\w-]+\s*(?:$|[,\]}])", re.M)
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]")
_DEEPEST = 100  # values in each other; a bank needs six, the C library dies of some thousands
_INDENTED = re.compile(rf"^[ \t?-]{{{_DEEPEST // 2}}}", re.M)
_NAME = re.compile(r"[^\W_][\w.-]*")

_TEXT, _NUMBER, _TEXTS, _FLAG = "a text in quotes", "a whole number", "a list of texts", "true or false"
_LIST, _HASHES = "a list", "a mapping of texts"
_BANK_FIELDS = {
    "bank": _TEXT,
    "title": _TEXT,
    "prefix": _TEXT,
    "source": _TEXT,
    "sha256": _TEXT,
    "dialect": _TEXT,
    "notice": _TEXT,
    "derived": _HASHES,
    "guidance": _LIST,
    "repairs": _LIST,
    "questions": _LIST,
}
QUESTION_FIELDS = {
    "id": _TEXT,
    "number": _NUMBER,
    "section": _TEXT,
    "subsection": _TEXT,
    "question": _TEXT,
    "kind": _TEXT,
    "difficulty": _TEXT,
    "topics": _TEXTS,
    "answer": _TEXT,
    "answer_source": _TEXT,
    "key_points": _TEXTS,
    "note": _TEXT,
    "same_as": _TEXTS,
    "source_line": _NUMBER,
    "changed": _TEXT,
    "retired": _FLAG,
    "derived": _HASHES,
}
_CHOICES = {"kind": KINDS, "difficulty": DIFFICULTIES, "answer_source": ANSWER_SOURCES}
_REQUIRED = ("id", "section", "question")
_PARTS = ("guidance", "repairs", "questions")


class _Loader(_BASE):  # type: ignore[misc]
    """Load plain values only, remember the line of each mapping and key, refuse a key given twice."""

    def construct_mapping(self, node: Any, deep: bool = False) -> dict[Any, Any]:
        mapping: dict[Any, Any] = super().construct_mapping(node, deep=deep)
        lines: dict[str, int] = {}
        for key, value in node.value:
            if key.value in lines:
                twice = f"the key {key.value!r} stands twice in one mapping"
                raise yaml.constructor.ConstructorError(None, None, twice, key.start_mark)
            if isinstance(key.value, str):
                lines[key.value] = key.start_mark.line + 1
            if key.value in _PARTS and isinstance(value, yaml.SequenceNode):
                lines |= {f"{key.value} {at}": item.start_mark.line + 1 for at, item in enumerate(value.value)}
        mapping[_LINE] = lines | {"": node.start_mark.line + 1}
        return mapping


# A date or time stays the text that it is written as.
_Loader.yaml_implicit_resolvers = {
    first: [(tag, pattern) for tag, pattern in resolvers if tag != "tag:yaml.org,2002:timestamp"]
    for first, resolvers in _BASE.yaml_implicit_resolvers.items()
}


def line_of(mapping: dict[Any, Any], key: str = "") -> int:
    """Return the 1-based line of a loaded mapping, or of one of its keys."""
    lines: dict[str, int] = mapping[_LINE]
    return lines.get(key, lines[""])


def without_lines(value: Any) -> Any:
    """Return loaded values without what they know of their lines."""
    if isinstance(value, dict):
        return {key: without_lines(entry) for key, entry in value.items() if key != _LINE}
    return [without_lines(entry) for entry in value] if isinstance(value, list) else value


def load(text: str) -> tuple[Any, list[Problem]]:
    """Load YAML text as plain values whose mappings know their lines.

    Returns the values and no problems, or None and what is wrong with the text.
    """
    found = _CONTROL.search(text)
    if found:
        line = text.count("\n", 0, found.start()) + 1
        return None, [Problem(f"control character {found[0]!r}; remove it", line)]
    try:
        trap = _trap(text)
        return (None, [trap]) if trap else (yaml.load(text, Loader=_Loader), [])  # a safe loader
    except yaml.MarkedYAMLError as error:
        mark: Any = error.problem_mark or error.context_mark
        return None, [Problem(f"not valid YAML: {error.problem}; mend the line", mark.line + 1 if mark else 1)]
    except (yaml.YAMLError, ValueError, RecursionError) as error:
        return None, [Problem(f"not valid YAML: {' '.join(str(error).split())}; mend the file", 1)]


def _trap(text: str) -> Problem | None:
    """Find what must not be loaded: an alias (a few can stand for millions of values), or values too deep."""
    if not (_ALIAS.search(text) or _INDENTED.search(text) or _brackets(text) > _DEEPEST):
        return None
    depth = 0
    for event in yaml.parse(text, Loader=_BASE):
        mark: Any = event.start_mark
        if isinstance(event, yaml.AliasEvent):
            return Problem("an alias (`*name`) stands here; write the value out", mark.line + 1)
        depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
        if depth > _DEEPEST:
            return Problem(f"values stand more than {_DEEPEST} deep in each other; mend the line", mark.line + 1)
    return None


def _brackets(text: str) -> int:
    """Return how deep brackets stand in each other, at most (those in quotes are counted too)."""
    steps = (1 if found[0] in "[{" else -1 for found in re.finditer(r"[\[\]{}]", text))
    return max(accumulate(steps), default=0)


def problems(tree: Any) -> Iterator[Problem]:
    """Yield every problem of a loaded bank, each with its 1-based line and its cure."""
    if not isinstance(tree, dict):
        yield Problem("not a bank; a bank is a mapping with `bank:` and `questions:`", 1)
        return
    yield from _check_mapping(tree, _BANK_FIELDS, ("bank", "prefix", "questions"), "the bank")
    for part in _PARTS:
        for at, item in enumerate(tree.get(part) or [] if isinstance(tree.get(part) or [], list) else []):
            if not isinstance(item, dict):
                line = line_of(tree, f"{part} {at}")
                yield Problem(f"an entry of `{part}` is not a mapping; write `- key: value`", line)
    for name in ("bank", "prefix"):
        if isinstance(tree.get(name), str) and tree[name] and not _NAME.fullmatch(tree[name]):
            what = f"the bank: `{name}` is {tree[name]!r}; use letters, digits and hyphens"
            yield Problem(what, line_of(tree, name))
    yield from _check_side(tree)
    seen: dict[str, int] = {}
    for item in _mappings(tree, "questions"):
        yield from _check_question(item, seen)


def _mappings(tree: dict[str, Any], part: str) -> list[dict[str, Any]]:
    items = tree.get(part) or []
    return [item for item in items if isinstance(item, dict)] if isinstance(items, list) else []


def _check_side(tree: dict[str, Any]) -> Iterator[Problem]:
    for item in _mappings(tree, "guidance"):
        yield from _check_mapping(item, {"title": _TEXT, "line": _NUMBER, "text": _TEXT}, ("title", "text"), "guidance")
    for item in _mappings(tree, "repairs"):
        yield from _check_mapping(item, {"line": _NUMBER, "what": _TEXT}, ("line", "what"), "a repair")


def _check_question(item: dict[str, Any], seen: dict[str, int]) -> Iterator[Problem]:
    who = f"question {item.get('id')!r}" if item.get("id") else "a question"
    yield from fields_problems(item, _REQUIRED, who)
    key = item.get("id")
    if isinstance(key, str):
        if len(key.split()) > 1 or key != key.strip() or not key.isprintable():
            yield Problem(f"{who}: white space in the id; use letters, digits and hyphens", line_of(item, "id"))
        if key in seen:
            yield Problem(
                f"duplicate id {key!r}, first at line {seen[key]}; give one of them another id", line_of(item, "id")
            )
        seen.setdefault(key, line_of(item, "id"))


def fields_problems(item: dict[str, Any], required: tuple[str, ...], who: str) -> Iterator[Problem]:
    """Yield the problems of a question's fields: unknown, missing, of a wrong type, or none of the choices."""
    yield from _check_mapping(item, QUESTION_FIELDS, required, who)
    for name, choices in _CHOICES.items():
        value = item.get(name)
        if isinstance(value, str) and value not in choices:
            yield Problem(f"{who}: {name} is {value!r}; choose from: {', '.join(choices)}", line_of(item, name))


def _check_mapping(
    item: dict[str, Any], known: dict[str, str], required: tuple[str, ...], who: str
) -> Iterator[Problem]:
    for name in required:
        if item.get(name) in (None, "") or (name in ("id", "question") and not str(item[name]).strip()):
            yield Problem(f"{who}: missing field `{name}`; add it", line_of(item))
    for name, value in item.items():
        if name == _LINE:
            continue
        if name not in known:
            yield Problem(_unknown_field(who, str(name), known), line_of(item, str(name)))
        elif value is not None and not _fits(value, known[name]):
            yield Problem(f"{who}: `{name}` is {_short(value)}; write {known[name]}", line_of(item, name))


def _short(value: Any) -> str:
    text = repr(without_lines(value))
    return text if len(text) <= 40 else f"{text[:39]}…"


def _unknown_field(who: str, name: str, known: dict[str, str]) -> str:
    cure = did_you_mean(name, known) or f"known fields: {', '.join(known)}"
    return f"{who}: unknown field {name!r}; {cure}"


def _fits(value: Any, kind: str) -> bool:
    if kind == _NUMBER:
        return isinstance(value, int) and not isinstance(value, bool)
    if kind == _HASHES:
        return isinstance(value, dict)
    return {
        _TEXT: isinstance(value, str),
        _FLAG: isinstance(value, bool),
        _TEXTS: isinstance(value, list) and all(isinstance(entry, str) for entry in value),
        _LIST: isinstance(value, list),
    }[kind]
