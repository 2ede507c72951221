"""Rooms whose module names are their choices: list them without importing, import the one that is asked for."""

import importlib
import importlib.util
import pkgutil
from functools import cache
from types import ModuleType

from interview_prep.errors import PrepError
from interview_prep.suggestions import unknown


@cache
def names(package: ModuleType) -> list[str]:
    """List the choices of a package in alphabetical order (``import_`` is spelt ``import``), importing none of them."""
    found = (module.name for module in pkgutil.iter_modules(package.__path__))
    return sorted(name.rstrip("_") for name in found if not name.startswith("_"))


def load(package: ModuleType, name: str) -> ModuleType:
    """Import the choice ``name`` of a package.

    Raises PrepError where the package has no such choice.
    """
    choices = names(package)
    if name not in choices:
        raise PrepError(unknown(package.__name__.rsplit(".", 1)[-1], name, choices))
    for spelling in (name, name + "_"):
        if importlib.util.find_spec(f"{package.__name__}.{spelling}"):
            return importlib.import_module(f"{package.__name__}.{spelling}")
    raise AssertionError(name)
