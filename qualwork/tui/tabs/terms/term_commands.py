"""What one does with families and tables: add, take forms in, delete, save."""

from __future__ import annotations

from dataclasses import replace

from qualwork.model.family import Family
from qualwork.model.plurals import counted
from qualwork.model.table import SavedTable
from qualwork.model.units import fold
from qualwork.tui.awaiting import asks
from qualwork.tui.dialogs.asking import AskLine
from qualwork.tui.tabs.tab_commands import TabCommands
from qualwork.tui.tabs.tab_screen import TabScreen
from qualwork.tui.tabs.terms.table_state import TableState
from qualwork.tui.widgets.grid import Grid
from qualwork.workbench.counts import counting, saved_tables, stop_words


class TermCommands(TabCommands[TabScreen]):
    """Commands on families, words and saved tables."""

    def __init__(self, tab: TabScreen, table: TableState) -> None:
        super().__init__(tab)
        self.table = table

    @property
    def _highlighted(self) -> str:
        """The family or word of the highlighted row; empty where there is none."""
        grid, shown = self.tab.query_one(Grid), self.table.shown
        rows = shown.table.rows if shown else ()
        return str(rows[grid.cursor_row][0]) if 0 <= grid.cursor_row < len(rows) else ""

    @asks
    async def action_add_family(self) -> None:
        """Save a term family."""
        word = self._highlighted if self.table.asked.kind == "words" else ""
        about = "name=form,form,“a phrase”; forms may hold * and ?. Forms join a family that is there already."
        await self.dialogs.decide(
            AskLine("New term family", f"{word}={word}" if word else "", about),
            self._add_family,
            lambda made: f"family {made.name}: {', '.join(made.accepted)}; s proposes more forms",
        )

    def _add_family(self, typed: str) -> Family:
        made = counting.add_family(self.session.project, typed)
        self.table.asked = replace(self.table.asked, kind="terms", saved=None)
        return made

    @asks
    async def action_suggest(self) -> None:
        """Propose forms for the highlighted family or word."""
        from qualwork.tui.dialogs.proposals import Proposals

        name = self._highlighted
        if not name or self.table.asked.kind not in ("terms", "words"):
            self.say("choose a family in the term table, or a word in the word list, first")
            return
        family = self._family(name)
        seed = family.accepted[0].strip('"“”') if family and family.accepted else name
        family_id = family.id if family else None
        await self.dialogs.decide(
            Proposals(self.session.project, seed, family_id),
            lambda verdicts: self._judge(name, family_id, *verdicts),
            lambda said: said,
        )

    def _family(self, name: str) -> Family | None:
        saved = self.commands.ask(lambda: counting.saved_families(self.session.project)) or []
        return next((family for family in saved if family.name == name), None)

    def _judge(self, name: str, family: int | None, accepted: tuple[str, ...], rejected: tuple[str, ...]) -> str:
        project = self.session.project
        kin = counting.add_family(project, f"{name}={name}").id if family is None else family
        if accepted:
            counting.judge_forms(project, kin, accepted, "accepted")
        if rejected:
            counting.judge_forms(project, kin, rejected, "rejected")
        self.table.asked = replace(self.table.asked, kind="terms", saved=None)
        return f"{name}: {counted(len(accepted), 'form')} taken in, {counted(len(rejected), 'form')} rejected"

    @asks
    async def action_delete(self) -> None:
        """Take away the highlighted family or the saved table, or put the highlighted word on the stop list."""
        name, asked = self._highlighted, self.table.asked
        if not name:
            return
        if asked.kind == "words":
            await self.dialogs.change(
                lambda: stop_words.change(self.session.project, [name]), f"“{name}” is a stop word of this project now"
            )
        elif asked.kind == "terms" and asked.saved is None:
            await self._delete_family(name)
        elif asked.saved is not None:
            await self._delete_table(asked.saved)
        else:
            self.say("nothing is deleted from this table")

    async def _delete_family(self, name: str) -> None:
        family = self._family(name)
        if family is None:
            self.say(f"the family {name} is gone")
            return
        await self.dialogs.decide_why(
            f"Delete the family {name}?",
            lambda why: counting.delete_family(self.session.project, family.id, why),
            f"family {name} deleted",
            ["its forms and how its hits were judged go with it"],
            confirm=True,
        )

    async def _delete_table(self, saved: SavedTable) -> None:
        self.table.asked = replace(self.table.asked, saved=None)
        await self.dialogs.change(
            lambda: saved_tables.delete(self.session.project, saved.id), f"saved table {saved.name} deleted"
        )

    @asks
    async def action_save(self) -> None:
        """Keep this term table with its settings; in the place of another saved one only after a question."""
        if self.table.asked.kind != "terms":
            self.say("term tables are saved; this one can be exported with e")
            return
        saved = self.table.asked.saved
        names = {fold(table.name) for table in self.commands.ask(self._saved_tables) or ()}
        others = names - {fold(saved.name) if saved else ""}
        await self.dialogs.decide_and_why(
            AskLine("Save this table as", saved.name if saved else "", "with its families, columns and narrowing"),
            lambda name: f"Put it in the place of the saved table “{name}”?",
            self._save,
            lambda kept: f"saved as {kept.name}; t shows it again",
            lambda _: ("A table of that name is saved already; its settings are lost. u brings them back.",),
            confirm=True,
            only_if=lambda name: fold(name) in others,
        )

    def _saved_tables(self) -> list[SavedTable]:
        return saved_tables.listing(self.session.project)

    def _save(self, name: str, why: str) -> SavedTable:
        asked, project = self.table.asked, self.session.project
        by = asked.by or ("participant" if asked.rates else None)
        settings = saved_tables.term_configuration(project, (), by, asked.roles, asked.only, asked.rates)
        return saved_tables.save(project, name, "terms", settings, why)
