"""The option that writes the samples' expectations."""

import pytest


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--rewrite", action="store_true", help="Write the expected YAML of the sample documents.")
