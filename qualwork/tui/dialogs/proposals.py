"""Forms that may belong to a term family, taken in or rejected one by one, with two lines where each stands."""

from __future__ import annotations

from typing import ClassVar

from rich.text import Text
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.widgets import Static
from textual.widgets.option_list import Option

from qualwork.model.errors import QualworkError
from qualwork.model.plurals import counted
from qualwork.tui.dialogs.base import Dialog
from qualwork.tui.widgets.outline import Choices
from qualwork.workbench.base.projects import Project
from qualwork.workbench.counts import families
from qualwork.workbench.counts.families import Proposal

Verdicts = tuple[tuple[str, ...], tuple[str, ...]]
_SIGNS = {"accepted": "✓", "rejected": "✗"}
_KINDS = {"form": "", "negation": "negation, counted apart", "phrase": "phrase"}


class Proposals(Dialog[Verdicts]):
    """Answers with the forms accepted and the forms rejected; neither is proposed again."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("a,enter", "judge('accepted')", "Take in", show=False, priority=True),
        Binding("x,r", "judge('rejected')", "Reject", show=False),
        Binding("z,space", "judge('')", "Leave open", show=False),
        Binding("ctrl+s,f2", "keep", "Keep", show=False, id="dialog.keep"),
    ]
    HINT = "a takes in · x rejects · z leaves open · ^s or f2 keeps what is marked · esc closes"

    def __init__(self, project: Project, seed: str, family: int | None) -> None:
        super().__init__(f"Forms like “{seed}”")
        self._project, self._seed, self._family = project, seed, family
        self._found: list[Proposal] = []
        self._verdicts: dict[int, str] = {}

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
            found = families.proposals(self._project, self._seed, self._family)
        except QualworkError as fault:
            self.app.call_from_thread(self.query_one("#about", Static).update, fault.message)
            return
        self.app.call_from_thread(self._show, found)

    def _show(self, found: list[Proposal]) -> None:
        self._found = found
        outline = self.query_one(Choices)
        outline.add_options([Option(self._text(at), id=str(at)) for at in range(len(found))])
        outline.highlighted = 0 if found else None
        self._tell()

    def _tell(self) -> None:
        taken = sum(verdict == "accepted" for verdict in self._verdicts.values())
        said = f"{counted(len(self._found), 'form')} of what was said, {taken} marked to be taken in"
        none = "Nothing else that was said looks like it, or all of it was judged before."
        self.query_one("#about", Static).update(said if self._found else none)

    def _text(self, at: int) -> Text:
        each = self._found[at]
        sign = _SIGNS.get(self._verdicts.get(at, ""), "·")
        why = ", ".join(part for part in (_KINDS[each.kind], each.reason) if part)
        counts = f"{each.occurrences:,} times, {counted(each.participants, 'participant')}"
        text = Text.assemble((f"{sign} {each.form}", "bold"), f"  {counts} · {why}")
        for line in each.lines:
            text.append("\n    " + " ".join(f"{line.left}[{line.match}]{line.right}".split()))
        return text

    def action_judge(self, verdict: str) -> None:
        """Mark the highlighted form, and go on to the next."""
        outline = self.query_one(Choices)
        at = outline.highlighted
        if at is None:
            return
        self._verdicts[at] = verdict
        outline.replace_option_prompt_at_index(at, self._text(at))
        outline.highlighted = min(at + 1, len(self._found) - 1)
        self._tell()

    def action_keep(self) -> None:
        """Answer with what is marked; where nothing is, this just closes."""
        verdicts = (self._of("accepted"), self._of("rejected"))
        if any(verdicts):
            self.answer(verdicts)
        else:
            self.action_close()

    def _of(self, verdict: str) -> tuple[str, ...]:
        chosen = [at for at, said in sorted(self._verdicts.items()) if said == verdict]
        return tuple(
            f'"{self._found[at].form}"' if " " in self._found[at].form else self._found[at].form for at in chosen
        )
