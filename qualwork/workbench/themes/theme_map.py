"""The thematic map: the theme tree with the relations between its themes, as a figure."""

from __future__ import annotations

from pathlib import Path

from qualwork.project.store.decisions import Project
from qualwork.workbench.log import auditing
from qualwork.workbench.themes import relating, theming


def export_map(project: Project, path: Path, counts: bool = False) -> tuple[Path, ...]:
    """Write the map as SVG, PNG or Markdown, by the file's extension."""
    from qualwork.export.figures.map_figure import save_map

    found = relating.relations(project)
    return save_map(theming.tree(project), found, path, auditing.provenance(project), counts)
