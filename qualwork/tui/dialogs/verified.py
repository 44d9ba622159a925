"""What verification found: that the log holds, or each fault with the decision it is at."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from qualwork.model.decision import Verification
from qualwork.model.plurals import counted
from qualwork.tui.dialogs.base import Dialog
from qualwork.tui.widgets.outline import Choices


class Verified(Dialog[int]):
    """Answers with the number of the decision of a fault, to look at it."""

    HINT = "↵ shows the decision · esc closes"

    def __init__(self, found: Verification) -> None:
        super().__init__("The log holds" if found.ok else f"{counted(len(found.problems), 'fault')} found")
        self._found = found

    def compose_inside(self) -> ComposeResult:
        """The figures, and the faults."""
        found = self._found
        lines = [
            f"{counted(found.decisions, 'decision')}: every hash was computed again, and the log replayed.",
            "Texts, tables and word index are as the log says." if found.ok else "These differ from what the log says:",
            *([f"{counted(found.erased, 'content')} erased, as listed."] if found.erased else []),
            f"head {found.head}",
            "Keep the head outside this file: with it one can tell later that nothing was cut off the end.",
        ]
        yield Static("\n".join(lines), id="about", markup=False)
        yield Choices(*[Option(_line(each.decision, each.what)) for each in found.problems], id="found", markup=False)

    def on_mount(self) -> None:
        """Where all is well there is nothing to choose."""
        self.query_one(Choices).display = not self._found.ok

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Look at its decision."""
        self.dismiss(self._found.problems[event.option_index].decision)


def _line(decision: int, what: str) -> str:
    return f"decision {decision}: {what}" if decision else what
