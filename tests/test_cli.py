"""What holds for every command: help, errors of one line, exit codes, no files where none are needed."""

import json
import os
import sys
from pathlib import Path

import pytest
import update_help
from fakes import BagOfWords, Clock
from typer.testing import CliRunner, Result

from interview_prep import __version__, banks, cli, plugins
from interview_prep.cli import _render, app
from interview_prep.listing import FIELDS
from interview_prep.storage import Progress

COMMANDS = plugins.names(sys.modules["interview_prep.cli"])


def run(*arguments: str) -> Result:
    return CliRunner().invoke(app, [*arguments])


def test_help_names_every_command() -> None:
    shown = run("--help").stdout
    assert [name for name in COMMANDS if f"\n  {name} " not in shown] == []
    assert (run().exit_code, run().stderr) == (2, shown)


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_has_help(name: str) -> None:
    result = run(name, "--help")
    assert result.exit_code == 0
    assert "Usage:" in result.stdout and "--help" in result.stdout
    assert (plugins.load(cli, name).__doc__ or "").strip()


def test_version() -> None:
    assert run("--version").stdout == f"prep {__version__}\n"


@pytest.mark.parametrize(
    ("arguments", "code", "message"),
    [
        (("lst",), 2, "prep: unknown command 'lst'; did you mean 'list'?"),
        (("list", "--nope"), 2, "prep: No such option: --nope. See `prep list --help`."),
        (("quiz", "--section"), 2, "prep: Option '--section' requires an argument. See `prep quiz --help`."),
        (("data", "export", "-o"), 2, "prep: Option '-o' requires an argument. See `prep data export --help`."),
        (("list", "-s", "ragg"), 2, "prep: unknown section 'ragg'; did you mean 'rag'?"),
        (("list", "-d", "expret"), 2, "prep: unknown difficulty 'expret'; did you mean 'expert'?"),
        (("show", "gide-0001"), 2, "prep: unknown question 'gide-0001'; did you mean 'guide-0001'?"),
        (("show",), 2, "prep: Missing argument 'ID'. See `prep show --help`."),
        (("sample", "--n", "0"), 2, None),
        (("sample", "--format", "jsn"), 2, "prep: unknown format 'jsn'; did you mean 'json'?"),
        (("lint", "genai-gide"), 2, "prep: unknown bank 'genai-gide'; did you mean 'genai-guide'?"),
        (("export", "--to", "pdf"), 2, "prep: unknown export 'pdf'; choose from: anki, csv, json, markdown"),
    ],
)
def test_a_bad_request_is_one_line(arguments: tuple[str, ...], code: int, message: str | None) -> None:
    result = run(*arguments)
    assert (result.exit_code, result.stdout) == (code, "")
    assert result.stderr.count("\n") == 1 and result.stderr.startswith("prep: ")
    assert message is None or result.stderr == f"{message}\n"


def test_a_broken_bank_is_a_warning_unless_it_is_named(places: Path) -> None:
    path = places / "banks" / "mine.yaml"
    path.write_text("bank: mine\nprefix: m\nquestions:\n- id: m-1\n  section: S\n  kimd: x\n")
    listed = run("list", "-b", "llmops-rag")
    assert listed.exit_code == 0 and listed.stderr.startswith(f"prep: warning: {path}:")
    named = run("list", "-b", "mine")
    assert named.exit_code == 1 and named.stdout == "" and named.stderr.count(f"{path}:6: ") == 1
    assert run("quiz", "-b", "mine").stderr == named.stderr and "warning" not in named.stderr


def test_banks_are_found_by_either_suffix_and_hidden_files_are_none(places: Path) -> None:
    bank = "bank: {0}\nprefix: {0}\nquestions:\n- {{id: {0}-1, section: S, question: What?}}\n"
    for name in ("one.yaml", "two.yml", ".hidden.yaml", "three.txt"):
        (places / "banks" / name).write_text(bank.format(name.strip(".").split(".")[0]))
    (places / "banks" / "broken.yml").write_text("bank: [\n")
    found = {line.split("\t")[0] for line in run("list").stdout.splitlines()}
    assert found & {"one-1", "two-1", "hidden-1", "three-1"} == {"one-1", "two-1"}
    assert run("list", "-b", "broken").exit_code == 1


def test_list_json_has_exactly_the_fixed_fields(sample_bank: Path) -> None:
    result = run("list", "-b", "sample", "--json")
    objects = [json.loads(line) for line in result.stdout.splitlines()]
    assert [tuple(each) for each in objects] == [FIELDS] * 5
    assert (objects[4]["answer"], objects[4]["answer_source"], objects[4]["key_points"]) == (None, "none", [])
    assert result.stderr == ""


