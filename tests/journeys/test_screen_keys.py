"""A study by keys alone, at 80x24: from import to a finished theme tree, a quote table and a verified log."""

from __future__ import annotations

import csv
from pathlib import Path

from qualwork.workbench.base import projects
from qualwork.workbench.codes import coding
from qualwork.workbench.log import auditing
from qualwork.workbench.study.demo import material
from qualwork.workbench.themes import quote_table, theming
from qualwork.workbench.transcripts import reading
from tests.tui.driving import at_work, press, put_cursor, said, screen_text

INTERVIEWS = material("corpora") / "support-group" / "interviews"
QUESTION = "How does a support group come to matter to the bereaved?"
CODED = (
    ("01-maren", "help read off a sheet", ("I took a photo of it",)),
    ("03-callum", "brought by someone else", ("get in the van",)),
)


async def test_from_import_to_theme_tree_and_quote_table_by_keys(tmp_path: Path) -> None:
    path = tmp_path / "group.qualwork"
    projects.create(path, "A support group", coder="kim").close()
    async with at_work(path) as pilot:
        await press(pilot, "f2", f"type:{QUESTION}", "f2")
        await press(pilot, "I", "ctrl+u", f"type:{INTERVIEWS}", "enter")
        assert "9 imported" in screen_text(pilot.app)
        await press(pilot, "escape", "2")
        for title, code, quotes in CODED:
            await press(pilot, "ctrl+t", f"type:{title}", "enter")
            for quote in quotes:
                put_cursor(pilot, quote)
                await press(pilot, "s", "c", f"type:{code}", "enter")
                assert code in said(pilot)
        await press(pilot, "}", "s", "full_stop")
        await press(pilot, "3", "a", "type:The first step was somebody else's", "enter")
        await press(pilot, "a", "type:Help that felt like a form", "enter")
        for theme in ("form", "somebody"):
            await press(pilot, "tab", "g", "t", f"type:{theme}", "enter", "shift+tab")
        await press(pilot, "6", "j", "e", "type:Nobody came alone: ", "ctrl+g", "enter", "type:.", "ctrl+s")
        assert "kept" in said(pilot)
        pilot.app.screen_stack[0].go_where("quotes")  # type: ignore[attr-defined]
        await press(pilot, "o", "right", "right", "right", "enter")
        assert "wrote group-quotes.csv" in said(pilot)
        pilot.app.screen_stack[0].go_where("tree")  # type: ignore[attr-defined]
        await press(pilot, "o", "enter")
        assert "wrote group-theme-tree.svg" in said(pilot)
        await press(pilot, "0")
        assert QUESTION in screen_text(pilot.app).replace("│", "")
        await press(pilot, "escape", "8", "v")
        assert "The log holds" in screen_text(pilot.app)
        await press(pilot, "escape")
    with projects.open_project(path) as project:
        assert projects.describe(project).research_question == QUESTION
        assert len(reading.infos(project)) == 9
        applied = coding.listing(project)
        assert len(applied) == 3
        tree = theming.tree(project)
        assert [(node.theme.name, node.extracts) for _, node in tree.walk()] == [
            ("The first step was somebody else's", 2),
            ("Help that felt like a form", 1),
        ]
        rows = list(quote_table.quotes(project).records())
        assert auditing.verify(project).ok
    with (tmp_path / "group-quotes.csv").open(encoding="utf-8") as file:
        written = list(csv.DictReader(file))
    assert [row["extract"] for row in written] == [row["extract"] for row in rows]
    assert "somebody else" in (tmp_path / "group-theme-tree.svg").read_text(encoding="utf-8")
