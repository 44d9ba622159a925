"""What an author did to the words of a quotation: edits that are allowed and listed, and faults with a word diff."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from qualwork.analysis.quotations.quoted_words import Token, possessive
from qualwork.analysis.quotations.word_align import Alignment, Costs, Step
from qualwork.analysis.words.negations import negation_in
from qualwork.analysis.words.speech import Speech
from qualwork.model.units import fold

_CONTEXT = 3
_MOST_SHOWN = 60
_CLAUSE_END = re.compile(r"[.!?…][\"'”’)\]]*\s|\n")
_ASIDE = re.compile(r"\[[^\]]*\]|\([^)]*\)")
_PUNCTUATION = re.compile(r"[^\w\s\"'“”„«»‘’‹›‚＇*_\[\](){}–—‐‑-]+")


@dataclass(frozen=True, slots=True)
class Judged:
    """`first` to `last` (end exclusive) are the words the quotation lies on; `same` is the share of its words there."""

    first: int
    last: int
    edits: tuple[str, ...]
    faults: int
    note: str
    same: float
    score: float


def judge(
    alignment: Alignment, tokens: Sequence[Token], quote: str, speech: Speech, low: int, foreign: Costs
) -> Judged:
    """Tell allowed edits from faults; `low` is the number of the first word that the alignment knows."""
    first, last = (edge + low for edge in alignment.span() or (0, 0))
    runs = list(_runs(alignment, tokens, quote, speech, low, foreign))
    edits = [*_edge_edits(alignment, tokens, quote, speech, low), *(run.edit for run in runs if run.edit)]
    faults = sum(run.fault for run in runs)
    losses = [run.loss for run in runs if run.loss]
    diff = _diff(runs) if any(run.fault and not run.loss for run in runs) else ""
    note = "; ".join(filter(None, [diff, *losses]))
    words = [token for token in tokens if token.kind in ("word", "part")]
    same = sum(len(run.quoted) for run in runs if run.kind == "same") / max(len(words), 1)
    score = 100.0 if not faults else min(99.0, _likeness(runs))
    return Judged(first, last, tuple(dict.fromkeys(edits)), faults, note, same, score)


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of a quotation and of the transcript under it: the same, changed, or an allowed edit."""

    kind: str
    quoted: tuple[str, ...]
    said: tuple[str, ...]
    edit: str = ""
    fault: int = 0
    loss: str = ""


def _runs(
    alignment: Alignment, tokens: Sequence[Token], quote: str, speech: Speech, low: int, foreign: Costs
) -> Iterator[Run]:
    """Steps of one kind gathered; a word that lost or gained its 's is changed."""
    changed: list[Step] = []
    for step in _proved(alignment.steps, tokens, quote, speech, low):
        if step.kind in ("changed", "added", "left out"):
            changed.append(step)
            continue
        if changed:
            yield from _changed(changed, tokens, quote, speech, low, foreign)
            changed = []
        token = tokens[step.token]
        shown, said = quote[token.start : token.end], speech.said(low + step.first, low + step.last)
        if step.kind == "same":
            edit = f"{shown} for “{said}”" if token.kind == "part" else ""
            yield Run("same", (shown,), (said,), edit)
        else:
            yield _marked(step, shown, said, speech, low)
    if changed:
        yield from _changed(changed, tokens, quote, speech, low, foreign)


def _proved(steps: Sequence[Step], tokens: Sequence[Token], quote: str, speech: Speech, low: int) -> Iterator[Step]:
    for step in steps:
        token = tokens[step.token]
        if step.kind == "same" and token.kind == "word":
            quoted, said = possessive(quote, token.end), possessive(speech.text, int(speech.ends[low + step.first]))
            yield step if quoted == said else Step("changed", step.token, step.first, step.last)
        else:
            yield step


def _marked(step: Step, shown: str, said: str, speech: Speech, low: int) -> Run:
    """A cut or a bracket: allowed, unless a negation goes with it."""
    words = step.last - step.first
    lost = _lost_negation(step, speech, low) if words else ""
    if step.kind == "cut":
        how_many = f"{words:,} word{'s' * (words != 1)} left out" if words else "nothing left out"
        loss = f"the cut {shown} leaves out “{lost}”: {_around(step, speech, low)}" if lost else ""
        return Run("cut", (), (), f"{shown} {how_many}", int(bool(lost)), loss)
    edit = f"{shown} for “{said}”" if words else shown if "sic" in shown.lower() else f"{shown} added"
    loss = f"{shown} stands for “{said}”, which has “{lost}”" if lost and not negation_in(shown) else ""
    return Run("bracket", (), (), edit, int(bool(loss)), loss)


def _lost_negation(step: Step, speech: Speech, low: int) -> str:
    """A negation among the words passed over that belongs to a sentence of which something is kept."""
    first, last = low + step.first, low + step.last
    kept_before = [first]
    for word in range(first, last):
        if word > 0 and _ends_sentence(speech, word - 1):
            break
        kept_before.append(word + 1)
    begin = last
    while begin > first and not _ends_sentence(speech, begin - 1):
        begin -= 1
    for low_edge, high_edge in ((first, kept_before[-1]), (begin, last)):
        for word in range(low_edge, high_edge):
            said = speech.text[speech.starts[word] : speech.ends[word]]
            if negation_in(said):
                return said
    return ""


def _ends_sentence(speech: Speech, word: int) -> bool:
    if word + 1 >= len(speech.starts):
        return True
    return _CLAUSE_END.search(speech.text, int(speech.ends[word]), int(speech.starts[word + 1])) is not None


