"""The five banks that come with the program."""

import re
from collections import Counter
from pathlib import Path

import pytest
from typer.testing import CliRunner

from interview_prep import banks
from interview_prep.cli import app
from interview_prep.model import Bank
from interview_prep.paths import packaged_banks
from interview_prep.vocabulary import TOPICS

SOURCES = Path(__file__).parents[2] / "shared" / "sources"
SHIPPED = {
    "aws-production": ("aws", 110, 13, 3),
    "llmops-rag": ("llmops", 50, 7, 3),
    "voice-assistant": ("voice", 25, 7, 3),
    "genai-guide": ("guide", 1105, 38, 4),
    "genai-qa": ("genai", 50, 5, 3),
}


def bank(name: str) -> Bank:
    return banks.load(packaged_banks() / f"{name}.yaml")


def test_1340_questions() -> None:
    assert sum(len(bank(name).questions) for name in SHIPPED) == 1340


@pytest.mark.parametrize("name", SHIPPED)
def test_ids_number_the_questions(name: str) -> None:
    """The number in an id is the running number in the document."""
    prefix, count, sections, digits = SHIPPED[name]
    questions = bank(name).questions
    assert [question.id for question in questions] == [f"{prefix}-{i:0{digits}d}" for i in range(1, count + 1)]
    assert len({question.section for question in questions}) == sections
    lines = [question.source_line or 0 for question in questions]
    assert lines == sorted(set(lines))


@pytest.mark.parametrize("name", SHIPPED)
def test_fields_are_plain(name: str) -> None:
    """Sections have no numbers, counts or emoji; questions no outer marks; topics are of the shared vocabulary."""
    for question in bank(name).questions:
        for title in filter(None, (question.section, question.subsection)):
            assert not re.search(r"^\d|^Section|\(\d+ Questions\)|\*\*|[\U0001f000-\U0001ffff]|[☀-➿]", title), title
        assert not re.search(r"^(\*\*|Q\d+[:.]|\d+\.)|\n|  |\*\*$", question.question), question.question
        assert set(question.topics) <= set(TOPICS), question.id
        assert "Expected Answer" not in (question.answer or "")


def test_difficulty_bands_of_the_document() -> None:
    found = Counter(question.difficulty for question in bank("aws-production").questions)
    assert found == {"foundational": 30, "intermediate": 30, "advanced": 30, "expert": 20}


def test_stories_only_where_a_story_is_asked() -> None:
    ids = [
        question.id
        for name in SHIPPED
        if name != "genai-guide"
        for question in bank(name).questions
        if question.behavioral
    ]
    assert ids == [
        *("aws-100", "aws-101", "aws-103", "aws-107", "aws-109", "llmops-041"),
        *(f"genai-{i:03d}" for i in range(41, 51)),
    ]


def test_what_the_guide_asks_without_a_story() -> None:
    """Papers, newsletters, certificates and skills are asked for as facts, which may be told in the present."""
    kinds = {question.id: question.kind for question in bank("genai-guide").questions}
    facts = ("guide-0541", "guide-0543", "guide-0614", "guide-0619")
    assert [kinds[key] for key in facts] == ["knowledge"] * 4


def test_every_story_has_all_its_elements() -> None:
    """Situation, task, action, result, a figure and what was learnt: a story needs these, whatever else it needs."""
    stories = [question for name in SHIPPED for question in bank(name).questions if question.behavioral]
    assert len(stories) == 41
    for story in stories:
        labels = {point.split(":")[0] for point in story.key_points}
        assert {"Situation", "Task", "Action", "Result", "Lesson"} <= labels, story.id
        told = " ".join(story.key_points)
        assert re.search(r"\b(?:figures?|numbers?|measured|metric|date|saving)\b", told, re.I), story.id
        assert 4 <= len(story.key_points) <= 7, story.id


def test_what_is_written_for_the_guide_is_short() -> None:
    """A model answer has at most 120 words, or 200 where a design is asked; code is not counted."""
    for question in bank("genai-guide").questions:
        words = re.sub(r"```.*?```", "", question.answer or "", flags=re.S).split()
        assert 50 <= len(words) <= (200 if question.kind == "design" else 120), question.id


def test_linked_questions_all_name_each_other() -> None:
    """Of a group that `same_as` links, every question names every other one."""
    links = {question.id: set(question.same_as) for name in SHIPPED for question in bank(name).questions}
    assert links["aws-110"] == {"aws-100", "guide-0599", "guide-1046"}
    assert not links["guide-0182"] & {"guide-0723"}
    assert all(links[other] | {other} == named | {key} for key, named in links.items() for other in named)


def test_guidance_and_repairs_are_kept() -> None:
    aws, voice, qa = bank("aws-production"), bank("voice-assistant"), bank("genai-qa")
    assert any("2-3 hours (select 15-20 questions per interview)" in part.text for part in aws.guidance)
    assert [part.title for part in voice.guidance][1:] == ["Advanced Concepts to Master", "Recommended Study Areas"]
    assert sum("cut" in repair.what for repair in qa.repairs) == 13
    assert all(bank(name).notice for name in ("aws-production", "llmops-rag", "voice-assistant"))


def test_what_page_breaks_cut_is_whole() -> None:
    found = {question.id: question for question in bank("genai-qa").questions}
    assert "generative AI to non-technical stakeholders" in found["genai-044"].question
    assert "input text, temperature settings, and generated outputs" in (found["genai-047"].answer or "")
    assert "retrieval parameters based on evaluation metrics." in (found["genai-050"].answer or "")
    assert "    window_sum = sum(arr[:k])\n    max_sum = window_sum\n" in (found["genai-013"].answer or "")
    assert "        self._bubble_down(0)\n        return min_val\n```" in (found["genai-019"].answer or "")
    assert "        return result\n    return wrapper\n```" in (found["genai-038"].answer or "")


@pytest.mark.skipif(not SOURCES.is_dir(), reason="the documents (../shared/sources) are not on this machine")
@pytest.mark.parametrize("name", SHIPPED)
def test_the_documents_give_the_shipped_banks(name: str) -> None:
    """What the importer derives from a document is what its shipped bank holds."""
    document = SOURCES / str(bank(name).source)
    result = CliRunner().invoke(app, ["import", "--check", str(document)])
    assert (result.exit_code, result.stderr) == (0, "")
    counts, *repairs, end = result.stdout.splitlines()
    assert counts.startswith(f"{document}: {SHIPPED[name][1]} questions in ")
    assert all(": repaired: " in line for line in repairs)
    assert end == f"{packaged_banks() / name}.yaml: up to date"
