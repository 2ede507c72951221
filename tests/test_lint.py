"""What `prep lint` finds: a table for each rule, and the command on files."""

import json
from collections.abc import Sequence
from pathlib import Path

import pytest
from fakes import BagOfWords
from samples import question
from typer.testing import CliRunner

from interview_prep import atomic, bankfile, lint
from interview_prep.banklines import Lines, locate
from interview_prep.cli import app
from interview_prep.grading import Request
from interview_prep.keypoints import story
from interview_prep.lint import Subject, answers, fields, points, repeats
from interview_prep.lint.own_answers import points_in_answer
from interview_prep.model import Bank, Question, Verdict

LONG = "This key point is one claim that is long enough to be read."


def words(count: int) -> str:
    """Return that many words."""
    return " ".join(f"word{number}" for number in range(count))


def causes(rule: lint.Rule, *questions: Question, others: tuple[Question, ...] = ()) -> list[str]:
    """Return what a rule says, each with its severity's first letter and the question's id."""
    return [f"{'E' if r.error else 'W'} {r.question.id}: {r.cause}" for r in rule(Subject(questions, others))]


@pytest.mark.parametrize(
    ("given", "cause"),
    [
        ({"key_points": ()}, "E q: no key points"),
        ({"key_points": ("one",)}, "E q: only one key point"),
        ({"key_points": ("a", "b")}, None),
        ({"key_points": tuple("abcdefg")}, None),
        ({"key_points": tuple("abcdefgh")}, "E q: 8 key points"),
        ({"key_points": tuple("abcdefgh"), "answer_source": "document"}, None),
        ({"key_points": tuple("abcdefghijklm"), "answer_source": "document"}, "E q: 13 key points"),
    ],
)
def test_number_of_points(given: dict[str, object], cause: str | None) -> None:
    assert causes(points.number_of_points, question("q", **given)) == ([cause] if cause else [])


@pytest.mark.parametrize(
    ("source", "count", "cause"),
    [
        ("authored", 7, "E q: key point 1 has 7 words"),
        ("authored", 8, None),
        ("authored", 30, None),
        ("authored", 31, "E q: key point 1 has 31 words"),
        ("document", 3, None),
        ("document", 2, "W q: key point 1 has 2 words"),
        ("document", 61, "W q: key point 1 has 61 words"),
    ],
)
def test_length_of_points(source: str, count: int, cause: str | None) -> None:
    asked = question("q", key_points=(words(count),), answer_source=source)
    assert causes(points.length_of_points, asked) == ([cause] if cause else [])


@pytest.mark.parametrize(
    ("given", "found"),
    [
        ({}, []),
        ({"difficulty": None}, ["E q: difficulty is missing"]),
        ({"topics": ()}, ["E q: topics is missing"]),
        ({"difficulty": None, "topics": ()}, ["E q: difficulty is missing", "E q: topics is missing"]),
    ],
)
def test_missing_fields(given: dict[str, object], found: list[str]) -> None:
    assert causes(fields.missing_fields, question("q", **given)) == found


def test_a_kind_that_the_file_does_not_give_is_missing() -> None:
    remarks = fields.missing_fields(Subject((question("q"),), given={"q": frozenset({"id"})}))
    assert [remark.cause for remark in remarks] == ["kind is missing"]


@pytest.mark.parametrize(
    ("same_as", "found"),
    [
        (("r",), []),
        (("other",), []),
        (("q",), ["E q: `same_as` names the question itself"]),
        (("z",), ["E q: `same_as` names 'z', which no bank has"]),
    ],
)
def test_unknown_twin(same_as: tuple[str, ...], found: list[str]) -> None:
    asked = question("q", same_as=same_as), question("r")
    assert causes(fields.unknown_twin, *asked, others=(question("other"),)) == found


def test_a_retired_twin_is_a_warning() -> None:
    (remark,) = fields.unknown_twin(Subject((question("q", same_as=("r",)),), retired=frozenset({"r"})))
    assert (remark.cause, remark.error) == ("`same_as` names 'r', which is retired", False)


@pytest.mark.parametrize(
    ("text", "point", "vague", "given_away"),
    [
        ("What is caching?", "Caching is caching.", True, False),
        ("What is caching?", "Caching keeps results for reuse.", False, False),
        (
            "Why does a cache of query results save model cost?",
            "A cache of query results saves model cost again.",
            False,
            True,
        ),
        ("Why does a cache save cost?", "A cache returns stored answers without a call.", False, False),
    ],
)
def test_points_that_say_nothing_and_questions_that_say_all(
    text: str, point: str, vague: bool, given_away: bool
) -> None:
    asked = question("q", text, key_points=(point,))
    assert bool(causes(points.vague_points, asked)) is vague
    assert bool(causes(points.given_away, asked)) is given_away


