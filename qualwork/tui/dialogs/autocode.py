"""Coding by a pattern: what to look for, then the hits, accepted or rejected one by one."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import ClassVar, get_args

from rich.text import Text
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.widgets import Static
from textual.widgets.option_list import Option

from qualwork.model.plurals import counted
from qualwork.tui.dialogs.base import Dialog
from qualwork.tui.dialogs.extracts import who_where
from qualwork.tui.dialogs.picker import Finder
from qualwork.tui.widgets.outline import Choices, Row
from qualwork.workbench.base.picking import rank
from qualwork.workbench.counts.autocoding import Hit, Unit

_AROUND = {"match": "the words found", "sentence": "the sentence round them", "turn": "the whole turn"}
_PATTERN = "pattern"


@dataclass(frozen=True, slots=True)
class SearchPattern:
    """A pattern or the name of a family, and how much round a hit is coded."""

    pattern: str
    unit: Unit


class AskPattern(Finder[SearchPattern]):
    """A term family by its name, or a pattern as it is typed; tab changes what is coded round a hit."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("tab", "unit", "Unit", show=False, priority=True)]
    HINT = "breath* · wom?n · a,b,c · “two words” · tab what is coded · ↵ looks · esc closes"

    def __init__(self, families: Sequence[tuple[str, str]], unit: Unit = "sentence", typed: str = "") -> None:
        super().__init__("Code what a pattern finds", " ", typed)
        self._families = families
        self._unit: Unit = unit

    def on_mount(self) -> None:
        """Say what would be coded."""
        super().on_mount()
        self._tell()

    def _tell(self) -> None:
        self.query_one("#about", Static).update(
            f"To be coded: {_AROUND[self._unit]} (tab changes it). You see each hit before anything is coded."
        )

    def find(self, typed: str) -> Sequence[Row]:
        """The families that fit, and the pattern itself."""
        names = {at: name for at, (name, _) in enumerate(self._families)}
        rows = [
            Row(self._families[at][0], f"family {self._families[at][0]}", facts=(self._families[at][1],))
            for at in rank(typed, names)
        ]
        known = any(typed == name for name, _ in self._families)
        return [*rows, *[Row(_PATTERN + typed, f"the pattern {typed}", sign="+")] * bool(typed and not known)]

    def action_unit(self) -> None:
        """Code more or less round a hit."""
        units = get_args(Unit)
        self._unit = units[(units.index(self._unit) + 1) % len(units)]
        self._tell()

    def take(self, key: str) -> None:
        """Look for it."""
        self.answer(SearchPattern(key.removeprefix(_PATTERN), self._unit))


class Hits(Dialog[list[int]]):
    """The hits, each accepted until it is rejected; answers with the places of those accepted.

    `rejected` (keys: transcript, start, end) is changed as one goes, so that whoever leaves can go on later.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("y", "judge(True)", "Accept", show=False),
        Binding("n", "judge(False)", "Reject", show=False),
        Binding("space", "turn", "Accept or reject", show=False),
        Binding("a", "all(True)", "All", show=False),
        Binding("A", "all(False)", "None", show=False),
    ]
    CSS: ClassVar[str] = """
    Hits #box { width: 96%; height: 92%; }
    Hits #found { height: 1fr; max-height: 100%; }
    """
    HINT = (
        "y accept · n reject · space changes · a all · A none · ↵ codes the accepted · esc closes, what is judged waits"
    )

    def __init__(
        self,
        title: str,
        hits: Sequence[Hit],
        context: Callable[[Hit], tuple[str, str]],
        rejected: set[tuple[int, int, int]],
    ) -> None:
        super().__init__(title)
        self._hits = hits
        self._round = context
        self._rejected = rejected
        self._accepted = [_key(hit) not in rejected for hit in hits]

    def compose_inside(self) -> ComposeResult:
        """How many are accepted, and the list."""
        yield Static("", id="about", markup=False)
        yield Choices(id="found")

    def on_mount(self) -> None:
        """Begin with the first."""
        listed = self.query_one(Choices)
        listed.add_options([Option(self._line(at), id=str(at)) for at in range(len(self._hits))])
        listed.highlighted = 0
        listed.focus()
        self._tell()

    def _line(self, at: int) -> Text:
        hit, yes = self._hits[at], self._accepted[at]
        before, after = self._round(hit)
        people = [hit.participant] if hit.participant else []
        head = f"{'[✓]' if yes else '[ ]'} {who_where(people, hit.transcript.title)}"
        text = Text.assemble((head, "bold" if yes else ""), "\n", before)
        low, high = hit.match or (hit.start, hit.start)
        parts = (
            hit.text[: low - hit.start],
            hit.text[low - hit.start : high - hit.start],
            hit.text[high - hit.start :],
        )
        for part, found in zip(parts, (False, True, False), strict=True):
            text.append(part.replace("\n", " "), f"{'bold ' * yes}{'underline' * found}".strip())
        return text.append(after)

    def _tell(self) -> None:
        people = {
            hit.participant for hit, yes in zip(self._hits, self._accepted, strict=True) if yes and hit.participant
        }
        self.query_one("#about", Static).update(
            f"{sum(self._accepted):,} of {counted(len(self._hits), 'passage')} accepted,"
            f" of {counted(len(people), 'participant')}"
        )

    def _set(self, at: int, yes: bool) -> None:
        self._accepted[at] = yes
        (self._rejected.discard if yes else self._rejected.add)(_key(self._hits[at]))
        self.query_one(Choices).replace_option_prompt_at_index(at, self._line(at))

    def action_judge(self, yes: bool) -> None:
        """Accept or reject this one, and go on."""
        listed = self.query_one(Choices)
        at = listed.highlighted or 0
        self._set(at, yes)
        self._tell()
        if at + 1 < len(self._hits):
            listed.highlighted = at + 1

    def action_turn(self) -> None:
        """The other way round."""
        at = self.query_one(Choices).highlighted or 0
        self._set(at, not self._accepted[at])
        self._tell()

    def action_all(self, yes: bool) -> None:
        """All of them."""
        for at, was in enumerate(self._accepted):
            if was != yes:
                self._set(at, yes)
        self._tell()

    def on_option_list_option_selected(self) -> None:
        """Enter: go on with those accepted."""
        self.answer([at for at, yes in enumerate(self._accepted) if yes])


def _key(hit: Hit) -> tuple[int, int, int]:
    return hit.transcript.id, hit.start, hit.end
