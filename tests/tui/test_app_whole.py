"""At every width a number in a grid or list is whole, and a name is whole or marked as cut and said whole elsewhere."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from textual.pilot import Pilot

from qualwork.model.table import Cell
from qualwork.tui.tabs.terms.terms import TermsScreen
from qualwork.tui.widgets.chrome import StatusLine
from qualwork.tui.widgets.grid import CellGrid
from qualwork.workbench.base import projects
from qualwork.workbench.codes import codebook
from qualwork.workbench.counts import counting
from qualwork.workbench.themes import theming
from qualwork.workbench.transcripts import importing
from tests.tui.driving import LARGE, SMALL, at_work, press, screen_text
from tests.unit.workbench.named import apply, theme_id

SIZES = [SMALL, LARGE, (200, 60)]
PEOPLE = 24
LONG = "What was said and what was left unsaid about"


@pytest.fixture(scope="module")
def crowded(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Many participants with long titles and names that begin alike, and counts of four digits."""
    path = tmp_path_factory.mktemp("crowd") / "crowd.qualwork"
    folder = path.parent / "interviews"
    folder.mkdir()
    for number in range(PEOPLE):
        said = "We carried it together. " + "word " * (1200 if number == 3 else 12 + number)
        text = f"Interviewer: And then?\n\nParticipant {number:02}: {said}"
        (folder / f"jsc-oral-history-of-the-long-night-{number:05}.txt").write_text(text, encoding="utf-8")
    with projects.create(path, "Night shifts", coder="ana") as project:
        importing.import_paths(project, [folder])
        theming.add_theme(project, f"{LONG} the nights")
        for name in ("work", "home", "friends"):
            code = codebook.add_code(project, f"{LONG} {name}")
            theme = theming.add_theme(project, f"{LONG} {name}", under=theme_id(project, f"{LONG} the nights"))
            theming.assign(project, code.id, theme.id)
            for number in range(0, PEOPLE, 2):
                title = f"jsc-oral-history-of-the-long-night-{number:05}"
                apply(project, code.name, title, quote="We carried it together.")
        counting.add_family(project, "the word that everybody says again and again=word,words,wording,worded")
        counting.add_family(project, "we=we")
    return path


def grid_of(pilot: Pilot[None]) -> CellGrid:
    """The grid that is shown."""
    return next(grid for grid in pilot.app.screen.query(CellGrid) if grid.display)


def seen(grid: CellGrid) -> list[str]:
    """What the grid draws, line by line."""
    return ["".join(segment.text for segment in grid.render_line(y)) for y in range(grid.size.height)]


def shown_number(value: Cell) -> str:
    return f"{value:,.2f}" if isinstance(value, float) else f"{value:,}"


async def check_grid(pilot: Pilot[None], columns: tuple[str, ...], rows: list[tuple[Cell, ...]]) -> None:
    """Walk through all columns: each cell is whole where the cursor stands on it, and the status line says it whole."""
    grid = grid_of(pilot)
    allowed: dict[int, set[str]] = {
        at: {shown_number(cell) for cell in row if isinstance(cell, int | float)} for at, row in enumerate(rows)
    }
    for column, head in enumerate(columns):
        grid.move_cursor(row=0, column=column)
        await pilot.pause()
        lines = seen(grid)
        place = pilot.app.screen.query_one(StatusLine).place
        assert str(rows[0][0]) in place
        assert not column or head in place
        for at in range(min(len(rows), len(lines) - 1)):
            drawn = lines[grid.header_height + at]
            for number in re.findall(r"(?:(?<=^)|(?<=[ ▁▂▃▄▅▆▇█]))[\d.,]+(?=[ ▁▂▃▄▅▆▇█]|$)", drawn[grid_names(grid) :]):
                assert number in allowed[at], (column, drawn)
        value = rows[0][column]
        if isinstance(value, int | float) and value:
            region = grid._get_cell_region(grid.cursor_coordinate)
            start = region.x - grid.scroll_offset.x if column >= grid.fixed_columns else region.x
            assert shown_number(value) in lines[grid.header_height][start : start + region.width]


def grid_names(grid: CellGrid) -> int:
    """Cells of the first column, whose names may hold digits."""
    return grid.ordered_columns[0].get_render_width(grid)


VIEWS = ["term table", "word list", "codes, how", "themes, how", "codes by", "themes by", "beside", "by transcript"]


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("view", VIEWS)
async def test_every_number_of_a_table_is_whole_at_every_width(crowded: Path, view: str, size: tuple[int, int]) -> None:
    async with at_work(crowded, size) as pilot:
        await press(pilot, "7", "t", f"type:{view}", "enter")
        if view in ("term table", "word list"):
            await press(pilot, "b", "type:participant", "enter")
        tab = pilot.app.screen
        assert isinstance(tab, TermsScreen)
        assert tab.state.shown is not None
        table = tab.state.shown.table
        await check_grid(pilot, tuple(table.columns), [tuple(row) for row in table.rows])


@pytest.mark.parametrize("size", SIZES)
async def test_occurrences_are_in_sight_in_a_plain_term_table(crowded: Path, size: tuple[int, int]) -> None:
    async with at_work(crowded, size) as pilot:
        await press(pilot, "7")
        tab = pilot.app.screen
        assert isinstance(tab, TermsScreen)
        assert tab.state.shown is not None
        row = next(row for row in tab.state.shown.table.rows if str(row[0]).startswith("the word"))
        occurrences = row[tab.state.shown.table.columns.index("occurrences")]
        assert isinstance(occurrences, int)
        assert occurrences > 1000
        assert any(line.rstrip().endswith(f"{occurrences:,}") for line in screen_text(pilot.app).split("\n"))


@pytest.mark.parametrize(("size", "in_sight"), [(SMALL, 16), (LARGE, PEOPLE), ((200, 60), PEOPLE)])
async def test_participants_of_the_matrix_are_in_sight_with_totals(
    crowded: Path, size: tuple[int, int], in_sight: int
) -> None:
    async with at_work(crowded, size) as pilot:
        await press(pilot, "4", "x")
        grid = grid_of(pilot)
        assert len(grid.ordered_columns) == PEOPLE + 2
        total = seen(grid)[grid.header_height + len(grid.ordered_rows) - 1]
        said = re.findall(r"[\d·]+", total)
        assert said == [str(3 * PEOPLE // 2), *["3", "·"] * (PEOPLE // 2)][: len(said)]
        assert len(said) > in_sight
        legend = " ".join(screen_text(pilot.app).split())
        assert all(f"Participant {number:02}" in legend for number in range(PEOPLE))
        await press(pilot, "j", *"l" * PEOPLE)
        assert f"Participant {PEOPLE - 1:02} · theme" in screen_text(pilot.app)
        said = re.findall(r"[\d·]+", seen(grid)[grid.header_height + len(grid.ordered_rows) - 1])
        assert said[0] == str(3 * PEOPLE // 2)
        assert said[-1] == "·"
