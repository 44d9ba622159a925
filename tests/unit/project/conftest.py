"""Fixtures: project files that are closed after the test."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from qualwork.project.decisions import Project
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


@pytest.fixture
def study(path: Path) -> Iterator[Project]:
    """A study with rows in every logged table."""
    with full_study(path) as made:
        yield made
