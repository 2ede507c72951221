"""Measure how long commands take, as ratios within one run, and how the first question's time grows; print Markdown.

    python benchmarks/speed.py [--quick] [--no-growth]

Bars: `prep --help` at most 2 × `import typer`, `prep sample --n 20` 6 ×, `prep quiz` to its first question on the
screen 8 ×; `coverage` on one answer at most 1.5 × the model's own encoding of the same texts; `pair` on many answers at
least 0.9 × as fast as its model alone.
"""

import argparse
import os
import random
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path

PREP = (sys.executable, "-m", "interview_prep")
IMPORT = (sys.executable, "-c", "import typer")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--quick", action="store_true", help="three runs each instead of nine")
    parser.add_argument("--no-growth", action="store_true", help="leave out the big banks and the million reviews")
    options = parser.parse_args()
    runs = 3 if options.quick else 9
    with tempfile.TemporaryDirectory() as place:
        environment = _environment(Path(place))
        _commands(environment, runs)
        _grading(runs)
        _throughput(1 if options.quick else 3)
        if not options.no_growth:
            _growth(Path(place), environment, options.quick)


def _environment(place: Path) -> dict[str, str]:
    own = {f"XDG_{name}_HOME": str(place / name.lower()) for name in ("DATA", "CACHE", "CONFIG")}
    return {**os.environ, **own, "PREP_DB": str(place / "progress.db"), "PREP_BANKS": "", "TERM": "xterm-256color"}


def _commands(environment: dict[str, str], runs: int) -> None:
    todo: dict[str, tuple[Callable[[], float], float]] = {
        "`python -c 'import typer'`": (lambda: _run(IMPORT, environment), 1.0),
        "`prep --help`": (lambda: _run((*PREP, "--help"), environment), 2.0),
        "`prep sample --n 20`": (lambda: _run((*PREP, "sample", "--n", "20"), environment), 6.0),
        "`prep quiz`, first question on the screen": (lambda: _first_question(environment), 8.0),
    }
    # One round of all after another, so that a busy moment hits them alike; the first round warms the caches.
    rounds = [{name: work() for name, (work, _) in todo.items()} for _ in range(runs + 1)][1:]
    middle = {name: statistics.median(taken[name] for taken in rounds) for name in todo}
    base = middle["`python -c 'import typer'`"]
    print("| | median, ms | × `import typer` | bar |\n|---|---|---|---|")
    for name, (_, bar) in todo.items():
        print(f"| {name} | {1000 * middle[name]:.0f} | {middle[name] / base:.1f} | {bar:g} |", flush=True)
    print()


def _run(command: tuple[str, ...], environment: dict[str, str]) -> float:
    start = time.perf_counter()
    subprocess.run(command, env=environment, check=True, capture_output=True)
    return time.perf_counter() - start


def _first_question(environment: dict[str, str]) -> float:
    """Return the seconds until the quiz's prompt stands on a pseudo-terminal."""
    import pexpect

    start = time.perf_counter()
    child = pexpect.spawn(PREP[0], [*PREP[1:], "quiz"], env=environment, timeout=120, dimensions=(40, 100))
    try:
        child.expect(r"1/\d+")
        return time.perf_counter() - start
    finally:
        with suppress(OSError):
            child.close(force=True)
        _end_sessions(Path(environment["PREP_DB"]))


def _end_sessions(path: Path) -> None:
    """End what the closed terminal left open, so that the next quiz begins anew and asks nothing first."""
    from interview_prep import sessions
    from interview_prep.storage import Progress

    with Progress(path) as progress:
        interrupted, _ = sessions.unfinished(progress)
        sessions.end(progress, [each.id for each in interrupted])


def _grading(runs: int) -> None:
    from interview_prep.grading import Request, coverage
    from interview_prep.grading._gates import claims

    loaded = coverage.load()
    points = tuple(
        f"Point {i}: the {word} is kept in memory and written every {i} seconds" for i, word in enumerate(_WORDS)
    )
    answer = " ".join(
        f"We keep the {word} in memory, and we write it to disk every {i} s." for i, word in enumerate(_WORDS)
    )
    request = Request(answer, "How do you keep state?", points, "\n".join(points))
    texts = [span.text for span in claims(request)]
    work = {
        "encode": lambda: loaded._embedder.encode(texts),
        "coverage": lambda: loaded.grade([request]),
    }
    for function in work.values():
        function()
    encode, whole = _medians(work, 3 * runs)
    print("| one answer of 100 words, 8 key points, model loaded | median, ms | × encode | bar |\n|---|---|---|---|")
    print(f"| the model's own encode of its {len(texts)} texts | {1000 * encode:.1f} | 1.0 | |")
    print(f"| `coverage` | {1000 * whole:.1f} | {whole / encode:.2f} | 1.5 |\n", flush=True)


def _medians(work: dict[str, Callable[[], object]], rounds: int) -> list[float]:
    """Return each work's median seconds; one after another in each round, so that a busy moment hits them alike."""
    taken: dict[str, list[float]] = {name: [] for name in work}
    for _ in range(rounds):
        for name, function in work.items():
            start = time.perf_counter()
            function()
            taken[name].append(time.perf_counter() - start)
    return [statistics.median(seconds) for seconds in taken.values()]


