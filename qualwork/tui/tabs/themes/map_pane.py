"""The thematic map beside the tree: its picture, and its relations as rows."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical, VerticalScroll
from textual.widgets import Static

from qualwork.model.plurals import counted
from qualwork.model.theme import Relation
from qualwork.tui.actions import bindings
from qualwork.tui.tabs.themes import map_picture
from qualwork.tui.tabs.themes.theme_rows import Themes
from qualwork.tui.widgets.outline import Outline, Row

EMPTY = "No theme is related to another yet. Select a theme in the tree and press R: leads to, contrasts with, part of."


class Relations(Outline):
    """The relations, in the order of their lanes."""

    BINDINGS: ClassVar[list[BindingType]] = bindings("theme map")


class MapPane(Vertical):
    """The picture, the relations below it, and the note of the one that is selected."""

    def __init__(self, *, id: str, classes: str) -> None:
        super().__init__(id=id, classes=classes)
        self._themes: Themes | None = None
        self._relations: list[Relation] = []

    def compose(self) -> ComposeResult:
        """Heading, picture, rows, note."""
        yield Static("Thematic map", id="map-title", classes="heading", markup=False)
        with VerticalScroll(id="picture-scroll", can_focus=False):
            yield Static("", id="picture", markup=False)
        yield Relations(id="relations")
        yield Static("", id="map-note", markup=False)

    def show(self, themes: Themes) -> None:
        """Draw the map of these themes."""
        self._themes = themes
        self._relations = map_picture.ordered(themes.places, themes.relations)
        self.query_one("#map-title", Static).update(
            f"Thematic map: {counted(len(self._relations), 'relation')} between themes"
        )
        rows = [Row(str(each.id), f"{number} {self.sentence(each)}") for number, each in enumerate(self._relations, 1)]
        self.query_one(Relations).show(rows)
        self._draw()

    def on_resize(self) -> None:
        """Another width has room for other lanes."""
        self._draw()

    def _draw(self) -> None:
        if self._themes is not None:
            width = max(20, self.size.width - 3)
            lines = map_picture.picture(self._themes.places, self._relations, width)
            self.query_one("#picture", Static).update("\n".join(lines) or EMPTY)
            self._tell()

    def on_option_list_option_highlighted(self) -> None:
        """Show the note of the relation."""
        self._tell()

    def _tell(self) -> None:
        one = self.selected
        note = "" if one is None else f"{self.sentence(one)}. {one.note or 'No note; enter writes one.'}"
        self.query_one("#map-note", Static).update(note)

    @property
    def selected(self) -> Relation | None:
        """The highlighted relation."""
        key = self.query_one(Relations).key
        return next((each for each in self._relations if str(each.id) == key), None)

    @property
    def place(self) -> str:
        """The highlighted relation in words."""
        one = self.selected
        return self.sentence(one) if one is not None else "thematic map"

    def sentence(self, one: Relation) -> str:
        """A relation in words."""
        names = self._themes.themes if self._themes else {}
        ends = [names[end].name if end in names else "?" for end in (one.source, one.target)]
        return f"{ends[0]} {one.kind} {ends[1]}"