@pytest.mark.parametrize(
    ("language", "code", "parses"),
    [
        ("python", "x = 1\n", True),
        ("python", "x = = 1\n", False),
        ("python", 'r = "\\d"\n', True),
        ("py", "def f(:\n", False),
        ("json", '{"a": 1}\n', True),
        ("json", "{a: 1}\n", False),
        ("bash", "if then\n", True),
        ("", "x = = 1\n", True),
    ],
)
@pytest.mark.parametrize("source", ["authored", "document"])
def test_code_parses(language: str, code: str, parses: bool, source: str) -> None:
    asked = question("q", answer=f"See:\n\n```{language}\n{code}```\n\nDone.", answer_source=source)
    found = causes(answers.code_parses, asked)
    assert (found == []) is parses
    assert all(line.startswith("E" if source == "authored" else "W") for line in found)


def test_length_of_answer_does_not_count_code() -> None:
    code = f"```python\n{words(400)}\n```"
    assert causes(answers.length_of_answer, question("q", answer=f"{words(50)}\n\n{code}")) == []
    assert causes(answers.length_of_answer, question("q", answer=words(5))) == ["W q: the answer has 5 words"]
    assert causes(answers.length_of_answer, question("q", answer=words(121))) == ["W q: the answer has 121 words"]


def test_a_design_may_take_more_words() -> None:
    assert causes(answers.length_of_answer, question("q", answer=words(200), kind="design")) == []
    assert causes(answers.length_of_answer, question("q", answer=words(201), kind="design")) != []


@pytest.mark.parametrize("code", ["[" * 200_000, "x = " + "-" * 100_000])
def test_code_that_is_nested_too_deeply_is_named(code: str) -> None:
    language = "json" if code.startswith("[") else "python"
    asked = question("q", answer=f"```{language}\n{code}\n```")
    assert causes(answers.code_parses, asked) == [
        f"E q: the answer's {language} does not parse (it is nested too deeply)"
    ]


def test_a_code_block_that_never_ends_is_named() -> None:
    assert causes(answers.fences_close, question("q", answer="See:\n\n```python\nx = 1\n```\n\nDone.")) == []
    assert causes(answers.fences_close, question("q", answer="See:\n\n```python\nx = = 1\n")) == [
        "W q: the answer opens a code block that never ends"
    ]


@pytest.mark.parametrize(
    ("one", "other", "repeated", "near"),
    [
        (LONG, "Something else altogether stands here, about other things.", False, False),
        (LONG, "this key-point IS one claim that is long enough to be read", True, False),
        (LONG, "This key point is one claim, long enough to be reads.", False, True),
    ],
)
def test_points_of_two_questions(one: str, other: str, repeated: bool, near: bool) -> None:
    first, second = question("q", key_points=(one,)), question("r", "Else?", key_points=(other,))
    assert bool(causes(repeats.repeated_points, first, second)) is repeated
    assert bool(causes(repeats.near_points, first, second)) is near
    twins = question("q", key_points=(one,), same_as=("r",)), second
    assert causes(repeats.repeated_points, *twins) == causes(repeats.near_points, *twins) == []


def test_a_repeat_in_another_bank_is_told_for_the_checked_one_alone() -> None:
    found = causes(
        repeats.repeated_points, question("q", key_points=(LONG,)), others=(question("r", key_points=(LONG,)),)
    )
    assert found == ["E q: key point 1 stands again in r, key point 1"]


def test_stories_share_the_elements_that_prep_writes() -> None:
    """What every good story needs stands in each question for a story; what a person wrote does not."""
    texts = ("Tell me about a time you failed.", "Tell me about a time you failed a test.")
    stories = [
        question(key, text, kind="behavioral", key_points=(*story(text), LONG))
        for key, text in zip("qr", texts, strict=True)
    ]
    assert causes(repeats.repeated_points, *stories) == [
        "E q: key point 7 stands again in r, key point 7",
        "E r: key point 7 stands again in q, key point 7",
    ]
    assert causes(repeats.near_points, *stories) == []


def test_a_point_twice_in_one_question_is_an_error_even_among_twins() -> None:
    found = causes(repeats.repeated_points, question("q", key_points=(LONG, LONG), same_as=("r",)), question("r"))
    assert found == [
        "E q: key point 1 stands again in this question, key point 2",
        "E q: key point 2 stands again in this question, key point 1",
    ]


@pytest.mark.parametrize(
    ("one", "other", "linked", "told"),
    [
        ("What is graceful degradation?", "Explain graceful degradation", False, True),
        ("What is graceful degradation?", "Explain graceful degradation", True, False),
        ("What is LoRA?", "What is RAG?", False, False),
    ],
)
def test_near_questions(one: str, other: str, linked: bool, told: bool) -> None:
    asked = question("q", one, same_as=("r",) if linked else ()), question("r", other)
    assert len(causes(repeats.near_questions, *asked)) == told


def test_every_rule_is_in_the_table_and_says_what_it_is_for() -> None:
    assert len(lint.rules()) == len({rule.__name__ for rule in lint.rules()}) == 12
    assert all(rule.__doc__ for rule in lint.rules())


