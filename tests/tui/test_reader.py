"""The reader through keys and mouse, on a narrow screen and a wide one."""

from __future__ import annotations

import pytest
from textual import events
from textual.geometry import Offset
from textual.pilot import Pilot
from textual.strip import Strip

from qualwork.tui.reader.keys import BINDINGS
from qualwork.tui.reader.widget import Reader
from tests.tui.reading import INTERVIEW, ReaderApp, interview, rows, screen_text, transcript_of

SIZES = [(80, 24), (120, 40)]
LONG = "".join(f"Ann: Question number {n}?\n\nBen: This is answer {n}. It goes on for a while.\n\n" for n in range(200))


def app_with(text: str = INTERVIEW, offset: int = 0) -> ReaderApp:
    """The reader with the interview and its codings, or with another text and none."""
    transcript, codings = interview()
    return ReaderApp(transcript, codings, offset) if text is INTERVIEW else ReaderApp(transcript_of(text), (), offset)


def place_of(app: ReaderApp, text: str) -> tuple[int, int]:
    """Where on the screen a text begins."""
    for y, line in enumerate(screen_text(app).split("\n")):
        if text in line:
            return line.index(text), y
    raise AssertionError(f"{text!r} is not on the screen")


async def press_at(pilot: Pilot[None], place: tuple[int, int], **how: bool) -> None:
    """Press the mouse button and hold it."""
    await pilot.mouse_down(Reader, offset=place, **how)


async def drag_to(pilot: Pilot[None], app: ReaderApp, place: tuple[int, int]) -> None:
    """Move the pointer with the button held; the pilot's own hover does not say that it moved."""
    x, y = place
    reader = app.reader
    reader.post_message(events.MouseMove(reader, x, y, 0, 1, 1, False, False, False, x, y))
    await pilot.pause()


@pytest.mark.parametrize("size", SIZES)
async def test_reading_by_keys(size: tuple[int, int]) -> None:
    app = app_with()
    async with app.run_test(size=size) as pilot:
        reader = app.reader
        await pilot.press("}", "}")
        assert INTERVIEW[reader.cursor :].startswith("Honestly")
        assert reader.turn == 2
        await pilot.press("w", "w", "W", "W")
        assert reader.selected_text == "was relentless"
        await pilot.press("S")
        assert reader.selected_text == "was relentless."
        await pilot.press("escape")
        assert reader.selection is None
        await pilot.press("s")
        assert reader.selected_text == "Honestly, it was relentless."
        await pilot.press("s")
        assert reader.selected_text == "You'd come in and there would be four people waiting and no beds."
        await pilot.press("o", "w")
        assert reader.selection is None
        await pilot.press("t")
        assert reader.selected_text.startswith("Honestly") and reader.selected_text.endswith("alarms.")


async def test_selecting_with_v() -> None:
    app = app_with()
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("}", "}", "v", "w", "w", "l")
        assert app.reader.selecting and app.reader.selected_text == "Honestly, it"
        await pilot.press("e", "w", "v", "w")
        assert not app.reader.selecting and app.reader.selection is None


async def test_the_other_end_can_be_moved() -> None:
    app = app_with()
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("}", "}", "s", "o", "W", "W")
        assert app.reader.selected_text == "was relentless."


async def test_what_is_selected_is_said_once_and_only_when_it_changes() -> None:
    app = app_with()
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("}", "}", "s", "w")
        await pilot.pause()
        said = [message.selection for message in app.said if isinstance(message, Reader.SelectionChanged)]
        start = INTERVIEW.index("Honestly")
        assert said == [(start, start + len("Honestly, it was relentless.")), None]
        moved = [message.offset for message in app.said if isinstance(message, Reader.CursorMoved)]
        assert moved[-1] == app.reader.cursor and len(moved) == len(set(moved))


async def test_copying() -> None:
    app = app_with()
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("}", "}", "s", "y")
        assert app.clipboard == "Honestly, it was relentless."
        await pilot.press("S", "ctrl+c")
        assert app.clipboard.endswith("no beds.")
        assert [type(message) for message in app.said].count(Reader.Copied) == 2


async def test_enter_goes_through_the_codes_at_the_cursor() -> None:
    app = app_with()
    async with app.run_test(size=(80, 24)) as pilot:
        app.reader.go_to(INTERVIEW.index("waiting"))
        await pilot.press("enter", "enter", "enter")
        said = [message for message in app.said if isinstance(message, Reader.CodingActivated)]
        assert [message.coding.name for message in said] == ["exhaustion", "no beds", "exhaustion"]
        assert [coding.name for coding in said[0].here] == ["exhaustion", "no beds"]


@pytest.mark.parametrize("size", SIZES)
async def test_pages_go_down_and_up_again(size: tuple[int, int]) -> None:
    app = app_with(LONG)
    async with app.run_test(size=size) as pilot:
        reader = app.reader
        first = rows(app)
        await pilot.press("pagedown")
        assert rows(app)[0] == first[-1]
        assert reader.cursor >= reader.top_offset > 0
        await pilot.press("pageup")
        assert rows(app) == first
        await pilot.press("G")
        assert "answer 199" in screen_text(app)
        await pilot.press("g")
        assert rows(app) == first


