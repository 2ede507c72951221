"""The figures: agreement of scores and marks with people's."""

import math
from collections import defaultdict
from collections.abc import Hashable, Sequence


def pearson(one: Sequence[float], other: Sequence[float]) -> float:
    """Return the correlation of two rows of numbers; nan where one of them does not vary."""
    n = len(one)
    mean_one, mean_other = sum(one) / n, sum(other) / n
    left = [value - mean_one for value in one]
    right = [value - mean_other for value in other]
    spread = math.sqrt(sum(v * v for v in left) * sum(v * v for v in right))
    return sum(a * b for a, b in zip(left, right, strict=True)) / spread if spread else math.nan


def mean_absolute_error(told: Sequence[float], true: Sequence[float]) -> float:
    """Return the mean distance."""
    return sum(abs(a - b) for a, b in zip(told, true, strict=True)) / len(told)


def root_mean_square_error(told: Sequence[float], true: Sequence[float]) -> float:
    """Return the root of the mean squared distance."""
    return math.sqrt(sum((a - b) ** 2 for a, b in zip(told, true, strict=True)) / len(told))


def pair_order(groups: Sequence[Hashable], told: Sequence[float], true: Sequence[float], apart: float = 15.0) -> float:
    """Return the share of pairs of one group, graded at least ``apart`` apart, that the scores put in order.

    A tie counts half.
    """
    members: dict[Hashable, list[int]] = defaultdict(list)
    for index, group in enumerate(groups):
        members[group].append(index)
    right, all_ = 0.0, 0
    for group in members.values():
        for place, i in enumerate(group):
            for j in group[place + 1 :]:
                if abs(true[i] - true[j]) < apart:
                    continue
                all_ += 1
                product = (true[i] - true[j]) * (told[i] - told[j])
                right += 1.0 if product > 0 else 0.5 if product == 0 else 0.0
    return right / all_ if all_ else math.nan


def f1(told: Sequence[bool], true: Sequence[bool]) -> float:
    """Return the harmonic mean of precision and recall of True; 0 where nothing is right."""
    both = sum(a and b for a, b in zip(told, true, strict=True))
    return 2 * both / (sum(told) + sum(true)) if both else 0.0


def macro_f1(told: Sequence[bool], true: Sequence[bool]) -> float:
    """Return the mean of the F1 of True and that of False."""
    return (f1(told, true) + f1([not v for v in told], [not v for v in true])) / 2


def share(values: Sequence[bool]) -> float:
    """Return the share of True; nan of nothing."""
    return sum(values) / len(values) if values else math.nan


def mean(values: Sequence[float]) -> float:
    """Return the mean; nan of nothing."""
    return sum(values) / len(values) if values else math.nan


def quantile(values: Sequence[float], q: float) -> float:
    """Return the value under which a share ``q`` of the values lies."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(q * len(ordered)))] if ordered else math.nan
