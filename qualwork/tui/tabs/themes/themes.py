"""Tab 3: the theme tree, codes without a theme, the thematic map, and drafts of the tree."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical
from textual.widgets import OptionList, Static

from qualwork.model.errors import QualworkError
from qualwork.model.plurals import counted
from qualwork.model.refs import Ref
from qualwork.tui.actions import bindings
from qualwork.tui.services import Services
from qualwork.tui.tabs.tab_screen import TabScreen
from qualwork.tui.tabs.themes.draft_commands import DraftCommands
from qualwork.tui.tabs.themes.map_commands import MapCommands
from qualwork.tui.tabs.themes.map_pane import MapPane
from qualwork.tui.tabs.themes.theme_commands import ThemeCommands
from qualwork.tui.tabs.themes.theme_rows import Chosen, Themes, chosen
from qualwork.tui.tabs.themes.theme_selection import ThemeSelection
from qualwork.tui.widgets.dragging import DragRows
from qualwork.tui.widgets.outline import Outline
from qualwork.workbench.corpus.extracts import Evidence, Extract
from qualwork.workbench.themes import theming


class ThemeTreeList(DragRows):
    """The theme tree."""

    BINDINGS: ClassVar[list[BindingType]] = bindings("theme tree")


class ThemesScreen(TabScreen):
    """Growing themes: codes under themes, themes under themes, themes related to themes."""

    TAB = "themes"
    CSS_PATH: ClassVar[list[str]] = ["../base.tcss", "themes.tcss"]  # type: ignore[assignment]
    BINDINGS: ClassVar[list[BindingType]] = bindings("themes")

    def __init__(self, services: Services) -> None:
        super().__init__(services)
        self.selection = ThemeSelection(self, lambda: self.selected, self.show_themes)
        self.commands_on_themes = self.own(ThemeCommands(self, self.selection))
        self.commands_on_drafts = self.own(DraftCommands(self, self.selection))
        self.commands_on_map = self.own(MapCommands(self, self.selection))

    def compose_panes(self) -> ComposeResult:
        """The tree with a card for what is selected, the shelf, and the map."""
        with Vertical(id="tree", classes="pane -current"):
            yield Static("reading the themes…", id="title", classes="heading", markup=False)
            yield ThemeTreeList(id="themes", least_name=48)
            yield Static("", id="card", markup=False)
        with Vertical(id="shelf", classes="pane"):
            yield Static("", id="count", classes="heading", markup=False)
            yield DragRows(id="without")
        yield MapPane(id="map", classes="pane")

    @property
    def tree_of_themes(self) -> Outline:
        """The tree."""
        return self.query_one("#themes", Outline)

    @property
    def shelf(self) -> Outline:
        """The codes without a theme."""
        return self.query_one("#without", Outline)

    def on_mount(self) -> None:
        """Begin in the tree, where one was."""
        self.selection.wanted = self.session.places.get("theme row") or None
        self.go_to_pane(self.query_one("#tree"))

    def on_screen_suspend(self) -> None:
        """Remember what is selected, for the next start."""
        self.session.places.put("theme row", self.where())

    def show_session(self) -> None:
        """Read the tree in a thread: its counts take a while where there are very many codings."""
        self.run_worker(self._read, thread=True, exclusive=True, exit_on_error=False)

    def _read(self) -> None:
        try:
            found = Themes.read(self.session.project)
        except QualworkError as fault:
            self.app.call_from_thread(self.commands.fail, fault)
            return
        self.app.call_from_thread(self._show, found)

    def _show(self, found: Themes) -> None:
        self.selection.themes = found
        self.show_themes()

    def show_themes(self) -> None:
        """Draw what was read last."""
        themes = self.selection.themes
        if themes is None:
            return
        colours = {code: self.session.colour(code) for code in themes.codes}
        self.tree_of_themes.show(themes.rows(self.selection.marked, colours), self.selection.wanted)
        self.shelf.show(themes.shelf_rows(self.selection.marked, colours))
        self.selection.wanted = None
        self.query_one("#title", Static).update(themes.heading)
        self.query_one("#count", Static).update(f"{counted(len(themes.shelf), 'code')} without a theme")
        self.query_one(MapPane).show(themes)
        self._show_card()

    def show_theme(self, theme: int) -> None:
        """Select a theme in the tree."""
        self.go_to_pane(self.query_one("#tree"))
        self.selection.wanted = Chosen(theme).key
        self.show_themes()

    def where(self) -> str:
        """The pane in use and the row in it."""
        what = self.selected
        return what.key if what is not None else ""

    def go_where(self, where: str) -> None:
        """Select that row again, or a theme as in `theme:3`."""
        if where.startswith("theme:"):
            self.show_theme(int(where.removeprefix("theme:")))
            return
        what = chosen(where)
        if what is not None:
            shelf = what.theme is None
            self.go_to_pane(self.query_one("#shelf" if shelf else "#tree"))
            (self.shelf if shelf else self.tree_of_themes).go_to(where)

    def thing(self) -> str:
        """The selected theme or code."""
        what = self.selected
        if what is None:
            return ""
        return f"theme:{what.theme}" if what.code is None else f"code:{what.code}"

    def on_option_list_option_highlighted(self) -> None:
        """Say what the selected theme or code is about."""
        self._show_card()

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """A code on the shelf was chosen or a row was clicked: its extracts."""
        if event.option_list is self.shelf:
            self.action_extracts()

    def on_descendant_focus(self, event: object) -> None:
        """The card is about the list in use."""
        super().on_descendant_focus(event)  # type: ignore[arg-type]
        self.query_one("#shelf").set_class(self.commands_on_map.on_map, "-away")
        self._show_card()

    def action_next_pane(self, by: int) -> None:
        """Between tree and shelf; from the map to the tree."""
        there = self.focused is self.shelf or self.commands_on_map.on_map
        self.go_to_pane(self.query_one("#tree" if there else "#shelf"))

    def _show_card(self) -> None:
        if self.selection.themes is not None:
            self.query_one("#card", Static).update(self.selection.themes.about(self.selected))
            self.say()

    def footer(self) -> str:
        """Keys of the list in use."""
        if self.commands_on_map.on_map:
            return "theme map"
        return "shelf" if self.focused is self.shelf else "theme tree"

    def place(self) -> str:
        """What is selected."""
        what, themes = self.selected, self.selection.themes
        if self.commands_on_map.on_map:
            return self.query_one(MapPane).place
        if what is None or themes is None:
            return ""
        if what.code is not None and what.code in themes.codes:
            return f"code {themes.codes[what.code].path}"
        return f"theme {themes.paths.get(what.theme or 0, '')}"

    @property
    def selected(self) -> Chosen | None:
        """What is highlighted in the list in use."""
        return chosen((self.shelf if self.focused is self.shelf else self.tree_of_themes).key)

    # Dragging

    def on_drag_rows_dragging(self, message: DragRows.Dragging) -> None:
        """Say what letting go does."""
        what = chosen(message.key)
        name = (
            self.selection.code_path(what.code)
            if what and what.code
            else self.selection.path(what.theme if what else None)
        )
        self.say(f"“{name}”: let go on a theme, or below the tree for the top")

    def on_drag_rows_dropped(self, message: DragRows.Dropped) -> None:
        """Put what was dragged where it was let go; beside the lists nothing happens."""
        what, themes = chosen(message.key), self.selection.themes
        if what is None or themes is None or message.target is None:
            self.say("nothing was moved")
            return
        on = chosen(message.on)
        if message.target is self.shelf:
            if what.code is not None:
                self.commands_on_themes.put(what, None)
            else:
                self.say("a theme is no code; D turns it into one")
        elif on is not None:
            self.commands_on_themes.put(what, themes.themes.get(on.theme or 0))
        elif what.code is None:
            self.commands_on_themes.put(what, None)

    # Looking

    def action_extracts(self) -> None:
        """The extracts of the selected theme or code."""
        what, theme = self.selected, self.selection.theme_here
        if what is not None and what.code is not None:
            self.services.extracts.show_code(what.code)
        elif theme is not None:
            self.services.extracts.show(f"Theme “{theme.name}”", lambda: self._extracts(theme.id))

    def _extracts(self, theme: int) -> list[Extract]:
        codes, marks = theming.members(self.session.project, theme)
        evidence = Evidence(self.session.project)
        found = evidence.codings(codes)
        return evidence.extracts([each for each in found if marks.get(each.id) != "dismissed"])

    def action_review(self) -> None:
        """The extracts of the selected theme in the Review tab."""
        theme = self.selection.theme_here
        if theme is not None:
            self.navigator.open_theme(theme.id, "review")

    def action_memo(self) -> None:
        """Write a note on the selected theme or code."""
        what, theme = self.selected, self.selection.theme_here
        if what is not None and what.code is not None:
            path = self.selection.code_path(what.code)
            self.services.notes.ask(Ref("code", what.code), f"code “{path}”")
        elif theme is not None:
            self.services.notes.ask(Ref("theme", theme.id), f"theme “{theme.name}”")
