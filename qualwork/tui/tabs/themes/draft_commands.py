"""Drafts of the tree: what one chooses in their list is done here."""

from __future__ import annotations

from qualwork.model.theme import Draft
from qualwork.tui.dialogs.asking import AskLine
from qualwork.tui.dialogs.drafts import DraftChoice, DraftComparison, Drafts
from qualwork.tui.tabs.tab_commands import TabCommands
from qualwork.tui.tabs.tab_screen import TabScreen
from qualwork.tui.tabs.themes.theme_selection import ThemeSelection
from qualwork.workbench.themes import drafting


class DraftCommands(TabCommands[TabScreen]):
    """Copying, showing, comparing, renaming and removing drafts."""

    def __init__(self, tab: TabScreen, selection: ThemeSelection) -> None:
        super().__init__(tab)
        self.selection = selection

    def action_drafts(self) -> None:
        """The drafts there are."""
        found = self.commands.ask(lambda: drafting.drafts(self.session.project))
        if not found:
            self.say("a draft is a version of the tree; add a theme first")
            return
        self.app.push_screen(Drafts(found), self._chosen)

    def _chosen(self, choice: DraftChoice | None) -> None:
        if choice is None:
            return
        commands = {
            "show": self._show_draft,
            "copy": self._copy_draft,
            "compare": self._compare_drafts,
            "rename": self._rename_draft,
            "delete": self._delete_draft,
        }
        commands[choice.action](choice.draft)

    def _show_draft(self, draft: Draft) -> None:
        self.commands.ask_why(
            f"Work on the draft “{draft.name}” from now on?",
            lambda why: self.selection.run(
                lambda: drafting.show_draft(self.session.project, draft.id, why), f"draft “{draft.name}” is shown now"
            ),
        )

    def _copy_draft(self, source: Draft) -> None:
        def keep(name: str | None) -> None:
            if name:
                self.commands.run(
                    lambda: drafting.copy_draft(self.session.project, name, source.id),
                    f"draft “{name}” kept as it is now",
                    then=lambda _: self.action_drafts(),
                )

        about = "The copy is kept beside the shown draft; notes stay on the themes they were written on."
        self.app.push_screen(AskLine(f"Keep a copy of “{source.name}” as", about=about), keep)

    def _compare_drafts(self, draft: Draft) -> None:
        project = self.session.project

        def found() -> DraftComparison:
            other = drafting.shown(project)
            outlines = (drafting.outline(project, draft.id), drafting.outline(project, other.id))
            differences = drafting.compare(project, draft.id, other.id)
            return DraftComparison((draft.name, other.name), outlines, differences)

        dialog = self.commands.ask(found)
        if dialog is not None:
            self.app.push_screen(dialog, lambda _: self.action_drafts())

    def _rename_draft(self, draft: Draft) -> None:
        def keep(new: str | None) -> None:
            if new and new != draft.name:
                self.commands.run(
                    lambda: drafting.rename_draft(self.session.project, draft.id, new),
                    f"draft “{draft.name}” is now “{new}”",
                    then=lambda _: self.action_drafts(),
                )

        self.app.push_screen(AskLine("Rename the draft", draft.name), keep)

    def _delete_draft(self, draft: Draft) -> None:
        self.commands.ask_why(
            f"Delete the draft “{draft.name}”?",
            lambda why: self.selection.run(
                lambda: drafting.delete_draft(self.session.project, draft.id, why),
                f"draft “{draft.name}” is gone; u brings it back",
            ),
            ("Its themes go with it; codes and codings stay.",),
            confirm=True,
        )