BANK = f"""\
# a comment
bank: mine
prefix: m
questions:

- id: m-1
  section: S
  question: What is chunking?
  kind: knowledge
  difficulty: expert
  topics: [rag]
  answer: |-
    Two

    lines
  answer_source: document
  key_points:
  - {LONG}
  - "{LONG.upper()}
    and more"
"""


def test_lines_of_questions_fields_and_points() -> None:
    lines = locate(BANK)["m-1"]
    assert (lines.start, lines.of("answer"), lines.points) == (6, 12, (18, 19))
    assert (lines.of("key_points", 1), lines.of("key_points", 9), lines.of("note")) == (19, 17, 6)
    assert locate("bank: x\nprefix: x\nquestions: []\n") == {} == locate("bank: x\n")
    assert Lines().of("id") == 1


def run(*arguments: str) -> tuple[int, str, str]:
    result = CliRunner().invoke(app, ["lint", *arguments])
    return result.exit_code, result.stdout, result.stderr


def test_the_command_gives_file_line_cause_and_cure(tmp_path: Path) -> None:
    path = tmp_path / "mine.yaml"
    path.write_text(BANK.replace("  difficulty: expert\n", ""))
    code, out, err = run(str(path))
    assert code == 1
    assert f"{path}:6: error: m-1: difficulty is missing; choose from: foundational, " in out
    assert "1 bank, 1 question, 1 error, " in err
    code, out, _ = run(str(path), "--json", "--errors")
    (finding,) = [json.loads(line) for line in out.splitlines()]
    assert (code, finding["rule"], finding["line"], finding["severity"]) == (1, "missing-fields", 6, "error")


def test_warnings_alone_exit_with_0(tmp_path: Path) -> None:
    path = tmp_path / "mine.yaml"
    path.write_text(BANK)
    code, out, err = run(str(path))
    assert code == 0 and "error" not in out and "0 errors" in err
    assert run(str(path), "-e")[1] == ""


def test_a_bank_that_cannot_be_read_is_a_finding_and_the_others_are_checked(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "broken.yaml").write_text("bank: b\nprefix: b\nquestions:\n- id: b-1\n  section: S\n  kimd: x\n")
    atomic.write_text(tmp_path / "good.yaml", bankfile.dump(Bank("good", "Good", "g", (question("g-1"),))))
    monkeypatch.setenv("PREP_BANKS", str(tmp_path))
    code, out, err = run("broken", "good")
    assert code == 1 and "1 bank, 1 question, " in err
    assert f"{tmp_path / 'broken.yaml'}:6: error: question 'b-1': unknown field 'kimd'; " in out
    assert "g-1" in out


@pytest.mark.parametrize("name", ["nosuch", "no/such.yaml"])
def test_a_bank_that_is_not_there_is_a_bad_request(name: str) -> None:
    code, out, err = run(name)
    assert (code, out) == (2, "") and err.startswith("prep: ") and err.count("\n") == 1


def test_a_folder_is_a_bad_request(tmp_path: Path) -> None:
    assert run(f"{tmp_path}/") == (2, "", f"prep: {tmp_path}: a folder; name the bank files in it\n")


def test_the_command_knows_what_is_retired(tmp_path: Path) -> None:
    path = tmp_path / "mine.yaml"
    retired = "\n- {id: m-2, section: S, question: Why?, retired: true}\n"
    path.write_text(BANK.replace("  answer_source", "  same_as: [m-2]\n  answer_source") + retired)
    assert "warning: m-1: `same_as` names 'm-2', which is retired; " in run(str(path))[1]


def test_a_copy_of_a_packaged_bank_is_not_compared_with_it(tmp_path: Path) -> None:
    from interview_prep import paths

    copy = tmp_path / "copy.yaml"
    copy.write_bytes((paths.packaged_banks() / "llmops-rag.yaml").read_bytes())
    code, shown = run(str(copy))[:2]
    assert code == 0 and "stands again" not in shown


class Bag(BagOfWords):
    """The fake grader, many answers at once."""

    def grade(self, requests: Sequence[Request]) -> list[Verdict]:  # type: ignore[override]
        return [super(Bag, self).grade(request) for request in requests]


def test_an_answer_has_to_earn_its_own_points(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("interview_prep.grading.open_grader", Bag)
    asked = question("q", answer=LONG, key_points=(LONG, "Nothing like it stands there.")), question("r", answer=None)
    assert causes(points_in_answer, *asked) == [
        "W q: the grader finds key point 2 missed in the question's own answer"
    ]  # fmt: skip


def test_the_real_grader_reads_the_answer_as_a_candidates() -> None:
    told = "A write-back cache marks a changed line dirty and writes it to memory only when the line is evicted."
    points = told, "The moon is made of rock, and its surface carries a layer of dust called regolith."
    asked = question("q", "What does a write-back cache do with dirty lines?", answer=told, key_points=points)
    assert [line.split("point ")[1][0] for line in causes(points_in_answer, asked)] == ["2"]
