"""Undo goes to the place it changed and says in words what it did there; a cut name is said whole."""

from __future__ import annotations

from pathlib import Path

import pytest

from qualwork.tui.widgets.grid import Grid
from qualwork.tui.widgets.outline import Outline
from qualwork.workbench.base import projects
from qualwork.workbench.codes import codebook
from qualwork.workbench.transcripts import reading
from tests.tui.driving import at_work, codings, made, press, put_cursor, reader, said, screen_text, study
from tests.unit.workbench.named import code_id, transcript_id

__all__ = ["made", "study"]
QUOTE = "Well done team"


def turn_of(path: Path, quote: str) -> int:
    """The number of the turn that holds a quote."""
    with projects.open_project(path) as project:
        transcript = reading.load(project, transcript_id(project, "rosa"))
    start = transcript.text.index(quote)
    return next(number for number, turn in enumerate(transcript.turns, start=1) if turn.start <= start < turn.end)


async def test_undo_and_redo_of_a_coding_go_there_and_say_whose_turn_it_was(study: Path) -> None:
    turn = turn_of(study, QUOTE)
    async with at_work(study) as pilot:
        await press(pilot, "2")
        put_cursor(pilot, QUOTE)
        await press(pilot, "s", "c", "type:exhaustion", "enter")
        coded = len(codings(study))
        await press(pilot, "escape", "g")
        assert reader(pilot).cursor == 0
        await press(pilot, "u")
        assert len(codings(study)) == coded - 1
        assert said(pilot) == f"Undone: took “exhaustion” off Rosa, turn {turn}"
        assert QUOTE in reader(pilot).selected_text
        assert "rosa · turn" in screen_text(pilot.app)
        await press(pilot, "escape", "g", "U")
        assert said(pilot) == f"Redone: put “exhaustion” on Rosa, turn {turn}"
        assert not list(pilot.app.screen.query("Toast"))


async def test_undo_elsewhere_stays_on_its_tab(study: Path) -> None:
    async with at_work(study) as pilot:
        await press(pilot, "3", "a", "type:A theme of its own", "enter", "u")
        assert "[3 Themes]" in screen_text(pilot.app)
        assert said(pilot).startswith("Undone: ")


@pytest.mark.parametrize("size", [(80, 24), (120, 40)])
async def test_a_code_name_without_room_is_said_whole_when_highlighted(study: Path, size: tuple[int, int]) -> None:
    name = "being asked by nobody at work and keeping it all to oneself"
    with projects.open_project(study) as project:
        codebook.rename_code(project, code_id(project, "exhaustion"), name)
    async with at_work(study, size) as pilot:
        await press(pilot, "2", "tab", "g")
        assert name in screen_text(pilot.app)


async def test_half_pages_go_down_and_up_again_in_text_list_and_table(study: Path) -> None:
    async with at_work(study) as pilot:
        await press(pilot, "2", "g", "ctrl+d")
        halfway = reader(pilot).cursor
        assert halfway > 0
        await press(pilot, "ctrl+d")
        assert reader(pilot).cursor > halfway
        await press(pilot, "ctrl+u", "ctrl+u")
        assert reader(pilot).turn == 0
        await press(pilot, "tab", "g", "ctrl+d")
        tree = pilot.app.screen.query_one("#codebook").query_one(Outline)
        assert tree.highlighted == tree.option_count - 1
        await press(pilot, "ctrl+u")
        assert tree.highlighted == 0
        await press(pilot, "7", "t", "type:word list", "enter", "ctrl+d")
        grid = pilot.app.screen.query_one(Grid)
        assert 5 < grid.cursor_row < grid.size.height
        await press(pilot, "ctrl+u")
        assert grid.cursor_row == 0
