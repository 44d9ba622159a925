"""Writing the narrative of a theme: text, with quotes put in by their id."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual.binding import BindingType
from textual.widgets import TextArea

from qualwork.model.quote import Quote
from qualwork.tui.actions import bindings
from qualwork.tui.dialogs.asking import AskText
from qualwork.tui.dialogs.picker import Picker
from qualwork.tui.widgets.outline import Row
from qualwork.workbench.base.picking import rank
from qualwork.workbench.themes import narrative


class WriteNarrative(AskText):
    """A large text; `quotes` are those that may be wanted in it."""

    BINDINGS: ClassVar[list[BindingType]] = bindings("narrative")
    HINT = "^g or f6 puts a quote in · ^s or f2 keeps it · esc closes, and the draft waits here"

    def __init__(self, title: str, value: str, about: str, quotes: Sequence[Quote]) -> None:
        super().__init__(title, value, about)
        self._quotes = quotes
        self.left = ""
        """What stood there when it was closed without being kept."""

    def action_close(self) -> None:
        """Leave; the one who asked keeps the draft."""
        self.left = self.typed
        super().action_close()

    def action_insert_quote(self) -> None:
        """Choose a quote by its words or who says it; it stands in the text as `[quote 12]`."""
        area = self.query_one(TextArea)
        if not self._quotes:
            area.insert("[quote ]")
            return
        inside = set(narrative.linked(area.text))
        names = {
            at: f"{quote.who or 'no participant'}: {' '.join(quote.text.split())}"
            for at, quote in enumerate(self._quotes)
        }

        def row(at: int) -> Row:
            quote = self._quotes[at]
            facts = ("in it already" if quote.coding in inside else quote.mark,)
            return Row(str(at), names[at], facts=facts, sign="*" if quote.mark == "exemplary" else " ")

        def take(picked: str | None) -> None:
            if picked is not None:
                area.insert(narrative.link(self._quotes[int(picked)].coding))

        self.app.push_screen(Picker("Which quote?", lambda typed: [row(at) for at in rank(typed, names)]), take)
