"""A few questions with everything in them that exports and lists have to survive."""

from interview_prep.model import Question

PYTHON = "def f(xs):\n    return [x for x in xs if x < 3 and '$y$' != \"<b>\"]\n"


def question(name: str, text: str = "What is X?", **fields: object) -> Question:
    """Return a question of the bank `sample` with defaults for what a test does not care about."""
    given: dict[str, object] = {
        "bank": "sample",
        "section": "Basics",
        "difficulty": "intermediate",
        "topics": ("rag",),
        "answer": "X is a thing.",
        "answer_source": "authored",
        "key_points": ("X is a thing that people use.", "X costs less than Y when both are large."),
        "changed": "2026-01-02T03:04:05+00:00",
    }
    return Question(id=name, question=text, **(given | fields))  # type: ignore[arg-type]


QUESTIONS = (
    question("s-1", "What is `List<int>` & why <b>not</b> an array?", subsection="Types", number=1),
    question(
        "s-2",
        "Explain $O(n^2 d)$ and rag-documents-[account]-[region]",
        section="Advanced RAG Techniques",
        answer=f"Costs $5 and $10.\n\n$$\n- a_1\n= b < c\n$$\n\n```python\n{PYTHON}```\n\n<script>alert(1)</script>",
        key_points=("Attention costs $O(n^2 d)$ for n tokens.", "=SUM(A1) is no formula here, <i>nor</i> HTML."),
        note="The document says 2 < 1.",
        kind="coding",
    ),
    question("s-3", "=cmd|' /C calc'!A0", section="Storage", difficulty=None, topics=(), answer=None, key_points=()),
    question("s-4", "Tell me about a time you failed.", section="People: you::me", kind="behavioral", same_as=("s-1",)),
)
