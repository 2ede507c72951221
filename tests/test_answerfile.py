import json

import pytest

from interview_prep.answerfile import Json, Row, csv_columns, is_csv, json_columns, read
from interview_prep.errors import PrepError
from interview_prep.model import Problem, Question

KNOWN = Question(
    id="b-001",
    bank="b",
    section="s",
    question="Why?",
    answer="Because it is so. It was always so.",
    key_points=("So.",),
)
STORY = Question(
    id="b-002", bank="b", section="s", question="Tell me.", kind="behavioral", key_points=("Result: ends.",)
)


def find(key: str) -> Question:
    for question in (KNOWN, STORY):
        if question.id == key:
            return question
    raise PrepError(f"unknown question {key!r}")


def rows(*lines: object) -> list[Row | Problem]:
    raw = [line if isinstance(line, bytes) else json.dumps(line).encode() + b"\n" for line in lines]
    return list(read(raw, False, find))


def test_a_row_names_a_question_of_a_bank() -> None:
    (row,) = rows({"answer": "x", "question_id": "b-001"})
    assert isinstance(row, Row)
    assert (row.request.question, row.request.points, row.request.behavioral) == ("Why?", ("So.",), False)


def test_a_row_brings_its_own_question_and_its_points_are_derived_as_on_import() -> None:
    (row,) = rows({"answer": "x", "question": "q?", "reference": "- Caches answers.\n- Retries calls."})
    assert isinstance(row, Row)
    assert row.request.points == ("Caches answers.", "Retries calls.")
    assert row.request.question_id is None


def test_what_a_row_gives_wins_over_the_bank() -> None:
    (own_points,) = rows({"answer": "x", "question_id": "b-001", "key_points": ["Mine."]})
    (own_reference,) = rows({"answer": "x", "question_id": "b-001", "reference": "It caches answers."})
    (own_kind,) = rows({"answer": "x", "question_id": "b-001", "behavioral": True})
    assert isinstance(own_points, Row) and own_points.request.points == ("Mine.",)
    assert isinstance(own_reference, Row) and own_reference.request.points == ("It caches answers.",)
    assert isinstance(own_kind, Row) and own_kind.request.behavioral and len(own_kind.request.points) == 6


def test_an_unknown_id_does_not_matter_where_the_row_brings_everything() -> None:
    (row,) = rows({"answer": "x", "question_id": "elsewhere-7", "question": "q?", "reference": "It caches."})
    assert isinstance(row, Row) and row.request.question_id == "elsewhere-7"


def test_other_columns_are_kept_and_an_empty_answer_is_an_answer() -> None:
    (row,) = rows({"answer": "", "question_id": "b-001", "score": 3, "who": ["a"]})
    assert isinstance(row, Row)
    assert (row.request.answer, dict(row.others)) == ("", {"score": "3", "who": '["a"]'})


@pytest.mark.parametrize(
    "value", ["1.10", "-0", "1E400", "0.1000000000000000055511151231257827", "null", '{"a" : [1.0,{}], "b":"\\u00e9"}']
)
def test_what_is_no_text_is_kept_as_it_is_written(value: str) -> None:
    (row,) = rows(f'{{ "n" : {value} ,"answer": "", "question_id": "b-001", "text": "null"}}\n'.encode())
    assert isinstance(row, Row) and dict(row.others) == {"n": value, "text": "null"}
    assert isinstance(row.others["n"], Json) and not isinstance(row.others["text"], Json)


