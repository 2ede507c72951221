"""What the pair model says, read in the background while other work is done."""

from collections.abc import Sequence
from concurrent.futures import Future
from typing import Any

from interview_prep.grading._pairnet import PairNet, Triple


class Outcomes:
    """What the model says of triples: each is read once, in the background from when it is asked for."""

    def __init__(self, net: PairNet) -> None:
        self._net = net
        self._found: dict[Triple, Future[Any]] = {}

    def __enter__(self) -> "Outcomes":
        return self

    def __exit__(self, *_: object) -> None:
        for found in self._found.values():
            found.cancel()  # does nothing to what is done

    def ask(self, triples: Sequence[Triple]) -> None:
        """Have what is not yet known read."""
        new = [triple for triple in dict.fromkeys(triples) if triple not in self._found]
        self._found.update(zip(new, self._net.started(new), strict=True))

    def __getitem__(self, triple: Triple) -> Any:
        """Return the four probabilities; waits for them."""
        return self._found[triple].result()
