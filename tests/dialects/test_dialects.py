"""Every dialect over every sample document; the expectation of each stands beside it."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from interview_prep import bankfile, dialects, documents, importing, plugins
from interview_prep.dialects._text import Line, heading
from interview_prep.errors import PrepError
from interview_prep.model import Problem

SAMPLES = sorted(path for path in Path(__file__).parent.iterdir() if path.suffix in (".md", ".txt"))
NAMES = plugins.names(dialects)
NOW = datetime(2026, 1, 2, 3, 4, 5, tzinfo=UTC)


def reading(path: Path) -> str:
    """Return the bank of a sample as YAML, and below it, as comments, the lines that are left over."""
    document = documents.read(path)
    read = importing.understand(document)
    bank = importing.build(document, read, importing.identity(read), NOW)
    left = "".join(f"# left over, line {problem.line}: {problem.message}\n" for problem in read.leftovers)
    return bankfile.dump(bank) + left


@pytest.mark.parametrize("path", [path for path in SAMPLES if path.stem in NAMES], ids=lambda path: path.stem)
def test_sample_gives_its_expectation(path: Path, pytestconfig: pytest.Config) -> None:
    """A sample document gives the bank that stands beside it."""
    expected = path.with_suffix(".yaml")
    if pytestconfig.getoption("--rewrite"):
        expected.write_text(reading(path), encoding="utf-8")
    assert reading(path) == expected.read_text(encoding="utf-8")


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.stem)
def test_a_dialect_claims_its_own_sample_only(name: str, path: Path) -> None:
    """Exactly one dialect claims a sample: the one that it is named after, or none."""
    text = documents.read(path).text
    assert dialects.open_dialect(name).recognises(text) == (name == path.stem)


def test_every_dialect_has_a_sample() -> None:
    assert set(NAMES) <= {path.stem for path in SAMPLES}


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("Only words.\n", "no question found; `prep import --help` shows the shapes that are understood"),
        (
            "## 1. What?\n**Answer:** This.\n\n**Q1: Why?**\nBecause.\n",
            "two dialects claim it: bold_questions, numbered_headings; make its questions all of one shape",
        ),
    ],
)
def test_not_exactly_one_dialect(tmp_path: Path, text: str, message: str) -> None:
    """A document that no dialect claims, or that two do, is refused with one line."""
    path = tmp_path / "doc.md"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(PrepError) as caught:
        importing.understand(documents.read(path))
    assert (str(caught.value), caught.value.exit_code) == (f"{path}:1: {message}", 1)


def test_a_question_is_no_title(tmp_path: Path) -> None:
    """A numbered question without an end mark, above a section that begins without a title, stays a question."""
    path = tmp_path / "doc.txt"
    text = "Basics\n\n1. What is a heap?\n\nA tree.\n\n2. What is a trie?\n\nA tree of letters.\n\n3. Explain sets\n\n"
    path.write_text(text + "1. What else?\n\nNothing else.\n", encoding="utf-8")
    asked = [draft.question for draft in importing.understand(documents.read(path)).drafts]
    assert asked == ["What is a heap?", "What is a trie?", "Explain sets"]


def test_advice_under_a_heading_of_an_emoji_is_kept(tmp_path: Path) -> None:
    path = tmp_path / "doc.md"
    path.write_text(HEADINGS + "\n## 🚀\n\nSleep well.\n", encoding="utf-8")
    document = documents.read(path)
    read = importing.understand(document)
    bank = importing.build(document, read, importing.identity(read), NOW)
    assert [(advice.title, advice.text) for advice in bank.guidance] == [("Guidance", "Sleep well.")]
    assert bankfile.parse(bankfile.dump(bank)) == (bank, [])


BULLETS = "\n## Lists\n\n" + "".join(f"- What is number {n}?\n" for n in range(20))
NUMBERED = "\n" + "".join(f"{n}. What is number {n}?\n\nIt is that, and more.\n\n" for n in range(1, 20))
HEADINGS = "# T\n\n## S\n\n### 1. What?\n**Answer:** This.\n\n### 2. Why?\n**Answer:** That.\n"


@pytest.mark.parametrize(
    ("text", "line", "other", "count"),
    [
        (HEADINGS + BULLETS, 11, "question_bullets", 20),
        (HEADINGS + "\nMore questions\n" + NUMBERED, 8, "numbered_text", 19),
    ],
)
def test_questions_of_another_shape_are_not_taken_for_advice_or_answers(
    tmp_path: Path, text: str, line: int, other: str, count: int
) -> None:
    """Two documents in one file are refused, also where one dialect would swallow the other's questions."""
    path = tmp_path / "doc.md"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(PrepError) as caught:
        importing.understand(documents.read(path))
    claim = f"two dialects claim it: numbered_headings, and {other} the {count} questions below this line"
    assert str(caught.value) == f"{path}:{line}: {claim}; make its questions all of one shape"


