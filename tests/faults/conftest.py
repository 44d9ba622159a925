"""How long the fault tests run: `pytest tests/faults --kills 500 --decisions 10000`."""

from __future__ import annotations

import pytest


def pytest_addoption(parser: pytest.Parser) -> None:
    """Register `--kills` and `--decisions`, which pytest knows where this folder is named on its command line."""
    parser.addoption("--decisions", type=int, default=500, help="how many things two coders do (default 500)")
    parser.addoption("--kills", type=int, default=20, help="how often a deciding process is killed (default 20)")


@pytest.fixture
def kills(request: pytest.FixtureRequest) -> int:
    """How often a deciding process is killed."""
    return int(request.config.getoption("--kills", 20))


@pytest.fixture
def decisions(request: pytest.FixtureRequest) -> int:
    """How many things two coders do at random."""
    return int(request.config.getoption("--decisions", 500))
