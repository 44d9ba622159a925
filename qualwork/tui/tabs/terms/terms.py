"""Tab 7: term tables, word list, concordance, and codings counted; every cell opens its lines, every line its place."""

from __future__ import annotations

from dataclasses import replace
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical
from textual.widgets import DataTable, OptionList, Static

from qualwork.model.errors import QualworkError
from qualwork.tui.actions import bindings
from qualwork.tui.awaiting import asks
from qualwork.tui.dialogs.asking import AskLine
from qualwork.tui.dialogs.extracts import Place
from qualwork.tui.dialogs.picker import Picker, fitting
from qualwork.tui.services import Services
from qualwork.tui.tabs.tab_screen import TabScreen
from qualwork.tui.tabs.terms.hit_commands import HitCommands, sorted_entries
from qualwork.tui.tabs.terms.table_state import TableState
from qualwork.tui.tabs.terms.term_commands import TermCommands
from qualwork.tui.tabs.terms.term_views import MEASURES, NEAR, ROLES, TITLES, Asked, CellDetail, Kind, Shown, look
from qualwork.tui.widgets.grid import Content, Grid
from qualwork.tui.widgets.hits import Hits
from qualwork.tui.widgets.outline import Row
from qualwork.workbench.corpus.extracts import Evidence
from qualwork.workbench.counts import counting, saved_tables
from qualwork.workbench.counts.narrowing import EVERYTHING

_NO_DATA = "There are no interviews yet. Press I to import some."
_EMPTY = {
    "terms": "No term family is saved yet. Press a and write one, such as  safe=safe,safer,safety,“feel safe”. "
    "Or press / to see the lines of any word, or t for the word list.",
    "words": "Nothing was said by them. Press r to hear others, f to take the narrowing away.",
    "lines": "Nobody says it. Press / to look for something else: breathe, breath*, “caring for”, re:breath(e|ing).",
    "themes": "There is no theme yet. Press 3, then a, to make one.",
    "theme matrix": "There is no theme yet. Press 3, then a, to make one.",
    "attention": _NO_DATA,
}
_NO_CODES = "Nothing is coded yet. Press 2, select a passage, press c."


