"""Going to places in a transcript: words looked for, coded passages, a turn or a time."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from operator import itemgetter

from qualwork.model.transcript import Transcript
from qualwork.tui.awaiting import asks
from qualwork.tui.dialogs.go_to import AskPlace
from qualwork.tui.panes.passages import PassageScreen
from qualwork.tui.reader.spans import CodedSpan
from qualwork.tui.reader.units import Range
from qualwork.tui.tabs.tab_commands import TabCommands
from qualwork.workbench.transcripts import reading

_start = itemgetter(0)


class PassageSearch(TabCommands[PassageScreen]):
    """Words looked for in the reader, and the ways from one coded passage to the next."""

    def __init__(self, tab: PassageScreen) -> None:
        super().__init__(tab)
        self._wanted = ""
        self._hits: Sequence[Range] = ()
        self._last = -1
        self._searched: tuple[Transcript, frozenset[str | None]] | None = None
        self._passages: Sequence[Range] = ()
        self._passages_of: tuple[Sequence[CodedSpan], frozenset[str | None]] | None = None

    # Words

    @asks
    async def action_search(self) -> None:
        """Ask for words, and go to the first place after this one."""
        if self.session.transcript is None:
            return
        about = "Case, kinds of quotation marks and line breaks make no difference."
        typed = await self.app.push_screen_wait(AskPlace("Look for", self._wanted, about))
        if typed:
            self._wanted, self._searched = typed, None
            self._search(1, self.tab.reader.cursor - 1)

    def action_next_stop(self, by: int) -> None:
        """The next place of what is looked for; where nothing is, the next coded passage. Or the one before."""
        if self._wanted:
            start, end = self.tab.reader.selection or (self.tab.reader.cursor, self.tab.reader.cursor)
            self._search(by, self._last if start <= self._last < end else start)
        else:
            self.go_to_coded(by)

    def go_to_coded(self, by: int) -> None:
        """Select the next coded passage, or the one before."""
        cursor = self.tab.reader.cursor
        now = self.tab.reader.selection or (cursor, cursor)
        passages = self._coded_passages()
        at = bisect_right(passages, now) if by > 0 else bisect_left(passages, now) - 1
        if 0 <= at < len(passages):
            self.tab.jump(*passages[at])
        else:
            self.say("no coded passage " + ("after this one" if by > 0 else "before this one"))

    def _coded_passages(self) -> Sequence[Range]:
        """The coded passages that are shown, each once, in order; found anew when other codings are shown."""
        key = (self.tab.reader.codings, self.tab.reader.hidden)
        if self._passages_of is None or self._passages_of[0] is not key[0] or self._passages_of[1] != key[1]:
            self._passages_of = key
            passages = sorted({(each.start, each.end) for each in self.tab.reader.codings})
            self._passages = [each for each in passages if not key[1] or self.tab.reader.shows(*each)]
        return self._passages

    def _search(self, by: int, at: int) -> None:
        transcript, reader = self.session.transcript, self.tab.reader
        if transcript is None:
            return
        if self._searched != (transcript, reader.hidden):
            self._searched = (transcript, reader.hidden)
            self._hits = [hit for hit in reading.find_in(transcript.text, self._wanted) if reader.shows(*hit)]
            reader.light(self._hits)
        hits = self._hits
        if not hits:
            self.say(f"“{self._wanted}” is not in this transcript; esc ends the search")
            return
        number = bisect_right(hits, at, key=_start) if by > 0 else bisect_left(hits, at, key=_start) - 1
        ahead = 0 <= number < len(hits)
        number %= len(hits)
        self._last = hits[number][0]
        self.tab.jump(*hits[number])
        turned = "" if ahead else ", from the top again" if by > 0 else ", from the end again"
        self.tab.show_keys()
        self.tab.say_here(f"“{self._wanted}” {number + 1} of {len(hits):,}{turned} · n N on · esc ends")

    @property
    def searching(self) -> bool:
        """True while places of some words are lit, and n goes to the next of them."""
        return bool(self._wanted)

    def end_search(self) -> bool:
        """Put the lit places out; False where none were lit."""
        if not self._wanted:
            return False
        self._wanted, self._hits, self._searched = "", (), None
        self.tab.reader.light(())
        self.tab.show_keys()
        self.say("the search is over; n and N go to coded passages")
        return True

    def action_end_search(self) -> None:
        """End the search; without one, leave the reader."""
        if not self.end_search():
            self.tab.leave_reader()

    def forget(self) -> None:
        """Another transcript is looked through when n is pressed there."""
        self._searched = None

    # Turns and times

    @asks
    async def action_go_to_turn(self) -> None:
        """Ask for a turn or a time, and go there."""
        transcript = self.session.transcript
        if transcript is None:
            return
        times = ", or a time such as 12:03" if any(turn.begins is not None for turn in transcript.turns) else ""
        about = f"The number of a turn, 1 to {len(transcript.turns):,}{times}"
        asked = AskPlace("Go to", about=about)
        offset = await self.dialogs.find(asked, lambda typed: reading.go_to(transcript, typed))
        if offset is not None:
            self.navigator.remember()
            self.tab.jump(offset)
