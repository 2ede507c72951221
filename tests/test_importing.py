"""Documents to banks, and again: what people wrote stays, ids stay, nothing is overwritten."""

import hashlib
import re
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from interview_prep import atomic, bankfile, banks, paths
from interview_prep.cli import app
from interview_prep.model import Bank, Question

DOCUMENT = """# My Questions

## Section 1: Basics (3 Questions)

### 1. What is a queue?
**Answer:** A line that is served in order. It is first in, first out.

### 2. What is a stack?
**Answer:** A pile that is served from the top. It is last in, first out.

### 3. What is a heap?
**Answer:** A tree whose root is the least. It gives the least first.

### 4. What is a hash table?
**Answer:** An array that is indexed by a hash. It finds a key in constant time.
"""


def prep(*arguments: str | Path) -> Result:
    return CliRunner().invoke(app, [str(argument) for argument in arguments])


@pytest.fixture
def document(tmp_path: Path) -> Path:
    path = tmp_path / "mine.md"
    path.write_text(DOCUMENT, encoding="utf-8")
    return path


@pytest.fixture
def bank(tmp_path: Path, document: Path) -> Path:
    path = tmp_path / "mine.yaml"
    assert prep("import", document, "-o", path).exit_code == 0
    return path


def edit(path: Path, change: Callable[[str], str]) -> None:
    atomic.write_text(path, change(path.read_text(encoding="utf-8")))


def loaded(path: Path) -> Bank:
    found, problems = bankfile.parse(path.read_text(encoding="utf-8"))
    assert found and not problems
    return found


def by_id(path: Path) -> dict[str, Question]:
    return {question.id: question for question in loaded(path).questions}


def test_import_says_what_it_did(tmp_path: Path, document: Path) -> None:
    result = prep("import", document, "-o", tmp_path / "b.yaml")
    assert result.exit_code == 0
    assert result.stdout.splitlines() == [
        f"{document}: 4 questions in 1 section, 4 with a reference (numbered_headings)",
        f"{tmp_path / 'b.yaml'}: written",
    ]
    assert list(by_id(tmp_path / "b.yaml")) == [f"my-questions-00{i}" for i in range(1, 5)]


def test_leftovers_go_to_standard_error_with_their_line(tmp_path: Path, document: Path) -> None:
    edit(document, lambda text: text + "\n## Nothing\n")
    result = prep("import", document, "-o", tmp_path / "b.yaml")
    assert (
        f"{document}:17: left over: the heading 'Nothing' has neither a question nor a text under it" in result.stderr
    )


def test_without_output_the_bank_is_one_s_own(document: Path) -> None:
    """Without -o the bank goes to the user's own folder, under the name and prefix that are asked for."""
    assert prep("import", document, "--name", "mine", "--prefix", "m").exit_code == 0
    assert list(by_id(paths.user_banks() / "mine.yaml")) == ["m-001", "m-002", "m-003", "m-004"]
    assert "m-001" in {question.id for question in banks.discover().questions()}


@pytest.mark.parametrize("name", ["../evil", "Mein Name", ""])
def test_a_bad_name_is_refused(document: Path, name: str) -> None:
    result = prep("import", document, "--name", name)
    assert result.exit_code == 2
    assert "use small letters, digits and hyphens, for example" in result.stderr


def test_importing_again_changes_nothing(document: Path, bank: Path) -> None:
    before = bank.read_bytes()
    result = prep("import", document, "-o", bank)
    assert result.stdout.endswith(f"{bank}: up to date\n")
    assert bank.read_bytes() == before


def test_check(tmp_path: Path, document: Path, bank: Path) -> None:
    """--check writes nothing, and fails where the bank is missing or not what the document gives."""
    assert prep("import", "--check", document, "-o", bank).exit_code == 0
    missing = prep("import", "--check", document, "-o", tmp_path / "no.yaml")
    assert missing.exit_code == 1
    assert "there is no such bank; run the command without --check" in missing.stderr
    assert not (tmp_path / "no.yaml").exists()
    before = bank.read_bytes()
    edit(document, lambda text: text.replace("least first", "smallest first"))
    result = prep("import", "--check", document, "-o", bank)
    assert result.exit_code == 1
    assert (
        f"{bank}: differs in my-questions-003 from what {document} gives; run the command without --check"
        in result.stderr
    )
    assert bank.read_bytes() == before


