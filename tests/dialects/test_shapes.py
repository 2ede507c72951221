"""Shapes of documents as people have them: which dialect claims each, and what it makes of it."""

import pytest

from interview_prep import dialects

Asked = list[tuple[str, str | None]]

GUIDED = "; if it is a question, end it with `?` and give it a heading of its own"

SHAPES: dict[str, tuple[str, Asked]] = {
    "# A\n\n## What is REST?\nA style.\n\n## What is gRPC?\n\n## Terms\nWords.\n\n## What is SOAP?\nA protocol.\n": (
        "asking_headings",
        [("What is REST?", "A style."), ("What is gRPC?", None), ("What is SOAP?", "A protocol.")],
    ),
    "# A\n## How do I install it?\n### Linux\napt\n### Mac\nbrew\n## Why?\nSo.\n": (
        "asking_headings",
        [("How do I install it?", "### Linux\napt\n### Mac\nbrew"), ("Why?", "So.")],
    ),
    '# A\n### 1.1 What is [x](y)?\nA.\n### <a name="s"></a>Explain scope\nB.\n### [Why?](u) [⬆](#top)\nC.\n': (
        "asking_headings",
        [("What is [x](y)?", "A."), ("Explain scope", "B."), ("Why?", "C.")],
    ),
    "# A\n- What is REST?\n- What is SOAP?\n\n## What is REST?\nA style.\n## What is SOAP?\nA protocol.\n": (
        "asking_headings",
        [("What is REST?", "A style."), ("What is SOAP?", "A protocol.")],
    ),
    "# A\n## What would you ask?\n- What is REST?\n- What is SOAP?\n## How do you test?\n- Why do tests fail?\n": (
        "question_bullets",
        [("What is REST?", None), ("What is SOAP?", None), ("Why do tests fail?", None)],
    ),
    "# A\n1. What is REST\n   It is a style.\n2. Explain TCP\n   1. Syn\n   2. Ack\n3. **Why?** \n   So.\n": (
        "question_bullets",
        [("What is REST", "It is a style."), ("Explain TCP", "1. Syn\n2. Ack"), ("Why?", "So.")],
    ),
    "# A\n1. What does it print?\n```py\nprint(1)\n```\n2. ### Why?\n   So.\n": (
        "question_bullets",
        [("What does it print?", "```py\nprint(1)\n```"), ("Why?", "So.")],
    ),
    "# A\n## Web\n- What is REST?\n- What is SOAP?\n## Contributing\n1. Fork it\n2. Create a branch\n": (
        "question_bullets",
        [("What is REST?", None), ("What is SOAP?", None)],
    ),
    "# A\n## S\n- What is A?\n- What is B?\n1. What is C?\n2. What is D?\n## T\n1. E?\n2. F?\n\n- What is G?\n": (
        "question_bullets",
        [(f"What is {letter}?", None) for letter in "ABCD"] + [("E?", None), ("F?", None), ("What is G?", None)],
    ),
    "Fish\n\n1. What do they eat?\nFlakes.\n2. Explain feeding\nOnce a day.\n3. Why once?\nThey rot.\n": (
        "numbered_text",
        [("What do they eat?", "Flakes."), ("Explain feeding", "Once a day."), ("Why once?", "They rot.")],
    ),
    "Nets\n\n1. What is REST?\n\n   A style.\n\n2. What is SOAP?\n\n   A protocol.\n": (
        "numbered_text",
        [("What is REST?", "   A style."), ("What is SOAP?", "   A protocol.")],
    ),
    "Design\n\n1. How do you begin?\n\nAsk.\n\n1. Who uses it?\n2. How many?\n\n2. What is a heap?\n\nA tree.\n": (
        "numbered_text",
        [("How do you begin?", "Ask.\n\n1. Who uses it?\n2. How many?"), ("What is a heap?", "A tree.")],
    ),
}


@pytest.mark.parametrize("text", SHAPES)
def test_one_dialect_claims_the_shape_and_loses_nothing(text: str) -> None:
    """One dialect claims the document, and every question has the answer that stands below it."""
    name, asked = SHAPES[text]
    assert dialects.detect(text) == [name]
    items = dialects.open_dialect(name).read(text)
    assert [(item.question, item.answer) for item in items if isinstance(item, dialects.Draft)] == asked


@pytest.mark.parametrize(
    ("text", "asked", "told"),
    [
        (
            "# A\n## S\n- What is A?\n1. What is X?\n- Why so?\n2. What is Y?\n",
            ["What is X?", "What is Y?"],
            [
                (3, f"taken for guidance, though it asks: '- What is A?'{GUIDED}"),
                (5, "neither question nor guidance: '- Why so?'; give it a heading"),
            ],
        ),
        (
            "# A\n## S\n1. How do you plan?\n- Who reads it?\n## T\n- What is B?\n",
            ["How do you plan?", "What is B?"],
            [(4, "neither question nor guidance: '- Who reads it?'; give it a heading")],
        ),
        (
            "# A\n## S\n- Is it it?\n- Glossary\n- Forum\n1. What is X?\n2. What is Y?\n",
            ["What is X?", "What is Y?"],
            [(3, f"taken for guidance, though it asks: '- Is it it?'{GUIDED}")],
        ),
        (
            "# A\n## S\n- What is A?\n## T\n1. Explain TCP\n2. Describe UDP\n- A note\n## U\n1. Fork it\n2. Build it\n",
            ["What is A?"],
            [
                (5, f"taken for guidance, though it asks: '1. Explain TCP'{GUIDED}"),
                (6, f"taken for guidance, though it asks: '2. Describe UDP'{GUIDED}"),
            ],
        ),
    ],
)
def test_bullets_that_ask_and_are_no_questions_are_told(
    text: str, asked: list[str], told: list[tuple[int, str]]
) -> None:
    """What asks beside questions of another kind is a question too, or a problem with its line."""
    items = list(dialects.open_dialect("question_bullets").read(text))
    assert [item.question for item in items if isinstance(item, dialects.Draft)] == asked
    problems = [item for item in items if isinstance(item, dialects.Problem)]
    assert [(problem.line, problem.message) for problem in problems] == told


@pytest.mark.parametrize(
    "text",
    ["# Tool\n## What is it?\nA tool.\n## Build\nmake\n## How to contribute\nSend a patch.\n## Design\nLayers.\n"],
)
def test_a_document_with_a_question_in_it_is_no_list_of_questions(text: str) -> None:
    assert dialects.detect(text) == []
