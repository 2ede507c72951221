"""The same questions through every format, and what each format promises of its own."""

import csv
import io
import json
import re
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from samples import PYTHON, QUESTIONS, question
from typer.testing import CliRunner

from interview_prep import atomic, bankfile, export, plugins
from interview_prep.cli import app
from interview_prep.export import _changes
from interview_prep.export import csv as csv_format
from interview_prep.export import json as json_format
from interview_prep.export import markdown as markdown_format
from interview_prep.export._html import html, inline, plain
from interview_prep.listing import FIELDS, as_object
from interview_prep.markup import escaped, without_html
from interview_prep.model import Bank

FORMATS = plugins.names(export)
NOW = datetime(2026, 5, 1, tzinfo=UTC)


def run(*arguments: str) -> tuple[int, bytes, str]:
    result = CliRunner().invoke(app, ["export", *arguments])
    return result.exit_code, result.stdout_bytes, result.stderr


@pytest.fixture
def bank(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Put a bank of the sample questions, and one that is retired, beside the packaged ones."""
    retired = question("s-9", "Retired?", retired=True)
    folder = tmp_path / "more"
    path = folder / "sample.yaml"
    atomic.write_text(path, bankfile.dump(Bank("sample", "Sample", "s", (*QUESTIONS, retired))))
    monkeypatch.setenv("PREP_BANKS", str(folder))
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    return path


@pytest.mark.parametrize("name", FORMATS)
def test_every_format_exports_the_sample_and_leaves_retired_questions_out(
    name: str, bank: Path, tmp_path: Path
) -> None:
    target = tmp_path / "out"
    code, stdout, stderr = run("--to", name, "-b", "sample", "-o", str(target))
    assert (code, stdout) == (0, b"")
    assert stderr == f"{target}: 4 questions for {name}\n"
    content = target.read_bytes()
    assert content and b"s-9" not in content
    assert run("--to", name, "-b", "sample")[1] == content, "standard output gets the same bytes"


@pytest.mark.parametrize("name", FORMATS)
def test_a_format_has_a_docstring_for_the_help(name: str) -> None:
    assert (plugins.load(export, name).__doc__ or "").strip()


def test_json_holds_the_objects_of_the_list() -> None:
    text = json_format.render(QUESTIONS)
    assert json.loads(text) == [as_object(each) for each in QUESTIONS]
    assert len(text.splitlines()) == len(QUESTIONS) + 2
    assert json.loads(json_format.render(())) == []


def test_csv_is_a_table_without_formulas() -> None:
    rows = list(csv.reader(io.StringIO(csv_format.render(QUESTIONS), newline="")))
    assert tuple(rows[0]) == FIELDS
    assert [len(row) for row in rows] == [len(FIELDS)] * 5
    assert not [cell for row in rows for cell in row if cell.lstrip(" ").startswith(("=", "+", "-", "@", "\t", "\r"))]
    third = dict(zip(FIELDS, rows[3], strict=True))
    assert third["question"] == "'=cmd|' /C calc'!A0"
    assert (third["answer"], third["difficulty"], third["key_points"]) == ("", "", "")


def test_markdown_keeps_an_answer_inside_its_quote() -> None:
    answer = "# Not a heading\n\n```\ncode\n```"
    text = markdown_format.render([replace(QUESTIONS[0], answer=answer)])
    assert "\n> # Not a heading\n>\n> ```\n> code\n> ```\n" in text
    assert [line for line in text.splitlines() if line.startswith("#")] == [
        "# Interview questions",
        "## Basics",
        "### Types",
        r"#### What is `List<int>` & why \<b>not\</b> an array?",
    ]


def test_markdown_shows_a_question_of_several_lines_in_a_block() -> None:
    text = markdown_format.render([question("s-1", "What prints?\n\n```python\nfor i in x:\n    print(i)\n```\n")])
    block = "> What prints?\n>\n> ```python\n> for i in x:\n>     print(i)\n> ```\n"
    assert f"\n#### s-1\n\n{block}\ns-1 · knowledge · " in text


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("$x_1 < y_2$", r"<p>\(x_1 &lt; y_2\)</p>"),
        ("a $$x*y*z$$ b", r"<p>a \[ x*y*z \] b</p>"),
        ("$5 and $10", "<p>$5 and $10</p>"),
        ("from $5-$10 to $20", "<p>from $5-$10 to $20</p>"),
        (r"\$x\$", "<p>$x$</p>"),
        ("`$x$`", "<p><code>$x$</code></p>"),
        ("```\n$x$ <b>\n```", "<pre><code>$x$ &lt;b&gt;\n</code></pre>"),
        ("    $x$", "<pre><code>$x$\n</code></pre>"),
        ("$$\n- a\n# b\n$$", "\\[ - a\n# b \\]"),
        ("text\n$$a$$", "<p>text</p>\n\\[ a \\]"),
        ("- item\n  $$\n  a\n  $$", "<ul>\n<li>item\\[ a \\]\n</li>\n</ul>"),
        ("$$ unclosed", "<p>$$ unclosed</p>"),
        ("<b>x</b>", "<p>&lt;b&gt;x&lt;/b&gt;</p>"),
        ("<div>\nx\n</div>", "<p>&lt;div&gt;\nx\n&lt;/div&gt;</p>"),
        ("[x](javascript:alert(1))", "<p>&#91;x](javascript:alert(1))</p>"),
        ("`[sound:a.mp3]`", "<p><code>&#91;sound:a.mp3]</code></p>"),
        ("$a[0]$ and $$sound:a.mp3]$$", r"<p>\(a&#91;0]\) and \[ sound:a.mp3] \]</p>"),
        ("a\0b", "<p>a\ufffdb</p>"),
        ("|a|b|\n|-|-|\n|1|2|", None),
    ],
)
def test_html_of_markdown(text: str, shown: str | None) -> None:
    assert html(text) == shown if shown else html(text).startswith("<table>")


def test_html_in_a_line_has_no_paragraph() -> None:
    assert inline("a **b** `c`") == "a <strong>b</strong> <code>c</code>"


@pytest.mark.parametrize(
    ("text", "shown", "markdown"),
    [
        ("getLogger(__name__)", "getLogger(__name__)", r"getLogger(\_\_name\_\_)"),
        ("O(n*m) or k*m", "O(n*m) or k*m", r"O(n\*m) or k\*m"),
        ("snake_case_name", "snake_case_name", "snake_case_name"),
        ("`__x__` < $a_1*b$", r"<code>__x__</code> &lt; \(a_1*b\)", r"`__x__` \< $a_1*b$"),
        ("a &lt; b", "a &amp;lt; b", "a &lt; b"),
    ],
)
def test_plain_texts_are_not_markdown(text: str, shown: str, markdown: str) -> None:
    assert (plain(text), escaped(text)) == (shown, markdown)


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("Put it in <doc> and </doc>.", r"Put it in \<doc> and \</doc>."),
        ("> <div>\n> *x*\n> </div>", "> \\<div>\n> *x*\n> \\</div>"),
        ("- <!-- no end", r"- \<!-- no end"),
        ("x\n<script>alert(1)</script>", "x\n\\<script>alert(1)\\</script>"),
        ("|a|b|c|\n|-|-|-|\n|`<x>`|<x>|<x>|", "|a|b|c|\n|-|-|-|\n|`<x>`|\\<x>|\\<x>|"),
        ("`<a>` <a> ``<a>``", r"`<a>` \<a> ``<a>``"),
        ("<a title='`'> `<b>`", r"\<a title='`'> `\<b>`"),
        (r"\<a> \\<a>", r"\<a> \\\<a>"),
        ("```\n<a>\n```\n\n    <a>\n\n$x<a>y$\n\n$$\n<a>\n$$", None),
        ("a < b, <https://example.org>, [x](<a b>), x<3, List<1>", None),
    ],
)
def test_html_in_a_document_is_text(text: str, shown: str | None) -> None:
    assert without_html(text) == (text if shown is None else shown)


PIECES = ("<", "<b>", "</b>", "<div", "<!--", "-->", "<?x?>", '<a x="<b>">', "`", "``", "```\n", "$", "$$\n", "\\", "|")
LINES = (
    "|a|b|\n|-|-|\n",
    "\n",
    "\r",
    "\n\n",
    "> ",
    "- ",
    "    ",
    "# ",
    "[a]: <u>\n",
    "\u00a0\n",
    "===\n",
    "x",
    " ",
    "*",
)


@given(st.lists(st.sampled_from(PIECES + LINES), max_size=20).map("".join))
def test_nothing_but_backslashes_keeps_html_out(text: str) -> None:
    shown = without_html(text)
    assert shown.replace("\\", "") == "\n".join(re.split("\r\n?|\n", text)).replace("\\", "")
    assert without_html(shown) == shown


@pytest.mark.parametrize("arguments", [("export", "--to", "markdown"), ("sample", "--n", "999", "--answers")])
def test_a_document_holds_no_html(arguments: tuple[str, ...], bank: Path) -> None:
    """A tag in a question, an answer or a note is shown by what reads Markdown, not run."""
    tag = '<script>alert("x")</script>'
    odd = question("s-8", f"What is {tag}?", answer=f"{tag}\n\nA {tag}, as in `{tag}`", note=f"So {tag}", section=tag)
    atomic.write_text(bank, bankfile.dump(Bank("sample", "Sample", "s", (odd,))))
    form = () if arguments[0] == "export" else ("--format", "markdown")
    document = CliRunner().invoke(app, [*arguments, *form, "-b", "sample"]).stdout
    shown = MarkdownIt("commonmark").render(document)
    assert "<script" not in shown and shown.count("<p>") > 3
    assert "<code>&lt;script&gt;alert(&quot;x&quot;)&lt;/script&gt;</code>" in shown


def test_code_comes_through_html_whole() -> None:
    from html import unescape

    shown = html(QUESTIONS[1].answer or "")
    assert PYTHON in unescape(shown)
    assert "<script" not in shown


@pytest.mark.parametrize(
    ("changed", "answer", "seconds"),
    [
        ("2026-01-02T03:04:05+00:00", "X is a thing.", datetime(2026, 1, 2, 3, 4, 5, tzinfo=UTC)),
        ("2026-02-01T00:00:00+00:00", "Other.", datetime(2026, 2, 1, tzinfo=UTC)),
        ("2026-01-02T03:04:05+00:00", "Edited by hand.", NOW),
    ],
)
def test_a_change_has_its_own_time_or_that_of_the_export_that_finds_it(
    changed: str, answer: str, seconds: datetime, tmp_path: Path
) -> None:
    memory = tmp_path / "exported.json"
    first = question("s-1")
    _changes.times([first], memory, datetime(2026, 1, 10, tzinfo=UTC))
    after = replace(first, changed=changed, answer=answer)
    assert _changes.times([after], memory, NOW) == {"s-1": int(seconds.timestamp())}
    later = datetime(2027, 1, 1, tzinfo=UTC)
    assert _changes.times([after], memory, later) == {"s-1": int(seconds.timestamp())}, "exported again, unchanged"


def test_each_edit_is_newer_even_within_a_second(tmp_path: Path) -> None:
    memory = tmp_path / "exported.json"
    found = [_changes.times([question("s-1", answer=str(n), changed=None)], memory, NOW)["s-1"] for n in range(3)]
    assert found == [_changes.BEGINNING, int(NOW.timestamp()), int(NOW.timestamp()) + 1]


@pytest.mark.parametrize(
    ("change", "newer"),
    [
        ({"question": "What\nis X?"}, True),
        ({"answer": "Other."}, True),
        ({"key_points": ("Other.",)}, True),
        ({"note": "The document errs."}, True),
        ({"bank": "other"}, True),
        ({"section": "Other"}, True),
        ({"subsection": "Other"}, True),
        ({"kind": "design"}, True),
        ({"difficulty": "expert"}, True),
        ({"topics": ("other",)}, True),
        ({"same_as": ("s-2",)}, False),
        ({"answer_source": "document"}, False),
        ({"number": 9, "source_line": 99, "retired": True}, False),
        ({"derived": (("answer", "0"),)}, False),
    ],
)
@pytest.mark.parametrize("stamped", [None, "2026-05-01T00:00:00+00:00"])
def test_a_card_that_shows_the_same_stays_as_old_as_it_was(
    change: dict[str, Any], newer: bool, stamped: str | None, tmp_path: Path
) -> None:
    """Anki would take a newer one over what a student wrote into it, whatever time the bank gives to the change."""
    memory, first = tmp_path / "exported.json", question("s-1", changed=None)
    before = _changes.times([first], memory, datetime(2026, 1, 10, tzinfo=UTC))["s-1"]
    after = _changes.times([replace(first, **change, changed=stamped)], memory, NOW)["s-1"]
    assert (after > before) is newer


def test_what_was_remembered_in_the_first_form_has_not_changed(tmp_path: Path) -> None:
    memory, first = tmp_path / "exported.json", question("s-1", changed="2026-05-01T00:00:00+00:00")
    memory.write_text('{"s-1": ["77382c81238d8a44", 1767000000]}')
    assert _changes.times([first], memory, NOW) == {"s-1": 1_767_000_000}
    now = memory.read_text()
    assert _changes.times([replace(first, same_as=("s-2",))], memory, NOW) == {"s-1": 1_767_000_000}
    assert memory.read_text() == now
    assert _changes.times([replace(first, answer="Other.")], memory, NOW)["s-1"] > 1_767_000_000


@pytest.mark.parametrize("content", ["", "[]", "{", '{"s-1": 3}', '{"s-1": ["x"]}'])
def test_a_broken_memory_of_exports_is_none(content: str, tmp_path: Path) -> None:
    memory = tmp_path / "exported.json"
    memory.write_text(content)
    assert _changes.times([question("s-1", changed=None)], memory, NOW) == {"s-1": _changes.BEGINNING}


def test_a_read_only_data_folder_does_not_stop_an_export(tmp_path: Path) -> None:
    blocked = tmp_path / "file"
    blocked.write_text("")
    assert _changes.times([question("s-1")], blocked / "exported.json", NOW)


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("--to", "ank"), "prep: unknown export 'ank'; did you mean 'anki'?\n"),
        ((), "prep: Missing option '--to'. See `prep export --help`.\n"),
        (
            ("--to", "csv", "-b", "sample", "-k", "design"),
            "prep: no question is all of that at once; leave one option out\n",
        ),
    ],
)
def test_bad_requests_are_one_line(arguments: tuple[str, ...], message: str, bank: Path) -> None:
    code, stdout, stderr = run(*arguments)
    assert (code, stdout) == (2, b"")
    assert stderr == message


def test_a_file_that_cannot_be_written_is_one_line(bank: Path, tmp_path: Path) -> None:
    code, _, stderr = run("--to", "csv", "-b", "sample", "-o", str(bank / "x.csv"))
    assert code == 2 and stderr.startswith(f"prep: {bank}: no such folder; ") and stderr.count("\n") == 1
