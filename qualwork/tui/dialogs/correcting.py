"""The text of a turn to correct, over the whole screen, with the cursor where it stood in the reader."""

from __future__ import annotations

from typing import ClassVar

from textual.widgets import TextArea

from qualwork.tui.dialogs.asking import AskText


class Correct(AskText):
    """The text as it stands; answers with the corrected one."""

    CSS: ClassVar[str] = """
    Correct #box { width: 96%; height: 92%; }
    Correct TextArea, Correct TextArea:focus { height: 1fr; }
    """
    HINT = "^s or f2 keeps it · esc leaves the text as it was"

    def __init__(self, title: str, text: str, about: str, at: int) -> None:
        super().__init__(title, text, about, changes=True)
        self._at = at

    def on_mount(self) -> None:
        """Begin where one read, once the base class has begun at the end."""
        before = self._value[: self._at]
        place = before.count("\n"), len(before) - before.rfind("\n") - 1
        self.call_later(self.query_one(TextArea).move_cursor, place, center=True)