def test_a_person_s_edits_are_kept(document: Path, bank: Path) -> None:
    """A field that differs from its hash was written by a person: it stays, also when the document changes."""
    edit(bank, lambda text: text.replace("- It is first in, first out.", "- FIFO, in my words."))
    edit(
        bank,
        lambda text: text.replace("question: What is a stack?", "question: What is a stack, really?\n  note: Mine."),
    )
    assert prep("import", "--check", document, "-o", bank).exit_code == 0
    edit(
        document, lambda text: text.replace("served in order", "served by order").replace("from the top", "at the top")
    )
    result = prep("import", document, "-o", bank)
    assert "2 changed since the last import: my-questions-001, my-questions-002" in result.stdout
    assert "1 changed in the document, but your own words were kept: my-questions-001" in result.stdout
    first, second = list(by_id(bank).values())[:2]
    assert first.key_points[1] == "FIFO, in my words."
    assert first.answer == "A line that is served by order. It is first in, first out."
    assert (second.question, second.note) == ("What is a stack, really?", "Mine.")
    assert second.key_points[0] == "A pile that is served at the top."
    assert prep("import", "--check", document, "-o", bank).exit_code == 0


def test_a_field_deleted_with_its_hash_is_derived_again(document: Path, bank: Path) -> None:
    """That holds for the fields with a default value too."""
    edit(document, lambda text: text.replace("What is a stack?", "How would you design a stack?"))
    assert prep("import", document, "-o", bank).exit_code == 0
    before = bank.read_bytes()
    gone = r"^  (?:kind|answer_source): .*\n|\b(?:kind|answer_source): [0-9a-f']+, "
    edit(bank, lambda text: re.sub(gone, "", text, flags=re.M))
    assert (by_id(bank)["my-questions-002"].kind, by_id(bank)["my-questions-002"].answer_source) == (
        "knowledge",
        "authored",
    )
    assert prep("import", document, "-o", bank).exit_code == 0
    assert bank.read_bytes() == before


def test_a_question_that_a_person_retired_stays_retired(document: Path, bank: Path) -> None:
    edit(bank, lambda text: text.replace("question: What is a heap?", "question: What is a heap?\n  retired: true"))
    assert prep("import", "--check", document, "-o", bank).exit_code == 0
    edit(document, lambda text: text.replace("in constant time", "at once"))
    assert prep("import", document, "-o", bank).exit_code == 0
    assert [question.id for question in loaded(bank).questions if question.retired] == ["my-questions-003"]


def test_guidance_that_is_replaced_is_told(document: Path, bank: Path) -> None:
    """Guidance has no hashes: it is always the document's, and the import says where that undoes something."""
    told = "the guidance is now the document's; what the bank had instead is not kept"
    edit(document, lambda text: text + "\n## Tips\n\nSleep wel.\n")
    assert told in prep("import", document, "-o", bank).stdout
    assert told not in prep("import", document, "-o", bank).stdout
    edit(bank, lambda text: text.replace("wel.", "well."))
    assert told in prep("import", document, "-o", bank).stdout


