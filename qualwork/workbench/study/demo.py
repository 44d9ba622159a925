"""The study that comes with qualwork: made whole, as a researcher would make it."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from qualwork.model.errors import BadInput
from qualwork.model.refs import Ref
from qualwork.model.table import Table
from qualwork.project.store.decisions import Project
from qualwork.workbench.base import projects
from qualwork.workbench.base.progress import Progress, silent
from qualwork.workbench.codes import codebook, codebook_files, coding, memoing
from qualwork.workbench.counts import counting
from qualwork.workbench.report import report_builder, reporting
from qualwork.workbench.themes import relating, theme_map, theming
from qualwork.workbench.transcripts import importing, people, reading

STUDY = "support-group"
_DOOR = "The door was the hardest part, and someone else's hand was on it"
_BODIES = "Bodies came down before words came up"
_SAID = "It was said, and nobody tried to mend it"
_HOME = "Some carried it home, and for some the circle did not close"
_RELATIONS = (
    (_DOOR, "leads to", _BODIES, "who was brought in could sit down without having to speak"),
    (_BODIES, "leads to", _SAID, "calm came before the first words in most accounts"),
    (_SAID, "contrasts with", _HOME, "what was met in the room was not always met outside or after"),
)
_HERE = Path(__file__).resolve().parents[2]


@dataclass(frozen=True, slots=True)
class Demo:
    """The study made, what it shows, and the files it wrote."""

    project: Project
    tables: tuple[tuple[str, Table], ...]
    tree: str
    files: tuple[Path, ...]


def material(folder: str) -> Path:
    """`corpora` or `codebooks`: beside the package in a checkout, inside it in an installed wheel."""
    inside = _HERE / "material" / folder
    return inside if inside.is_dir() else _HERE.parent / folder


def make(folder: Path, coder: str | None = None, progress: Progress = silent) -> Demo:
    """Make the study in a folder: import, participants, families, codebook, codings, themes with relations, exports."""
    path = folder / f"{STUDY}{projects.SUFFIX}"
    if path.exists():
        raise BadInput(f"{path}: exists already; open it with qualwork -p {path}, or choose another folder with --dir")
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as fault:
        raise BadInput(f"{folder}: cannot be made ({fault.strerror}); choose another folder with --dir") from None
    project = projects.create(path, "A year in a support group (fictional)", "en", "reflexive", coder)
    try:
        return _fill(project, folder, progress)
    except BaseException:
        project.discard()
        raise


def _fill(project: Project, folder: Path, progress: Progress) -> Demo:
    study = material("corpora") / STUDY
    books = material("codebooks")
    importing.import_paths(project, [study / "interviews"], progress=progress)
    people.import_table(project, study / "participants.csv")
    for name in ("families", "themes"):
        codebook_files.import_codebook(project, books / f"{STUDY}-{name}.yaml")
    _code(project, books / f"{STUDY}-codings.yaml", progress)
    ids = {theme.name: theme.id for theme in theming.everything(project)}
    for source, kind, target, note in _RELATIONS:
        relating.relate(project, ids[source], kind, ids[target], note)
    terms = counting.terms(project, []).table
    quotes = reporting.quotes(project)
    files = [
        *reporting.save_table(project, terms, folder / "terms.xlsx"),
        *reporting.save_table(project, quotes, folder / "quotes.xlsx"),
        *reporting.export_themes(project, folder / "themes.svg"),
        *reporting.export_themes(project, folder / "themes.png"),
        *theme_map.export_map(project, folder / "map.svg"),
        *report_builder.export_report(project, folder / "report.html")[0],
        *reporting.export_codebook(project, folder / "codebook.yaml"),
        *reporting.export_audit(project, folder / "audit.csv"),
    ]
    shown = Table("quotes", ("code", "participants", "extract"), tuple((r[2], r[3], r[8]) for r in quotes.rows[:12]))
    tables = (("Term table", terms), (f"Quotes (the first 12 of {len(quotes.rows)})", shown))
    return Demo(project, tables, reporting.tree_text(project), tuple(files))


def _code(project: Project, path: Path, progress: Progress) -> None:
    from qualwork.ingest.sheets.codings import read_codings

    entries = read_codings(path)
    codes = {code.name: code.id for code in codebook.everything(project)}
    transcripts = {info.title: info.id for info in reading.infos(project)}
    ids = {theme.name: theme.id for theme in theming.everything(project)}
    for at, entry in enumerate(entries):
        progress(at, len(entries), "coding")
        made = coding.apply(project, codes[entry.code], transcripts[entry.interview], quote=entry.quote)
        if entry.memo:
            memoing.add(project, Ref("coding", made.id), entry.memo)
        if entry.exemplary_for:
            theming.mark(project, made.id, ids[entry.exemplary_for], "exemplary")
        if entry.contrary_to:
            theming.mark(project, made.id, ids[entry.contrary_to], "contrary")