@pytest.mark.parametrize(
    ("line", "says"),
    [
        (b"{\n", "not JSON"),
        (b"[1]\n", "not a JSON object"),
        (b'{"answer": "\xff"}\n', "not UTF-8"),
        ({"question_id": "b-001"}, "no `answer`"),
        ({"answer": 5, "question_id": "b-001"}, "`answer` is not a text"),
        ({"answer": "x"}, "neither `question_id` nor"),
        ({"answer": "x", "question": "q"}, "neither `question_id` nor"),
        ({"answer": "x", "question_id": "b-009"}, "unknown question 'b-009'"),
        ({"answer": "x", "question_id": "b-001", "key_points": []}, "`key_points` is not a list of texts"),
        ({"answer": "x", "question_id": "b-001", "key_points": "one"}, "`key_points` is not a list of texts"),
        ({"answer": "x", "question_id": "b-001", "behavioral": "yes"}, "`behavioral` is neither"),
        (b'{"answer": "\\ud800", "question_id": "b-001"}\n', "half a character"),
        (
            {"answer": "x", "question_id": "b-001", "key_points": ["a", "b\udfff"]},
            "`key_points` holds half a character",
        ),
        ({"answer": "x", "question": "q", "key_points": ["It caches."]}, "neither `question_id` nor"),
        ({"answer": "x", "question_id": "b-001", "n": float("nan")}, "NaN is not JSON; write null or a text"),
        ({"answer": "x", "question_id": "b-001", "n": [float("-inf")]}, "-Infinity is not JSON; write null or a text"),
    ],
)
def test_a_bad_row_is_a_problem_at_its_line(line: object, says: str) -> None:
    good, bad, after = rows({"answer": "x", "question_id": "b-001"}, line, {"answer": "y", "question_id": "b-001"})
    assert isinstance(bad, Problem) and isinstance(good, Row) and isinstance(after, Row)
    assert bad.line == 2 and says in bad.message and "\n" not in bad.message


def test_csv_cells_may_hold_lines_and_empty_cells_are_absent() -> None:
    text = (
        "answer,question_id,question,reference,key_points,behavioral,who\n"
        '"two\nlines",b-001,,,,,me\n'
        'x,,q?,It caches.,"[""one"", ""two""]",true,\n'
        "short,row\n"
        "last,b-002,,,,,\n"
    )
    found = list(read(text.encode().splitlines(keepends=True), True, find))
    first, second, bad, last = found
    assert isinstance(first, Row) and isinstance(second, Row) and isinstance(bad, Problem) and isinstance(last, Row)
    assert [first.line, second.line, bad.line, last.line] == [2, 4, 5, 6]
    assert first.request.answer == "two\nlines" and dict(first.others) == {"who": "me"}
    assert second.request.points == ("one", "two") and second.request.behavioral
    assert last.request.behavioral
    assert "2 cells for 7 columns" in bad.message


def test_a_csv_file_needs_a_column_of_answers() -> None:
    with pytest.raises(PrepError, match="no column `answer`") as raised:
        list(read([b"a,b\n"], True, find))
    assert raised.value.exit_code == 1


@pytest.mark.parametrize(
    "lines", [[b'[{"answer": "x", "question_id": "b-001"}]'], [b"\xef\xbb\xbf[\n", b"{}\n", b"]\n"]]
)
def test_a_json_array_is_called_by_its_name(lines: list[bytes]) -> None:
    with pytest.raises(PrepError) as raised:
        list(read(lines, is_csv("answers.json", lines[0]), find))
    assert str(raised.value) == "this is a JSON array; write one object a line (JSONL)"
    assert raised.value.exit_code == 1


@pytest.mark.parametrize(
    ("name", "first", "csv"),
    [
        ("a.csv", b"{", True),
        ("a.jsonl", b"x", False),
        ("-", b'{"a"', False),
        ("-", b"answer,", True),
        ("-", b"\xef\xbb\xbf{", False),
        ("-", b"", False),
    ],
)
def test_the_format_is_told_by_the_ending_else_by_the_first_character(name: str, first: bytes, csv: bool) -> None:
    assert is_csv(name, first) is csv


def test_the_columns_that_pass_through_are_known_beforehand() -> None:
    assert json_columns([b'{"answer": "", "b": 1}\n', b"bad\n", b'{"c": 1, "b": 2}\n']) == ["b", "c"]
    assert csv_columns([b"answer,b,question,c\n"]) == ["b", "c"]
