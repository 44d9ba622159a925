"""Finding passages: word for word, or what is most like them."""

from __future__ import annotations

import weakref
from typing import TYPE_CHECKING

from qualwork.model.errors import BadInput
from qualwork.model.table import Table
from qualwork.project.store.decisions import Project
from qualwork.workbench.base import naming
from qualwork.workbench.base.progress import Progress, silent
from qualwork.workbench.corpus.corpora import corpus
from qualwork.workbench.log import auditing

if TYPE_CHECKING:
    from qualwork.analysis.quotations.quotation_index import QuotationIndex

PLACE_COLUMNS = ("transcript", "participant", "start", "end", "score", "text")
_indexes: weakref.WeakKeyDictionary[Project, QuotationIndex] = weakref.WeakKeyDictionary()
_provenances: weakref.WeakKeyDictionary[Project, tuple[str, dict[str, str]]] = weakref.WeakKeyDictionary()


def quotation_index(project: Project, progress: Progress = silent) -> QuotationIndex:
    """What finds quotations in all transcripts, kept in memory until a decision changes the project."""
    from qualwork.analysis.quotations.quotation_index import QuotationIndex

    words = corpus(project, progress)
    kept = _indexes.get(project)
    if kept is None or kept.corpus is not words:
        kept = _indexes[project] = QuotationIndex(words)
    return kept


def find(
    project: Project, text: str, transcript: int | None = None, top: int = 20, progress: Progress = silent
) -> Table:
    """Places of a text: word for word where it stands, else what is most like it, with a score."""
    if not text.strip():
        raise BadInput("the text to find is empty")
    only = None if transcript is None else {naming.transcript_by_id(project, transcript).id}
    index = quotation_index(project, progress)
    rows = []
    for place in index.find(text, top, only):
        title, names = index.said_by(place.transcript, place.start, place.end)
        who, score = ", ".join(names), round(place.score, 1)
        rows.append((title, who, place.start, place.end, score, place.text))
    return Table("places", PLACE_COLUMNS, tuple(rows), _provenance(project) | {"filter": f"find {text}"})


def _provenance(project: Project) -> dict[str, str]:
    """What a search rests on, worked out once for each state of the project."""
    last = auditing.head(project)
    state = last.hash if last else ""
    kept = _provenances.get(project)
    if kept is None or kept[0] != state:
        kept = _provenances[project] = state, auditing.provenance(project)
    return kept[1]
