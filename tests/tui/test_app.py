"""Opening, reading, finding, remembering; an empty project, a read-only one, and one that somebody else writes to."""

from __future__ import annotations

import stat
from pathlib import Path

import pytest

from qualwork.tui import colour_themes
from qualwork.tui.app import QualworkApp
from qualwork.workbench.base import projects
from qualwork.workbench.transcripts import reading
from tests.tui.driving import (
    LARGE,
    at_work,
    codings,
    made,
    press,
    put_cursor,
    reader,
    refusal,
    said,
    screen_text,
    settle,
    study,
)
from tests.unit.workbench.named import apply

__all__ = ["made", "study"]


async def test_the_list_says_how_much_was_read_and_enter_opens_the_reader(study: Path) -> None:
    async with at_work(study) as pilot:
        shown = screen_text(pilot.app)
        assert "2 transcripts" in shown
        assert "3 coded" in shown and "0% read" in shown
        await press(pilot, "j", "enter")
        assert "My brother rang every night" in screen_text(pilot.app)
        await press(pilot, "escape", "2", "1")
        assert "100% read" in screen_text(pilot.app)


async def test_tab_transcript_place_and_colours_are_there_again(study: Path) -> None:
    async with at_work(study) as pilot:
        await press(pilot, "2", "ctrl+t", "type:rosa", "enter")
        put_cursor(pilot, "And now?")
        await press(pilot, "f9")
        chosen = pilot.app.theme
    async with at_work(study) as pilot:
        assert "[2 Code]" in screen_text(pilot.app)
        assert "rosa · turn 8/9" in screen_text(pilot.app)
        assert pilot.app.theme == chosen == colour_themes.NAMES[1]


async def test_the_place_is_the_same_on_every_tab(study: Path) -> None:
    async with at_work(study) as pilot:
        await press(pilot, "g", "enter")
        put_cursor(pilot, "Did you feel supported")
        await press(pilot, "2")
        assert "turn 4/" in screen_text(pilot.app)
        await press(pilot, "n", "1")
        assert "rosa · turn 5/" in screen_text(pilot.app)


async def test_help_names_the_keys_of_where_one_is(study: Path) -> None:
    async with at_work(study, LARGE) as pilot:
        await press(pilot, "2", "question_mark")
        shown = screen_text(pilot.app)
        assert "Give the passage the code used last" in shown
        await press(pilot, "escape", "3", "f1")
        assert "Put what is marked under this theme" in screen_text(pilot.app)


async def test_the_palette_finds_deeds_transcripts_and_codes(study: Path) -> None:
    async with at_work(study) as pilot:
        await press(pilot, "ctrl+p", "type:transcript: teo", "enter")
        assert "My brother rang every night" in screen_text(pilot.app)
        await press(pilot, "ctrl+p", "type:code: exh", "enter")
        assert "2 extracts of 1 participant" in screen_text(pilot.app)
        await press(pilot, "escape", "ctrl+p", "type:light-con", "enter")
        assert pilot.app.theme == "light-contrast"


async def test_every_deed_of_the_palette_has_an_action_that_exists(study: Path) -> None:
    async with at_work(study) as pilot:
        for tab in ("1", "2", "3"):
            await press(pilot, tab)
            for active in pilot.app.screen.active_bindings.values():
                action = active.binding.action
                name = action.partition("(")[0].rpartition(".")[2]
                owner = pilot.app.screen if action.startswith("screen.") else active.node
                owner = pilot.app if action.startswith("app.") else owner
                assert hasattr(owner, f"action_{name}"), (active.binding.id, action)


async def test_an_empty_project_says_what_to_do_and_imports_a_folder(tmp_path: Path, made: Path) -> None:
    path = tmp_path / "new.qualwork"
    projects.create(path, "New", coder="ana").close()
    async with at_work(path) as pilot:
        for key in ("1", "2"):
            await press(pilot, key)
            assert "holds no interviews yet" in screen_text(pilot.app)
        await press(pilot, "3", "c", "1", "I")
        await press(pilot, "ctrl+u", f"type:{made.parent / 'interviews'}", "enter")
        shown = screen_text(pilot.app)
        assert "2 imported" in shown
        assert "Rosa: participant" in shown
        await press(pilot, "escape")
        assert "2 transcripts" in screen_text(pilot.app)
        await press(pilot, "u")
        assert "holds no interviews yet" in screen_text(pilot.app)