def test_written_references_survive(tmp_path: Path) -> None:
    """Answers and points that people write where the document has none survive a re-import."""
    document, bank = tmp_path / "list.md", tmp_path / "list.yaml"
    document.write_text("# L\n\n## S\n\n- What is a queue?\n- What is a stack?\n- Why?\n", encoding="utf-8")
    assert prep("import", document, "-o", bank).exit_code == 0
    written = "answer: FIFO.\n  answer_source: authored\n  key_points: [A queue is FIFO.]\n  same_as: [x-1]\n  note: N."
    edit(
        bank, lambda text: text.replace("answer_source: none", written, 1).replace("kind: knowledge", "kind: coding", 1)
    )
    assert prep("import", "--check", document, "-o", bank).exit_code == 0
    edit(document, lambda text: text.replace("# L\n", "# L\n\nMore.\n"))
    assert prep("import", document, "-o", bank).exit_code == 0
    first = loaded(bank).questions[0]
    assert (first.answer, first.answer_source, first.kind, first.note) == ("FIFO.", "authored", "coding", "N.")
    assert (first.key_points, first.same_as, first.source_line) == (("A queue is FIFO.",), ("x-1",), 7)


def test_ids_stay_and_are_never_reused(document: Path, bank: Path) -> None:
    """Questions are matched by text, nearly, and by position; the vanished retire, the new take the next numbers."""
    text = document.read_text(encoding="utf-8")
    text = text.replace("### 1. What is a queue?", "### 1. What is a queue really?")  # nearly
    text = text.replace("### 2. What is a stack?", "### 2. Explain LIFO storage!")  # by position
    text = re.sub(r"### 3\..*?(?=### 4)", "", text, flags=re.S)  # vanished
    text += "\n### 5. What is a graph?\n**Answer:** Nodes and edges. It may have cycles.\n"  # new
    document.write_text(text, encoding="utf-8")
    result = prep("import", document, "-o", bank)
    assert "1 new: my-questions-005" in result.stdout
    assert "1 retired, as the document has them no longer: my-questions-003" in result.stdout
    found = by_id(bank)
    assert found["my-questions-001"].question == "What is a queue really?"
    assert found["my-questions-002"].question == "Explain LIFO storage!"
    assert found["my-questions-003"].retired
    assert found["my-questions-005"].question == "What is a graph?"
    edit(
        document,
        lambda text: re.sub(r"### 5\..*", "### 6. What is a trie?\n**Answer:** A tree of letters.\n", text, flags=re.S),
    )
    edit(
        document,
        lambda text: text.replace("## Section 1", "## Section 1: More\n\n### 7. Why?\n**Answer:** So.\n\n## Section 2"),
    )
    prep("import", document, "-o", bank)
    found = by_id(bank)
    assert found["my-questions-006"].question == "Why?"
    document.write_text(DOCUMENT, encoding="utf-8")
    prep("import", document, "-o", bank)
    assert not by_id(bank)["my-questions-003"].retired  # the same question is back


def test_a_place_alone_makes_no_question_the_same(document: Path, bank: Path) -> None:
    """One question deleted, the next with a new title, one appended: the title is new, the deleted one retires."""
    text = re.sub(r"### 2\..*?(?=### 3)", "", DOCUMENT, flags=re.S)
    text = re.sub(r"### 4\..*", "", text, flags=re.S).replace("3. What is a heap?", "2. Explain priority trees!")
    document.write_text(text + "### 3. What is a graph?\n**Answer:** Nodes and edges. It may have cycles.\n")
    result = prep("import", document, "-o", bank)
    assert "1 new: my-questions-005" in result.stdout
    assert "2 retired, as the document has them no longer: my-questions-002, my-questions-004" in result.stdout
    found = by_id(bank)
    assert found["my-questions-003"].question == "Explain priority trees!"
    assert found["my-questions-005"].question == "What is a graph?"


def test_another_question_without_an_answer_is_a_new_one(tmp_path: Path) -> None:
    document, bank = tmp_path / "list.md", tmp_path / "list.yaml"
    document.write_text("# L\n\n## S\n\n- What is a queue?\n- Describe a stack of plates\n- Why?\n", encoding="utf-8")
    assert prep("import", document, "-o", bank).exit_code == 0
    edit(document, lambda text: text.replace("What is a queue?", "Name three fish").replace("Describe a", "Draw one"))
    assert prep("import", document, "-o", bank).exit_code == 0
    found = {key: question.question for key, question in by_id(bank).items() if not question.retired}
    assert found == {"l-004": "Name three fish", "l-002": "Draw one stack of plates", "l-003": "Why?"}


