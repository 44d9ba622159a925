"""What the reader looks like, as text; `pytest --update-screens` writes the files anew."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.tui.reading import INTERVIEW, ReaderApp, interview, screen_text, transcript_of

Golden = Callable[[str, str], None]

WIDE = """\
Interviewer: 你好吗？

Yumi: 我很好，谢谢。今天我们讨论了很多关于支持小组的事情，大家都很累，但是也很高兴。👩‍👩‍👧 🇯🇵 e\u0301 ok

Interviewer: ما معنى ذلك؟

Yumi: A word-that-is-much-too-long-for-the-line-it-stands-in-because-nobody-ever-put-a-blank-into-it, and more.
"""


@pytest.mark.parametrize("size", [(40, 24), (80, 24), (120, 40), (200, 60)])
async def test_interview(size: tuple[int, int], golden: Golden) -> None:
    app = ReaderApp(*interview())
    async with app.run_test(size=size) as pilot:
        await pilot.pause()
        golden(f"reader-{size[0]}x{size[1]}", screen_text(app))


async def test_scrolled_into_a_turn(golden: Golden) -> None:
    app = ReaderApp(*interview(), offset=INTERVIEW.index("I remember"))
    async with app.run_test(size=(80, 12)) as pilot:
        await pilot.pause()
        golden("reader-scrolled-80x12", screen_text(app))


async def test_compact_with_times(golden: Golden) -> None:
    app = ReaderApp(transcript_of(INTERVIEW, minutes=True), interview()[1])
    async with app.run_test(size=(100, 24)) as pilot:
        app.reader.show_times = app.reader.compact = True
        await pilot.pause()
        golden("reader-compact-times-100x24", screen_text(app))


async def test_wide_joined_and_right_to_left_characters(golden: Golden) -> None:
    app = ReaderApp(transcript_of(WIDE))
    async with app.run_test(size=(60, 20)) as pilot:
        await pilot.pause()
        golden("reader-wide-60x20", screen_text(app))
