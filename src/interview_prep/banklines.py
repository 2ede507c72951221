"""At which line of a bank's file a question, a field or a key point stands."""

from dataclasses import dataclass, field
from typing import Any

import yaml

_LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


@dataclass(frozen=True, slots=True)
class Lines:
    """The 1-based lines of one question: where it begins, of each field that is given, of each key point."""

    start: int = 1
    fields: dict[str, int] = field(default_factory=dict)
    points: tuple[int, ...] = ()

    def of(self, name: str, point: int | None = None) -> int:
        """Return the line of a field or, by its place in the list, of a key point; else where the question begins."""
        if point is not None and point < len(self.points):
            return self.points[point]
        return self.fields.get(name, self.start)


def locate(text: str) -> dict[str, Lines]:
    """Return the lines of every question of a bank that is known to be good, by question id."""
    root: Any = yaml.compose(text, Loader=_LOADER)
    questions = next((value for name, value in root.value if name.value == "questions"), None)
    found = (_lines(node) for node in (questions.value if questions else ()))
    return dict(found)


def _lines(node: Any) -> tuple[str, Lines]:
    values = {name.value: value for name, value in node.value}
    fields = {name.value: name.start_mark.line + 1 for name, _ in node.value}
    points = values.get("key_points")
    listed = points.value if isinstance(points, yaml.SequenceNode) else ()
    return values["id"].value, Lines(
        node.start_mark.line + 1, fields, tuple(point.start_mark.line + 1 for point in listed)
    )
