"""The name that was probably meant, where one matches nothing."""

from collections.abc import Iterable, Sequence


def did_you_mean(given: str, choices: Iterable[str]) -> str:
    """Return the cure for a name that matches nothing: the nearest choice, or "" where none is near.

    Near is a choice that differs in a few letters, or that holds what was given.
    """
    from rapidfuzz import fuzz, process  # only on the way to an error: keeps start-up fast

    asked, folded = given.casefold(), {choice: choice.casefold() for choice in choices}
    near = process.extractOne(asked, folded, scorer=fuzz.ratio, score_cutoff=60 if len(asked) < 5 else 70)
    found = near[2] if near else next((c for c, text in folded.items() if len(asked) > 2 and asked in text), None)
    return f"did you mean {found!r}?" if found else ""


def unknown(what: str, given: str, choices: Sequence[str]) -> str:
    """Word the error for a name that matches nothing, with the nearest choice or all of them."""
    cure = did_you_mean(given, choices) or f"choose from: {', '.join(choices)}"
    return f"unknown {what} {given!r}; {cure}"
