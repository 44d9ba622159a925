"""Writing the narrative of a theme: text, with quotes put in by their id."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual.binding import BindingType
from textual.widgets import TextArea

from qualwork.model.quote import Quote
from qualwork.tui.actions import bindings
from qualwork.tui.awaiting import asks
from qualwork.tui.dialogs.asking import AskText, TextDraft
from qualwork.tui.dialogs.picker import Picker, fitting
from qualwork.tui.widgets.outline import Row
from qualwork.workbench.themes import narrative


class WriteNarrative(AskText):
    """A large text; `quotes` are those that may be wanted in it."""

    BINDINGS: ClassVar[list[BindingType]] = bindings("narrative")
    HINT = "^g or f6 puts a quote in · ^s or f2 keeps it · esc closes, and the draft waits here"

    def __init__(self, value: str, about: str, draft: TextDraft, quotes: Sequence[Quote]) -> None:
        super().__init__("Narrative", value, about, draft=draft)
        self._quotes = quotes

    @asks
    async def action_insert_quote(self) -> None:
        """Choose a quote by its words or who says it; it stands in the text as `[quote 12]`."""
        area = self.query_one(TextArea)
        if not self._quotes:
            area.insert("[quote ]")
            return
        inside = set(narrative.linked(area.text))
        rows = [_row(at, quote, quote.coding in inside) for at, quote in enumerate(self._quotes)]
        picked = await self.app.push_screen_wait(Picker("Which quote?", fitting(rows)))
        if picked is not None:
            area.insert(narrative.link(self._quotes[int(picked)].coding))


def _row(at: int, quote: Quote, inside: bool) -> Row:
    name = f"{quote.who or 'no participant'}: {' '.join(quote.text.split())}"
    facts = ("in it already" if inside else quote.mark,)
    return Row(str(at), name, facts=facts, sign="*" if quote.mark == "exemplary" else " ")
