"""Tab 3: the theme tree, and codes without a theme."""

from __future__ import annotations

from collections.abc import Callable
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical
from textual.widgets import OptionList, Static

from qualwork.model.errors import QualworkError
from qualwork.model.theme import Theme
from qualwork.tui.actions import bindings
from qualwork.tui.dialogs.asking import AskLine, AskReason
from qualwork.tui.dialogs.extracts import counted
from qualwork.tui.dialogs.picker import Picked, Picker
from qualwork.tui.screens.base import TabScreen
from qualwork.tui.screens.theme_rows import Chosen, Themes, chosen
from qualwork.tui.widgets.outline import Outline, Row
from qualwork.workbench import theming
from qualwork.workbench.evidence import Evidence, Extract
from qualwork.workbench.picking import rank


class ThemeTreeList(Outline):
    """The theme tree."""

    BINDINGS: ClassVar[list[BindingType]] = bindings("theme tree")


class ThemesScreen(TabScreen):
    """Growing themes: codes under themes, themes under themes."""

    TAB = "themes"
    CSS_PATH: ClassVar[list[str]] = ["base.tcss", "themes.tcss"]  # type: ignore[assignment]
    BINDINGS: ClassVar[list[BindingType]] = bindings("themes")

    def __init__(self) -> None:
        super().__init__()
        self._themes: Themes | None = None
        self._marked: Chosen | None = None
        self._wanted: str | None = None

    def compose_panes(self) -> ComposeResult:
        """The tree with a card for what is selected, and the shelf."""
        with Vertical(id="tree", classes="pane -current"):
            yield Static("", id="title", classes="heading", markup=False)
            yield ThemeTreeList(id="themes", least_name=48)
            yield Static("", id="card", markup=False)
        with Vertical(id="shelf", classes="pane"):
            yield Static("", id="count", classes="heading")
            yield Outline(id="without")

    @property
    def tree_of_themes(self) -> Outline:
        """The tree."""
        return self.query_one("#themes", Outline)

    @property
    def shelf(self) -> Outline:
        """The codes without a theme."""
        return self.query_one("#without", Outline)

    def on_mount(self) -> None:
        """Begin in the tree."""
        self.go_to_pane(self.query_one("#tree"))

    def show_desk(self) -> None:
        """Read the tree in a thread: its counts take a while where there are very many codings."""
        self.run_worker(self._read, thread=True, exclusive=True, exit_on_error=False)

    def _read(self) -> None:
        try:
            found = Themes.read(self.desk.project)
        except QualworkError as fault:
            self.app.call_from_thread(self.qualwork.fail, fault)
            return
        self.app.call_from_thread(self._show, found)

    def _show(self, found: Themes | None = None) -> None:
        themes = self._themes = found or self._themes
        if themes is None:
            return
        colours = {code: self.desk.colour(code) for code in themes.codes}
        self.tree_of_themes.show(themes.rows(self._marked, colours), self._wanted)
        self.shelf.show(themes.shelf_rows(self._marked, colours))
        self._wanted = None
        heading = f"{counted(len(themes.themes), 'theme')}: extracts by how many participants"
        self.query_one("#title", Static).update(heading)
        self.query_one("#count", Static).update(f"{counted(len(themes.shelf), 'code')} without a theme")
        self._show_card()

    def show_theme(self, theme: int) -> None:
        """Select a theme in the tree."""
        self.go_to_pane(self.query_one("#tree"))
        self._wanted = Chosen(theme).key
        self._show()

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
        self._show_card()

    def _show_card(self) -> None:
        if self._themes is not None:
            self.query_one("#card", Static).update(self._themes.about(self.selected))
            self.say()

    def footer(self) -> str:
        """Keys of the list in use."""
        return "shelf" if self.focused is self.shelf else "theme tree"

    def place(self) -> str:
        """What is selected."""
        what, themes = self.selected, self._themes
        if what is None or themes is None:
            return ""
        if what.code is not None and what.code in themes.codes:
            return f"code {themes.codes[what.code].path}"
        return f"theme {themes.paths.get(what.theme or 0, '')}"

    @property
    def selected(self) -> Chosen | None:
        """What is highlighted in the list in use."""
        return chosen((self.shelf if self.focused is self.shelf else self.tree_of_themes).key)

    @property
    def _theme(self) -> Theme | None:
        """The selected theme, or the one that the selected code is under."""
        what = self.selected
        return self._themes.themes.get(what.theme or 0) if what and self._themes else None

    def _path(self, theme: int | None) -> str | None:
        return self._themes.paths.get(theme or 0) if self._themes else None

    def _code_path(self, code: int | None) -> str:
        return self.desk.held.paths.get(code or 0, "")

    # Deeds on themes

    def _do(self, deed: Callable[[], object], said: str, want: Chosen | None = None) -> None:
        if want is not None:
            self._wanted = want.key
        self.qualwork.do(deed, said)

    def action_add_theme(self) -> None:
        """Put a theme beside the selected one."""
        beside = self._theme
        self._ask_theme("New theme", self._path(beside.parent) if beside and beside.parent else None)

    def action_add_subtheme(self) -> None:
        """Put a theme under the selected one."""
        above = self._theme
        if above is None:
            self.action_add_theme()
        else:
            self._ask_theme(f"New subtheme of “{above.name}”", self._path(above.id))

    def _ask_theme(self, title: str, under: str | None) -> None:
        def keep(name: str | None) -> None:
            if name:
                made = self.qualwork.do(lambda: theming.add_theme(self.desk.project, name, under), f"added “{name}”")
                if made is not None:
                    self._wanted = Chosen(made.id).key

        self.app.push_screen(AskLine(title), keep)

    def action_rename_theme(self) -> None:
        """Give the selected theme another name."""
        theme = self._theme
        if theme is None:
            return
        path = self._path(theme.id) or ""

        def keep(name: str | None) -> None:
            if name and name != theme.name:
                self._do(lambda: theming.rename_theme(self.desk.project, path, name), f"“{theme.name}” is now “{name}”")

        self.app.push_screen(AskLine("Rename the theme", theme.name), keep)

    def action_essence(self) -> None:
        """Write what the selected theme is about."""
        theme = self._theme
        if theme is None:
            return
        path = self._path(theme.id) or ""

        def keep(text: str | None) -> None:
            if text is not None and text != theme.essence:
                self._do(
                    lambda: theming.define_theme(self.desk.project, path, essence=text),
                    f"essence of “{theme.name}” kept",
                )

        self.qualwork.ask_text(f"What is “{theme.name}” about?", theme.essence, keep)

    def action_delete_theme(self) -> None:
        """Remove the selected theme, after showing what hangs on it."""
        theme = self._theme
        if theme is None or (self.selected and self.selected.code is not None):
            self.say("a theme is deleted with d, a code is taken out of it with x")
            return
        path = self._path(theme.id) or ""
        hanging = self.qualwork.ask(lambda: theming.hanging_on_theme(self.desk.project, path))
        if hanging is None:
            return

        def go(why: str | None) -> None:
            if why is not None:
                self._do(
                    lambda: theming.delete_theme(self.desk.project, path, why),
                    f"deleted “{theme.name}”; u brings it back",
                )

        details = (f"On it hang: {hanging}.", "Its codes and their codings stay; its subthemes move up.")
        self.app.push_screen(AskReason(f"Delete the theme “{theme.name}”?", details), go)

    def action_indent(self) -> None:
        """Put the selected theme under the one above it."""
        theme = self._theme
        if theme is None or self._themes is None:
            return
        beside = self._themes.siblings(theme)
        at = beside.index(theme)
        if at == 0:
            self.say("there is no theme above it on its level")
            return
        self._move(theme, beside[at - 1])

    def action_outdent(self) -> None:
        """Put the selected theme beside the one it is under."""
        theme = self._theme
        if theme is None or self._themes is None:
            return
        above = self._themes.themes.get(theme.parent or 0)
        if above is None:
            self.say("it is at the top already")
            return
        self._move(theme, self._themes.themes.get(above.parent or 0))

    def _move(self, theme: Theme, under: Theme | None) -> None:
        path, target = self._path(theme.id) or "", self._path(under.id) if under else None
        where = f"under “{under.name}”" if under else "to the top"
        self._do(
            lambda: theming.move_theme(self.desk.project, path, target),
            f"moved “{theme.name}” {where}",
            Chosen(theme.id),
        )

    def action_demote(self) -> None:
        """Turn the selected theme back into a code."""
        theme = self._theme
        if theme is not None:
            path = self._path(theme.id) or ""
            self._do(lambda: theming.demote(self.desk.project, path), f"“{theme.name}” is a code now")

    # Deeds on codes, and moving

    def action_mark(self) -> None:
        """Mark the selected row, or no longer."""
        what = self.selected
        self._marked = None if what == self._marked else what
        self._show()
        self.say("marked: p on a theme puts it there" if self._marked else "nothing is marked now")

    def action_paste(self) -> None:
        """Put what is marked under the selected theme."""
        marked, target = self._marked, self._theme
        if marked is None or target is None or self._themes is None:
            self.say("mark a theme or code with m first, then paste it on a theme")
            return
        self._marked = None
        path, project = self._path(target.id) or "", self.desk.project
        if marked.code is None:
            moved = self._themes.themes.get(marked.theme or 0)
            if moved is not None:
                self._move(moved, target)
            return
        code, source = self._code_path(marked.code), self._path(marked.theme)
        said = f"“{code}” is under “{target.name}” now"
        if source is None:
            self._do(lambda: theming.assign(project, code, path), said, Chosen(target.id, marked.code))
        elif source != path:
            self._do(lambda: theming.reassign(project, code, source, path), said, Chosen(target.id, marked.code))

    def action_assign(self) -> None:
        """Choose a theme for the selected code."""
        what, themes = self.selected, self._themes
        if what is None or what.code is None or themes is None:
            self.say("select a code first: on the shelf (tab), or under a theme")
            return
        if not themes.themes:
            self.say("there is no theme yet; a adds one")
            return
        code = self._code_path(what.code)

        def find(typed: str) -> list[Row]:
            return [Row(str(each), themes.paths[each]) for each in rank(typed, themes.paths)]

        def take(picked: Picked | None) -> None:
            if picked is not None:
                theme = themes.paths[int(picked.key)]
                self._do(lambda: theming.assign(self.desk.project, code, theme), f"“{code}” is under “{theme}” now")

        self.app.push_screen(Picker(f"Put “{code}” under which theme?", find), take)

    def action_take_out(self) -> None:
        """Take the selected code out of its theme."""
        what, theme = self.selected, self._theme
        if what is None or what.code is None or theme is None:
            self.say("select a code under a theme first")
            return
        code, path = self._code_path(what.code), self._path(theme.id) or ""
        self._do(lambda: theming.unassign(self.desk.project, code, path), f"took “{code}” out of “{theme.name}”")

    def action_promote(self) -> None:
        """Make a theme of the selected code; under the theme it is in, where it is in one."""
        what = self.selected
        if what is None or what.code is None:
            self.say("select a code first: on the shelf (tab), or under a theme")
            return
        code, under = self._code_path(what.code), self._path(what.theme)
        self._do(lambda: theming.promote(self.desk.project, code, under), f"“{code}” is a theme now")

    # Looking

    def action_extracts(self) -> None:
        """The extracts of the selected theme or code."""
        what, theme = self.selected, self._theme
        if what is not None and what.code is not None:
            self.qualwork.show_code(what.code)
        elif theme is not None:
            path = self._path(theme.id) or ""
            self.qualwork.show_extracts(f"Theme “{theme.name}”", lambda: self._extracts(path))

    def _extracts(self, path: str) -> list[Extract]:
        codes, marks = theming.members(self.desk.project, path)
        evidence = Evidence(self.desk.project)
        found = evidence.codings(codes)
        return evidence.extracts([each for each in found if marks.get(each.id) != "dismissed"])

    def action_memo(self) -> None:
        """Write a note on the selected theme or code."""
        what, theme = self.selected, self._theme
        if what is not None and what.code is not None:
            path = self._code_path(what.code)
            self.qualwork.ask_memo(f"code:{path}", f"code “{path}”")
        elif theme is not None:
            self.qualwork.ask_memo(f"theme:{self._path(theme.id)}", f"theme “{theme.name}”")
