"""Writing a note; what was typed waits where the dialog is closed without keeping it."""

from __future__ import annotations

from collections.abc import MutableMapping, Sequence

from qualwork.model.memo import Memo
from qualwork.tui.dialogs.asking import AskText


class AskMemo(AskText):
    """A note on `about`; `earlier` ones are shown above."""

    def __init__(self, drafts: MutableMapping[str, str], key: str, about: str, earlier: Sequence[Memo]) -> None:
        before = "\n".join(f"{memo.at[:10]} {memo.coder}: {memo.text}" for memo in earlier)
        super().__init__("Note", drafts.get(key, ""), about, before)
        self._drafts = drafts
        self._key = key

    def action_keep(self) -> None:
        """Answer with the note."""
        self._drafts.pop(self._key, None)
        super().action_keep()

    def action_close(self) -> None:
        """Leave, and keep the draft."""
        self._drafts[self._key] = self.typed
        super().action_close()
