"""Notes and open queries on turns and passages of a transcript: written, listed, gone to, settled."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.text import Text

from qualwork.model.memo import Memo, MemoKind
from qualwork.model.plurals import counted
from qualwork.model.refs import Ref
from qualwork.model.transcript import TranscriptInfo
from qualwork.model.units import trim
from qualwork.tui.awaiting import asks
from qualwork.tui.dialogs.asking import AskText
from qualwork.tui.panes.passages import PassageScreen
from qualwork.tui.tabs.tab_commands import TabCommands
from qualwork.workbench.codes import memoing
from qualwork.workbench.transcripts import reading

if TYPE_CHECKING:
    from qualwork.tui.dialogs.listing import ListAction

_MOST_QUOTED = 60


class PassageNotes(TabCommands[PassageScreen]):
    """Notes on what the reader shows. A `*` before a line says that a note begins there, a `?` that a query is open."""

    def __init__(self, tab: PassageScreen) -> None:
        super().__init__(tab)
        self.listed: list[tuple[int, Memo]] = []
        self.open_queries: dict[int, int] = {}

    def read(self) -> None:
        """Read the notes on the open transcript and on its codings."""
        transcript = self.session.transcript
        self.listed = []
        if transcript is None:
            return
        starts = {each.id: each.start for each in self.session.codings}
        self.open_queries.clear()
        for memo in self.commands.ask(lambda: memoing.listing(self.session.project)) or ():
            if memo.thing_kind == "transcript" and _is_open(memo):
                self.open_queries[memo.thing] = self.open_queries.get(memo.thing, 0) + 1
            if memo.thing_kind == "coding" and memo.thing in starts:
                self.listed.append((starts[memo.thing], memo))
            elif memo.thing_kind == "transcript" and memo.thing == transcript.info.id:
                self.listed.append((memo.start or 0, memo))
        self.listed.sort(key=lambda pair: (pair[0], pair[1].id))
        self.show()

    def show(self) -> None:
        """Put the signs before their lines."""
        signs = [(at, "?" if _is_open(memo) else "*") for at, memo in self.listed if _has_place(memo)]
        self.tab.reader.set_notes(signs)

    @asks
    async def action_memo(self) -> None:
        """Write a note on the selected passage, else on the turn at the cursor."""
        await self._ask_note("note")

    @asks
    async def action_query(self) -> None:
        """Write down a question on the passage, to be settled later."""
        await self._ask_note("query")

    async def _ask_note(self, kind: MemoKind) -> None:
        transcript, reader = self.session.transcript, self.tab.reader
        if transcript is None:
            return
        turn = transcript.turns[reader.turn]
        span = reader.selection or trim(transcript.text, turn.speech_start, turn.end)
        span = span if span[0] < span[1] else (turn.start, turn.end)
        words = " ".join(transcript.text[slice(*span)].split())
        words = words if len(words) <= _MOST_QUOTED else f"{words[:_MOST_QUOTED]}…"
        about = f"“{words}”" if reader.selection else f"turn {reader.turn + 1}: “{words}”"
        await self.ask_note(transcript.info, about, kind, span)

    async def ask_note(
        self, info: TranscriptInfo, about: str, kind: MemoKind = "note", span: tuple[int, int] | None = None
    ) -> None:
        """Ask for a note on a transcript or a passage of it, with the earlier ones above, and keep it."""
        from qualwork.tui.dialogs.memo import AskMemo

        earlier = [memo for _, memo in self.listed if span is None or _touches(memo, span)]
        about = f"An open query on {about}" if kind == "query" else about
        earlier = earlier if self.session.transcript and self.session.transcript.info.id == info.id else []
        await self.dialogs.decide(
            AskMemo(self.session.drafts, f"{kind} {info.id} {span or ''}", about, earlier),
            lambda text: self._add(info, text, kind, span),
            f"{'open query' if kind == 'query' else 'note'} kept; M lists them",
        )

    def _add(self, info: TranscriptInfo, text: str, kind: MemoKind, span: tuple[int, int] | None) -> None:
        reading.refuse_changed(self.session.project, info)
        memoing.add(self.session.project, Ref("transcript", info.id), text, kind, span)

    @asks
    async def action_notes(self) -> None:
        """The notes on this transcript: go to one, change it, settle or delete it."""
        if self.session.transcript is not None and not self.listed:
            self.say("no notes here yet: m writes one on the passage or turn, Q an open query")
        key = ""
        while (taken := await self._choose_note(key)) is not None:
            key = taken.key
            chosen = next((pair for pair in self.listed if str(pair[1].id) == key), None)
            if chosen is None:
                continue
            at, memo = chosen
            if taken.action == "enter":
                self.tab.show_reader()
                self.tab.jump(at, memo.end)
                return
            await self._change_note(taken.action, memo)

    async def _choose_note(self, key: str) -> ListAction | None:
        from qualwork.tui.dialogs.listing import WideListing

        transcript = self.session.transcript
        if transcript is None or not self.listed:
            return None
        queries = sum(_is_open(memo) for _, memo in self.listed)
        about = f"{counted(len(self.listed), 'note')}, {counted(queries, 'open query', 'open queries')}"
        things = [(str(memo.id), self._told(at, memo)) for at, memo in self.listed]
        actions = {"enter": "goes there", "e": "changes it", "x": "settles or reopens a query", "d": "deletes it"}
        listing = WideListing(f"Notes on {transcript.info.title}", things, actions, about, key)
        return await self.app.push_screen_wait(listing)

    def _told(self, at: int, memo: Memo) -> Text:
        assert self.session.transcript is not None
        text = self.session.transcript.text
        words = " ".join(text[at : memo.end if memo.end is not None else at + _MOST_QUOTED].split())
        words = words if len(words) <= _MOST_QUOTED else f"{words[:_MOST_QUOTED]}…"
        where = "on the transcript" if not _has_place(memo) else f"“{words}”"
        state = (
            ("? open query" if not memo.resolved else "✓ settled query") if memo.kind == "query" else f"* {memo.kind}"
        )
        return Text.assemble((f"{state} · {memo.coder} · {memo.at[:10]}", "bold"), f" · {where}\n", memo.text)

    async def _change_note(self, action: str, memo: Memo) -> None:
        project = self.session.project
        if action == "e":
            asked = AskText("Change the note", memo.text, changes=True)
            await self.dialogs.decide(asked, lambda text: memoing.change(project, memo.id, text), "note changed")
        elif action == "x" and memo.kind == "query":
            said = "query open again" if memo.resolved else "query settled"
            await self.dialogs.change(lambda: memoing.resolve(project, memo.id, not memo.resolved), said)
        elif action == "x":
            self.say("only a query is settled; d deletes a note")
        elif action == "d":
            await self.dialogs.change(lambda: memoing.delete(project, memo.id), "note deleted; u brings it back")


def _has_place(memo: Memo) -> bool:
    return memo.thing_kind == "coding" or memo.start is not None


def _is_open(memo: Memo) -> bool:
    return memo.kind == "query" and not memo.resolved


def _touches(memo: Memo, span: tuple[int, int]) -> bool:
    return memo.start is not None and memo.end is not None and memo.start < span[1] and span[0] < memo.end
