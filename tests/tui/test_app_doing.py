"""Slow deeds, a file that another process holds, long work with progress, reasons, history, and places visited."""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Awaitable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TypeVar

from textual.pilot import Pilot

from qualwork.model.errors import BadInput
from qualwork.tui.app import QualworkApp
from qualwork.tui.dialogs.working import Waiting, Working
from qualwork.workbench.base import projects
from qualwork.workbench.base.progress import Progress
from qualwork.workbench.codes import codebook
from qualwork.workbench.transcripts import reading
from tests.tui.driving import (
    LARGE,
    at_work,
    codings,
    made,
    press,
    put_cursor,
    reader,
    said,
    screen_text,
    settle,
    study,
    verbs,
)
from tests.unit.workbench.named import code_id

__all__ = ["made", "study"]

Result = TypeVar("Result")


def app_of(pilot: Pilot[None]) -> QualworkApp:
    app = pilot.app
    assert isinstance(app, QualworkApp)
    return app


def begin(pilot: Pilot[None], asking: Awaitable[Result], results: list[Result]) -> None:
    """Begin with something that asks, and keep its result."""

    async def kept() -> None:
        results.append(await asking)

    app_of(pilot).dialogs.begin(kept(), "kept")


@contextmanager
def held(path: Path) -> Iterator[sqlite3.Connection]:
    """Another program that is writing to the file."""
    other = sqlite3.connect(path, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    try:
        yield other
    finally:
        if other.in_transaction:
            other.execute("ROLLBACK")
        other.close()


async def test_a_deed_waits_beside_the_screen_while_another_program_writes(study: Path) -> None:
    async with at_work(study) as pilot:
        await press(pilot, "2")
        put_cursor(pilot, "They sent us emails.")
        await press(pilot, "c", "type:exh")
        with held(study) as other:
            began = time.monotonic()
            await pilot.press("enter")
            await pilot.pause()
            assert time.monotonic() - began < 5
            assert isinstance(pilot.app.screen, Waiting)
            await pilot.resize_terminal(60, 20)
            await pilot.press("escape", "q", "u")
            assert "waits up to 15 seconds" in screen_text(pilot.app)
            other.execute("ROLLBACK")
            await settle(pilot)
        assert "coded “exhaustion”" in said(pilot)
        assert any(each.end - each.start == len("They sent us emails.") for each in reader(pilot).codings)
    assert ("exhaustion", "They sent us emails.") in codings(study)


async def test_places_are_not_waited_for(study: Path) -> None:
    async with at_work(study) as pilot:
        with held(study):
            began = time.monotonic()
            await press(pilot, "2", "3", "1", "f9")
            app_of(pilot).session.places.save()
            assert time.monotonic() - began < 5
        colours = pilot.app.theme
    with projects.open_project(study) as project:
        assert reading.remembered(project, "colours") == colours


async def test_a_fault_of_the_program_is_said_and_the_screen_lives_on(study: Path) -> None:
    def broken() -> None:
        raise ZeroDivisionError("by nought")

    async with at_work(study) as pilot:
        app_of(pilot).commands.run(broken, "done")
        assert "a fault of the program (ZeroDivisionError: by nought)" in said(pilot)
        await press(pilot, "2", "3")


async def test_long_work_shows_how_far_it_is_and_hands_on_its_result(study: Path) -> None:
    found: list[int | None] = []

    def work(progress: Progress) -> int:
        for at in range(3):
            progress(at, 3, "steps")
        return 42

    async with at_work(study) as pilot:
        begin(pilot, app_of(pilot).dialogs.long("Counting", work), found)
        await settle(pilot)
        assert found == [42]
        assert app_of(pilot).commands.busy is False


async def test_long_work_is_stopped_by_escape_before_its_next_step(study: Path) -> None:
    found: list[int | None] = []

    def work(progress: Progress) -> int:
        for at in range(10_000):
            progress(at, 10_000, "steps")
            time.sleep(0.005)
        return 42

    async with at_work(study) as pilot:
        begin(pilot, app_of(pilot).dialogs.long("Counting", work), found)
        await pilot.pause(0.3)
        assert isinstance(pilot.app.screen, Working)
        assert "of 10,000 steps" in screen_text(pilot.app)
        await pilot.resize_terminal(60, 20)
        await press(pilot, "escape")
        assert found == [None]
        assert "stopped" in said(pilot)


async def test_long_work_that_is_refused_says_why(study: Path) -> None:
    def work(progress: Progress) -> int:
        raise BadInput("that cannot be")

    async with at_work(study) as pilot:
        begin(pilot, app_of(pilot).dialogs.long("Counting", work), [])
        await settle(pilot)
        assert said(pilot) == "that cannot be"


async def test_a_line_of_why_may_stay_empty_is_kept_and_can_be_switched_off(study: Path) -> None:
    given: list[str | None] = []
    async with at_work(study) as pilot:
        app = app_of(pilot)
        for keys in (("type:the same thing", "enter"), ("enter",), ("escape",)):
            begin(pilot, app.dialogs.decide_why("Merge two codes?", str, "merged"), given)
            await settle(pilot)
            await press(pilot, *keys)
        assert given == ["the same thing", "", None]
        projects.set_setting(app.project, "ask_why", False)
        app.commands.refresh()
        begin(pilot, app.dialogs.decide_why("Merge two codes?", str, "merged"), given)
        await settle(pilot)
        assert given == ["the same thing", "", None, ""]
        details = ["3 codings go with it"]
        begin(pilot, app.dialogs.decide_why("Delete it?", str, "deleted", details, confirm=True), given)
        await settle(pilot)
        assert "3 codings go with it" in screen_text(pilot.app)
        assert "Why?" not in screen_text(pilot.app)
        await press(pilot, "enter")
        assert given == ["the same thing", "", None, "", ""]


async def test_history_of_a_code_names_before_after_and_why_and_undoes_from_there(study: Path) -> None:
    with projects.open_project(study) as project:
        code = codebook.rename_code(project, code_id(project, "exhaustion"), "being worn out", why="her own words")
        codebook.define_code(project, code_id(project, "kept going by others"), definition="Help from peers.")
    async with at_work(study) as pilot:
        app_of(pilot).histories.show(f"code:{code.id}")
        await settle(pilot)
        shown = screen_text(pilot.app)
        assert "rename code" in shown and "her own words" in shown
        assert "name: 'exhaustion' -> 'being worn out'" in shown
        await press(pilot, "u")
        assert "undo" in screen_text(pilot.app)
        await press(pilot, "escape")
    with projects.open_project(study) as project:
        names = [each.name for each in codebook.everything(project)]
    assert "exhaustion" in names
    assert verbs(study)[-2:] == ["define code", "undo"]


async def test_what_later_decisions_build_upon_is_not_undone_from_its_history(study: Path) -> None:
    with projects.open_project(study) as project:
        code = codebook.rename_code(project, code_id(project, "exhaustion"), "worn out")
        codebook.rename_code(project, code_id(project, "worn out"), "tired")
    before = verbs(study)
    async with at_work(study) as pilot:
        app_of(pilot).histories.show(f"code:{code.id}")
        await settle(pilot)
        await press(pilot, "j", "u")
        assert "undo that first" in said(pilot)
    assert verbs(study) == before


async def test_back_and_forward_go_through_the_places_visited(study: Path) -> None:
    async with at_work(study) as pilot:
        await press(pilot, "2", "ctrl+t", "type:rosa", "enter")
        put_cursor(pilot, "And now?")
        await press(pilot, "ctrl+t", "type:teo", "enter", "3")
        assert "[3 Themes]" in screen_text(pilot.app)
        await press(pilot, "less_than_sign")
        assert "[2 Code]" in screen_text(pilot.app) and "teo" in screen_text(pilot.app)
        await press(pilot, "less_than_sign")
        assert "rosa · turn 8/9" in screen_text(pilot.app)
        await press(pilot, "greater_than_sign", "greater_than_sign")
        assert "[3 Themes]" in screen_text(pilot.app)
        await press(pilot, "greater_than_sign")
        assert "no place after" in said(pilot)


async def test_a_letter_goes_to_its_pane_wide_and_narrow(study: Path) -> None:
    for size in ((80, 24), LARGE):
        async with at_work(study, size) as pilot:
            await press(pilot, "3")
            assert pilot.app.focused is not None and pilot.app.focused.id == "themes"
            await press(pilot, "ctrl+o")
            assert "Shelf" in screen_text(pilot.app)
            await pilot.resize_terminal(100, 20)
            await press(pilot, "s")
            assert pilot.app.focused is not None and pilot.app.focused.id == "without"
