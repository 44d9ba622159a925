"""The frame, the tabs Report and Audit, and the dialogs of the frame as grids of text at three sizes."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from qualwork.workbench.base import projects
from qualwork.workbench.codes import memoing
from qualwork.workbench.themes import narrative, theming
from tests.tui.driving import LARGE, SMALL, at_work, made, press, screen_text, study
from tests.unit.workbench.named import ref

__all__ = ["made", "study"]

HUGE = (200, 60)
TABS = {
    "report": ("6", "j"),
    "narrative": ("6", "j", "enter"),
    "report-tree": ("6", "j", "j", "j", "j"),
    "audit": ("8", "j"),
}
DIALOGS = {
    "home": ("0", "j", "enter"),
    "study": ("f2", "tab"),
    "diary": ("f5",),
    "attention": ("0", "a"),
    "jump": ("2", "ctrl+o"),
    "export": ("6", *["j"] * 7, "o"),
    "why": ("8", "x"),
    "write": ("6", "j", "e"),
}
_TIMES = (
    (re.compile(r"\d{4}-\d{2}-\d{2}T[\d:.]*(Z|…)?"), "2026-01-01T"),
    (re.compile(r"\d{4}-\d{2}-\d{2} \d{2}:\d{2}(:\d{2})?"), "2026-01-01 10:00"),
    (re.compile(r"\d{4}-\d{2}-\d{2}"), "2026-01-01"),
    (re.compile(r"\b\d{2}:\d{2}(?= note| reflexive| method| query)"), "10:00"),
    (re.compile(r"\d{2}-\d{2} \d{2}:\d{2}"), "01-01 10:00"),
    (re.compile(r"\b[0-9a-f]{8,64}\b"), "hash"),
    (re.compile(r"/\S*\s*│"), "PATH │"),
)


def fixed(shown: str) -> str:
    """Without the times, hashes and folders of this run."""
    for pattern, stands_for in _TIMES:
        shown = pattern.sub(stands_for, shown)
    return "\n".join(line.rstrip() for line in shown.split("\n"))


def furnish(path: Path) -> None:
    """A narrative with a quote, a diary entry and a query."""
    with projects.open_project(path) as project:
        narrative.write(project, theming.everything(project)[0].id, "Help came in words: [quote 1]. It stayed there.")
        memoing.add(project, ref(project, "project"), "I was angry with the emails myself.", "reflexive diary")
        memoing.add(project, ref(project, "code:exhaustion"), "Is this the body or the ward?", "query")


@pytest.mark.parametrize("size", [SMALL, LARGE, HUGE], ids=lambda size: f"{size[0]}x{size[1]}")
@pytest.mark.parametrize("name", TABS)
async def test_tab(study: Path, golden: Callable[[str, str], None], name: str, size: tuple[int, int]) -> None:
    furnish(study)
    async with at_work(study, size) as pilot:
        await press(pilot, *TABS[name])
        golden(f"frame-{name}-{size[0]}x{size[1]}", fixed(screen_text(pilot.app)))


@pytest.mark.parametrize("size", [SMALL, LARGE], ids=lambda size: f"{size[0]}x{size[1]}")
@pytest.mark.parametrize("name", DIALOGS)
async def test_dialog(study: Path, golden: Callable[[str, str], None], name: str, size: tuple[int, int]) -> None:
    furnish(study)
    async with at_work(study, size) as pilot:
        await press(pilot, *DIALOGS[name])
        golden(f"frame-{name}-{size[0]}x{size[1]}", fixed(screen_text(pilot.app)))
