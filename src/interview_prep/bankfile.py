"""A question bank as YAML: text to Bank with every problem at its line, and Bank to text in a stable form."""

import re
from typing import Any

import yaml

from interview_prep import bankcheck
from interview_prep.model import Bank, Guidance, Problem, Question, Repair

_DUMP: Any = getattr(yaml, "CSafeDumper", yaml.SafeDumper)


def parse(text: str) -> tuple[Bank | None, list[Problem]]:
    """Read a bank from YAML text.

    Returns the bank and no problems, or None and every problem found, each with its 1-based line and its cure.
    """
    tree, found = bankcheck.load(text)
    found = found or list(bankcheck.problems(tree))
    return (None, found) if found else (from_plain(bankcheck.without_lines(tree)), [])


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
        derived=_hashes(plain),
        guidance=tuple(Guidance(i["title"], i["text"], i.get("line") or 0) for i in plain.get("guidance") or []),
        repairs=tuple(Repair(i["line"], i["what"]) for i in plain.get("repairs") or []),
    )


def _question(bank: str, item: dict[str, Any]) -> Question:
    values = {name: value for name, value in item.items() if value is not None}
    for name in ("topics", "key_points", "same_as"):
        values[name] = tuple(values.get(name, ()))
    values["derived"] = _hashes(values)
    if "answer_source" not in values:
        values["answer_source"] = "authored" if values.get("answer") or values["key_points"] else "none"
    return Question(bank=bank, **values)


def _hashes(plain: dict[str, Any]) -> tuple[tuple[str, str], ...]:
    return tuple((str(name), str(value)) for name, value in (plain.get("derived") or {}).items())


def to_plain(bank: Bank) -> dict[str, Any]:
    """Return a bank as plain values in the order in which they are written; what is empty is left out."""
    head = {"bank": bank.name, "title": bank.title, "prefix": bank.prefix}
    head |= {name: getattr(bank, name) for name in ("source", "sha256", "dialect", "notice") if getattr(bank, name)}
    side: dict[str, Any] = {
        "derived": dict(bank.derived),
        "guidance": [{"title": g.title, "line": g.line, "text": g.text} for g in bank.guidance],
        "repairs": [{"line": r.line, "what": r.what} for r in bank.repairs],
    }
    questions = [question_to_plain(question) for question in bank.questions]
    return head | {name: value for name, value in side.items() if value} | {"questions": questions}


def question_to_plain(question: Question) -> dict[str, Any]:
    """Return a question as plain values in the order of the bank's fields; what is empty is left out."""
    plain: dict[str, Any] = {}
    for name in bankcheck.QUESTION_FIELDS:
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
    if "derived" in plain:
        plain["derived"] = _FlowMap(plain["derived"])
    plain["repairs"] = [_FlowMap(item) for item in plain.get("repairs", [])]
    if not plain["repairs"]:
        del plain["repairs"]
    for item in plain["questions"]:
        for name in ("topics", "same_as"):
            if name in item:
                item[name] = _Flow(item[name])
        if "derived" in item:
            item["derived"] = _FlowMap(item["derived"])
    body = to_yaml(plain)
    return _header(bank) + re.sub(r"\n  - id:|\n- id:", lambda m: "\n" + m[0], body)


def to_yaml(plain: dict[str, Any]) -> str:
    """Return plain values as YAML: texts of several lines as blocks, in the order in which they are given."""
    dumper: Any = _SlowDumper if re.search(r"[^\0-\uffff]", str(plain)) else _Dumper
    text: str = yaml.dump(plain, Dumper=dumper, sort_keys=False, allow_unicode=True, width=110)
    return text


def _header(bank: Bank) -> str:
    number = len(bank.questions)
    lines = [f"{bank.title}: {number} question{'s' * (number != 1)}."]
    if bank.source:
        lines.append(f"Imported from {bank.source} (sha256 {bank.sha256}).")
        kept = "importing again keeps every field that differs from its hash in `derived`, but no comments"
        lines.append(f"Edit what you like: {kept}.")
    return "".join(f"# {' '.join(line.split())}\n" for line in lines)
