"""Choosing one of many by a few letters."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import ClassVar, TypeVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.widgets import Input, OptionList, Static

from qualwork.tui.dialogs.base import Dialog
from qualwork.tui.dialogs.line import Line
from qualwork.tui.widgets.outline import Outline, Row
from qualwork.workbench.base.picking import rank

Answer = TypeVar("Answer")
_MOST = 60


def fitting(rows: Sequence[Row]) -> Callable[[str], Sequence[Row]]:
    """What finds those of the rows whose names fit what is typed, the best first."""
    names = {at: row.name for at, row in enumerate(rows)}
    return lambda typed: [rows[at] for at in rank(typed, names)]


class Finder(Dialog[Answer]):
    """A line to type in, and the rows that fit it, the best first."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("down,ctrl+n", "move(1)", "Down", show=False),
        Binding("up,ctrl+b", "move(-1)", "Up", show=False),
        Binding("pagedown", "move(8)", "Page down", show=False),
        Binding("pageup", "move(-8)", "Page up", show=False),
    ]
    HINT = "type to find · ↑↓ choose · ↵ takes it · esc closes"

    def __init__(self, title: str, about: str = "", typed: str = "") -> None:
        super().__init__(title)
        self._about = about
        self._typed = typed
        self._shown_for: str | None = None

    def compose_inside(self) -> ComposeResult:
        """What it is about, the line, the rows."""
        if self._about:
            yield Static(self._about, id="about", markup=False)
        yield self.make_line(self._typed)
        yield Outline(id="found")

    def make_line(self, typed: str) -> Input:
        """The line to type in."""
        return Line(typed, placeholder="a few letters of the name", id="typed", select_on_focus=False)

    def on_mount(self) -> None:
        """Everything fits before a letter is typed."""
        self.outline.can_focus = False
        self.query_one("#typed", Input).cursor_blink = False
        self.show_rows()

    @property
    def outline(self) -> Outline:
        """The rows."""
        return self.query_one(Outline)

    @property
    def typed(self) -> str:
        """What is typed, with single blanks."""
        return " ".join(self.query_one("#typed", Input).value.split())

    def find(self, typed: str) -> Sequence[Row]:
        """The rows that fit."""
        return ()

    def on_input_changed(self, event: Input.Changed) -> None:
        """Find anew."""
        self.catch_up()

    def catch_up(self) -> None:
        """Show what fits what is typed by now: keys may come faster than news of them."""
        if self._shown_for != self.typed:
            self.show_rows()

    def show_rows(self) -> None:
        """Show what fits now, as much of it as one would read."""
        self._shown_for = self.typed
        rows = list(self.find(self.typed))
        left, rows = len(rows) - _MOST, rows[:_MOST]
        self.query_one("#hint", Static).update(f"{left:,} more fit · {self.HINT}" if left > 0 else self.HINT)
        self.outline.show(rows)
        self.outline.highlighted = 0 if rows else None

    def action_move(self, by: int) -> None:
        """Choose another row."""
        self.catch_up()
        outline = self.outline
        if outline.option_count:
            at = (outline.highlighted or 0) + by
            outline.highlighted = (
                at % outline.option_count if abs(by) == 1 else max(0, min(at, outline.option_count - 1))
            )

    def on_input_submitted(self) -> None:
        """Take the chosen row."""
        self.catch_up()
        if self.outline.key is not None:
            self.take(self.outline.key)

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """A row was clicked."""
        if event.option_id is not None:
            self.take(event.option_id)

    def take(self, key: str) -> None:
        """Answer with a row; without an answer of its own a dialog just closes."""
        self.action_close()


class Picker(Finder[str]):
    """One of many."""

    def __init__(self, title: str, find: Callable[[str], Sequence[Row]], about: str = "", typed: str = "") -> None:
        super().__init__(title, about, typed)
        self._find = find

    def find(self, typed: str) -> Sequence[Row]:
        """The rows that fit."""
        return self._find(typed)

    def take(self, key: str) -> None:
        """Answer with a row."""
        self.answer(key)