def test_a_mended_field_is_no_change_of_the_import(document: Path, bank: Path) -> None:
    """What a person mended is not counted as changed since the last import, whether it is checked or imported."""
    edit(bank, lambda text: text.replace("- It is first in, first out.", "- FIFO, in my words."))
    for arguments in (["--check"], []):
        result = prep("import", *arguments, document, "-o", bank)
        assert result.exit_code == 0 and "changed" not in result.stdout


def test_moved_questions_keep_their_ids(document: Path, bank: Path) -> None:
    parts = re.split(r"(?=### )", DOCUMENT)
    document.write_text(parts[0] + "".join(part + "\n" for part in reversed(parts[1:])), encoding="utf-8")
    assert prep("import", document, "-o", bank).exit_code == 0
    assert [q.id for q in loaded(bank).questions] == [f"my-questions-00{i}" for i in (4, 3, 2, 1)]
    assert by_id(bank)["my-questions-001"].question == "What is a queue?"


def test_a_question_that_a_person_added_stays(document: Path, bank: Path) -> None:
    edit(bank, lambda text: text + "\n- id: own-1\n  section: Basics\n  question: My own?\n")
    assert prep("import", "--check", document, "-o", bank).exit_code == 0
    edit(document, lambda text: text.replace("least first", "smallest first"))
    prep("import", document, "-o", bank)
    assert not by_id(bank)["own-1"].retired


def test_another_document_s_bank_is_never_overwritten(tmp_path: Path, bank: Path) -> None:
    other = tmp_path / "other.md"
    other.write_text("# Fish\n\n## S\n\n### 1. What do carps eat?\n**Answer:** Nearly all.\n", encoding="utf-8")
    before = bank.read_bytes()
    result = prep("import", other, "-o", bank)
    assert result.exit_code == 1
    assert result.stderr == (
        "prep: bank 'my-questions' came from another document (mine.md); "
        "choose another name with --name and --prefix, or another file with -o\n"
    )
    assert bank.read_bytes() == before


@pytest.mark.parametrize("source", ["other.md", "mine.md"])
@pytest.mark.parametrize("section", ["Basics", "Fish"])
def test_a_document_of_the_same_shape_is_another_one(tmp_path: Path, bank: Path, source: str, section: str) -> None:
    """Neither title, section, file name nor as many questions make a document the one that a bank came from."""
    other = tmp_path / "elsewhere" / source
    other.parent.mkdir()
    fish = re.sub(r"What is a .*", "What do carps eat?", DOCUMENT).replace("Basics", section)
    other.write_text(fish, encoding="utf-8")
    before = bank.read_bytes()
    result = prep("import", other, "-o", bank)
    assert (result.exit_code, "came from another document" in result.stderr) == (1, True)
    assert bank.read_bytes() == before


def listed(title: str, first: int, last: int) -> str:
    """Return a document whose questions have a number each, and nothing in common but that."""
    asked = (f"- Why {hashlib.sha256(bytes([number])).hexdigest()[:20]}?" for number in range(first, last))
    return "\n".join((f"# {title}", "", *asked, ""))