def _throughput(runs: int) -> None:
    """Print how fast many answers are graded, against the model's own pass over the same pairs of texts."""
    from datasets import held_out

    from interview_prep.grading import grade, pair
    from interview_prep.grading.pair import _near, _of_windows, _outcomes

    requests = [row.request for row in held_out()]
    loaded = pair.load()
    pairs = list(zip(requests, loaded.readings(requests), strict=True))
    wholly = _outcomes(loaded.nets.whole, [triple for pair in pairs for triple in _of_windows(*pair)])
    windows = list(wholly)
    near = list(dict.fromkeys(triple for pair in pairs for triple in _near(*pair, wholly)))

    def forward() -> None:
        loaded.nets.whole.probabilities(windows)
        loaded.nets.near.probabilities(near)

    work = {"forward": forward, "grade": lambda: list(grade(requests, loaded))}
    own, whole = _medians(work, runs)
    print(f"| {len(requests)} answers, model loaded | answers a second | share of the models' own pass | bar |")
    print("|---|---|---|---|")
    print(f"| the models' own pass over their {len(windows) + len(near)} pairs | {len(requests) / own:.1f} | 1.00 | |")
    print(f"| `pair`, many answers | {len(requests) / whole:.1f} | {own / whole:.2f} | 0.9 |\n", flush=True)


_WORDS = ("session", "cart", "profile", "index", "queue", "ledger", "cache", "token")


def _growth(place: Path, environment: dict[str, str], quick: bool) -> None:
    print("| first question of `prep quiz`, s | first run | next run |\n|---|---|---|")
    for count in (10_000,) if quick else (10_000, 100_000):
        folder = place / f"banks{count}"
        folder.mkdir()
        (folder / "big.yaml").write_text("".join(_bank(count)), encoding="utf-8")
        more = {**environment, "PREP_BANKS": str(folder)}
        print(
            f"| with {count:,} more questions | {_first_question(more):.2f} | {_first_question(more):.2f} |", flush=True
        )
    count = 50_000 if quick else 1_000_000
    more = {**environment, "PREP_DB": str(place / "many.db")}
    _fill(place / "many.db", count)
    print(f"| with {count:,} reviews | {_first_question(more):.2f} | {_first_question(more):.2f} |\n", flush=True)
    print("What takes the time, with the reviews (cumulative seconds of the eight dearest calls):\n")
    print("\n".join(_profile(more)))


def _bank(count: int) -> Iterator[str]:
    yield "bank: big\ntitle: Big\nprefix: big\nquestions:\n"
    for i in range(count):
        yield (
            f"- id: big-{i:06d}\n  section: Section {i % 50}\n  question: What is thing {i} of kind {i % 7}?\n"
            f"  answer: Thing {i} is a thing.\n  answer_source: authored\n  key_points:\n  - Thing {i} is a thing.\n"
        )


def _fill(path: Path, count: int) -> None:
    """Write reviews of a thousand days straight into the tables that the program made, then rebuild the memories."""
    from interview_prep.banks import discover
    from interview_prep.model import Grader, PointVerdict, Verdict
    from interview_prep.records import stamp
    from interview_prep.scheduling import day_number
    from interview_prep.storage import Progress

    rng = random.Random(1)
    questions = [question for question in discover().questions() if question.gradable]
    now = datetime.now(UTC)
    verdict = Verdict(70.0, "good", (PointVerdict("a point", "covered", 0.8, "words"),), Grader("coverage", None, "1"))
    with Progress(path) as progress:
        first = progress.submit(questions[0], "an answer of some words", 60.0)
        progress.grade(first, verdict)
        progress.rate(first, "good", 0.9)
        (row,) = progress.db.query("SELECT * FROM reviews WHERE id = ?", [first])
        del row["id"]
        step = timedelta(days=1000) / count

        def rows() -> Iterator[dict[str, object]]:
            for i in range(count):
                at = now - timedelta(days=1001) + i * step
                times = {"submitted_at": stamp(at), "rated_at": stamp(at), "rated_day": day_number(at)}
                yield {**row, **times, "question_id": rng.choice(questions).id, "rating": rng.choice(_RATINGS)}

        progress.db["reviews"].insert_all(rows(), batch_size=1000)
        progress.rebuild()


_RATINGS = ("again", "hard", "good", "good", "good", "easy")


def _profile(environment: dict[str, str]) -> list[str]:
    code = (
        "import cProfile, io, pstats, sys\nfrom typer.testing import CliRunner\nfrom interview_prep.cli import app\n"
        "watch = cProfile.Profile()\nwatch.enable()\nCliRunner().invoke(app, ['quiz'], input='')\n"
        "watch.disable()\nout = io.StringIO()\npstats.Stats(watch, stream=out).sort_stats('cumulative')"
        ".print_stats('interview_prep', 12)\nprint(out.getvalue())"
    )
    done = subprocess.run([sys.executable, "-c", code], env=environment, capture_output=True, text=True, check=True)
    lines = [line.split(maxsplit=5) for line in done.stdout.splitlines() if "/interview_prep/" in line]
    found = [
        f"- {parts[3]} s {Path(parts[5].split(':')[0]).name}:{parts[5].split(':')[-1]}"
        for parts in lines
        if len(parts) == 6
    ]
    return found[:8]


if __name__ == "__main__":
    main()
