"""What every dialog does: escape and a click beside it close it, and nothing is changed then."""

from __future__ import annotations

from typing import ClassVar, TypeVar

from textual import events
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.screen import ModalScreen
from textual.widgets import Static

from qualwork.tui.widgets.hint import Hint

Answer = TypeVar("Answer")


class Dialog(ModalScreen[Answer | None]):
    """A question over a tab; its answer goes to the one who asked, None where it was closed without one."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "close", "Close", show=False, id="dialog.close")]
    CSS_PATH = "dialogs.tcss"
    HINT: ClassVar[str] = "esc closes"

    def __init__(self, title: str) -> None:
        super().__init__()
        self._title = title

    def compose(self) -> ComposeResult:
        """A box with its title, its contents and what to press."""
        with Vertical(id="box"):
            yield Static(self._title, id="title", markup=False)
            yield from self.compose_inside()
            yield Hint(self.HINT, id="hint", markup=False)

    def compose_inside(self) -> ComposeResult:
        """What the dialog asks or shows."""
        yield from ()

    def action_close(self) -> None:
        """Leave without an answer."""
        self.dismiss(None)

    def on_click(self, event: events.Click) -> None:
        """A click beside the box closes it."""
        if self.get_widget_at(event.screen_x, event.screen_y)[0] is self:
            self.action_close()
