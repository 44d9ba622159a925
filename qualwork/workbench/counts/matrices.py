"""Questions one asks of codings: how often, by whom, which together, how evenly; each cell with its extracts."""

from __future__ import annotations

import weakref
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Literal

from qualwork.model.code import Coding
from qualwork.model.errors import NotFound
from qualwork.model.plurals import counted
from qualwork.model.table import Cell, Table
from qualwork.model.transcript import Role
from qualwork.project.rows import codes, coding_rows, codings, themes
from qualwork.project.store.decisions import Project
from qualwork.workbench.base import naming
from qualwork.workbench.base.progress import Progress, silent
from qualwork.workbench.corpus import corpora
from qualwork.workbench.corpus.extracts import Extract, body
from qualwork.workbench.counts import narrowing
from qualwork.workbench.counts.counting import PARTICIPANTS, column_key, distinct, per_thousand
from qualwork.workbench.counts.narrowing import EVERYTHING, CountFilter
from qualwork.workbench.log import auditing
from qualwork.workbench.themes import theming

if TYPE_CHECKING:
    from qualwork.analysis.codings.coded import Coded, Speech
    from qualwork.analysis.codings.cooccurrence import Nearness as Nearness
    from qualwork.analysis.codings.matrix import Groups, Matrix
    from qualwork.analysis.codings.matrix import Measure as Measure
    from qualwork.analysis.words.corpus import Corpus

RowKind = Literal["code", "theme"]
Pair = tuple[Extract, Extract]
_kept: weakref.WeakKeyDictionary[Project, tuple[corpora.State, Coded, Speech]] = weakref.WeakKeyDictionary()
_FIXED = ("code", "theme", "codings", "participants", "words")
_EXTRACT = ("id", "code", "transcript", "participants", "start", "end", "extract")
_COUNTS = ("transcript", "words", "codings", "per 1,000 words", "codes", "words coded", "% coded")
_ATTENTION = (*_COUNTS, "first third", "second third", "last third")


@dataclass(frozen=True, slots=True)
class CodedMatrix:
    """A matrix as a table, and what stands behind its cells; `notes` are what a reader should know.

    `ids` are those of the codes or themes in its rows; where two have one full name, `rows` adds the id.
    """

    table: Table
    ids: tuple[int, ...]
    rows: tuple[str, ...]
    columns: tuple[str, ...]
    cells: tuple[tuple[int, ...], ...]
    matrix: Matrix = field(repr=False)
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class CodedPairs:
    """Codes by codes: `cells[i][j]` pairs of codings of `ids[i]` and `ids[j]` stand together."""

    table: Table
    ids: tuple[int, ...]
    names: tuple[str, ...]
    cells: tuple[tuple[int, ...], ...]
    near: Nearness


def matrix(
    project: Project,
    rows: RowKind = "code",
    by: str = "participant",
    measure: Measure = "codings",
    roles: Sequence[Role] = PARTICIPANTS,
    only: CountFilter = EVERYTHING,
    progress: Progress = silent,
) -> CodedMatrix:
    """Codes or themes by participant, transcript or an attribute; codings, participants or words covered in a cell."""
    from qualwork.analysis.codings.matrix import cross

    key = column_key(project, by)
    words, coded, speech = _narrowed(project, only, progress)
    ids, groups = _by_code(project, coded) if rows == "code" else _by_theme(project, coded)
    found = cross(words, coded, speech, groups, key, measure, roles)
    about = auditing.provenance(project, narrowing.said_by(project, roles, only))
    about["cells"] = f"{_MEASURES[measure]}, {rows} by {by}"
    columns = (rows, "codings", "participants", *distinct(found.columns, _FIXED))
    cells = tuple(tuple(row) for row in found.cells.tolist())
    sides = zip(found.rows, found.codings, found.participants, cells, strict=True)
    lines: list[tuple[Cell, ...]] = [(name, number, people, *row) for name, number, people, row in sides]
    table = Table("matrix", columns, tuple(lines), about)
    return CodedMatrix(table, ids, found.rows, found.columns, cells, found, tuple(_notes(project, found, coded, rows)))


_MEASURES: dict[str, str] = {
    "codings": "codings",
    "participants": "participants with a coding",
    "words": "words covered",
}


def frequencies(
    project: Project,
    rows: RowKind = "code",
    roles: Sequence[Role] = PARTICIPANTS,
    only: CountFilter = EVERYTHING,
    progress: Progress = silent,
) -> Table:
    """How often each code or theme is used, by how many participants, in how many transcripts, over how many words."""
    from qualwork.analysis.codings.matrix import words_covered

    found = matrix(project, rows, "participant", "codings", roles, only, progress)
    words, coded, _ = _narrowed(project, only, progress)
    _, groups = _by_code(project, coded) if rows == "code" else _by_theme(project, coded)
    covered = words_covered(words, coded, groups, found.columns, lambda _, voice: voice.name, roles).sum(axis=1)
    lines: list[tuple[Cell, ...]] = []
    sides = zip(found.rows, found.matrix.codings, found.matrix.participants, covered.tolist(), strict=True)
    for name, number, people, under in sides:
        transcripts = len(set(coded.documents[groups[name]].tolist()))
        lines.append((name, number, people, transcripts, under))
    columns = (rows, "codings", "participants", "transcripts", "words")
    return Table("frequencies", columns, tuple(lines), found.table.provenance)


