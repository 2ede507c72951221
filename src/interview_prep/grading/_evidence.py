"""The signals for each key point: numbers made of similarities and words, and the piece of the answer they rest on."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from interview_prep.grading._contrast import contrast
from interview_prep.grading._quantities import quantities, same_quantity, wrong_number
from interview_prep.grading._terms import Terms, flat, shared, terms
from interview_prep.grading._text import ended

WORDS = ("recall", "names", "quantities", "wrong_number", "negation", "antonym", "order", "denials")
VECTORS = ("cosine", "lead", "topical", "answer_mean")

Shares = list[tuple[str, float]]  # what each signal adds to a logit, the greatest first


@dataclass(frozen=True, slots=True)
class Evidence:
    """The signals of one key point by name, and the piece of the answer that speaks of it most.

    ``verbatim`` is True where that piece says the point word for word and denies nothing more than the point does.
    """

    signals: dict[str, float]
    span: str
    verbatim: bool = False


@dataclass(frozen=True, slots=True)
class Account:
    """How a grader came to its verdict, each list one entry a key point, or empty where there is nothing to tell.

    ``covered`` and ``contradicted`` are what the signals add to the logit of each, ``why`` why a coverage is not what
    they add up to (""), ``whole`` the shares of a short reference that was read as a whole.
    """

    covered: list[Shares]
    why: list[str]
    contradicted: list[Shares] = field(default_factory=list)
    whole: Shares = field(default_factory=list)


def weigh(
    question: str,
    points: Sequence[str],
    told: Sequence[str],
    similar: Sequence[Sequence[float]] | None = None,
    asked: Sequence[float] | None = None,
) -> list[Evidence]:
    """Return the evidence for each key point in the pieces ``told`` of an answer.

    ``similar[i][j]`` is the cosine of point i and piece j, ``asked[i]`` that of point i and the question; without them
    only words count.
    """
    if not told:
        names = WORDS + (VECTORS if similar is not None else ())
        return [Evidence(dict.fromkeys(names, 0.0), "") for _ in points]
    pieces = [terms(piece) for piece in told]
    whole = Terms(
        frozenset().union(*(piece.words for piece in pieces)),
        frozenset().union(*(piece.names for piece in pieces)),
        sum(piece.negations > 0 for piece in pieces),
    )
    said, topic = " ".join(map(ended, told)), terms(question)
    denials = whole.negations / len(told) - sum(terms(point).negations > 0 for point in points) / max(1, len(points))
    rows: Sequence[Sequence[float] | None] = similar or [None] * len(points)
    found = [_of_point(point, told, pieces, whole, said, topic, row) for point, row in zip(points, rows, strict=True)]
    for evidence, _ in found:
        evidence.signals["denials"] = denials
    if similar is None:
        return [evidence for evidence, _ in found]
    return _with_vectors(found, similar, asked or [0.0] * len(points))


def _of_point(
    point: str,
    told: Sequence[str],
    pieces: Sequence[Terms],
    whole: Terms,
    said: str,
    topic: Terms,
    row: Sequence[float] | None,
) -> tuple[Evidence, int]:
    wanted = terms(point)
    own = wanted.words - topic.words or wanted.words
    held = shared(own, whole.words)
    parts = [len(held & piece.words) / max(1, len(own)) for piece in pieces]
    best = max(range(len(told)), key=lambda j: parts[j] * (0.4 if row else 1.0) + (row[j] if row else 0.0))
    copied = next((j for j, piece in enumerate(told) if _copies(piece, point, pieces[j], wanted)), None)
    best = best if copied is None else copied
    against = contrast(point, told[best])
    names = wanted.names - topic.names
    met = [any(same_quantity(n, told_) for told_ in quantities(said)) for n in quantities(point)]
    signals = {
        "recall": len(held) / max(1, len(own)),
        "names": len(shared(names, whole.words)) / len(names) - 0.5 if names else 0.0,
        "quantities": sum(met) / len(met) - 0.5 if met else 0.0,
        "wrong_number": float(wrong_number(point, told[best], said)),
        "negation": against.negation,
        "antonym": against.antonym,
        "order": against.order,
    }
    return Evidence(signals, told[best], copied is not None), best


def _copies(piece: str, point: str, said: Terms, wanted: Terms) -> bool:
    label, colon, rest = point.partition(": ")
    body = flat(rest if colon and len(label) < 60 else point)
    return said.negations <= wanted.negations and body.count(" ") >= 3 and body in flat(piece)


def _with_vectors(
    found: Sequence[tuple[Evidence, int]], similar: Sequence[Sequence[float]], asked: Sequence[float]
) -> list[Evidence]:
    tops = [max(row) for row in similar]
    mean = sum(tops) / len(tops)
    made: list[Evidence] = []
    for i, (evidence, best) in enumerate(found):
        rivals = [row[best] for k, row in enumerate(similar) if k != i]
        vectors = {
            "cosine": tops[i],
            "lead": similar[i][best] - max(rivals) if rivals else 0.0,
            "topical": asked[i],
            "answer_mean": mean,
        }
        made.append(Evidence(evidence.signals | vectors, evidence.span, evidence.verbatim))
    return made


def logit(signals: dict[str, float], weights: dict[str, float]) -> float:
    """Return the weighted sum of the signals and the weight called "bias"."""
    return weights["bias"] + sum(weight * signals[name] for name, weight in weights.items() if name != "bias")


def shares(signals: dict[str, float], weights: dict[str, float]) -> Shares:
    """Return what each signal adds to the logit, the greatest first."""
    added = [("bias", weights["bias"])]
    added += [(name, weight * signals[name]) for name, weight in weights.items() if name != "bias"]
    return sorted(added, key=lambda pair: -abs(pair[1]))


def others_against(against: Sequence[float]) -> list[float]:
    """Return for each point by how much the others are contradicted rather than covered, in the mean, 0 at least.

    ``against`` holds that difference of each point. Who has all the rest the wrong way round hardly means this one
    right: seen alone, many such sentences seem so.
    """
    total, others = sum(against), max(1, len(against) - 1)
    return [max(0.0, float(total - own) / others) for own in against]