def _around(step: Step, speech: Speech, low: int) -> str:
    first, last = max(0, low + step.first - _CONTEXT), min(len(speech.starts), low + step.last + _CONTEXT)
    said = speech.said(first, last)
    return f"“…{said}…”" if len(said) <= 2 * _MOST_SHOWN else f"“…{said[:_MOST_SHOWN]} … {said[-_MOST_SHOWN:]}…”"


def _changed(
    steps: Sequence[Step], tokens: Sequence[Token], quote: str, speech: Speech, low: int, foreign: Costs
) -> Iterator[Run]:
    """A stretch that differs: other people's turns passed over, a pseudonym, another way to join words, or a fault."""
    quoted = tuple(_shown(tokens[step.token], quote) for step in steps if step.kind != "left out")
    places = [low + step.first for step in steps if step.kind != "added"]
    said = tuple(_said(speech, place) for place in places)
    if not quoted and _whole_turns(places, speech, foreign, low):
        yield Run("joined", (), (), "turns joined")
    elif quoted and said and _letters(quoted) == _letters(said):
        yield Run("same", quoted, said, f"“{' '.join(quoted)}” for “{' '.join(said)}”")
    elif quoted and said and _is_pseudonym(quoted, said, speech):
        yield Run("same", quoted, said, f"pseudonym {' '.join(quoted)}")
    else:
        yield Run("changed", quoted, said, fault=max(len(quoted), len(said), 1))


def _whole_turns(places: Sequence[int], speech: Speech, foreign: Costs, low: int) -> bool:
    """True where the words left out are all that others say between two words of one person."""
    before, after = places[0] - 1, places[-1] + 1
    if before < low or after >= low + len(foreign) or len(places) != after - before - 1:
        return False
    others = all(foreign[place - low] > 0 for place in places)
    return others and foreign[before - low] == 0 and foreign[after - low] == 0


def _is_pseudonym(quoted: Sequence[str], said: Sequence[str], speech: Speech) -> bool:
    """True where a name that labels a speaker gave way to the pseudonym of that speaker."""
    wanted, name = fold(" ".join(quoted)), fold(" ".join(said))
    if wanted.endswith("'s") and name.endswith("'s"):
        wanted, name = wanted[:-2], name[:-2]
    for voice in speech.renamed:
        label = fold(voice.label)
        parts = {label, *(part for part in label.split() if len(part) > 2)}
        pseudonym = fold(voice.name)
        if name in parts and wanted in {pseudonym, *pseudonym.split()}:
            return True
    return False


def _letters(words: Sequence[str]) -> str:
    return "".join(sign for sign in fold("".join(words)) if sign.isalnum() or sign in "'")


def _shown(token: Token, quote: str) -> str:
    return quote[token.start : token.end + 2 if possessive(quote, token.end) else token.end]


def _said(speech: Speech, place: int) -> str:
    end = int(speech.ends[place])
    return speech.text[speech.starts[place] : end + 2 if possessive(speech.text, end) else end]


def _edge_edits(alignment: Alignment, tokens: Sequence[Token], quote: str, speech: Speech, low: int) -> Iterator[str]:
    """The first letter, stage notes, signs between words, and the sign at the end."""
    matched = alignment.matched()
    first = matched[0]
    token, start = tokens[first.token], int(speech.starts[low + first.first])
    is_first = not any(each.kind in ("word", "part") for each in tokens[: first.token])
    if is_first and token.kind == "word" and quote[token.start].isupper() != speech.text[start].isupper():
        yield "capital at the start" if quote[token.start].isupper() else "small letter at the start"
    for one, other in pairwise(matched):
        if other.token == one.token + 1 and other.first == one.first + 1:
            between = quote[tokens[one.token].end : tokens[other.token].start]
            gap = speech.text[speech.ends[low + one.first] : speech.starts[low + other.first]]
            aside = _ASIDE.search(gap)
            if speech.said_by[low + one.first] == speech.said_by[low + other.first] and "\n" in gap.strip(" "):
                gap = gap.split("\n")[0] if ":" in gap else gap
            if aside is not None and aside.group() not in between:
                yield f"{aside.group()} left out"
            if _signs(between) != _signs(_ASIDE.sub("", gap)) and not aside:
                yield "punctuation"
    last = matched[-1]
    end = int(speech.ends[low + last.first])
    if _signs(quote[tokens[last.token].end :])[:1] != _signs(speech.text[end : end + 3])[:1]:
        yield "final punctuation"


def _signs(text: str) -> str:
    return "".join(_PUNCTUATION.findall(text))


def _diff(runs: Sequence[Run]) -> str:
    """The words that differ, [-said-] {+quoted+}, with a few of those around."""
    pieces: list[str] = []
    plain: list[str] = []
    seen = False

    def let_out(more: bool) -> None:
        nonlocal plain
        room = 2 * _CONTEXT if seen and more else _CONTEXT
        if len(plain) > room:
            head = plain[:_CONTEXT] if seen else []
            tail = plain[-_CONTEXT:] if more else []
            plain = [*head, "…", *tail]
        pieces.extend(plain)
        plain = []

    for run in runs:
        if run.kind == "changed":
            let_out(True)
            seen = True
            pieces.extend(["[-" + " ".join(run.said) + "-]"] if run.said else [])
            pieces.extend(["{+" + " ".join(run.quoted) + "+}"] if run.quoted else [])
        else:
            plain.extend(run.quoted or (["[…]"] if run.kind == "cut" else []))
    let_out(False)
    return " ".join(pieces)


def _likeness(runs: Sequence[Run]) -> float:
    """How alike the letters of both are, from 0 to 100; cuts, brackets and joined turns count for nothing."""
    from rapidfuzz import fuzz

    quoted = " ".join(word for run in runs for word in run.quoted)
    said = " ".join(word for run in runs for word in run.said)
    return round(fuzz.ratio(fold(quoted), fold(said)), 1)
