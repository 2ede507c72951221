"""Banks as YAML: the round trip, and every problem word for word."""

from dataclasses import fields, replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from interview_prep import bankcheck, bankfile, banks
from interview_prep.errors import PrepError
from interview_prep.model import DIFFICULTIES, KINDS, Bank, Guidance, Question, Repair

HEAD = "bank: b\nprefix: p\nquestions:\n"
TEXT = st.text(st.characters(exclude_categories=["Cs", "Cc"], include_characters="\n\t"), max_size=40)
WORD = st.from_regex(r"[a-z0-9-]{1,12}", fullmatch=True)
FULL = TEXT.filter(str.strip)


@st.composite
def questions(draw: st.DrawFn, key: str) -> Question:
    return Question(
        id=key,
        bank="b",
        section=draw(FULL),
        question=draw(FULL),
        number=draw(st.none() | st.integers(1, 999)),
        subsection=draw(st.none() | FULL),
        kind=draw(st.sampled_from(KINDS)),
        difficulty=draw(st.none() | st.sampled_from(DIFFICULTIES)),
        topics=tuple(draw(st.lists(FULL, max_size=3))),
        answer=draw(st.none() | FULL),
        answer_source=draw(st.sampled_from(["document", "authored", "none"])),
        key_points=tuple(draw(st.lists(FULL, max_size=3))),
        source_line=draw(st.none() | st.integers(1, 10**6)),
        note=draw(st.none() | FULL),
        same_as=tuple(draw(st.lists(FULL, max_size=2))),
        changed=draw(st.none() | st.just("2026-01-02T03:04:05Z")),
        retired=draw(st.booleans()),
        derived=tuple(draw(st.dictionaries(WORD, WORD, max_size=3)).items()),
    )


@st.composite
def bank_values(draw: st.DrawFn) -> Bank:
    keys = draw(st.lists(WORD, min_size=1, max_size=3, unique=True))
    return Bank(
        name="b",
        title=draw(FULL.map(lambda text: " ".join(text.split())).filter(bool)),
        prefix="p",
        questions=tuple(draw(questions(key)) for key in keys),
        source=draw(st.none() | FULL.map(lambda text: " ".join(text.split())).filter(bool)),
        sha256=draw(st.none() | WORD),
        notice=draw(st.none() | FULL),
        derived=tuple(draw(st.dictionaries(WORD, WORD, max_size=1)).items()),
        guidance=tuple(draw(st.lists(st.builds(Guidance, FULL, FULL, st.integers(1, 99)), max_size=2))),
        repairs=tuple(draw(st.lists(st.builds(Repair, st.integers(1, 99), FULL), max_size=2))),
    )


@settings(max_examples=120)
@given(bank_values())
def test_round_trip(bank: Bank) -> None:
    """A bank that is written and read again is the same bank."""
    assert bankfile.parse(bankfile.dump(bank)) == (bank, [])


def test_the_header_says_what_an_import_keeps() -> None:
    """A bank that a document gives says that fields are kept and comments are not; one that people write does not."""
    bank = Bank("b", "B", "p", (Question("p-1", "b", "S", "Why?"),), source="b.md", sha256="0")
    header = [line for line in bankfile.dump(bank).splitlines() if line.startswith("#")]
    kept = "importing again keeps every field that differs from its hash in `derived`, but no comments."
    assert header == ["# B: 1 question.", "# Imported from b.md (sha256 0).", f"# Edit what you like: {kept}"]
    assert bankfile.dump(replace(bank, source=None, sha256=None)).startswith("# B: 1 question.\nbank: b\n")


def test_every_field_of_a_question_is_written() -> None:
    """A field that is added to Question must be added to the file too; `bank` is the file's own."""
    assert {*bankcheck.QUESTION_FIELDS, "bank"} == {field.name for field in fields(Question)}


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("- a\n", ["1: not a bank; a bank is a mapping with `bank:` and `questions:`"]),
        ("", ["1: not a bank; a bank is a mapping with `bank:` and `questions:`"]),
        (
            "bank: b\n",
            ["1: the bank: missing field `prefix`; add it", "1: the bank: missing field `questions`; add it"],
        ),
        ("bank: [1\n", ["2: not valid YAML: did not find expected ',' or ']'; mend the line"]),
        ("bank: b\nbank: c\n", ["2: not valid YAML: the key 'bank' stands twice in one mapping; mend the line"]),
        ("a: &x [*x]\n", ["1: an alias (`*name`) stands here; write the value out"]),
        ("a: 1\nb: \x1b\n", ["2: control character '\\x1b'; remove it"]),
        (
            "bank: !!python/object/apply:os.system [ls]\n",
            [
                "1: not valid YAML: could not determine a constructor for the tag "
                "'tag:yaml.org,2002:python/object/apply:os.system'; mend the line"
            ],
        ),
        ("[" * 100_000, ["1: values stand more than 100 deep in each other; mend the line"]),
        ("- " * 100_000 + "a\n", ["1: values stand more than 100 deep in each other; mend the line"]),
        (
            HEAD + "- id: a\n  section: s\n  question: q\n- 5\n",
            ["7: an entry of `questions` is not a mapping; write `- key: value`"],
        ),
        (
            HEAD.replace("b\n", "../b\n", 1) + "- {id: a, section: s, question: q}\n",
            ["1: the bank: `bank` is '../b'; use letters, digits and hyphens"],
        ),
        (
            HEAD + '- id: "a\\e b"\n  section: s\n  question: q\n  "\\e[31m": 1\n',
            [
                "7: question 'a\\x1b b': unknown field '\\x1b[31m'; known fields: "
                + ", ".join(bankcheck.QUESTION_FIELDS),
                "4: question 'a\\x1b b': white space in the id; use letters, digits and hyphens",
            ],
        ),
        (
            HEAD + "- id: a\n  section: s\n  question: q\n  anser: x\n  kind: foo\n",
            [
                "7: question 'a': unknown field 'anser'; did you mean 'answer'?",
                "8: question 'a': kind is 'foo'; choose from: knowledge, design, coding, scenario, behavioral",
            ],
        ),
        (
            HEAD + "- id: a\n  section: s\n  question: q\n- id: a\n  section: 3\n  topics: rag\n",
            [
                "7: question 'a': missing field `question`; add it",
                "8: question 'a': `section` is 3; write a text in quotes",
                "9: question 'a': `topics` is 'rag'; write a list of texts",
                "7: duplicate id 'a', first at line 4; give one of them another id",
            ],
        ),
        (HEAD + "- section: s\n  question: q\n", ["4: a question: missing field `id`; add it"]),
    ],
)
def test_bad_banks(tmp_path: Path, text: str, lines: list[str]) -> None:
    """A bad bank gets one line for each problem: file, line, cause and cure."""
    path = tmp_path / "b.yaml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(PrepError) as caught:
        banks.load(path)
    assert str(caught.value).splitlines() == [f"{path}:{line}" for line in lines]
    assert caught.value.exit_code == 1
