"""Tab 2: the transcript with its codes, and the codebook beside it."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType

from qualwork.model.plurals import counted
from qualwork.model.refs import Ref
from qualwork.tui.actions import bindings
from qualwork.tui.panes.transcript_screen import TranscriptScreen
from qualwork.tui.reader.widget import Reader
from qualwork.tui.services import Services
from qualwork.tui.tabs.code.autocoding import Autocoding
from qualwork.tui.tabs.code.codebook_commands import CodebookCommands
from qualwork.tui.tabs.code.codebook_pane import CodebookPane, CodeTree
from qualwork.tui.tabs.code.coding_commands import CodingCommands


class CodeScreen(TranscriptScreen):
    """Coding: select, `c`, some letters, enter."""

    TAB = "code"
    CSS_PATH: ClassVar[list[str]] = ["../base.tcss", "code.tcss"]  # type: ignore[assignment]
    BINDINGS: ClassVar[list[BindingType]] = bindings("passage", "editing", "coding")

    def __init__(self, services: Services) -> None:
        super().__init__(services)
        self.coding = self.own(CodingCommands(self))
        self.codebook = self.own(CodebookCommands(self, self.coding.code_row))
        self.autocoding = self.own(Autocoding(self, self.coding, self.codebook))

    def compose_panes(self) -> ComposeResult:
        """The reader, then the codebook."""
        yield from self.compose_reader()
        yield CodebookPane(id="codebook", classes="pane")

    def on_mount(self) -> None:
        """Begin in the transcript."""
        super().on_mount()
        self.show_reader()

    def show_session(self) -> None:
        """The reader with its codings, and the codebook with how often each code is used."""
        super().show_session()
        snapshot = self.session.snapshot
        self.query_one(CodebookPane).show(snapshot.codes, snapshot.uses, self.session.colour)

    def read_notes(self) -> None:
        """Read the notes, unless all that changed is a coding."""
        if not self.coding.only_codings:
            super().read_notes()

    @property
    def tree_of_codes(self) -> CodeTree:
        """The codebook."""
        return self.codebook.tree_of_codes

    def show_passage(self, start: int, end: int) -> None:
        """Go to a passage of the open transcript and select it."""
        self.show_reader()
        self.jump(start, end)

    def go_where(self, where: str) -> None:
        """Select a code in the codebook, as in `code:12`."""
        kind, _, number = where.partition(":")
        if kind == "code":
            self.go_to_pane(self.query_one("#codebook"))
            self.tree_of_codes.go_to(number)

    def thing(self) -> str:
        """The code selected in the codebook, or the coding at the cursor."""
        if self.focused is self.tree_of_codes:
            code = self.codebook.code
            return f"code:{code.id}" if code else ""
        here = self.here()
        return f"coding:{here[0].coding}" if here else ""

    def footer(self) -> str:
        """Keys of the pane in use."""
        if self.focused is self.tree_of_codes:
            return "codes"
        return "edges" if self.reader.adjusting else "searching" if self.search.searching else "coding"

    def on_reader_coding_activated(self, message: Reader.CodingActivated) -> None:
        """Show which coding it is."""
        each = message.coding
        self.tree_of_codes.go_to(str(each.code))
        self.reader.select(each.start, each.end)
        notes = len(self.services.notes.on(Ref("coding", each.coding)))
        more = f" · {len(message.here)} here, ↵ goes on, D shows all" if len(message.here) > 1 else ""
        self.say_here(f"{each.name} · {each.coder}" + (f" · {counted(notes, 'note')}" if notes else "") + more)

    def on_codebook_pane_code_chosen(self, message: CodebookPane.CodeChosen) -> None:
        """A code was clicked: it goes to the selected passage; where none is selected, its extracts are shown."""
        if self.reader.selection is not None:
            self.coding.apply_code(message.code, self.reader.selection)
        else:
            self.codebook.action_extracts()

    def action_apply_this(self) -> None:
        """Apply the selected code to the passage selected in the transcript."""
        if self.reader.selection is None:
            self.say("no passage is selected in the transcript")
        elif self.codebook.code is not None:
            self.coding.apply_code(self.codebook.code.id, self.reader.selection)
