"""Writing one part of something; what was typed waits where the dialog is closed without keeping it."""

from __future__ import annotations

from collections.abc import MutableMapping

from qualwork.tui.dialogs.asking import AskText


class AskField(AskText):
    """Some lines that stand in the place of `value`; `drafts` holds what was typed and not kept, by `key`."""

    def __init__(self, title: str, value: str, drafts: MutableMapping[str, str], key: str, about: str = "") -> None:
        super().__init__(title, drafts.get(key, value), about)
        self._kept = value
        self._drafts = drafts
        self._key = key

    def action_keep(self) -> None:
        """Answer with what stands there."""
        self._drafts.pop(self._key, None)
        super().action_keep()

    def action_close(self) -> None:
        """Leave, and keep what was typed for the next time."""
        if self.typed != self._kept:
            self._drafts[self._key] = self.typed
        super().action_close()
