"""Where to write something, as which kind of file, with a look at its first rows."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.widgets import Input, Static

from qualwork.model.errors import QualworkError
from qualwork.model.table import Table
from qualwork.tui.dialogs.base import Dialog
from qualwork.tui.dialogs.line import Line
from qualwork.tui.widgets.choice import Choice
from qualwork.tui.widgets.preview import shown

Content = Table | str | Sequence[Table]
_ROWS = 12


class Export(Dialog[Path]):
    """Answers with the path; a file that is there already is named once before it is replaced."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("enter", "keep", "Write", show=False, id="dialog.write")]
    HINT = "←→ kind · tab: the path · ↵ writes it · esc closes"

    def __init__(self, title: str, kinds: Sequence[str], path: Path, look: Callable[[], Content]) -> None:
        super().__init__(title)
        self._kinds = list(kinds)
        self._path = path
        self._look = look
        self._warned = ""

    def compose_inside(self) -> ComposeResult:
        """Kind, path, first rows."""
        yield Choice("Kind", self._kinds, self._path.suffix.lstrip("."), id="kind")
        yield Line(str(self._path), id="line", select_on_focus=False)
        yield Static("Confidential: the file holds what was said, and only you can read it.", id="about")
        with VerticalScroll(id="preview", can_focus=False):
            yield Static("looking…", id="lines", markup=False)

    def on_mount(self) -> None:
        """Make the preview beside the screen."""
        self.query_one(Choice).focus()
        self.run_worker(self._preview, thread=True, exclusive=True, exit_on_error=False)

    def _preview(self) -> None:
        try:
            content = self._look()
        except QualworkError as fault:
            content = fault.message
        self.app.call_from_thread(self._show, content)

    def _show(self, content: Content) -> None:
        width = max(20, self.query_one("#preview").size.width - 2)
        self.query_one("#lines", Static).update(shown(content, width, _ROWS))

    def on_choice_changed(self, event: Choice.Changed) -> None:
        """Another kind: the path ends otherwise."""
        field = self.query_one("#line", Input)
        path = Path(field.value)
        if path.suffix.lstrip(".") in self._kinds:
            field.value = str(path.with_suffix(f".{event.choice.value}"))

    def action_keep(self) -> None:
        """Write it, from the line of kinds as well."""
        self._keep()

    def on_input_submitted(self) -> None:
        """Write it."""
        self._keep()

    def _keep(self) -> None:
        typed = self.query_one("#line", Input).value.strip()
        path = Path(typed).expanduser()
        about = self.query_one("#about", Static)
        if not typed or path.suffix.lstrip(".").lower() not in self._kinds:
            about.update(f"end the name in {', '.join('.' + kind for kind in self._kinds)}")
        elif not path.parent.is_dir():
            about.update(f"{path.parent}: there is no such folder; make it first or name another")
        elif path.exists() and self._warned != typed:
            self._warned = typed
            about.update(f"{path.name} is there already: ↵ once more replaces it")
        else:
            self.answer(path)
