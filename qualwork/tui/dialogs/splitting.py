"""Splitting a code: one walks through its extracts and deals them out to piles, which become codes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import ClassVar

from rich.text import Text
from textual import events
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.widgets import Static
from textual.widgets.option_list import Option

from qualwork.model.errors import Refused
from qualwork.model.plurals import counted
from qualwork.model.units import fold
from qualwork.tui.awaiting import asks
from qualwork.tui.dialogs.asking import AskLine
from qualwork.tui.dialogs.base import Dialog
from qualwork.tui.dialogs.extracts import who_where
from qualwork.tui.widgets.outline import Choices
from qualwork.workbench.corpus.extracts import Extract

_MOST_PILES = 9
_QUESTION = 150


@dataclass(frozen=True, slots=True)
class Piles:
    """Names of the new codes with the ids of their codings, and whether they go below the old code."""

    dealt: Mapping[str, Sequence[int]]
    under: bool

    def told(self, name: str, extracts: int) -> list[str]:
        """What will be done, in words."""
        left = extracts - sum(len(ids) for ids in self.dealt.values())
        where = f"below “{name}”" if self.under else f"beside “{name}”"
        return [
            *(f"“{new}” takes {counted(len(ids), 'extract')}" for new, ids in self.dealt.items()),
            f"“{name}” keeps {left}; the new codes stand {where}, in its themes.",
        ]


@dataclass(slots=True)
class Dealing:
    """How far one has come: names of the piles, the pile (from 1) of each coding, and where the new codes go."""

    piles: list[str] = field(default_factory=list)
    dealt: dict[int, int] = field(default_factory=dict)
    under: bool = False


class Splitting(Dialog[Piles]):
    """The extracts with the pile each lies on; a digit deals the one highlighted and goes on to the next.

    `dealing` is changed as one goes, so that whoever leaves can go on later.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("a", "add", "New pile", show=False),
        Binding("r", "rename", "Rename the pile", show=False),
        Binding("b", "below", "Beside or below", show=False),
    ]
    CSS: ClassVar[str] = """
    Splitting #box { width: 96%; height: 92%; }
    Splitting #found { height: 1fr; max-height: 100%; }
    Splitting #question { max-height: 3; height: auto; color: $foreground 70%; }
    Splitting #about { max-height: 11; }
    """
    HINT = "a new pile · 1-9 deal · 0 stays · r rename · b beside/below · ↵ splits · esc closes, what is dealt waits"

    def __init__(self, name: str, found: Sequence[Extract], taken: Sequence[str], dealing: Dealing) -> None:
        super().__init__(f"Split “{name}”")
        self._name = name
        self._found = found
        self._taken = {fold(each.rpartition("/")[2]) for each in taken}
        self._dealing = dealing

    def compose_inside(self) -> ComposeResult:
        """The piles, the extracts, and the question before the one highlighted."""
        yield Static("", id="about", markup=False)
        yield Choices(id="found")
        yield Static("", id="question", markup=False)

    def on_mount(self) -> None:
        """Begin with the first extract."""
        listed = self.query_one(Choices)
        listed.add_options([Option(self._line(at), id=str(at)) for at in range(len(self._found))])
        listed.highlighted = 0
        listed.focus()
        self._tell()

    def _line(self, at: int) -> Text:
        each = self._found[at]
        pile = self._pile(at)
        who = who_where(each.participants, each.transcript.title)
        name = f"{pile} {self._dealing.piles[pile - 1]}" if pile else "0 stays"
        head = Text.assemble((f"[{name}] ", "bold reverse" if pile else "bold"), (who, "bold"))
        return Text.assemble(head, "\n", " ".join(each.coding.extract.split()))

    def _tell(self) -> None:
        piles = [self._pile(at) for at in range(len(self._found))]
        counts = [piles.count(number) for number in range(1, len(self._dealing.piles) + 1)]
        stays = len(self._found) - sum(counts)
        lines = [f"0 “{self._name}” keeps {counted(stays, 'extract')}"]
        lines += [
            f"{at} {name}: {count}" for at, (name, count) in enumerate(zip(self._dealing.piles, counts, strict=True), 1)
        ]
        how = "new codes go below it" if self._dealing.under else "new codes go beside it"
        nothing = "" if self._dealing.piles else " · a makes the first pile and deals this extract to it"
        self.query_one("#about", Static).update(Text(" · ".join([*lines, how]) + nothing))

    def _pile(self, at: int) -> int:
        return self._dealing.dealt.get(self._found[at].coding.id, 0)

    @property
    def _at(self) -> int:
        return self.query_one(Choices).highlighted or 0

    def on_option_list_option_highlighted(self) -> None:
        """The question that was asked before."""
        question = " ".join(self._found[self._at].question.split())
        short = question if len(question) <= _QUESTION else f"…{question[-_QUESTION:]}"
        self.query_one("#question", Static).update(Text(f"Asked before: {short}" if short else ""))

    def on_key(self, event: events.Key) -> None:
        """A digit deals."""
        if event.character is not None and event.character in "0123456789":
            event.stop()
            pile = int(event.character)
            if pile <= len(self._dealing.piles):
                self._deal(pile)
            else:
                self._say(f"there is no pile {pile} yet; a makes one")

    def _deal(self, pile: int) -> None:
        at, listed = self._at, self.query_one(Choices)
        self._dealing.dealt[self._found[at].coding.id] = pile
        listed.replace_option_prompt_at_index(at, self._line(at))
        if at + 1 < len(self._found):
            listed.highlighted = at + 1
        self._tell()

    def _say(self, said: str) -> None:
        self.app.notify(said, timeout=3, markup=False)

    @asks
    async def action_add(self) -> None:
        """Name a new pile; the extract highlighted goes there."""
        if len(self._dealing.piles) == _MOST_PILES:
            self._say("nine piles are as many as there are digits; split the rest afterwards")
            return
        name = await self._ask_name("Name of the new code", "")
        if name is not None:
            self._dealing.piles.append(name)
            self._deal(len(self._dealing.piles))

    @asks
    async def action_rename(self) -> None:
        """Give the pile of this extract another name."""
        pile = self._pile(self._at)
        if not pile:
            self._say("this extract stays where it is; deal it to a pile first")
            return
        name = await self._ask_name("Rename the pile", self._dealing.piles[pile - 1])
        if name is None:
            return
        self._dealing.piles[pile - 1] = name
        for at in range(len(self._found)):
            if self._pile(at) == pile:
                self.query_one(Choices).replace_option_prompt_at_index(at, self._line(at))
        self._tell()

    async def _ask_name(self, title: str, value: str) -> str | None:
        return await self.dialogs.find(AskLine(title, value), lambda name: self._free_name(name, value))

    def _free_name(self, typed: str, value: str) -> str:
        name = " ".join(typed.split())
        if fold(name) in {fold(each) for each in self._dealing.piles if each != value} | self._taken:
            raise Refused(f"there is a code or pile “{name}” already; choose another name")
        return name

    def action_below(self) -> None:
        """New codes go below the old one, or beside it."""
        self._dealing.under = not self._dealing.under
        self._tell()

    def on_option_list_option_selected(self) -> None:
        """Enter: split as dealt."""
        dealt = {
            name: [each.coding.id for at, each in enumerate(self._found) if self._pile(at) == number]
            for number, name in enumerate(self._dealing.piles, 1)
        }
        dealt = {name: ids for name, ids in dealt.items() if ids}
        if dealt:
            self.answer(Piles(dealt, self._dealing.under))
        else:
            self._say("nothing is dealt out yet: a makes a pile, digits deal")
