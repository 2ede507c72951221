"""Paths to text: encodings, control characters, formats, and bad documents word for word."""

from pathlib import Path

import pytest

from interview_prep import documents
from interview_prep.errors import PrepError
from interview_prep.model import Repair

RESTORED = "UTF-8 that had been read as Windows-1252 or Latin-1 was restored"
REMOVED = "control characters were removed"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"])
def test_encodings(tmp_path: Path, encoding: str) -> None:
    """UTF-8 and UTF-16 are read with and without a byte order mark, and line ends become Unix ones."""
    path = tmp_path / "doc.txt"
    path.write_bytes("Q: What?\r\nA: “This” – 42 €.\rEnd\n".encode(encoding))
    assert documents.read(path).text == "Q: What?\nA: “This” – 42 €.\nEnd\n"


@pytest.mark.parametrize(
    ("given", "text", "line"),
    [
        ("a\n\x1b[31mred\x1b[0m\x07 \x00b\x0bc\u202ed", "a\nred b cd", 2),
        ("tab\tstays\nnext\x0cpage", "tab\tstays\nnext page", 2),
        ("\x0c# Title\n\x0c\x0b7. Why?", "# Title\n7. Why?", 1),
    ],
)
def test_control_characters_never_survive(given: str, text: str, line: int) -> None:
    assert documents.without_controls(given) == (text, (Repair(line, REMOVED),))


def test_a_wrong_decoding_is_undone_before_control_characters_go(tmp_path: Path) -> None:
    """What Latin-1 makes of UTF-8 holds control characters, which are a part of it; what stays wrong is a problem."""
    path = tmp_path / "doc.txt"
    wrong = "What’s a café?".encode().decode("latin-1")
    path.write_text(f"right – so\n{wrong}\n’ {wrong}\n\x07", encoding="utf-8")
    document = documents.read(path)
    assert document.text.splitlines()[:2] == ["right – so", "What’s a café?"]
    assert document.repairs == (Repair(2, RESTORED), Repair(3, REMOVED))
    assert [problem.line for problem in document.problems] == [3]


@pytest.mark.parametrize(
    ("content", "line", "message"),
    [
        (b"", 1, "the document is empty; name one that holds questions"),
        (b" \n\xef\xbb\xbf\n", 1, "the document is empty; name one that holds questions"),
        (b"one\ntwo \0 three", 2, "a binary file, not text; save it as UTF-8 text"),
        (b"ok\nbad \xff byte", 2, "not UTF-8 (invalid start byte, byte 7); save it as UTF-8"),
        (
            b"\x89PNG\r\n\x1a\n....",
            1,
            "a binary file, not text; save it as UTF-8 text, or with its own suffix if it is .pdf or .docx",
        ),
        (b"\xff\xfea", 1, "not UTF-16 (truncated data, byte 2); save it as UTF-8"),
    ],
)
def test_bad_documents(tmp_path: Path, content: bytes, line: int, message: str) -> None:
    """A bad document gets one line: file, line, cause and cure."""
    path = tmp_path / "doc.txt"
    path.write_bytes(content)
    with pytest.raises(PrepError) as caught:
        documents.read(path)
    assert (str(caught.value), caught.value.exit_code) == (f"{path}:{line}: {message}", 1)


def test_missing_document(tmp_path: Path) -> None:
    with pytest.raises(PrepError) as caught:
        documents.read(tmp_path / "none.txt")
    assert str(caught.value) == f"{tmp_path / 'none.txt'}: No such file or directory; name a document that can be read"
    assert caught.value.exit_code == 2


def test_html(tmp_path: Path) -> None:
    """A page's headings, lists, code and bold words become Markdown; scripts do not."""
    path = tmp_path / "doc.html"
    path.write_text(
        "<html><head><title>x</title></head><body><h1>T &amp; U</h1><script>no()</script><h3>1. Why <em>so</em>?</h3>"
        "<p><b>Answer:</b> Because\n of <code>x&lt;1</code>.</p><ul><li>one</li><li>two</li></ul><pre>a\n  b</pre>",
        encoding="utf-8",
    )
    assert documents.read(path).text == (
        "# T & U\n\n### 1. Why so?\n\n**Answer:** Because of `x<1`.\n\n- one\n- two\n\n```\na\n  b\n```\n"
    )


