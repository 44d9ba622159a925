"""What one does to the relations of the thematic map."""

from __future__ import annotations

from qualwork.model.theme import RELATION_KINDS
from qualwork.tui.dialogs.asking import AskLine
from qualwork.tui.dialogs.picker import Picker
from qualwork.tui.tabs.tab_commands import TabCommands
from qualwork.tui.tabs.tab_screen import TabScreen
from qualwork.tui.tabs.themes.map_pane import MapPane
from qualwork.tui.tabs.themes.theme_selection import ThemeSelection
from qualwork.tui.widgets.outline import Row
from qualwork.workbench.base.picking import rank
from qualwork.workbench.themes import relating

_OWN_KIND = "own"


class MapCommands(TabCommands[TabScreen]):
    """What one does to relations."""

    def __init__(self, tab: TabScreen, selection: ThemeSelection) -> None:
        super().__init__(tab)
        self.selection = selection

    @property
    def on_map(self) -> bool:
        """True where the map is in use."""
        return self.tab.query_one(MapPane).has_class("-current")

    def action_map(self) -> None:
        """Go to the map, or from it to the tree."""
        self.tab.go_to_pane(self.tab.query_one("#tree" if self.on_map else "#map"))

    def action_relate(self) -> None:
        """Relate the selected theme to another one: how, to which, and a note on it."""
        theme = self.selection.theme_here
        if theme is None:
            self.say("select a theme first")
            return
        kinds = self.commands.ask(lambda: relating.kinds(self.session.project)) or list(RELATION_KINDS)
        names = dict(enumerate(kinds))
        typed_last = [""]

        def find(typed: str) -> list[Row]:
            typed_last[0] = " ".join(typed.split())
            rows = [Row(str(each), names[each]) for each in rank(typed, names)]
            own = bool(typed_last[0]) and typed_last[0].casefold() not in map(str.casefold, kinds)
            return [*rows, *[Row(_OWN_KIND, f"your own kind: “{typed_last[0]}”", sign="+")] * own]

        def take_kind(picked: str | None) -> None:
            if picked is not None:
                kind = typed_last[0] if picked == _OWN_KIND else names[int(picked)]
                self.selection.pick_theme(
                    f"“{theme.name}” {kind} which theme?",
                    lambda other: take_theme(kind, other),
                    theme.id,
                )

        def take_theme(kind: str, target: int) -> None:
            title = f"“{theme.name}” {kind} “{self.selection.path(target)}”"

            def keep(note: str | None) -> None:
                if note is not None:
                    self.selection.run(
                        lambda: relating.relate(self.session.project, theme.id, kind, target, note), title
                    )

            self.app.push_screen(AskLine(title, about="A note on it, which may stay empty:", may_be_empty=True), keep)

        about = "Choose a kind, or type one of your own."
        self.app.push_screen(Picker(f"How is “{theme.name}” related to another theme?", find, about), take_kind)

    def action_note_relation(self) -> None:
        """Write the note of the selected relation."""
        pane = self.tab.query_one(MapPane)
        one = pane.selected
        if one is None:
            return

        def keep(note: str | None) -> None:
            if note is not None and note != one.note:
                self.selection.run(
                    lambda: relating.relate(self.session.project, one.source, one.kind, one.target, note),
                    "note kept",
                )

        self.app.push_screen(AskLine(pane.sentence(one), one.note, may_be_empty=True), keep)

    def action_unrelate(self) -> None:
        """Take the selected relation away."""
        pane = self.tab.query_one(MapPane)
        one = pane.selected
        if one is not None:
            self.selection.run(
                lambda: relating.unrelate(self.session.project, one.source, one.kind, one.target),
                f"no longer: {pane.sentence(one)}",
            )
