"""The study of two interviews for the tests of the use cases."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from qualwork.workbench.base.projects import Project
from tests.unit.workbench.studies import new_study


@pytest.fixture
def project(tmp_path: Path) -> Iterator[Project]:
    """Two interviews, nothing coded."""
    with new_study(tmp_path) as made:
        yield made


@pytest.fixture(scope="module")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The same as a file that a test copies for each of its runs."""
    with new_study(tmp_path_factory.mktemp("template")) as made:
        return made.path
