"""What is known of a transcript, changed on the screen: title, facts, speakers and their roles, checked or not."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from rich.text import Text

from qualwork.model.errors import BadInput
from qualwork.model.plurals import counted
from qualwork.model.refs import Ref
from qualwork.model.transcript import TranscriptInfo
from qualwork.tui.actions import bindings
from qualwork.tui.awaiting import asks
from qualwork.tui.dialogs.asking import AskLine, AskName, AskText
from qualwork.tui.panes.transcript_screen import TranscriptScreen
from qualwork.tui.tabs.tab_commands import TabCommands
from qualwork.tui.widgets.outline import Outline
from qualwork.workbench.transcripts import people, reading

if TYPE_CHECKING:
    from qualwork.tui.dialogs.listing import ListAction

_ROLES = {"p": "participant", "i": "interviewer", "o": "other"}


class TranscriptList(Outline):
    """The transcripts."""

    BINDINGS = bindings("transcripts")


class TranscriptCommands(TabCommands[TranscriptScreen]):
    """What can be said of the transcript highlighted in the list."""

    @property
    def transcripts(self) -> TranscriptList:
        """The list."""
        return self.tab.query_one("#transcripts", TranscriptList)

    @property
    def info(self) -> TranscriptInfo | None:
        """The transcript highlighted in the list."""
        return next((each for each in self.session.snapshot.infos if str(each.id) == self.transcripts.key), None)

    @asks
    async def action_rename_transcript(self) -> None:
        """Give the transcript another title."""
        info = self.info
        if info is not None:
            await self.dialogs.decide(
                AskName("Rename the transcript", info.title),
                lambda title: self._rename(info, title),
                lambda title: f"“{info.title}” is now “{title}”",
                transcripts=True,
            )

    def _rename(self, info: TranscriptInfo, title: str) -> str:
        reading.rename(self.session.project, info.id, title)
        return title

    def action_remove_transcript(self) -> None:
        """Take the transcript out, with what was coded and noted on it."""
        info = self.info
        if info is not None:
            self.commands.run(
                lambda: reading.remove(self.session.project, info.id),
                f"“{info.title}” is out, with {counted(info.codings, 'coding')}; u brings it back",
                transcripts=True,
            )

    @asks
    async def action_facts(self) -> None:
        """Change what is known of the transcript."""
        info = self.info
        if info is None:
            return
        before = {name: " ".join(value.split()) for name, value in sorted(info.attributes.items())}
        about = "One fact a line, as in  date: 2024-03-01  or  place: canteen. A line taken out removes the fact."
        lines = "\n".join(f"{name}: {value}" for name, value in before.items())
        await self.dialogs.decide(
            AskText(f"Facts of “{info.title}”", lines, about),
            lambda text: self._set_facts(info, before, facts_of(text)),
            lambda changed: f"facts of “{info.title}” kept" if changed else "the facts are as they were",
            transcripts=True,
        )

    def _set_facts(self, info: TranscriptInfo, before: Mapping[str, str], now: Mapping[str, str]) -> int:
        """Keep the facts that are others now; how many these are."""
        changed = {name: value for name, value in now.items() if before.get(name) != value}
        changed |= {name: "" for name in before if name not in now}
        if changed:
            reading.set_facts(self.session.project, info.id, changed)
        return len(changed)

    def action_checked(self) -> None:
        """Mark the transcript as checked against the recording, or no longer."""
        info = self.info
        if info is not None:
            self.commands.run(
                lambda: reading.set_facts(self.session.project, info.id, {}, not info.checked),
                f"“{info.title}” is " + ("not checked" if info.checked else "checked against the recording"),
                transcripts=True,
            )

    def action_memo_on_transcript(self) -> None:
        """Write a note on the transcript as a whole."""
        if self.info is not None:
            self.services.notes.ask(Ref("transcript", self.info.id), self.info.title)

    def action_notes_on_transcript(self) -> None:
        """The notes on the transcript, which is laid open for it."""
        info = self.info
        if info is not None and self.session.open(info.id):
            self.tab.look_anew()
            self.tab.notes.action_notes()

    # Speakers

    @asks
    async def action_speakers(self) -> None:
        """Who speaks, in which role, as which participant."""
        info, label = self.info, ""
        while info is not None and (taken := await self._choose_speaker(info, label)) is not None:
            label = taken.key
            if taken.action == "n":
                await self._name_speaker(info, label)
            else:
                await self._give_role(info, label, taken.action)

    async def _choose_speaker(self, info: TranscriptInfo, label: str) -> ListAction | None:
        from qualwork.tui.dialogs.listing import WideListing

        rows = self.commands.ask(lambda: people.speakers_table(self.session.project, info.id).rows) or ()
        here = {str(row[1]): row for row in rows}
        elsewhere = [each for each in self.session.snapshot.infos if each.id != info.id]
        others = {name: sum(name in {s.label for s in each.speakers} for each in elsewhere) for name in here}
        things = []
        for name, row in here.items():
            text = Text.assemble((name, "bold"), f"  {row[2]}")
            text.append(f" · {row[3]}" if row[3] else "").append(f" · {row[4]:,} words said")
            text.append(f" · also in {counted(others[name], 'other transcript')}" if others[name] else "")
            things.append((name, text))
        actions = {"p": "participant", "i": "interviewer", "o": "other", "n": "name the person"}
        actions |= dict.fromkeys("PIO", "")
        about = "The role here; with P I O in every transcript that has the label. Counts are of participants' words."
        listing = WideListing(f"Speakers of “{info.title}”", things, actions, about, label)
        return await self.app.push_screen_wait(listing)

    async def _name_speaker(self, info: TranscriptInfo, label: str) -> None:
        about = "The pseudonym. One that another transcript has joins the two: one person, two interviews."
        await self.dialogs.decide(
            AskLine(f"Who is {label}?", "", about),
            lambda name: self._set_participant(info, label, name),
            lambda name: f"{label} is {name}",
            transcripts=True,
        )

    def _set_participant(self, info: TranscriptInfo, label: str, name: str) -> str:
        people.set_speaker(self.session.project, label, "participant", name, info.id)
        return name

    async def _give_role(self, info: TranscriptInfo, label: str, action: str) -> None:
        role = _ROLES[action.lower()]
        where = None if action.isupper() else info.id
        await self.dialogs.change(
            lambda: people.set_speaker(self.session.project, label, role, transcript=where),
            lambda count: f"{label} is {role} in {counted(count, 'transcript')}",
            transcripts=True,
        )


def facts_of(text: str) -> dict[str, str]:
    """Names and values of lines `name: value`; raises BadInput at a line that is none."""
    values: dict[str, str] = {}
    for number, line in enumerate(text.splitlines(), 1):
        name, colon, value = (" ".join(part.split()) for part in line.partition(":"))
        if colon and name:
            values[name] = value
        elif line.strip():
            raise BadInput(f"line {number} is no fact: “{' '.join(line.split())}”; write  name: value")
    return {name: value for name, value in values.items() if value}
