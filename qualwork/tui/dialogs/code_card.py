"""The card of a code: what it means, when to use it, when not; and where it is used."""

from __future__ import annotations

from collections.abc import MutableMapping
from typing import ClassVar

from textual.app import ComposeResult
from textual.await_complete import AwaitComplete
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.widgets import Static, TextArea

from qualwork.model.code import Code
from qualwork.model.plurals import counted
from qualwork.tui.dialogs.base import Dialog
from qualwork.workbench.codes.codebook import Uses

_FIELDS = (
    ("definition", "What it means"),
    ("use_when", "When to use it"),
    ("use_not", "When not to use it"),
)


class CodeCard(Dialog[dict[str, str]]):
    """Answers with the texts that were changed; what was typed when it is closed waits as a draft."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("ctrl+s,f2", "keep", "Keep", show=False, id="dialog.keep")]
    CSS: ClassVar[str] = """
    CodeCard #fields { height: auto; max-height: 1fr; }
    CodeCard .field { text-style: bold; }
    CodeCard TextArea, CodeCard TextArea:focus { height: 3; margin: 0 0 1 0; }
    """
    HINT = "tab next field · ^s or f2 keeps it · esc closes, and the draft waits"

    def __init__(self, drafts: MutableMapping[str, str], code: Code, uses: Uses) -> None:
        super().__init__(f"Code “{code.name}”")
        self._drafts = drafts
        self._code = code
        self._uses = uses

    def compose_inside(self) -> ComposeResult:
        """Where it is used, and the three texts."""
        uses = self._uses
        homes = f"in {', '.join(uses.themes)}" if uses.themes else "in no theme"
        people = counted(len(uses.participants), "participant")
        yield Static(f"{counted(uses.codings, 'coding')} of {people} · {homes}", id="about", markup=False)
        with VerticalScroll(id="fields", can_focus=False):
            for name, label in _FIELDS:
                yield Static(label, classes="field")
                kept = self._drafts.get(self._draft(name), getattr(self._code, name))
                yield TextArea(kept, id=name, soft_wrap=True, tab_behavior="focus")

    def on_mount(self) -> None:
        """Write on where the text ends."""
        for area in self.query(TextArea):
            area.cursor_blink = False
            area.move_cursor(area.document.end)
        self.query_one("#definition").focus()

    def _draft(self, name: str) -> str:
        return f"card {self._code.id} {name}"

    def _typed(self) -> dict[str, str]:
        return {name: self.query_one(f"#{name}", TextArea).text for name, _ in _FIELDS}

    def action_keep(self) -> None:
        """Answer with the texts that are others now."""
        texts = {name: text.strip() for name, text in self._typed().items()}
        changed = {name: text for name, text in texts.items() if text != getattr(self._code, name)}
        if changed:
            self.answer(changed)
        else:
            self.dismiss(None)

    def dismiss(self, result: dict[str, str] | None = None) -> AwaitComplete:
        """Close; what is kept is no draft any more."""
        if result is not None:
            for name, _ in _FIELDS:
                self._drafts.pop(self._draft(name), None)
        return super().dismiss(result)

    def action_close(self) -> None:
        """Leave, and keep the drafts of what was changed."""
        for name, text in self._typed().items():
            if text.strip() != getattr(self._code, name).strip():
                self._drafts[self._draft(name)] = text
        super().action_close()
