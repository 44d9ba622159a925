"""A dialog answers once: keys that come faster than it closes change neither its answer nor anything else."""

from __future__ import annotations

from pathlib import Path

import pytest
from textual import events
from textual.pilot import Pilot

from qualwork.workbench.base import projects
from qualwork.workbench.codes import codebook
from qualwork.workbench.log import auditing
from tests.tui.driving import at_work, press, settle
from tests.tui.driving import made as made
from tests.tui.driving import study as study

_NAMES = {"\r": "enter", "\x1b": "escape", "\t": "tab"}
BURSTS = (
    ("1", "s", "pp"),
    ("1", "s", "\x1b\x1b\x1b"),
    ("3", "M", "xx"),
    ("2", "c", "\r\r\r"),
    ("2", "c", "\x1b\x1bx"),
    ("2", "M", "\r\r\r"),
    ("2", "P", "\x1b\x1b"),
    ("4", "m", "\r\r\r"),
    ("7", "a", "\x1b\x1b\x1b"),
    ("1", "ctrl+o", "\r\r\r"),
    ("1", "ctrl+o", "zz\r\r"),
    ("1", "ctrl+t", "\x1b\x1b"),
    ("2", "f4", "\x1b\x1b"),
    ("2", "f6", "aa"),
)


async def burst(pilot: Pilot[None], signs: str) -> None:
    """Keys as fast as a terminal hands them over: nothing is waited for between them."""
    for sign in signs:
        pilot.app.post_message(events.Key(_NAMES.get(sign, sign), sign))
    await settle(pilot)


@pytest.mark.parametrize("keys", BURSTS, ids=lambda keys: " ".join(keys).encode("unicode_escape").decode())
async def test_keys_behind_an_answer_end_nothing(study: Path, keys: tuple[str, ...]) -> None:
    async with at_work(study) as pilot:
        await press(pilot, *keys[:-1])
        await burst(pilot, keys[-1])
        await burst(pilot, keys[-1])
        assert pilot.app.is_running
        assert len(pilot.app.screen_stack) >= 1
        assert pilot.app.return_code in (None, 0)
    with projects.open_project(study) as project:
        assert auditing.verify(project).ok


async def test_keys_behind_enter_are_no_part_of_a_new_name(study: Path) -> None:
    async with at_work(study) as pilot:
        await press(pilot, "2", "s", "c")
        await burst(pilot, "serve\rjj")
    with projects.open_project(study) as project:
        assert "serve" in {code.name for code in codebook.everything(project)}
        assert not {code.name for code in codebook.everything(project)} & {"servej", "servejj"}


async def test_a_line_that_is_not_taken_can_be_typed_on(study: Path) -> None:
    async with at_work(study) as pilot:
        await press(pilot, "2", "a")
        await press(pilot, "enter")
        await burst(pilot, "calm\r")
    with projects.open_project(study) as project:
        assert "calm" in {code.name for code in codebook.everything(project)}
