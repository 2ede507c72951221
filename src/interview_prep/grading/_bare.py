"""A reference that names one thing, a word or a count, is met by naming it: Paris and London are much alike."""

from collections.abc import Callable

from interview_prep.grading import Request
from interview_prep.grading._quantities import Quantity, quantities
from interview_prep.grading._terms import is_stop, shared, stem, terms, words

_DENIALS = {"not", "never", "cannot", "cant", "dont", "doesnt", "didnt", "isnt", "arent", "wasnt", "werent", "wont"}


def named(request: Request) -> float | None:
    """Tell whether the one thing that a reference names is named by the answer (1) or not (0); None if it names more.

    Words beside a number count as far as the question has not said them: asked for the number of layers, "seven
    layers" names a number alone.
    """
    reference, asked = request.reference or "", request.question
    own, numbers = terms(reference).words, quantities(reference)
    if not numbers and len(own) == 1:
        return float(_said(request.answer, lambda word: bool(shared(own, frozenset({stem(word)})))))
    new = numbers - quantities(asked)
    if len(new) == 1 and all(map(_counts, new)) and own <= terms(asked).words:
        return float(_said(request.answer, lambda word: new <= quantities(word)))
    return None


def _counts(number: Quantity) -> bool:
    """Tell whether a number must be met to the last digit, as one with a unit need not be."""
    return not number.unit and number.value.is_integer()


def _said(answer: str, is_it: Callable[[str], bool]) -> bool:
    """Tell whether a word stands in an answer at least once without being denied."""
    told = words(answer)
    return any(is_it(word) and not _denied(told[:place]) for place, word in enumerate(told))


def _denied(before: tuple[str, ...]) -> bool:
    """Tell whether the words before one deny it: a denial with nothing but small words after it."""
    for word in reversed(before):
        if word in _DENIALS:
            return True
        if not is_stop(word):
            break
    return False
