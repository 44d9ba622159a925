"""What leaves the workbench: quote tables, the theme tree, the codebook, the log."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Literal

from qualwork.model.code import CodeNode
from qualwork.model.errors import BadInput
from qualwork.model.table import Cell, Table
from qualwork.model.theme import ThemeNode
from qualwork.project.rows import codings, families
from qualwork.project.store.decisions import Project
from qualwork.workbench.base import file_kinds
from qualwork.workbench.codes import codebook
from qualwork.workbench.log import auditing
from qualwork.workbench.themes import theming
from qualwork.workbench.themes.quote_table import QUOTE_COLUMNS as QUOTE_COLUMNS
from qualwork.workbench.themes.quote_table import quotes as quotes

Direction = Literal["right", "down"]


def codes_table(project: Project) -> Table:
    """One row a code, in codebook order, with its full name and uses."""

    def rows(nodes: tuple[CodeNode, ...]) -> list[tuple[Cell, ...]]:
        found: list[tuple[Cell, ...]] = []
        for node in nodes:
            code = node.code
            found.append(
                (
                    code.id,
                    node.path,
                    node.codings,
                    node.participants,
                    "; ".join(node.themes),
                    code.definition,
                    code.use_when,
                    code.use_not,
                )
            )
            found += rows(node.children)
        return found

    columns = ("id", "code", "codings", "participants", "themes", "definition", "use_when", "use_not")
    return Table("codes", columns, tuple(rows(codebook.codebook(project))), auditing.provenance(project))


def themes_table(project: Project) -> Table:
    """One row a theme, in tree order, with its depth and counts."""
    rows = tuple(_theme_row(depth, node) for depth, node in theming.tree(project).walk())
    columns = ("id", "depth", "theme", "status", "participants", "extracts", "codes", "essence")
    return Table("themes", columns, rows, auditing.provenance(project))


def _theme_row(depth: int, node: ThemeNode) -> tuple[Cell, ...]:
    theme = node.theme
    codes_here = "; ".join(node.codes)
    return (theme.id, depth, theme.name, theme.status, node.participants, node.extracts, codes_here, theme.essence)


def save_table(project: Project, table: Table, path: Path, spreadsheet_safe: bool = False) -> tuple[Path, ...]:
    """Write a table as the kind its file name says, with provenance beside or inside it; returns the files written."""
    from qualwork.export.tables.table_files import save_table as save

    if not table.provenance:
        table = replace(table, provenance=auditing.provenance(project))
    return save(table, path, spreadsheet_safe)


def tree_text(project: Project, counts: bool = True, codes: bool = False) -> str:
    """The theme tree as indented lines, each theme with its codes below it where asked."""
    from qualwork.export.documents.tree_outline import tree_text as text

    return text(theming.tree(project), counts, codes)


def checked_direction(typed: str) -> Direction:
    """The direction of a figure as typed."""
    if typed == "right":
        return "right"
    if typed == "down":
        return "down"
    raise BadInput(f"direction {typed!r} is not known; choose right or down")


def export_themes(
    project: Project, path: Path, direction: Direction = "right", counts: bool | None = None
) -> tuple[Path, ...]:
    """Write the theme tree as text, Markdown, JSON, SVG or PNG, by the file's extension."""
    from qualwork.export.figures.tree_figure import save_tree

    return save_tree(theming.tree(project), path, auditing.provenance(project), direction, counts)


def export_codebook(project: Project, path: Path) -> tuple[Path, ...]:
    """Write codes, themes and term families as YAML or XLSX, which can be read back, or as DOCX or Markdown.

    Codes and themes also go out as `.qdc`, for other programs.
    """
    from qualwork.export.documents.codebook_pages import save_codebook
    from qualwork.workbench.themes import quoting
    from qualwork.workbench.transcripts import exchanging

    if path.suffix.lower() == ".qdc":
        return exchanging.export_project(project, path)[0]

    with project.read() as session:
        saved = families.everything(session)
        code_of = {coding.id: coding.code for coding in codings.listing(session)}
    examples: dict[int, str] = {}
    for chosen in quoting.marked(project, ("exemplary",)).values():
        for quote in chosen:
            examples.setdefault(code_of[quote.coding], f"“{quote.text}” ({quote.who})")
    nodes, tree = codebook.codebook(project), theming.tree(project)
    return save_codebook(nodes, tree, saved, examples, path, auditing.provenance(project))


def export_audit(project: Project, path: Path) -> tuple[Path, ...]:
    """Write the log: one row a change as a table, one decision a line as JSON lines."""
    from qualwork.export import files
    from qualwork.export.documents.audit import audit_rows
    from qualwork.export.write import kind_of

    kind = kind_of(path, file_kinds.kinds("table", "log"))
    decisions = auditing.decisions(project)
    if kind in file_kinds.kinds("log"):
        return files.save(path, "log", decisions, name="audit", provenance=auditing.provenance(project))
    return save_table(project, audit_rows(decisions), path)
