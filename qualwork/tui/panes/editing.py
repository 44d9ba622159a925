"""The text of a turn corrected in place, and what an edit could not carry along settled."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING

from rich.text import Text

from qualwork.model.plurals import counted
from qualwork.model.transcript import Transcript
from qualwork.model.units import trim
from qualwork.tui.awaiting import asks
from qualwork.tui.dialogs.correcting import Correct
from qualwork.tui.panes.edges import Edges
from qualwork.tui.panes.passages import PassageScreen
from qualwork.tui.reader.units import Range
from qualwork.tui.tabs.tab_commands import TabCommands
from qualwork.workbench.base.progress import Progress
from qualwork.workbench.transcripts import reading, revising
from qualwork.workbench.transcripts.revising import Flagged, Revised

if TYPE_CHECKING:
    from qualwork.tui.dialogs.listing import ListAction


class TranscriptEdits(TabCommands[PassageScreen]):
    """Corrections of the text in the reader, and what they left to be settled."""

    def __init__(self, tab: PassageScreen, edges: Edges) -> None:
        super().__init__(tab)
        self._edges = edges

    # Text

    @asks
    async def action_edit_turn(self) -> None:
        """Correct the words of the turn at the cursor."""
        transcript = self.session.transcript
        if transcript is None:
            return
        turn, number = transcript.turns[self.tab.reader.turn], self.tab.reader.turn + 1
        start, end = trim(transcript.text, turn.speech_start, turn.end)
        if start >= end:
            start, end = trim(transcript.text, turn.start, turn.end)
        title = transcript.info.title
        about = f"Turn {number}. Codings and notes are carried along; what cannot be is marked for review."
        at = max(0, min(self.tab.reader.cursor, end) - start)
        made = await self.dialogs.work_and_why(
            Correct(f"Correct the text of “{title}”", transcript.text[start:end], about, at),
            lambda _: f"Correct turn {number} of “{title}”",
            f"Correcting “{title}”",
            lambda text, why, progress: self._edit(transcript, (start, end), text, why, progress),
            _revised,
        )
        if made is not None and made.flagged:
            self.app.notify(_revised(made), timeout=4, markup=False)

    def _edit(self, transcript: Transcript, span: Range, text: str, why: str, progress: Progress) -> Revised:
        reading.refuse_changed(self.session.project, transcript.info)
        whole = transcript.text[: span[0]] + text + transcript.text[span[1] :]
        return revising.edit(self.session.project, transcript.info.id, whole, why, progress)

    # Review

    @asks
    async def action_review(self) -> None:
        """What edits could not surely carry along in this transcript: settle it, or take it away."""
        if self.session.transcript is not None and not self._flagged_here():
            self.say("nothing here waits for review")
            return
        await self._review()

    def _flagged_here(self) -> Sequence[Flagged]:
        transcript = self.session.transcript
        if transcript is None:
            return ()
        return self.commands.ask(lambda: revising.flagged_in(self.session.project, transcript.info.id)) or ()

    async def _review(self) -> None:
        """Let what waits for review be settled one after the other, until nothing waits or one leaves."""
        project = self.session.project
        while flagged := self._flagged_here():
            taken = await self._choose_flagged(flagged)
            if taken is None:
                return
            one = next(each for each in flagged if each.key == taken.key)
            if taken.action == "enter":
                self._hold_edges(one)
                return
            if taken.action == "a":
                await self.dialogs.change(partial(revising.accept, project, [one.key]), f"“{one.about}” settled")
            else:
                gone = f"“{one.about}” taken away; u brings it back"
                await self.dialogs.change(partial(revising.remove, project, [one.key]), gone)

    async def _choose_flagged(self, flagged: Sequence[Flagged]) -> ListAction | None:
        from qualwork.tui.dialogs.listing import WideListing

        actions = {"enter": "goes there and moves its edges", "a": "the place is right", "x": "takes it away"}
        about = f"{counted(len(flagged), 'passage')} that the edited text may have parted from what was meant"
        things = [(one.key, _flagged(one)) for one in flagged]
        return await self.app.push_screen_wait(WideListing("Settle after an edit", things, actions, about))

    def _hold_edges(self, one: Flagged) -> None:
        self.tab.show_reader()
        self.tab.jump(one.start, one.end)
        self._edges.hold(one.about, (one.start, one.end), False, partial(self._settle, one))

    @asks
    async def _settle(self, one: Flagged, span: Range | None) -> None:
        if span is None:
            self.tab.say_here("it still waits for review: R")
            return
        settled = await self.dialogs.change(lambda: self._put(one, span), f"“{one.about}” settled")
        if settled:
            await self._review()

    def _put(self, one: Flagged, span: Range) -> bool:
        reading.refuse_changed(self.session.project, one.transcript)
        revising.settle(self.session.project, one.key, *span)
        return True


def _revised(made: Revised) -> str:
    kept = counted(made.carried + made.found_again, "passage") + " carried along"
    waits = f"R settles {counted(len(made.flagged), 'passage')} · " if made.flagged else ""
    return f"{waits}revision {made.number}: {kept}"


def _flagged(one: Flagged) -> Text:
    was, now = " ".join(one.old_text.split()), " ".join(one.text.split())
    return Text.assemble((f"{one.kind} · {one.about}", "bold"), f"\nwas   “{was}”\nnow   “{now}”")
