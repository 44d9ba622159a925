"""Fixtures: project files that are closed after the test."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from qualwork.project.store.decisions import Project
from tests.unit.project.studies import full_study, new_project


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Where the project of a test lies."""
    return tmp_path / "study.qualwork"


@pytest.fixture
def project(path: Path) -> Iterator[Project]:
    """A new project with nothing in it."""
    with new_project(path) as made:
        yield made


@pytest.fixture(scope="session")
def closed_study(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A study with rows in every logged table, closed: only ever copied."""
    made = tmp_path_factory.mktemp("study") / "study.qualwork"
    full_study(made).close()
    return made


@pytest.fixture
def study(path: Path, closed_study: Path) -> Iterator[Project]:
    """A study with rows in every logged table."""
    shutil.copy(closed_study, path)
    with Project.open(path, "ann") as opened:
        yield opened