def extracts(project: Project, found: CodedMatrix, row: int, column: str | None = None) -> list[Extract]:
    """The extracts that a cell counts, in order of transcript and place: of a code or theme, in one column or all."""
    if row not in found.ids:
        raise NotFound(f"the matrix has no row of id {row}; its rows are", list(found.rows))
    return _extracts(project, found.matrix.behind(found.rows[found.ids.index(row)], column))


def cooccurrence(
    project: Project, near: Nearness = "overlap", only: CountFilter = EVERYTHING, progress: Progress = silent
) -> CodedPairs:
    """Codes by codes: pairs of codings that overlap, touch one turn, or have at most so many words between them."""
    from qualwork.analysis.codings.cooccurrence import co_occurrences

    coded, speech = _narrowed(project, only, progress)[1:]
    coded_ids, pairs = co_occurrences(corpora.corpus(project), coded, speech.turns, near)
    full, order = _code_names(project)
    rows = {code: at for at, code in enumerate(coded_ids.tolist())}
    shown = [code for code in order if code in rows]
    cells = tuple(tuple(int(pairs[rows[one], rows[other]]) for other in shown) for one in shown)
    names = tuple(full[code] for code in shown)
    about = auditing.provenance(project, narrowing.in_words(project, only))
    about["cells"] = f"pairs of codings {in_words(near)}"
    lines = tuple(
        (name, *(None if at == other else number for other, number in enumerate(row)))
        for at, (name, row) in enumerate(zip(names, cells, strict=True))
    )
    table = Table("co-occurrence", ("code", *distinct(names, ("code",))), lines, about)
    return CodedPairs(table, tuple(shown), names, cells, near)


def in_words(near: Nearness) -> str:
    """How near codings must be, in words."""
    if near == "overlap":
        return "that overlap"
    return "that touch the same turn" if near == "turn" else f"with at most {counted(near, 'word')} between them"


def cooccurring(
    project: Project, one: int, other: int, near: Nearness = "overlap", only: CountFilter = EVERYTHING
) -> list[Pair]:
    """The pairs of extracts behind a cell: of one code, and beside it of the other."""
    from qualwork.analysis.codings.cooccurrence import pairs_of

    coded, speech = _narrowed(project, only, silent)[1:]
    codes_meant = naming.code_by_id(project, one).id, naming.code_by_id(project, other).id
    found = pairs_of(corpora.corpus(project), coded, speech.turns, near, codes_meant)
    by_id = {each.coding.id: each for each in _extracts(project, {coding for pair in found for coding in pair})}
    return [(by_id[mine], by_id[theirs]) for mine, theirs in found]


def attention(
    project: Project, roles: Sequence[Role] = PARTICIPANTS, only: CountFilter = EVERYTHING, progress: Progress = silent
) -> Table:
    """One row a transcript: codings per 1,000 words said by the roles, how much is coded, and in which third."""
    from qualwork.analysis.codings.attention import attention as counted_attention

    words, coded, _ = _narrowed(project, only, progress)
    rows: list[tuple[Cell, ...]] = []
    for each in counted_attention(words, coded, roles):
        rate, share = per_thousand(each.codings, each.words), _percent(each.covered, each.words)
        rows.append((each.title, each.words, each.codings, rate, each.codes, each.covered, share, *each.thirds))
    return Table(
        "attention", _ATTENTION, tuple(rows), auditing.provenance(project, narrowing.said_by(project, roles, only))
    )


def attention_over_time(project: Project, only: CountFilter = EVERYTHING, progress: Progress = silent) -> Table:
    """One row a day and transcript: how many of the codings that stand were made then, per 1,000 words of it."""
    words, coded, _ = _narrowed(project, only, progress)
    with project.read() as session:
        days = coding_rows.days(session)
    number = Counter(zip((days.get(each, "") for each in coded.ids.tolist()), coded.documents.tolist(), strict=True))
    said = [document.block.words for document in words.documents]
    titles = [document.title for document in words.documents]
    rows = tuple((day, titles[at], made, per_thousand(made, said[at])) for (day, at), made in sorted(number.items()))
    columns = ("day", "transcript", "codings", "per 1,000 words")
    return Table("attention over time", columns, rows, auditing.provenance(project, narrowing.in_words(project, only)))


def _percent(part: int, whole: int) -> float | None:
    return round(100 * part / whole, 1) if whole else None