async def test_moving_goes_on_from_what_is_seen_after_the_wheel() -> None:
    app = app_with(LONG)
    async with app.run_test(size=(80, 24)) as pilot:
        for _ in range(30):
            app.reader.post_message(events.MouseScrollDown(app.reader, 5, 5, 0, 1, 0, False, False, False))
        await pilot.pause()
        top = app.reader.top_offset
        assert top > 0 and app.reader.cursor < 10
        await pilot.press("w")
        assert app.reader.cursor >= top


async def test_the_view_is_told_with_what_is_seen() -> None:
    app = app_with(LONG)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("pagedown")
        await pilot.pause()
        last = [message for message in app.said if isinstance(message, Reader.ViewChanged)][-1]
        assert last.first == app.reader.top_offset
        shown = [line for line in rows(app) if line]
        assert shown[0] in LONG[last.first : last.first + 80]
        assert LONG[: last.last].strip().endswith(shown[-1])


async def test_a_long_turn_still_says_who_speaks() -> None:
    app = app_with("Ben: " + "word " * 2000)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("pagedown", "pagedown")
        assert screen_text(app).split("\n")[0].split()[:2] == ["1", "Ben"]


@pytest.mark.parametrize("size", SIZES)
async def test_dragging_selects(size: tuple[int, int]) -> None:
    app = app_with()
    async with app.run_test(size=size) as pilot:
        x, y = place_of(app, "relentless")
        await press_at(pilot, (x, y))
        await drag_to(pilot, app, (x + 4, y))
        assert app.reader.selected_text == "relen"
        await drag_to(pilot, app, (0, y))
        assert app.reader.selected_text == "Honestly, it was r"
        await drag_to(pilot, app, (size[0] - 3, y))
        assert app.reader.selected_text.startswith("relentless. You'd come in and")
        await pilot.mouse_up(Reader, offset=(size[0] - 3, y))
        await drag_to(pilot, app, (x, y + 2))
        assert app.reader.selected_text.startswith("relentless. You'd come in and")


async def test_clicks_select_word_and_turn_and_shift_extends() -> None:
    app = app_with()
    async with app.run_test(size=(80, 24)) as pilot:
        place = place_of(app, "relentless")
        await pilot.click(Reader, offset=place, times=2)
        assert app.reader.selected_text == "relentless"
        await pilot.click(Reader, offset=place_of(app, "come in"), shift=True)
        assert app.reader.selected_text == "relentless. You'd come"
        await pilot.click(Reader, offset=place_of(app, "Did you feel"), times=3)
        assert app.reader.selected_text == "Did you feel supported by management?"
        await pilot.click(Reader, offset=place)
        assert app.reader.selection is None
        assert INTERVIEW[app.reader.cursor :].startswith("relentless")


async def test_both_halves_of_a_wide_character_are_it() -> None:
    app = app_with("Ben: yes 日本語 jokes 😀!")
    async with app.run_test(size=(80, 24)) as pilot:
        x, y = place_of(app, "yes")
        for start, end, expected in [(4, 9, "日本語"), (5, 8, "日本語"), (6, 7, ""), (16, 18, "😀"), (19, 17, "😀!")]:
            await press_at(pilot, (x + start, y))
            await drag_to(pilot, app, (x + end, y))
            await pilot.mouse_up(Reader, offset=(x + end, y))
            assert app.reader.selected_text == expected


async def test_holding_the_pointer_beyond_the_edge_scrolls_and_selects() -> None:
    app = app_with(LONG)
    async with app.run_test(size=(80, 24)) as pilot:
        await press_at(pilot, place_of(app, "Question number 1?"))
        start = app.reader.cursor
        await drag_to(pilot, app, (20, 23))
        for _ in range(100):
            if app.reader.top_offset > 1500:
                break
            await pilot.pause(0.05)
        selection = app.reader.selection
        assert selection is not None and selection[0] == start and selection[1] > 1500
        await pilot.mouse_up(Reader, offset=(20, 23))
        top = app.reader.top_offset
        await pilot.pause(0.2)
        assert app.reader.top_offset == top


async def test_a_click_in_the_margin_points_at_the_coding() -> None:
    app = app_with()
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("}", "}", "s")
        await pilot.click(Reader, offset=place_of(app, "isolation"))
        await pilot.pause()
        said = [message for message in app.said if isinstance(message, Reader.CodingActivated)]
        assert [message.coding.name for message in said] == ["isolation"]
        assert app.reader.selected_text == "Honestly, it was relentless."


@pytest.mark.parametrize("width", [20, 33, 60, 79, 100, 200])
async def test_resizing_keeps_the_line_on_top(width: int) -> None:
    app = app_with(LONG)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press(*["pagedown"] * 5)
        top, cursor = app.reader.top_offset, app.reader.cursor
        for other in (width, 50, 120, 80):
            await pilot.resize_terminal(other, 30)
            await pilot.pause()
            assert app.reader.top_offset == top
            layout_line = app.reader.hit(Offset(200, 0))
            assert layout_line.start >= top
        assert app.reader.cursor == cursor


