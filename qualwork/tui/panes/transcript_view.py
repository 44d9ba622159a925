"""What of a transcript is shown: which speakers, times of the recording, blank lines."""

from __future__ import annotations

import json
from typing import Any

from qualwork.model.plurals import counted
from qualwork.model.transcript import Transcript
from qualwork.tui.awaiting import asks
from qualwork.tui.panes.passages import PassageScreen
from qualwork.tui.tabs.tab_commands import TabCommands
from qualwork.tui.widgets.outline import Row
from qualwork.workbench.base.picking import rank

_EVERYONE, _ANSWERS, _ONLY = "everyone", "answers", "only:"


class TranscriptView(TabCommands[PassageScreen]):
    """Who and what is left out of the reader; kept for the next start."""

    def __init__(self, tab: PassageScreen) -> None:
        super().__init__(tab)
        self._view: dict[str, Any] = {}

    def recall(self) -> None:
        """Show what was shown the last time."""
        try:
            kept = json.loads(self.session.places.get("view") or "{}")
        except ValueError:
            kept = {}
        if isinstance(kept, dict) and not self.session.project.read_only:
            self._view = kept
        self._use()

    def _use(self) -> None:
        reader, transcript = self.tab.reader, self.session.transcript
        reader.dim_interviewers = self._view.get("dim", True) is True
        reader.show_times = self._view.get("times", True) is True
        reader.compact = self._view.get("compact", False) is True
        if transcript is not None and reader.transcript is transcript:
            reader.hide(self.hidden(transcript))

    def _set(self, **values: object) -> None:
        self._view = self._view | values
        self.session.places.put("view", json.dumps(self._view))
        self._use()

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
        self._set(shown=_EVERYONE)
        self.app.notify("Everybody is shown again: the place was hidden.", timeout=4, markup=False)

    @asks
    async def action_view(self) -> None:
        """Choose who and what is shown."""
        from qualwork.tui.dialogs.picker import Picker

        transcript = self.session.transcript
        if transcript is None:
            return
        rows = self._rows(transcript)
        names = {at: row.name for at, row in enumerate(rows)}

        picker = Picker("What is shown", lambda typed: [rows[at] for at in rank(typed, names)])
        picked = await self.app.push_screen_wait(picker)
        if picked is not None:
            name, _, value = picked.partition("=")
            self._set(**{name: value if name == "shown" else value == "yes"})
            self.say(next(row.name for row in rows if row.key == picked))

    def _rows(self, transcript: Transcript) -> list[Row]:
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
