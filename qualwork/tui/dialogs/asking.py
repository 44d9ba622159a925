"""Asking for a line, for some lines, and whether something is to go."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, MutableMapping, Sequence
from dataclasses import dataclass
from typing import ClassVar

from textual.app import ComposeResult
from textual.await_complete import AwaitComplete
from textual.binding import Binding, BindingType
from textual.widgets import Input, Static, TextArea

from qualwork.tui.dialogs.base import ASKING, Dialog
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
            self.answer(event.value.strip())


@dataclass(frozen=True, slots=True)
class Offer:
    """What can be done in the place of an answer that was refused, and whether it was done in the end."""

    label: str
    take: Callable[[], Awaitable[bool]]


class AskName(AskLine):
    """Another name or note for something; the same again closes it.

    `offer` says what can be done where a name is taken.
    """

    BINDINGS: ClassVar[list[BindingType]] = [Binding("f2", "take_offer", "Do that", show=False, id="dialog.offer")]

    def __init__(
        self,
        title: str,
        name: str,
        offer: Callable[[str], Offer | None] | None = None,
        may_be_empty: bool = False,
    ) -> None:
        super().__init__(title, name, may_be_empty=may_be_empty)
        self._find_offer = offer
        self._offer: Offer | None = None

    def answer(self, answer: str) -> None:
        """Answer with a name that is another."""
        if answer == self._value:
            self.dismiss(None)
        else:
            super().answer(answer)

    def tell(self, said: str, refused: bool) -> None:
        """Say what becomes of the name, and offer what can be done in its place."""
        super().tell(said, refused)
        typed = self.query_one(Line).value.strip()
        self._offer = self._find_offer(typed) if refused and self._find_offer is not None else None
        self.query_one("#hint", Static).update(f"f2 {self._offer.label} · {self.HINT}" if self._offer else self.HINT)

    def action_take_offer(self) -> None:
        """Do what is offered; where it is left undone, this stays open."""
        if self._offer is not None:
            self.app.run_worker(self._take(self._offer), group=ASKING)

    async def _take(self, offer: Offer) -> None:
        if await offer.take():
            self.dismiss(None)


class AskReason(Dialog[str]):
    """Whether something is to go, with what hangs on it, and a line of why, which may stay empty."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("enter", "go", "Do it", show=False, id="dialog.go")]
    HINT = "↵ does it · esc leaves everything as it is"

    def __init__(self, title: str, details: Sequence[str] = (), asks_why: bool = True, reason: str = "") -> None:
        super().__init__(title)
        self._reason = reason
        self._details = details
        self._asks_why = asks_why

    def compose_inside(self) -> ComposeResult:
        """What hangs on it, and the line of why."""
        if self._details:
            yield Static("\n".join(self._details), id="about", markup=False)
        if not self._asks_why:
            return
        yield Static("Why? (may stay empty; it is kept with the decision)", id="question")
        yield Line(self._reason, id="line", placeholder="the reason", select_on_focus=False)

    def action_go(self) -> None:
        """Go ahead where no reason is asked for."""
        self.answer("")

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Go ahead, with the reason."""
        self.answer(event.value.strip())


@dataclass(frozen=True, slots=True)
class TextDraft:
    """What was typed into a text and not kept: it waits in `drafts` by `key`."""

    drafts: MutableMapping[str, str]
    key: str

    def shown(self, kept: str) -> str:
        """What to begin with, in the place of what is kept."""
        return self.drafts.get(self.key, kept)

    def leave(self, typed: str, kept: str) -> None:
        """Wait with what was typed; the same as what is kept is no draft."""
        if typed != kept:
            self.drafts[self.key] = typed
        else:
            self.clear()

    def clear(self) -> None:
        """Wait no more."""
        self.drafts.pop(self.key, None)


class AskText(Dialog[str]):
    """Some lines of text, in the place of `value`; with a `draft`, what was typed waits where it is closed.

    Where it `changes` what was there, or has a draft, the same as `value` again closes it.
    """

    BINDINGS: ClassVar[list[BindingType]] = [Binding("ctrl+s,f2", "keep", "Keep", show=False, id="dialog.keep")]
    HINT = "^s or f2 keeps it · esc closes, and the draft waits here"

    def __init__(
        self,
        title: str,
        value: str = "",
        about: str = "",
        before: str = "",
        changes: bool = False,
        draft: TextDraft | None = None,
    ) -> None:
        super().__init__(title)
        self._changes = changes or draft is not None
        self._draft = draft
        self._value = value
        self._about = about
        self._before = before

    def compose_inside(self) -> ComposeResult:
        """What it is about, what was written before, and the text."""
        if self._about:
            yield Static(self._about, id="about", markup=False)
        if self._before:
            yield Static(self._before, id="before", markup=False)
        shown = self._value if self._draft is None else self._draft.shown(self._value)
        yield TextArea(shown, id="text", soft_wrap=True, tab_behavior="focus")

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
        typed = self.typed.strip()
        if self._changes and typed == self._value:
            self._clear_draft()
            self.dismiss(None)
        else:
            self.answer(typed)

    def dismiss(self, result: str | None = None) -> AwaitComplete:
        """Close; what is kept is no draft any more."""
        if result is not None:
            self._clear_draft()
        return super().dismiss(result)

    def action_close(self) -> None:
        """Leave; what was typed waits for the next time."""
        if self._draft is not None:
            self._draft.leave(self.typed, self._value)
        super().action_close()

    def _clear_draft(self) -> None:
        if self._draft is not None:
            self._draft.clear()
