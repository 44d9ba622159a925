"""The parts of the Report tab: each can be looked at, and most can be written to a file."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from qualwork.model.table import Table
from qualwork.workbench.base import file_kinds
from qualwork.workbench.base.progress import Progress
from qualwork.workbench.base.projects import Project

Content = Table | str | Sequence[Table]
# A supervisor opens tables in Excel and the codebook in Word; a tree goes into the paper as a figure.
_MOST_WANTED = {
    "table": ("xlsx", "docx", "html"),
    "codebook": ("docx", "xlsx", "md"),
    "tree": ("svg", "png", "docx", "md"),
}
NAMES_WARNING = "Original names still stand in it; the list is beside it."


@dataclass(frozen=True, slots=True)
class Part:
    """Something of a report: its name, what it is for, how it looks, and how it is written as which kinds of file."""

    key: str
    group: str
    name: str
    about: str
    look: Callable[[Project], Content]
    written_as: tuple[str, ...] = ()
    save: Callable[[Project, Path, Progress], Sequence[Path]] | None = None

    @property
    def kinds(self) -> tuple[str, ...]:
        """The suffixes to choose from, those that are meant most often in front."""
        return file_kinds.kinds(*self.written_as, first=_MOST_WANTED.get("".join(self.written_as[:1]), ()))


def _table(key: str, group: str, name: str, about: str, make: Callable[[Project], Table]) -> Part:
    def save(project: Project, path: Path, progress: Progress) -> Sequence[Path]:
        from qualwork.workbench.report import reporting

        return reporting.save_table(project, make(project), path)

    return Part(key, group, name, about, make, ("table",), save)


def _tree(project: Project) -> str:
    from qualwork.workbench.report import reporting

    return reporting.tree_text(project, counts=True, codes=True)


def _save_tree(project: Project, path: Path, progress: Progress) -> Sequence[Path]:
    from qualwork.workbench.report import reporting

    return reporting.export_themes(project, path)


def _map(project: Project) -> Table:
    from qualwork.workbench.themes import relating

    return relating.table(project)


def _save_map(project: Project, path: Path, progress: Progress) -> Sequence[Path]:
    from qualwork.workbench.themes import theme_map

    return theme_map.export_map(project, path)


def _quotes(project: Project) -> Table:
    from qualwork.workbench.themes import quote_table

    return quote_table.quotes(project)


def _illustrative(project: Project) -> Table:
    from qualwork.workbench.themes import quoting

    return quoting.illustrative(project)


def _save_illustrative(project: Project, path: Path, progress: Progress) -> Sequence[Path]:
    from qualwork.workbench.themes import quoting

    return quoting.save_illustrative(quoting.illustrative(project), path)


def _balance(project: Project) -> Table:
    from qualwork.workbench.themes import quoting

    return quoting.balance(project)


def _themes(project: Project) -> Table:
    from qualwork.workbench.report import reporting

    return reporting.themes_table(project)


def _codes(project: Project) -> Table:
    from qualwork.workbench.report import reporting

    return reporting.codes_table(project)


def _terms(project: Project) -> Table:
    from qualwork.workbench.counts import counting

    return counting.terms(project, []).table


def _method(project: Project) -> Sequence[Table]:
    from qualwork.workbench.report import method_log

    return method_log.method_log(project)


def _save_method(project: Project, path: Path, progress: Progress) -> Sequence[Path]:
    """A file a table, named by it."""
    from qualwork.workbench.report import reporting

    written: list[Path] = []
    for table in _method(project):
        name = f"{path.stem}-{table.name.replace(' ', '-')}{path.suffix}"
        written += reporting.save_table(project, table, path.with_name(name))
    return written


def _story(project: Project) -> Sequence[Table]:
    from qualwork.workbench.log import timeline

    return [timeline.table(project)]


def _story_text(project: Project) -> str:
    from qualwork.workbench.log import timeline

    return timeline.paragraph(project)


def _save_story(project: Project, path: Path, progress: Progress) -> Sequence[Path]:
    from qualwork.workbench.log import timeline

    return timeline.save(project, path)


def _report(project: Project) -> str:
    from qualwork.workbench.report import report_builder

    made = report_builder.build(project)
    lines = [made.title, *(f"{name}: {value}" for name, value in made.about.items()), ""]
    for depth, part in made.walk():
        quotes = len(part.exemplary) + len(part.contrary)
        narrative = f"{len(part.narrative)} paragraphs" if part.narrative else "no narrative yet"
        lines.append(f"{'  ' * depth}{part.place} {part.node.theme.name} ({narrative}, {quotes} marked quotes)")
    lines += ["", f"{len(made.passages)} passages to open from their quotes"]
    lines += ["Tables: " + ", ".join(table.name for table in (*made.tables, *made.method))]
    return "\n".join(lines)


def _save_report(project: Project, path: Path, progress: Progress) -> Sequence[Path]:
    from qualwork.workbench.report import report_builder

    paths, names = report_builder.export_report(project, path)
    return [*paths, *_warned(project, path, names)]


def _warned(project: Project, path: Path, names: Table) -> Sequence[Path]:
    """Where original names are left, a list of them beside the file."""
    from qualwork.workbench.report import reporting

    if not names.rows:
        return ()
    return reporting.save_table(project, names, path.with_name(f"{path.stem}-original-names-left.csv"))


def _save_codebook(project: Project, path: Path, progress: Progress) -> Sequence[Path]:
    from qualwork.workbench.report import reporting

    return reporting.export_codebook(project, path)


def _log(project: Project) -> Table:
    from qualwork.workbench.log import auditing

    return auditing.log(project)


def _save_audit(project: Project, path: Path, progress: Progress) -> Sequence[Path]:
    from qualwork.workbench.report import reporting

    return reporting.export_audit(project, path)


def _others(project: Project) -> str:
    return (
        "The whole project for NVivo, ATLAS.ti, MAXQDA, QualCoder and others (REFI-QDA):\n\n"
        "  qdpx   transcripts, codes, codings with coder and memo, participants with attributes, themes as sets\n"
        "  qdc    the codebook alone, with its themes\n\n"
        "Transcripts are in it word for word."
    )


def _save_others(project: Project, path: Path, progress: Progress) -> Sequence[Path]:
    from qualwork.workbench.transcripts import exchanging

    return exchanging.export_project(project, path)[0]


PARTS: tuple[Part, ...] = (
    Part(
        "tree", "Figures", "Theme tree", "themes, subthemes and codes, with extracts and participants",
        _tree, ("tree",), _save_tree,
    ),
    Part(
        "map", "Figures", "Thematic map", "relations between themes (tab 3 makes them)",
        _map, ("map",), _save_map,
    ),
    _table("quotes", "Tables", "Quotes", "one row a coding, with everything", _quotes),
    Part(
        "illustrative", "Tables", "Quotes as papers print them", "definition, subtheme, marked quotes with pseudonym",
        _illustrative, ("table",), _save_illustrative,
    ),
    _table("balance", "Tables", "Balance of voices", "how often each participant is quoted and coded", _balance),
    _table("themes", "Tables", "Themes", "participants and extracts of each, as facts and not as ranks", _themes),
    _table("codes", "Tables", "Codes", "the codebook with its uses", _codes),
    _table("terms", "Tables", "Terms", "the saved term families (tab 7 makes them)", _terms),
    Part(
        "method", "Method", "Method log", "phases entered, coders, codes and themes made, merged, dropped and why",
        _method, ("table",), _save_method,
    ),
    Part(
        "story", "Method", "Story of the analysis", "week by week: a chart, a table, a draft",
        _story, ("story", "table", "draft"), _save_story,
    ),
    Part("draft", "Method", "Draft for the method section", "to be rewritten", _story_text, ("draft",), _save_story),
    Part(
        "report", "Documents", "Report", "everything in one document or page, with pseudonyms",
        _report, ("report",), _save_report,
    ),
    Part(
        "codebook", "Documents", "Codebook", "definitions and example quotes; yaml and xlsx can be read back",
        _codes, ("codebook",), _save_codebook,
    ),
    Part(
        "audit", "Documents", "Audit trail", "every decision with what was before and after",
        _log, ("table", "log"), _save_audit,
    ),
    Part(
        "others", "Documents", "For other programs", "REFI-QDA: qdpx and qdc", _others, ("study",), _save_others,
    ),
)  # fmt: skip


def transcript_part(transcript: int, title: str) -> Part:
    """A transcript with its codes, as supervisors ask for it first."""

    def look(project: Project) -> str:
        from qualwork.workbench.transcripts import coded_transcript

        made = coded_transcript.build(project, transcript)
        lines = [made.title, *(f"{name}: {value}" for name, value in made.about.items()), ""]
        return "\n".join(
            [*lines, *(text for _, text in list(coded_transcript.texts(made))[1 + len(made.about) :][:60])]
        )

    def save(project: Project, path: Path, progress: Progress) -> Sequence[Path]:
        from qualwork.workbench.transcripts import coded_transcript

        paths, names = coded_transcript.export_transcript(project, transcript, path)
        return [*paths, *_warned(project, path, names)]

    about = "text with turns, marked spans, codes beside it, memos as notes"
    return Part(f"transcript:{transcript}", "Coded transcripts", title, about, look, ("transcript",), save)
