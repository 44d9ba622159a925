"""One of a few values in a line, chosen with the arrows."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.content import Content
from textual.message import Message
from textual.reactive import reactive
from textual.widget import Widget


class Choice(Widget, can_focus=True):
    """A label and its values; the chosen one stands in brackets, so that it is seen without colours."""

    DEFAULT_CSS = """
    Choice { height: 1; color: $foreground; }
    Choice:focus { background: $panel; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("left,h", "choose(-1)", "Before", show=False, id="choice.before"),
        Binding("right,l,space", "choose(1)", "Next", show=False, id="choice.next"),
    ]
    value = reactive("")

    class Changed(Message):
        """Another value was chosen, or the line came into focus."""

        def __init__(self, choice: Choice) -> None:
            super().__init__()
            self.choice = choice

        @property
        def control(self) -> Choice:
            """The line."""
            return self.choice

    def __init__(self, label: str, values: Sequence[str], value: str = "", id: str | None = None) -> None:
        super().__init__(id=id)
        self.label = label
        self.values = list(values)
        self.set_reactive(Choice.value, value if value in values else self.values[0])

    def render(self) -> Content:
        """The line."""
        mark = "› " if self.has_focus else "  "
        parts: list[Content] = [Content(f"{mark}{self.label}  ")]
        for at, value in enumerate(self.values):
            style = f"@click=take({at})"
            chosen = value == self.value
            parts.append(Content.styled(f"[{value}]" if chosen else f" {value} ", f"bold {style}" if chosen else style))
        return Content.assemble(*parts)

    def action_choose(self, by: int) -> None:
        """Take the value beside."""
        self.action_take((self.values.index(self.value) + by) % len(self.values))

    def action_take(self, at: int) -> None:
        """Take a value."""
        self.value = self.values[at]
        self.focus()
        self.post_message(self.Changed(self))

    def on_focus(self) -> None:
        """Let others say what the values mean."""
        self.refresh()
        self.post_message(self.Changed(self))

    def on_blur(self) -> None:
        """Without the mark."""
        self.refresh()
