"""What one does with the past: compare two moments, tell how the analysis went, write the project as it was."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from qualwork.model.decision import Decision
from qualwork.tui.awaiting import asks
from qualwork.tui.dialogs.asking import AskLine
from qualwork.tui.dialogs.message import MessageDialog
from qualwork.tui.tabs.tab_commands import TabCommands
from qualwork.tui.tabs.tab_screen import TabScreen
from qualwork.workbench.base import file_kinds
from qualwork.workbench.log import comparing, timeline


class MomentCommands(TabCommands[TabScreen]):
    """Commands about earlier moments; `highlighted` answers with the decision that they begin from."""

    def __init__(self, tab: TabScreen, highlighted: Callable[[], Decision | None]) -> None:
        super().__init__(tab)
        self._highlighted = highlighted

    @asks
    async def action_compare(self) -> None:
        """What became of codebook and theme tree since the highlighted decision, or between two moments."""
        decision = self._highlighted()
        here = str(decision.number) if decision else "1"
        about = "Two decisions or days with a blank between: 12 140, or 2026-03-01 now. One alone: from there till now."
        found = await self.dialogs.find(AskLine("Compare which moments?", f"{here} now", about), self._compare)
        if found is not None:
            await self.app.push_screen_wait(MessageDialog("Codebook and themes", found.lines()))

    def _compare(self, typed: str) -> comparing.Comparison:
        first, _, last = typed.partition(" ")
        return comparing.compare(self.session.project, first, last.strip() or "now")

    def action_story(self) -> None:
        """How the analysis went: as a draft paragraph to look at, and as a chart, text or table to keep."""
        self.services.exports.export(
            "story",
            file_kinds.kinds("story", "draft", "table"),
            lambda: timeline.paragraph(self.session.project),
            lambda path, _: timeline.save(self.session.project, path),
        )

    @asks
    async def action_write_as_it_was(self) -> None:
        """Write the project as it was after the highlighted decision, to a file that opens like any other."""
        decision = self._highlighted()
        if decision is None:
            return
        known = self.session.project.path
        path = known.with_name(f"{known.stem}-at-{decision.number}{known.suffix}")
        said = await self.dialogs.answered(
            AskLine("Write to which file?", str(path), "The project as it was then."),
            lambda typed: self.dialogs.work(
                f"Writing the project as it was at decision {decision.number}",
                lambda _: self._write(decision.number, typed),
            ),
        )
        if said is not None:
            self.say(said)

    def _write(self, moment: int, typed: str) -> str:
        number = comparing.write_as_it_was(self.session.project, str(moment), Path(typed).expanduser())
        return f"as it was at decision {number}: {typed}"
