"""Derivatives of a form, proposed from the words that the interviews have: few and good, for a person to judge."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from qualwork.analysis.words.corpus import Corpus
from qualwork.analysis.words.lemmas import has_model, lemmatizer
from qualwork.analysis.words.stems import bases, opposite_of
from qualwork.analysis.words.word_list import WordList, list_words
from qualwork.model.transcript import Role
from qualwork.model.units import fold, words

_LONGEST_LIST = 40
_MISSPELT_LETTERS = 6
_RARE = 20
_SHARED_LETTERS = 4
_CONFUSED = "aei"

Judge = Callable[[str], str | None]


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A form that may belong to a family, with its counts in participants' speech and why it is proposed."""

    form: str
    occurrences: int
    participants: int
    reason: str

    @property
    def kind(self) -> Literal["form", "negation", "phrase"]:
        """What it is to the family: another form of it, its opposite, or a phrase around it."""
        if self.reason in ("opposite", "negation"):
            return "negation"
        return "phrase" if self.reason == "fixed phrase" else "form"


def suggest_forms(corpus: Corpus, seed: str, roles: tuple[Role, ...] = ("participant",)) -> list[Suggestion]:
    """The form itself, its derivatives, opposites, compounds and misspellings, the most frequent first.

    Derivation follows English endings; for other languages a shared beginning and likeness have to do. Where spaCy
    has a model of the language, forms of one lemma are proposed too. A phrase has no derivatives.
    """
    wanted = fold(seed.strip())
    if words(wanted, corpus.language) != [wanted]:
        return []
    counted = list_words(corpus, roles)
    judge = _english(wanted, counted) if corpus.language == "en" else _by_beginning(wanted)
    kin = _of_one_lemma(wanted, counted, corpus.language)
    found = []
    for form, said, people in zip(counted.words, counted.occurrences, counted.participants, strict=True):
        reason = "the form itself" if form == wanted else "same lemma" if form in kin else judge(form)
        if reason:
            found.append(Suggestion(form, said, people, reason))
    return found[:_LONGEST_LIST]


def _of_one_lemma(wanted: str, counted: WordList, language: str) -> set[str]:
    """The words that share a lemma with a form; none where no model is installed."""
    if not has_model(language):
        return set()
    lemmas = lemmatizer(language)([wanted, *counted.words])
    return {form for form, mine in zip(counted.words, lemmas[1:], strict=True) if mine & lemmas[0]}


def _english(wanted: str, counted: WordList) -> Judge:
    roots, known = bases(wanted), set(counted.words)
    derived = [form for form in counted.words if roots & bases(form)]
    said = dict(zip(counted.words, counted.occurrences, strict=True))
    often = max((said[form] for form in derived), default=0)
    misspelt = _misspellings([wanted, *derived])

    def judge(form: str) -> str | None:
        if roots & bases(form):
            return "derivative"
        opposite = opposite_of(form)
        if opposite and roots & bases(opposite):
            return "opposite"
        if _compound(form, roots, known):
            return "compound"
        if said[form] * _RARE <= often and misspelt(form):
            return "spelt almost the same"
        return None

    return judge


def _compound(form: str, roots: frozenset[str], known: set[str]) -> bool:
    """True for a word that begins with a root and goes on with another word that is said (`breathtaking`)."""
    longest = max((len(root) for root in roots if form.startswith(root)), default=0)
    return longest >= _SHARED_LETTERS and len(form) - longest >= _SHARED_LETTERS and form[longest:] in known


def _misspellings(right: list[str]) -> Callable[[str], bool]:
    """Says whether a form is one slip of the fingers away: letters swapped, doubled, left out, or a wrong vowel."""
    from rapidfuzz.distance import OSA

    targets = [form for form in right if len(form) >= _MISSPELT_LETTERS]

    def misspelt(form: str) -> bool:
        return any(
            form[0] == target[0] and OSA.distance(form, target, score_cutoff=1) == 1 and _is_slip(form, target)
            for target in targets
        )

    return misspelt


def _is_slip(form: str, target: str) -> bool:
    if len(form) != len(target):
        longer, shorter = sorted((form, target), key=len, reverse=True)
        return re.sub(r"(.)\1", r"\1", longer) == re.sub(r"(.)\1", r"\1", shorter) or len(form) < len(target)
    differing = [(one, other) for one, other in zip(form, target, strict=True) if one != other]
    return len(differing) == 2 or all(one in _CONFUSED and other in _CONFUSED for one, other in differing)


def _by_beginning(wanted: str) -> Judge:
    from rapidfuzz import fuzz

    beginning = wanted[: max(_SHARED_LETTERS, len(wanted) * 5 // 6)]

    def judge(form: str) -> str | None:
        alike = form.startswith(beginning) and len(wanted) >= _SHARED_LETTERS and fuzz.ratio(form, wanted) >= 70
        return "same beginning" if alike else None

    return judge
