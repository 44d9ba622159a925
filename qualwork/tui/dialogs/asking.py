"""Asking for a line, for some lines, and whether something is to go."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.widgets import Input, Static, TextArea

from qualwork.tui.dialogs.base import Dialog
from qualwork.tui.dialogs.line import Line


class AskLine(Dialog[str]):
    """A line of text, such as a name; closed without change it answers nothing."""

    HINT = "↵ keeps it · esc closes"

    def __init__(self, title: str, value: str = "", about: str = "", may_be_empty: bool = False) -> None:
        super().__init__(title)
        self._value = value
        self._about = about
        self._may_be_empty = may_be_empty

    def compose_inside(self) -> ComposeResult:
        """What it is about, and the line."""
        if self._about:
            yield Static(self._about, id="about", markup=False)
        yield Line(self._value, id="line", select_on_focus=False)

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Answer with what stands there."""
        if event.value.strip() or self._may_be_empty:
            self.dismiss(event.value.strip())


class AskReason(Dialog[str]):
    """Whether something is to go, with what hangs on it, and a line of why, which may stay empty."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("enter", "go", "Do it", show=False, id="dialog.go")]
    HINT = "↵ does it · esc leaves everything as it is"

    def __init__(self, title: str, details: Sequence[str] = (), asks_why: bool = True) -> None:
        super().__init__(title)
        self._details = details
        self._asks_why = asks_why

    def compose_inside(self) -> ComposeResult:
        """What hangs on it, and the line of why."""
        if self._details:
            yield Static("\n".join(self._details), id="about", markup=False)
        if not self._asks_why:
            return
        yield Static("Why? (may stay empty; it is kept with the decision)", id="question")
        yield Line(id="line", placeholder="the reason")

    def action_go(self) -> None:
        """Go ahead where no reason is asked for."""
        self.dismiss("")

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Go ahead, with the reason."""
        self.dismiss(event.value.strip())


class AskText(Dialog[str]):
    """Some lines of text; what was typed when it is closed is kept as a draft by the one who asks."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("ctrl+s,f2", "keep", "Keep", show=False, id="dialog.keep")]
    HINT = "^s or f2 keeps it · esc closes, and the draft waits here"

    def __init__(self, title: str, value: str = "", about: str = "", before: str = "") -> None:
        super().__init__(title)
        self._value = value
        self._about = about
        self._before = before

    def compose_inside(self) -> ComposeResult:
        """What it is about, what was written before, and the text."""
        if self._about:
            yield Static(self._about, id="about", markup=False)
        if self._before:
            yield Static(self._before, id="before", markup=False)
        yield TextArea(self._value, id="text", soft_wrap=True, tab_behavior="focus")

    def on_mount(self) -> None:
        """Write on where the text ends."""
        area = self.query_one(TextArea)
        area.cursor_blink = False
        area.move_cursor(area.document.end)

    @property
    def typed(self) -> str:
        """What stands there now."""
        return self.query_one(TextArea).text

    def action_keep(self) -> None:
        """Answer with what stands there."""
        self.dismiss(self.typed.strip())
