"""What one does with the past: compare two moments, tell how the analysis went, write the project as it was."""

from __future__ import annotations

from pathlib import Path

from qualwork.model.decision import Decision
from qualwork.tui.dialogs.asking import AskLine
from qualwork.tui.dialogs.message import MessageDialog
from qualwork.tui.tabs.tab_screen import TabScreen
from qualwork.workbench.base import file_kinds
from qualwork.workbench.log import comparing, timeline


class MomentCommands(TabScreen):
    """Commands of the Audit tab about earlier moments."""

    @property
    def decision(self) -> Decision | None:
        """The highlighted decision; None where there is none."""
        return None

    def action_compare(self) -> None:
        """What became of codebook and theme tree since the highlighted decision, or between two moments."""
        here = str(self.decision.number) if self.decision else "1"

        def take(typed: str | None) -> None:
            first, _, last = (typed or "").partition(" ")
            if not first:
                return
            found = self.commands.ask(lambda: comparing.compare(self.session.project, first, last.strip() or "now"))
            if found is not None:
                self.app.push_screen(MessageDialog("Codebook and themes", found.lines()))

        about = "Two decisions or days with a blank between: 12 140, or 2026-03-01 now. One alone: from there till now."
        self.app.push_screen(AskLine("Compare which moments?", f"{here} now", about), take)

    def action_story(self) -> None:
        """How the analysis went: as a draft paragraph to look at, and as a chart, text or table to keep."""
        self.services.exports.export(
            "story",
            file_kinds.kinds("story", "draft", "table"),
            lambda: timeline.paragraph(self.session.project),
            lambda path, _: timeline.save(self.session.project, path),
        )

    def action_write_as_it_was(self) -> None:
        """Write the project as it was after the highlighted decision, to a file that opens like any other."""
        decision = self.decision
        if decision is None:
            return
        project = self.session.project
        path = project.path.with_name(f"{project.path.stem}-at-{decision.number}{project.path.suffix}")

        def take(typed: str | None) -> None:
            if typed:
                self.commands.run_long(
                    f"Writing the project as it was at decision {decision.number}",
                    lambda _: comparing.write_as_it_was(project, str(decision.number), Path(typed).expanduser()),
                    lambda number: self.say(f"as it was at decision {number}: {typed}"),
                    changes=False,
                )

        self.app.push_screen(AskLine("Write to which file?", str(path), "The project as it was then."), take)
