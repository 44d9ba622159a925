"""Finding passages: the concordance, a quote as it stands, a quote remembered wrongly."""

from __future__ import annotations

import random
from collections.abc import Iterator, Mapping

from benchmarks import anchors, corpus
from benchmarks.measure import Figure, Race, agree, timed
from benchmarks.setting import Operation, Setting
from qualwork.analysis.words.concordance import Line, concordance
from qualwork.model.family import parse_family
from qualwork.model.table import Cell
from qualwork.workbench.counts import counting

WORD = "safe"
PAGE = 100
Place = tuple[str, int, int]


def concordance_page(setting: Setting) -> Race:
    """The first 100 lines round a word, from words in memory, beside a scan of all texts."""
    family, words = parse_family(WORD), setting.corpus
    agree("first lines", _plain(concordance(words, family, limit=PAGE)), _naive(setting)[:PAGE])
    return Race(timed(lambda: concordance(words, family, limit=PAGE)), timed(lambda: _naive(setting)), "re (?i) scan")


def concordance_page_whole(setting: Setting) -> Race:
    """The same as both doors ask for it."""
    project = setting.project
    agree("first lines", _plain(counting.kwic(project, WORD, top=PAGE)), _naive(setting)[:PAGE])
    return Race(timed(lambda: counting.kwic(project, WORD, top=PAGE)), timed(lambda: _naive(setting)), "re (?i) scan")


def concordance_whole(setting: Setting) -> Race:
    """Every line, as both doors ask for it."""
    project = setting.project
    agree("lines", _plain(counting.kwic(project, WORD)), _naive(setting))
    return Race(timed(lambda: counting.kwic(project, WORD)), timed(lambda: _naive(setting)), "re (?i) scan")


def _naive(setting: Setting) -> list[anchors.Line]:
    return anchors.concordance(setting.interviews, WORD)


def _plain(lines: list[Line]) -> list[anchors.Line]:
    return [(li.title, li.participant, li.start, li.end, li.left, li.match, li.right) for li in lines]


def quote_beside_scan(setting: Setting) -> Race:
    """The places of a quote, whatever its case and white space, beside a scan of all texts."""
    quote = _quote(setting)
    return Race(
        timed(lambda: counting.find(setting.project, quote)),
        timed(lambda: anchors.places_of(setting.texts, quote)),
        "re (?i) scan",
    )


def quote_beside_in(setting: Setting) -> Race:
    """The same beside `in` over all texts, which knows the letters only as they stand."""
    quote = _quote(setting)
    agree("texts with the quote", anchors.texts_with(setting.texts, quote), [len(setting.texts) // 2])
    return Race(
        timed(lambda: counting.find(setting.project, quote)),
        timed(lambda: anchors.texts_with(setting.texts, quote)),
        "in",
    )


def _quote(setting: Setting) -> str:
    """A sentence of one interview, found by both."""
    interview = setting.interviews[len(setting.interviews) // 2]
    answer = next(turn.speech for turn in interview.turns if turn.label != anchors.INTERVIEWER)
    quote = " ".join(answer.split()[2:14])
    naive = [(setting.interviews[number].title, *span) for number, *span in anchors.places_of(setting.texts, quote)]
    agree("places of the quote", [_place(row) for row in counting.find(setting.project, quote).rows], naive)
    agree("in small letters", [_place(row) for row in counting.find(setting.project, quote.lower()).rows], naive)
    return quote


def misquote(setting: Setting) -> Race:
    """The places most like a misquote, beside rapidfuzz over whole texts."""
    lowered = [text.lower() for text in setting.texts]
    wrong, place = next(misquotes(setting))
    number, start, end, _ = anchors.most_like(lowered, wrong)
    agree("the brute way finds the place", _overlaps((setting.interviews[number].title, start, end), place), True)
    agree("the place most like it", _rank(setting, wrong, place), 1)
    return Race(
        timed(lambda: counting.find(setting.project, wrong)),
        timed(lambda: anchors.most_like(lowered, wrong)),
        "rapidfuzz",
    )


def misquotes_first(setting: Setting) -> Figure:
    """The share of misquotes whose place is named first."""
    return Figure(lambda: _share(setting, 1), "share")


def misquotes_in_five(setting: Setting) -> Figure:
    """The share of misquotes whose place is among the first five."""
    return Figure(lambda: _share(setting, 5), "share")


def _share(setting: Setting, best: int) -> float:
    ranks = [_rank(setting, wrong, place) for wrong, place in misquotes(setting)]
    return sum(1 for rank in ranks if rank <= best) / len(ranks)


def misquotes(setting: Setting) -> Iterator[tuple[str, Place]]:
    """Passages of 12 to 30 words with a slip in every eighth word, and where they stand."""
    rng = random.Random(corpus.SEED)
    for _ in range(setting.size.misquotes):
        interview = rng.choice(setting.interviews)
        turn = rng.choice([t for t in interview.turns if t.label != anchors.INTERVIEWER and t.speech.count(" ") > 40])
        words = turn.speech.split(" ")
        first = rng.randrange(len(words) - 32)
        said = words[first : first + rng.randrange(12, 30)]
        start = turn.start + sum(len(word) + 1 for word in words[:first])
        yield " ".join(_slipped(rng, said)), (interview.title, start, start + len(" ".join(said)))


def _slipped(rng: random.Random, said: list[str]) -> list[str]:
    """Words with every eighth left out, said twice, or another in its place."""
    found = []
    for at, word in enumerate(said):
        if at % 8 != 4:
            found.append(word)
        else:
            found += rng.choice(([], [word, word], ["whatever"]))
    return found


def _rank(setting: Setting, wrong: str, place: Place) -> int:
    rows = counting.find(setting.project, wrong).rows
    return next((at for at, row in enumerate(rows, start=1) if _overlaps(_place(row), place)), len(rows) + 100)


def _place(row: tuple[Cell, ...]) -> Place:
    return str(row[0]), int(row[2] or 0), int(row[3] or 0)


def _overlaps(one: Place, other: Place) -> bool:
    return one[0] == other[0] and one[1] < other[2] and other[1] < one[2]


OPERATIONS: Mapping[str, Operation] = {
    "kwic-memory": concordance_page,
    "kwic-page": concordance_page_whole,
    "kwic-all": concordance_whole,
    "find-scan": quote_beside_scan,
    "find-in": quote_beside_in,
    "find-misquote": misquote,
    "find-misquote-first": misquotes_first,
    "find-misquote-in-five": misquotes_in_five,
}
