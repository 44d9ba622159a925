"""Every tab as a grid of text, at 80x24 and 120x40, and the dialogs that people meet most."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.tui.driving import LARGE, SMALL, at_work, made, press, screen_text, study

__all__ = ["made", "study"]

SHOWN = {
    "read": ("1",),
    "reading": ("1", "g", "enter", "s"),
    "code": ("2", "g", "n"),
    "picker": ("2", "g", "n", "c", "type:f"),
    "codebook": ("2", "tab"),
    "themes": ("3", "j"),
    "extracts": ("3", "g", "enter"),
    "help": ("2", "f1"),
}


@pytest.mark.parametrize("size", [SMALL, LARGE], ids=lambda size: f"{size[0]}x{size[1]}")
@pytest.mark.parametrize("name", SHOWN)
async def test_screen(study: Path, golden: Callable[[str, str], None], name: str, size: tuple[int, int]) -> None:
    async with at_work(study, size) as pilot:
        await press(pilot, *SHOWN[name])
        golden(f"app-{name}-{size[0]}x{size[1]}", screen_text(pilot.app))