def test_list_of_nothing_says_so_and_succeeds(sample_bank: Path) -> None:
    result = run("list", "-b", "sample", "-k", "coding")
    assert (result.exit_code, result.stdout) == (0, "")
    assert result.stderr == "prep: no question is all of that at once; leave one option out\n"


def test_piped_list_is_one_line_a_question(sample_bank: Path) -> None:
    lines = run("list", "-b", "sample").stdout.splitlines()
    assert [line.split("\t")[0] for line in lines] == [f"sample-00{n}" for n in range(1, 6)]


def test_a_question_of_several_lines_is_one_line_for_programs(places: Path) -> None:
    """White space of a hand-written bank is collapsed in JSON and in tables; people see the question as it stands."""
    question = 'question: "What prints\\n\\n    print(1)\\e[31m"'
    bank = f'bank: m\nprefix: m\nquestions:\n- {{id: m-1, section: "S\\tT\\e[1m", {question}}}\n'
    (places / "banks" / "m.yaml").write_text(bank)
    assert json.loads(run("list", "-b", "m", "--json").stdout)["question"] == "What prints print(1)\x1b[31m"
    assert run("list", "-b", "m").stdout == "m-1\t-\tknowledge\tS T\tWhat prints print(1)\n"
    assert run("sections", "-b", "m").stdout == "section\tm\tS T\t1\t0\n"
    assert "What prints\n\n    print(1)\n" in run("show", "m-1").stdout
    sheet = run("sample", "-b", "m", "--format", "markdown").stdout
    assert "\n## 1. m-1\n\n> What prints\n>\n>     print(1)\x1b[31m\n\nm-1 · " in sheet


def test_show_prints_all_there_is(sample_bank: Path) -> None:
    shown = run("show", "sample-002").stdout
    for text in ("sample › Retrieval", "rag-documents-[account]-[region]", "Key points", "Answer"):
        assert text in shown
    assert json.loads(run("show", "sample-002", "--json").stdout)["id"] == "sample-002"
    assert "No key points yet" in run("show", "sample-005").stdout


@pytest.mark.parametrize(
    "arguments",
    [
        *(("show", key) for key in ("sample-001", "sample-004", "guide-0084")),
        ("sample", "--n", "3"),
        ("sample", "--n", "3", "--answers"),
        ("sample", "--n", "3", "--answers", "--format", "markdown"),
        ("stats",),
        ("history", "sample-001"),
        ("sections", "-b", "sample"),
    ],
)
def test_no_line_of_piped_output_ends_in_blanks(
    arguments: tuple[str, ...], sample_bank: Path, bag: type[BagOfWords]
) -> None:
    quiz = ("quiz", "-b", "sample", "--n", "3")
    shown = CliRunner().invoke(app, quiz, input="Documents are retrieved.\n.\n" * 2).stdout + run(*arguments).stdout
    assert shown.count("\n") > 10
    assert [line for line in shown.splitlines() if line != line.rstrip()] == []


def test_sections_counts_and_makes_no_database(sample_bank: Path, places: Path) -> None:
    rows = [line.split("\t") for line in run("sections", "-b", "sample").stdout.splitlines()]
    assert ["section", "sample", "Retrieval", "2", "0"] in rows
    assert rows[-1][0] == "topic"
    assert not (places / "progress.db").exists()
    (first, *_) = [json.loads(line) for line in run("sections", "-b", "sample", "--json").stdout.splitlines()]
    assert first == {"what": "section", "name": "Retrieval", "questions": 2, "due": 0, "bank": "sample", "inside": None}


def test_every_section_that_is_shown_can_be_named() -> None:
    for line in run("sections", "-b", "voice-assistant").stdout.splitlines():
        what, _, name, count, _ = line.split("\t")
        found = run("list", "-b", "voice-assistant", "-s", name)
        assert found.exit_code == 0 and len(found.stdout.splitlines()) >= int(count), (what, name)


def sampled(*arguments: str) -> tuple[dict[str, object], str]:
    result = run("sample", "--format", "json", *arguments)
    assert result.exit_code == 0
    whole: dict[str, object] = json.loads(result.stdout)
    return whole, result.stderr


def test_a_sample_can_be_had_again() -> None:
    first, _ = sampled("--n", "5")
    again, _ = sampled("--n", "5", "--seed", str(first["seed"]))
    assert first == again and len(first["questions"]) == 5  # type: ignore[arg-type]


