"""Adding interviews: a path typed or picked, then progress, then what became of each file."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

from rich.text import Text
from textual.app import ComposeResult
from textual.widgets import DirectoryTree, Input, ProgressBar, Static
from textual.widgets.option_list import Option

from qualwork.model.errors import QualworkError
from qualwork.tui.dialogs.base import Dialog
from qualwork.tui.dialogs.line import Line
from qualwork.tui.widgets.outline import Choices
from qualwork.workbench.base.progress import Cancelled
from qualwork.workbench.base.projects import Project
from qualwork.workbench.transcripts import importing
from qualwork.workbench.transcripts.imported import ImportedFile

_NOTES_SHOWN = 8  # kinds of stage notes that are named for a file


class Folders(DirectoryTree):
    """The files to pick from, without hidden ones."""

    def filter_paths(self, paths: Iterable[Path]) -> Iterable[Path]:
        """Leave hidden ones out."""
        return [path for path in paths if not path.name.startswith(".")]


class Import(Dialog[int]):
    """Imports a file or folder in a thread; answers how many transcripts are new.

    `busy` is told while it holds the project, so that nothing else reads or writes it then.
    """

    HINT = "type a path, or tab and pick one · ↵ imports it · esc closes"

    def __init__(self, project: Project, busy: Callable[[bool], None], start: Path | None = None) -> None:
        super().__init__("Import interviews")
        self._project = project
        self._busy = busy
        self._start = start or Path.cwd()
        self._stop = False
        self._working = False
        self._new: int | None = None

    def compose_inside(self) -> ComposeResult:
        """First the path; the other parts come when it is their turn."""
        yield Static("A file or a folder: txt, md, docx, odt, rtf, pdf, html, vtt, srt, Whisper json", id="about")
        yield Line(str(self._start), id="line", select_on_focus=False)
        yield Folders(self._start, id="folders")
        yield ProgressBar(id="progress", show_eta=False)
        yield Choices(id="found", markup=False)

    def on_mount(self) -> None:
        """Ask for the path."""
        self.query_one(ProgressBar).display = False
        self.query_one(Choices).display = False
        self.query_one(Input).focus()

    def on_tree_node_highlighted(self, event: DirectoryTree.NodeHighlighted[object]) -> None:
        """What is highlighted is what would be imported."""
        data = event.node.data
        path = getattr(data, "path", None)
        if path is not None and self.query_one(Folders).has_focus:
            self.query_one(Input).value = str(path)

    def on_directory_tree_file_selected(self, event: DirectoryTree.FileSelected) -> None:
        """A file was picked: enter imports it."""
        self.query_one(Input).value = str(event.path)
        self.query_one(Input).focus()

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Import it."""
        path = Path(event.value.strip()).expanduser()
        if self._working or not event.value.strip():
            return
        if not path.exists():
            self.query_one("#about", Static).update(Text(f"{path}: no such file or folder", "bold"))
            return
        self._working = True
        self._busy(True)
        for selector in ("#line", "#folders"):
            self.query_one(selector).display = False
        self.query_one(ProgressBar).display = True
        self._hint("esc stops; files that are in already stay, u takes them out")
        self.run_worker(lambda: self._run(path), thread=True, exclusive=True, exit_on_error=False)

    def _run(self, path: Path) -> None:
        before = self._count()
        results: Sequence[ImportedFile] = ()
        said = ""
        try:
            results = importing.import_paths(self._project, [path], progress=self._report)
        except Cancelled:
            said = "Stopped."
        except QualworkError as fault:
            said = fault.message
        except Exception as fault:
            said = f"a fault of the program ({type(fault).__name__}: {fault}); nothing half done was kept"
        self.app.call_from_thread(self._done, results, said, self._count() - before)

    def _count(self) -> int:
        from qualwork.workbench.transcripts import reading

        return len(reading.infos(self._project))

    def _report(self, done: int, total: int, what: str) -> None:
        if self._stop:
            raise Cancelled("stopped")
        self.app.call_from_thread(self._progress, done, total, what)

    def _progress(self, done: int, total: int, what: str) -> None:
        self.query_one(ProgressBar).update(total=total, progress=done)
        self.query_one("#about", Static).update(Text(f"{done} of {total} · {what}"))

    def _done(self, results: Sequence[ImportedFile], said: str, new: int) -> None:
        self._working = False
        self._busy(False)
        self._new = new
        self.query_one(ProgressBar).display = False
        refused = sum(each.status == "refused" for each in results)
        skipped = sum(each.status == "skipped" for each in results)
        parts = [said, f"{new} imported", f"{skipped} skipped" * bool(skipped), f"{refused} refused" * bool(refused)]
        self.query_one("#about", Static).update(Text(" · ".join(part for part in parts if part), "bold"))
        listed = self.query_one(Choices)
        listed.display = True
        listed.add_options([Option(_line(each)) for each in results])
        listed.focus()
        self._hint("↑↓ read on · ↵ or esc closes")

    def on_option_list_option_selected(self) -> None:
        """Read: close."""
        self.action_close()

    def action_close(self) -> None:
        """Stop what runs; where nothing runs, close."""
        if self._working:
            self._stop = True
            self._hint("stopping after this file…")
        else:
            self.dismiss(self._new)

    def _hint(self, text: str) -> None:
        self.query_one("#hint", Static).update(Text(text))


def _line(each: ImportedFile) -> Text:
    text = Text.assemble((f"{each.status:8} {each.transcript or each.path.name}", "bold"))
    if each.status == "imported":
        text.append(f"  {each.words:,} words, {each.turns:,} turns")
        for speaker in each.speakers:
            text.append(f"\n  {speaker.label}: {speaker.role} ({speaker.reason})")
    if each.notes:
        notes = [f"{note} {count:,}" for note, count in each.notes.items()]
        more = f", and {len(notes) - _NOTES_SHOWN:,} more" if len(notes) > _NOTES_SHOWN else ""
        text.append(f"\n  no words: {', '.join(notes[:_NOTES_SHOWN])}{more}")
    for warning in each.warnings:
        text.append(f"\n  {warning}", "italic")
    return text
