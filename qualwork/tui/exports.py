"""Writing what is shown to files."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from textual.app import App

from qualwork.model.plurals import counted
from qualwork.model.table import Table
from qualwork.tui.commands import CommandRunner
from qualwork.tui.dialogs.export import Export
from qualwork.tui.session import Session
from qualwork.workbench.base import file_kinds
from qualwork.workbench.base.progress import Progress
from qualwork.workbench.privacy import leaks
from qualwork.workbench.report import reporting

_SHOWN = 5


class Exports:
    """Asks for the kind and place of a file, and writes it beside the screen."""

    def __init__(self, app: App[None], session: Session, commands: CommandRunner) -> None:
        self._app = app
        self._session = session
        self._commands = commands
        self._leaks: Sequence[leaks.Leak] = ()

    def export(
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

        def write(path: Path | None) -> None:
            if path is not None:
                places.put(f"export {name}", str(path))
                self._commands.run_long(
                    f"Writing {path.name}",
                    lambda progress: self._checked(save(path, progress)),
                    self._written,
                    changes=False,
                )

        self._app.push_screen(Export(f"Export: {name}", kinds, path, preview), write)

    def _checked(self, paths: Sequence[Path]) -> Sequence[Path]:
        """Seek the real names of the key that the environment names in what was written."""
        self._leaks = leaks.leaks_in_exports(paths)
        return paths

    def _written(self, paths: Sequence[Path]) -> None:
        self._commands.say(f"wrote {', '.join(path.name for path in paths)}")
        self._app.notify("\n".join(["Written:", *(str(path) for path in paths)]), timeout=8, markup=False)
        if self._leaks:
            shown = [f"{leak.where}: {leak.written} ({leak.pseudonym})" for leak in self._leaks[:_SHOWN]]
            title = f"{counted(len(self._leaks), 'real name')} of the key in what was written"
            self._app.notify("\n".join(shown), title=title, severity="error", timeout=30, markup=False)

    def export_table(self, name: str, table: Callable[[], Table]) -> None:
        """Write a table as a file of one of the kinds that tables have."""
        self.export(
            name,
            file_kinds.kinds("table"),
            table,
            lambda path, _: reporting.save_table(self._session.project, table(), path),
        )
