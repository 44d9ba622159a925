"""What one does with transcripts to read again: open them, and say that they were read."""

from __future__ import annotations

from qualwork.tui.tabs.tab_commands import TabCommands
from qualwork.tui.tabs.tab_screen import TabScreen
from qualwork.tui.widgets.outline import Outline
from qualwork.workbench.themes import rereading
from qualwork.workbench.themes.rereading import Reread


class QueueCommands(TabCommands[TabScreen]):
    """Commands on the queue, as it was read last; `wanted` is the row to select when it is shown again."""

    def __init__(self, tab: TabScreen) -> None:
        super().__init__(tab)
        self.queue: dict[int, Reread] = {}
        self.wanted: str | None = None

    @property
    def waiting(self) -> Reread | None:
        """The highlighted transcript of the queue."""
        key = self.tab.query_one("#queue", Outline).key
        return self.queue.get(int(key)) if key else None

    def open_waiting(self) -> None:
        """Open the highlighted transcript among its codes."""
        one = self.waiting
        if one is not None:
            self.navigator.remember()
            if self.session.open(one.transcript.id):
                self.navigator.open_tab("code")

    def action_say_read(self) -> None:
        """Put down that the highlighted transcript was read again."""
        one = self.waiting
        if one is not None:
            title, keys = one.transcript.title, list(self.queue)
            behind = keys[keys.index(one.transcript.id) + 1 :]
            self.wanted = str(next((key for key in behind if self.queue[key].codes), one.transcript.id))
            self.commands.run(
                lambda: rereading.say_read(self.session.project, one.transcript.id), f"“{title}” was read again"
            )
