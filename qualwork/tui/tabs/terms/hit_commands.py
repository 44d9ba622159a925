"""What one does with the lines behind a cell: judge them, code them, put them in another order."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from qualwork.model.code import Code
from qualwork.model.family import Verdict
from qualwork.model.plurals import counted
from qualwork.model.units import fold
from qualwork.tui.dialogs.code_picker import CodeChoice, CodePicker
from qualwork.tui.tabs.tab_screen import TabScreen
from qualwork.tui.tabs.terms.term_views import CellDetail, Entry
from qualwork.tui.widgets.hits import Hits
from qualwork.tui.widgets.outline import Row
from qualwork.workbench.counts import autocoding, counting, screening

if TYPE_CHECKING:
    from qualwork.tui.tabs.terms.term_views import Asked


class HitCommands(TabScreen):
    """Commands on lines."""

    behind: CellDetail | None
    asked: Asked

    @property
    def _list(self) -> Hits:
        return self.query_one(Hits)

    def counted_hits(self) -> str:
        """How many lines there are, and how they were judged."""
        entries = self.behind.entries if self.behind else ()
        verdicts = Counter(entry.hit.state for entry in entries if entry.hit is not None)
        judged = f", {verdicts['out']} out, {verdicts['unscreened']} not judged" if verdicts else ""
        return f"{counted(len(entries), 'line')}{judged}"

    def action_judge(self, verdict: str) -> None:
        """Say of the highlighted hit whether it counts, and go on to the next."""
        entry, at = self._list.entry, self._list.highlighted or 0
        if entry is None:
            return
        if entry.hit is None or self.behind is None or self.behind.family is None:
            self.say("only hits of a saved family are judged: open one in the column forms or occurrences")
            return
        said: Verdict | None = "in" if verdict == "in" else "out" if verdict == "out" else None
        family, hit = self.behind.family, entry.hit
        self.commands.run(
            lambda: screening.judge(self.session.project, family, [hit], said),
            f"{entry.match} in {entry.title}: {verdict or 'not judged'}",
            then=lambda _: self._judged(at, replace(entry, hit=replace(hit, verdict=said))),
        )

    def _judged(self, at: int, entry: Entry) -> None:
        if self.behind is None:
            return
        entries = (*self.behind.entries[:at], entry, *self.behind.entries[at + 1 :])
        self.behind = replace(self.behind, entries=entries)
        self._list.replace(at, entry)
        self._list.highlighted = min(at + 1, len(entries) - 1)
        self.query_one("#about").update(f"{self.behind.title} · {self.counted_hits()}")  # type: ignore[attr-defined]

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
            if self.behind and self.behind.family is not None
            else "these lines are not judged"
        )

    def action_code_line(self) -> None:
        """Give the highlighted passage a code."""
        entry = self._list.entry
        if entry is not None:
            self._code([entry], f"“{entry.match}”, {entry.who}")

    def action_code_all(self) -> None:
        """Give all these passages a code; those judged out are left out."""
        entries = [entry for entry in self._list.entries if entry.hit is None or entry.hit.verdict != "out"]
        if entries:
            self._code(entries, counted(len(entries), "passage"))

    def _code(self, entries: Sequence[Entry], about: str) -> None:
        lines = [entry.line for entry in entries if entry.line is not None]
        if not lines:
            self.say("these passages are coded already; ↵ goes there")
            return
        snapshot = self.session.snapshot
        definitions = {code.id: code.definition for code in snapshot.codes.values()}

        def row(code: int) -> Row:
            return Row(str(code), snapshot.paths[code], facts=(f"{snapshot.uses.get(code, 0):,} codings",))

        def take(chosen: CodeChoice | None) -> None:
            if chosen is None or not (chosen.codes or chosen.names):
                return
            known = [snapshot.codes[code] for code in chosen.codes]
            new = [Code(0, name) for name in chosen.names]
            pattern = self.behind.title if self.behind else ""
            self.commands.run(
                lambda: autocoding.autocode_all(
                    self.session.project, autocoding.hits_of(self.session.project, lines), pattern, "match", known, new
                ),
                lambda made: f"coded {counted(len(made), 'passage')}; u takes that back",
            )

        picker = CodePicker("Code for …", snapshot.paths, row, self.session.recent, definitions, about)
        self.app.push_screen(picker, take)

    def sorted_entries(self, entries: Sequence[Entry], order: counting.Sorting) -> tuple[Entry, ...]:
        """Lines in another order: by what stands left or right of the word, by it, by participant, by place."""

        def key(entry: Entry) -> tuple[object, ...]:
            first: dict[str, object] = {
                "left": fold(" ".join(reversed(entry.left.split()))),
                "right": fold(entry.right.strip()),
                "match": fold(entry.match),
                "participant": fold(entry.who),
            }
            return (first.get(order, ""), fold(entry.title), entry.start)

        return tuple(sorted(entries, key=key))
