"""Questions to many codings: codes by participants, codes by codes."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from typing import Any

import numpy as np
from numpy.typing import NDArray

from benchmarks import anchors, corpus
from benchmarks.measure import Race, agree, timed
from benchmarks.setting import CODES, Operation, Setting
from qualwork.analysis.codings.coded import Coded, coded_from
from qualwork.analysis.codings.cooccurrence import co_occurrences
from qualwork.analysis.codings.matrix import Matrix, cross
from qualwork.analysis.words.corpus import Corpus
from qualwork.project.rows import coding_rows
from qualwork.workbench.codes import codebook, coding
from qualwork.workbench.corpus.extracts import Evidence
from qualwork.workbench.counts import matrices
from qualwork.workbench.transcripts import reading

_DOCUMENTS, _LENGTH = 1_000, 48_000


def matrix_from_file(setting: Setting) -> Race:
    """All codings read from the file and counted by code and participant, beside fetching their rows alone."""
    project = setting.coded
    words, coded, speech = matrices.coded_arrays(project)
    numbers = {info.revision: at for at, info in enumerate(sorted(reading.infos(project), key=lambda info: info.title))}
    codes = sorted(set(coded.codes.tolist()))

    def ours() -> Matrix:
        with project.read() as session:
            found = coded_from(coding_rows.numbers(session), numbers)
        order = np.argsort(found.codes, kind="stable")
        edges = np.searchsorted(found.codes[order], [*codes, codes[-1] + 1])
        groups = {str(code): order[edges[at] : edges[at + 1]] for at, code in enumerate(codes)}
        return cross(words, found, speech, groups)

    def rows() -> list[Any]:
        with project.read() as session:
            return coding_rows.numbers(session)

    agree("cells", _cells(ours()), {(str(code), who): number for (code, who), number in _by_hand(setting).items()})
    return Race(timed(ours), timed(rows), "fetchall")


def matrix_again(setting: Setting) -> Race:
    """The matrix as both doors ask for it, codings in memory, beside a Counter over what codes and people are known."""
    project = setting.coded
    found, naive = matrices.matrix(project), _by_hand(setting)
    pairs = [pair for pair, number in naive.items() for _ in range(number)]
    by_name = {code.name: code.id for code in codebook.everything(project)}
    cells = {(by_name[row], who): number for (row, who), number in _cells(found.matrix).items()}
    agree("cells", cells, naive)
    return Race(timed(lambda: matrices.matrix(project)), timed(lambda: Counter(pairs)), "Counter of known pairs")


def _cells(found: Matrix) -> dict[tuple[str, str], int]:
    cells = found.cells.tolist()
    return {
        (row, column): cells[at][number]
        for at, row in enumerate(found.rows)
        for number, column in enumerate(found.columns)
        if cells[at][number]
    }


def _by_hand(setting: Setting) -> Counter[tuple[int, str]]:
    """Codings by code and participant, one after another through the turns."""
    project = setting.coded
    evidence = Evidence(project)
    return Counter((each.code, who) for each in coding.listing(project) for who in evidence.who(each))


def co_occurrence(setting: Setting) -> Race:
    """Pairs of overlapping codings by code and code, over 1,000 interviews, beside one sort of as many numbers."""
    coded = _scattered(setting.size.codings)
    nothing, none = Corpus([], []), np.zeros(0, np.int64)
    ids, table = co_occurrences(nothing, coded, none)
    agree("pairs", (ids.tolist(), table.tolist()), _swept(coded))
    keys = (coded.documents << 32) | coded.starts
    return Race(
        timed(lambda: co_occurrences(nothing, coded, none)), timed(lambda: anchors.sort_keys(keys)), "sort of keys"
    )


def co_occurrence_beside_sweep(setting: Setting) -> Race:
    """The same beside a sweep in plain Python."""
    coded = _scattered(setting.size.codings)
    nothing, none = Corpus([], []), np.zeros(0, np.int64)
    return Race(timed(lambda: co_occurrences(nothing, coded, none)), timed(lambda: _swept(coded)), "Python sweep")


def _scattered(number: int) -> Coded:
    rng = np.random.default_rng(corpus.SEED)
    starts = rng.integers(0, _LENGTH, number)
    ends = starts + rng.integers(20, 400, number)
    codes, documents = rng.integers(1, CODES + 1, number), rng.integers(0, _DOCUMENTS, number)
    return Coded(np.arange(number), codes, documents, starts, ends)


def _swept(coded: Coded) -> tuple[list[int], list[list[int]]]:
    """Codes and their table, by going through the codings in order of place with those that are not over yet."""
    parts: list[NDArray[np.int64]] = [coded.documents, coded.starts, coded.ends, coded.codes]
    rows = sorted(zip(*(part.tolist() for part in parts), strict=True))
    found = Counter[tuple[int, int]]()
    open_ones: list[tuple[int, int]] = []
    here = -1
    for document, start, end, code in rows:
        open_ones = [each for each in open_ones if each[0] > start] if document == here else []
        here = document
        found.update((code, other) for _, other in open_ones)
        open_ones.append((end, code))
    codes = sorted({row[3] for row in rows})
    both = [[found[one, other] + (found[other, one] if one != other else 0) for other in codes] for one in codes]
    return codes, both


OPERATIONS: Mapping[str, Operation] = {
    "matrix-load": matrix_from_file,
    "matrix": matrix_again,
    "co-occurrence": co_occurrence,
    "co-occurrence-sweep": co_occurrence_beside_sweep,
}
