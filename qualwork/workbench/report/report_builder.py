"""The report: themes with their narrative and quotes, figures, tables, passages and method log in one file."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from qualwork.model.code import Coding
from qualwork.model.quote import CUT, Cut, Quote, quoted
from qualwork.model.report import Paragraph, Passage, Report, ThemePart
from qualwork.model.table import Table
from qualwork.model.theme import ThemeNode
from qualwork.model.transcript import Turn, turn_at
from qualwork.project.rows import codes, themes
from qualwork.project.store.decisions import Project
from qualwork.workbench.base import naming, projects
from qualwork.workbench.corpus.extracts import Evidence, body
from qualwork.workbench.counts import counting, matrices
from qualwork.workbench.log import auditing
from qualwork.workbench.privacy import residual_names
from qualwork.workbench.report.method_log import method_log
from qualwork.workbench.themes import quoting, relating, theming
from qualwork.workbench.themes.narrative import QUOTE_LINK

_MOST_OTHERS = 60  # extracts of a theme beside those marked
_MOST_AROUND = 400  # characters of a passage on either side of its quote


def export_report(project: Project, path: Path) -> tuple[tuple[Path, ...], Table]:
    """Write the report as DOCX or one self-contained HTML page; answers the paths, and original names still in it."""
    from qualwork.export.documents.report import save_report

    made = build(project)
    return save_report(made, path), residual_names.warnings(project, texts(made))


def build(project: Project) -> Report:
    """All that a report says of the project as it is now."""
    study, tree, about = projects.describe(project), theming.tree(project), auditing.provenance(project)
    parts = _Parts(project)
    made = tuple(parts.part(root, f"{at}") for at, root in enumerate(tree.roots, start=1))
    return Report(
        title=study.title,
        about={
            name: value
            for name, value in {
                "Research question": study.research_question,
                "Approach": f"{study.approach}, {study.orientation}, {study.level}",
            }.items()
            if value
        },
        tree=tree,
        relations=tuple(relating.relations(project)),
        parts=made,
        illustrative=quoting.illustrative(project),
        tables=(*_terms(project), _matrix(project, made)),
        passages=tuple(passage(parts.evidence, parts.codings[coding]) for coding in sorted(parts.quoted)),
        method=method_log(project),
        provenance=about,
    )


def _terms(project: Project) -> Iterator[Table]:
    if any(family.accepted for family in counting.saved_families(project)):
        yield counting.terms(project, []).table


def _matrix(project: Project, parts: Sequence[ThemePart]) -> Table:
    """Extracts by theme and participant, an extract of two people counted for both."""
    table = matrices.matrix(project, "theme").table
    paths = naming.paths(theming.everything(project))
    numbered = {
        paths[part.node.theme.id]: f"{part.place} {part.node.theme.name}" for root in parts for _, part in root.walk()
    }
    rows = tuple((numbered[str(row[0])], *row[1:]) for row in table.rows)
    return replace(table, name="themes by participant", rows=rows)


class _Parts:
    """Themes made into parts of a report; `quoted` are the codings that any of them shows."""

    def __init__(self, project: Project) -> None:
        self.evidence = Evidence(project)
        self.paths = quoting.code_paths(project)
        self.codings = {coding.id: coding for coding in self.evidence.codings()}
        self.marked = quoting.marked(project)
        self.inside = theming.extracts(project)
        self.quoted: set[int] = set()
        with project.read() as session:
            by_theme = themes.links(session).codes
            known = {code.id for code in codes.everything(session)}
        self.codes = {theme: known.intersection(mine) for theme, mine in by_theme.items()}

    def part(self, node: ThemeNode, place: str) -> ThemePart:
        theme = node.theme
        marked = self.marked.get(theme.id, [])
        shown = {quote.coding for quote in marked}
        mine = [each for each in self.codings.values() if each.code in self.codes.get(theme.id, ())]
        rest = [each for each in mine if each.id in self.inside[theme.id] and each.id not in shown]
        others = tuple(self.quote(coding) for coding in rest[:_MOST_OTHERS])
        self.quoted |= shown | {quote.coding for quote in others}
        return ThemePart(
            place=place,
            node=node,
            narrative=tuple(self.narrative(theme.narrative, marked)),
            exemplary=tuple(quote for quote in marked if quote.mark == "exemplary"),
            contrary=tuple(quote for quote in marked if quote.mark == "contrary"),
            others=others,
            left_out=len(rest) - len(others),
            children=tuple(self.part(child, f"{place}.{at}") for at, child in enumerate(node.children, start=1)),
        )

    def quote(self, coding: Coding) -> Quote:
        return quoting.quote_of(self.evidence, coding, self.paths)

    def narrative(self, text: str, marked: Iterable[Quote]) -> Iterator[Paragraph]:
        """Paragraphs in which `[quote 12]` is the quote; one that names no coding stays as it stands."""
        trimmed = {quote.coding: quote for quote in marked}
        for line in text.splitlines():
            if line.strip():
                yield tuple(self.pieces(line.strip(), trimmed))

    def pieces(self, line: str, trimmed: Mapping[int, Quote]) -> Iterator[str | Quote]:
        at = 0
        for link in QUOTE_LINK.finditer(line):
            coding = self.codings.get(int(link[1]))
            if coding is not None:
                if at < link.start():
                    yield line[at : link.start()]
                yield trimmed.get(coding.id) or self.quote(coding)
                self.quoted.add(coding.id)
                at = link.end()
        if at < len(line):
            yield line[at:]


def passage(evidence: Evidence, coding: Coding) -> Passage:
    """A coding where it was said: behind the turn before it, up to the end of its own; long ones are shortened."""
    info = evidence.infos[coding.transcript]
    text, turns, _ = body(evidence.project, info.revision)
    first, last = turn_at(turns, coding.start), turn_at(turns, coding.end - 1)

    def shown(low: int, high: int, cuts: Sequence[Cut] = ()) -> str:
        return quoted(text[low:high], cuts, quoting.labels(evidence, coding.transcript, low, high))

    def ending(turn: Turn, high: int) -> str:
        """The end of what a turn says up to a place, behind its label."""
        begin = turn.speech_start if turn.speech_start < high else turn.start
        kept = _next_blank(text, high - _MOST_AROUND, high)
        return shown(turn.start, high, [(begin - turn.start, kept - turn.start)] if begin < kept else ())

    stop = min(turns[last].end, text.rfind(" ", 0, coding.end + _MOST_AROUND))
    long = turns[last].end - coding.end > _MOST_AROUND and stop > coding.end
    after = shown(coding.end, stop) + f" {CUT}" if long else shown(coding.end, turns[last].end)
    before = [ending(turns[first - 1], turns[first].start)] if first else []
    before += [ending(turns[first], coding.start)] if turns[first].start < coding.start else []
    return Passage(
        coding=coding.id,
        who=", ".join(evidence.who(coding)),
        transcript=info.title,
        start=coding.start,
        end=coding.end,
        before="\n".join(filter(None, before)) + _blank(text, coding.start - 1),
        extract=shown(coding.start, coding.end),
        after=_blank(text, coding.end) + after if after else "",
    )


def _next_blank(text: str, at: int, end: int) -> int:
    """Where the first white space from a place on ends, so that no word is parted."""
    while 0 < at < end and not text[at - 1].isspace():
        at += 1
    return at


def _blank(text: str, at: int) -> str:
    """What parts a quote from the text beside it."""
    return " " if 0 <= at < len(text) and text[at].isspace() else ""


def texts(report: Report) -> Iterator[tuple[str, str]]:
    """All text of a report with the place it stands at, for what is looked for in it."""
    yield "the title", report.title
    yield from ((name.lower(), value) for name, value in report.about.items())
    for _, part in report.walk():
        theme = part.node.theme
        for name in ("name", "essence", "scope_in", "scope_out", "story", "differs", "narrative"):
            yield f"{name.replace('_', ' ')} of theme {part.place}", getattr(theme, name)
    for each in report.passages:
        yield f"passage of quote {each.coding} ({each.transcript})", "\n".join((each.before, each.extract, each.after))
    for title in dict.fromkeys(each.transcript for each in report.passages):
        yield f"the title of transcript {title}", title
    for table in (*report.tables, *report.method):
        for row in table.rows:
            yield f"the table {table.name}", " ".join(str(cell) for cell in row if isinstance(cell, str))
