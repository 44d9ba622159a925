"""Writing a note; what was typed waits where the dialog is closed without keeping it."""

from __future__ import annotations

from collections.abc import MutableMapping, Sequence

from textual.app import ComposeResult

from qualwork.model.memo import MEMO_KINDS, Memo, MemoKind
from qualwork.tui.dialogs.asking import AskText
from qualwork.tui.widgets.choice import Choice


class AskMemo(AskText):
    """A note on `about`; `earlier` ones are shown above. With `kinds` its kind can be chosen."""

    def __init__(
        self,
        drafts: MutableMapping[str, str],
        key: str,
        about: str,
        earlier: Sequence[Memo],
        kind: MemoKind = "note",
        kinds: bool = False,
    ) -> None:
        before = "\n".join(f"{memo.at[:10]} {memo.coder}: {memo.text}" for memo in earlier)
        super().__init__("Note", drafts.get(key, ""), about, before)
        self._drafts = drafts
        self._key = key
        self._kinds = kinds
        self.kind = kind

    def compose_inside(self) -> ComposeResult:
        """The kind, where it can be chosen; then as every text."""
        if self._kinds:
            yield Choice("Kind", MEMO_KINDS, self.kind, id="kind")
        yield from super().compose_inside()

    def on_mount(self) -> None:
        """Begin in the text."""
        super().on_mount()
        self.query_one("#text").focus()

    def on_choice_changed(self, event: Choice.Changed) -> None:
        """Another kind."""
        self.kind = next(kind for kind in MEMO_KINDS if kind == event.choice.value)

    def action_keep(self) -> None:
        """Answer with the note; without words there is none."""
        self._drafts.pop(self._key, None)
        if self.typed.strip():
            super().action_keep()
        else:
            self.dismiss(None)

    def action_close(self) -> None:
        """Leave, and keep the draft."""
        self._drafts[self._key] = self.typed
        super().action_close()
