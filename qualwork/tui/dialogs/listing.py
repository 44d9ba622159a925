"""A list of things with a few actions on them; the one who asks does it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import ClassVar

from rich.text import Text
from textual import events
from textual.app import ComposeResult
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from qualwork.tui.dialogs.base import Dialog
from qualwork.tui.widgets.outline import Choices


@dataclass(frozen=True, slots=True)
class ListAction:
    """An action (`enter`, or the key pressed) on the thing of that key."""

    action: str
    key: str


class Listing(Dialog[ListAction]):
    """Things of some lines each; `actions` are what keys do with the one highlighted, and what is said of it."""

    def __init__(
        self,
        title: str,
        things: Sequence[tuple[str, Text]],
        actions: Mapping[str, str],
        about: str = "",
        key: str = "",
    ) -> None:
        super().__init__(title)
        self._things = things
        self._actions = actions
        self._about = about
        self._key = key

    def compose_inside(self) -> ComposeResult:
        """What it is about, and the list."""
        if self._about:
            yield Static(self._about, id="about", markup=False)
        yield Choices(id="found")

    def on_mount(self) -> None:
        """The thing one came from is highlighted."""
        listed = self.query_one(Choices)
        listed.add_options([Option(text, id=key) for key, text in self._things])
        keys = [key for key, _ in self._things]
        listed.highlighted = keys.index(self._key) if self._key in keys else 0 if keys else None
        listed.focus()
        actions = [f"{'↵' if key == 'enter' else key} {word}" for key, word in self._actions.items() if word]
        self.query_one("#hint", Static).update(Text(" · ".join([*actions, "esc closes"])))

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Enter, or a click."""
        if "enter" in self._actions:
            self.answer(ListAction("enter", event.option_id or ""))

    def on_key(self, event: events.Key) -> None:
        """One of the actions."""
        pressed = event.character if event.character and event.character in self._actions else event.key
        at = self.query_one(Choices).highlighted
        if pressed in self._actions and pressed != "enter" and at is not None:
            event.stop()
            self.answer(ListAction(pressed, self._things[at][0]))


class WideListing(Listing):
    """The same in the width of the screen, for things of many words."""

    CSS: ClassVar[str] = """
    WideListing #box { width: 96%; }
    WideListing #found { max-height: 62vh; }
    """
