"""The Report tab by keys alone: narratives with linked quotes, looks at parts, exports, the check of a manuscript."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest
from textual.widgets import TextArea

from qualwork.tui.dialogs.line import Line
from qualwork.tui.tabs.report.outputs import PARTS
from qualwork.workbench.base import projects
from qualwork.workbench.themes import narrative, theming
from tests.tui.driving import LARGE, at_work, made, press, refusal, said, screen_text, settle, study

__all__ = ["made", "study"]


def stored(path: Path) -> dict[str, str]:
    with projects.open_project(path) as project:
        return {theme.name: theme.narrative for theme in theming.everything(project)}


async def test_a_narrative_is_written_with_a_quote_linked_by_id_read_and_undone(study: Path) -> None:
    async with at_work(study) as pilot:
        await press(pilot, "6", "j", "j", "e", "type:Family came first. ", "ctrl+g", "type:brother", "enter")
        await press(pilot, "type: Then the ward.", "ctrl+s")
        assert "kept" in said(pilot)
        await press(pilot, "tab")
        shown = " ".join(screen_text(pilot.app).split())
        assert "Family came first. “My brother rang every night.” (Teo) [4] Then the ward." in shown
        await press(pilot, "escape", "u")
    assert stored(study)["Carried by one's own"] == ""
    async with at_work(study) as pilot:
        await press(pilot, "6", "U")
        assert "1 of 2 narratives begun" in screen_text(pilot.app)
    assert stored(study)["Carried by one's own"] == "Family came first. [quote 4] Then the ward."


async def test_a_draft_waits_where_writing_was_left_and_a_link_to_nothing_is_refused(study: Path) -> None:
    async with at_work(study) as pilot:
        await press(pilot, "6", "j", "e", "type:See [quote 99].", "escape", "e")
        assert "See [quote 99]." in screen_text(pilot.app)
        await press(pilot, "ctrl+s")
        assert "there is no such coding" in refusal(pilot)
        assert pilot.app.screen.query_one(TextArea).text == "See [quote 99]."
        await press(pilot, "escape", "e")
        assert pilot.app.screen.query_one(TextArea).text == "See [quote 99]."
        pilot.app.screen.query_one(TextArea).text = ""
        await press(pilot, "escape", "e")
        assert pilot.app.screen.query_one(TextArea).text == ""
    assert set(stored(study).values()) == {""}


async def test_a_quote_whose_coding_went_is_named(study: Path) -> None:
    with projects.open_project(study) as project:
        theme = theming.everything(project)[0].id
        narrative.write(project, theme, "Nobody came: [quote 1].")
        from qualwork.workbench.codes import coding

        coding.remove(project, [1])
        assert narrative.read(project, theme).gone == (1,)
        narrative.write(project, theme, "Nobody ever came: [quote 1].")
    async with at_work(study, LARGE) as pilot:
        await press(pilot, "6", "j")
        await settle(pilot)
        assert "! [quote 1]: there is no such coding any more" in screen_text(pilot.app)


async def test_the_quotes_of_a_narrative_are_jumped_to_and_back(study: Path) -> None:
    with projects.open_project(study) as project:
        narrative.write(project, theming.everything(project)[0].id, "It was [quote 1].")
    async with at_work(study) as pilot:
        await press(pilot, "6", "j", "t", "enter")
        assert "[2 Code]" in screen_text(pilot.app) and "exhaustion" in screen_text(pilot.app)
        await press(pilot, "less_than_sign")
        shown = screen_text(pilot.app)
        assert "[6 Report]" in shown and "narrative of Nobody came down" in shown


@pytest.mark.parametrize("part", [part for part in PARTS if part.kinds], ids=lambda part: part.key)
def test_every_part_can_be_looked_at_and_written_as_each_of_its_kinds(
    study: Path, tmp_path: Path, part: object
) -> None:
    from qualwork.tui.tabs.report.outputs import Part

    assert isinstance(part, Part) and part.save is not None
    with projects.open_project(study) as project:
        assert part.look(project)
        for kind in part.kinds:
            written = part.save(project, tmp_path / f"{part.key}.{kind}", lambda *_: None)
            assert written and all(path.stat().st_size for path in written)


async def test_a_part_is_exported_with_a_look_at_its_first_rows_and_a_file_there_is_named(study: Path) -> None:
    async with at_work(study) as pilot:
        await press(pilot, "6")
        pilot.app.screen_stack[0].go_where("quotes")  # type: ignore[attr-defined]
        await settle(pilot)
        await press(pilot, "o")
        shown = screen_text(pilot.app)
        assert "Export: quotes" in shown and "[xlsx]" in shown and "exhaustion" in shown
        await press(pilot, "enter")
        assert "wrote study-quotes.xlsx" in said(pilot)
        await press(pilot, "o", "enter")
        assert "↵ once more replaces it" in screen_text(pilot.app)
        await press(pilot, "enter")
        assert "wrote study-quotes.xlsx" in said(pilot)
    with zipfile.ZipFile(study.parent / "study-quotes.xlsx") as book:
        assert "My brother rang every night." in book.read("xl/sharedStrings.xml").decode()


async def test_a_name_of_no_known_kind_or_in_no_folder_is_refused_before_anything_is_written(study: Path) -> None:
    async with at_work(study) as pilot:
        await press(pilot, "6")
        pilot.app.screen_stack[0].go_where("tree")  # type: ignore[attr-defined]
        await press(pilot, "o", "tab", "ctrl+u", "type:/no/such/tree.svg", "enter")
        assert "there is no such folder" in screen_text(pilot.app)
        await press(pilot, "ctrl+u", "type:tree.doc", "enter")
        assert "end the name in .svg, .png" in screen_text(pilot.app)


async def test_a_manuscript_is_checked_and_its_faults_gone_to(study: Path) -> None:
    paper = study.parent / "paper.md"
    paper.write_text(
        'They were alone: "nobody came down to the ward" (Rosa). Another said "My sister rang every night" (Teo).\n',
        encoding="utf-8",
    )
    async with at_work(study) as pilot:
        await press(pilot, "6", "c", "ctrl+u", f"type:{paper}", "enter")
        shown = screen_text(pilot.app)
        assert "2 quotations" in shown and "1 exact" in shown
        assert "brother" in shown
        await press(pilot, "enter")
        assert "[2 Code]" in screen_text(pilot.app)
        await press(pilot, "6", "c", "ctrl+u", "type:/no/paper.md", "enter")
        assert "/no/paper.md" in refusal(pilot)
        assert pilot.app.screen.query_one(Line).value == "/no/paper.md"
        await press(pilot, "escape")
        assert "[6 Report]" in screen_text(pilot.app)


async def test_a_quotation_that_nobody_said_leads_nowhere_and_the_list_stays(study: Path) -> None:
    paper = study.parent / "paper.md"
    paper.write_text('"The moon is made of green cheese, they told me twice" (Rosa).\n', encoding="utf-8")
    async with at_work(study) as pilot:
        await press(pilot, "6", "c", "ctrl+u", f"type:{paper}", "enter", "enter")
        assert refusal(pilot) == "it stands in no transcript"
        await press(pilot, "o")
        assert "Export: check" in screen_text(pilot.app)
        await press(pilot, "enter")
        assert "wrote study-check" in said(pilot)


async def test_without_themes_the_tab_says_where_they_are_made(tmp_path: Path) -> None:
    path = tmp_path / "new.qualwork"
    projects.create(path, "New", coder="ana").close()
    async with at_work(path) as pilot:
        await press(pilot, "6")
        assert "tab 3 makes themes" in screen_text(pilot.app)
        for _ in range(24):
            await press(pilot, "j")
        await press(pilot, "e", "t", "o", "escape", "escape")
