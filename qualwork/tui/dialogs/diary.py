"""All notes by day: the reflexive diary, notes, method notes and queries, to search, write, change and export."""

from __future__ import annotations

from typing import ClassVar

from rich.text import Text
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.widgets import Input, OptionList, Static
from textual.widgets.option_list import Option

from qualwork.model.memo import MEMO_KINDS, Memo, MemoKind
from qualwork.model.plurals import counted
from qualwork.model.refs import Ref
from qualwork.tui.actions import bindings
from qualwork.tui.awaiting import asks
from qualwork.tui.commands import CommandRunner
from qualwork.tui.dialogs.asking import AskReason, AskText
from qualwork.tui.dialogs.base import Dialog
from qualwork.tui.dialogs.line import Line
from qualwork.tui.exports import Exports
from qualwork.tui.notes import Notes
from qualwork.tui.session import Session
from qualwork.tui.widgets.choice import Choice
from qualwork.tui.widgets.outline import Choices
from qualwork.workbench.codes import memoing

_ALL = "all"
_LINES = 3


class Diary(Dialog[Memo]):
    """Notes, the newest day first; answers with the one whose thing is to be gone to."""

    BINDINGS: ClassVar[list[BindingType]] = bindings("diary")
    HINT = "a write · e change · x settle · d delete · / search · o export · ↵ go"

    def __init__(self, session: Session, commands: CommandRunner, notes: Notes, exports: Exports) -> None:
        super().__init__("Diary and notes")
        self._session = session
        self._commands = commands
        self._notes = notes
        self._exports = exports
        self._memos: dict[str, Memo] = {}

    def compose_inside(self) -> ComposeResult:
        """Which kind, which words, the notes."""
        yield Choice("Kind", [_ALL, *MEMO_KINDS], id="kind")
        yield Line(placeholder="/ search in all notes", id="line")
        yield Choices(id="found", markup=False)
        yield Static("", id="about", markup=False)

    def on_mount(self) -> None:
        """Begin in the list."""
        self.look()
        self.query_one(Choices).focus()

    def look(self) -> None:
        """Read the notes that fit."""
        project, kind = self._session.project, self._kind
        find = self.query_one(Input).value
        found = self._commands.ask(lambda: memoing.listing(project, kind=kind, find=find)) or []
        about = memoing.names(project, found)
        self._memos = {str(memo.id): memo for memo in found}
        listed = self.query_one(Choices)
        before = listed.highlighted
        listed.clear_options()
        day = ""
        for memo in reversed(found):
            if memo.at[:10] != day:
                day = memo.at[:10]
                listed.add_option(Option(Text(day, "bold underline"), disabled=True))
            listed.add_option(Option(_entry(memo, about[memo.id]), id=str(memo.id)))
        if found:
            listed.highlighted = min(max(before or 1, 1), listed.option_count - 1)
        nothing = "Nothing here yet: a writes the first entry. A diary keeps what you felt, assumed and decided."
        fits = "No note has all of these words." if find else nothing
        self.query_one("#about", Static).update(counted(len(found), "note") if found else fits)

    @property
    def _kind(self) -> MemoKind | None:
        chosen = self.query_one(Choice).value
        return next((kind for kind in MEMO_KINDS if kind == chosen), None)

    @property
    def _memo(self) -> Memo | None:
        listed = self.query_one(Choices)
        if listed.highlighted is None:
            return None
        return self._memos.get(listed.get_option_at_index(listed.highlighted).id or "")

    def on_choice_changed(self) -> None:
        """Another kind."""
        self.look()

    def on_input_changed(self) -> None:
        """Other words."""
        self.look()

    def on_input_submitted(self) -> None:
        """Down to what was found."""
        self.query_one(Choices).focus()

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Go to what it is about."""
        self.dismiss(self._memos.get(event.option_id or ""))

    def action_search(self) -> None:
        """Type words."""
        self.query_one(Input).focus()

    @asks
    async def action_add(self) -> None:
        """Write on the project: in the diary, unless another kind is shown."""
        kind = self._kind or "reflexive diary"
        await self._notes.write(Ref("project", 1), "the project", kind, kinds=True)
        self.look()

    @asks
    async def action_change(self) -> None:
        """Write the highlighted note anew."""
        memo = self._memo
        if memo is None:
            return
        asked = AskText("Change the note", memo.text, f"{memo.kind}, {memo.at[:10]}, {memo.coder}", changes=True)
        await self.dialogs.decide(
            asked, lambda text: memoing.change(self._session.project, memo.id, text), "the note is changed"
        )
        self.look()

    @asks
    async def action_resolve(self) -> None:
        """Settle the highlighted query, or open it again."""
        memo = self._memo
        if memo is not None:
            said = "the query is open again" if memo.resolved else "the query is settled"
            await self.dialogs.change(lambda: memoing.resolve(self._session.project, memo.id, not memo.resolved), said)
            self.look()

    @asks
    async def action_delete(self) -> None:
        """Remove the highlighted note."""
        memo = self._memo
        if memo is None:
            return
        await self.dialogs.decide(
            AskReason("Delete the note?", [" ".join(memo.text.split())[:200]]),
            lambda why: memoing.delete(self._session.project, memo.id, why),
            "the note is deleted; u brings it back",
        )
        self.look()

    def action_export(self) -> None:
        """Write the notes shown to a file."""
        find = self.query_one(Input).value
        self._exports.export_table("notes", lambda: memoing.table(self._session.project, None, self._kind, find))


def _entry(memo: Memo, about: str) -> Text:
    state = " (settled)" if memo.resolved else " (open)" if memo.kind == "query" else ""
    text = Text.assemble((f"{memo.at[11:16]} {memo.kind}{state}", "bold"), f" on {about}, {memo.coder}")
    lines = [line for line in memo.text.splitlines() if line.strip()]
    for line in lines[:_LINES]:
        text.append(f"\n  {line}")
    return text.append("\n  …") if len(lines) > _LINES else text
