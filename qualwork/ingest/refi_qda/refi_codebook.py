"""A REFI-QDA codebook as entries that can be merged by name, as those of any other codebook."""

from __future__ import annotations

from pathlib import Path

from qualwork.ingest.refi_qda.refi_project import read_refi
from qualwork.ingest.sheets.codebook_entries import CodebookFile, CodeEntry, ThemeEntry
from qualwork.model import interchange


def read_codebook_qdc(path: Path) -> CodebookFile:
    """Codes and sets of a .qdc or .qdpx; each code names the themes it is in."""
    study = read_refi(path)
    below: dict[str | None, list[interchange.InterchangeCode]] = {}
    for code in study.codes:
        below.setdefault(code.parent, []).append(code)
    homes: dict[str, list[str]] = {}
    for group in study.groups:
        for member in group.codes:
            homes.setdefault(member, []).append(group.name)

    def entry(code: interchange.InterchangeCode) -> CodeEntry:
        texts = (code.definition, code.use_when, code.use_not, code.colour)
        inside = tuple(map(entry, below.get(code.guid, ())))
        return CodeEntry(code.name, *texts, tuple(homes.get(code.guid, ())), inside)

    return CodebookFile(study.title, tuple(map(entry, below.get(None, ()))), _themes(study, None))


def _themes(study: interchange.Study, parent: str | None) -> tuple[ThemeEntry, ...]:
    return tuple(_theme(study, group) for group in study.groups if group.parent == parent)


def _theme(study: interchange.Study, group: interchange.Group) -> ThemeEntry:
    return ThemeEntry(
        group.name,
        essence=group.texts["essence"],
        scope_in=group.texts["scope_in"],
        scope_out=group.texts["scope_out"],
        story=group.texts["story"],
        differs=group.texts["differs"],
        narrative=group.texts["narrative"],
        status=group.status,
        children=_themes(study, group.guid),
    )