async def test_a_path_that_is_not_there_is_named(study: Path) -> None:
    async with at_work(study) as pilot:
        await press(pilot, "I", "ctrl+u", "type:/no/such/folder", "enter")
        assert "/no/such/folder: no such file or folder" in screen_text(pilot.app)


async def test_a_file_that_cannot_be_read_is_a_line_in_the_list(study: Path, tmp_path: Path) -> None:
    bad = tmp_path / "broken.docx"
    bad.write_bytes(b"PK\x03\x04 not a document")
    async with at_work(study) as pilot:
        await press(pilot, "I", "ctrl+u", f"type:{bad}", "enter")
        assert "0 imported · 1 refused" in screen_text(pilot.app)


async def test_deeds_say_that_a_project_is_read_only(study: Path) -> None:
    before = codings(study)
    study.chmod(stat.S_IRUSR)
    async with at_work(study) as pilot:
        assert "read-only" in screen_text(pilot.app)
        await press(pilot, "2")
        put_cursor(pilot, "They sent us emails.")
        await press(pilot, "c", "enter")
        assert "is read-only; nothing was changed" in said(pilot)
        await press(pilot, "f9", "u", "3", "a", "type:x", "enter")
        assert "is read-only" in refusal(pilot)
    assert codings(study) == before


async def test_what_another_process_writes_is_shown(study: Path) -> None:
    async with at_work(study) as pilot:
        await press(pilot, "2")
        put_cursor(pilot, "They sent us emails.")
        with projects.open_project(study, "ben") as other:
            apply(other, "exhaustion", "rosa", quote="They sent us emails.")
        app = pilot.app
        assert isinstance(app, QualworkApp)
        app.poll()
        await settle(pilot)
        at = reader(pilot).cursor
        assert [each.coder for each in reader(pilot).codings_at(at)] == ["ben"]
        await press(pilot, "u")
        assert "nothing to undo" not in said(pilot)
    assert ("exhaustion", "They sent us emails.") in codings(study)


async def test_a_transcript_that_another_process_takes_out_is_gone_from_the_screen(study: Path) -> None:
    async with at_work(study) as pilot:
        await press(pilot, "2", "ctrl+t", "type:rosa", "enter")
        from qualwork.workbench.log import auditing

        with projects.open_project(study, "ana") as other:
            while reading.infos(other):
                auditing.undo(other)
        app = pilot.app
        assert isinstance(app, QualworkApp)
        app.poll()
        await settle(pilot)
        assert "holds no interviews yet" in screen_text(pilot.app)
        await press(pilot, "1", "3", "2", "n", "x", "c")


@pytest.mark.parametrize("name", colour_themes.NAMES)
async def test_high_contrast_is_seven_to_one_and_the_others_four_and_a_half(study: Path, name: str) -> None:
    from textual.color import Color

    from qualwork.tui.colours import contrast

    theme = next(theme for theme in colour_themes.THEMES if theme.name == name)
    least = 7 if "contrast" in name else 4.5
    ink = Color.parse(theme.foreground or "")
    for behind in (theme.surface, theme.panel, theme.background):
        assert contrast(ink, Color.parse(behind or "")) >= least
        assert contrast(Color.parse(theme.accent or ""), Color.parse(behind or "")) >= least
    block, sign = (Color.parse(theme.variables[f"block-cursor-{part}"]) for part in ("background", "foreground"))
    assert contrast(block, sign) >= least


async def test_opens_at_sixty_columns_and_shows_text_there(study: Path) -> None:
    async with at_work(study, (60, 16)) as pilot:
        await press(pilot, "2", "g")
        assert "Recorded in a hospital" in screen_text(pilot.app)
