"""What one does to the relations of the thematic map."""

from __future__ import annotations

from collections.abc import Sequence

from qualwork.model.theme import RELATION_KINDS
from qualwork.model.units import fold
from qualwork.tui.awaiting import asks
from qualwork.tui.dialogs.asking import AskLine, AskName
from qualwork.tui.dialogs.picker import Picker, fitting
from qualwork.tui.tabs.tab_commands import TabCommands
from qualwork.tui.tabs.tab_screen import TabScreen
from qualwork.tui.tabs.themes.map_pane import MapPane
from qualwork.tui.tabs.themes.theme_selection import ThemeSelection
from qualwork.tui.widgets.outline import Row
from qualwork.workbench.themes import relating


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

    @asks
    async def action_relate(self) -> None:
        """Relate the selected theme to another one: how, to which, and a note on it."""
        theme = self.selection.theme_here
        if theme is None:
            self.say("select a theme first")
            return
        kinds = self.commands.ask(lambda: relating.kinds(self.session.project)) or list(RELATION_KINDS)
        about = "Choose a kind, or type one of your own."
        kind = await self.app.push_screen_wait(
            Picker(f"How is “{theme.name}” related to another theme?", lambda typed: kind_rows(kinds, typed), about)
        )
        picker = self.selection.theme_picker(f"“{theme.name}” {kind} which theme?", theme.id) if kind else None
        target = await self.app.push_screen_wait(picker) if picker else None
        if kind and target:
            title = f"“{theme.name}” {kind} “{self.selection.path(int(target))}”"
            await self.dialogs.decide(
                AskLine(title, about="A note on it, which may stay empty:", may_be_empty=True),
                lambda note: relating.relate(self.session.project, theme.id, kind, int(target), note),
                title,
            )

    @asks
    async def action_note_relation(self) -> None:
        """Write the note of the selected relation."""
        pane = self.tab.query_one(MapPane)
        one = pane.selected
        if one is not None:
            await self.dialogs.decide(
                AskName(pane.sentence(one), one.note, may_be_empty=True),
                lambda note: relating.relate(self.session.project, one.source, one.kind, one.target, note),
                "note kept",
            )

    def action_unrelate(self) -> None:
        """Take the selected relation away."""
        pane = self.tab.query_one(MapPane)
        one = pane.selected
        if one is not None:
            self.selection.run(
                lambda: relating.unrelate(self.session.project, one.source, one.kind, one.target),
                f"no longer: {pane.sentence(one)}",
            )


def kind_rows(kinds: Sequence[str], typed: str) -> Sequence[Row]:
    """The kinds of relation that fit what is typed, and what is typed as a kind of one's own where it is none yet."""
    rows = fitting([Row(kind, kind) for kind in kinds])(typed)
    if not typed or fold(typed) in map(fold, kinds):
        return rows
    return [*rows, Row(typed, f"your own kind: “{typed}”", sign="+")]
