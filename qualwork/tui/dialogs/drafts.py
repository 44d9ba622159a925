"""Drafts of the theme tree to choose from, and two of them compared."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

from rich.text import Text
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal, VerticalScroll
from textual.widgets import OptionList, Static

from qualwork.model.plurals import counted
from qualwork.model.theme import Draft
from qualwork.tui.actions import bindings
from qualwork.tui.dialogs.base import Dialog
from qualwork.tui.widgets.outline import Outline, Row
from qualwork.workbench.themes.drafting import Difference


@dataclass(frozen=True, slots=True)
class DraftChoice:
    """What is to be done with a draft: show, copy, compare, rename or delete."""

    action: str
    draft: Draft


class Drafts(Dialog[DraftChoice]):
    """The drafts, the shown one marked."""

    BINDINGS: ClassVar[list[BindingType]] = bindings("drafts")
    HINT = "↵ shows it · c copy · v compare · r rename · d delete · esc closes"

    def __init__(self, drafts: Sequence[Draft]) -> None:
        super().__init__("Drafts of the theme tree")
        self._drafts = drafts

    def compose_inside(self) -> ComposeResult:
        """The list."""
        yield Outline(id="found")

    def on_mount(self) -> None:
        """The shown one is highlighted."""
        outline = self.query_one(Outline)
        outline.show([self._row(each) for each in self._drafts])
        outline.go_to(f"{next((each.id for each in self._drafts if each.shown), self._drafts[0].id)}")
        outline.focus()

    def _row(self, each: Draft) -> Row:
        facts = ("shown · " if each.shown else "") + counted(each.themes, "theme")
        return Row(f"{each.id}", each.name, facts=(facts,), sign="●" if each.shown else "○", bold=each.shown)

    def _answer(self, action: str) -> None:
        key = self.query_one(Outline).key
        if key is not None:
            self.dismiss(DraftChoice(action, next(each for each in self._drafts if each.id == int(key))))

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Show it."""
        self._answer("show")

    def action_copy(self) -> None:
        """Keep a copy of it."""
        self._answer("copy")

    def action_compare(self) -> None:
        """Compare it with the shown one."""
        self._answer("compare")

    def action_rename(self) -> None:
        """Give it another name."""
        self._answer("rename")

    def action_delete(self) -> None:
        """Remove it."""
        self._answer("delete")


class DraftComparison(Dialog[None]):
    """Two drafts beside each other, and what differs between them."""

    HINT = "↑↓ PgDn read on · esc back to the drafts"
    DEFAULT_CSS = """
    DraftComparison #box { width: 96%; height: 92%; }
    DraftComparison #compared { height: 1fr; scrollbar-size-vertical: 1; }
    DraftComparison #outlines { height: auto; margin: 0 0 1 0; }
    DraftComparison .outline { width: 1fr; height: auto; padding: 0 1 0 0; }
    DraftComparison #differences { height: auto; }
    """

    def __init__(
        self, names: tuple[str, str], outlines: tuple[Sequence[str], Sequence[str]], found: Sequence[Difference]
    ) -> None:
        super().__init__(f"“{names[0]}” and “{names[1]}”: {counted(len(found), 'difference')}")
        self._names = names
        self._outlines = outlines
        self._found = found

    def compose_inside(self) -> ComposeResult:
        """The trees, then the differences one by one."""
        with VerticalScroll(id="compared"):
            with Horizontal(id="outlines"):
                for name, lines in zip(self._names, self._outlines, strict=True):
                    yield Static(Text.assemble((name, "bold underline"), "\n", "\n".join(lines)), classes="outline")
            yield Static(self._told(), id="differences")

    def on_mount(self) -> None:
        """Arrows scroll."""
        self.query_one(VerticalScroll).focus()

    def _told(self) -> Text:
        if not self._found:
            return Text("The two are the same, but for the order of themes.")
        text = Text()
        for each in self._found:
            text.append(f"{each.theme}: {each.what}\n", "bold")
            for name, value in zip(self._names, (each.one, each.other), strict=True):
                text.append("  ").append(name, "underline").append(f": {value or '–'}\n")
        return text
