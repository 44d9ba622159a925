"""A tab with a reader in which one finds, notes and corrects."""

from __future__ import annotations

from qualwork.model.transcript import Transcript
from qualwork.tui.panes.edges import Edges
from qualwork.tui.panes.editing import TranscriptEdits
from qualwork.tui.panes.finding import PassageSearch
from qualwork.tui.panes.noting import PassageNotes
from qualwork.tui.panes.passages import PassageScreen
from qualwork.tui.panes.transcript_view import TranscriptView
from qualwork.tui.reader.widget import Reader
from qualwork.tui.services import Services


class TranscriptScreen(PassageScreen):
    """A reader with a search, a choice of what is shown, notes, and corrections of the text."""

    def __init__(self, services: Services) -> None:
        super().__init__(services)
        self.search = self.own(PassageSearch(self))
        self.view = self.own(TranscriptView(self))
        self.notes = self.own(PassageNotes(self))
        self.edges = Edges(self)
        self.edits = self.own(TranscriptEdits(self, self.edges))

    def on_mount(self) -> None:
        """Show what was shown the last time."""
        super().on_mount()
        self.view.recall()

    def on_screen_resume(self) -> None:
        """What is shown may have been changed on the other tab."""
        self.view.recall()
        super().on_screen_resume()

    def show_session(self) -> None:
        """The transcript, and the signs of its notes."""
        super().show_session()
        self.read_notes()

    def read_notes(self) -> None:
        """Read the notes on the open transcript and on its codings."""
        self.notes.read()

    def look(self) -> None:
        """A transcript that was laid open anew has its signs, too."""
        super().look()
        self.notes.show()

    def hidden(self, transcript: Transcript) -> frozenset[str | None]:
        """The speakers of a transcript whose turns are not shown."""
        return self.view.hidden(transcript)

    def unhide(self) -> None:
        """Show everybody: what one goes to must be seen."""
        self.view.unhide()

    def _load(self, offset: int) -> None:
        """Another transcript is looked through when n is pressed there."""
        self.search.forget()
        super()._load(offset)

    def on_reader_adjusted(self, message: Reader.Adjusted) -> None:
        """The edges stand where they are to be."""
        self.edges.let_go(message.selection)

    def place(self) -> str:
        """Where one is; while an edge is moved, what keeps it."""
        return self.edges.place or super().place()
