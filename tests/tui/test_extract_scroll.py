"""The scroll of extracts: thousands are laid out at once, each can be reached, and its words are all there."""

from __future__ import annotations

import time

from textual.app import App, ComposeResult

from qualwork.tui.panes.extract_scroll import ExtractScroll, Item
from tests.tui.reading import screen_text

LONG = " ".join(f"word{number}" for number in range(400))


def items(number: int, text: str = "It was relentless, and nobody came down to see it. ") -> list[Item]:
    """So many extracts of some lines each."""
    return [
        Item(key, (("head", f"P{key} · turn {key}"), ("question", "asked: and then?"), ("extract", text * 3)))
        for key in range(1, number + 1)
    ]


class Alone(App[None]):
    """The scroll on a screen of its own."""

    def __init__(self, found: list[Item]) -> None:
        super().__init__()
        self._found = found
        self.chosen: list[int | None] = []

    def compose(self) -> ComposeResult:
        """Just it."""
        yield ExtractScroll(id="extracts")

    def on_mount(self) -> None:
        """Show them."""
        scroll = self.query_one(ExtractScroll)
        scroll.focus()
        scroll.show(self._found)

    def on_extract_scroll_chosen(self, message: ExtractScroll.Chosen) -> None:
        """Note what was chosen."""
        self.chosen.append(message.scroll.key)


async def test_keys_go_through_all_of_them_and_enter_names_the_one() -> None:
    app = Alone(items(40))
    async with app.run_test(size=(60, 20)) as pilot:
        await pilot.pause()
        scroll = app.query_one(ExtractScroll)
        seen = []
        for _ in range(40):
            seen.append(scroll.key)
            assert f"P{scroll.key} · turn {scroll.key}" in screen_text(app)
            await pilot.press("j")
        assert seen == list(range(1, 41))
        await pilot.press("enter", "k", "enter", "g", "enter", "G", "enter")
        assert app.chosen == [40, 39, 1, 40]


async def test_pages_select_what_begins_on_the_screen() -> None:
    app = Alone(items(40))
    async with app.run_test(size=(60, 20)) as pilot:
        await pilot.pause()
        scroll = app.query_one(ExtractScroll)
        for _ in range(6):
            await pilot.press("pagedown")
            assert f"P{scroll.key} · turn" in screen_text(app)
        here = scroll.key
        await pilot.press("pageup")
        assert (scroll.key or 0) < (here or 0)


async def test_an_extract_longer_than_the_screen_is_read_to_its_end_before_the_next() -> None:
    app = Alone([Item(1, (("head", "first"), ("extract", LONG))), Item(2, (("head", "second"),))])
    async with app.run_test(size=(40, 12)) as pilot:
        await pilot.pause()
        text = ""
        scroll = app.query_one(ExtractScroll)
        for _ in range(80):
            text += screen_text(app)
            if scroll.key == 2:
                break
            await pilot.press("j")
        assert scroll.key == 2
        assert all(f"word{number} " in text or f"word{number}\n" in text for number in range(399))


async def test_what_is_selected_stays_so_and_a_click_selects() -> None:
    found = items(10)
    app = Alone(found)
    async with app.run_test(size=(60, 20)) as pilot:
        await pilot.pause()
        scroll = app.query_one(ExtractScroll)
        await pilot.press("j", "j")
        scroll.show(found[1:])
        assert scroll.key == 3
        scroll.show([each for each in found if each.key != 3])
        assert scroll.key == 4
        await pilot.press("g")
        await pilot.pause()
        await pilot.click(ExtractScroll, offset=(10, 8))
        assert scroll.key == 2
        await pilot.click(ExtractScroll, offset=(10, 8), times=2)
        assert app.chosen == [2]
        scroll.show([])
        await pilot.press("j", "k", "pagedown", "enter", "G")
        assert scroll.key is None


async def test_five_thousand_extracts_are_laid_out_at_once_and_moved_through_as_ten() -> None:
    few, many = items(10), items(5000)
    app = Alone(few)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        scroll = app.query_one(ExtractScroll)

        def taken(work: object, times: int) -> float:
            start = time.process_time()
            for _ in range(times):
                work()  # type: ignore[operator]
            return time.process_time() - start

        def walk() -> None:
            scroll.action_next()
            scroll.action_previous()
            [scroll.render_line(y) for y in range(24)]

        small = taken(walk, 30)
        laid = taken(lambda: scroll.show(many), 1)
        await pilot.press("G")
        assert scroll.key == 5000
        assert "P5000 · turn 5000" in screen_text(app)
        assert laid < 1.5
        assert taken(walk, 30) < 4 * small + 0.05


async def test_names_in_any_script_and_control_signs_do_no_harm() -> None:
    odd = Item(1, (("head", "ליאור · \x1b[31m · 👩‍👩‍👧 · \u202eabc"), ("extract", "混ぜた\ttext\nnext 👍🏽")))
    app = Alone([odd, *items(2)])
    async with app.run_test(size=(40, 12)) as pilot:
        await pilot.pause()
        shown = screen_text(app)
        assert "ליאור" in shown
        assert "\x1b" not in shown
        await pilot.resize_terminal(20, 8)
        await pilot.press("j", "k")
        assert "P1 · turn 1" in screen_text(app) or app.query_one(ExtractScroll).key in (1, 2)
