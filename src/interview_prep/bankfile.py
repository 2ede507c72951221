"""A question bank as YAML: text to Bank with every problem at its line, and Bank to text in a stable form."""

import re
from collections.abc import Iterator
from dataclasses import fields
from typing import Any

import yaml

from interview_prep.model import (
    ANSWER_SOURCES,
    DIFFICULTIES,
    KINDS,
    Bank,
    Guidance,
    Problem,
    Question,
    Repair,
)

_LINE = "__line__"
_BASE: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_DUMP: Any = getattr(yaml, "CSafeDumper", yaml.SafeDumper)
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]")

_TEXT, _NUMBER, _TEXTS, _FLAG, _HASHES = "text", "whole number", "list of texts", "true or false", "mapping of texts"
_BANK_FIELDS = {
    "bank": _TEXT,
    "title": _TEXT,
    "prefix": _TEXT,
    "source": _TEXT,
    "sha256": _TEXT,
    "dialect": _TEXT,
    "notice": _TEXT,
    "guidance": "list",
    "repairs": "list",
    "questions": "list",
}
_QUESTION_FIELDS = {
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


class _Loader(_BASE):  # type: ignore[misc]
    """Load plain values only, remember each mapping's line, refuse a key given twice."""

    def construct_mapping(self, node: Any, deep: bool = False) -> dict[Any, Any]:
        mapping: dict[Any, Any] = super().construct_mapping(node, deep=deep)
        if len(mapping) < len(node.value):
            raise yaml.constructor.ConstructorError(None, None, "a key stands twice in one mapping", node.start_mark)
        mapping[_LINE] = node.start_mark.line + 1
        return mapping


# A date or time stays the text that it is written as.
_Loader.yaml_implicit_resolvers = {
    first: [(tag, pattern) for tag, pattern in resolvers if tag != "tag:yaml.org,2002:timestamp"]
    for first, resolvers in _BASE.yaml_implicit_resolvers.items()
}


def parse(text: str) -> tuple[Bank | None, list[Problem]]:
    """Read a bank from YAML text.

    Returns the bank and no problems, or None and every problem found, each with its 1-based line and its cure.
    """
    found = _CONTROL.search(text)
    if found:
        line = text.count("\n", 0, found.start()) + 1
        return None, [Problem(f"control character {found[0]!r}; remove it", line)]
    try:
        tree = yaml.load(text, Loader=_Loader)  # a safe loader
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        return None, [Problem(f"not valid YAML: {error.problem}; mend the line", mark.line + 1 if mark else 1)]
    except (yaml.YAMLError, ValueError, RecursionError) as error:
        return None, [Problem(f"not valid YAML: {' '.join(str(error).split())}; mend the file", 1)]
    problems = list(_check(tree))
    return (None, problems) if problems else (_build(tree), [])


def _check(tree: Any) -> Iterator[Problem]:
    if not isinstance(tree, dict):
        yield Problem("not a bank; a bank is a mapping with `bank:` and `questions:`", 1)
        return
    yield from _check_mapping(tree, _BANK_FIELDS, ("bank", "prefix", "questions"), "the bank")
    for part in ("guidance", "repairs", "questions"):
        for item in tree.get(part) or [] if isinstance(tree.get(part) or [], list) else []:
            if not isinstance(item, dict):
                yield Problem(f"an entry of `{part}` is not a mapping; write `- key: value`", tree[_LINE])
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
    yield from _check_mapping(item, _QUESTION_FIELDS, _REQUIRED, who)
    for name, choices in _CHOICES.items():
        value = item.get(name)
        if isinstance(value, str) and value not in choices:
            yield Problem(f"{who}: {name} is {value!r}; choose from: {', '.join(choices)}", item[_LINE])
    key = item.get("id")
    if isinstance(key, str):
        if key in seen:
            yield Problem(f"duplicate id {key!r}, first at line {seen[key]}; give one of them another id", item[_LINE])
        seen.setdefault(key, item[_LINE])


def _check_mapping(
    item: dict[str, Any], known: dict[str, str], required: tuple[str, ...], who: str
) -> Iterator[Problem]:
    line = item[_LINE]
    for name in required:
        if item.get(name) in (None, "") or (name in ("id", "question") and not str(item[name]).strip()):
            yield Problem(f"{who}: missing field `{name}`; add it", line)
    for name, value in item.items():
        if name == _LINE:
            continue
        if name not in known:
            yield Problem(_unknown_field(who, str(name), known), line)
        elif value is not None and not _fits(value, known[name]):
            yield Problem(f"{who}: `{name}` is a {type(value).__name__}; write a {known[name]}", line)


def _unknown_field(who: str, name: str, known: dict[str, str]) -> str:
    from rapidfuzz import process

    near = process.extractOne(name, list(known), score_cutoff=60)
    cure = f"did you mean `{near[0]}`?" if near else f"known fields: {', '.join(known)}"
    return f"{who}: unknown field `{name}`; {cure}"


def _fits(value: Any, kind: str) -> bool:
    if kind == _NUMBER:
        return isinstance(value, int) and not isinstance(value, bool)
    if kind == _HASHES:
        return isinstance(value, dict)
    return {
        _TEXT: isinstance(value, str),
        _FLAG: isinstance(value, bool),
        _TEXTS: isinstance(value, list) and all(isinstance(entry, str) for entry in value),
        "list": isinstance(value, list),
    }[kind]


def _build(tree: dict[str, Any]) -> Bank:
    return from_plain(_without_lines(tree))


def _without_lines(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _without_lines(entry) for key, entry in value.items() if key != _LINE}
    return [_without_lines(entry) for entry in value] if isinstance(value, list) else value


def from_plain(plain: dict[str, Any]) -> Bank:
    """Build a Bank from checked plain values (what `to_plain` gives)."""
    name = plain["bank"]
    return Bank(
        name=name,
        title=plain.get("title") or name,
        prefix=plain["prefix"],
        questions=tuple(_question(name, item) for item in plain["questions"]),
        source=plain.get("source"),
        sha256=plain.get("sha256"),
        dialect=plain.get("dialect"),
        notice=plain.get("notice"),
        guidance=tuple(Guidance(i["title"], i["text"], i.get("line") or 0) for i in plain.get("guidance") or []),
        repairs=tuple(Repair(i["line"], i["what"]) for i in plain.get("repairs") or []),
    )


def _question(bank: str, item: dict[str, Any]) -> Question:
    values = {name: value for name, value in item.items() if value is not None}
    for name in ("topics", "key_points", "same_as"):
        values[name] = tuple(values.get(name, ()))
    values["derived"] = tuple((str(k), str(v)) for k, v in values.get("derived", {}).items())
    if "answer_source" not in values:
        values["answer_source"] = "authored" if values.get("answer") or values["key_points"] else "none"
    return Question(bank=bank, **values)


def to_plain(bank: Bank) -> dict[str, Any]:
    """Return a bank as plain values in the order in which they are written; what is empty is left out."""
    head = {"bank": bank.name, "title": bank.title, "prefix": bank.prefix}
    head |= {name: getattr(bank, name) for name in ("source", "sha256", "dialect", "notice") if getattr(bank, name)}
    side: dict[str, Any] = {
        "guidance": [{"title": g.title, "line": g.line, "text": g.text} for g in bank.guidance],
        "repairs": [{"line": r.line, "what": r.what} for r in bank.repairs],
    }
    questions = [question_to_plain(question) for question in bank.questions]
    return head | {name: value for name, value in side.items() if value} | {"questions": questions}


def question_to_plain(question: Question) -> dict[str, Any]:
    """Return a question as plain values in the order of the bank's fields; what is empty is left out."""
    plain: dict[str, Any] = {}
    for name in _QUESTION_FIELDS:
        value = getattr(question, name)
        if name == "derived":
            value = dict(value)
        if value not in (None, (), {}, False):
            plain[name] = list(value) if isinstance(value, tuple) else value
    return plain


class _Dumper(_DUMP):  # type: ignore[misc]
    """Write block scalars for texts of several lines, flow style for short lists and hashes."""


def _represent_text(dumper: Any, value: str) -> Any:
    style = "|" if "\n" in value else None
    return dumper.represent_scalar("tag:yaml.org,2002:str", value, style=style)


class _Flow(list[Any]):
    """A list that is written on one line."""


class _FlowMap(dict[str, Any]):
    """A mapping that is written on one line."""


class _SlowDumper(yaml.SafeDumper):
    """Write the same in Python: libyaml escapes emoji, which makes a block of text unreadable."""


for _dumper in (_Dumper, _SlowDumper):
    _dumper.add_representer(str, _represent_text)
    _dumper.add_representer(_Flow, lambda d, v: d.represent_sequence("tag:yaml.org,2002:seq", list(v), flow_style=True))
    _dumper.add_representer(
        _FlowMap, lambda d, v: d.represent_mapping("tag:yaml.org,2002:map", dict(v), flow_style=True)
    )


def dump(bank: Bank) -> str:
    """Return the bank's YAML: a header that says where it came from, block scalars, a stable order."""
    plain = to_plain(bank)
    plain["repairs"] = [_FlowMap(item) for item in plain.get("repairs", [])]
    if not plain["repairs"]:
        del plain["repairs"]
    for item in plain["questions"]:
        for name in ("topics", "same_as"):
            if name in item:
                item[name] = _Flow(item[name])
        if "derived" in item:
            item["derived"] = _FlowMap(item["derived"])
    dumper: Any = _SlowDumper if re.search(r"[^\0-\uffff]", str(plain)) else _Dumper
    body: str = yaml.dump(plain, Dumper=dumper, sort_keys=False, allow_unicode=True, width=110)
    return _header(bank) + re.sub(r"\n  - id:|\n- id:", lambda m: "\n" + m[0], body)


def _header(bank: Bank) -> str:
    lines = [f"{bank.title}: {len(bank.questions)} questions."]
    if bank.source:
        lines.append(f"Imported from {bank.source} (sha256 {bank.sha256}).")
        lines.append("Edit what you like: importing again keeps every field that differs from its hash in `derived`.")
    return "".join(f"# {line}\n" for line in lines)


QUESTION_FIELDS = tuple(field.name for field in fields(Question))
