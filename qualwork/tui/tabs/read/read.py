"""Tab 1: the transcripts, and reading them."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical
from textual.widgets import OptionList, Static

from qualwork.model.plurals import counted
from qualwork.model.transcript import TranscriptInfo
from qualwork.tui.actions import bindings
from qualwork.tui.panes.transcript_commands import TranscriptCommands, TranscriptList
from qualwork.tui.panes.transcript_screen import TranscriptScreen
from qualwork.tui.services import Services
from qualwork.tui.widgets.outline import Row


class ReadScreen(TranscriptScreen):
    """The list of transcripts and the reader; on a narrow screen one of them at a time."""

    TAB = "read"
    MARGIN = False
    CSS_PATH: ClassVar[list[str]] = ["../base.tcss", "read.tcss"]  # type: ignore[assignment]
    BINDINGS: ClassVar[list[BindingType]] = bindings("passage", "editing", "reading")

    def __init__(self, services: Services) -> None:
        super().__init__(services)
        self.facts = self.own(TranscriptCommands(self))

    @property
    def transcripts(self) -> TranscriptList:
        """The list."""
        return self.facts.transcripts

    @property
    def info(self) -> TranscriptInfo | None:
        """The transcript highlighted in the list."""
        return self.facts.info

    def compose_panes(self) -> ComposeResult:
        """The list, then the reader."""
        with Vertical(id="list", classes="pane -current"):
            yield Static("", id="count", classes="heading")
            yield TranscriptList(id="transcripts", least_name=12)
            yield Static("", id="card", markup=False)
        yield from self.compose_reader()

    def on_mount(self) -> None:
        """Read on where one read last, where anything lies open."""
        super().on_mount()
        empty = self.session.transcript is None
        self.go_to_pane(self.query_one("#reading" if empty else "#list"))

    def show_session(self) -> None:
        """The list with how far each was read, and the reader."""
        super().show_session()
        infos = self.session.snapshot.infos
        words = sum(info.words for info in infos)
        self.query_one("#count", Static).update(f"{len(infos)} transcripts, {words:,} words said")
        self.query_one("#list").disabled = not infos
        progress = self.session.progress()
        opened = self.session.transcript.info.id if self.session.transcript else 0
        rows = [self._row(info, info.id == opened, progress.get(info.id, 0)) for info in infos]
        self.transcripts.show(rows, None if self.transcripts.rows else str(opened))
        self._show_card()

    def _row(self, info: TranscriptInfo, opened: bool, progress: float) -> Row:
        read = f"{progress:4.0%} read"
        codings = f"{info.codings:4} coded"
        facts = (
            f"{info.words:6,} words  {codings}  {read}",
            f"{info.words:6,} words  {read}",
            read,
        )
        return Row(str(info.id), info.title, facts=facts, sign="›" if opened else " ", bold=opened)

    def on_option_list_option_highlighted(self) -> None:
        """Another transcript is highlighted."""
        self._show_card()

    def _show_card(self) -> None:
        """Say who speaks in the highlighted transcript, and what is known of it."""
        self.query_one("#card", Static).update(self._about(self.info) if self.info else "")

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Open the transcript and read it."""
        self.session.open(int(event.option_id or 0))
        self.look_anew()
        self.show_reader()

    def leave_reader(self) -> None:
        """Back to the list."""
        if self.session.snapshot.infos:
            self.go_to_pane(self.query_one("#list"))

    def on_screen_resume(self) -> None:
        """What was read meanwhile has grown."""
        self._shown_version = -1
        super().on_screen_resume()

    def footer(self) -> str:
        """Keys of the pane in use."""
        if self.focused is self.transcripts:
            return "transcripts"
        return "finding" if self.search.searching else "passage"

    def thing(self) -> str:
        """The transcript in the list, else the coding at the cursor."""
        if self.focused is self.transcripts:
            return f"transcript:{self.info.id}" if self.info else ""
        here = self.here()
        return f"coding:{here[0].coding}" if here else ""

    def _about(self, info: TranscriptInfo) -> str:
        people = ", ".join(f"{speaker.label} ({speaker.role})" for speaker in info.speakers) or "no speakers"
        facts = ", ".join(f"{name}: {value}" for name, value in sorted(info.attributes.items()))
        marks = ["checked against the recording"] if info.checked else ["not checked against the recording"]
        queries = self.notes.open_queries.get(info.id, 0)
        marks += [counted(queries, "open query", "open queries")] if queries else []
        lines = [people, facts, f"{info.turns:,} turns · {' · '.join(marks)}", f"from {info.source_name}"]
        return "\n".join(line for line in lines if line)