@pytest.mark.parametrize("form", ["table", "markdown", "json"])
@pytest.mark.parametrize("answers", [True, False])
def test_the_candidates_copy_has_no_answers(form: str, answers: bool, sample_bank: Path, tmp_path: Path) -> None:
    target = tmp_path / "set"
    result = run("sample", "-b", "sample", "--n", "4", "--seed", "3", "--format", form, "-o", str(target),
                 *(["--answers"] if answers else []))  # fmt: skip
    assert (result.exit_code, result.stdout) == (0, "")
    text = target.read_text("utf-8")
    assert "seed 3" in result.stderr and "minutes" in result.stderr
    assert "seed" in text and "3" in text
    assert ("Chunks overlap in their words" in text) is answers
    assert ("\x1b" in text) is False


def test_a_sample_of_more_than_there_is_says_so_in_one_line(sample_bank: Path) -> None:
    whole, told = sampled("-b", "sample", "--n", "50")
    assert len(whole["questions"]) == 4  # type: ignore[arg-type]
    assert told == "prep: 50 were asked for, 5 match, but only 4 of them are not repeats of each other\n"


@pytest.mark.parametrize("arguments", [("sample",), ("sample", "--format", "json"), ("export", "--to", "csv")])
def test_a_choice_of_nothing_gives_no_set_and_no_deck(arguments: tuple[str, ...], sample_bank: Path) -> None:
    result = run(*arguments, "-b", "sample", "-k", "coding")
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr == "prep: no question is all of that at once; leave one option out\n"


def test_minutes_add_up_and_say_where_they_come_from(sample_bank: Path) -> None:
    whole, _ = sampled("-b", "sample", "--n", "3")
    assert whole["minutes"] == sum(each["minutes"] for each in whole["questions"])  # type: ignore[attr-defined]
    assert "estimated" in str(whole["minutes_source"])


def test_the_readme_shows_the_help_as_it_is() -> None:
    block = update_help.current(update_help.README.read_text("utf-8"))
    if block is None:
        pytest.skip(f"README.md has no {update_help.BEGIN} … {update_help.END} yet")
    assert block == update_help.block(), "run `python tests/update_help.py`"


def test_sections_tells_what_is_due_but_not_what_is_suspended(sample_bank: Path, places: Path) -> None:
    questions = {q.id: q for q in banks.load(sample_bank).questions}
    with Progress(places / "progress.db", Clock()) as progress:
        for name in ("sample-001", "sample-002", "sample-003"):
            progress.rate(progress.submit(questions[name], "…", 1), "again", 0.9)
        progress.suspend("sample-002")
    rows = [json.loads(line) for line in run("sections", "-b", "sample", "--json").stdout.splitlines()]
    assert {row["name"]: row["due"] for row in rows if row["what"] == "section"} == {
        "Retrieval": 1,
        "Chunking": 1,
        "Stories": 0,
        "Open": 0,
    }


@pytest.mark.parametrize("text", ["a <b>bold</b> claim", "<div>\nx\n</div>", r"$\|x\|_2 * y_1$", "[a] and [b]: 1"])
def test_what_is_no_markdown_is_shown_as_it_is_written(text: str) -> None:
    from rich.console import Console

    page = Console(width=80, force_terminal=False)
    with page.capture() as caught:
        page.print(_render.markdown(text))
    assert caught.get().split() == text.split()


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("Before text ![img](x.png) after text", "Before text img (x.png) after text"),
        ("![](a/b.png)", "a/b.png"),
        ("- one ![**bold** $x$](y.png)", "• one **bold** $x$ (y.png)"),
        ("See [![img](x.png)](https://e.org) there", "See img (x.png) (https://e.org) there"),
    ],
)
def test_an_image_is_shown_as_its_words_and_its_target(text: str, shown: str) -> None:
    from rich.console import Console

    page = Console(width=80, force_terminal=False)
    with page.capture() as caught:
        page.print(_render.markdown(text))
    assert caught.get().split() == shown.split()


@pytest.mark.skipif(sys.platform == "win32", reason="needs a pseudo-terminal")
@pytest.mark.parametrize("columns", [50, 80])
def test_on_a_terminal_lists_wrap_and_binary_formats_are_refused(columns: int, sample_bank: Path) -> None:
    import pexpect

    def shown(*arguments: str) -> str:
        command = ["-m", "interview_prep", *arguments]
        text, _ = pexpect.run(
            f"{sys.executable} {' '.join(command)}", withexitstatus=True, encoding="utf-8", timeout=60,
            env={**os.environ, "TERM": "dumb", "COLUMNS": str(columns)},
        )  # fmt: skip
        return str(text).replace("\r\n", "\n")

    listed = shown("list", "-b", "sample")
    assert "Retrieval  sample\n" in listed and "\t" not in listed
    assert "rag-documents-[account]-[region]" in listed.replace("\n", "").replace(" " * 12, "")
    assert max(map(len, listed.splitlines())) <= columns
    assert shown("export", "-b", "sample", "--to", "anki") == (
        "prep: this format is not for a terminal; write it to a file with -o FILE\n"
    )
