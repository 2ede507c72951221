"""What the user chose, in `settings.toml` of the config folder: checked, with defaults for what is not set."""

from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any

from interview_prep import paths
from interview_prep.errors import PrepError
from interview_prep.scheduling import DEFAULT_RETENTION
from interview_prep.suggestions import did_you_mean


@dataclass(frozen=True, slots=True)
class Settings:
    """Choices of the user.

    ``desired_retention`` is the share of questions still known when they come due (0.7 to 0.99); ``new_per_day`` and
    ``reviews_per_day`` are the daily limits; ``grader`` names a grader, None means the best one that is shipped.
    """

    desired_retention: float = DEFAULT_RETENTION
    new_per_day: int = 10
    reviews_per_day: int = 50
    grader: str | None = None


_BOUNDS = {"desired_retention": (0.7, 0.99), "new_per_day": (0, 9999), "reviews_per_day": (0, 9999)}


def place() -> Path:
    """Return the path of the settings file; it need not exist."""
    return paths.config() / "settings.toml"


def load() -> Settings:
    """Read the settings; PrepError with one line that says what to mend where the file is wrong."""
    import tomllib

    path = place()
    try:
        values = tomllib.loads(path.read_bytes().decode("utf-8-sig"))
    except FileNotFoundError:
        return Settings()
    except OSError as error:
        raise PrepError(f"{path}: {error.strerror}; make it a file that can be read", exit_code=1) from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise PrepError(f"{path}: not valid TOML: {error}; mend it or remove the file", exit_code=1) from error
    return Settings(**{name: _checked(path, name, value) for name, value in values.items()})


def _checked(path: Path, name: str, value: Any) -> Any:
    known = [field.name for field in fields(Settings)]
    if name not in known:
        cure = did_you_mean(name, known) or f"known ones: {', '.join(known)}"
        raise PrepError(f"{path}: unknown setting '{name}'; {cure}", exit_code=1)
    if name not in _BOUNDS:
        if not isinstance(value, str):
            raise PrepError(f"{path}: {name} is {value!r}; write a name in quotes", exit_code=1)
        return value
    low, high = _BOUNDS[name]
    fits = isinstance(value, int if isinstance(low, int) else (int, float)) and not isinstance(value, bool)
    if not fits or not low <= value <= high:
        kind = "a whole number" if isinstance(low, int) else "a number"
        raise PrepError(f"{path}: {name} is {value!r}; write {kind} from {low} to {high}", exit_code=1)
    return value
