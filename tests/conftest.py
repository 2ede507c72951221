"""What every test may lean on: places of its own, a small bank, a grader that counts words, a clock."""

from pathlib import Path

import pytest
from fakes import BagOfWords, Clock
from hypothesis import HealthCheck, settings

# A busy machine is no counterexample.
settings.register_profile("prep", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("prep")

SAMPLE_BANK = """\
bank: sample
title: A sample
prefix: sample
notice: These references are about the author's own project.
questions:
- id: sample-001
  section: Retrieval
  question: What does **RAG** do before the model answers?
  kind: knowledge
  difficulty: foundational
  topics: [rag]
  answer: |
    It retrieves documents, and puts them into the prompt.

    ```python
    prompt = question + "".join(retrieve(question))
    ```
  answer_source: authored
  key_points:
  - RAG retrieves documents from a store.
  - RAG puts the documents into the prompt.
- id: sample-002
  section: Retrieval
  question: "Name the bucket: rag-documents-[account]-[region], and the vector [0.1, 0.2]."
  kind: knowledge
  difficulty: intermediate
  topics: [rag, cloud]
  answer: Chunks overlap so that no sentence is cut.
  answer_source: authored
  key_points:
  - Chunks overlap.
  - "Overlap: it keeps sentences whole."
  same_as: [sample-003]
- id: sample-003
  section: Chunking
  question: Why do chunks overlap?
  kind: knowledge
  difficulty: intermediate
  topics: [rag]
  answer: Chunks overlap so that no sentence is cut.
  answer_source: authored
  key_points:
  - Chunks overlap in their words.
  - Overlapping keeps sentences whole.
- id: sample-004
  section: Stories
  question: Tell me about an outage that you ended.
  kind: behavioral
  difficulty: advanced
  topics: [behavioral]
  answer: The store was down. I restarted it. Sales were back in 5 minutes.
  answer_source: authored
  key_points:
  - Names the outage and whom it hurt.
  - Names the own action and its result.
- id: sample-005
  section: Open
  question: What is still without a reference?
  kind: knowledge
  difficulty: foundational
  topics: [llm]
"""


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add the option that writes the expected YAML of the sample documents."""
    parser.addoption("--rewrite", action="store_true", help="Write the expected YAML of the sample documents.")


@pytest.fixture(scope="session")
def cache(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the cache folder of this run; tests share it, so that the packaged banks are parsed once."""
    return tmp_path_factory.mktemp("cache")


@pytest.fixture(autouse=True)
def places(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch, cache: Path) -> Path:
    """Keep every test away from the user's own data: database, banks, settings and home are new and empty."""
    root = tmp_path_factory.mktemp("places")
    for name in ("home", "data", "config", "banks"):
        (root / name).mkdir()
    monkeypatch.setenv("HOME", str(root / "home"))
    monkeypatch.setenv("USERPROFILE", str(root / "home"))
    monkeypatch.setenv("XDG_CACHE_HOME", str(cache))
    for name in ("DATA", "CONFIG"):
        monkeypatch.setenv(f"XDG_{name}_HOME", str(root / name.lower()))
    monkeypatch.setenv("PREP_DB", str(root / "progress.db"))
    monkeypatch.setenv("PREP_BANKS", str(root / "banks"))
    for name in ("VISUAL", "EDITOR", "NO_COLOR", "FORCE_COLOR", "COLUMNS", "LINES"):
        monkeypatch.delenv(name, raising=False)
    return root


@pytest.fixture
def sample_bank(places: Path) -> Path:
    """Put the small bank `sample` where every command finds it; return its path."""
    path = places / "banks" / "sample.yaml"
    path.write_text(SAMPLE_BANK, encoding="utf-8")
    return path


@pytest.fixture
def bag(monkeypatch: pytest.MonkeyPatch) -> type[BagOfWords]:
    """Let `prep quiz` grade with a bag of words, in this process."""
    monkeypatch.setattr("interview_prep.grading._worker.Worker", BagOfWords)
    return BagOfWords


@pytest.fixture
def clock() -> Clock:
    return Clock()
