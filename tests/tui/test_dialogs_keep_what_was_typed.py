"""A dialog keeps what was typed until the decision is made; a refusal is shown in it, and keys stay with it."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from textual import events
from textual.pilot import Pilot
from textual.screen import ModalScreen
from textual.widgets import Static, TextArea

from qualwork.tui.dialogs.asking import AskReason
from qualwork.tui.dialogs.base import Dialog
from qualwork.tui.dialogs.drafts import Drafts
from qualwork.tui.dialogs.line import Line
from qualwork.workbench.base import projects
from qualwork.workbench.codes import codebook
from qualwork.workbench.themes import theming
from qualwork.workbench.transcripts import reading
from tests.tui.driving import LARGE, at_work, codings, press, put_cursor, screen_text, settle, verbs
from tests.tui.driving import made as made
from tests.tui.driving import refusal as refusal
from tests.tui.driving import study as study

CODEBOOK = ("2", "tab", "home")
REFUSED = {
    "a new code": ((*CODEBOOK, "a"), "exhaustion", "there is a code 'exhaustion' in that place already"),
    "a code renamed": ((*CODEBOOK, "r"), "Kept going by others", "there is a code 'kept going by others'"),
    "a transcript renamed": (("1", "g", "r"), "teo", "there is a transcript 'teo'"),
    "a new theme": (("3", "a"), "nobody came down", "there is a theme 'Nobody came down'"),
}
"""Keys that open a dialog, a text that is refused there, and words of the reason."""


def typed(pilot: Pilot[None]) -> str:
    """What stands in the line of the open dialog."""
    return pilot.app.screen.query_one(Line).value


async def write(pilot: Pilot[None], text: str) -> None:
    """Write a text in the place of the one that stands in the line."""
    pilot.app.screen.query_one(Line).value = ""
    await press(pilot, f"type:{text}")


def code_names(path: Path) -> set[str]:
    """All codes in the file."""
    with projects.open_project(path) as project:
        return {code.name for code in codebook.everything(project)}


async def test_a_theme_is_not_renamed_to_a_taken_name_and_both_lines_stay(study: Path) -> None:
    async with at_work(study) as pilot:
        await press(pilot, "3", "a", "type:Second", "enter", "r")
        await write(pilot, "nobody came down")
        before = verbs(study)
        await press(pilot, "enter", "type:they are one", "enter")
        assert typed(pilot) == "nobody came down"
        assert "there is a theme 'Nobody came down'" in refusal(pilot)
        assert verbs(study) == before
        await press(pilot, "type: either", "enter")
        assert typed(pilot) == "they are one"
        await press(pilot, "enter")
        assert not isinstance(pilot.app.screen, ModalScreen)
    with projects.open_project(study) as project:
        assert "nobody came down either" in [theme.name for theme in theming.everything(project)]


async def test_a_draft_renamed_to_a_taken_name_stays_in_its_line(study: Path) -> None:
    async with at_work(study) as pilot:
        await press(pilot, "3", "f", "c", "type:spring", "enter")
        assert isinstance(pilot.app.screen, Drafts)
        await press(pilot, "c", "type:Spring", "enter")
        assert "there is a theme draft 'spring'" in refusal(pilot)
        assert typed(pilot) == "Spring"
        await press(pilot, "type: and summer", "enter")
        assert isinstance(pilot.app.screen, Drafts)
        await press(pilot, "escape")
        assert not isinstance(pilot.app.screen, ModalScreen)


async def test_an_essence_that_is_left_waits_and_one_that_is_kept_waits_no_more(study: Path) -> None:
    async with at_work(study) as pilot:
        await press(pilot, "3", "e", "type: And more.", "escape", "e")
        area = pilot.app.screen.query_one("#text", TextArea)
        assert area.text.endswith("And more.")
        before = verbs(study)
        await press(pilot, "f2", "e")
        assert len(verbs(study)) == len(before) + 1
        assert pilot.app.screen.query_one("#text", TextArea).text.endswith("And more.")
        await press(pilot, "f2")
        assert not isinstance(pilot.app.screen, ModalScreen)
        assert len(verbs(study)) == len(before) + 1


async def test_a_pattern_that_is_broken_stays_in_its_line(study: Path) -> None:
    async with at_work(study, LARGE) as pilot:
        await press(pilot, "7", "/", "type:re:tire(d", "enter")
        assert "re:tire(d" in refusal(pilot)
        assert typed(pilot) == "re:tire(d"
        await press(pilot, "type:)", "enter")
        assert not isinstance(pilot.app.screen, ModalScreen)
        assert "“re:tire(d)”" in screen_text(pilot.app)


@contextmanager
def held(path: Path) -> Iterator[sqlite3.Connection]:
    """Another process that writes to the project."""
    other = sqlite3.connect(path, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    try:
        yield other
    finally:
        other.close()


async def test_facts_refuse_a_line_that_is_none_and_keep_the_text(study: Path) -> None:
    async with at_work(study) as pilot:
        before = verbs(study)
        await press(pilot, "1", "g", "e", "type:place: canteen\nby night", "f2")
        assert refusal(pilot) == "line 2 is no fact: “by night”; write  name: value"
        area = pilot.app.screen.query_one("#text", TextArea)
        assert area.text == "place: canteen\nby night"
        assert verbs(study) == before
        await press(pilot, "home", "type:when: ", "f2")
        assert not isinstance(pilot.app.screen, ModalScreen)
    with projects.open_project(study) as project:
        assert {"place": "canteen", "when": "by night"} in [dict(info.attributes) for info in reading.infos(project)]


async def test_saving_a_table_under_a_taken_name_asks(study: Path) -> None:
    async with at_work(study, LARGE) as pilot:
        await press(pilot, "7", "a", "type:tired=tired", "enter", "S", "type:nights", "enter")
        assert verbs(study).count("save table") == 1
        await press(pilot, "r", "S", "type:Nights", "enter")
        assert isinstance(pilot.app.screen, AskReason)
        await press(pilot, "escape")
        assert typed(pilot) == "Nights"
        assert verbs(study).count("save table") == 1
        await press(pilot, "enter", "enter")
        assert not isinstance(pilot.app.screen, ModalScreen)
    assert verbs(study).count("save table") == 2


@pytest.mark.parametrize("dialog", REFUSED)
async def test_a_refused_line_stays_with_its_text_and_says_why(study: Path, dialog: str) -> None:
    keys, text, reason = REFUSED[dialog]
    async with at_work(study) as pilot:
        before = verbs(study)
        await press(pilot, *keys)
        asked = pilot.app.screen
        await write(pilot, text)
        await press(pilot, "enter")
        assert pilot.app.screen is asked
        assert typed(pilot) == text
        assert reason in refusal(pilot)
        assert verbs(study) == before
        await press(pilot, "type: of all kinds")
        assert typed(pilot) == f"{text} of all kinds"
        assert not refusal(pilot)
        await press(pilot, "enter")
        assert not isinstance(pilot.app.screen, ModalScreen)
    assert len(verbs(study)) == len(before) + 1


async def test_a_code_renamed_to_a_taken_name_can_be_merged_from_the_dialog(study: Path) -> None:
    async with at_work(study) as pilot:
        await press(pilot, *CODEBOOK, "r")
        await write(pilot, "kept going by others")
        await press(pilot, "enter")
        hint = str(pilot.app.screen.query_one("#hint", Static).content)
        assert hint.startswith("f2 merges “exhaustion” into “kept going by others”")
        await press(pilot, "f2", "escape")
        assert typed(pilot) == "kept going by others"
        await press(pilot, "f2", "type:the same thing", "enter")
        assert not isinstance(pilot.app.screen, ModalScreen)
    assert code_names(study) == {"family", "kept going by others"}
    assert ("kept going by others", "it was relentless") in codings(study)


async def test_a_name_that_is_free_offers_nothing(study: Path) -> None:
    async with at_work(study) as pilot:
        await press(pilot, *CODEBOOK, "r", "type: and more", "f2")
        assert typed(pilot) == "exhaustion and more"
        await press(pilot, "enter")
    assert "exhaustion and more" in code_names(study)


async def test_the_same_name_again_is_no_decision(study: Path) -> None:
    async with at_work(study) as pilot:
        before = verbs(study)
        await press(pilot, *CODEBOOK, "r", "enter")
        assert not isinstance(pilot.app.screen, ModalScreen)
    assert verbs(study) == before


async def test_a_dialog_waits_for_a_file_that_is_held_and_hears_no_keys_meanwhile(study: Path) -> None:
    async with at_work(study) as pilot:
        await press(pilot, *CODEBOOK, "a", "type:calm")
        with held(study) as other:
            await pilot.press("enter")
            while not refusal(pilot):
                await pilot.pause(0.01)
            assert refusal(pilot).startswith("waiting")
            await pilot.press("x", "y", "escape", "enter")
            assert typed(pilot) == "calm"
            other.execute("ROLLBACK")
            await settle(pilot)
        assert not isinstance(pilot.app.screen, ModalScreen)
    assert {"calm"} == code_names(study) - {"exhaustion", "family", "kept going by others"}


async def test_a_draft_of_a_card_waits_where_the_decision_is_left(study: Path) -> None:
    async with at_work(study) as pilot:
        await press(pilot, *CODEBOOK, "e", "type: Beyond tired.", "f2", "e")
        assert "Beyond tired." in pilot.app.screen.query_one("#definition", TextArea).text
        await press(pilot, "f2")
        assert not isinstance(pilot.app.screen, ModalScreen)
    assert verbs(study).count("define code") == 1


async def test_an_answer_below_another_dialog_waits_until_that_is_gone(study: Path) -> None:
    async with at_work(study, LARGE) as pilot:
        heard: list[str | None] = []
        below: Dialog[str] = AskReason("below")
        above: Dialog[str] = AskReason("above")
        pilot.app.push_screen(below, heard.append)
        pilot.app.push_screen(above)
        await pilot.pause()
        below.dismiss("early")
        await pilot.pause()
        assert pilot.app.screen is above
        assert heard == []
        above.dismiss(None)
        await settle(pilot)
        assert heard == ["early"]
        assert not isinstance(pilot.app.screen, ModalScreen)


async def test_keys_typed_at_a_dialog_that_closes_do_nothing_to_the_tab(study: Path) -> None:
    """`x` takes a code away: typed with the answer, it must not reach the coding below."""
    async with at_work(study) as pilot:
        await press(pilot, "2")
        put_cursor(pilot, "it was relentless")
        before = codings(study)
        for _ in range(5):
            await press(pilot, "m")
            assert isinstance(pilot.app.screen, ModalScreen)
            for key in ("escape", "x", "x"):
                pilot.app.post_message(events.Key(key, key if len(key) == 1 else None))
            await settle(pilot)
            assert not isinstance(pilot.app.screen, ModalScreen)
        assert codings(study) == before
        await press(pilot, "x")
    assert len(codings(study)) == len(before) - 1


async def test_keys_behind_one_that_opens_a_dialog_do_nothing_to_the_tab(study: Path) -> None:
    async with at_work(study) as pilot:
        await press(pilot, "2")
        put_cursor(pilot, "it was relentless")
        before = codings(study)
        for key in ("c", "x", "x", "c"):
            pilot.app.post_message(events.Key(key, key))
        await settle(pilot)
        assert len(pilot.app.screen_stack) == 2
    assert codings(study) == before
