"""What of an answer's shape becomes a key point."""

import re
from pathlib import Path

import pytest

from interview_prep import banks, keypoints, plaintext
from interview_prep.paths import packaged_banks

CASES = [
    ("One whole claim. Another claim here.", ["One whole claim.", "Another claim here."]),
    ("Created tables:\n- **users**: holds people\n- plain item", ["users: holds people", "plain item"]),
    ("**Label:** stays with its text.", ["Label: stays with its text."]),
    ("1. First step\n2. Second step\n", ["First step", "Second step"]),
    ("- **Form**: XML\n- **Checks**: \n  - is valid\n  - is new", ["Form: XML", "Checks: is valid", "Checks: is new"]),
    ("It works.\n```python\nx = 1\n# - no point\n```\nAnd ends well here.", ["It works.", "And ends well here."]),
    ("Formula:\n\n$$a = b$$\n\nUse it with care always.", ["Use it with care always."]),
    ("- **Loss:** $L = x^2$\n- **Cost:** $O(n)$ - one pass", ["Cost: O(n) - one pass"]),
    ("Old Way\n\nSlow but safe for all.\n\nNew Way\n\nFast and risky for some.",
     ["Old Way: Slow but safe for all.", "New Way: Fast and risky for some."]),
    ("Reads, e.g. books (see p. 3. Then stop). Next claim here.",
     ["Reads, e.g. books (see p. 3. Then stop).", "Next claim here."]),
    ("- **A**: First claim of it. Second claim of it.", ["A: First claim of it.", "A: Second claim of it."]),
    ('- **Probe**: Asks "Up?". If this fails, restart it.\n- **Log**: Is kept.',
     ['Probe: Asks "Up?". If this fails, restart it.', "Log: Is kept."]),
    ("Dev:\n- **Size**: small\n\nProd:\n- **Size**: large", ["Dev: Size: small", "Prod: Size: large"]),
    ("A paragraph that is\nwrapped by hand goes on.", ["A paragraph that is wrapped by hand goes on."]),
    ("```\nonly code\n```", []),
    ("It works.\n\n> quoted remark\n> of two lines\n\nIt ends well here.", ["It works.", "It ends well here."]),
    ("> A queue is\n> served in order.", ["A queue is served in order."]),
    ("Two costs matter.\n\n| a | b |\n|---|---|\n| 1 | 2 |\n\nBoth are low here.",
     ["Two costs matter.", "Both are low here."]),
    ("It claims one thing.\n\nstray\n\nIt claims another.", ["It claims one thing.", "It claims another."]),
    ("idempotency", ["idempotency"]),
    ("A store of results. It is fast.", ["A store of results.", "It is fast."]),
    ("Operators reconcile custom resources. They encode operational knowledge.",
     ["Operators reconcile custom resources.", "They encode operational knowledge."]),
    ("A store of results. It is fast. Entries expire in time.",
     ["A store of results. It is fast.", "Entries expire in time."]),
    ("No. It waits for the lock.", ["No. It waits for the lock."]),
]  # fmt: skip


@pytest.mark.parametrize(("answer", "points"), CASES)
def test_derive(answer: str, points: list[str]) -> None:
    """Items and claiming sentences are points; code, formulas, tables, quotations, lead-ins, stray words are not.

    A few words go with the sentence that goes on from them, unless one point is all that is left then.
    """
    assert list(keypoints.derive(answer)) == points


def test_above_twelve_siblings_are_merged_and_nothing_is_lost() -> None:
    answer = "Parts:\n" + "".join(f"- part {i} of it\n" for i in range(6)) + "\nLong ones:\n"
    answer += "".join(f"- a much longer claim with the number {i} in it\n" for i in range(9))
    points = keypoints.derive(answer)
    assert len(points) == 10
    assert points[0] == "Parts: " + "; ".join(f"part {i} of it" for i in range(6))
    wide = keypoints.derive("Parts:\n" + "".join(f"- part {i} of it\n" for i in range(20)))
    assert len(wide) == 4
    assert wide[0] == "Parts: part 0 of it; part 1 of it; part 2 of it; part 3 of it; part 4 of it"
    many = keypoints.derive(" ".join(f"Sentence number {i} claims something." for i in range(40)))
    assert len(many) == 12
    assert all(f"number {i} claims" in " ".join(many) for i in range(40))


def test_a_story_has_elements_not_the_document_s_facts() -> None:
    """Where a story is asked, the points are what a good story needs, never the document's own story."""
    points = keypoints.derive("**Situation**: We lost data.", "Tell me about a failure.", "behavioral")
    assert [point.split(":")[0] for point in points] == ["Situation", "Task", "Action", "Result", "Number", "Lesson"]
    assert not any("lost data" in point for point in points)


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("**Bold** and *soft* `code_word` [link](http://x)", "Bold and soft code_word link"),
        (r"costs \$5 for 2 * 3 * 4 snake_case_name", "costs $5 for 2 * 3 * 4 snake_case_name"),
        (r"$O(n \log n)$ and $x_{t-1} \le \sqrt{d_k}$", "O(n log n) and x_(t-1) ≤ √(d_k)"),
    ],
)
def test_plain(text: str, plain: str) -> None:
    assert plaintext.plain(text) == plain


def test_shipped_points_are_well_formed() -> None:
    """Every question with an answer has 2 to 12 points: plain, different, and no lead-ins."""
    for path in sorted(Path(packaged_banks()).glob("*.yaml")):
        for question in banks.load(path).questions:
            points = question.key_points
            if question.answer:
                assert 2 <= len(points) <= 12, question.id
            assert len(set(points)) == len(points), question.id
            for point in points:
                assert len(point.split()) >= 2 and not point.endswith(":"), (question.id, point)
                assert not re.search(r"\*\*\w.*\*\*|```|\n|\$\$|^[-*] ", point), point
