"""Dialogs over a transcript keep what was typed: places, notes, corrections of the text."""

from __future__ import annotations

from pathlib import Path

from textual.screen import ModalScreen
from textual.widgets import TextArea

from qualwork.tui.dialogs.asking import AskReason
from qualwork.tui.dialogs.correcting import Correct
from qualwork.tui.dialogs.listing import WideListing
from qualwork.workbench.base import projects
from qualwork.workbench.codes import memoing
from qualwork.workbench.transcripts import reading, revising
from tests.tui.driving import at_work, press, put_cursor, reader, verbs
from tests.tui.driving import made as made
from tests.tui.driving import study as study
from tests.tui.test_dialogs_keep_what_was_typed import refusal, typed, write

PASSAGE = "it was relentless"


def texts(path: Path) -> list[str]:
    """The texts of all transcripts."""
    with projects.open_project(path) as project:
        return [reading.load(project, info.id).text for info in reading.infos(project)]


def notes(path: Path) -> list[str]:
    """All notes."""
    with projects.open_project(path) as project:
        return [memo.text for memo in memoing.listing(project)]


async def test_a_turn_that_is_not_there_is_refused_where_it_was_typed(study: Path) -> None:
    async with at_work(study) as pilot:
        await press(pilot, "2")
        put_cursor(pilot, PASSAGE)
        before = reader(pilot).cursor
        await press(pilot, "colon", "type:4000", "enter")
        assert typed(pilot) == "4000"
        assert "4000" in refusal(pilot)
        assert reader(pilot).cursor == before
        await write(pilot, "1")
        await press(pilot, "enter")
        assert not isinstance(pilot.app.screen, ModalScreen)
        assert reader(pilot).turn == 0


async def test_a_correction_waits_while_its_reason_is_asked_and_where_that_is_left(study: Path) -> None:
    async with at_work(study) as pilot:
        before, log = texts(study), verbs(study)
        await press(pilot, "2")
        put_cursor(pilot, PASSAGE)
        await press(pilot, "E")
        area = pilot.app.screen.query_one(TextArea)
        area.text = area.text.replace("relentless", "without an end")
        await press(pilot, "ctrl+s")
        assert isinstance(pilot.app.screen, AskReason)
        await press(pilot, "escape")
        assert isinstance(pilot.app.screen, Correct)
        assert "without an end" in pilot.app.screen.query_one(TextArea).text
        assert (texts(study), verbs(study)) == (before, log)
        await press(pilot, "ctrl+s", "type:misheard", "enter")
        assert not isinstance(pilot.app.screen, ModalScreen)
    assert sum("without an end" in text for text in texts(study)) == 1
    assert len(verbs(study)) == len(log) + 1


async def test_a_correction_of_a_text_that_another_changed_is_refused_and_kept(study: Path) -> None:
    async with at_work(study) as pilot:
        await press(pilot, "2")
        put_cursor(pilot, PASSAGE)
        await press(pilot, "E")
        area = pilot.app.screen.query_one(TextArea)
        area.text = area.text.replace("relentless", "without an end")
        with projects.open_project(study, "bob") as other:
            rosa = next(info for info in reading.infos(other) if info.title == "rosa")
            text = reading.load(other, rosa.id).text
            revising.edit(other, rosa.id, text.replace("still tired", "tired still"))
        await press(pilot, "ctrl+s", "enter")
        assert isinstance(pilot.app.screen, Correct)
        assert "somebody else has edited it meanwhile" in refusal(pilot)
        assert "without an end" in pilot.app.screen.query_one(TextArea).text
    assert not any("without an end" in text for text in texts(study))


async def test_notes_are_settled_one_after_the_other_and_the_list_comes_back_at_the_same_one(study: Path) -> None:
    async with at_work(study) as pilot:
        await press(pilot, "2")
        put_cursor(pilot, PASSAGE)
        await press(pilot, "m", "type:first", "ctrl+s", "Q", "type:second", "ctrl+s", "M")
        await press(pilot, "j", "e")
        await press(pilot, "type: thought", "ctrl+s", "x")
        assert isinstance(pilot.app.screen, WideListing)
        await press(pilot, "d")
        assert isinstance(pilot.app.screen, WideListing)
        await press(pilot, "escape")
        assert not isinstance(pilot.app.screen, ModalScreen)
    assert notes(study) == ["first"]


async def test_a_note_without_words_is_none(study: Path) -> None:
    async with at_work(study) as pilot:
        before = verbs(study)
        await press(pilot, "2")
        put_cursor(pilot, PASSAGE)
        await press(pilot, "m", "ctrl+s")
        assert not isinstance(pilot.app.screen, ModalScreen)
    assert verbs(study) == before
