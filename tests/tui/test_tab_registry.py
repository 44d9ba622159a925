"""A tab is one row: key, top line, phase and help follow, and things are shown on the tab that was asked for."""

from __future__ import annotations

from importlib import import_module
from pathlib import Path

import pytest

from qualwork.tui import keymap
from qualwork.tui.app import QualworkApp
from qualwork.tui.tabs.registry import NUMBER_KEYS, PHASES, TABS
from qualwork.workbench.base import projects
from qualwork.workbench.themes import theming
from tests.tui.driving import at_work, made, press, screen_text, study

__all__ = ["made", "study"]


@pytest.mark.parametrize("name", TABS)
async def test_the_number_key_of_a_tab_opens_its_screen_in_its_phase(study: Path, name: str) -> None:
    screen = getattr(import_module(f"qualwork.tui.tabs.{name}.{name}"), TABS[name].class_name)
    async with at_work(study) as pilot:
        app = pilot.app
        assert isinstance(app, QualworkApp)
        await press(pilot, NUMBER_KEYS[name])
        assert type(app.tab) is screen
        assert app.tab is not None and app.tab.tab_name == name
        assert app.project.phase == PHASES.get(name)
        assert f"[{NUMBER_KEYS[name]} {TABS[name].label}]" in screen_text(app)
    assert keymap.places()["everywhere"][f"tab.{name}"] == (NUMBER_KEYS[name], TABS[name].help)


@pytest.mark.parametrize("name", ["themes", "review", "define", "report"])
async def test_a_theme_is_shown_on_the_tab_that_was_asked_for(study: Path, name: str) -> None:
    with projects.open_project(study) as project:
        last = theming.everything(project)[-1]
    async with at_work(study) as pilot:
        app = pilot.app
        assert isinstance(app, QualworkApp)
        for _ in range(2):  # the tab is new, then it is there already and shows something else
            app.navigator.open_theme(last.id, name)
            await press(pilot)
            assert app.tab is not None and app.tab.tab_name == name
            shown = app.tab.where().split()[0] if name == "review" else app.tab.thing().removeprefix("theme:")
            assert shown == str(last.id)
            await press(pilot, "k", "1")
