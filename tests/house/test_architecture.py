"""What the pages for contributors name is there, and the picture of the rooms is that of the code."""

from __future__ import annotations

import re

import pytest

from tests.house.picture import PICTURE, picture

ROOT = PICTURE.parents[1]
PATH = re.compile(r"\b(?:qualwork|tests)/[\w./-]*\w")


def missing(text: str) -> list[str]:
    """Paths that a page names and that are not there; those in capitals stand for any name."""
    return [path for path in PATH.findall(text) if not re.search("[A-Z]{2}", path) and not (ROOT / path).exists()]


@pytest.mark.parametrize("page", ["docs/architecture.md", "CONTRIBUTING.md"])
def test_paths_that_a_page_names_are_there(page: str) -> None:
    text = (ROOT / page).read_text(encoding="utf-8")
    assert len(PATH.findall(text)) > 10
    assert missing(text) == []


def test_a_path_that_is_not_there_is_seen() -> None:
    assert missing("see `qualwork/model/table.py`, `qualwork/model/gone.py`, `qualwork/ingest/FORMAT.py`.") == [
        "qualwork/model/gone.py"
    ]


def test_the_picture_of_the_rooms_is_current() -> None:
    assert PICTURE.read_text(encoding="utf-8") == picture()
