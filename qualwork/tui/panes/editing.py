"""The text of a turn corrected in place, and what an edit could not carry along settled."""

from __future__ import annotations

from rich.text import Text

from qualwork.model.plurals import counted
from qualwork.model.units import trim
from qualwork.tui.dialogs.correcting import Correct
from qualwork.tui.panes.edges import Edges
from qualwork.tui.panes.passages import PassageScreen
from qualwork.tui.reader.units import Range
from qualwork.tui.tabs.tab_commands import TabCommands
from qualwork.workbench.base.progress import Progress
from qualwork.workbench.transcripts import reading, revising
from qualwork.workbench.transcripts.revising import Flagged, Revised


class TranscriptEdits(TabCommands[PassageScreen]):
    """Corrections of the text in the reader, and what they left to be settled."""

    def __init__(self, tab: PassageScreen, edges: Edges) -> None:
        super().__init__(tab)
        self._edges = edges

    # Text

    def action_edit_turn(self) -> None:
        """Correct the words of the turn at the cursor."""
        transcript = self.session.transcript
        if transcript is None:
            return
        turn = transcript.turns[self.tab.reader.turn]
        start, end = trim(transcript.text, turn.speech_start, turn.end)
        if start >= end:
            start, end = trim(transcript.text, turn.start, turn.end)
        before, title = transcript.text[start:end], transcript.info.title

        def keep(text: str | None) -> None:
            if text is None or text == before:
                return
            whole = transcript.text[:start] + text + transcript.text[end:]
            self.commands.ask_why(f"Correct turn {self.tab.reader.turn + 1} of “{title}”", lambda why: edit(whole, why))

        def edit(whole: str, why: str) -> None:
            def decide(progress: Progress) -> Revised:
                reading.refuse_changed(self.session.project, transcript.info)
                return revising.edit(self.session.project, transcript.info.id, whole, why, progress)

            self.commands.run_long(f"Correcting “{title}”", decide, self._tell_revised)

        carried = "Codings and notes are carried along; what cannot be is marked for review."
        about = f"Turn {self.tab.reader.turn + 1}. {carried}"
        at = max(0, min(self.tab.reader.cursor, end) - start)
        self.app.push_screen(Correct(f"Correct the text of “{title}”", before, about, at), keep)

    def _tell_revised(self, made: Revised) -> None:
        kept = counted(made.carried + made.found_again, "passage") + " carried along"
        waits = f"R settles {counted(len(made.flagged), 'passage')} · " if made.flagged else ""
        self.commands.say(f"{waits}revision {made.number}: {kept}", toast=bool(made.flagged))

    # Review

    def action_review(self, key: str = "") -> None:
        """What edits could not surely carry along in this transcript: settle it, or take it away."""
        from qualwork.tui.dialogs.listing import ListAction, WideListing

        transcript = self.session.transcript
        if transcript is None:
            return
        found = self.commands.ask(lambda: revising.flagged_in(self.session.project, transcript.info.id))
        if not found:
            self.say("nothing here waits for review")
            return
        known = {one.key: one for one in found}
        things = [(one.key, _flagged(one)) for one in found]
        actions = {"enter": "goes there and moves its edges", "a": "the place is right", "x": "takes it away"}
        about = f"{counted(len(found), 'passage')} that the edited text may have parted from what was meant"

        def do(taken: ListAction | None) -> None:
            if taken is not None:
                self._on_flagged(taken.action, known[taken.key])

        self.app.push_screen(WideListing("Settle after an edit", things, actions, about, key), do)

    def _on_flagged(self, action: str, one: Flagged) -> None:
        project = self.session.project

        def again(_: object) -> None:
            if revising.flagged_in(project, one.transcript.id):
                self.action_review()

        if action == "a":
            self.commands.run(lambda: revising.accept(project, [one.key]), f"“{one.about}” settled", then=again)
        elif action == "x":
            said = f"“{one.about}” taken away; u brings it back"
            self.commands.run(lambda: revising.remove(project, [one.key]), said, then=again)
        else:
            self.tab.show_reader()
            self.tab.jump(one.start, one.end)

            def put(start: int, end: int) -> None:
                reading.refuse_changed(project, one.transcript)
                revising.settle(project, one.key, start, end)

            def settle(span: Range | None) -> None:
                if span is None:
                    self.tab.say_here("it still waits for review: R")
                    return
                self.commands.run(lambda: put(*span), f"“{one.about}” settled", then=again)

            self._edges.hold(one.about, (one.start, one.end), False, settle)


def _flagged(one: Flagged) -> Text:
    was, now = " ".join(one.old_text.split()), " ".join(one.text.split())
    return Text.assemble((f"{one.kind} · {one.about}", "bold"), f"\nwas   “{was}”\nnow   “{now}”")
