"""Everything one can do on the screen, in one list: bindings, footer, help and palette are made from it."""

from __future__ import annotations

from collections.abc import Mapping

from textual.binding import Binding, BindingType

from qualwork.tui.keys import audit, coding, define, everywhere, reading, report, review, terms, themes
from qualwork.tui.keys.action import Action

_FILES = (everywhere, reading, coding, themes, review, define, report, terms, audit)

ACTIONS: Mapping[str, tuple[Action, ...]] = {place: some for file in _FILES for place, some in file.ACTIONS.items()}
"""Deeds by the place where their keys work."""

FOOTERS: Mapping[str, tuple[str, ...]] = {place: ids for file in _FILES for place, ids in file.FOOTERS.items()}
"""The keys of most use in each place; help and the palette follow them on every line."""

TABS: Mapping[str, str] = {
    place: tab
    for file, tab in (
        (reading, "read"),
        (coding, "code"),
        (themes, "themes"),
        (review, "review"),
        (define, "define"),
        (report, "report"),
        (terms, "terms"),
        (audit, "audit"),
    )
    for place in file.ACTIONS
}
"""The tab where the deeds of a place work."""

ALWAYS = ("screen.help", "screen.palette")


def bindings(*places: str) -> list[BindingType]:
    """The bindings of some places, with their ids, as Textual wants them."""
    return [
        Binding(one.keys, one.action, one.label, show=False, tooltip=one.help, id=one.id)
        for place in places
        for one in ACTIONS[place]
    ]
