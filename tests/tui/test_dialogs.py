"""Dialogs answer once: keys typed faster than they close end nothing and answer nothing else."""

from __future__ import annotations

from pathlib import Path

import pytest
from textual import events

from qualwork.tui.dialogs.asking import AskReason
from qualwork.tui.dialogs.base import Dialog
from qualwork.tui.dialogs.jump import Jump
from tests.tui.driving import LARGE, at_work, made, press, study

__all__ = ["made", "study"]


@pytest.mark.parametrize(
    "keys", [("s", "p", "p"), ("M", "x", "x"), ("c", "enter", "enter", "enter"), ("ctrl+o", "a", "b")]
)
@pytest.mark.parametrize("tab", ["1", "2"])
async def test_keys_in_one_burst_leave_the_program_open(study: Path, tab: str, keys: tuple[str, ...]) -> None:
    async with at_work(study, LARGE) as pilot:
        await press(pilot, tab)
        await pilot.press(keys[0])
        await pilot.pause()
        for key in keys[1:]:
            pilot.app.post_message(events.Key(key, key if len(key) == 1 else None))
        await press(pilot)
        assert pilot.app.is_running
        assert pilot.app.screen_stack


async def test_a_second_answer_is_not_heard(study: Path) -> None:
    async with at_work(study, LARGE) as pilot:
        heard: list[str | None] = []
        below: Dialog[str] = AskReason("below")
        asked: Dialog[str] = AskReason("above")
        pilot.app.push_screen(below)
        pilot.app.push_screen(asked, heard.append)
        await pilot.pause()
        asked.dismiss("first")
        asked.dismiss("second")
        await pilot.pause()
        assert heard == ["first"]
        assert pilot.app.screen is below


async def test_keys_after_the_letter_of_a_pane_end_nothing(study: Path) -> None:
    async with at_work(study, LARGE) as pilot:
        tab = pilot.app.screen
        await pilot.app.push_screen(Jump(list(tab.query("#panes > .pane"))))
        for _ in range(3):
            pilot.app.post_message(events.Key("escape", None))
        await press(pilot)
        assert pilot.app.screen is tab
