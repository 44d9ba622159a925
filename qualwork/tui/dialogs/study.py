"""What is studied and how: asked once, shown, and changed at any time."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.widgets import Input, Static, TextArea

from qualwork.tui.dialogs.base import Dialog
from qualwork.tui.dialogs.line import Line
from qualwork.tui.widgets.choice import Choice
from qualwork.workbench.base import projects
from qualwork.workbench.base.projects import Setting, Study
from qualwork.workbench.study import tasks

Changed = tuple[dict[str, str], dict[str, Setting]]
_MEANINGS = {
    "reflexive": "Codes evolve, themes are made by the analyst; agreement and saturation are no mark of quality, so "
    "they are not brought up.",
    "codebook": "A codebook is agreed on, and may grow; agreement and saturation are offered in tab 7.",
    "reliability": "A fixed codebook, several coders; agreement and saturation are offered in tab 7.",
    "inductive": "Codes come from the data.",
    "deductive": "Codes come from theory, a framework or the questions asked.",
    "semantic": "Codes stay with what is said.",
    "latent": "Codes name what lies under what is said.",
    "yes": "The screen asks for a line of why where something is merged, split, renamed, dismissed or deleted.",
    "no": "The screen asks for no reasons; deletions are still asked about.",
}


class StudyDialog(Dialog[Changed]):
    """Answers with the columns and settings that were changed."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("ctrl+s,f2", "keep", "Keep", show=False, id="dialog.keep")]
    HINT = "tab: next · ←→ choose · ^s or f2 keeps it · esc: not now"

    def __init__(self, study: Study, welcome: bool = False) -> None:
        super().__init__("What is the study about?" if welcome else "The study")
        self._study = study
        self._welcome = welcome

    def compose_inside(self) -> ComposeResult:
        """The fields."""
        study = self._study
        if self._welcome:
            yield Static("Asked once; f2 shows and changes it later. All of it may stay as it is.", id="about")
        with VerticalScroll(id="fields", can_focus=False):
            yield Static("Research question")
            yield TextArea(study.research_question, id="text", soft_wrap=True, tab_behavior="focus")
            yield Choice("Approach   ", projects.APPROACHES, study.approach, id="approach")
            yield Choice("Orientation", projects.ORIENTATIONS, study.orientation, id="orientation")
            yield Choice("Level      ", projects.LEVELS, study.level, id="level")
            yield Choice("Ask why    ", ("yes", "no"), "yes" if study.asks_why else "no", id="ask_why")
            yield Static("", id="meaning", markup=False)
            yield Static("Title")
            yield Line(study.title, id="line", select_on_focus=False)
            yield Static("Passages without a code are named as open from so many words")
            yield Line(str(tasks.stretch_words(study)), id="stretch", type="integer", select_on_focus=False)

    def on_mount(self) -> None:
        """Begin with the question."""
        area = self.query_one(TextArea)
        area.cursor_blink = False
        area.move_cursor(area.document.end)
        area.focus()

    def on_choice_changed(self, event: Choice.Changed) -> None:
        """Say what the value means."""
        self.query_one("#meaning", Static).update(_MEANINGS.get(event.choice.value, ""))

    def action_keep(self) -> None:
        """Answer with what is other than it was; without that, close."""
        study = self._study
        now = {name: self.query_one(f"#{name}", Choice).value for name in ("approach", "orientation", "level")}
        now["research_question"] = " ".join(self.query_one(TextArea).text.split())
        now["title"] = " ".join(self.query_one("#line", Input).value.split()) or study.title
        values = {name: value for name, value in now.items() if value != getattr(study, name)}
        settings: dict[str, Setting] = {}
        asks = self.query_one("#ask_why", Choice).value == "yes"
        if asks != study.asks_why:
            settings["ask_why"] = asks
        stretch = self.query_one("#stretch", Input).value
        if stretch.isdecimal() and int(stretch) > 0 and int(stretch) != tasks.stretch_words(study):
            settings["stretch_words"] = int(stretch)
        if values or settings:
            self.answer((values, settings))
        else:
            self.dismiss(None)
