"""What one does with families and tables: add, take forms in, delete, save."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING

from qualwork.model.plurals import counted
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

    def action_add_family(self) -> None:
        """Save a term family."""
        word = self._highlighted() if self.asked.kind == "words" else ""

        def take(typed: str | None) -> None:
            if typed and typed.strip():
                self.asked = replace(self.asked, kind="terms", saved=None)
                self.commands.run(
                    lambda: counting.add_family(self.session.project, typed.strip()),
                    lambda made: f"family {made.name}: {', '.join(made.accepted)}; s proposes more forms",
                )

        about = "name=form,form,“a phrase”; forms may hold * and ?. Forms join a family that is there already."
        self.ask_line("New term family", f"{word}={word}" if word else "", take, about)

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

    def action_save(self) -> None:
        """Keep this term table with its settings."""
        asked = self.asked
        if asked.kind != "terms":
            self.say("term tables are saved; this one can be exported with e")
            return

        def take(typed: str | None) -> None:
            if typed and typed.strip():
                project = self.session.project
                by = asked.by or ("participant" if asked.rates else None)
                self.commands.run(
                    lambda: saved_tables.save(
                        project,
                        typed.strip(),
                        "terms",
                        saved_tables.term_configuration(project, (), by, asked.roles, asked.only, asked.rates),
                    ),
                    lambda saved: f"saved as {saved.name}; t shows it again",
                )

        self.ask_line(
            "Save this table as",
            asked.saved.name if asked.saved else "",
            take,
            "with its families, columns and narrowing",
        )
