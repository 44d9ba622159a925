"""What every dialog does: it answers once, shows why an answer is refused, and closes at escape without one."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from time import monotonic
from typing import TYPE_CHECKING, ClassVar, TypeVar

from textual import events
from textual.app import ComposeResult
from textual.await_complete import AwaitComplete
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.screen import ModalScreen
from textual.widgets import Input, Static, TextArea

from qualwork.model.errors import QualworkError
from qualwork.tui.dialogs.line import Line
from qualwork.tui.widgets.hint import Hint

if TYPE_CHECKING:
    from qualwork.tui.awaiting import Dialogs

Answer = TypeVar("Answer")
PATIENCE_SECONDS = 0.25
"""What takes longer than this is said to take a while."""
_MOST_CANDIDATES = 5
ASKING = "asking"
"""The group of workers that may wait for a dialog, and thereby for a person."""


class AnswersOnce(ModalScreen[Answer | None]):
    """A screen that answers once; keys and clicks that come after its answer reach nobody.

    Keys typed fast wait in its queue when it answers. A second answer would take the screen below off the stack,
    which ends the program where that is the last one.
    """

    deciding = False
    """True while what hangs on the answer is being done; keys and clicks are not heard then."""
    _answered = False
    _held: tuple[Answer | None] | None = None

    def dismiss(self, result: Answer | None = None) -> AwaitComplete:
        """Answer; a second answer is not heard.

        Textual takes the uppermost screen off the stack, whichever is dismissed: where another lies over this one,
        the answer is given when that has gone.
        """
        if self._answered:
            return AwaitComplete()
        self._answered = True
        if self.app.screen is not self:
            self._held = (result,)
            return AwaitComplete()
        return self._go(result)

    def _go(self, result: Answer | None) -> AwaitComplete:
        closing: AwaitComplete = super().dismiss(result)
        # Keys handed to the program up to now were typed at this screen, also those it has not passed on yet.
        self.app.typed_before = monotonic()  # type: ignore[attr-defined]
        return closing

    def on_screen_resume(self) -> None:
        """What lay over it has gone: an answer given meanwhile is heard now."""
        if self._held is not None:
            (result,), self._held = self._held, None
            self._go(result)

    async def on_event(self, event: events.Event) -> None:
        """Take in what is typed and clicked after the answer."""
        if (self._answered or self.deciding) and isinstance(event, (events.InputEvent, events.Paste)):
            event.stop()
            return
        await super().on_event(event)

    async def _on_key(self, event: events.Key) -> None:
        """Do here what a key does, and let none go on to the program.

        The program would look for the key's action later, on the screen that is uppermost by then: a key behind the
        answer would act on the tab below.
        """
        if not event._stop_propagation and not self._answered:
            event.stop()
            event.prevent_default()
            await self.app._check_bindings(event.key)


class Dialog(AnswersOnce[Answer]):
    """A question over a tab; its answer goes to the one who asked, None where it was closed without one."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "close", "Close", show=False, id="dialog.close")]
    CSS_PATH = "dialogs.tcss"
    HINT: ClassVar[str] = "esc closes"

    def __init__(self, title: str) -> None:
        super().__init__()
        self._title = title
        self.decide: Callable[[Answer], Awaitable[object]] | None = None
        """What is done with the answer before the dialog closes; a refusal (QualworkError) keeps it open."""

    @property
    def dialogs(self) -> Dialogs:
        """What asks, and decides what was answered."""
        dialogs: Dialogs = self.app.dialogs  # type: ignore[attr-defined]
        return dialogs

    def compose(self) -> ComposeResult:
        """A box with its title, its contents, why an answer was refused, and what to press."""
        with Vertical(id="box"):
            yield Static(self._title, id="title", markup=False)
            yield from self.compose_inside()
            yield Static(id="refusal", markup=False)
            yield Hint(self.HINT, id="hint", markup=False)

    def compose_inside(self) -> ComposeResult:
        """What the dialog asks or shows."""
        yield from ()

    def action_close(self) -> None:
        """Leave without an answer."""
        self.dismiss(None)

    # Answering

    def answer(self, answer: Answer) -> None:
        """Give the answer and close; where a decision hangs on it, once that is made.

        Where it is refused the dialog stays as it is, with the reason, and can be answered again.
        """
        if self.decide is None:
            self.dismiss(answer)
        elif not self.deciding and not self._answered:
            self.deciding = True
            self.app.run_worker(self._decide(self.decide, answer), group=ASKING)

    async def _decide(self, decide: Callable[[Answer], Awaitable[object]], answer: Answer) -> None:
        self._freeze(True)
        patience = self.set_interval(PATIENCE_SECONDS, self._tell_waiting)
        try:
            await decide(answer)
        except QualworkError as fault:
            self.deciding = False
            self._freeze(False)
            self.refuse(fault)
        else:
            self.dismiss(answer)
        finally:
            patience.stop()

    def _freeze(self, frozen: bool) -> None:
        for area in self.query(TextArea):
            area.read_only = frozen
        if not frozen:
            for line in self.query(Line):
                line.go_on()

    def _tell_waiting(self) -> None:
        if self.app.screen is self:
            self.tell("waiting: another program writes to the project; up to 15 seconds", refused=False)

    def refuse(self, fault: QualworkError) -> None:
        """Say in the dialog why the answer is not taken."""
        self.tell("\n".join((fault.message, *fault.candidates[:_MOST_CANDIDATES])), refused=True)

    def tell(self, said: str, refused: bool) -> None:
        """Say something of the answer, in the dialog."""
        line = self.query_one("#refusal", Static)
        line.update(said)
        line.display = bool(said)
        line.set_class(refused, "-refused")

    def _on_input_changed(self) -> None:
        """What was said of another text is of no use."""
        self.tell("", refused=False)

    def _on_text_area_changed(self) -> None:
        """What was said of another text is of no use."""
        self.tell("", refused=False)

    def on_click(self, event: events.Click) -> None:
        """A click beside the box closes it."""
        if self.get_widget_at(event.screen_x, event.screen_y)[0] is self:
            self.action_close()

    def _on_input_submitted(self, event: Input.Submitted) -> None:
        """Runs after the dialog's own handler: where there is no answer yet, the line can be changed again."""
        if isinstance(event.input, Line) and not self._answered and not self.deciding:
            event.input.go_on()
