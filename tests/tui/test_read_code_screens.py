"""Tabs 1 and 2 and their dialogs as grids of text, at 80x24, 120x40 and 200x60: one walk through them at each size."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.tui.driving import LARGE, SMALL, at_work, made, press, put_cursor, screen_text, study

__all__ = ["made", "study"]
TOLD = "They sent us emails."

WALK: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("list", ("1", "g")),
    ("speakers", ("s",)),
    ("reader", ("escape", "enter", "g")),
    ("view", ("f",)),
    ("only", ("type:only rosa", "enter")),
    ("search", ("f", "type:everybody", "enter", "slash", "type:tired", "enter")),
    ("notes", ("escape", "escape", f"at:{TOLD}", "s", "m", "type:irony", "ctrl+s", "Q", "type:who?", "ctrl+s", "M")),
    ("code", ("escape", "2", "escape", "g", "n")),
    ("edge", ("left_square_bracket", "b")),
    ("ticked", ("escape", f"at:{TOLD}", "s", "c", "type:exh", "tab", "type:from above", "tab", "type:fam")),
    ("here", ("enter", "D")),
    ("codes", ("escape", "tab", "g")),
    ("card", ("e",)),
    ("uses", ("escape", "w")),
    ("split", ("escape", "S", "a", "type:burning out", "enter")),
    ("merge", ("escape", "M", "type:fam", "enter")),
    ("hits", ("escape", "escape", "P", "type:tired,nobody", "enter", "n")),
)


@pytest.mark.parametrize("size", [SMALL, LARGE, (200, 60)], ids=lambda size: f"{size[0]}x{size[1]}")
async def test_screens(study: Path, golden: Callable[[str, str], None], size: tuple[int, int]) -> None:
    wrong: list[str] = []
    async with at_work(study, size) as pilot:
        for name, keys in WALK:
            for key in keys:
                if key.startswith("at:"):
                    put_cursor(pilot, key.removeprefix("at:"))
                else:
                    await press(pilot, key)
            shown = re.sub(r"\b20\d\d-\d\d-\d\d\b", "2024-01-01", screen_text(pilot.app))
            try:
                golden(f"two-{name}-{size[0]}x{size[1]}", shown)
            except AssertionError:
                wrong.append(name)
    assert not wrong, f"these screens look different: {', '.join(wrong)}"
