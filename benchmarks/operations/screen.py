"""The reader on a screen of its own, beside an application with nothing on it; both without a terminal."""

from __future__ import annotations

import asyncio
import random
import time
from collections.abc import Mapping, Sequence

from textual.app import App, ComposeResult
from textual.pilot import Pilot
from textual.widget import Widget

from benchmarks import corpus
from benchmarks.measure import Race, Took, agree
from benchmarks.setting import Operation, Setting
from qualwork.model.transcript import Speaker, Transcript, TranscriptInfo, Turn
from qualwork.tui.reader.spans import CodedSpan
from qualwork.tui.reader.widget import Reader

SIZE = (120, 40)
PAGES = 20
CODINGS_A_TURN = 1.4
COLOURS = ("#0072b2", "#e69f00", "#009e73", "#cc79a7")


class Empty(App[None]):
    """Nothing on the screen."""

    def compose(self) -> ComposeResult:
        """One widget without content."""
        yield Widget()


class Reading(App[None]):
    """The reader alone."""

    def __init__(self, transcript: Transcript, codings: Sequence[CodedSpan]) -> None:
        super().__init__()
        self.given = (transcript, codings)

    def compose(self) -> ComposeResult:
        """The reader."""
        yield Reader()

    def on_mount(self) -> None:
        """Show what was given."""
        self.reader.load(*self.given)
        self.reader.focus()

    @property
    def reader(self) -> Reader:
        """The reader."""
        return self.query_one(Reader)


def open_transcript(setting: Setting) -> Race:
    """A long coded transcript opened, up to a quiet screen."""
    given = _given(setting)
    return Race(lambda: asyncio.run(_open(Reading(*given))), lambda: asyncio.run(_open(Empty())), "empty app")


def page_down(setting: Setting) -> Race:
    """A page down in it, up to a quiet screen."""
    given = _given(setting)
    return Race(lambda: asyncio.run(_page(Reading(*given))), lambda: asyncio.run(_page(Empty())), "empty app")


async def _open(app: App[None]) -> Took:
    wall, cpu = time.perf_counter(), time.process_time()
    async with app.run_test(size=SIZE) as pilot:
        await pilot.pause()
        return Took(time.process_time() - cpu, time.perf_counter() - wall)


async def _page(app: App[None]) -> Took:
    async with app.run_test(size=SIZE) as pilot:
        await pilot.pause()
        return await _press(pilot)


async def _press(pilot: Pilot[None]) -> Took:
    wall, cpu = time.perf_counter(), time.process_time()
    for _ in range(PAGES):
        await pilot.press("pagedown")
        await pilot.pause()
    return Took((time.process_time() - cpu) / PAGES, (time.perf_counter() - wall) / PAGES)


def _given(setting: Setting) -> tuple[Transcript, Sequence[CodedSpan]]:
    """A transcript of ten words a turn with codings, shown as it stands."""
    transcript = _transcript(setting)
    rng, text = random.Random(corpus.SEED), transcript.text
    codings = []
    for number in range(int(len(transcript.turns) * CODINGS_A_TURN)):
        start, code = rng.randrange(len(text) - 400), rng.randrange(40)
        end = start + rng.randrange(20, 400)
        codings.append(CodedSpan(number, code, f"code {code}", COLOURS[code % len(COLOURS)], start, end))
    asyncio.run(_agree(Reading(transcript, codings)))
    return transcript, codings


def _transcript(setting: Setting) -> Transcript:
    words = [word for answers in setting.answers.values() for answer in answers for word in answer.split()]
    parts, turns, at = [], [], 0
    for number in range(setting.size.turns):
        first = 10 * number % (len(words) - 10)
        label = ("Ben", "Ana")[number % 2]
        part = f"{label}: {' '.join(words[first : first + 10])}\n\n"
        parts.append(part)
        turns.append(Turn(at, at + len(part), at + len(label) + 2, label))
        at += len(part)
    speakers = (Speaker(1, 1, "Ben", "interviewer", None), Speaker(2, 1, "Ana", "participant", 1))
    info = TranscriptInfo(1, "long", 1, "long.txt", "", "txt", "utf-8", False, {}, speakers)
    return Transcript(info, "".join(parts), tuple(turns))


async def _agree(app: Reading) -> None:
    """The first line of each page is the text that stands where the reader says it is."""
    async with app.run_test(size=SIZE) as pilot:
        await pilot.pause()
        tops = []
        for _ in range(3):
            top = app.reader.top_offset
            tops.append(top)
            words = app.given[0].text[top : top + 60].replace("Ben: ", "").replace("Ana: ", "").split("\n")[0]
            agree(f"the line at {top} shows {words!r}", words in app.reader.render_line(0).text, True)
            await pilot.press("pagedown")
            await pilot.pause()
        agree("pages go down", tops, sorted(set(tops)))


OPERATIONS: Mapping[str, Operation] = {"reader-open": open_transcript, "reader-page": page_down}
