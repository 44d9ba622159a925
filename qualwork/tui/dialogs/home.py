"""The six phases: what is done, what may be open, and the way to each place. Nothing is locked by any of it."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.widgets import OptionList, Static

from qualwork.model.errors import QualworkError
from qualwork.tui.actions import bindings
from qualwork.tui.awaiting import asks
from qualwork.tui.commands import CommandRunner
from qualwork.tui.dialogs.attention import AttentionDialog
from qualwork.tui.dialogs.base import Dialog
from qualwork.tui.session import Session
from qualwork.tui.widgets.outline import Outline, Row
from qualwork.workbench.study import tasks
from qualwork.workbench.study.tasks import KINDS, PhaseCard, Task


class Home(Dialog[Task]):
    """Phases, below each the kinds of open tasks, below each the tasks; answers with the task to open."""

    BINDINGS: ClassVar[list[BindingType]] = bindings("home")
    HINT = "↵ opens · x sets aside · s shows those · a attention · f2 study · esc"

    def __init__(self, session: Session, commands: CommandRunner, change_study: Callable[[], Awaitable[None]]) -> None:
        super().__init__("Where the study stands")
        self._session = session
        self._commands = commands
        self._change_study = change_study
        self._cards: Sequence[PhaseCard] = ()
        self._tasks: dict[str, Task] = {}
        self._with_aside = False
        self._kinds: set[str] = set()

    def compose_inside(self) -> ComposeResult:
        """The question, then the list."""
        yield Static("looking…", id="about", markup=False)
        yield Outline(id="found", least_name=13)

    def on_mount(self) -> None:
        """Look beside the screen: there may be much to count."""
        self.query_one(Outline).focus()
        self.look()

    def look(self) -> None:
        """Look again."""
        study = self._session.snapshot.study
        question = study.research_question or "no research question yet (f2 writes it)"
        self.query_one("#about", Static).update(f"{question}\n{study.approach}, {study.orientation}, {study.level}")
        self.run_worker(self._read, thread=True, exclusive=True, exit_on_error=False)

    def _read(self) -> None:
        try:
            found = tasks.cards(self._session.project)
        except QualworkError as fault:
            self.app.call_from_thread(self.query_one("#about", Static).update, fault.message)
            return
        self.app.call_from_thread(self._show, found)

    def _show(self, found: Sequence[PhaseCard]) -> None:
        self._cards = found
        self._tasks = {task.key: task for card in found for task in card.tasks}
        outline = self.query_one(Outline)
        rows = [row for card in found for row in self._of_phase(card)]
        kinds = {row.key for row in rows if row.depth == 1}
        outline.fold_away(kinds - self._kinds)
        self._kinds |= kinds
        outline.show(rows)

    def _of_phase(self, card: PhaseCard) -> list[Row]:
        done = " · ".join(card.done)
        number = len(card.open)
        open_now = f"{number:,} open" if number else "nothing open"
        facts = (f"{done} · {open_now}", f"{card.done[0]} · {open_now}", open_now)
        rows = [Row(f"phase {card.phase}", f"{card.phase} {card.name.capitalize()}", 0, facts, bold=True)]
        for kind, (phase, says) in KINDS.items():
            mine = [task for task in card.tasks if task.kind == kind and (self._with_aside or not task.set_aside_by)]
            if phase == card.phase and mine:
                still = sum(not task.set_aside_by for task in mine)
                aside = f" (and {len(mine) - still} set aside)" if still < len(mine) else ""
                rows.append(Row(kind, says, 1, (f"{still:,}{aside}", f"{still:,}{aside}", f"{still:,}")))
                rows += [_of_task(task) for task in mine]
        return rows

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Go to the place of a task; fold or unfold what is none."""
        task = self._tasks.get(event.option_id or "")
        if task is not None:
            self.dismiss(task)
        else:
            self.query_one(Outline).action_fold()

    @asks
    async def action_set_aside(self) -> None:
        """Leave the highlighted task, with a reason; one that was left is taken up again."""
        task = self._tasks.get(self.query_one(Outline).key or "")
        if task is None:
            self.query_one("#hint", Static).update("unfold a line with ↵ first, then choose a task")
        elif task.set_aside_by:
            taken_up = f"taken up again: {task.name}"
            await self.dialogs.change(lambda: tasks.take_up(self._session.project, task), taken_up)
            self.look()
        else:
            await self.dialogs.decide_why(
                f"Set aside: {KINDS[task.kind][1]}: {task.name}",
                lambda why: tasks.put_aside(self._session.project, task, why),
                f"set aside: {task.name}",
            )
            self.look()

    def action_show_aside(self) -> None:
        """Show what was set aside too, or no longer."""
        self._with_aside = not self._with_aside
        self._show(self._cards)

    def action_attention(self) -> None:
        """How much was coded in each transcript, and when."""
        self.app.push_screen(AttentionDialog(self._session.project))

    @asks
    async def action_study(self) -> None:
        """Question and approach."""
        await self._change_study()
        self.look()


def _of_task(task: Task) -> Row:
    if task.set_aside_by:
        reason = f": {task.reason}" if task.reason else ""
        return Row(
            task.key, task.name, 2, (f"set aside by {task.set_aside_by}{reason}", "set aside", "set aside"), sign="–"
        )
    return Row(task.key, task.name, 2, (task.detail,) * 3, sign="·")
