"""Keeping a study safe, on the screen: backups, restoring, withdrawal, erasure, names."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from qualwork.model.errors import BadInput, Refused
from qualwork.tui.awaiting import asks
from qualwork.tui.dialogs.asking import AskLine, AskReason
from qualwork.tui.dialogs.message import MessageDialog
from qualwork.tui.dialogs.picker import Picker, fitting
from qualwork.tui.tabs.tab_commands import TabCommands
from qualwork.tui.tabs.tab_screen import TabScreen
from qualwork.tui.widgets.outline import Row
from qualwork.workbench.study import safekeeping

if TYPE_CHECKING:
    from qualwork.workbench.privacy.erasing import Done, Planned
    from qualwork.workbench.privacy.pseudonymising import Pseudonymised

Result = TypeVar("Result")

_MENU = (
    Row("backup", "Back up now"),
    Row("restore", "Put a backup in the place of this project…"),
    Row("check", "Is this file whole, private and well placed?"),
    Row("withdraw", "A participant withdraws: erase what they said…"),
    Row("erase", "Erase a transcript that should never have come in…"),
    Row("names", "Replace real names by the pseudonyms of a key file…"),
)
_SHOWN = 70


class SafetyCommands(TabCommands[TabScreen]):
    """Commands on the file as a whole."""

    @asks
    async def action_keep_safe(self) -> None:
        """Choose what is to be done."""
        commands: dict[str, Callable[[], Awaitable[None]]] = {
            "backup": self._back_up,
            "restore": self._restore,
            "check": self._check,
            "withdraw": self._withdraw,
            "erase": self._erase,
            "names": self._names,
        }
        picked = await self._pick("Keeping this study safe", _MENU)
        if picked is not None:
            await commands[picked]()

    async def _pick(self, title: str, rows: Sequence[Row]) -> str | None:
        picked: str | None = await self.app.push_screen_wait(Picker(title, fitting(rows)))
        return picked

    async def _pick_id(self, title: str, names: Mapping[int, str]) -> int | None:
        picked = await self._pick(title, [Row(str(each), name) for each, name in names.items()])
        return None if picked is None else int(picked)

    async def _back_up(self) -> None:
        project = self.session.project
        made = await self.dialogs.long("Backing up", lambda _: safekeeping.back_up(project), changes=False)
        if made is not None:
            self.say(f"backed up to {made.parent.name}/{made.name}")

    async def _restore(self) -> None:
        backups = self.commands.ask(lambda: safekeeping.listing(self.session.project.path).rows) or ()
        if not backups:
            self.say("there is no backup yet")
            return
        rows = [Row(str(row[0]), f"{Path(str(row[0])).name}  {row[3]:,} bytes") for row in reversed(backups)]
        picked = await self._pick("Which backup?", rows)
        if picked is None:
            return
        said = await self._make_sure(
            f"Put {Path(picked).name} in the place of this project?",
            ["What stands here now is kept among the backups."],
            "Restoring",
            lambda _: self._put_back(Path(picked)),
            twice=False,
        )
        if said is not None:
            self.say(said)

    def _put_back(self, backup: Path) -> str:
        kept = safekeeping.restore(self.session.project.path, backup)
        return f"restored; what stood here is {kept.name if kept else 'gone'}"

    async def _check(self) -> None:
        found = self.commands.ask(lambda: safekeeping.check_file(self.session.project.path))
        if found is not None:
            head = "The file is whole." if found.ok else "The file is damaged:"
            lines = [head, *found.faults, f"{found.backups} backups", *found.warnings]
            await self.app.push_screen_wait(MessageDialog(str(found.path), lines))

    async def _withdraw(self) -> None:
        from qualwork.workbench.corpus.extracts import Evidence
        from qualwork.workbench.privacy import erasing

        project = self.session.project
        names = self.commands.ask(lambda: Evidence(project).pseudonyms) or {}
        person = await self._pick_id("Who withdraws?", names)
        if person is not None:
            await self._erase_planned(
                lambda: erasing.plan_withdrawal(project, person),
                lambda why: erasing.withdraw(project, person, [], why),
            )

    async def _erase(self) -> None:
        from qualwork.workbench.privacy import erasing

        project = self.session.project
        titles = {info.id: info.title for info in self.session.snapshot.infos}
        transcript = await self._pick_id("Erase which transcript?", titles)
        if transcript is not None:
            await self._erase_planned(
                lambda: erasing.plan_erasure(project, transcript),
                lambda why: erasing.erase(project, transcript, [], why),
            )

    async def _erase_planned(self, plan: Callable[[], Planned], erase: Callable[[str], Done]) -> None:
        planned = self.commands.ask(plan)
        if planned is None:
            return
        question = f"Erase this of {planned.name} for good?"
        done = await self._make_sure(question, _plan_lines(planned), f"Erasing {planned.name}", erase)
        if done is not None:
            self.say(f"{planned.name} is erased, decision {done.decision}")
            await self.app.push_screen_wait(MessageDialog(f"{planned.name} is erased", _done_lines(done)))

    async def _names(self) -> None:
        if not self._can_write():
            return
        asked = AskLine("The key file", "", "A table with the columns name and pseudonym.")
        made = await self.dialogs.answered(asked, self._replace_names)
        if made is not None:
            self.say(f"names replaced, decision {made.decision}")

    async def _replace_names(self, typed: str) -> Pseudonymised:
        from qualwork.workbench.privacy import pseudonymising

        project, key = self.session.project, Path(typed).expanduser()
        plan = await self.dialogs.run(lambda: pseudonymising.plan(project, key))
        lines = [f"  {each.transcript}: {each.names} names" for each in plan] or ["  no name in the transcripts"]
        made = await self._make_sure(
            "Replace all names of the key, in every text and the whole log?",
            lines,
            "Replacing names",
            lambda why: pseudonymising.apply(project, key, why),
        )
        if made is None:
            raise Refused("")
        return made

    # Questions

    def _can_write(self) -> bool:
        if self.session.project.read_only:
            self.commands.fail(BadInput("the project is read-only; nothing was changed"))
            return False
        return True

    async def _make_sure(
        self, question: str, details: Sequence[str], doing: str, work: Callable[[str], Result], twice: bool = True
    ) -> Result | None:
        """Ask for a reason and, where it is for good, once more over that; then do it, with progress.

        Who leaves the second question is back at the first, with the reason that was typed; so is a refusal.
        """
        if not self._can_write():
            return None
        return await self.dialogs.answered(
            AskReason(question, details), lambda why: self._do(question if twice else "", doing, lambda: work(why))
        )

    async def _do(self, again: str, doing: str, work: Callable[[], Result]) -> Result:
        """Do the work, after asking `again` where that says what."""
        if again:
            sure = AskReason("It cannot be undone, by nobody. Really?", [again], asks_why=False)
            if await self.app.push_screen_wait(sure) is None:
                raise Refused("")
        try:
            return await self.dialogs.work(doing, lambda _: work())
        finally:
            # Where it failed in the middle, such as at an old backup, part of it may be done.
            self.commands.refresh(transcripts=True)


def _plan_lines(planned: Planned) -> list[str]:
    """What would be erased."""
    lines = planned.lines()
    lines += [f"  repeats their words, goes too: {each.where}: {each.text[:_SHOWN]}" for each in planned.shared]
    if planned.shared:
        lines.append("  (the command line keeps single ones: --keep)")
    return lines


def _done_lines(done: Done) -> list[str]:
    """What was erased."""
    return [
        f"{done.pieces} pieces of the log, {done.contents} texts and files.",
        f"{len(done.backups)} older backups were removed.",
        *(f"Not touched, look at it yourself: {path}" for path in done.other_files),
        "What left the program before (exports, prints, copies) is yours to erase.",
    ]
