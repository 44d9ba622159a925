"""Keeping a study safe, on the screen: backups, restoring, withdrawal, erasure, names."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from qualwork.model.errors import BadInput
from qualwork.tui.dialogs.asking import AskLine, AskReason
from qualwork.tui.dialogs.message import MessageDialog
from qualwork.tui.dialogs.picker import Picker
from qualwork.tui.tabs.tab_screen import TabScreen
from qualwork.tui.widgets.outline import Row
from qualwork.workbench.base.picking import rank
from qualwork.workbench.study import safekeeping

if TYPE_CHECKING:
    from qualwork.workbench.privacy.erasing import Done, Planned

_MENU = {
    "backup": "Back up now",
    "restore": "Put a backup in the place of this project…",
    "check": "Is this file whole, private and well placed?",
    "withdraw": "A participant withdraws: erase what they said…",
    "erase": "Erase a transcript that should never have come in…",
    "names": "Replace real names by the pseudonyms of a key file…",
}
_SHOWN = 70


class SafetyCommands(TabScreen):
    """Commands on the file as a whole."""

    def action_keep_safe(self) -> None:
        """Choose what is to be done."""
        commands: dict[str, Callable[[], None]] = {
            "backup": self._back_up,
            "restore": self._restore,
            "check": self._check,
            "withdraw": self._withdraw,
            "erase": self._erase,
            "names": self._names,
        }
        self._pick("Keeping this study safe", list(_MENU.items()), lambda key: commands[key]())

    def _pick(self, title: str, choices: Sequence[tuple[str, str]], then: Callable[[str], None]) -> None:
        names = dict(enumerate(name for _, name in choices))

        def take(picked: str | None) -> None:
            if picked is not None:
                then(choices[int(picked)][0])

        find = lambda typed: [Row(str(at), names[at]) for at in rank(typed, names)]  # noqa: E731
        self.app.push_screen(Picker(title, find), take)

    def _back_up(self) -> None:
        project = self.session.project
        self.commands.run_long(
            "Backing up",
            lambda _: safekeeping.back_up(project),
            lambda made: self.say(f"backed up to {made.parent.name}/{made.name}"),
            changes=False,
        )

    def _restore(self) -> None:
        path = self.session.project.path
        rows = self.commands.ask(lambda: safekeeping.listing(path).rows) or ()
        if not rows:
            self.say("there is no backup yet")
            return
        choices = [(str(row[0]), f"{Path(str(row[0])).name}  {row[3]:,} bytes") for row in reversed(rows)]

        def sure(backup: str) -> None:
            self._ask_twice(
                f"Put {Path(backup).name} in the place of this project?",
                ["What stands here now is kept among the backups."],
                lambda _: self.commands.run_long(
                    "Restoring",
                    lambda _: safekeeping.restore(path, Path(backup)),
                    lambda kept: self.say(f"restored; what stood here is {kept.name if kept else 'gone'}"),
                ),
                once=True,
            )

        self._pick("Which backup?", choices, sure)

    def _check(self) -> None:
        found = self.commands.ask(lambda: safekeeping.check_file(self.session.project.path))
        if found is not None:
            head = "The file is whole." if found.ok else "The file is damaged:"
            lines = [head, *found.faults, f"{found.backups} backups", *found.warnings]
            self.app.push_screen(MessageDialog(str(found.path), lines))

    def _withdraw(self) -> None:
        from qualwork.workbench.corpus.extracts import Evidence
        from qualwork.workbench.privacy import erasing

        project = self.session.project
        names = self.commands.ask(lambda: Evidence(project).pseudonyms) or {}
        self._pick(
            "Who withdraws?",
            [(str(person), name) for person, name in names.items()],
            lambda person: self._go(
                lambda: erasing.plan_withdrawal(project, int(person)),
                lambda keep, why: erasing.withdraw(project, int(person), keep, why),
            ),
        )

    def _erase(self) -> None:
        from qualwork.workbench.privacy import erasing

        project = self.session.project
        self._pick(
            "Erase which transcript?",
            [(str(info.id), info.title) for info in self.session.snapshot.infos],
            lambda transcript: self._go(
                lambda: erasing.plan_erasure(project, int(transcript)),
                lambda keep, why: erasing.erase(project, int(transcript), keep, why),
            ),
        )

    def _go(self, plan: Callable[[], Planned], erase: Callable[[list[str], str], Done]) -> None:
        planned = self.commands.ask(plan)
        if planned is None:
            return
        lines = planned.lines()
        for shared in planned.shared:
            lines.append(f"  repeats their words, goes too: {shared.where}: {shared.text[:_SHOWN]}")
        if planned.shared:
            lines.append("  (the command line keeps single ones: --keep)")

        def done(made: Done) -> None:
            self.say(f"{planned.name} is erased, decision {made.decision}")
            self.app.push_screen(
                MessageDialog(
                    f"{planned.name} is erased",
                    [
                        f"{made.pieces} pieces of the log, {made.contents} texts and files.",
                        f"{len(made.backups)} older backups were removed.",
                        *(f"Not touched, look at it yourself: {path}" for path in made.other_files),
                        "What left the program before (exports, prints, copies) is yours to erase.",
                    ],
                )
            )

        self._ask_twice(
            f"Erase this of {planned.name} for good?",
            lines,
            lambda why: self.commands.run_long(f"Erasing {planned.name}", lambda _: erase([], why), done),
        )

    def _names(self) -> None:
        from qualwork.workbench.privacy import pseudonymising

        project = self.session.project

        def take(typed: str | None) -> None:
            if not typed:
                return
            key = Path(typed).expanduser()
            found = self.commands.ask(lambda: pseudonymising.plan(project, key))
            if found is None:
                return
            lines = [f"  {one.transcript}: {one.names} names" for one in found] or ["  no name in the transcripts"]
            self._ask_twice(
                "Replace all names of the key, in every text and the whole log?",
                lines,
                lambda why: self.commands.run_long(
                    "Replacing names",
                    lambda _: pseudonymising.apply(project, key, why),
                    lambda made: self.say(f"names replaced, decision {made.decision}"),
                ),
            )

        self.app.push_screen(AskLine("The key file", "", "A table with the columns name and pseudonym."), take)

    def _ask_twice(
        self, question: str, details: Sequence[str], then: Callable[[str], object], once: bool = False
    ) -> None:
        if self.session.project.read_only:
            self.commands.fail(BadInput("the project is read-only; nothing was changed"))
            return

        def again(why: str | None) -> None:
            if why is None:
                return
            if once:
                then(why)
                return
            sure = AskReason("It cannot be undone, by nobody. Really?", [question], asks_why=False)

            def go(said: str | None) -> None:
                if said is not None:
                    then(why)

            self.app.push_screen(sure, go)

        self.app.push_screen(AskReason(question, details), again)
