"""Coding on the screen in a project with very many codings, beside one with a hundred; both without a terminal."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable, Mapping

from textual.pilot import Pilot

from benchmarks.measure import Race, Side, Took, agree
from benchmarks.setting import Operation, Setting
from qualwork.tui.app import QualworkApp
from qualwork.tui.reader.widget import Reader
from qualwork.workbench.base.projects import Project
from qualwork.workbench.codes import coding

SIZE = (120, 40)
TIMES = 6


def code_picker(setting: Setting) -> Race:
    """The picker opened, two letters typed, and closed."""
    return _race(setting, "c", "o", "d", "escape")


def code_again(setting: Setting) -> Race:
    """The next sentence selected and given the code used last: the margin is shown anew."""
    return _race(setting, "s", "full_stop")


def _race(setting: Setting, *keys: str) -> Race:
    return Race(_side(setting.coded, keys), _side(setting.coded_little, keys), "100 codings")


def _side(project: Project, keys: tuple[str, ...]) -> Side:
    asyncio.run(_work(project, keys, _check))
    return lambda: asyncio.run(_work(project, keys))


async def _work(project: Project, keys: tuple[str, ...], check: Callable[[Pilot[None]], None] | None = None) -> Took:
    app = QualworkApp(project)
    async with app.run_test(size=SIZE) as pilot:
        await pilot.pause()
        await pilot.press("2", "s", "c", "enter", *keys)
        await pilot.pause()
        if check is not None:
            check(pilot)
        wall, cpu = time.perf_counter(), time.process_time()
        for _ in range(TIMES):
            await pilot.press(*keys)
            await pilot.pause()
        return Took((time.process_time() - cpu) / TIMES, (time.perf_counter() - wall) / TIMES)


def _check(pilot: Pilot[None]) -> None:
    """What the reader shows is what the file holds."""
    app = pilot.app
    assert isinstance(app, QualworkApp)
    reader, transcript = app.screen_stack[0].query_one(Reader), app.session.transcript
    assert transcript is not None
    kept = coding.in_transcript(app.project, transcript.info.id)
    agree("codings on the screen", sorted(each.coding for each in reader.codings), sorted(each.id for each in kept))


OPERATIONS: Mapping[str, Operation] = {"code-picker": code_picker, "code-again": code_again}
