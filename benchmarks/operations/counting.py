"""Counting words that are in memory: term tables and word lists."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import numpy as np

from benchmarks import anchors
from benchmarks.measure import Figure, Race, agree, timed
from benchmarks.operations.importing import peak_memory
from benchmarks.setting import Operation, Setting
from qualwork.analysis.words.index import decode
from qualwork.analysis.words.terms import TermRow, count_terms
from qualwork.model.family import parse_family
from qualwork.workbench.counts import counting

FAMILIES: anchors.Families = {
    "safe": (("safe", "safer", "safely", "safety"), ("feel safe",)),
    "breathe": (("breathe", "breath", "breathing", "breathed", "breather"), ("breathe in",)),
    "caring": (("caring", "care", "cared", "cares"), ("caring for",)),
    "trust": (("trust", "trusted"), ()),
    "honest": (("honest", "honestly", "honesty"), ()),
    "sharing": (("share", "sharing", "shared"), ()),
    "belonging": (("belong", "belonging"), ()),
    "bond": (("bond", "bonding"), ()),
    "connection": (("connect", "connected", "connection"), ()),
    "acceptance": (("accept", "accepted", "acceptance"), ()),
    "settling": (("settle", "settled", "settling"), ()),
    "tribe": (("tribe",), ()),
}
WORDS_ONLY: anchors.Families = {name: (forms, ()) for name, (forms, _) in FAMILIES.items()}


def specs(families: anchors.Families) -> list[str]:
    """The families as somebody would type them."""
    quoted = {name: [*forms, *(f'"{phrase}"' for phrase in phrases)] for name, (forms, phrases) in families.items()}
    return [f"{name}={','.join(forms)}" for name, forms in quoted.items()]


def term_table(setting: Setting) -> Race:
    """The term table of twelve families by participant, from words in memory, beside one look at each stored word."""
    families = [parse_family(spec) for spec in specs(FAMILIES)]
    corpus = setting.corpus
    naive = anchors.terms_by_counter(setting.answers, FAMILIES)
    agree("term table", _by_family(count_terms(corpus, families).rows), naive)
    ids = np.concatenate([decode(document.block).ids for document in corpus.documents])
    table = np.zeros(len(corpus.forms), np.uint8)
    return Race(timed(lambda: count_terms(corpus, families)), timed(lambda: anchors.gather(table, ids)), "gather")


def terms_beside_counter(setting: Setting) -> Race:
    """The term table as both doors ask for it, beside a Counter over all words."""
    return _whole(setting, FAMILIES, lambda: anchors.terms_by_counter(setting.answers, FAMILIES), "Counter")


def terms_beside_alternation(setting: Setting) -> Race:
    """The same beside one regular expression of all forms."""
    return _whole(setting, FAMILIES, lambda: anchors.terms_by_alternation(setting.answers, FAMILIES), "re alternation")


def terms_beside_automaton(setting: Setting) -> Race:
    """The same beside an automaton of all forms, where it is installed."""
    return _whole(setting, FAMILIES, anchors.automaton(setting.answers, FAMILIES), "ahocorasick_rs")


def terms_beside_vectorizer(setting: Setting) -> Race:
    """The same without phrases beside scikit-learn, where it is installed."""
    return _whole(setting, WORDS_ONLY, anchors.vectorizer(setting.answers, WORDS_ONLY), "CountVectorizer")


def _whole(setting: Setting, families: anchors.Families, other: Callable[[], anchors.TermCounts], against: str) -> Race:
    project, wanted = setting.project, specs(families)
    counted = counting.terms(project, wanted, by="participant")
    naive = other()
    agree("term table", _by_family(counted.rows), naive)
    columns = counted.table.columns[4:]
    by = {row[0]: dict(zip(columns, row[4:], strict=True)) for row in counted.table.rows}
    agree("columns by participant", by, {name: by_participant for name, (_, by_participant) in naive.items()})
    return Race(timed(lambda: counting.terms(project, wanted, by="participant")), timed(other), against)


def _by_family(rows: tuple[TermRow, ...]) -> anchors.TermCounts:
    found: anchors.TermCounts = {}
    for row in rows:
        agree(f"{row.family}: all occurrences", row.occurrences, sum(row.by.values()))
        agree(f"{row.family}: participants", row.participants, sum(1 for number in row.by.values() if number))
        found[row.family] = (dict(row.forms), dict(row.by))
    return found


def word_list_page(setting: Setting) -> Race:
    """The 200 most frequent words with their participants."""
    return _word_list(setting, 200)


def word_list_whole(setting: Setting) -> Race:
    """Every word with its participants."""
    return _word_list(setting, None)


def _word_list(setting: Setting, top: int | None) -> Race:
    project, answers = setting.project, setting.answers
    rows = counting.words(project, top=top).rows
    agree("word list", [row[:3] for row in rows], anchors.word_list(answers, top))
    return Race(
        timed(lambda: counting.words(project, top=top)), timed(lambda: anchors.word_list(answers, top)), "Counter"
    )


def terms_memory(setting: Setting) -> Figure:
    """The most memory that `qualwork terms` takes, as a process."""
    path = str(setting.project.path)
    return Figure(lambda: peak_memory("-p", path, "terms", *specs(FAMILIES), "--by", "participant") / 1e6, "MB")


OPERATIONS: Mapping[str, Operation] = {
    "term-table": term_table,
    "terms-counter": terms_beside_counter,
    "terms-alternation": terms_beside_alternation,
    "terms-automaton": terms_beside_automaton,
    "terms-vectorizer": terms_beside_vectorizer,
    "words-page": word_list_page,
    "words-whole": word_list_whole,
    "terms-memory": terms_memory,
}
