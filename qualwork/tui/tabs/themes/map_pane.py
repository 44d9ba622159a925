"""The thematic map beside the tree: its picture, its relations as rows, and what one does to them."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical, VerticalScroll
from textual.widgets import Static

from qualwork.model.plurals import counted
from qualwork.model.theme import RELATION_KINDS, Relation
from qualwork.tui.actions import bindings
from qualwork.tui.dialogs.asking import AskLine
from qualwork.tui.dialogs.picker import Picked, Picker
from qualwork.tui.tabs.themes import map_picture
from qualwork.tui.tabs.themes.draft_commands import DraftDeeds
from qualwork.tui.tabs.themes.theme_rows import Themes
from qualwork.tui.widgets.outline import Outline, Row
from qualwork.workbench.base.picking import rank
from qualwork.workbench.themes import relating

EMPTY = "No theme is related to another yet. Select a theme in the tree and press R: leads to, contrasts with, part of."

_OWN_KIND = "own"


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


class MapDeeds(DraftDeeds):
    """What one does to relations."""

    @property
    def on_map(self) -> bool:
        """True where the map is in use."""
        return self.query_one(MapPane).has_class("-current")

    def action_map(self) -> None:
        """Go to the map, or from it to the tree."""
        self.go_to_pane(self.query_one("#tree" if self.on_map else "#map"))

    def action_relate(self) -> None:
        """Relate the selected theme to another one: how, to which, and a note on it."""
        theme = self.theme_here
        if theme is None:
            self.say("select a theme first")
            return
        source = self.path(theme.id)
        kinds = self.qualwork.ask(lambda: relating.kinds(self.desk.project)) or list(RELATION_KINDS)
        names = dict(enumerate(kinds))
        typed_last = [""]

        def find(typed: str) -> list[Row]:
            typed_last[0] = " ".join(typed.split())
            rows = [Row(str(each), names[each]) for each in rank(typed, names)]
            own = bool(typed_last[0]) and typed_last[0].casefold() not in map(str.casefold, kinds)
            return [*rows, *[Row(_OWN_KIND, f"your own kind: “{typed_last[0]}”", sign="+")] * own]

        def take_kind(picked: Picked | None) -> None:
            if picked is not None:
                kind = typed_last[0] if picked.key == _OWN_KIND else names[int(picked.key)]
                self.pick_theme(
                    f"“{theme.name}” {kind} which theme?", lambda other: take_theme(kind, self.path(other)), theme.id
                )

        def take_theme(kind: str, target: str) -> None:
            def keep(note: str | None) -> None:
                if note is not None:
                    self.deed(
                        lambda: relating.relate(self.desk.project, source, kind, target, note),
                        f"“{theme.name}” {kind} “{target}”",
                    )

            title = f"“{theme.name}” {kind} “{target}”"
            self.app.push_screen(AskLine(title, about="A note on it, which may stay empty:", may_be_empty=True), keep)

        about = "Choose a kind, or type one of your own."
        self.app.push_screen(Picker(f"How is “{theme.name}” related to another theme?", find, about), take_kind)

    def action_note_relation(self) -> None:
        """Write the note of the selected relation."""
        pane = self.query_one(MapPane)
        one = pane.selected
        if one is None:
            return
        source, target = self.path(one.source), self.path(one.target)

        def keep(note: str | None) -> None:
            if note is not None and note != one.note:
                self.deed(
                    lambda: relating.relate(self.desk.project, source, one.kind, target, note),
                    "note kept",
                )

        self.app.push_screen(AskLine(pane.sentence(one), one.note, may_be_empty=True), keep)

    def action_unrelate(self) -> None:
        """Take the selected relation away."""
        pane = self.query_one(MapPane)
        one = pane.selected
        if one is not None:
            source, target = self.path(one.source), self.path(one.target)
            self.deed(
                lambda: relating.unrelate(self.desk.project, source, one.kind, target),
                f"no longer: {pane.sentence(one)}",
            )
