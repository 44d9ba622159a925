"""Writing what is shown to files."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from textual.app import App

from qualwork.model.plurals import counted
from qualwork.model.table import Table
from qualwork.tui.awaiting import Dialogs, asks
from qualwork.tui.commands import CommandRunner
from qualwork.tui.dialogs.export import Export
from qualwork.tui.session import Session
from qualwork.workbench.base import file_kinds
from qualwork.workbench.base.progress import Progress
from qualwork.workbench.privacy import leaks
from qualwork.workbench.report import reporting

_SHOWN = 5


@dataclass(frozen=True, slots=True)
class Written:
    """The files that were written, and the real names that are left in them."""

    paths: Sequence[Path]
    leaks: Sequence[leaks.Leak]


class Exports:
    """Asks for the kind and place of a file, and writes it beside the screen."""

    def __init__(self, app: App[None], session: Session, commands: CommandRunner, dialogs: Dialogs) -> None:
        self.app = app
        self._session = session
        self._commands = commands
        self._dialogs = dialogs

    @asks
    async def export(
        self,
        name: str,
        kinds: Sequence[str],
        preview: Callable[[], Table | str | Sequence[Table]],
        save: Callable[[Path, Progress], Sequence[Path]],
    ) -> None:
        """Ask for the kind and place of a file, with a preview of what comes into it, and write it.

        The place is remembered by `name` for the next time.
        """
        project, places = self._session.project, self._session.places
        kept = places.get(f"export {name}")
        stem = f"{project.path.stem}-{name.replace(' ', '-')}.{kinds[0]}"
        path = Path(kept) if kept and Path(kept).suffix.lstrip(".") in kinds else project.path.parent / stem

        asked = Export(f"Export: {name}", kinds, path, preview)
        written = await self._dialogs.answered(asked, lambda path: self._write(name, path, save))
        if written is not None:
            self._tell(written)

    async def _write(self, name: str, path: Path, save: Callable[[Path, Progress], Sequence[Path]]) -> Written:
        self._session.places.put(f"export {name}", str(path))
        return await self._dialogs.work(f"Writing {path.name}", lambda progress: _checked(save(path, progress)))

    def _tell(self, written: Written) -> None:
        self._commands.say(f"wrote {', '.join(path.name for path in written.paths)}")
        self.app.notify("\n".join(["Written:", *(str(path) for path in written.paths)]), timeout=8, markup=False)
        if written.leaks:
            shown = [f"{leak.where}: {leak.written} ({leak.pseudonym})" for leak in written.leaks[:_SHOWN]]
            title = f"{counted(len(written.leaks), 'real name')} of the key in what was written"
            self.app.notify("\n".join(shown), title=title, severity="error", timeout=30, markup=False)

    def export_table(self, name: str, table: Callable[[], Table]) -> None:
        """Write a table as a file of one of the kinds that tables have."""
        self.export(
            name,
            file_kinds.kinds("table"),
            table,
            lambda path, _: reporting.save_table(self._session.project, table(), path),
        )


def _checked(paths: Sequence[Path]) -> Written:
    """Seek the real names of the key that the environment names in what was written."""
    return Written(paths, leaks.leaks_in_exports(paths))
