"""The codebook beside the transcript: the tree of codes, with how often each is used."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.message import Message
from textual.widgets import OptionList, Static

from qualwork.model.code import Code
from qualwork.model.plurals import counted
from qualwork.tui.actions import bindings
from qualwork.tui.widgets.outline import Outline, Row


class CodeTree(Outline):
    """The codes, each under the one that it belongs to."""

    BINDINGS = bindings("codes")


class CodebookPane(Vertical):
    """The number of codes and their tree."""

    class CodeChosen(Message):
        """A code was clicked, by its id."""

        def __init__(self, code: int) -> None:
            super().__init__()
            self.code = code

    def compose(self) -> ComposeResult:
        """Heading and tree."""
        yield Static("", id="count", classes="heading")
        yield CodeTree(id="codes")

    @property
    def tree_of_codes(self) -> CodeTree:
        """The tree."""
        return self.query_one(CodeTree)

    def show(self, codes: Mapping[int, Code], uses: Mapping[int, int], colour: Callable[[int], str]) -> None:
        """Show these codes; the highlighted one stays so."""
        self.query_one("#count", Static).update(counted(len(codes), "code"))
        children: dict[int | None, list[Code]] = {}
        for code in codes.values():
            children.setdefault(code.parent, []).append(code)
        rows: list[Row] = []

        def add(parent: int | None, depth: int) -> None:
            for code in children.get(parent, ()):
                rows.append(Row(str(code.id), code.name, depth, (f"{uses.get(code.id, 0):,}",), colour(code.id)))
                add(code.id, depth + 1)

        add(None, 0)
        self.tree_of_codes.show(rows)

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Tell the tab which code was clicked."""
        event.stop()
        self.post_message(self.CodeChosen(int(event.option_id or 0)))
