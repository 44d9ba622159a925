"""What one does to themes and their codes in the tree: names, places, marks, and what a code is promoted to."""

from __future__ import annotations

from qualwork.model.theme import Theme
from qualwork.tui.awaiting import asks
from qualwork.tui.dialogs.asking import AskLine, AskName, AskText, TextDraft
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

    @asks
    async def action_add_theme(self) -> None:
        """Put a theme beside the selected one."""
        beside = self.selection.theme_here
        await self._add("New theme", beside.parent if beside else None)

    @asks
    async def action_add_subtheme(self) -> None:
        """Put a theme under the selected one."""
        above = self.selection.theme_here
        if above is None:
            self.action_add_theme()
        else:
            await self._add(f"New subtheme of “{above.name}”", above.id)

    async def _add(self, title: str, under: int | None) -> None:
        added = await self.dialogs.decide(
            AskLine(title),
            lambda name: theming.add_theme(self.session.project, name, under),
            lambda added: f"added “{added.name}”",
        )
        self._select(added)

    def _select(self, made: Theme | None) -> None:
        """Select a theme, where one was made, once the tree with it is read."""
        if made is not None:
            self.selection.wanted = Chosen(made.id).key

    @asks
    async def action_rename_theme(self) -> None:
        """Give the selected theme another name, and say why."""
        theme = self.selection.theme_here
        if theme is not None:
            await self.dialogs.decide_and_why(
                AskName("Rename the theme", theme.name),
                lambda name: f"Rename “{theme.name}” to “{name}”",
                lambda name, why: theming.rename_theme(self.session.project, theme.id, name, why),
                lambda renamed: f"“{theme.name}” is now “{renamed.name}”",
            )

    @asks
    async def action_essence(self) -> None:
        """Write what the selected theme is about."""
        theme = self.selection.theme_here
        if theme is not None:
            title, key = f"What is “{theme.name}” about?", f"theme:{theme.id} essence"
            await self.dialogs.decide(
                AskText(title, theme.essence, draft=TextDraft(self.session.drafts, key)),
                lambda text: theming.define_theme(self.session.project, theme.id, essence=text),
                f"essence of “{theme.name}” kept",
            )

    @asks
    async def action_delete_theme(self) -> None:
        """Remove the selected theme, after showing what hangs on it."""
        theme = self.selection.theme_here
        if theme is None or (self.selection.selected and self.selection.selected.code is not None):
            self.say("a theme is deleted with d, a code is taken out of it with x")
            return
        dependents = self.commands.ask(lambda: theming.dependents_of_theme(self.session.project, theme.id))
        if dependents is None:
            return
        await self.dialogs.decide_why(
            f"Delete the theme “{theme.name}”?",
            lambda why: theming.delete_theme(self.session.project, theme.id, why),
            f"deleted “{theme.name}”; u brings it back",
            (f"On it hang: {dependents}.", "Its codes and their codings stay; its subthemes move up."),
            confirm=True,
        )

    @asks
    async def action_merge_theme(self) -> None:
        """Give all that hangs on the selected theme to another one."""
        theme = self.selection.theme_here
        if theme is None:
            return
        picker = self.selection.theme_picker(f"Merge “{theme.name}” into which theme?", theme.id)
        if picker is None:
            return
        merged = await self.dialogs.decide_and_why(
            picker,
            lambda picked: f"Merge “{theme.name}” into “{self.selection.path(int(picked))}”?",
            lambda picked, why: arranging.merge_themes(self.session.project, [theme.id], int(picked), why),
            lambda into: f"merged “{theme.name}” into “{self.selection.path(into.id)}”; u parts them",
            lambda _: ("Codes, subthemes, marks, relations and notes go over; the theme itself goes.",),
            confirm=True,
        )
        self._select(merged)

    def action_demote(self) -> None:
        """Turn the selected theme back into a code."""
        theme = self.selection.theme_here
        if theme is not None:
            self.selection.run(lambda: theming.demote(self.session.project, theme.id), f"“{theme.name}” is a code now")

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
        target = under.id if under else None
        where = f"under “{under.name}”" if under else "to the top"
        self.selection.run(
            lambda: theming.move_theme(self.session.project, theme.id, target),
            f"moved “{theme.name}” {where}",
            Chosen(theme.id),
        )

    def action_shift(self, by: int) -> None:
        """Move the selected theme, or the code in it, up or down among those beside it."""
        what, theme = self.selection.selected, self.selection.theme_here
        if what is None or theme is None:
            return
        name = theme.name if what.code is None else self.selection.code_path(what.code)
        way, end = ("up", "first") if by < 0 else ("down", "last")
        self.selection.wanted = what.key
        self.commands.run(
            lambda: self._shift(what.code, theme.id, by),
            lambda moved: f"moved “{name}” {way}" if moved else f"“{name}” is the {end} one here",
        )

    def _shift(self, code: int | None, theme: int, by: int) -> bool:
        """Shift a theme, or a code in it; False where it stands at that end already."""
        if code is not None:
            return arranging.shift_code(self.session.project, code, theme, by)
        return arranging.shift_theme(self.session.project, theme, by)

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
        project, member, source = self.session.project, what.code, what.theme
        if member is None:
            moved = self.selection.themes.themes.get(what.theme or 0) if self.selection.themes else None
            if moved is not None and moved != target and (target.id if target else None) != moved.parent:
                self._move(moved, target)
            return
        code = self.selection.code_path(member)
        if target is None:
            if source is not None:
                said = f"took “{code}” out of “{self.selection.path(source)}”"
                self.selection.run(lambda: theming.unassign(project, member, source), said)
            return
        said, want = f"“{code}” is under “{target.name}” now", Chosen(target.id, what.code)
        if source is None:
            self.selection.run(lambda: theming.assign(project, member, target.id), said, want)
        elif source != target.id:
            self.selection.run(lambda: theming.reassign(project, member, source, target.id), said, want)

    # Codes

    @asks
    async def action_assign(self) -> None:
        """Choose a theme for the selected code."""
        what = self.selection.selected
        if what is None or what.code is None:
            self.say(NO_CODE)
            return
        member, code = what.code, self.selection.code_path(what.code)
        picker = self.selection.theme_picker(f"Put “{code}” under which theme?")
        if picker is not None:
            await self.dialogs.decide(
                picker,
                lambda picked: self._assign(member, int(picked)),
                lambda theme: f"“{code}” is under “{self.selection.path(theme)}” now",
            )

    def _assign(self, code: int, theme: int) -> int:
        theming.assign(self.session.project, code, theme)
        return theme

    def action_take_out(self) -> None:
        """Take the selected code out of its theme."""
        what, theme = self.selection.selected, self.selection.theme_here
        if what is None or what.code is None or theme is None:
            self.say("select a code under a theme first")
            return
        member, code = what.code, self.selection.code_path(what.code)
        self.selection.run(
            lambda: theming.unassign(self.session.project, member, theme.id), f"took “{code}” out of “{theme.name}”"
        )

    @asks
    async def action_promote(self) -> None:
        """Make a theme of the selected code; under the theme it is in, where it is in one."""
        what = self.selection.selected
        if what is None or what.code is None:
            self.say(NO_CODE)
            return
        code, under = what.code, what.theme
        made = await self.dialogs.change(
            lambda: theming.promote(self.session.project, code, under),
            f"“{self.selection.code_path(code)}” is {self._place_of_promoted(under)} now",
        )
        self._select(made)

    @asks
    async def action_promote_below(self) -> None:
        """Make a subtheme of the selected code, under a theme that one chooses."""
        what = self.selection.selected
        if what is None or what.code is None:
            self.say(NO_CODE)
            return
        code = what.code
        name = self.selection.code_path(code)
        picker = self.selection.theme_picker(f"Make “{name}” a subtheme of which theme?")
        if picker is not None:
            made = await self.dialogs.decide(
                picker,
                lambda picked: theming.promote(self.session.project, code, int(picked)),
                lambda made: f"“{name}” is {self._place_of_promoted(made.parent)} now",
            )
            self._select(made)

    def _place_of_promoted(self, under: int | None) -> str:
        return f"a subtheme of “{self.selection.path(under)}”" if under else "a theme"
