"""What one does to themes and their codes in the tree: names, places, marks, and what a code is promoted to."""

from __future__ import annotations

from qualwork.model.theme import Theme
from qualwork.tui.dialogs.asking import AskLine
from qualwork.tui.dialogs.field import AskField
from qualwork.tui.tabs.tab_commands import TabCommands
from qualwork.tui.tabs.tab_screen import TabScreen
from qualwork.tui.tabs.themes.theme_rows import Chosen
from qualwork.tui.tabs.themes.theme_selection import ThemeSelection
from qualwork.workbench.themes import arranging, theming

NO_CODE = "select a code first: on the shelf (tab), or under a theme"


class ThemeCommands(TabCommands[TabScreen]):
    """Themes and the codes in them: made, named, moved, merged, removed."""

    def __init__(self, tab: TabScreen, selection: ThemeSelection) -> None:
        super().__init__(tab)
        self.selection = selection

    # Themes

    def action_add_theme(self) -> None:
        """Put a theme beside the selected one."""
        beside = self.selection.theme_here
        self._ask_theme("New theme", self.selection.path(beside.parent) if beside and beside.parent else None)

    def action_add_subtheme(self) -> None:
        """Put a theme under the selected one."""
        above = self.selection.theme_here
        if above is None:
            self.action_add_theme()
        else:
            self._ask_theme(f"New subtheme of “{above.name}”", self.selection.path(above.id))

    def _ask_theme(self, title: str, under: str | None) -> None:
        def select(made: Theme) -> None:
            self.selection.wanted = Chosen(made.id).key

        def keep(name: str | None) -> None:
            if name:
                self.commands.run(
                    lambda: theming.add_theme(self.session.project, name, under),
                    f"added “{name}”",
                    then=select,
                )

        self.app.push_screen(AskLine(title), keep)

    def action_rename_theme(self) -> None:
        """Give the selected theme another name, and say why."""
        theme = self.selection.theme_here
        if theme is None:
            return
        path = self.selection.path(theme.id)

        def keep(name: str | None) -> None:
            if name and name != theme.name:
                said = f"“{theme.name}” is now “{name}”"
                self.commands.ask_why(
                    f"Rename “{theme.name}” to “{name}”",
                    lambda why: self.selection.deed(
                        lambda: theming.rename_theme(self.session.project, path, name, why), said
                    ),
                )

        self.app.push_screen(AskLine("Rename the theme", theme.name), keep)

    def action_essence(self) -> None:
        """Write what the selected theme is about."""
        theme = self.selection.theme_here
        if theme is None:
            return
        path = self.selection.path(theme.id)

        def keep(text: str | None) -> None:
            if text is not None and text != theme.essence:
                self.selection.deed(
                    lambda: theming.define_theme(self.session.project, path, essence=text),
                    f"essence of “{theme.name}” kept",
                )

        title, key = f"What is “{theme.name}” about?", f"theme:{theme.id} essence"
        self.app.push_screen(AskField(title, theme.essence, self.session.drafts, key), keep)

    def action_delete_theme(self) -> None:
        """Remove the selected theme, after showing what hangs on it."""
        theme = self.selection.theme_here
        if theme is None or (self.selection.selected and self.selection.selected.code is not None):
            self.say("a theme is deleted with d, a code is taken out of it with x")
            return
        path = self.selection.path(theme.id)
        hanging = self.commands.ask(lambda: theming.hanging_on_theme(self.session.project, path))
        if hanging is None:
            return
        said = f"deleted “{theme.name}”; u brings it back"
        self.commands.ask_why(
            f"Delete the theme “{theme.name}”?",
            lambda why: self.selection.deed(lambda: theming.delete_theme(self.session.project, path, why), said),
            (f"On it hang: {hanging}.", "Its codes and their codings stay; its subthemes move up."),
            confirm=True,
        )

    def action_merge_theme(self) -> None:
        """Give all that hangs on the selected theme to another one."""
        theme = self.selection.theme_here
        if theme is None:
            return
        path = self.selection.path(theme.id)

        def take(target: int) -> None:
            into = self.selection.path(target)
            self.commands.ask_why(
                f"Merge “{theme.name}” into “{into}”?",
                lambda why: self.selection.deed(
                    lambda: arranging.merge_themes(self.session.project, [path], into, why),
                    f"merged “{theme.name}” into “{into}”; u parts them",
                    Chosen(target),
                ),
                ("Codes, subthemes, marks, relations and notes go over; the theme itself goes.",),
                confirm=True,
            )

        self.selection.pick_theme(f"Merge “{theme.name}” into which theme?", take, theme.id)

    def action_demote(self) -> None:
        """Turn the selected theme back into a code."""
        theme = self.selection.theme_here
        if theme is not None:
            path = self.selection.path(theme.id)
            self.selection.deed(lambda: theming.demote(self.session.project, path), f"“{theme.name}” is a code now")

    # Places in the tree

    def action_indent(self) -> None:
        """Put the selected theme under the one above it."""
        theme = self.selection.theme_here
        if theme is None or self.selection.themes is None:
            return
        beside = self.selection.themes.siblings(theme)
        at = beside.index(theme)
        if at == 0:
            self.say("there is no theme above it on its level")
            return
        self._move(theme, beside[at - 1])

    def action_outdent(self) -> None:
        """Put the selected theme beside the one it is under."""
        theme = self.selection.theme_here
        if theme is None or self.selection.themes is None:
            return
        above = self.selection.themes.themes.get(theme.parent or 0)
        if above is None:
            self.say("it is at the top already")
            return
        self._move(theme, self.selection.themes.themes.get(above.parent or 0))

    def _move(self, theme: Theme, under: Theme | None) -> None:
        path, target = self.selection.path(theme.id), self.selection.path(under.id) if under else None
        where = f"under “{under.name}”" if under else "to the top"
        self.selection.deed(
            lambda: theming.move_theme(self.session.project, path, target),
            f"moved “{theme.name}” {where}",
            Chosen(theme.id),
        )

    def action_shift(self, by: int) -> None:
        """Move the selected theme, or the code in it, up or down among those beside it."""
        what, theme = self.selection.selected, self.selection.theme_here
        if what is None or theme is None:
            return
        path, project = self.selection.path(theme.id), self.session.project
        name = theme.name if what.code is None else self.selection.code_path(what.code)
        end = "first" if by < 0 else "last"

        def shift() -> bool:
            if what.code is not None:
                return arranging.shift_code(project, name, path, by)
            return arranging.shift_theme(project, path, by)

        self.selection.wanted = what.key
        way = "up" if by < 0 else "down"
        self.commands.run(shift, lambda moved: f"moved “{name}” {way}" if moved else f"“{name}” is the {end} one here")

    def action_mark(self) -> None:
        """Mark the selected row, or no longer."""
        what = self.selection.selected
        self.selection.marked = None if what == self.selection.marked else what
        self.selection.show()
        self.say("marked: p on a theme puts it there" if self.selection.marked else "nothing is marked now")

    def action_paste(self) -> None:
        """Put what is marked under the selected theme."""
        marked, target = self.selection.marked, self.selection.theme_here
        if marked is None or target is None:
            self.say("mark a theme or code with m first, then paste it on a theme")
            return
        self.selection.marked = None
        self.put(marked, target)

    def put(self, what: Chosen, target: Theme | None) -> None:
        """Put a theme or code under another theme; with None a theme goes to the top and a code out of its theme."""
        project, path = self.session.project, self.selection.path(target.id) if target else ""
        if what.code is None:
            moved = self.selection.themes.themes.get(what.theme or 0) if self.selection.themes else None
            if moved is not None and moved != target and (target.id if target else None) != moved.parent:
                self._move(moved, target)
            return
        code, source = self.selection.code_path(what.code), self.selection.path(what.theme)
        if target is None:
            if source:
                self.selection.deed(lambda: theming.unassign(project, code, source), f"took “{code}” out of “{source}”")
            return
        said, want = f"“{code}” is under “{target.name}” now", Chosen(target.id, what.code)
        if not source:
            self.selection.deed(lambda: theming.assign(project, code, path), said, want)
        elif source != path:
            self.selection.deed(lambda: theming.reassign(project, code, source, path), said, want)

    # Codes

    def action_assign(self) -> None:
        """Choose a theme for the selected code."""
        what = self.selection.selected
        if what is None or what.code is None:
            self.say(NO_CODE)
            return
        code = self.selection.code_path(what.code)

        def take(theme: int) -> None:
            path = self.selection.path(theme)
            self.selection.deed(
                lambda: theming.assign(self.session.project, code, path), f"“{code}” is under “{path}” now"
            )

        self.selection.pick_theme(f"Put “{code}” under which theme?", take)

    def action_take_out(self) -> None:
        """Take the selected code out of its theme."""
        what, theme = self.selection.selected, self.selection.theme_here
        if what is None or what.code is None or theme is None:
            self.say("select a code under a theme first")
            return
        code, path = self.selection.code_path(what.code), self.selection.path(theme.id)
        self.selection.deed(
            lambda: theming.unassign(self.session.project, code, path), f"took “{code}” out of “{theme.name}”"
        )

    def action_promote(self) -> None:
        """Make a theme of the selected code; under the theme it is in, where it is in one."""
        what = self.selection.selected
        if what is None or what.code is None:
            self.say(NO_CODE)
            return
        self._promote(what.code, self.selection.path(what.theme) or None)

    def action_promote_below(self) -> None:
        """Make a subtheme of the selected code, under a theme that one chooses."""
        what = self.selection.selected
        if what is None or what.code is None:
            self.say(NO_CODE)
            return
        code = what.code
        title = f"Make “{self.selection.code_path(code)}” a subtheme of which theme?"
        self.selection.pick_theme(title, lambda theme: self._promote(code, self.selection.path(theme)))

    def _promote(self, code: int, under: str | None) -> None:
        name = self.selection.code_path(code)
        said = f"“{name}” is a subtheme of “{under}” now" if under else f"“{name}” is a theme now"

        def select(made: Theme) -> None:
            self.selection.wanted = Chosen(made.id).key

        self.commands.run(lambda: theming.promote(self.session.project, name, under), said, then=select)
