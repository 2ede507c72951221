"""The documents that this project knows: their banks' names, prefixes and notices."""

from collections.abc import Set
from dataclasses import dataclass

_OWN_PROJECT = (
    "These references answer for their author's own project: facts such as names, numbers and services will differ "
    "in yours. Answer for a project that you know, and judge for yourself where a key point holds the author's facts."
)


@dataclass(frozen=True, slots=True)
class Identity:
    """The name of a bank, the prefix of its ids, how many digits they have, and what candidates are told first."""

    name: str
    prefix: str
    digits: int
    notice: str | None = None


_KNOWN: tuple[tuple[str, frozenset[str], Identity], ...] = (
    (
        "AWS Production Deployment Interview Questions",
        frozenset(
            {"Infrastructure & Architecture", "Amazon Bedrock & Foundation Models", "SageMaker & Model Deployment"}
        ),
        Identity("aws-production", "aws", 3, _OWN_PROJECT),
    ),
    (
        "LLMOps RAG Pipeline: Ultimate Interview Preparation Guide",
        frozenset({"System Design & Architecture", "RAG & AI Fundamentals", "Kubernetes & Infrastructure"}),
        Identity("llmops-rag", "llmops", 3, _OWN_PROJECT),
    ),
    (
        "Voice Assistant AI - Technical Deep Dive Interview Questions",
        frozenset({"Architecture & Design Patterns", "Security Architecture", "Data Engineering & Analytics"}),
        Identity("voice-assistant", "voice", 3, _OWN_PROJECT),
    ),
    (
        "Comprehensive Gen-AI Engineer Interview Guide",
        frozenset({"LARGE LANGUAGE MODELS (LLMs)", "PROMPT ENGINEERING", "RETRIEVAL-AUGMENTED GENERATION (RAG)"}),
        Identity("genai-guide", "guide", 4),
    ),
    (
        "Generative AI Interview Questions and Answers",
        frozenset({"Core Concepts", "Data Structures and Algorithms", "Coding and Debugging"}),
        Identity("genai-qa", "genai", 3),
    ),
)


def recognise(title: str, sections: Set[str]) -> Identity | None:
    """Return the identity of a known document: by its title and at least two of its sections, not by its file."""
    wanted = " ".join(title.casefold().split())
    for known, some, identity in _KNOWN:
        if known.casefold() == wanted and len(some & sections) >= 2:
            return identity
    return None