@pytest.mark.parametrize(
    ("name", "title", "enough", "too_few"),
    [
        ("mine.md", "T", (15, 35), (16, 36)),  # a quarter of the smaller one's, which are 20
        ("mine.md", "T", (19, 23), (20, 24)),  # the same of four
        ("other.md", "T", (10, 30), (11, 31)),  # half of them
        ("mine.md", "U", (10, 30), (11, 31)),
        ("other.md", "T", (10, 20), (17, 23)),  # also where it is half of the smaller one's
        ("other.md", "U", (2, 22), (3, 23)),  # nine tenths of the larger one's
        ("other.md", "U", (2, 20), (3, 20)),
        ("other.md", "U", (0, 22), (0, 23)),
    ],
)
def test_how_much_is_in_common_with_the_document_that_a_bank_came_from(
    tmp_path: Path, name: str, title: str, enough: tuple[int, int], too_few: tuple[int, int]
) -> None:
    """The less a document shares of title and file name, the more of its questions have to be those of the bank."""
    first, other, bank = tmp_path / "mine.md", tmp_path / "b" / name, tmp_path / "b.yaml"
    other.parent.mkdir()
    first.write_text(listed("T", 0, 20), encoding="utf-8")
    assert prep("import", first, "-o", bank).exit_code == 0
    other.write_text(listed(title, *too_few), encoding="utf-8")
    result = prep("import", other, "-o", bank)
    assert (result.exit_code, "came from another document" in result.stderr) == (1, True)
    other.write_text(listed(title, *enough), encoding="utf-8")
    assert prep("import", other, "-o", bank).exit_code == 0


def test_what_would_retire_most_of_a_bank_is_another_document(tmp_path: Path) -> None:
    """That holds whatever the bank has of retired questions, of which two are in this other document."""
    first, other, bank = tmp_path / "mine.md", tmp_path / "other.md", tmp_path / "b.yaml"
    for document, questions in ((first, (0, 6)), (first, (2, 6)), (other, (0, 3))):
        document.write_text(listed("Team Questions", *questions), encoding="utf-8")
        result = prep("import", document, "-o", bank)
    assert (result.exit_code, "came from another document (mine.md)" in result.stderr) == (1, True)
    assert "sha256 " + hashlib.sha256(first.read_bytes()).hexdigest() in bank.read_text(encoding="utf-8")


def test_a_person_s_own_questions_make_no_other_document(tmp_path: Path, document: Path, bank: Path) -> None:
    """What a person added is not counted among the questions that a document had."""
    edit(bank, lambda text: text + "".join(f"\n- id: own-{n}\n  section: S\n  question: Own {n}?\n" for n in range(9)))
    other = tmp_path / "other.md"
    other.write_text(DOCUMENT.replace("# My Questions", "# Our Questions"), encoding="utf-8")
    assert prep("import", other, "-o", bank).exit_code == 0


def test_the_name_of_no_section_is_no_sign_of_the_same_document(tmp_path: Path) -> None:
    """Two lists of one file name and without a heading have a title and a section in common, and nothing else."""
    one, other, bank = tmp_path / "notes.txt", tmp_path / "b" / "notes.txt", tmp_path / "b.yaml"
    other.parent.mkdir()
    one.write_text("Q: What is a queue?\nA: A line.\n", encoding="utf-8")
    other.write_text("Q: What do carps eat?\nA: Nearly all.\n", encoding="utf-8")
    assert prep("import", one, "-o", bank).exit_code == 0
    result = prep("import", other, "-o", bank)
    assert (result.exit_code, "came from another document" in result.stderr) == (1, True)
    assert [question.question for question in loaded(bank).questions] == ["What is a queue?"]


def test_a_renamed_document_is_still_the_same(tmp_path: Path, document: Path, bank: Path) -> None:
    text = DOCUMENT.replace("### 1. What is a queue?", "### 1. Whatever is FIFO?")
    renamed = tmp_path / "renamed.md"
    renamed.write_text(text, encoding="utf-8")
    assert prep("import", renamed, "-o", bank).exit_code == 0
    assert by_id(bank)["my-questions-001"].question == "Whatever is FIFO?"


def test_the_header_names_the_file_that_has_the_digest(tmp_path: Path, document: Path, bank: Path) -> None:
    """The file name stays while the content does, so that a copy is up to date, and changes with it."""
    renamed = tmp_path / "renamed.md"
    renamed.write_text(DOCUMENT, encoding="utf-8")
    assert prep("import", "--check", renamed, "-o", bank).exit_code == 0
    assert loaded(bank).source == "mine.md"
    renamed.write_text(DOCUMENT + "\n", encoding="utf-8")
    assert prep("import", renamed, "-o", bank).exit_code == 0
    assert (loaded(bank).source, loaded(bank).sha256) == (
        "renamed.md",
        hashlib.sha256(renamed.read_bytes()).hexdigest(),
    )


