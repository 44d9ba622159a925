"""Choosing one of many by a few letters."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.widgets import Input, OptionList, Static

from qualwork.tui.dialogs.base import Dialog
from qualwork.tui.widgets.outline import Outline, Row

_NEW = "new"
_MOST = 60


@dataclass(frozen=True, slots=True)
class Picked:
    """What was chosen: the key of a row, or a name that there was no row for."""

    key: str = ""
    name: str = ""


class Picker(Dialog[Picked]):
    """A line to type in, and the rows that fit, the best first; `new` names what a name without a row would make."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("down,ctrl+n", "move(1)", "Down", show=False),
        Binding("up,ctrl+b", "move(-1)", "Up", show=False),
        Binding("pagedown", "move(8)", "Page down", show=False),
        Binding("pageup", "move(-8)", "Page up", show=False),
    ]
    HINT = "type to find · ↑↓ choose · ↵ takes it · esc closes"

    def __init__(
        self, title: str, find: Callable[[str], Sequence[Row]], about: str = "", new: str = "", typed: str = ""
    ) -> None:
        super().__init__(title)
        self._find = find
        self._about = about
        self._new = new
        self._typed = typed

    def compose_inside(self) -> ComposeResult:
        """What it is about, the line, the rows."""
        if self._about:
            yield Static(self._about, id="about", markup=False)
        yield Input(self._typed, placeholder="a few letters of the name", id="typed")
        yield Outline(id="found")

    def on_mount(self) -> None:
        """Everything fits before a letter is typed."""
        self.query_one(Outline).can_focus = False
        self._show(self._typed)

    def on_input_changed(self, event: Input.Changed) -> None:
        """Find anew."""
        self._show(event.value)

    def _show(self, typed: str) -> None:
        rows = list(self._find(typed))
        left, rows = len(rows) - _MOST, rows[:_MOST]
        name = " ".join(typed.split())
        if self._new and name and not any(row.name.casefold() == name.casefold() for row in rows[:3]):
            rows.append(Row(_NEW, f"{self._new} “{name}”", sign="+"))
        self.query_one("#hint", Static).update(f"{left:,} more fit · {self.HINT}" if left > 0 else self.HINT)
        outline = self.query_one(Outline)
        outline.show(rows)
        outline.highlighted = 0 if rows else None

    def action_move(self, by: int) -> None:
        """Choose another row."""
        outline = self.query_one(Outline)
        if outline.option_count:
            at = (outline.highlighted or 0) + by
            outline.highlighted = (
                at % outline.option_count if abs(by) == 1 else max(0, min(at, outline.option_count - 1))
            )

    def on_input_submitted(self) -> None:
        """Take the chosen row."""
        self._take(self.query_one(Outline).key)

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """A row was clicked."""
        self._take(event.option_id)

    def _take(self, key: str | None) -> None:
        if key == _NEW:
            self.dismiss(Picked(name=" ".join(self.query_one(Input).value.split())))
        elif key is not None:
            self.dismiss(Picked(key=key))
