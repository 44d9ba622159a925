"""What the tabs that show a transcript share: the reader, where one is in it, and notes on passages."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.widgets import Static

from qualwork.model.transcript import Transcript
from qualwork.tui.reader.spans import CodedSpan
from qualwork.tui.reader.widget import Reader
from qualwork.tui.services import Services
from qualwork.tui.tabs.tab_screen import TabScreen

EMPTY = """\
This project holds no interviews yet.

[bold]I[/]   import files or a folder: txt, md, docx, odt, rtf, pdf, html, vtt, srt, Whisper json
[bold]?[/]   the keys
[bold]f7[/]  the first ten minutes, card by card, in a study made for it
[bold]q[/]   leave

From the command line it is:  qualwork import FOLDER"""


class PassageScreen(TabScreen):
    """A tab with a reader. The place in the transcript is the session's, so that it is the same on every tab."""

    HAS_READER = True
    MARGIN = True

    def __init__(self, services: Services) -> None:
        super().__init__(services)
        self._offset_shown = 0
        self._said_at = -1
        self._pending: tuple[int, int | None] | None = None

    def compose_reader(self) -> ComposeResult:
        """The pane with the reader, and what stands there in an empty project."""
        with Vertical(id="reading", classes="pane"):
            yield Static(EMPTY, id="nothing", classes="empty")
            yield Reader(id="reader")

    @property
    def reader(self) -> Reader:
        """The reader of this tab."""
        return self.query_one(Reader)

    def on_mount(self) -> None:
        """With or without a margin."""
        self.reader.show_margin = self.MARGIN

    def show_reader(self) -> None:
        """Go to the transcript."""
        self.go_to_pane(self.query_one("#reading"))

    def leave_reader(self) -> None:
        """Back to the pane beside the reader, where there is one to go to."""

    def look_anew(self) -> None:
        """Show the session also where it is the one that was shown."""
        self._shown_version = -1
        self.look()

    def show_session(self) -> None:
        """Show the open transcript and its codings; place and selection stay where it is the same."""
        transcript, reader = self.session.transcript, self.reader
        reader.display = transcript is not None
        self.query_one("#nothing").display = transcript is None
        if transcript is None:
            return
        if reader.transcript is not transcript:
            self._load(self.session.offset)
        else:
            reader.set_codings(self.session.spans())

    def look(self) -> None:
        """Show the session and go where it is."""
        super().look()
        transcript, reader = self.session.transcript, self.reader
        if transcript is None:
            return
        if reader.transcript is not transcript:
            self.show_session()
        elif self.session.offset != self._offset_shown:
            self.jump(self.session.offset)
        self.say()

    def jump(self, offset: int, end: int | None = None) -> None:
        """Go to a place of the open transcript, and select up to `end` where given."""
        reader, transcript = self.reader, self.session.transcript
        self.session.offset = self._offset_shown = offset
        if transcript is None:
            return
        if reader.transcript is not transcript or not reader.ready:
            self._load(offset)
        if not reader.ready:
            self._pending = (offset, end)
            return
        if reader.hidden and not reader.shows(offset, offset + 1 if end is None else end):
            self.unhide()
        reader.go_to(offset)
        if end is not None:
            reader.select(offset, end)

    def show_changed(self, start: int, end: int, said: str) -> None:
        """Select a passage of the open transcript, and say what became of it."""
        self.show_reader()
        self.jump(start, end)
        self.say_here(said)

    def unhide(self) -> None:
        """Show everybody: what one goes to must be seen."""
        self.reader.hide(())

    def hidden(self, transcript: Transcript) -> frozenset[str | None]:
        """The speakers of a transcript whose turns are not shown."""
        return frozenset()

    def _load(self, offset: int) -> None:
        """Put the open transcript into the reader."""
        transcript = self.session.transcript
        if transcript is not None:
            self._offset_shown = offset
            language = self.session.snapshot.study.language
            self.reader.load(transcript, self.session.spans(), offset, language, self.hidden(transcript))

    def on_reader_cursor_moved(self, message: Reader.CursorMoved) -> None:
        """Remember the place."""
        if self.is_current or self.app.screen_stack[0] is self:
            self.session.offset = self._offset_shown = message.offset
            self.keep_place()
            self._say_place()

    def on_canvas_view_changed(self, message: Reader.ViewChanged) -> None:
        """What was on the screen counts as seen; a place that waited for the first lines is gone to."""
        if self._pending is not None and self.reader.ready:
            pending, self._pending = self._pending, None
            self.jump(*pending)
        if self.is_current:
            self.keep_place(message.last)

    def keep_place(self, seen: int = 0) -> None:
        """Remember where the reader is."""
        if self.reader.transcript is not None and self.reader.size.width:
            self.session.places.at(self.reader.transcript.info.id, self._here(), seen)

    def _here(self) -> int:
        """The cursor, where it is in sight; else the first line on the screen."""
        reader = self.reader
        return reader.cursor if reader.cursor_in_sight else reader.top_offset

    def on_reader_copied(self, message: Reader.Copied) -> None:
        """Say so."""
        self.say(f"copied {len(message.text)} characters")

    def on_reader_selection_changed(self) -> None:
        """Say where one is."""
        self._say_place()

    def _say_place(self) -> None:
        """Say where one is; what was said of this very place still holds."""
        self.say(None if self.reader.cursor == self._said_at else "")

    def say_here(self, said: str) -> None:
        """Say something that holds until the cursor moves on."""
        self._said_at = self.reader.cursor
        self.say(said)

    def here(self) -> list[CodedSpan]:
        """The codings in the selection, else at the cursor."""
        reader = self.reader
        if reader.selection is None:
            return reader.codings_at(reader.cursor)
        start, end = reader.selection
        return [each for each in reader.codings if each.start < end and start < each.end]

    def place(self) -> str:
        """Transcript, turn, the codes here, and what of the transcript is not shown."""
        names = list(dict.fromkeys(each.name for each in self.here())) if self.session.transcript else []
        return " · ".join(part for part in (self.reading_place(), self.left_out(), ", ".join(names)) if part)

    def left_out(self) -> str:
        """Says that some turns are hidden, and whether the selected passage has any."""
        hidden, selected = self.reader.hidden, self.reader.selection
        if not hidden or self.session.transcript is None:
            return ""
        start, end = selected or (0, 0)
        inside = sum(
            turn.speaker in hidden and turn.start < end and start < turn.end for turn in self.session.transcript.turns
        )
        return f"{inside} hidden turns in the selection" if inside else "some hidden"

    def chosen(self) -> tuple[int, int] | None:
        """The selected passage; without one the sentence at the cursor, which is then selected."""
        if self.reader.selection is None and self.session.transcript is not None:
            self.reader.selecting = False
            self.reader.action_select("sentence")
        return self.reader.selection