def test_a_new_title_arrives(document: Path, bank: Path) -> None:
    """The title is the document's, again and again, and the questions stay those of the document."""
    for title in ("Our Questions", "All Questions"):
        edit(document, lambda text, title=title: re.sub("^# .*", f"# {title}", text))
        checked = prep("import", "--check", document, "-o", bank)
        assert f"{bank}: differs in the title from what" in checked.stderr
        assert f"the document's title is now {title!r}\n" in prep("import", document, "-o", bank).stdout
        assert (loaded(bank).title, loaded(bank).name) == (title, "my-questions")


def test_a_title_that_a_person_wrote_stays(document: Path, bank: Path) -> None:
    edit(bank, lambda text: text.replace("title: My Questions", "title: Mine"))
    assert prep("import", "--check", document, "-o", bank).exit_code == 0
    edit(document, lambda text: text.replace("# My Questions", "# Our Questions"))
    result = prep("import", document, "-o", bank)
    assert (result.exit_code, "title is" in result.stdout, loaded(bank).title) == (0, False, "Mine")


def test_a_title_of_unknown_origin_stays_and_is_told(document: Path, bank: Path) -> None:
    """A bank of an earlier version does not say which title its document had."""
    edit(bank, lambda text: re.sub("^derived: .*\n", "", text, flags=re.M))
    assert prep("import", "--check", document, "-o", bank).stdout.endswith(f"{bank}: up to date\n")
    edit(document, lambda text: text.replace("# My Questions", "# Our Questions"))
    told = "the title stays 'My Questions', which may be your own; the document's is 'Our Questions'\n"
    assert told in prep("import", document, "-o", bank).stdout
    assert loaded(bank).title == "My Questions"
    assert told not in prep("import", document, "-o", bank).stdout


def test_a_document_with_a_new_title_is_told_from_another_one(document: Path) -> None:
    """By its new title it would become a bank of its own, with new ids."""
    prep("import", document)
    edit(document, lambda text: text.replace("# My Questions", "# Our Questions"))
    done = prep("import", "--check", document)
    assert "bank 'my-questions' came from a file of that name too" in done.stderr
    carried = prep("import", document, "-o", re.search("with -o (.*)", done.stderr)[1])
    assert "the document's title is now 'Our Questions'" in carried.stdout and "came from" not in carried.stderr


@pytest.mark.parametrize("title", ["My Questions", "Our Questions"])
def test_a_title_that_was_taken_out_is_the_document_s_again(document: Path, bank: Path, title: str) -> None:
    edit(bank, lambda text: text.replace("title: My Questions\n", ""))
    edit(document, lambda text: text.replace("# My Questions", f"# {title}"))
    assert f"the document's title is now {title!r}\n" in prep("import", document, "-o", bank).stdout
    assert (loaded(bank).title, loaded(bank).name) == (title, "my-questions")


def test_a_copy_without_a_title_is_the_same_document(tmp_path: Path) -> None:
    one, copy, bank = tmp_path / "notes.txt", tmp_path / "copy.txt", tmp_path / "b.yaml"
    for path in (one, copy):
        path.write_text("Q: What is a queue?\nA: A line.\n", encoding="utf-8")
    assert prep("import", one, "-o", bank).exit_code == 0
    assert prep("import", copy, "-o", bank).stdout.endswith(f"{bank}: up to date\n")
    assert loaded(bank).title == "Notes"


