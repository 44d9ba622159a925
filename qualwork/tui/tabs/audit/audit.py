"""Tab 8: every decision, filtered; what was before and after; verification; undo from there."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical, VerticalScroll
from textual.widgets import OptionList, Static

from qualwork.model.decision import PHASES, Decision
from qualwork.model.errors import QualworkError
from qualwork.model.plurals import counted
from qualwork.model.refs import THING_KINDS
from qualwork.tui.actions import bindings
from qualwork.tui.awaiting import asks
from qualwork.tui.dialogs.picker import Picker, fitting
from qualwork.tui.services import Services
from qualwork.tui.tabs.audit.moment_commands import MomentCommands
from qualwork.tui.tabs.audit.safety_commands import SafetyCommands
from qualwork.tui.tabs.tab_screen import TabScreen
from qualwork.tui.widgets.outline import Outline, Row
from qualwork.workbench.corpus import inversions
from qualwork.workbench.log import auditing, describe_decision
from qualwork.workbench.log.auditing import LogFilter

_MOST = 500
_NOTHING = LogFilter()
_THINGS: dict[str, str] = {"term_family": "family"} | {kind: kind for kind in THING_KINDS if kind != "family"}


class Log(Outline):
    """The decisions."""

    BINDINGS: ClassVar[list[BindingType]] = bindings("log list")


class AuditScreen(TabScreen):
    """The log, the newest decision first, and what the highlighted one changed."""

    TAB = "audit"
    CSS_PATH: ClassVar[list[str]] = ["../base.tcss", "audit.tcss"]  # type: ignore[assignment]
    BINDINGS: ClassVar[list[BindingType]] = bindings("log")

    def __init__(self, services: Services) -> None:
        super().__init__(services)
        self._wanted = _NOTHING
        self._most = _MOST
        self._found: dict[int, Decision] = {}
        self._total = 0
        self._go_to: int | None = None
        self.own(MomentCommands(self, lambda: self.decision))
        self.own(SafetyCommands(self))

    def compose_panes(self) -> ComposeResult:
        """The log and the change."""
        with Vertical(id="log", classes="pane -current", name="Decisions"):
            yield Static("", id="count", classes="heading", markup=False)
            yield Log(id="decisions", least_name=44)
        with Vertical(id="changed", classes="pane", name="What it changed"):
            yield Static("", id="title", classes="heading", markup=False)
            with VerticalScroll(id="scroll"):
                yield Static("", id="lines", markup=False)

    @property
    def log_list(self) -> Log:
        """The list."""
        return self.query_one(Log)

    def on_mount(self) -> None:
        """Begin in the list."""
        self.go_to_pane(self.query_one("#log"))

    def show_session(self) -> None:
        """Read the log beside the screen: it may be long."""
        self.run_worker(self._read, thread=True, exclusive=True, exit_on_error=False)

    def _read(self) -> None:
        try:
            found, total = auditing.search(self.session.project, self._wanted, self._most)
        except QualworkError as fault:
            self.app.call_from_thread(self.commands.fail, fault)
            return
        self.app.call_from_thread(self._show, found, total)

    def _show(self, found: Sequence[Decision], total: int) -> None:
        self._found = {decision.number: decision for decision in found}
        self._total = total
        undone = _undone(found)
        rows = [_row(decision, decision.number in undone) for decision in found]
        self.log_list.show(rows, None if self._go_to is None else str(self._go_to))
        self._go_to = None
        self.query_one("#count", Static).update(self._heading(len(found)))
        self._show_change()

    def _heading(self, shown: int) -> str:
        wanted = self._wanted
        said = [
            f"by {wanted.coder}" if wanted.coder else "",
            f"in phase {wanted.phase}" if wanted.phase else "",
            wanted.verb or "",
            f"on {wanted.day}" if wanted.day else "",
            f"with “{wanted.words}”" if wanted.words else "",
            f"on one {_THINGS[wanted.thing[0]]}" if wanted.thing else "",
        ]
        parts = [counted(self._total, "decision"), *[each for each in said if each]]
        older = f" · the newest {shown:,}, o shows older" if shown < self._total else ""
        clear = " · c shows all" if wanted != _NOTHING else ""
        return ", ".join(parts) + older + clear

    @property
    def decision(self) -> Decision | None:
        """The highlighted decision."""
        return self._found.get(int(self.log_list.key or 0))

    def on_option_list_option_highlighted(self) -> None:
        """What it changed."""
        self._show_change()

    def _show_change(self) -> None:
        decision = self.decision
        title, lines = self.query_one("#title", Static), self.query_one("#lines", Static)
        if decision is None:
            title.update("")
            lines.update("No decision fits; c shows all." if self._wanted != _NOTHING else "There is no decision yet.")
            return
        title.update(f"decision {decision.number}, phase {decision.phase} {PHASES[decision.phase]}")
        told = self.commands.ask(lambda: auditing.lines(self.session.project, decision.number)) or []
        head = [f"{decision.verb}: {decision.label}" if decision.label else decision.verb]
        head += [f"{decision.at[:19].replace('T', ' ')} UTC by {decision.coder}"]
        head += [f"why: {decision.why}"] if decision.why else []
        lines.update("\n".join([*head, "", *told, "", f"hash {decision.hash}"]))
        self.query_one("#scroll").scroll_home(animate=False)
        self.say()

    # Places

    def footer(self) -> str:
        """The keys of the log."""
        return "log"

    def place(self) -> str:
        """The highlighted decision."""
        decision = self.decision
        return f"decision {decision.number} of {self._total:,}" if decision else ""

    def where(self) -> str:
        """The highlighted decision."""
        return f"decision:{self.log_list.key or ''}"

    def go_where(self, where: str) -> None:
        """Show a decision, without filters where they hide it."""
        number = where.partition(":")[2]
        if not number.isdecimal():
            return
        if int(number) in self._found:
            self.log_list.go_to(number)
        else:
            self._wanted, self._go_to = _NOTHING, int(number)
            self._most = max(_MOST, self._newest() - int(number) + 1)
            self.show_session()

    def _newest(self) -> int:
        head = self.commands.ask(lambda: auditing.head(self.session.project))
        return head.number if head else 0

    def thing(self) -> str:
        """What the highlighted decision changed."""
        things = self._things()
        return f"{_THINGS[things[0][0]]}:{things[0][1]}" if things else ""

    # Filters

    @asks
    async def action_filter(self) -> None:
        """Choose a coder, phase, kind or day by a few letters; words that are none of them are looked for."""
        values = self.commands.ask(lambda: auditing.values(self.session.project))
        if values is None:
            return
        find = fitting([_value(what, *pair) for what, found in values.items() for pair in found])
        title = "Only decisions of which coder, phase, kind, day, or with which words?"
        picked = await self.app.push_screen_wait(Picker(title, lambda typed: [*find(typed), *_words(typed)]))
        if picked is not None:
            what, _, value = picked.partition(" ")
            self._narrow(what, value)

    def _narrow(self, what: str, value: str) -> None:
        wanted = self._wanted
        self._want(
            {
                "coder": lambda: replace(wanted, coder=value),
                "phase": lambda: replace(wanted, phase=int(value)),
                "kind": lambda: replace(wanted, verb=value),
                "day": lambda: replace(wanted, day=value),
                "words": lambda: replace(wanted, words=value),
            }[what]()
        )

    def _want(self, wanted: LogFilter) -> None:
        self._wanted, self._most = wanted, _MOST
        self.show_session()

    def action_clear(self) -> None:
        """All decisions again."""
        self._go_to = int(self.log_list.key or 0) or None
        self._want(_NOTHING)

    def action_older(self) -> None:
        """More of them."""
        if len(self._found) < self._total:
            self._most += _MOST
            self.show_session()

    @asks
    async def action_only_thing(self) -> None:
        """Only decisions on what the highlighted one changed, and on what hangs on it."""
        things = [each for each in self._things() if each[0] in _THINGS]
        if not things:
            self.say("it changed no code, theme, transcript, participant, family or coding")
            return
        rows = [Row(str(at), f"{_THINGS[entity]} {name}") for at, (entity, _, name) in enumerate(things)]
        picked = (
            rows[0].key
            if len(rows) == 1
            else await self.app.push_screen_wait(Picker("Only decisions on which of these?", fitting(rows)))
        )
        if picked is not None:
            self._want(LogFilter(thing=things[int(picked)][:2]))

    def _things(self) -> list[tuple[str, int, str]]:
        decision = self.decision
        if decision is None:
            return []
        return self.commands.ask(lambda: describe_decision.things(self.session.project, decision.number)) or []

    # Commands

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Go to what it changed."""
        self.action_open_thing()

    def action_open_thing(self) -> None:
        """Go to what the decision changed; to the first of it where it changed much."""
        things = [each for each in self._things() if each[0] in _THINGS]
        if things:
            self.navigator.open_thing(_THINGS[things[0][0]], things[0][1])
        else:
            self.say("it changed nothing that has a place of its own")

    @asks
    async def action_undo_this(self) -> None:
        """Undo the highlighted decision, with a line of why."""
        decision = self.decision
        if decision is not None:
            about = f"{decision.verb}: {decision.label}" if decision.label else decision.verb
            await self.dialogs.decide_why(
                f"Undo decision {decision.number}?",
                lambda why: inversions.undo_decision(self.session.project, decision.number, why),
                lambda inverted: f"Undone: {inverted.words}",
                [about],
                confirm=True,
                transcripts=True,
            )

    @asks
    async def action_verify(self) -> None:
        """Verify the whole log, with progress."""
        from qualwork.tui.dialogs.verified import Verified

        found = await self.dialogs.long(
            "Verifying the log",
            lambda progress: auditing.verify(self.session.project, progress=progress),
            changes=False,
        )
        if found is None:
            return
        self.say("the log holds" if found.ok else f"{counted(len(found.problems), 'fault')} found")
        number = await self.app.push_screen_wait(Verified(found))
        if number:
            self.go_where(f"decision:{number}")

    def action_export(self) -> None:
        """Write the decisions shown to a file."""
        wanted = self._wanted
        self.services.exports.export_table("decisions", lambda: auditing.log_table(self._all(wanted)))

    def _all(self, wanted: LogFilter) -> list[Decision]:
        return auditing.search(self.session.project, wanted, -1)[0]


