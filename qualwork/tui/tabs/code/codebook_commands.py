"""The codebook on the screen: codes added, defined, coloured, moved, merged, split, deleted."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import asdict
from typing import TYPE_CHECKING

from rich.text import Text

from qualwork.model.code import Code
from qualwork.model.plurals import counted
from qualwork.model.refs import Ref
from qualwork.tui.colours import PALETTE, next_colour
from qualwork.tui.dialogs.asking import AskLine
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

    def do_to_code(self, decision: Callable[[], object], said: str, then: Code | None = None) -> None:
        """Run a decision on a code, and highlight the one it made, else `then`."""

        def show(made: object) -> None:
            code = made if isinstance(made, Code) else then
            if code is not None:
                self.tree_of_codes.go_to(str(code.id))

        self.commands.run(decision, said, then=show)

    # Looking

    def action_extracts(self) -> None:
        """All passages with the selected code."""
        if self.code is not None:
            self.services.extracts.show_code(self.code.id)

    def action_where_used(self) -> None:
        """Where the selected code is used."""
        from qualwork.tui.dialogs.listing import ListAction, WideListing

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

        def go(taken: ListAction | None) -> None:
            if taken is not None:
                self._show_uses(code, taken.key)

        self.app.push_screen(WideListing(f"Where “{code.name}” is used", things, {"enter": "its extracts"}, about), go)

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

    def action_add_code(self) -> None:
        """Put a code into the codebook."""
        self._ask_code("New code", None)

    def action_add_below(self) -> None:
        """Put a code under the selected one."""
        if self.code is not None:
            self._ask_code(f"New code under “{self.code.name}”", self.code.id)

    def _ask_code(self, title: str, under: int | None) -> None:
        def keep(name: str | None) -> None:
            if name:
                colour = self.colour_of_new()
                self.do_to_code(
                    lambda: codebook.add_code(self.session.project, name, under, colour=colour), f"added “{name}”"
                )

        self.app.push_screen(AskLine(title), keep)

    def action_rename_code(self) -> None:
        """Give the selected code another name."""
        code = self.code
        if code is None:
            return

        def keep(name: str | None) -> None:
            if name and name != code.name:
                self.do_to_code(
                    lambda: codebook.rename_code(self.session.project, code.id, name), f"“{code.name}” is now “{name}”"
                )

        self.app.push_screen(AskLine("Rename the code", code.name), keep)

    def action_define_code(self) -> None:
        """Fill in the card of the selected code."""
        from qualwork.tui.dialogs.code_card import CodeCard

        code = self.code
        uses = self.commands.ask(lambda: codebook.where_used(self.session.project, code.id)) if code else None
        if code is None or uses is None:
            return
        before = asdict(code)

        def keep(card: dict[str, str] | None) -> None:
            changed = {name: text for name, text in (card or {}).items() if text != before[name]}
            if changed:
                self.do_to_code(
                    lambda: codebook.define_code(self.session.project, code.id, **changed), f"defined “{code.name}”"
                )

        self.app.push_screen(CodeCard(self.session.drafts, code, uses), keep)

    def action_colour_code(self) -> None:
        """Give the selected code another colour of the palette, or any."""
        from qualwork.tui.dialogs.picker import Picker
        from qualwork.workbench.base.picking import rank

        code = self.code
        if code is None:
            return
        used: dict[str, int] = {}
        for each in self.session.snapshot.codes.values():
            used[each.colour.lower()] = used.get(each.colour.lower(), 0) + 1
        names = dict(enumerate(PALETTE))

        def find(typed: str) -> Sequence[Row]:
            rows = [
                Row(PALETTE[names[at]], names[at], facts=(counted(used.get(PALETTE[names[at]], 0), "code"),))
                for at in rank(typed, names)
            ]
            rows = [Row(row.key, row.name, facts=row.facts, colour=row.key) for row in rows]
            own = typed if typed.startswith("#") and len(typed) == 7 else ""
            return [*rows, Row(own, f"the colour {own}", sign="+")] if own else rows

        def take(picked: str | None) -> None:
            if picked is not None:
                self.do_to_code(
                    lambda: codebook.define_code(self.session.project, code.id, colour=picked),
                    f"“{code.name}” has another colour",
                )

        self.app.push_screen(Picker(f"Colour of “{code.name}”", find, "A name, or any colour as #RRGGBB"), take)

    def action_memo_on_code(self) -> None:
        """Write a note on the selected code."""
        if self.code is not None:
            self.services.notes.ask(Ref("code", self.code.id), f"code “{self.code.name}”")

    # Places in the codebook

    def action_indent_code(self) -> None:
        """Put the selected code under the one above it on its level."""
        code = self.code
        if code is None:
            return
        siblings = [each for each in self.session.snapshot.codes.values() if each.parent == code.parent]
        at = siblings.index(code)
        if at == 0:
            self.say("no code stands above this one on its level")
            return
        self._move(code, siblings[at - 1])

    def action_outdent_code(self) -> None:
        """Put the selected code beside the one it is under."""
        code = self.code
        above = self.session.snapshot.codes.get(code.parent or 0) if code is not None else None
        if code is None or above is None:
            self.say("the code is at the top already")
            return
        self._move(code, self.session.snapshot.codes.get(above.parent or 0))

    def _move(self, code: Code, under: Code | None) -> None:
        target = under.id if under else None
        self.do_to_code(
            lambda: codebook.move_code(self.session.project, code.id, target),
            f"put “{code.name}” " + (f"under “{under.name}”" if under else "at the top"),
            code,
        )

    # Merging, splitting, deleting

    def action_merge_code(self) -> None:
        """Put the selected code into another one."""
        from qualwork.tui.dialogs.picker import Picker
        from qualwork.workbench.base.picking import rank

        code = self.code
        dependents = self._dependents(code)
        if code is None or dependents is None:
            return
        snapshot = self.session.snapshot
        others = {each: path for each, path in snapshot.paths.items() if each != code.id}
        about = {each.id: each.definition for each in snapshot.codes.values()}

        def find(typed: str) -> Sequence[Row]:
            return [self.code_row(each) for each in rank(typed, others, self.session.recent, about)]

        def take(picked: str | None) -> None:
            target = snapshot.codes.get(int(picked)) if picked is not None else None
            if target is not None:
                self._ask_merge(code, target, dependents)

        self.app.push_screen(Picker(f"Merge “{code.name}” into which code?", find, f"It has: {dependents}."), take)

    def _ask_merge(self, code: Code, target: Code, dependents: object) -> None:
        def merge(why: str) -> None:
            self.do_to_code(
                lambda: (codebook.merge_codes(self.session.project, [code.id], target.id, why) and target) or target,
                f"“{code.name}” is part of “{target.name}” now; u parts them",
            )

        details = (f"“{target.name}” takes over: {dependents}.", f"“{code.name}” is no code of its own then.")
        self.commands.ask_why(f"Merge “{code.name}” into “{target.name}”?", merge, details, confirm=True)

    def _dependents(self, code: Code | None) -> codebook.Dependents | None:
        if code is None:
            return None
        return self.commands.ask(lambda: codebook.dependents_of_code(self.session.project, code.id))

    def action_split_code(self) -> None:
        """Deal the extracts of the selected code out to new codes."""
        from qualwork.tui.dialogs.splitting import Dealing, Piles, Splitting
        from qualwork.workbench.codes import splitting

        code = self.code
        if code is None:
            return
        found = self.commands.ask(lambda: splitting.extracts(self.session.project, code.id))
        if not found:
            self.say(f"“{code.name}” has no extracts to deal out")
            return

        def go(piles: Piles | None) -> None:
            if piles is None:
                return

            def split(why: str) -> None:
                self._dealings.pop(code.id, None)
                names = ", ".join(f"“{name}”" for name in piles.dealt)
                self.do_to_code(
                    lambda: splitting.split_code(self.session.project, code.id, piles.dealt, piles.under, why)[0],
                    f"split “{code.name}” into {names}",
                )

            self.commands.ask_why(f"Split “{code.name}”", split, piles.told(code.name, len(found)))

        dealing = self._dealings.setdefault(code.id, Dealing())
        self.app.push_screen(Splitting(code.name, found, list(self.session.snapshot.paths.values()), dealing), go)

    def action_delete_code(self) -> None:
        """Remove the selected code, after showing what goes with it."""
        code = self.code
        dependents = self._dependents(code)
        if code is None or dependents is None:
            return

        def go(why: str) -> None:
            self.do_to_code(
                lambda: codebook.delete_code(self.session.project, code.id, why),
                f"deleted “{code.name}”; u brings it back",
            )

        details = (
            f"On it hang: {dependents}.",
            "Codings and notes go with it; sub-codes move up. u brings all of it back.",
        )
        self.commands.ask_why(f"Delete the code “{code.name}”?", go, details, confirm=True)