@pytest.mark.parametrize(
    ("page", "text"),
    [
        (
            "<p>Costs</p><table><tr><th>Time</th><th>Space</th></tr><tr><td><p>1</p></td>\n<td>2</td></tr></table>End",
            "Costs\n\nTime | Space\n1 | 2\n\nEnd",
        ),
        ("<ul><li>one</ul>Then", "- one\n\nThen"),
        ("<div>one</div><div>two</div>", "one\n\ntwo"),
        ("<ul>\n<li><p>one</p></li>\n<li> <div>two</div></li><li></li></ul>", "- one\n- two"),
        ("<head><title>x</title><meta charset=utf-8><body>Body", "Body"),
        ("<pre>\nif x:\n\ty\n\n\n\n\t<b>z</b>\n</pre>End", "```\nif x:\n\ty\n\n\n\n\tz\n```\n\nEnd"),
        ("<pre>```\ncode\n```</pre>", "````\n```\ncode\n```\n````"),
    ],
)
def test_html_keeps_words_and_lines_apart(tmp_path: Path, page: str, text: str) -> None:
    """Cells, lists and blocks do not run together; code keeps its tabs and blank lines; a head may stay open."""
    path = tmp_path / "doc.html"
    path.write_text(page, encoding="utf-8")
    assert documents.read(path).text == text + "\n"


PAGE = """<html>
<head><title>x
</title></head>
<h2>
  Why <b>so</b>?
</h2>
<p>one
two<br>three</p><pre>

Ã\xa0
 b
</pre>

<ul><li>c</li>
<li>d\x07</li></ul><p>é Ã©
"""


def test_lines_of_a_page_are_those_of_its_file(tmp_path: Path) -> None:
    """Each line of the text knows the line of the page on which its words begin; so do repairs and problems."""
    path = tmp_path / "doc.html"
    path.write_text(PAGE, encoding="utf-8")
    document = documents.read(path)
    lines = [(document.line(number), line) for number, line in enumerate(document.text.splitlines(), 1) if line]
    code = [(8, "```"), (10, "à"), (11, " b"), (11, "```")]
    prose = [(5, "## Why **so**?"), (7, "one two"), (8, "three")]
    assert lines == [*prose, *code, (14, "- c"), (15, "- d"), (15, "é Ã©")]
    assert document.repairs == (Repair(10, RESTORED), Repair(15, REMOVED))
    assert [problem.line for problem in document.problems] == [15]


def test_pdf(tmp_path: Path) -> None:
    """The text of a PDF's pages is read with pypdf; what is no PDF is refused in one line."""
    pypdf = pytest.importorskip("pypdf", reason="reading PDF is an extra: interview-prep[pdf]")
    path = tmp_path / "doc.pdf"
    path.write_bytes(b"no pdf")
    with pytest.raises(PrepError, match=r"doc\.pdf:1: not a PDF that can be read"):
        documents.read(path)
    writer = pypdf.PdfWriter()
    writer.add_blank_page(100, 100)
    writer.write(path)
    with pytest.raises(PrepError, match="the document is empty"):
        documents.read(path)


def test_docx(tmp_path: Path) -> None:
    """A Word file's headings, lists and tables become Markdown; what is no Word file is refused in one line."""
    docx = pytest.importorskip("docx", reason="reading Word is an extra: interview-prep[docx]")
    path = tmp_path / "doc.docx"
    path.write_bytes(b"no word")
    with pytest.raises(PrepError, match=r"doc\.docx:1: not a \.docx that can be read"):
        documents.read(path)
    made = docx.Document()
    made.add_heading("Title", 0)
    made.add_heading("1. Why?", 2)
    made.add_paragraph("Answer: Because.")
    made.add_paragraph("one", style="List Bullet")
    table = made.add_table(2, 2)
    table.cell(0, 0).merge(table.cell(0, 1)).text = "Costs"
    table.cell(1, 0).text, table.cell(1, 1).text = "Time", "Space"
    made.add_paragraph("End.")
    made.save(path)
    text = "# Title\n\n\n### 1. Why?\n\nAnswer: Because.\n\n- one\n\nCosts\nTime | Space\n\nEnd.\n"
    assert documents.read(path).text == text


@pytest.mark.parametrize(("suffix", "what"), [("pdf", "PDF needs pypdf"), ("docx", "Word needs python-docx")])
def test_missing_extra(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, suffix: str, what: str) -> None:
    """Without its extra a format is refused with the command that installs it."""
    monkeypatch.setitem(__import__("sys").modules, {"pdf": "pypdf", "docx": "docx"}[suffix], None)
    path = tmp_path / f"doc.{suffix}"
    path.write_bytes(b"x")
    with pytest.raises(PrepError) as caught:
        documents.read(path)
    assert str(caught.value) == f"{path}: reading {what}; run `pip install 'interview-prep[{suffix}]'`"
