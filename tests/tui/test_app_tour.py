"""The first ten minutes: each card goes on when what it says was done, and can be skipped; a question asked once."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from textual.pilot import Pilot

from qualwork.tui.app import QualworkApp
from qualwork.tui.dialogs.study import StudyDialog
from qualwork.tui.tour import CARDS
from qualwork.workbench.base import projects
from tests.tui.driving import SMALL, made, press, screen_text, settle, study

__all__ = ["made", "study"]


@asynccontextmanager
async def begun(path: Path, tour: bool = False, welcome: bool = False) -> AsyncIterator[Pilot[None]]:
    with projects.open_project(path) as project:
        app = QualworkApp(project, tour, welcome)
        async with app.run_test(size=SMALL) as pilot:
            await settle(pilot)
            yield pilot


async def card(pilot: Pilot[None], number: int) -> bool:
    """Whether that card comes, within a while."""
    for _ in range(30):
        if f"{number}/{len(CARDS)} {CARDS[number - 1].title}" in screen_text(pilot.app):
            return True
        await pilot.pause(0.1)
    return False


async def test_doing_what_the_cards_say_leads_through_the_first_coding_theme_and_term_table(study: Path) -> None:
    async with begun(study, tour=True) as pilot:
        assert await card(pilot, 1)
        await press(pilot, "enter")
        assert await card(pilot, 2)
        await press(pilot, "s")
        assert await card(pilot, 3)
        await press(pilot, "2", "c", "type:a first code", "enter")
        assert await card(pilot, 4)
        await press(pilot, "u", "U")
        assert await card(pilot, 5)
        await press(pilot, "3", "a", "type:Tired but there", "enter")
        assert await card(pilot, 6)
        await press(pilot, "tab", "t", "type:tired", "enter")
        assert await card(pilot, 7)
        await press(pilot, "7")
        assert await card(pilot, 8)
        await press(pilot, "0")
        await press(pilot, "escape")
        assert await card(pilot, 9)
        await press(pilot, "f7")
        assert "f8 ends the tour" not in screen_text(pilot.app)


async def test_cards_can_be_skipped_and_put_away_on_any_tab(study: Path) -> None:
    async with begun(study, tour=True) as pilot:
        await press(pilot, "f7", "f7", "3")
        assert await card(pilot, 3)
        await pilot.resize_terminal(60, 16)
        assert await card(pilot, 3)
        await press(pilot, "f8")
        assert "ends the tour" not in screen_text(pilot.app)
        await press(pilot, "1")
        assert "ends the tour" not in screen_text(pilot.app)


async def test_in_a_study_of_ones_own_the_tour_is_offered_elsewhere(study: Path) -> None:
    async with begun(study) as pilot:
        await press(pilot, "f7")
        assert "thrown away afterwards" in screen_text(pilot.app)
        await press(pilot, "escape")
        assert pilot.app.is_running
        await press(pilot, "f7")
        await pilot.press("enter")
        await pilot.pause()
        assert isinstance(pilot.app, QualworkApp) and pilot.app.wish == "tour"


async def test_the_question_is_asked_once_in_a_new_study(tmp_path: Path) -> None:
    path = tmp_path / "new.qualwork"
    projects.create(path, "New", coder="ana").close()
    async with begun(path, welcome=True) as pilot:
        assert isinstance(pilot.app.screen, StudyDialog)
        await press(pilot, "type:How is rest found?", "tab", "right", "ctrl+s")
        assert "the first ten minutes" in screen_text(pilot.app)
    with projects.open_project(path) as project:
        found = projects.describe(project)
    assert (found.research_question, found.approach) == ("How is rest found?", "codebook")
    async with begun(path, welcome=True) as pilot:
        assert not isinstance(pilot.app.screen, StudyDialog)


async def test_who_does_not_answer_is_not_asked_again(tmp_path: Path) -> None:
    path = tmp_path / "new.qualwork"
    projects.create(path, "New", coder="ana").close()
    async with begun(path, welcome=True) as pilot:
        await press(pilot, "escape")
    async with begun(path, welcome=True) as pilot:
        assert not isinstance(pilot.app.screen, StudyDialog)
