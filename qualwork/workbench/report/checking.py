"""Checking a manuscript: are its quotations in the transcripts, as said, and by the speaker it names?"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from qualwork.model.errors import BadInput
from qualwork.model.manuscript import Manuscript
from qualwork.model.plurals import counted
from qualwork.model.table import Cell, Table
from qualwork.project.store.decisions import Project
from qualwork.workbench.base.progress import Progress, silent
from qualwork.workbench.corpus.extracts import Evidence
from qualwork.workbench.corpus.searching import quotation_index
from qualwork.workbench.log import auditing

if TYPE_CHECKING:
    from qualwork.analysis.quotations.manuscript import Verdict
    from qualwork.analysis.quotations.quotations import Found

COLUMNS = ("status", "text", "edits", "note", "claimed", "found", "transcript", "start", "end", "score", "place")
_MOST_PLACES = 5


@dataclass(frozen=True, slots=True)
class Check:
    """The verdicts on the quotations of a manuscript, worst first, then in its order; `notes` is what was left out."""

    path: Path
    manuscript: Manuscript
    verdicts: tuple[Verdict, ...]
    notes: tuple[str, ...] = ()
    provenance: Mapping[str, str] = field(default_factory=dict)

    @property
    def faults(self) -> int:
        """How many quotations are not exact, or not by the speaker who is named."""
        return sum(1 for verdict in self.verdicts if verdict.status != "exact")

    @property
    def counts(self) -> dict[str, int]:
        """How many quotations have each status, worst first."""
        return dict(Counter(verdict.status for verdict in self.verdicts))

    def summary(self) -> str:
        """How many quotations have each status, in one line."""
        if not self.verdicts:
            return f"{self.path}: holds no quotation that could be checked"
        statuses = ", ".join(f"{number} {status}" for status, number in self.counts.items())
        return f"{counted(len(self.verdicts), 'quotation')}: {statuses}"

    def table(self) -> Table:
        """One row a quotation, with the place in the manuscript at the end."""
        rows = tuple(
            (*self._cells(verdict), self.manuscript.place(verdict.quotation.paragraph)) for verdict in self.verdicts
        )
        return Table("check", COLUMNS, rows, self.provenance)

    def record(self) -> dict[str, Any]:
        """The same as plain values for programs."""
        return {
            "quotes": [
                {
                    "text": " ".join(verdict.quotation.text.split()),
                    "status": verdict.status,
                    "edits": list(verdict.edits),
                    "note": verdict.note,
                    "claimed": verdict.claimed,
                    "found": verdict.found,
                    "transcript": verdict.transcript,
                    "start": verdict.start,
                    "end": verdict.end,
                    "score": verdict.score,
                }
                for verdict in self.verdicts
            ]
        }

    def _cells(self, verdict: Verdict) -> tuple[Cell, ...]:
        return (
            verdict.status,
            " ".join(verdict.quotation.text.split()),
            "; ".join(verdict.edits),
            verdict.note,
            verdict.claimed,
            verdict.found,
            verdict.transcript,
            verdict.start,
            verdict.end,
            verdict.score,
        )


def check(project: Project, path: Path, progress: Progress = silent) -> Check:
    """Look every quotation of a manuscript up in all transcripts; nothing is changed."""
    from qualwork.analysis.quotations.manuscript import WORST_FIRST, Checker, names_of
    from qualwork.analysis.quotations.quotations import find_quotations
    from qualwork.ingest.manuscripts.manuscript import read_manuscript

    manuscript = read_manuscript(path)
    index, evidence = quotation_index(project, progress), Evidence(project)
    if not index.corpus.documents:
        raise BadInput("there is no transcript to check against yet; `import` brings some in")
    facts = {fact for each in evidence.attributes.values() for pair in each.items() for fact in pair}
    names = names_of(index.corpus, evidence.pseudonyms.values(), facts)
    listed = find_quotations(manuscript, names)
    checker, found = Checker(index), []
    for at, quotation in enumerate(listed.quotations):
        progress(at, len(listed.quotations), "quotations")
        verdict = checker.check(quotation)
        if verdict is not None:
            found.append(verdict)
    found.sort(key=lambda each: (WORST_FIRST.index(each.status), each.quotation.paragraph, each.quotation.start))
    about = auditing.provenance(project, f"quotations of {manuscript.name}")
    return Check(
        path, manuscript, tuple(found), tuple(_notes(manuscript, listed, len(listed.quotations) - len(found))), about
    )


def _notes(manuscript: Manuscript, listed: Found, passed_over: int) -> Iterator[str]:
    if listed.terms:
        what = counted(listed.terms, "term")
        yield f"{what} of fewer than four words in quotation marks, without a speaker, not checked"
    if listed.left_open:
        places = ", ".join(manuscript.place(number) for number in listed.left_open[:_MOST_PLACES])
        more = ", ..." if len(listed.left_open) > _MOST_PLACES else ""
        yield f"a quotation mark is opened and not closed: {places}{more}"
    if listed.too_long:
        yield f"{counted(listed.too_long, 'passage')} of more than 1,500 words not checked: too long for a quotation"
    if passed_over:
        what = counted(passed_over, "passage")
        yield f"{what} with a reference to literature, or only set in, not in the transcripts and not checked"


def save_comments(project: Project, checked: Check, path: Path) -> tuple[Path, ...]:
    """Write the manuscript as DOCX with a comment at each quotation that has a fault or an edit."""
    from qualwork.export.documents.check_docx import Comment, save_commented

    if path.exists() and path.samefile(checked.path):
        raise BadInput(f"{path}: this is the manuscript itself; give the copy with comments another name")
    comments = [
        Comment(verdict.quotation.paragraph, verdict.quotation.start, verdict.quotation.end, _said(verdict))
        for verdict in sorted(checked.verdicts, key=lambda each: (each.quotation.paragraph, each.quotation.start))
        if verdict.status != "exact" or verdict.edits or verdict.note
    ]
    return save_commented(checked.manuscript, comments, path, checked.provenance)


def _said(verdict: Verdict) -> str:
    """A verdict as a comment: the status, what differs, and where it was said."""
    lines = [verdict.status.capitalize() + (f" ({verdict.score:.0f} %)" if verdict.status == "altered" else "")]
    lines += [verdict.note] if verdict.note else []
    lines += [f"Edits: {'; '.join(verdict.edits)}"] if verdict.edits else []
    if verdict.transcript is not None:
        who = verdict.found or "nobody known"
        lines.append(f"{who}, {verdict.transcript} {verdict.start}:{verdict.end}")
    return "\n".join(lines)
