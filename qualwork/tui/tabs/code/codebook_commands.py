"""The codebook on the screen: codes added, defined, coloured, moved, merged, split, deleted."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from rich.text import Text

from qualwork.model.code import Code
from qualwork.model.plurals import counted
from qualwork.model.refs import Ref
from qualwork.model.units import fold
from qualwork.tui.awaiting import asks
from qualwork.tui.colours import PALETTE, next_colour
from qualwork.tui.dialogs.asking import AskLine, AskName, Offer
from qualwork.tui.tabs.code.codebook_pane import CodeTree
from qualwork.tui.tabs.tab_commands import TabCommands
from qualwork.tui.tabs.tab_screen import TabScreen
from qualwork.tui.widgets.outline import Row
from qualwork.workbench.codes import codebook
from qualwork.workbench.corpus.extracts import Extract

if TYPE_CHECKING:
    from qualwork.tui.dialogs.splitting import Dealing


class CodebookCommands(TabCommands[TabScreen]):
    """What one does to codes; `code_row` makes a row to choose of a code."""

    def __init__(self, tab: TabScreen, code_row: Callable[[int], Row]) -> None:
        super().__init__(tab)
        self.code_row = code_row
        self._dealings: dict[int, Dealing] = {}

    @property
    def tree_of_codes(self) -> CodeTree:
        """The codebook."""
        return self.tab.query_one(CodeTree)

    @property
    def code(self) -> Code | None:
        """The code selected in the codebook."""
        return self.session.snapshot.codes.get(int(self.tree_of_codes.key or 0))

    def path(self, code: Code) -> str:
        """The full name by which the project knows the code."""
        return self.session.snapshot.paths[code.id]

    def show(self, code: Code | None) -> None:
        """Highlight a code, where there is one."""
        if code is not None:
            self.tree_of_codes.go_to(str(code.id))

    # Looking

    def action_extracts(self) -> None:
        """All passages with the selected code."""
        if self.code is not None:
            self.services.extracts.show_code(self.code.id)

    @asks
    async def action_where_used(self) -> None:
        """Where the selected code is used."""
        from qualwork.tui.dialogs.listing import WideListing

        code = self.code
        uses = self.commands.ask(lambda: codebook.where_used(self.session.project, code.id)) if code else None
        if code is None or uses is None:
            return
        things = [
            (f"{kind}:{name}", Text.assemble(f"{kind} ", (name, "bold"), f"  {counted(times, 'coding')}"))
            for kind, where in (("transcript", uses.transcripts), ("participant", uses.participants))
            for name, times in where.items()
        ]
        homes = f"themes: {', '.join(uses.themes)}" if uses.themes else "in no theme"
        about = (
            f"{counted(uses.codings, 'coding')} in {counted(len(uses.transcripts), 'transcript')}"
            f" of {counted(len(uses.participants), 'participant')} · {homes} · {counted(uses.memos, 'note')}"
        )
        listing = WideListing(f"Where “{code.name}” is used", things, {"enter": "its extracts"}, about)
        taken = await self.app.push_screen_wait(listing)
        if taken is not None:
            self._show_uses(code, taken.key)

    def _show_uses(self, code: Code, key: str) -> None:
        kind, _, name = key.partition(":")

        def find() -> list[Extract]:
            from qualwork.workbench.corpus.extracts import Evidence

            evidence = Evidence(self.session.project)
            found = evidence.extracts(evidence.codings([code.id]))
            if kind == "transcript":
                return [each for each in found if each.transcript.title == name]
            return [each for each in found if name in each.participants]

        self.services.extracts.show(f"“{code.name}” · {name}", find)

    # Making and changing

    def colour_of_new(self) -> str:
        """A colour that few codes have."""
        return next_colour(code.colour for code in self.session.snapshot.codes.values() if code.colour)

    @asks
    async def action_add_code(self) -> None:
        """Put a code into the codebook."""
        await self._add("New code", None)

    @asks
    async def action_add_below(self) -> None:
        """Put a code under the selected one."""
        if self.code is not None:
            await self._add(f"New code under “{self.code.name}”", self.code.id)

    async def _add(self, title: str, under: int | None) -> None:
        colour = self.colour_of_new()
        added = await self.dialogs.decide(
            AskLine(title),
            lambda name: codebook.add_code(self.session.project, name, under, colour=colour),
            lambda added: f"added “{added.name}”",
        )
        self.show(added)

    @asks
    async def action_rename_code(self) -> None:
        """Give the selected code another name; where that is taken, offer to merge the two."""
        code = self.code
        if code is None:
            return
        renamed = await self.dialogs.decide(
            AskName("Rename the code", code.name, lambda name: self._offer_merge(code, name)),
            lambda name: codebook.rename_code(self.session.project, code.id, name),
            lambda renamed: f"“{code.name}” is now “{renamed.name}”",
        )
        self.show(renamed)

    def _offer_merge(self, code: Code, name: str) -> Offer | None:
        codes = self.session.snapshot.codes.values()
        taken = next((each for each in codes if each.parent == code.parent and fold(each.name) == fold(name)), None)
        if taken is None:
            return None
        return Offer(f"merges “{code.name}” into “{taken.name}”", lambda: self._merge_into(code, taken))

    @asks
    async def action_define_code(self) -> None:
        """Fill in the card of the selected code."""
        from qualwork.tui.dialogs.code_card import CodeCard

        code = self.code
        uses = self.commands.ask(lambda: codebook.where_used(self.session.project, code.id)) if code else None
        if code is None or uses is None:
            return
        defined = await self.dialogs.decide(
            CodeCard(self.session.drafts, code, uses),
            lambda card: codebook.define_code(self.session.project, code.id, **card),
            f"defined “{code.name}”",
        )
        self.show(defined)

    @asks
    async def action_colour_code(self) -> None:
        """Give the selected code another colour of the palette, or any."""
        from qualwork.tui.dialogs.picker import Picker

        code = self.code
        if code is None:
            return
        coloured = await self.dialogs.decide(
            Picker(f"Colour of “{code.name}”", self._colours, "A name, or any colour as #RRGGBB"),
            lambda picked: codebook.define_code(self.session.project, code.id, colour=picked),
            f"“{code.name}” has another colour",
        )
        self.show(coloured)

    def _colours(self, typed: str) -> Sequence[Row]:
        """The colours of the palette whose names fit, with the codes that have them, or any other as `#RRGGBB`."""
        from qualwork.workbench.base.picking import rank

        used = Counter(code.colour.lower() for code in self.session.snapshot.codes.values())
        names = dict(enumerate(PALETTE))
        fitting = [(PALETTE[names[at]], names[at]) for at in rank(typed, names)]
        rows = [Row(colour, name, facts=(counted(used[colour], "code"),), colour=colour) for colour, name in fitting]
        own = typed if typed.startswith("#") and len(typed) == 7 else ""
        return [*rows, Row(own, f"the colour {own}", sign="+")] if own else rows

    def action_memo_on_code(self) -> None:
        """Write a note on the selected code."""
        if self.code is not None:
            self.services.notes.ask(Ref("code", self.code.id), f"code “{self.code.name}”")

    # Places in the codebook

    @asks
    async def action_indent_code(self) -> None:
        """Put the selected code under the one above it on its level."""
        code = self.code
        if code is None:
            return
        siblings = [each for each in self.session.snapshot.codes.values() if each.parent == code.parent]
        at = siblings.index(code)
        if at == 0:
            self.say("no code stands above this one on its level")
            return
        await self._move(code, siblings[at - 1])

    @asks
    async def action_outdent_code(self) -> None:
        """Put the selected code beside the one it is under."""
        code = self.code
        above = self.session.snapshot.codes.get(code.parent or 0) if code is not None else None
        if code is None or above is None:
            self.say("the code is at the top already")
            return
        await self._move(code, self.session.snapshot.codes.get(above.parent or 0))

    async def _move(self, code: Code, under: Code | None) -> None:
        target = under.id if under else None
        await self.dialogs.change(
            lambda: codebook.move_code(self.session.project, code.id, target),
            f"put “{code.name}” " + (f"under “{under.name}”" if under else "at the top"),
        )
        self.show(code)

    # Merging, splitting, deleting

    @asks
    async def action_merge_code(self) -> None:
        """Put the selected code into another one."""
        from qualwork.tui.dialogs.picker import Picker
        from qualwork.workbench.base.picking import rank

        code = self.code
        dependents = self._dependents(code)
        if code is None or dependents is None:
            return
        codes, paths = self.session.snapshot.codes, self.session.snapshot.paths
        others = {each: path for each, path in paths.items() if each != code.id}
        definitions = {each.id: each.definition for each in codes.values()}

        def find(typed: str) -> Sequence[Row]:
            return [self.code_row(each) for each in rank(typed, others, self.session.recent, definitions)]

        def target(picked: str) -> Code:
            return codes[int(picked)]

        merged = await self.dialogs.decide_and_why(
            Picker(f"Merge “{code.name}” into which code?", find, f"It has: {dependents}."),
            lambda picked: _merge_title(code, target(picked)),
            lambda picked, why: self._merge(code, target(picked), why),
            lambda merged: _merged(code, merged),
            lambda picked: _merge_details(code, target(picked), dependents),
            confirm=True,
        )
        self.show(merged)

    async def _merge_into(self, code: Code, target: Code) -> bool:
        """Merge after a question; False where it was left undone."""
        dependents = self._dependents(code)
        merged = await self.dialogs.decide_why(
            _merge_title(code, target),
            lambda why: self._merge(code, target, why),
            lambda merged: _merged(code, merged),
            _merge_details(code, target, dependents),
            confirm=True,
        )
        self.show(merged)
        return merged is not None

    def _merge(self, code: Code, target: Code, why: str) -> Code:
        codebook.merge_codes(self.session.project, [code.id], target.id, why)
        return target

    def _dependents(self, code: Code | None) -> codebook.Dependents | None:
        if code is None:
            return None
        return self.commands.ask(lambda: codebook.dependents_of_code(self.session.project, code.id))

    @asks
    async def action_split_code(self) -> None:
        """Deal the extracts of the selected code out to new codes."""
        from qualwork.tui.dialogs.splitting import Dealing, Splitting
        from qualwork.workbench.codes import splitting

        code = self.code
        if code is None:
            return
        found = self.commands.ask(lambda: splitting.extracts(self.session.project, code.id))
        if not found:
            self.say(f"“{code.name}” has no extracts to deal out")
            return
        dealing = self._dealings.setdefault(code.id, Dealing())
        made = await self.dialogs.decide_and_why(
            Splitting(code.name, found, list(self.session.snapshot.paths.values()), dealing),
            lambda _: f"Split “{code.name}”",
            lambda piles, why: splitting.split_code(self.session.project, code.id, piles.dealt, piles.under, why),
            lambda made: f"split “{code.name}” into {', '.join(f'“{new.name}”' for new in made)}",
            lambda piles: piles.told(code.name, len(found)),
        )
        if made:
            self._dealings.pop(code.id, None)
            self.show(made[0])

    @asks
    async def action_delete_code(self) -> None:
        """Remove the selected code, after showing what goes with it."""
        code = self.code
        dependents = self._dependents(code)
        if code is None or dependents is None:
            return
        details = (
            f"On it hang: {dependents}.",
            "Codings and notes go with it; sub-codes move up. u brings all of it back.",
        )
        await self.dialogs.decide_why(
            f"Delete the code “{code.name}”?",
            lambda why: codebook.delete_code(self.session.project, code.id, why),
            f"deleted “{code.name}”; u brings it back",
            details,
            confirm=True,
        )


def _merge_title(code: Code, target: Code) -> str:
    return f"Merge “{code.name}” into “{target.name}”?"


def _merge_details(code: Code, target: Code, dependents: object) -> Sequence[str]:
    return (f"“{target.name}” takes over: {dependents}.", f"“{code.name}” is no code of its own then.")


def _merged(code: Code, target: Code) -> str:
    return f"“{code.name}” is part of “{target.name}” now; u parts them"
