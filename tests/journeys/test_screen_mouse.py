"""The same by mouse, at 120x40: every deed by a click; only names are typed."""

from __future__ import annotations

import csv
from pathlib import Path

from textual.pilot import Pilot

from qualwork.tui.reader.cells import cell_width
from qualwork.workbench.base import projects
from qualwork.workbench.codes import coding
from qualwork.workbench.study.demo import material
from qualwork.workbench.themes import theming
from tests.tui.driving import LARGE, at_work, press, said, screen_text, settle

INTERVIEWS = material("corpora") / "support-group" / "interviews"


async def click(pilot: Pilot[None], text: str, times: int = 1, last: bool = False) -> None:
    """Click on a text where it stands on the screen, the first or the last time."""
    lines = screen_text(pilot.app).split("\n")
    places = [(y, line.index(text)) for y, line in enumerate(lines) if text in line]
    assert places, f"{text!r} is not on the screen:\n" + "\n".join(lines)
    y, at = places[-1 if last else 0]
    await pilot.click(offset=(cell_width(lines[y][:at]) + cell_width(text) // 2, y), times=times)
    await settle(pilot)


async def name(pilot: Pilot[None], typed: str, keep: str = "↵ keeps it") -> None:
    """Type a name and keep it by a click."""
    await press(pilot, f"type:{typed}")
    await click(pilot, keep)


async def test_from_import_to_theme_tree_and_quote_table_by_mouse(tmp_path: Path) -> None:
    path = tmp_path / "group.qualwork"
    projects.create(path, "A support group", coder="kim").close()
    async with at_work(path, LARGE) as pilot:
        await click(pilot, "Import", last=True)
        await press(pilot, "ctrl+u")
        await name(pilot, str(INTERVIEWS), "↵ imports it")
        assert "9 imported" in screen_text(pilot.app)
        await click(pilot, "esc closes")
        await click(pilot, "1 Read")
        await click(pilot, "03-callum")
        await click(pilot, "2 Code")
        await click(pilot, "She drove me", times=3)
        await click(pilot, "Code", last=True)
        await press(pilot, "type:brought by someone else")
        await click(pilot, "make the code")
        assert "made the code" in said(pilot)
        await click(pilot, "3 Themes")
        await click(pilot, "Add theme", last=True)
        await name(pilot, "The first step was somebody else's")
        await click(pilot, "brought by someone e")
        if "Extracts" in type(pilot.app.screen).__name__:
            await click(pilot, "esc closes")
        await click(pilot, "To theme", last=True)
        await click(pilot, "│  The first step was")
        assert "is under" in said(pilot)
        await click(pilot, "6 Report")
        await click(pilot, " Quotes")
        await click(pilot, "Export", last=True)
        await click(pilot, " csv ")
        await click(pilot, "↵ writes it")
        assert "wrote group-quotes.csv" in said(pilot)
        await click(pilot, "8 Audit")
        await click(pilot, "Verify", last=True)
        assert "The log holds" in screen_text(pilot.app)
        await click(pilot, "esc closes")
        await click(pilot, "Undo this", last=True)
        await click(pilot, "esc leaves")
    with projects.open_project(path) as project:
        extracts = [each.extract for each in coding.listing(project)]
        assert len(extracts) == 1
        assert [(node.theme.name, node.extracts) for _, node in theming.tree(project).walk()] == [
            ("The first step was somebody else's", 1)
        ]
    with (tmp_path / "group-quotes.csv").open(encoding="utf-8") as file:
        assert [row["extract"] for row in csv.DictReader(file)] == extracts
