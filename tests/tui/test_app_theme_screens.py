"""The tabs Themes, Review and Define as grids of text at three sizes, and their dialogs."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from qualwork.workbench.base import projects
from qualwork.workbench.codes import codebook, memoing
from qualwork.workbench.themes import drafting, relating, theming
from tests.tui.driving import LARGE, SMALL, at_work, made, press, screen_text, settle
from tests.unit.workbench.named import code_id, ref, theme_id

__all__ = ["made"]
HUGE = (200, 60)
DAY = re.compile(r"\d{4}-\d\d-\d\d")
ABOVE, OWN = "Nobody came down", "Carried by one's own"

SHOWN = {
    "themes-grown": ("3", "j"),
    "themes-map": ("3", "g", "v"),
    "themes-drafts": ("3", "f"),
    "themes-compared": ("3", "f", "j", "v"),
    "themes-shelf": ("3", "tab"),
    "review": ("4", "enter"),
    "review-themes": ("4",),
    "review-people": ("4", "w"),
    "review-matrix": ("4", "x"),
    "review-queue": ("4", "R"),
    "review-dismiss": ("4", "enter", "d"),
    "define": ("5", "enter"),
    "define-extracts": ("5", "tab", "tab"),
    "define-differs": ("5", "v"),
}

TABS = ("themes-map", "review", "define")


@pytest.fixture(scope="module")
def grown(made: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The study further on: related themes, a draft kept before a change, marks, a question, a code that came late."""
    path = tmp_path_factory.mktemp("grown") / "study.qualwork"
    shutil.copy(made, path)
    with projects.open_project(path, "ana") as project:
        theming.add_theme(project, "Bodies keep the score", essence="Sleep does not mend it.")
        theming.add_theme(project, "Tired beyond sleep", under=theme_id(project, "Bodies keep the score"))
        theming.assign(project, code_id(project, "exhaustion"), theme_id(project, "Tired beyond sleep"))
        drafting.copy_draft(project, "spring")
        theming.rename_theme(project, theme_id(project, "Tired beyond sleep"), "Tired in the bones")
        theming.define_theme(
            project, theme_id(project, ABOVE), scope_in="Visits of the matron.", differs="It looks upwards."
        )
        relating.relate(
            project, theme_id(project, ABOVE), "leads to", theme_id(project, "Bodies keep the score"), "Rosa says so"
        )
        relating.relate(project, theme_id(project, OWN), "contrasts with", theme_id(project, ABOVE))
        theming.mark(project, 3, theme_id(project, ABOVE), "exemplary")
        theming.mark(project, 4, theme_id(project, ABOVE), "contrary", "he was asked")
        memoing.add(project, ref(project, f"theme:{ABOVE}"), "Is it one theme?", "query")
        codebook.add_code(project, "silence", definition="What is kept to oneself.")
    return path


@pytest.mark.parametrize(
    ("name", "size"),
    [*((name, size) for name in SHOWN for size in (SMALL, LARGE)), *((name, HUGE) for name in TABS)],
    ids=str,
)
async def test_screen(
    grown: Path, tmp_path: Path, golden: Callable[[str, str], None], name: str, size: tuple[int, int]
) -> None:
    path = Path(shutil.copy(grown, tmp_path / "study.qualwork"))
    async with at_work(path, size) as pilot:
        await press(pilot, *SHOWN[name])
        await settle(pilot)
        await settle(pilot)
        golden(f"app-{name}-{size[0]}x{size[1]}", DAY.sub("2026-01-01", screen_text(pilot.app)))
