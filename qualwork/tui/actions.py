"""Everything one can do on the screen, in one list: bindings, footer, help and palette are made from it."""

from __future__ import annotations

from collections.abc import Mapping

from textual.binding import Binding, BindingType

from qualwork.tui.keys import everywhere
from qualwork.tui.keys.action import Action
from qualwork.tui.tabs.registry import TABS, KeyFile

_FILES: tuple[KeyFile, ...] = (everywhere, *(tab.keys for tab in TABS.values()))

ACTIONS: Mapping[str, tuple[Action, ...]] = {
    place: actions for file in _FILES for place, actions in file.ACTIONS.items()
}
"""Actions by the place where their keys work."""

FOOTERS: Mapping[str, tuple[str, ...]] = {place: ids for file in _FILES for place, ids in file.FOOTERS.items()}
"""The keys of most use in each place; help and the palette follow them on every line."""

TABS_OF_PLACES: Mapping[str, str] = {place: name for name, tab in TABS.items() for place in tab.keys.ACTIONS}
"""The tab where the actions of a place work."""

ALWAYS = ("screen.help", "screen.palette")


def bindings(*places: str) -> list[BindingType]:
    """The bindings of actions places, with their ids, as Textual wants them."""
    return [
        Binding(action.keys, action.action, action.label, show=False, tooltip=action.help, id=action.id)
        for place in places
        for action in ACTIONS[place]
    ]
