"""The history of one thing: every decision on it, what was before and after, and undo from there."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import ClassVar

from rich.text import Text
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import VerticalScroll
from textual.widgets import Static
from textual.widgets.option_list import Option

from qualwork.model.errors import QualworkError
from qualwork.model.plurals import counted
from qualwork.model.table import Cell, Table
from qualwork.tui.actions import bindings
from qualwork.tui.awaiting import asks
from qualwork.tui.commands import CommandRunner
from qualwork.tui.dialogs.base import Dialog
from qualwork.tui.session import Session
from qualwork.tui.widgets.outline import Choices
from qualwork.workbench.corpus import inversions
from qualwork.workbench.log import auditing


class History(Dialog[int]):
    """Decisions on a thing, the newest first; answers with the number of one to look at in the Audit tab."""

    BINDINGS: ClassVar[list[BindingType]] = bindings("history")
    HINT = "↑↓ j k · u undoes this one · ↵ shows it in the log · esc closes"

    def __init__(self, session: Session, commands: CommandRunner, find: Callable[[], Table]) -> None:
        super().__init__("History")
        self._session = session
        self._commands = commands
        self._find = find
        self._rows: Sequence[dict[str, Cell]] = ()

    def compose_inside(self) -> ComposeResult:
        """The decisions, and below them what the highlighted one changed."""
        yield Static("looking…", id="about", markup=False)
        yield Choices(id="found")
        with VerticalScroll(id="change", can_focus=False):
            yield Static("", id="lines", markup=False)

    def on_mount(self) -> None:
        """Read it."""
        self.query_one(Choices).focus()
        self._read()

    def _read(self) -> None:
        self.run_worker(self._look, thread=True, exclusive=True, exit_on_error=False)

    def _look(self) -> None:
        try:
            found = self._find()
        except QualworkError as fault:
            self.app.call_from_thread(self.query_one("#about", Static).update, fault.message)
            return
        self.app.call_from_thread(self._show, found)

    def _show(self, found: Table) -> None:
        self._rows = list(found.records())[::-1]
        self.query_one("#title", Static).update(found.name.capitalize())
        self.query_one("#about", Static).update(counted(len(self._rows), "decision") + ", the newest first")
        listed, at = self.query_one(Choices), self.query_one(Choices).highlighted or 0
        listed.clear_options()
        listed.add_options([Option(_line(row)) for row in self._rows])
        listed.highlighted = min(at, len(self._rows) - 1) if self._rows else None

    def on_option_list_option_highlighted(self) -> None:
        """Say what it changed."""
        number = self._number
        if number is not None:
            lines = self._commands.ask(lambda: auditing.lines(self._session.project, number)) or []
            self.query_one("#lines", Static).update("\n".join(lines))
            self.query_one("#change").scroll_home(animate=False)

    @property
    def _number(self) -> int | None:
        at = self.query_one(Choices).highlighted
        return int(str(self._rows[at]["number"])) if at is not None and at < len(self._rows) else None

    def on_option_list_option_selected(self) -> None:
        """Look at it in the log."""
        self.dismiss(self._number)

    @asks
    async def action_undo_this(self) -> None:
        """Undo the highlighted decision; it is refused where later ones build upon it."""
        number = self._number
        if number is None:
            return
        undone = await self.dialogs.change(
            lambda: inversions.undo_decision(self._session.project, number),
            lambda inverted: f"Undone: {inverted.words}",
            transcripts=True,
        )
        if undone is not None and self.is_attached:
            self._read()


def _line(row: dict[str, Cell]) -> Text:
    at = str(row["at"])[:16].replace("T", " ")
    text = Text.assemble((f"{row['number']:>5}  {at}  {row['coder']}  ", ""), (f"{row['verb']}", "bold"))
    if row["about"]:
        text.append(f"  {row['about']}")
    if row["why"]:
        text.append(f"\n       why: {row['why']}", "italic")
    return text
