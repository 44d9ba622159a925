"""What every dialog does: escape and a click beside it close it, and nothing is changed then."""

from __future__ import annotations

from typing import ClassVar, TypeVar

from textual import events
from textual.app import ComposeResult
from textual.await_complete import AwaitComplete
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.screen import ModalScreen
from textual.widgets import Input, Static

from qualwork.tui.dialogs.line import Line
from qualwork.tui.widgets.hint import Hint

Answer = TypeVar("Answer")


class AnswersOnce(ModalScreen[Answer | None]):
    """A screen that answers once; keys and clicks that come after its answer reach nobody.

    Keys typed fast wait in its queue when it answers. A second answer would take the screen below off the stack,
    which ends the program where that is the last one.
    """

    _answered = False

    def dismiss(self, result: Answer | None = None) -> AwaitComplete:
        """Answer; a second answer is not heard."""
        if self._answered:
            return AwaitComplete()
        self._answered = True
        closing: AwaitComplete = super().dismiss(result)
        return closing

    async def on_event(self, event: events.Event) -> None:
        """Take in what is typed and clicked after the answer."""
        if self._answered and isinstance(event, (events.InputEvent, events.Paste)):
            event.stop()
            return
        await super().on_event(event)


class Dialog(AnswersOnce[Answer]):
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

    def _on_input_submitted(self, event: Input.Submitted) -> None:
        """Runs after the dialog's own handler: where there is no answer yet, the line can be changed again."""
        if isinstance(event.input, Line) and not self._answered:
            event.input.go_on()
