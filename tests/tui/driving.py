"""A small study on disk, the program round it, and looking at what came of keys: on the screen and in the file."""

from __future__ import annotations

import shutil
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from pathlib import Path

import pytest
from textual import events
from textual.pilot import Pilot
from textual.screen import ModalScreen
from textual.widgets import DirectoryTree, Static
from textual.worker import Worker, WorkerCancelled

from qualwork.tui.app import QualworkApp
from qualwork.tui.dialogs.base import ASKING
from qualwork.tui.reader.widget import Reader
from qualwork.tui.widgets.chrome import StatusLine
from qualwork.workbench.base import projects
from qualwork.workbench.codes import codebook, coding
from qualwork.workbench.log import auditing
from qualwork.workbench.themes import theming
from qualwork.workbench.transcripts import importing
from tests.tui.reading import INTERVIEW
from tests.tui.reading import screen_text as screen_text
from tests.unit.workbench.named import apply, code_id, theme_id

SECOND = """\
Interviewer: What helped you most?

Teo: My brother rang every night. He never asked how I was, he told me what he had cooked.

Interviewer: And at work?

Teo: At work nobody asked. You kept it to yourself, you put it in the locker with your shoes.
"""
SMALL, LARGE = (80, 24), (120, 40)


def make_study(path: Path) -> Path:
    """Two interviews, three codes (one below another), four codings, a theme with a subtheme."""
    folder = path.parent / "interviews"
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "rosa.txt").write_text(INTERVIEW, encoding="utf-8")
    (folder / "teo.txt").write_text(SECOND, encoding="utf-8")
    with projects.create(path, "Night shifts", coder="ana") as project:
        importing.import_paths(project, [folder])
        codebook.add_code(project, "exhaustion", colour="#0072b2", definition="Being tired beyond what sleep mends.")
        codebook.add_code(project, "kept going by others", colour="#e69f00")
        codebook.add_code(project, "family", under=code_id(project, "kept going by others"), colour="#009e73")
        for code, title, quote in (
            ("exhaustion", "rosa", "it was relentless"),
            ("exhaustion", "rosa", "I'm tired. I'm still tired."),
            ("family", "rosa", "My sister was the one who kept me going"),
            ("family", "teo", "My brother rang every night."),
        ):
            apply(project, code, title, quote=quote)
        theming.add_theme(project, "Nobody came down", essence="Help from above was words.")
        theming.add_theme(project, "Carried by one's own", under=theme_id(project, "Nobody came down"))
        theming.assign(project, code_id(project, "family"), theme_id(project, "Carried by one's own"))
    return path


@pytest.fixture(scope="session")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The study, made once."""
    return make_study(tmp_path_factory.mktemp("study") / "study.qualwork")


@pytest.fixture
def study(made: Path, tmp_path: Path) -> Path:
    """A copy of the study to work in."""
    return Path(shutil.copy(made, tmp_path / "study.qualwork"))


@asynccontextmanager
async def at_work(path: Path, size: tuple[int, int] = SMALL, coder: str | None = None) -> AsyncIterator[Pilot[None]]:
    """The program, open on a project; the project is closed at the end."""
    with projects.open_project(path, coder) as project:
        app = QualworkApp(project)
        async with app.run_test(size=size) as pilot:
            await settle(pilot)
            yield pilot


async def settle(pilot: Pilot[None]) -> None:
    """Wait until threads are done and the screen is still."""
    await pilot.pause()
    if await work_done(pilot):
        await pilot.pause()


async def work_done(pilot: Pilot[None]) -> bool:
    """Wait for work, of which there may be none: threads, decisions, and actions up to their next question.

    The loader of a folder tree runs as long as the tree lives, an action that asks as long as its dialog is open.
    """
    waited = False
    while working := _at_work(pilot):
        waited = True
        threads = [worker for worker in working if worker.group != ASKING]
        if threads:
            # A dialog that closes when its work is done cancels the worker that told it so.
            with suppress(WorkerCancelled):
                await pilot.app.workers.wait_for_complete(threads)
        await pilot.pause()
    return waited


def _at_work(pilot: Pilot[None]) -> list[Worker[object]]:
    working = [
        worker for worker in pilot.app.workers if not isinstance(worker.node, DirectoryTree) and not worker.is_finished
    ]
    asking = [worker for worker in working if worker.group == ASKING]
    dialogs = sum(isinstance(screen, ModalScreen) for screen in pilot.app.screen_stack)
    return [worker for worker in working if worker.group != ASKING] + asking[dialogs:]


async def press(pilot: Pilot[None], *keys: str) -> None:
    """Press keys; `type:` puts text where one writes, as a terminal does with what is pasted."""
    for key in keys:
        if key.startswith("type:"):
            pilot.app.post_message(events.Paste(key.removeprefix("type:")))
            await pilot.pause()
        else:
            await pilot.press(key)
        if await work_done(pilot):
            await pilot.pause()
    await settle(pilot)


def reader(pilot: Pilot[None]) -> Reader:
    """The reader of the open tab."""
    return pilot.app.screen_stack[0].query_one(Reader)


def said(pilot: Pilot[None]) -> str:
    """What the status line says was done."""
    return pilot.app.screen_stack[0].query_one(StatusLine).said


def refusal(pilot: Pilot[None]) -> str:
    """Why the open dialog does not take the answer; empty where it says nothing."""
    line = pilot.app.screen.query_one("#refusal", Static)
    return str(line.content) if line.display else ""


def put_cursor(pilot: Pilot[None], quote: str) -> None:
    """Put the cursor on a quote: what a person does with moves."""
    transcript = reader(pilot).transcript
    assert transcript is not None
    reader(pilot).go_to(transcript.text.index(quote))


def codings(path: Path) -> list[tuple[str, str]]:
    """Code and extract of every coding in the file, seen by somebody who opens it anew."""
    with projects.open_project(path) as project:
        names = {code.id: code.name for code in codebook.everything(project)}
        return [(names[each.code], each.extract) for each in coding.listing(project)]


def tree(path: Path) -> list[tuple[int, str, tuple[str, ...]]]:
    """Depth, name and codes of every theme in the file."""
    with projects.open_project(path) as project:
        return [(depth, node.theme.name, node.codes) for depth, node in theming.tree(project).walk()]


def verbs(path: Path) -> list[str]:
    """The verbs of all decisions in the file."""
    with projects.open_project(path) as project:
        return [decision.verb for decision in auditing.decisions(project)]
