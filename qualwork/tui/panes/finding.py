"""Going to places in a transcript: words looked for, a turn or a time; and what of the transcript is shown."""

from __future__ import annotations

import json
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from operator import itemgetter
from typing import Any

from qualwork.model.plurals import counted
from qualwork.model.transcript import Transcript
from qualwork.tui.dialogs.go_to import AskPlace
from qualwork.tui.panes.passages import PassageScreen
from qualwork.tui.reader.spans import CodedSpan
from qualwork.tui.reader.units import Range
from qualwork.tui.widgets.outline import Row
from qualwork.workbench.base.picking import rank
from qualwork.workbench.transcripts import reading

_start = itemgetter(0)
_EVERYONE, _ANSWERS, _ONLY = "everyone", "answers", "only:"


class FindingScreen(PassageScreen):
    """A reader in which one looks for words, goes to a turn, and leaves speakers out."""

    def __init__(self) -> None:
        super().__init__()
        self._wanted = ""
        self._hits: Sequence[Range] = ()
        self._last = -1
        self._searched: tuple[Transcript, frozenset[str | None]] | None = None
        self._passages: Sequence[Range] = ()
        self._passages_of: tuple[Sequence[CodedSpan], frozenset[str | None]] | None = None
        self._view: dict[str, Any] = {}

    # Words

    def action_search(self) -> None:
        """Ask for words, and go to the first place after this one."""

        def look(typed: str | None) -> None:
            if typed:
                self._wanted, self._searched = typed, None
                self._search(1, self.reader.cursor - 1)

        if self.desk.transcript is not None:
            about = "Case, kinds of quotation marks and line breaks make no difference."
            self.app.push_screen(AskPlace("Look for", self._wanted, about), look)

    def action_next_stop(self, by: int) -> None:
        """The next place of what is looked for; where nothing is, the next coded passage. Or the one before."""
        if self._wanted:
            start, end = self.reader.selection or (self.reader.cursor, self.reader.cursor)
            self._search(by, self._last if start <= self._last < end else start)
        else:
            self.go_to_coded(by)

    def go_to_coded(self, by: int) -> None:
        """Select the next coded passage, or the one before."""
        cursor = self.reader.cursor
        now = self.reader.selection or (cursor, cursor)
        passages = self._coded_passages()
        at = bisect_right(passages, now) if by > 0 else bisect_left(passages, now) - 1
        if 0 <= at < len(passages):
            self.jump(*passages[at])
        else:
            self.say("no coded passage " + ("after this one" if by > 0 else "before this one"))

    def _coded_passages(self) -> Sequence[Range]:
        """The coded passages that are shown, each once, in order; found anew when other codings are shown."""
        key = (self.reader.codings, self.reader.hidden)
        if self._passages_of is None or self._passages_of[0] is not key[0] or self._passages_of[1] != key[1]:
            self._passages_of = key
            passages = sorted({(each.start, each.end) for each in self.reader.codings})
            self._passages = [each for each in passages if not key[1] or self.reader.shows(*each)]
        return self._passages

    def _search(self, by: int, at: int) -> None:
        transcript, reader = self.desk.transcript, self.reader
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
        self.jump(*hits[number])
        turned = "" if ahead else ", from the top again" if by > 0 else ", from the end again"
        self.show_keys()
        self.say_here(f"“{self._wanted}” {number + 1} of {len(hits):,}{turned} · n N on · esc ends")

    @property
    def searching(self) -> bool:
        """True while places of some words are lit, and n goes to the next of them."""
        return bool(self._wanted)

    def end_search(self) -> bool:
        """Put the lit places out; False where none were lit."""
        if not self._wanted:
            return False
        self._wanted, self._hits, self._searched = "", (), None
        self.reader.light(())
        self.show_keys()
        self.say("the search is over; n and N go to coded passages")
        return True

    def action_end_search(self) -> None:
        """End the search; without one, leave the reader."""
        if not self.end_search():
            self.leave_reader()

    def leave_reader(self) -> None:
        """Back to the pane beside the reader."""

    def _load(self, offset: int) -> None:
        """Another transcript is looked through when n is pressed there."""
        self._searched = None
        super()._load(offset)

    # Turns and times

    def action_go_to_turn(self) -> None:
        """Ask for a turn or a time, and go there."""
        transcript = self.desk.transcript
        if transcript is None:
            return
        times = ", or a time such as 12:03" if any(turn.begins is not None for turn in transcript.turns) else ""
        about = f"The number of a turn, 1 to {len(transcript.turns):,}{times}"

        def go(typed: str | None) -> None:
            offset = self.qualwork.ask(lambda: reading.go_to(transcript, typed)) if typed else None
            if offset is not None:
                self.qualwork.visit()
                self.jump(offset)

        self.app.push_screen(AskPlace("Go to", about=about), go)

    # What is shown

    def on_mount(self) -> None:
        """Show what was shown the last time."""
        super().on_mount()
        self._recall_view()

    def on_screen_resume(self) -> None:
        """It may have been changed on the other tab."""
        self._recall_view()
        super().on_screen_resume()

    def _recall_view(self) -> None:
        try:
            kept = json.loads(self.desk.places.get("view") or "{}")
        except ValueError:
            kept = {}
        if isinstance(kept, dict) and not self.desk.project.read_only:
            self._view = kept
        self._use_view()

    def _use_view(self) -> None:
        reader, transcript = self.reader, self.desk.transcript
        reader.dim_interviewers = self._view.get("dim", True) is True
        reader.show_times = self._view.get("times", True) is True
        reader.compact = self._view.get("compact", False) is True
        if transcript is not None and reader.transcript is transcript:
            reader.hide(self.hidden(transcript))

    def _set_view(self, **values: object) -> None:
        self._view = self._view | values
        self.desk.places.put("view", json.dumps(self._view))
        self._use_view()

    def hidden(self, transcript: Transcript) -> frozenset[str | None]:
        """The speakers left out: the interviewers, or all but one."""
        shown, roles = str(self._view.get("shown", _EVERYONE)), transcript.roles()
        if shown == _ANSWERS and "participant" in roles.values():
            return frozenset(label for label, role in roles.items() if role == "interviewer")
        if shown.startswith(_ONLY) and (one := shown.removeprefix(_ONLY)) in roles:
            return frozenset({*roles, None} - {one})
        return frozenset()

    def unhide(self) -> None:
        """Show everybody."""
        self._set_view(shown=_EVERYONE)
        self.app.notify("Everybody is shown again: the place was hidden.", timeout=4, markup=False)

    def action_view(self) -> None:
        """Choose who and what is shown."""
        from qualwork.tui.dialogs.picker import Picked, Picker

        transcript = self.desk.transcript
        if transcript is None:
            return
        rows = self._views(transcript)
        names = {at: row.name for at, row in enumerate(rows)}

        def take(picked: Picked | None) -> None:
            if picked is None:
                return
            name, _, value = picked.key.partition("=")
            self._set_view(**{name: value if name == "shown" else value == "yes"})
            self.say(next(row.name for row in rows if row.key == picked.key))

        self.app.push_screen(Picker("What is shown", lambda typed: [rows[at] for at in rank(typed, names)]), take)

    def _views(self, transcript: Transcript) -> list[Row]:
        view = {"shown": _EVERYONE, "dim": True, "times": True, "compact": False} | self._view
        turns: dict[str, int] = {}
        for turn in transcript.turns:
            if turn.speaker is not None:
                turns[turn.speaker] = turns.get(turn.speaker, 0) + 1
        chosen = [
            (f"shown={_EVERYONE}", "everybody", counted(len(transcript.turns), "turn")),
            (f"shown={_ANSWERS}", "without interviewers", ""),
            *((f"shown={_ONLY}{label}", f"only {label}", counted(count, "turn")) for label, count in turns.items()),
        ]
        rows = [
            Row(key, name, facts=(fact,), sign="›" if key == f"shown={view['shown']}" else " ")
            for key, name, fact in chosen
        ]
        for name, on, off in (
            ("dim", "dim interviewers", "show interviewers as bright as others"),
            ("times", "show times of the recording", "hide times of the recording"),
            ("compact", "leave blank lines out", "show blank lines"),
        ):
            now = view[name] is True
            rows.append(Row(f"{name}={'no' if now else 'yes'}", off if now else on, sign="+"))
        return rows