async def test_text_is_never_dropped_however_narrow() -> None:
    for width in (4, 12, 24, 40):
        app = app_with("Ben: one two three four")
        async with app.run_test(size=(width, 24)) as pilot:
            await pilot.pause()
            assert "onetwothreefour" in "".join(screen_text(app).split()).replace("1Ben", "").replace("1", "")


async def test_loading_begins_where_reading_ended() -> None:
    offset = LONG.index("This is answer 77")
    app = app_with(LONG, offset)
    async with app.run_test(size=(80, 24)):
        assert "This is answer 77." in screen_text(app).split("\n")[0]
        assert app.reader.cursor == offset == app.reader.top_offset


async def test_going_to_a_place_and_selecting_one_bring_it_into_view() -> None:
    app = app_with(LONG)
    async with app.run_test(size=(80, 24)) as pilot:
        app.reader.go_to(LONG.index("answer 150"))
        await pilot.pause()
        assert "answer 150" in screen_text(app)
        start = LONG.index("answer 20.")
        app.reader.select(start, start + 9)
        await pilot.pause()
        assert app.reader.selected_text == "answer 20" and "answer 20." in screen_text(app)


async def test_places_beyond_the_text_mean_its_edges() -> None:
    app = app_with()
    async with app.run_test(size=(80, 24)) as pilot:
        app.reader.select(-5, len(INTERVIEW) + 5)
        await pilot.pause()
        assert app.reader.selected_text == INTERVIEW.strip()
        app.reader.go_to(10**9)
        assert app.reader.cursor <= len(INTERVIEW)


async def test_loading_another_transcript_in_the_middle_of_a_drag() -> None:
    app = app_with(LONG)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("G")
        await press_at(pilot, place_of(app, "answer 199"))
        app.reader.load(transcript_of("Ben: short"))
        await pilot.pause(0.1)
        await drag_to(pilot, app, (16, 0))
        await pilot.press("L")
        assert app.reader.selected_text == "s"


async def test_new_codings_show_at_once_and_leave_the_selection() -> None:
    app = app_with()
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("}", "}", "s")
        assert "isolation" in screen_text(app)
        app.reader.set_codings([])
        await pilot.pause()
        assert "isolation" not in screen_text(app)
        assert app.reader.selected_text == "Honestly, it was relentless."


async def test_only_lines_that_look_different_are_sent_again(monkeypatch: pytest.MonkeyPatch) -> None:
    app = app_with()
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("}", "}")
        await pilot.pause()
        painted: list[int] = []
        original = Reader.render_line

        def counted(reader: Reader, y: int) -> Strip:
            painted.append(y)
            return original(reader, y)

        monkeypatch.setattr(Reader, "render_line", counted)
        await pilot.press("l")
        await pilot.pause()
        assert len(set(painted)) == 1


async def test_options_show_times_hide_the_margin_and_blank_lines() -> None:
    transcript = transcript_of(INTERVIEW, minutes=True)
    app = ReaderApp(transcript, interview()[1])
    async with app.run_test(size=(100, 24)) as pilot:
        assert "1:01" not in screen_text(app) and "" in rows(app)[:9]
        app.reader.show_times = True
        app.reader.show_margin = False
        app.reader.compact = True
        await pilot.pause()
        shown = screen_text(app)
        assert "1:01" in shown and "isolation" not in shown and "" not in rows(app)[:9]


async def test_an_empty_transcript_and_no_transcript_bear_every_key() -> None:
    keys = [key for binding in BINDINGS for key in getattr(binding, "key", "").split(",") if key != "ctrl+c"]
    for text in ("", "\n\n", "Ben: "):
        app = app_with(text)
        async with app.run_test(size=(80, 24)) as pilot:
            await pilot.press(*keys)
            await pilot.click(Reader, offset=(30, 5))
            assert app.reader.selection is None


async def test_every_binding_has_an_id_of_its_own_and_can_be_remapped() -> None:
    ids = [getattr(binding, "id", None) for binding in BINDINGS]
    assert None not in ids and len(set(ids)) == len(ids)
    used = [key for binding in BINDINGS for key in getattr(binding, "key", "").split(",")]
    assert len(set(used)) == len(used)
    app = app_with()
    async with app.run_test(size=(80, 24)) as pilot:
        app.set_keymap({"reader.next-turn": "f2"})
        await pilot.press("f2", "f2")
        assert app.reader.turn == 2


async def test_the_terminals_own_cursor_stands_on_ours() -> None:
    app = app_with()
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("}", "}", "w")
        x, y = place_of(app, "it was")
        assert app.cursor_position == Offset(x, y)


async def test_escape_sequences_in_a_transcript_do_not_reach_the_screen() -> None:
    app = app_with("Ben: hello \x1b[2J\x07 world\u202e!")
    async with app.run_test(size=(80, 24)):
        assert "hello ␛[2J␇ world" in screen_text(app)
        assert "\x1b" not in screen_text(app) and "\u202e" not in screen_text(app)
