"""The keys that work where one is, made from the bindings themselves."""

from __future__ import annotations

from typing import Any

from rich.table import Table
from rich.text import Text
from textual.app import ComposeResult
from textual.binding import ActiveBinding
from textual.containers import VerticalScroll
from textual.screen import Screen
from textual.widgets import Static

from qualwork.tui.dialogs.base import Dialog
from qualwork.tui.reader.widget import Reader
from qualwork.tui.widgets.chrome import shown_key

_ORDER = ("On this tab", "In this list", "In the transcript", "Everywhere")


class Help(Dialog[None]):
    """Keys by where they work: the pane with the focus, the tab, everywhere."""

    HINT = "↑↓ PgDn read on · esc closes"

    def __init__(self, screen: Screen[Any]) -> None:
        super().__init__("Keys")
        self._groups: dict[str, dict[str, list[ActiveBinding]]] = {}
        for title in _ORDER:
            self._groups[title] = {}
        for active in screen.active_bindings.values():
            if active.enabled and active.binding.id:
                group = self._groups[_where(active)]
                group.setdefault(active.binding.id, []).append(active)

    def compose_inside(self) -> ComposeResult:
        """A table a group."""
        with VerticalScroll(id="keys"):
            for title, rows in ((title, rows) for title, rows in self._groups.items() if rows):
                yield Static(Text(title, "bold underline"), classes="group")
                yield Static(_table(rows))

    def on_mount(self) -> None:
        """Arrows scroll."""
        self.query_one(VerticalScroll).focus()


def _where(active: ActiveBinding) -> str:
    if isinstance(active.node, Reader):
        return "In the transcript"
    if isinstance(active.node, Screen):
        return "On this tab"
    return "Everywhere" if active.node is active.node.app else "In this list"


def _table(rows: dict[str, list[ActiveBinding]]) -> Table:
    table = Table.grid(padding=(0, 2))
    table.add_column(min_width=12, no_wrap=True)
    table.add_column()
    for same in rows.values():
        binding = same[0].binding
        keys = "  ".join(shown_key(each.binding.key) for each in same)
        table.add_row(Text(keys, "bold"), binding.tooltip or binding.description)
    return table
