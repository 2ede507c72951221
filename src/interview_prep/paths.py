"""Where things lie on this machine: the database, banks of one's own, the cache."""

import os
from pathlib import Path

_APP = "interview-prep"


def packaged_banks() -> Path:
    """Return the folder of the banks that come with the program (inside the wheel, or `qbank/` of a checkout)."""
    inside = Path(__file__).parent / "qbank"
    return inside if inside.is_dir() else Path(__file__).parents[2] / "qbank"


def user_data() -> Path:
    """Return the user's own data folder; it need not exist."""
    from platformdirs import user_data_path

    return user_data_path(_APP, appauthor=False)


def user_banks() -> Path:
    """Return the folder of the user's own banks and overrides; it need not exist."""
    return user_data() / "banks"


def extra_banks() -> list[Path]:
    """Return the folders that ``PREP_BANKS`` names, in order."""
    return [Path(part).expanduser() for part in os.environ.get("PREP_BANKS", "").split(os.pathsep) if part]


def database(given: Path | None = None) -> Path:
    """Return the path of the progress database: ``given``, else ``PREP_DB``, else the one in the data folder."""
    named = os.environ.get("PREP_DB")
    return given or (Path(named).expanduser() if named else default_database())


def default_database() -> Path:
    """Return the path of the progress database where none is named."""
    return user_data() / "progress.db"


def exported_cards() -> Path:
    """Return the file that remembers when which card was exported; it need not exist."""
    return user_data() / "exported.json"


def correction() -> Path:
    """Return the file that holds the user's own calibration; it need not exist."""
    return config() / "correction.json"


def cache() -> Path:
    """Return the cache folder; it need not exist, and nothing in it is ever needed."""
    from platformdirs import user_cache_path

    return user_cache_path(_APP, appauthor=False)


def config() -> Path:
    """Return the folder of the user's settings; it need not exist."""
    from platformdirs import user_config_path

    return user_config_path(_APP, appauthor=False)