@pytest.mark.parametrize("name", ["a\nb", "a\rb", "a\x1bb", "a\x85b", "a\u2028b", "a\udcffb"])
@pytest.mark.parametrize("text", [DOCUMENT, "Q: What is a queue?\nA: A line.\n"])
def test_a_file_name_that_no_text_can_hold(tmp_path: Path, name: str, text: str) -> None:
    """The bank and the report have a mark for what is no character, ends a line or begins a control sequence."""
    document, bank = tmp_path / f"{name}.md", tmp_path / f"{name}.yaml"
    document.write_text(text, encoding="utf-8")
    result = prep("import", document, "-o", bank)
    assert (result.exit_code, result.stdout.splitlines()[-1]) == (0, f"{tmp_path}/a\ufffdb.yaml: written")
    assert result.stdout.startswith(f"{tmp_path}/a\ufffdb.md: ")
    assert loaded(bank).source == "a\ufffdb.md"
    assert prep("import", "--check", document, "-o", bank).stdout.endswith(f"{tmp_path}/a\ufffdb.yaml: up to date\n")


def test_a_title_of_two_lines_is_one_line_of_the_header(document: Path, bank: Path) -> None:
    edit(bank, lambda text: text.replace("title: My Questions", "title: |-\n  My\n  Questions"))
    edit(document, lambda text: text.replace("least first", "smallest first"))
    assert prep("import", document, "-o", bank).exit_code == 0
    assert loaded(bank).title == "My\nQuestions"


def test_answers_of_one_key_point_are_told(tmp_path: Path) -> None:
    document, bank = tmp_path / "mine.md", tmp_path / "b.yaml"
    none, two = "```\ncode\n```", "A store of results. It is fast."
    document.write_text(f"Q: Why?\nA: So it is.\n\nQ: What?\nA:\n{none}\n\nQ: Who?\nA: {two}\n", encoding="utf-8")
    assert prep("import", document, "-o", bank).stdout.splitlines()[1:-1] == [
        "1 with an answer but no key points; write them into the bank: mine-002",
        "1 with an answer but only one key point; write down more: mine-001",
    ]


def test_another_name_for_a_bank_that_is_there_is_refused(document: Path, bank: Path) -> None:
    result = prep("import", document, "-o", bank, "--name", "other")
    message = f"prep: the bank in {bank} is called 'my-questions'; leave --name out, or name another file with -o\n"
    assert (result.exit_code, result.stderr) == (2, message)
    assert prep("import", document, "-o", bank, "--name", "my-questions").exit_code == 0


def test_another_prefix_for_a_bank_that_is_there_is_refused(document: Path, bank: Path) -> None:
    result = prep("import", document, "-o", bank, "--prefix", "q")
    message = "prep: bank 'my-questions' has the prefix 'my-questions', and ids never change; leave --prefix out\n"
    assert (result.exit_code, result.stderr) == (2, message)


def test_ids_of_another_bank_are_refused(document: Path) -> None:
    assert prep("import", document).exit_code == 0
    edit(document, lambda text: text.replace("least first", "smallest first"))
    first = paths.user_banks().resolve() / "my-questions.yaml"
    result = prep("import", document, "--name", "second", "--prefix", "my-questions")
    assert (result.exit_code, result.stderr) == (
        1,
        f"prep: {first} already has 'my-questions-001'; update that bank with `-o {first}`, "
        "or make a second one with another --name and --prefix\n",
    )
    assert "1 changed since the last import: my-questions-003" in prep("import", document, "-o", first).stdout
    assert prep("import", document, "--name", "second", "--prefix", "second").exit_code == 0


@pytest.fixture
def known_document(tmp_path: Path) -> Path:
    """Return a later state of a document whose bank comes with the program."""
    packaged = banks.load(paths.packaged_banks() / "genai-qa.yaml")
    lines = [f"# {packaged.title}", ""]
    for number, question in enumerate(packaged.questions, 1):
        lines += [f"## {question.section}", f"### {number}. {question.question}", "**Answer:** So it is.", ""]
    path = tmp_path / "l3.md"
    path.write_text("\n".join(lines), encoding="utf-8")
    return path