def coded_arrays(project: Project, progress: Progress = silent) -> tuple[Corpus, Coded, Speech]:
    """All codings of current revisions as arrays, kept until a decision changes the project."""
    from qualwork.analysis.codings.coded import coded_from, speech_of

    words = corpora.corpus(project, progress)
    state, kept = corpora.now(project), _kept.get(project)
    if kept is None or not corpora.is_current(project, kept[0], state, (*corpora.WORDS, "coding")):
        revisions = {info.id: info.revision for info in corpora.evidence(project).infos.values()}
        numbers = {revisions[document.id]: number for number, document in enumerate(words.documents)}
        with project.read() as session:
            coded = coded_from(coding_rows.numbers(session), numbers)
        wanted = set(coded.documents.tolist())
        turns = {number: body(project, each)[1] for each, number in numbers.items() if number in wanted}
        kept = _kept[project] = state, coded, speech_of(words, turns)
    return words, kept[1], kept[2]


def _narrowed(project: Project, only: CountFilter, progress: Progress) -> tuple[Corpus, Coded, Speech]:
    import numpy as np

    from qualwork.analysis.codings.coded import lying_in, sayings

    words, coded, speech = coded_arrays(project, progress)
    if not only:
        return words, coded, speech
    words = narrowing.corpus(project, only, progress)
    coded = coded[lying_in(coded, words, narrowing.passages(project, only))]
    if only.participants:
        coded = coded[np.unique(sayings(coded, speech, words, PARTICIPANTS)[0])]
    return words, coded, speech


def _code_names(project: Project) -> tuple[Mapping[int, str], list[int]]:
    """Full names of all codes, no two alike, and their ids in codebook order."""
    with project.read() as session:
        every = codes.everything(session)
    return naming.distinct_paths(every), _tree_order([(each.id, each.parent) for each in every])


def _tree_order(nodes: Sequence[tuple[int, int | None]]) -> list[int]:
    below: dict[int | None, list[int]] = {}
    for node, parent in nodes:
        below.setdefault(parent, []).append(node)

    def walk(parent: int | None) -> list[int]:
        return [each for node in below.get(parent, ()) for each in (node, *walk(node))]

    return walk(None)


def _by_code(project: Project, coded: Coded) -> tuple[tuple[int, ...], Groups]:
    import numpy as np

    full, order = _code_names(project)
    by_code = np.argsort(coded.codes, kind="stable")
    edges = np.searchsorted(coded.codes[by_code], [[code, code + 1] for code in order])
    groups = {full[code]: by_code[low:high] for code, (low, high) in zip(order, edges.tolist(), strict=True)}
    return tuple(order), groups


def _by_theme(project: Project, coded: Coded) -> tuple[tuple[int, ...], Groups]:
    import numpy as np

    inside = theming.extracts(project)
    with project.read() as session:
        every = themes.everything(session)
    full, order = naming.distinct_paths(every), _tree_order([(each.id, each.parent) for each in every])
    return tuple(order), {full[theme]: np.flatnonzero(np.isin(coded.ids, list(inside[theme]))) for theme in order}


def _notes(project: Project, found: Matrix, coded: Coded, rows: RowKind) -> list[str]:
    if not found.rows:
        return [f"there is no {rows} yet: qualwork {rows}s add NAME"]
    if not len(coded):
        return ["nothing is coded yet: qualwork apply CODE --in TRANSCRIPT --quote TEXT"]
    unsaid = len(coded) - found.spoken
    return [f"{counted(unsaid, 'coding')} on nobody's speech of that role: in no column"] if unsaid else []


def _extracts(project: Project, ids: Sequence[int] | set[int]) -> list[Extract]:
    evidence, wanted = corpora.evidence(project), list(ids)
    found: list[Coding] = []
    with project.read() as session:
        for at in range(0, len(wanted), 500):
            found += codings.listing(session, ids=wanted[at : at + 500])
    titles = {info.id: info.title for info in evidence.infos.values()}
    found.sort(key=lambda each: (titles[each.transcript], each.start, each.end, each.id))
    return evidence.extracts([replace(each, extract=evidence.text(each)) for each in found])


def extract_table(project: Project, found: Sequence[Extract]) -> Table:
    """One row an extract."""
    return Table("extracts", _EXTRACT, tuple(_extract_rows(project, found)), auditing.provenance(project))


def pair_table(project: Project, found: Sequence[Pair]) -> Table:
    """One row a pair of extracts."""
    ones, others = (_extract_rows(project, [pair[at] for pair in found]) for at in (0, 1))
    columns = (*_EXTRACT, *(f"other {name}" for name in _EXTRACT))
    rows = tuple(one + other for one, other in zip(ones, others, strict=True))
    return Table("pairs", columns, rows, auditing.provenance(project))


def _extract_rows(project: Project, found: Sequence[Extract]) -> list[tuple[Cell, ...]]:
    full, _ = _code_names(project)
    rows: list[tuple[Cell, ...]] = []
    for each in found:
        place = each.transcript.title, ", ".join(each.participants), each.coding.start, each.coding.end
        rows.append((each.coding.id, full[each.coding.code], *place, each.coding.extract))
    return rows
