"""How long the fault tests run: `pytest tests/faults --kills 500`."""

from __future__ import annotations

import pytest


def pytest_addoption(parser: pytest.Parser) -> None:
    """Register `--kills`, which pytest knows where this folder is named on its command line."""
    parser.addoption("--kills", type=int, default=20, help="how often a deciding process is killed (default 20)")


@pytest.fixture
def kills(request: pytest.FixtureRequest) -> int:
    """How often a deciding process is killed."""
    return int(request.config.getoption("--kills", 20))