def _value(what: str, value: str, number: int) -> Row:
    name = f"{what}: {value}" + (f" {PHASES[int(value)]}" if what == "phase" else "")
    return Row(f"{what} {value}", name, facts=(f"{number:,}",))


def _words(typed: str) -> list[Row]:
    """A row that looks for what is typed."""
    return [Row(f"words {typed}", f"words: {typed}", sign="/")] if typed.strip() else []


def _undone(found: Sequence[Decision]) -> set[int]:
    """Numbers of those that are not in force, as far as the shown part of the log says."""
    state: dict[int, bool] = {}
    for decision in reversed(found):
        if decision.undoes is not None:
            state[decision.undoes] = True
        elif decision.redoes is not None:
            state[decision.redoes] = False
    return {number for number, gone in state.items() if gone}


def _row(decision: Decision, undone: bool) -> Row:
    about = f"{decision.verb}: {decision.label}" if decision.label else decision.verb
    at = decision.at[:16].replace("T", " ")
    why = " · why" if decision.why else ""
    facts = (
        f"{'undone · ' if undone else ''}phase {decision.phase} · {decision.coder}{why}  {at}",
        f"{'undone ' if undone else ''}{decision.coder} {at[5:]}",
        at[5:],
    )
    return Row(str(decision.number), f"{decision.number:>4} {about}", facts=facts, sign="–" if undone else " ")