FEW = "- What is a port?\n- How does TLS work?\n"


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        (f"# T\n\n{FEW}\nQ: What is a lock?\nA: A guard.\n\nQ: What is a mutex?\nA: A lock.\n", [3, 4]),
        (f"{HEADINGS}\n## More to ask\n\n{FEW}", [13, 14]),
        (f"{HEADINGS}\n## More\n\nSo much.\n\n### To ask\n\n{FEW}", [17, 18]),
        (f"{HEADINGS}\n## Prepare\n\n- Sleep well\n- Explain less\n- Is there time? Read on.\n", []),
    ],
)
def test_a_few_questions_of_another_shape_in_advice_are_told(tmp_path: Path, text: str, lines: list[int]) -> None:
    """They stay guidance, and each is left over with its line; advice that asks nothing is not."""
    path = tmp_path / "doc.md"
    path.write_text(text, encoding="utf-8")
    cure = "if it is a question, write it in the shape of the others"
    told = zip(lines, FEW.splitlines(), strict=False)
    read = importing.understand(documents.read(path))
    assert list(read.leftovers) == [
        Problem(f"taken for guidance, though it asks: {asked!r}; {cure}", line) for line, asked in told
    ]
    assert len(read.drafts) == 2 and len(read.guidance) == 1


def test_lines_of_advice_that_asks_are_those_of_a_page(tmp_path: Path) -> None:
    path = tmp_path / "doc.html"
    page = "<h3>1. What?</h3>\n<p><b>Answer:</b> So.\n</p>\n<h3>2. Why?</h3><p>Answer: So.</p>\n<h2>More</h2>\n"
    path.write_text(page + "<ul>\n<li>How?</li>\n<li>Who?</li></ul>", encoding="utf-8")
    assert [problem.line for problem in importing.understand(documents.read(path)).leftovers] == [7, 8]


def test_unclosed_fence_is_reported_with_its_line() -> None:
    """A code fence that is never closed would swallow questions: its line is reported."""
    text = "### 1. What?\n**Answer:** This.\n```\ncode\n### 2. Why?\n**Answer:** That.\n"
    items = list(dialects.open_dialect("numbered_headings").read(text))
    assert dialects.Problem("a code fence is opened here and never closed; close it", 3) in items


def numbered(text: str) -> tuple[list[tuple[str, str | None]], list[dialects.Problem]]:
    """Return the questions of a numbered text with their answers, and its problems."""
    items = list(dialects.open_dialect("numbered_text").read(text))
    drafts = [(item.question, item.answer) for item in items if isinstance(item, dialects.Draft)]
    return drafts, [item for item in items if isinstance(item, dialects.Problem)]