class TermsScreen(TabScreen):
    """A table, and the lines behind its cells."""

    TAB = "terms"
    CSS_PATH: ClassVar[list[str]] = ["../base.tcss", "terms.tcss"]  # type: ignore[assignment]
    BINDINGS: ClassVar[list[BindingType]] = bindings("tables")

    def __init__(self, services: Services) -> None:
        super().__init__(services)
        self.state = TableState()
        self.own(TermCommands(self, self.state))
        self.commands_on_hits = self.own(HitCommands(self, self.state))

    def compose_panes(self) -> ComposeResult:
        """The table, and what is behind a cell."""
        with Vertical(id="table", classes="pane -current", name="Table"):
            yield Static("", id="heading", classes="heading", markup=False)
            yield Grid(id="grid")
            yield Static("", id="empty", classes="empty", markup=False)
            yield Static("", id="notes", markup=False)
        with Vertical(id="behind", classes="pane", name="Lines"):
            yield Static("", id="about", classes="heading", markup=False)
            yield Hits(id="hits")
            yield Static("", id="whole", markup=False)

    @property
    def grid(self) -> Grid:
        """The table."""
        return self.query_one(Grid)

    @property
    def hits(self) -> Hits:
        """The lines."""
        return self.query_one(Hits)

    def on_mount(self) -> None:
        """Begin in the table."""
        self._put_behind(None)
        self.go_to_pane(self.query_one("#table"))

    # Showing

    def show_session(self) -> None:
        """Count beside the screen: the words of many interviews are read when the first table is made."""
        asked = self.state.asked
        self.query_one("#heading", Static).update(f"{self._title()} · counting…")
        self.run_worker(lambda: self._count(asked), thread=True, exclusive=True, group="count", exit_on_error=False)

    def _count(self, asked: Asked) -> None:
        try:
            shown = look(self.session.project, asked)
        except QualworkError as fault:
            self.app.call_from_thread(self._failed, fault)
            return
        self.app.call_from_thread(self._put, shown)

    def _failed(self, fault: QualworkError) -> None:
        self.query_one("#heading", Static).update(self._title())
        self.commands.fail(fault)

    def _put(self, shown: Shown) -> None:
        if shown.asked.kind != self.state.asked.kind:
            return
        before = self.state.shown
        if before is not None and before.asked.apart_from_order() != shown.asked.apart_from_order():
            self._put_behind(None)
        self.state.shown, self.state.asked = shown, shown.asked
        rows, table = shown.table.rows, shown.table
        self.query_one("#heading", Static).update(self._title())
        self.grid.display = bool(rows)
        self.grid.put(Content(table.columns, rows, shown.heat, shown.names, shown.asked.kind == "lines"))
        empty = self.query_one("#empty", Static)
        empty.display = not rows
        empty.update(_EMPTY.get(shown.asked.kind, _NO_CODES) if self.session.snapshot.infos else _NO_DATA)
        notes = [*shown.notes] if rows else []
        notes += [f"{shown.total - len(rows):,} more; o shows them"] if shown.total > len(rows) else []
        notes += [self.grid.legend] if rows and self.grid.legend else []
        self.query_one("#notes", Static).update("\n".join(notes))
        self.query_one("#notes").display = bool(notes)
        self.say()

    def _title(self) -> str:
        asked = self.state.asked
        said = asked.in_words()
        name = f"{TITLES[asked.kind]}{f' “{asked.saved.name}”' if asked.saved else ''}"
        return f"{name}: {said}" if said else name

    def ask(self, asked: Asked) -> None:
        """Show another table, or the same with other settings."""
        self.state.asked = asked
        self.show_session()

    def _put_behind(self, behind: CellDetail | None, at: int = 0) -> None:
        self.state.behind = behind
        self.query_one("#behind").set_class(behind is None, "-closed")
        about = self.query_one("#about", Static)
        if behind is None:
            about.update("Lines: press ↵ on a cell")
            self.hits.put(())
        else:
            about.update(f"{behind.title} · {self.commands_on_hits.counted_hits()}")
            self.hits.put(behind.entries, at)
        self._show_whole()

    def on_option_list_option_highlighted(self) -> None:
        """The whole of the highlighted line."""
        self._show_whole()

    def on_data_table_cell_highlighted(self) -> None:
        """Say which cell it is, with what was cut of its row and heading."""
        self.say()

    def _show_whole(self) -> None:
        entry, whole = self.hits.entry, self.query_one("#whole", Static)
        whole.display = entry is not None
        if entry is not None:
            said = " ".join(f"{entry.left}{entry.match}{entry.right}".split())
            whole.update(f"{entry.who} · {entry.title}\n{said[:600]}")

    # Places

    def show_keys(self) -> None:
        """Show the keys of most use here, and where one is."""
        super().show_keys()
        self.say()

    def footer(self) -> str:
        """Keys of the table or of the lines."""
        return "lines" if self.focused is self.hits else "grid"

    def place(self) -> str:
        """Which cell or line."""
        if self.focused is self.hits and self.hits.entries:
            return f"line {(self.hits.highlighted or 0) + 1:,} of {len(self.hits.entries):,}"
        return self.grid.place() if self.state.shown else ""

    def where(self) -> str:
        """Which table."""
        return f"table:{self.state.asked.kind}"

    # Cells and lines

    def on_data_table_cell_selected(self, event: DataTable.CellSelected) -> None:
        """The lines behind a cell."""
        if self.state.shown is not None and self.state.shown.table.rows:
            row, column = event.coordinate
            shown = self.state.shown
            found = self.commands.ask(lambda: (shown.behind(row, column),))
            behind = found[0] if found else None
            if behind is None or not behind.entries:
                self.say("nothing stands behind this cell")
                return
            self._put_behind(behind, row if self.state.asked.kind == "lines" else 0)
            self.go_to_pane(self.query_one("#behind"))

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Go to the place of a line."""
        self.action_open_line()

    def action_open_line(self) -> None:
        """Go to the passage."""
        entry = self.hits.entry
        if entry is not None:
            self.navigator.go_to(Place(entry.transcript, entry.start, entry.end))

    def action_back_to_table(self) -> None:
        """Back to the table."""
        self.go_to_pane(self.query_one("#table"))
        self.grid.focus()

    # Which table

    async def _pick(self, title: str, rows: list[Row]) -> str | None:
        """One of some rows, chosen by a few letters; None where none was."""
        return await self.app.push_screen_wait(Picker(title, fitting(rows)))

    @asks
    async def action_choose(self) -> None:
        """Another table."""
        rows = [Row(kind, title) for kind, title in TITLES.items()]
        saved = self.commands.ask(lambda: saved_tables.listing(self.session.project)) or []
        rows += [Row(f"saved {each.id}", f"Saved: {each.name}") for each in saved if each.kind == "terms"]
        by_key = {f"saved {each.id}": each for each in saved}
        kind = await self._pick("Which table?", rows)
        if kind == "lines" and not self.state.asked.pattern:
            await self._look_for()
        elif kind is not None:
            wanted: Kind = next((each for each in TITLES if each == kind), "terms")
            self.ask(replace(self.state.asked, kind=wanted, saved=by_key.get(kind), most=200))
            self.action_back_to_table()

    @asks
    async def action_look_for(self) -> None:
        """The lines of a word, phrase or pattern."""
        await self._look_for()

    async def _look_for(self) -> None:
        about = "breathe, breath*, wom?n, “caring for”, re:breath(e|ing), or the name of a saved family"
        pattern = await self.dialogs.find(AskLine("Look for", self.state.asked.pattern, about), self._checked)
        if pattern is not None:
            self.ask(replace(self.state.asked, kind="lines", pattern=pattern, saved=None, most=200))
            self.action_back_to_table()

    def _checked(self, pattern: str) -> str:
        """A pattern that can be looked for; raises BadInput for any other."""
        counting.family_specs(self.session.project, [pattern])
        return pattern

    @asks
    async def action_by(self) -> None:
        """Columns for participants, transcripts, or the values of an attribute."""
        if self.state.asked.kind not in ("terms", "words", "matrix", "theme matrix"):
            self.say("this table has no columns by people; t chooses another")
            return
        found = self.commands.ask(lambda: Evidence(self.session.project).attributes) or {}
        names = sorted({name for facts in found.values() for name in facts})
        rows = [Row("", "no columns")] if self.state.asked.kind in ("terms", "words") else []
        rows += [Row("participant", "participant"), Row("transcript", "transcript"), *(Row(n, n) for n in names)]
        key = await self._pick("A column for each …", rows)
        if key is not None:
            self.ask(replace(self.state.asked, by=key or None, saved=None))

    @asks
    async def action_only(self) -> None:
        """Narrow to passages with a code, to a theme, or to participants."""
        from qualwork.workbench.base import naming
        from qualwork.workbench.themes import theming

        snapshot, project = self.session.snapshot, self.session.project
        rows = [Row("", "everything")] if self.state.asked.only else []
        rows += [Row(f"code {code}", f"in passages coded {path}") for code, path in snapshot.paths.items()]
        themes = self.commands.ask(lambda: naming.paths(theming.everything(project))) or {}
        rows += [Row(f"theme {theme}", f"in extracts of theme {path}") for theme, path in themes.items()]
        people = self.commands.ask(lambda: Evidence(project).pseudonyms) or {}
        rows += [Row(f"participant {person}", f"by {name}") for person, name in people.items()]
        key = await self._pick("Only …", rows)
        if key is not None:
            self._narrow(key)

    def _narrow(self, key: str) -> None:
        kind, _, number = key.partition(" ")
        only = self.state.asked.only
        if kind == "code":
            only = replace(only, codes=(int(number),))
        elif kind == "theme":
            only = replace(only, themes=(int(number),))
        else:
            only = replace(only, participants=(int(number),)) if kind else EVERYTHING
        self.ask(replace(self.state.asked, only=only, saved=None))

    def action_role(self) -> None:
        """Whose speech: the next of participants, interviewers, all."""
        at = ROLES.index(self.state.asked.roles) if self.state.asked.roles in ROLES else 0
        self.ask(replace(self.state.asked, roles=ROLES[(at + 1) % len(ROLES)], saved=None))

    def action_measure(self) -> None:
        """The next measure of this table."""
        asked = self.state.asked
        if asked.kind == "terms":
            self.ask(replace(asked, rates=not asked.rates, saved=None))
        elif asked.kind in ("matrix", "theme matrix"):
            self.ask(replace(asked, measure=MEASURES[(MEASURES.index(asked.measure) + 1) % len(MEASURES)]))
        elif asked.kind == "together":
            self.ask(replace(asked, near=NEAR[(NEAR.index(asked.near) + 1) % len(NEAR)]))
        else:
            self.say("this table has one measure only")

    def action_stop(self) -> None:
        """The word list with or without stop words."""
        if self.state.asked.kind == "words":
            self.ask(replace(self.state.asked, stop=not self.state.asked.stop))
        else:
            self.say("stop words matter in the word list: t chooses it")

    def action_sort(self) -> None:
        """Lines in another order."""
        orders = counting.SORTINGS
        order = orders[(orders.index(self.state.asked.order) + 1) % len(orders)]
        self.state.asked = replace(self.state.asked, order=order)
        if self.state.asked.kind == "lines":
            self.show_session()
        if self.state.behind is not None:
            self._put_behind(replace(self.state.behind, entries=sorted_entries(self.state.behind.entries, order)))
        self.say(f"lines by {order}")

    def action_more(self) -> None:
        """More rows."""
        self.ask(replace(self.state.asked, most=self.state.asked.most * 5))

    def action_export(self) -> None:
        """Write the whole table."""
        asked = replace(self.state.asked, most=1_000_000)
        name = TITLES[self.state.asked.kind].split(",")[0].lower()
        self.services.exports.export_table(name, lambda: look(self.session.project, asked).table)
