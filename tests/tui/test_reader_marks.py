"""What the reader marks beside codings: places of a search, and notes."""

from __future__ import annotations

import pytest
from textual.color import Color

from qualwork.tui import colour_themes
from qualwork.tui.colours import contrast
from tests.tui.reading import INTERVIEW, ReaderApp, interview, screen_text


def app_with() -> ReaderApp:
    """The reader with the interview and its codings."""
    return ReaderApp(*interview())


@pytest.mark.parametrize("theme", colour_themes.NAMES)
async def test_what_is_found_is_bold_and_can_be_read_in_every_theme(theme: str) -> None:
    app = app_with()
    async with app.run_test(size=(80, 24)) as pilot:
        for each in colour_themes.THEMES:
            app.register_theme(each)
        app.theme = theme
        await pilot.pause()
        start = INTERVIEW.index("relentless")
        app.reader.light([(start, start + len("relentless"))])
        lines = [app.reader.render_line(y) for y in range(24)]
        found = [segment for line in lines for segment in line if segment.style and segment.style.italic]
        lit = [segment for segment in found if segment.text == "relentless"]
        assert len(lit) == 1 and lit[0].style is not None and lit[0].style.bold
        ink, behind = lit[0].style.color, lit[0].style.bgcolor
        assert ink is not None and behind is not None
        assert contrast(Color.from_rich_color(ink), Color.from_rich_color(behind)) >= 4.5
        app.reader.light([])
        assert not any(segment.text == "relentless" for y in range(24) for segment in app.reader.render_line(y))


async def test_a_sign_stands_before_the_line_of_a_note_and_a_query_goes_before_a_note() -> None:
    app = app_with()
    async with app.run_test(size=(80, 24)) as pilot:
        at = INTERVIEW.index("They sent us")
        app.reader.set_notes([(at, "*"), (INTERVIEW.index("Did you feel"), "*"), (at + 2, "?")])
        await pilot.pause()
        shown = screen_text(app)
        assert "?No. They sent us" in shown and "*Did you feel" in shown
        app.reader.hide({"Interviewer"})
        await pilot.pause()
        assert "*" not in screen_text(app)