def test_a_gap_in_the_numbers_swallows_no_question() -> None:
    """A number that was left out is passed over where a question follows, and reported where that is not sure."""
    text = "Basics\n\n1. What is a heap?\n\nA tree.\n\n3. What is a trie?\n\nLetters.\n\n5. Explain sets\n\nNo order.\n"
    found, problems = numbered(text)
    assert found[0] == ("What is a heap?", "A tree.")
    assert found[1] == ("What is a trie?", "Letters.\n\n5. Explain sets\n\nNo order.")
    message = "number 5 after 3 is taken for a part of the answer; mend the number, or end the question with `?`"
    assert problems == [dialects.Problem(message, 11)]


def test_an_unclosed_fence_in_numbered_text_is_reported() -> None:
    found, problems = numbered("Basics\n\n1. What?\n\nThis.\n\n```\ncode\n\n2. Why?\n\nThat.\n")
    assert len(found) == 1
    assert problems == [dialects.Problem("a code fence is opened here and never closed; close it", 7)]


def test_an_answer_directly_below_its_numbered_question() -> None:
    """The question ends at its `?`; what follows in the same paragraph begins the answer."""
    text = "Basics\n\n1. What is\na heap?\nA tree\nof numbers.\n\nIt is full.\n\n2. What is a trie?\nAnswer: letters.\n"
    assert dialects.detect(text) == ["numbered_text"]
    found = [("What is a heap?", "A tree\nof numbers.\n\nIt is full."), ("What is a trie?", "letters.")]
    assert numbered(text) == (found, [])


@pytest.mark.parametrize(
    ("first", "answer"),
    [
        ("A queue helps for three reasons:", "A queue helps for three reasons:\n1. It waits"),
        ("Queues help thus:", "Queues help thus:\n1. It waits"),
        ("Capacity Planning:", "1. It waits"),
        ("Expected Answer:", "1. It waits"),
    ],
)
def test_only_a_label_is_dropped_from_a_fenced_answer(first: str, answer: str) -> None:
    items = dialects.open_dialect("bold_questions").read(f"## S\n\n**Q1: Why?**\n```\n{first}\n1. It waits\n```\n")
    assert [item.answer for item in items if isinstance(item, dialects.Draft)] == [answer]


@pytest.mark.parametrize(
    ("line", "title"),
    [
        ("### 1. What is new in C#", "1. What is new in C#"),
        ("### 1. Why? ###", "1. Why?"),
        ("## F# or C# #", "F# or C#"),
    ],
)
def test_a_heading_ends_before_closing_marks_only(line: str, title: str) -> None:
    found = heading(Line(1, line))
    assert found and found[1] == title


@pytest.mark.parametrize(
    ("line", "question"),
    [
        ("**Q: What is a pod?**", "What is a pod?"),
        ("**Q:** What is a pod?", "What is a pod?"),
        ("**Q**: What is a pod?", "What is a pod?"),
        ("Q: **What is a pod?**", "What is a pod?"),
        ("Q: **Pods** are what?", "**Pods** are what?"),
        ("**Q: What is\na pod?**", "What is a pod?"),
    ],
)
def test_marks_for_bold_around_a_question_go_in_pairs(line: str, question: str) -> None:
    items = dialects.open_dialect("questions_answers").read(f"{line}\nA: A group.\n")
    assert [item.question for item in items if isinstance(item, dialects.Draft)] == [question]


@pytest.mark.parametrize(
    ("first", "second", "joined"),
    [("```", "```", True), ("```python", "```", True), ("```", "```bash", False), ("~~~", "~~~", True)],
)
def test_code_is_joined_over_a_page_break_alone(first: str, second: str, joined: bool) -> None:
    """A fence that names a language begins another block; a block ends with the marks that it begins with."""
    code = f"{first}\na\n{first[:3]}\n\n{second}\nb\n{second[:3]}"
    found, _ = numbered(f"Basics\n\n1. What?\n\n{code}\n\n2. Why?\n\nThat.\n")
    assert found[0][1] == (f"{first}\na\nb\n{first[:3]}" if joined else code)
