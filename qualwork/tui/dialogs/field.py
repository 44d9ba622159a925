"""Writing one part of something; what was typed waits where the dialog is closed without keeping it."""

from __future__ import annotations

from collections.abc import MutableMapping

from textual.await_complete import AwaitComplete

from qualwork.tui.dialogs.asking import AskText


class AskField(AskText):
    """Some lines that stand in the place of `value`; `drafts` holds what was typed and not kept, by `key`."""

    def __init__(self, title: str, value: str, drafts: MutableMapping[str, str], key: str, about: str = "") -> None:
        super().__init__(title, drafts.get(key, value), about)
        self._kept = value
        self._drafts = drafts
        self._key = key

    def action_keep(self) -> None:
        """Answer with what stands there; the same text again closes it."""
        if self.typed.strip() == self._kept:
            self.dismiss(self.typed.strip())
        else:
            super().action_keep()

    def dismiss(self, result: str | None = None) -> AwaitComplete:
        """Close; what is kept is no draft any more."""
        if result is not None:
            self._drafts.pop(self._key, None)
        return super().dismiss(result)

    def action_close(self) -> None:
        """Leave, and keep what was typed for the next time."""
        if self.typed != self._kept:
            self._drafts[self._key] = self.typed
        super().action_close()
