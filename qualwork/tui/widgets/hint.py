"""What to press in a dialog, in a line; each part of it can be clicked as well."""

from __future__ import annotations

import re

from rich.text import Text
from textual.content import Content
from textual.visual import VisualType
from textual.widgets import Static

_BETWEEN = " · "
_KEYS = {"↵": "enter", "esc": "escape", "tab": "tab", "/": "slash", "del": "delete", "?": "question_mark"}
_KEY = re.compile(r"[A-Za-z]|f\d{1,2}|\^[a-z]")


class Hint(Static):
    """Parts such as `↵ keeps it · esc closes`: a click on one does what its key does."""

    def update(self, content: VisualType = "", *, layout: bool = True) -> None:
        """Show other parts."""
        text = content.plain if isinstance(content, Text) else str(content)
        super().update(clickable(text), layout=layout)

    def on_mount(self) -> None:
        """What was given at first can be clicked, too."""
        self.update(str(self.content))

    def action_key(self, key: str) -> None:
        """Press a key."""
        self.app.simulate_key(key)


def clickable(text: str) -> Content:
    """The text, each part that begins with a key made a link to it."""
    parts: list[Content] = []
    for at, part in enumerate(text.split(_BETWEEN)):
        key = key_of(part)
        if at:
            parts.append(Content(_BETWEEN))
        parts.append(Content.styled(part, f"@click=key('{key}')") if key else Content(part))
    return Content.assemble(*parts)


def key_of(part: str) -> str:
    """The key that a part begins with, as Textual names it; empty where it begins with a word."""
    first = part.split(" ", 1)[0].rstrip(":,")
    if first in _KEYS:
        return _KEYS[first]
    if not _KEY.fullmatch(first) or " " not in part:
        return ""
    return f"ctrl+{first[1]}" if first.startswith("^") else first
