"""Rules of the house that a reader of the code relies on."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
SOURCES = sorted((ROOT / "qualwork").rglob("*.py"))
MOST_LINES = 400


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: str(path.relative_to(ROOT)))
def test_files_can_be_read_at_a_sitting(path: Path) -> None:
    assert len(path.read_text(encoding="utf-8").splitlines()) <= MOST_LINES


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: str(path.relative_to(ROOT)))
def test_public_things_are_documented(path: Path) -> None:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    wanted = [tree, *(node for node in tree.body if isinstance(node, ast.FunctionDef | ast.ClassDef))]
    missing = [
        getattr(node, "name", path.name)
        for node in wanted
        if not getattr(node, "name", "").startswith("_") and ast.get_docstring(node) is None
    ]
    assert not missing


def test_readme_names_the_two_commands() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    for name in ("run", "test"):
        block = re.search(rf"<!-- {name} -->\n```\w*\n([^\n]+)\n```", readme)
        assert block is not None, name
        assert "venv" in block[1]
