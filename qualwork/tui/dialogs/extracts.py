"""The extracts of a code or theme, to read and to jump to."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from rich.text import Text
from textual.app import ComposeResult
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from qualwork.model.errors import QualworkError
from qualwork.model.plurals import counted
from qualwork.tui.dialogs.base import Dialog
from qualwork.tui.widgets.outline import Choices
from qualwork.workbench.corpus.extracts import Extract


@dataclass(frozen=True, slots=True)
class Place:
    """A passage to jump to."""

    transcript: int
    start: int
    end: int


class Extracts(Dialog[Place]):
    """All extracts in order of transcript and place, each with who says it and which code it has."""

    HINT = "↑↓ j k read on · ↵ goes there · esc closes"

    def __init__(self, title: str, find: Callable[[], Sequence[Extract]], code_name: Callable[[int], str]) -> None:
        super().__init__(title)
        self._find = find
        self._code_name = code_name
        self._found: Sequence[Extract] = ()

    def compose_inside(self) -> ComposeResult:
        """How many there are, and the list."""
        yield Static("looking…", id="about", markup=False)
        yield Choices(id="found")

    def on_mount(self) -> None:
        """Look for them without holding up the screen."""
        self.query_one(Choices).focus()
        self.run_worker(self._look, thread=True, exclusive=True, exit_on_error=False)

    def _look(self) -> None:
        try:
            found = self._find()
        except QualworkError as fault:
            self.app.call_from_thread(self.query_one("#about", Static).update, fault.message)
            return
        self.app.call_from_thread(self._show, found)

    def _show(self, found: Sequence[Extract]) -> None:
        self._found = found
        people = {person for each in found for person in each.participants}
        self.query_one("#about", Static).update(
            f"{counted(len(found), 'extract')} of {counted(len(people), 'participant')}"
            if found
            else "No passage has it yet. In tab 2 select one and press c."
        )
        outline = self.query_one(Choices)
        outline.add_options([Option(self._text(each), id=str(at)) for at, each in enumerate(found)])
        outline.highlighted = 0 if found else None

    def _text(self, each: Extract) -> Text:
        head = f"{who_where(each.participants, each.transcript.title)} · {self._code_name(each.coding.code)}"
        return Text.assemble((head, "bold"), "\n", " ".join(each.coding.extract.split()))

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Go there."""
        coding = self._found[int(event.option_id or 0)].coding
        self.dismiss(Place(coding.transcript, coding.start, coding.end))


def who_where(people: Sequence[str], title: str) -> str:
    """Who says something and in which transcript; once where the two have one name."""
    who = ", ".join(people) or "no participant"
    return who if who.casefold() == title.casefold() else f"{who} · {title}"