def test_a_bank_that_comes_with_the_program_is_never_written(known_document: Path) -> None:
    """Each way to it names the cure: a bank of one's own, which can be made."""
    packaged = paths.packaged_banks() / "genai-qa.yaml"
    before = packaged.read_bytes()
    cure = "make a bank of your own with another --name and --prefix, or mend single questions with `prep edit ID`\n"
    checked = prep("import", "--check", known_document)
    assert (checked.exit_code, checked.stderr.splitlines(keepends=True)[-1]) == (
        1,
        f"prep: {packaged}: differs in genai-001, genai-002, genai-003, genai-004, genai-005 … and the guidance "
        f"{', '.join(repr(piece.title) for piece in banks.load(packaged).guidance)} from what {known_document} gives, "
        f"and comes with the program; {cure}",
    )
    for options in ([], ["--name", "second", "--prefix", "genai"]):
        refused = prep("import", known_document, *options)
        assert (refused.exit_code, refused.stderr.splitlines(keepends=True)[-1]) == (
            1,
            f"prep: {packaged} comes with the program and already has 'genai-001'; {cure}",
        )
    assert prep("import", known_document, "--name", "own-qa", "--prefix", "own-qa").exit_code == 0
    assert prep("import", "--check", known_document, "--name", "own-qa").exit_code == 0
    assert packaged.read_bytes() == before


def test_check_names_the_guidance_that_differs(document: Path, bank: Path) -> None:
    edit(document, lambda text: text + "\n## Tips\n\nSleep well.\n\n## Books\n\nRead one.\n")
    assert prep("import", document, "-o", bank).exit_code == 0
    edit(bank, lambda text: text.replace("Sleep well.", "Eat well."))
    result = prep("import", "--check", document, "-o", bank)
    end = f"from what {document} gives; run the command without --check\n"
    assert (result.exit_code, result.stderr) == (1, f"prep: {bank}: differs in the guidance 'Tips' {end}")
    assert "the guidance is now" not in result.stdout  # nothing was written
    edit(document, lambda text: text.replace("least first", "smallest first"))
    result = prep("import", "--check", document, "-o", bank)
    assert f"differs in my-questions-003 and the guidance 'Tips' {end}" in result.stderr


def test_lines_of_a_page_are_those_of_its_file(tmp_path: Path) -> None:
    """Questions, what is left over and what was repaired are found where the page has them."""
    page, bank = tmp_path / "page.html", tmp_path / "b.yaml"
    text = "<html>\n<body>\n<h1>T</h1>\n<h2>S</h2>\n\n<h3>\n1. What is a queue?\n</h3>\n"
    text += "<p><b>Answer:</b> It\x07 waits.</p>\n<h3>\n2. Why é cafÃ©?</h3>\n\n<p>\n<b>Answer:</b> So.</p>\n"
    text += "<h2>Nothing\n</h2>"
    page.write_text(text, encoding="utf-8")
    result = prep("import", page, "-o", bank)
    assert [question.source_line for question in loaded(bank).questions] == [7, 11]
    assert f"{page}:9: repaired: control characters were removed" in result.stdout
    wrong, nothing = result.stderr.splitlines()
    assert wrong.startswith(f"{page}:11: left over: 'cafÃ©?' looks like text in a wrong encoding; ")
    assert nothing.startswith(f"{page}:15: left over: the heading 'Nothing' has neither ")


def test_changed_is_the_time_of_the_content(document: Path, bank: Path) -> None:
    """The time of the last change moves only for questions whose content changed."""
    edit(bank, lambda text: re.sub(r"changed: .*", "changed: '2020-01-01T00:00:00Z'", text))
    edit(
        document,
        lambda text: text.replace("# My Questions\n", "# My Questions\n\n").replace("least first", "smallest first"),
    )
    prep("import", document, "-o", bank)
    times = {key: question.changed for key, question in by_id(bank).items()}
    now = datetime.now(UTC).strftime("%Y")
    assert [str(times[f"my-questions-00{i}"])[:4] for i in range(1, 5)] == ["2020", "2020", now, "2020"]
