import pytest
from samples import question

from interview_prep.banks import Library
from interview_prep.errors import PrepError
from interview_prep.model import Bank
from interview_prep.selection import Selection, matches, select, slug

LIBRARY = Library(
    (
        Bank("one", "One", "a", (
            question("a-1", section="Advanced RAG Techniques", topics=("vector-search",), difficulty="expert"),
            question("a-2", section="Storage", subsection="Fragments", topics=("data",), kind="design"),
            question("a-3", section="Storage", topics=("rag",), difficulty=None),
            question("a-4", section="RAG", retired=True),
        )),
        Bank("two", "Two", "b", (question("b-1", section="RAG & Agents (RAG)", topics=(), bank="two"),)),
    ),
    ("/tmp/broken.yaml:3: question 'x': unknown field 'kimd'; did you mean 'kind'?",),
)  # fmt: skip


@pytest.mark.parametrize(
    ("wanted", "title", "is_match"),
    [
        ("rag", "Advanced RAG Techniques", True),
        ("RAG", "rag", True),
        ("rag", "storage", False),
        ("rag", "Fragments", False),
        ("advanced-rag-techniques", "Advanced RAG Techniques", True),
        ("advanced rag", "Advanced RAG Techniques", True),
        ("advanced techniques", "Advanced RAG Techniques", False),
        ("techniques rag", "Advanced RAG Techniques", False),
        ("CI/CD", "DevOps, CI/CD & Tooling", True),
        ("vector", "vector-search", True),
        ("&", "Storage & Data", False),
        ("", "Storage", False),
    ],
)
def test_matches_whole_words_in_order(wanted: str, title: str, is_match: bool) -> None:
    assert matches(wanted, title) is is_match


def test_slug() -> None:
    assert slug("Amazon Bedrock & Foundation Models (2025)") == "amazon-bedrock-foundation-models-2025"


@pytest.mark.parametrize(
    ("wanted", "ids"),
    [
        (Selection(), ["a-1", "a-2", "a-3", "b-1"]),
        (Selection(sections=("rag",)), ["a-1", "a-3", "b-1"]),
        (Selection(sections=("Fragments",)), ["a-2"]),
        (Selection(sections=("rag", "fragments")), ["a-1", "a-2", "a-3", "b-1"]),
        (Selection(sections=("rag",), banks=("two",)), ["b-1"]),
        (Selection(difficulties=("EXPERT", "intermediate")), ["a-1", "a-2", "b-1"]),
        (Selection(kinds=("design",)), ["a-2"]),
        (Selection(tags=("rag",)), ["a-3"]),
        (Selection(tags=("rag",), kinds=("design",)), []),
        (Selection.of(["rag"], None, None, None, ["rag", "data"]), ["a-3"]),
    ],
)
def test_values_of_one_option_add_up_and_options_narrow(wanted: Selection, ids: list[str]) -> None:
    assert [found.id for found in select(LIBRARY, wanted)] == ids


@pytest.mark.parametrize(
    ("wanted", "message"),
    [
        (Selection(sections=("ragg",)), "unknown section 'ragg'; did you mean 'rag'?"),
        (Selection(sections=("storge",)), "unknown section 'storge'; did you mean 'storage'?"),
        (Selection(sections=("zzzzqq",)), "unknown section 'zzzzqq'; `prep sections` lists what there is"),
        (Selection(banks=("tow",)), "unknown bank 'tow'; did you mean 'two'?"),
        (Selection(kinds=("desing",)), "unknown kind 'desing'; did you mean 'design'?"),
        (Selection(difficulties=("xyz",)), "unknown difficulty 'xyz'; choose from: "
         "foundational, intermediate, advanced, expert"),
        (Selection(tags=("rags",)), "unknown tag 'rags'; did you mean 'rag'?"),
    ],
)  # fmt: skip
def test_a_name_that_matches_nothing_gets_the_nearest(wanted: Selection, message: str) -> None:
    with pytest.raises(PrepError) as caught:
        select(LIBRARY, wanted)
    assert (str(caught.value), caught.value.exit_code) == (message, 2)


def test_a_broken_bank_that_is_named_is_bad_data() -> None:
    with pytest.raises(PrepError, match=r"^/tmp/broken\.yaml:3: ") as caught:
        select(LIBRARY, Selection(banks=("broken",)))
    assert caught.value.exit_code == 1
