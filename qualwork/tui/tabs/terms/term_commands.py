"""What one does with families and tables: add, take forms in, delete, save."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING

from qualwork.model.family import Family
from qualwork.model.plurals import counted
from qualwork.model.table import SavedTable
from qualwork.model.units import fold
from qualwork.tui.awaiting import asks
from qualwork.tui.dialogs.asking import AskLine
from qualwork.tui.tabs.tab_screen import TabScreen
from qualwork.tui.widgets.grid import Grid
from qualwork.workbench.counts import counting, saved_tables, stop_words

if TYPE_CHECKING:
    from qualwork.tui.tabs.terms.term_views import Asked, Shown


class TermCommands(TabScreen):
    """Commands on families, words and saved tables."""

    asked: Asked
    shown: Shown | None

    def ask_line(self, title: str, value: str, keep: Callable[[str | None], None], about: str) -> None:
        """Ask for a line."""
        self.app.push_screen(AskLine(title, value, about), keep)

    def _highlighted(self) -> str:
        grid = self.query_one(Grid)
        rows = self.shown.table.rows if self.shown else ()
        return str(rows[grid.cursor_row][0]) if 0 <= grid.cursor_row < len(rows) else ""

    @asks
    async def action_add_family(self) -> None:
        """Save a term family."""
        word = self._highlighted() if self.asked.kind == "words" else ""
        about = "name=form,form,“a phrase”; forms may hold * and ?. Forms join a family that is there already."
        await self.dialogs.decide(
            AskLine("New term family", f"{word}={word}" if word else "", about),
            self._add_family,
            lambda made: f"family {made.name}: {', '.join(made.accepted)}; s proposes more forms",
        )

    def _add_family(self, typed: str) -> Family:
        made = counting.add_family(self.session.project, typed)
        self.asked = replace(self.asked, kind="terms", saved=None)
        return made

    def action_suggest(self) -> None:
        """Propose forms for the highlighted family or word."""
        from qualwork.tui.dialogs.proposals import Proposals

        name = self._highlighted()
        if not name or self.asked.kind not in ("terms", "words"):
            self.say("choose a family in the term table, or a word in the word list, first")
            return
        saved = self.commands.ask(lambda: counting.saved_families(self.session.project)) or []
        family = next((each for each in saved if each.name == name), None)
        seed = family.accepted[0].strip('"“”') if family and family.accepted else name

        def take(chosen: tuple[tuple[str, ...], tuple[str, ...]] | None) -> None:
            if chosen is not None and any(chosen):
                self._judge(name, family.id if family else None, *chosen)

        self.app.push_screen(Proposals(self.session.project, seed, family.id if family else None), take)

    def _judge(self, name: str, family: int | None, accepted: tuple[str, ...], rejected: tuple[str, ...]) -> None:
        project = self.session.project

        def decide() -> str:
            kin = counting.add_family(project, f"{name}={name}").id if family is None else family
            if accepted:
                counting.judge_forms(project, kin, accepted, "accepted")
            if rejected:
                counting.judge_forms(project, kin, rejected, "rejected")
            return f"{name}: {counted(len(accepted), 'form')} taken in, {counted(len(rejected), 'form')} rejected"

        self.asked = replace(self.asked, kind="terms", saved=None)
        self.commands.run(decide, lambda said: said)

    def action_delete(self) -> None:
        """Take away the highlighted family, or put the highlighted word on the stop list."""
        name = self._highlighted()
        if not name:
            return
        if self.asked.kind == "words":
            self.commands.run(
                lambda: stop_words.change(self.session.project, [name]), f"“{name}” is a stop word of this project now"
            )
        elif self.asked.kind == "terms" and not self.asked.saved:
            saved_families = self.commands.ask(lambda: counting.saved_families(self.session.project)) or []
            family = next((each.id for each in saved_families if each.name == name), None)
            if family is None:
                self.say(f"the family {name} is gone")
                return
            self.commands.ask_why(
                f"Delete the family {name}?",
                lambda why: self.commands.run(
                    lambda: counting.delete_family(self.session.project, family, why), f"family {name} deleted"
                ),
                ["its forms and how its hits were judged go with it"],
                confirm=True,
            )
        elif self.asked.saved:
            saved = self.asked.saved
            self.asked = replace(self.asked, saved=None)
            self.commands.run(
                lambda: saved_tables.delete(self.session.project, saved.id), f"saved table {saved.name} deleted"
            )
        else:
            self.say("nothing is deleted from this table")

    @asks
    async def action_save(self) -> None:
        """Keep this term table with its settings; in the place of another saved one only after a question."""
        if self.asked.kind != "terms":
            self.say("term tables are saved; this one can be exported with e")
            return
        saved = self.asked.saved
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
        asked, project = self.asked, self.session.project
        by = asked.by or ("participant" if asked.rates else None)
        settings = saved_tables.term_configuration(project, (), by, asked.roles, asked.only, asked.rates)
        return saved_tables.save(project, name, "terms", settings, why)
