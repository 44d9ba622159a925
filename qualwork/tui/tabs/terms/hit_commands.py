"""What one does with the lines behind a cell: judge them, code them, put them in another order."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from textual.widgets import Static

from qualwork.model.code import Code, Coding
from qualwork.model.family import Verdict
from qualwork.model.plurals import counted
from qualwork.model.units import fold
from qualwork.tui.awaiting import asks
from qualwork.tui.dialogs.code_picker import CodeChoice, CodePicker
from qualwork.tui.tabs.tab_commands import TabCommands
from qualwork.tui.tabs.tab_screen import TabScreen
from qualwork.tui.tabs.terms.table_state import TableState
from qualwork.tui.tabs.terms.term_views import Entry
from qualwork.tui.widgets.hits import Hits
from qualwork.tui.widgets.outline import Row
from qualwork.workbench.counts import autocoding, counting, screening

if TYPE_CHECKING:
    from qualwork.analysis.words.concordance import Line


class HitCommands(TabCommands[TabScreen]):
    """Commands on lines."""

    def __init__(self, tab: TabScreen, table: TableState) -> None:
        super().__init__(tab)
        self.table = table

    @property
    def _list(self) -> Hits:
        return self.tab.query_one(Hits)

    def counted_hits(self) -> str:
        """How many lines there are, and how they were judged."""
        entries = self.table.behind.entries if self.table.behind else ()
        verdicts = Counter(entry.hit.state for entry in entries if entry.hit is not None)
        judged = f", {verdicts['out']} out, {verdicts['unscreened']} not judged" if verdicts else ""
        return f"{counted(len(entries), 'line')}{judged}"

    def action_judge(self, verdict: str) -> None:
        """Say of the highlighted hit whether it counts, and go on to the next."""
        entry, at = self._list.entry, self._list.highlighted or 0
        if entry is None:
            return
        if entry.hit is None or self.table.behind is None or self.table.behind.family is None:
            self.say("only hits of a saved family are judged: open one in the column forms or occurrences")
            return
        said: Verdict | None = "in" if verdict == "in" else "out" if verdict == "out" else None
        family, hit = self.table.behind.family, entry.hit
        self.commands.run(
            lambda: screening.judge(self.session.project, family, [hit], said),
            f"{entry.match} in {entry.title}: {verdict or 'not judged'}",
            then=lambda _: self._judged(at, replace(entry, hit=replace(hit, verdict=said))),
        )

    def _judged(self, at: int, entry: Entry) -> None:
        if self.table.behind is None:
            return
        entries = (*self.table.behind.entries[:at], entry, *self.table.behind.entries[at + 1 :])
        self.table.behind = replace(self.table.behind, entries=entries)
        self._list.replace(at, entry)
        self._list.highlighted = min(at + 1, len(entries) - 1)
        self.tab.query_one("#about", Static).update(f"{self.table.behind.title} · {self.counted_hits()}")

    def action_next_unjudged(self) -> None:
        """To the next hit that nobody has judged."""
        entries, start = self._list.entries, (self._list.highlighted or 0) + 1
        order = [*range(start, len(entries)), *range(start)]
        for at in order:
            hit = entries[at].hit if at < len(entries) else None
            if hit is not None and hit.verdict is None:
                self._list.highlighted = at
                return
        self.say(
            "every hit has been judged"
            if self.table.behind and self.table.behind.family is not None
            else "these lines are not judged"
        )

    @asks
    async def action_code_line(self) -> None:
        """Give the highlighted passage a code."""
        entry = self._list.entry
        if entry is not None:
            await self._code([entry], f"“{entry.match}”, {entry.who}")

    @asks
    async def action_code_all(self) -> None:
        """Give all these passages a code; those judged out are left out."""
        entries = [entry for entry in self._list.entries if entry.hit is None or entry.hit.verdict != "out"]
        if entries:
            await self._code(entries, counted(len(entries), "passage"))

    async def _code(self, entries: Sequence[Entry], about: str) -> None:
        lines = [entry.line for entry in entries if entry.line is not None]
        if not lines:
            self.say("these passages are coded already; ↵ goes there")
            return
        snapshot = self.session.snapshot
        definitions = {code.id: code.definition for code in snapshot.codes.values()}
        await self.dialogs.decide(
            CodePicker("Code for …", snapshot.paths, self._code_row, self.session.recent, definitions, about),
            lambda choice: self._apply(choice, lines),
            lambda made: f"coded {counted(len(made), 'passage')}; u takes that back",
        )

    def _code_row(self, code: int) -> Row:
        snapshot = self.session.snapshot
        return Row(str(code), snapshot.paths[code], facts=(f"{snapshot.uses.get(code, 0):,} codings",))

    def _apply(self, choice: CodeChoice, lines: Sequence[Line]) -> Sequence[Coding]:
        project, behind = self.session.project, self.table.behind
        known = [self.session.snapshot.codes[code] for code in choice.codes]
        new = [Code(0, name) for name in choice.names]
        hits = autocoding.hits_of(project, lines)
        return autocoding.autocode_all(project, hits, behind.title if behind else "", "match", known, new)


def sorted_entries(entries: Sequence[Entry], order: counting.Sorting) -> tuple[Entry, ...]:
    """Lines in another order: by what stands left or right of the word, by it, by participant, by place."""
    return tuple(sorted(entries, key=lambda entry: (_first(entry, order), fold(entry.title), entry.start)))


def _first(entry: Entry, order: counting.Sorting) -> str:
    """What an order goes by before transcript and place; empty where it goes by those alone."""
    parts = {
        "left": " ".join(reversed(entry.left.split())),
        "right": entry.right.strip(),
        "match": entry.match,
        "participant": entry.who,
    }
    return fold(parts.get(order, ""))
