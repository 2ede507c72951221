"""Questions that ask the same: the groups that `same_as` links, in either direction and over several steps."""

from collections.abc import Iterable

from interview_prep.model import Question


def groups(questions: Iterable[Question]) -> dict[str, str]:
    """Return for each question id the name of its group: the smallest id that `same_as` links it with."""
    root: dict[str, str] = {}

    def find(name: str) -> str:
        root.setdefault(name, name)
        while root[name] != name:
            name = root[name]
        return name

    for question in questions:
        find(question.id)
        for other in question.same_as:
            low, high = sorted((find(other), find(question.id)))
            root[high] = low
    return {name: find(name) for name in list(root)}
