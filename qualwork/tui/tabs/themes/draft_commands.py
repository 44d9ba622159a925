"""Drafts of the tree: what one chooses in their list is done here."""

from __future__ import annotations

from qualwork.model.theme import Draft
from qualwork.tui.awaiting import asks
from qualwork.tui.dialogs.asking import AskLine, AskName
from qualwork.tui.dialogs.drafts import DraftComparison, Drafts
from qualwork.tui.tabs.tab_commands import TabCommands
from qualwork.tui.tabs.tab_screen import TabScreen
from qualwork.tui.tabs.themes.theme_selection import ThemeSelection
from qualwork.workbench.themes import drafting


class DraftCommands(TabCommands[TabScreen]):
    """Copying, showing, comparing, renaming and removing drafts."""

    def __init__(self, tab: TabScreen, selection: ThemeSelection) -> None:
        super().__init__(tab)
        self.selection = selection

    @asks
    async def action_drafts(self) -> None:
        """The drafts there are; after what is done beside the tree, their list again."""
        commands = {
            "show": self._show,
            "copy": self._copy,
            "compare": self._compare,
            "rename": self._rename,
            "delete": self._delete,
        }
        again = True
        while again:
            drafts = self.commands.ask(lambda: drafting.drafts(self.session.project))
            if not drafts:
                self.say("a draft is a version of the tree; add a theme first")
                return
            choice = await self.app.push_screen_wait(Drafts(drafts))
            again = choice is not None and await commands[choice.action](choice.draft)

    # Each answers True where the list is shown again.

    async def _show(self, draft: Draft) -> bool:
        await self.dialogs.decide_why(
            f"Work on the draft “{draft.name}” from now on?",
            lambda why: drafting.show_draft(self.session.project, draft.id, why),
            f"draft “{draft.name}” is shown now",
        )
        return False

    async def _copy(self, source: Draft) -> bool:
        about = "The copy is kept beside the shown draft; notes stay on the themes they were written on."
        copied = await self.dialogs.decide(
            AskLine(f"Keep a copy of “{source.name}” as", about=about),
            lambda name: drafting.copy_draft(self.session.project, name, source.id),
            lambda copy: f"draft “{copy.name}” kept as it is now",
        )
        return copied is not None

    async def _compare(self, draft: Draft) -> bool:
        comparison = self.commands.ask(lambda: self._comparison(draft))
        if comparison is None:
            return False
        await self.app.push_screen_wait(comparison)
        return True

    def _comparison(self, draft: Draft) -> DraftComparison:
        project = self.session.project
        other = drafting.shown(project)
        outlines = (drafting.outline(project, draft.id), drafting.outline(project, other.id))
        return DraftComparison((draft.name, other.name), outlines, drafting.compare(project, draft.id, other.id))

    async def _rename(self, draft: Draft) -> bool:
        renamed = await self.dialogs.decide(
            AskName("Rename the draft", draft.name),
            lambda name: self._rename_to(draft, name),
            lambda name: f"draft “{draft.name}” is now “{name}”",
        )
        return renamed is not None

    def _rename_to(self, draft: Draft, name: str) -> str:
        drafting.rename_draft(self.session.project, draft.id, name)
        return name

    async def _delete(self, draft: Draft) -> bool:
        await self.dialogs.decide_why(
            f"Delete the draft “{draft.name}”?",
            lambda why: drafting.delete_draft(self.session.project, draft.id, why),
            f"draft “{draft.name}” is gone; u brings it back",
            ("Its themes go with it; codes and codings stay.",),
            confirm=True,
        )
        return False
