"""Term families and the patterns they are made of.

A pattern is a form (`breathe`), a form with wildcards (`breath*`, `wom?n`), or several of them in a row, which is a
phrase (`"caring for"`). It follows the word rule, is matched without regard to case, and a phrase wants its words
adjacent in one turn with nothing but white space between, or what the pattern itself has there: a hyphen
(`well-being`), an apostrophe (`l'amour`) or a split-off `'s` (`it's fine`). `re:` starts a regular expression that a
whole word must match, `lemma:` a word that stands for all its inflected forms, `like:` one that may be misspelt.
"""

from __future__ import annotations

import re
import unicodedata
import warnings
from dataclasses import dataclass, replace
from typing import Literal

from qualwork.model.errors import BadInput
from qualwork.model.units import APOSTROPHES, fold, word_spans

Verdict = Literal["in", "out"]
WordKind = Literal["form", "wildcard", "regex", "lemma", "like"]

# Wildcards stand as letters of a script no interview uses while the word rule splits the pattern.
_LETTER_OF_WILDCARD = str.maketrans({"*": "\U00010400", "?": "\U00010401"})
_WILDCARD_OF_LETTER = str.maketrans({"\U00010400": "*", "\U00010401": "?"})
_STRAIGHT_APOSTROPHES = str.maketrans(dict.fromkeys(APOSTROPHES, "'"))
_APOSTROPHE_S = frozenset(sign + s for sign in APOSTROPHES for s in "sS")
_STRAIGHT_QUOTES = str.maketrans({"“": '"', "”": '"', "„": '"'})
_MOST_SHOWN = 100
_WORD_PREFIXES: dict[str, WordKind] = {"lemma:": "lemma", "like:": "like"}
HYPHENS = "-‐‑–"
GAPS = (" ", "-", "'", "'s ")


@dataclass(frozen=True, slots=True)
class WordPattern:
    """One word of a pattern: a folded form, a form with wildcards, an expression over forms, a lemma or a likeness."""

    text: str
    kind: WordKind

    def expression(self) -> str:
        """The regular expression that a whole folded form must match."""
        if self.kind == "regex":
            return self.text
        first, *rest = (re.escape(part).replace(r"\?", ".") for part in re.split(r"\*+", self.text))
        if not rest:
            return first
        # Each middle part is taken where it first fits, for good: no wildcard form can take long.
        return first + "".join(f"(?>.*?{part})" for part in rest[:-1]) + ".*" + rest[-1]


@dataclass(frozen=True, slots=True)
class TermPattern:
    """A pattern as typed and as understood: `words[i]` and `words[i + 1]` are parted by `gaps[i]`, one of GAPS."""

    source: str
    words: tuple[WordPattern, ...]
    gaps: tuple[str, ...] = ()

    @property
    def is_phrase(self) -> bool:
        """True for two or more words."""
        return len(self.words) > 1

    def loosely(self) -> TermPattern:
        """The same with each form standing for those that are spelt almost like it."""
        words = tuple(replace(word, kind="like") if word.kind == "form" else word for word in self.words)
        return replace(self, words=words)


@dataclass(frozen=True, slots=True)
class FamilySpec:
    """A family as typed: its name, its patterns, and those rejected from it; `id` where it is a saved one.

    A rejected form is not counted where a wildcard, expression or lemma would have it; nor is a hit inside a
    rejected phrase (`"not safe"`).
    """

    name: str
    patterns: tuple[TermPattern, ...]
    rejected: tuple[TermPattern, ...] = ()
    id: int | None = None

    def loosely(self) -> FamilySpec:
        """The same with each form standing for those that are spelt almost like it."""
        return replace(self, patterns=tuple(pattern.loosely() for pattern in self.patterns))


@dataclass(frozen=True, slots=True)
class Family:
    """A saved term family: accepted and rejected forms, as typed."""

    id: int
    name: str
    accepted: tuple[str, ...]
    rejected: tuple[str, ...] = ()

    def spec(self, language: str = "en") -> FamilySpec:
        """The family ready for counting."""
        accepted, rejected = (
            tuple(parse_pattern(form, language) for form in forms) for forms in (self.accepted, self.rejected)
        )
        return FamilySpec(self.name, accepted, rejected, self.id)


def parse_pattern(source: str, language: str = "en", cased: bool = False) -> TermPattern:
    """Read one pattern; raises BadInput where it holds no word or a broken expression. `cased` keeps capitals."""
    typed = _unquote(source)
    if typed.startswith("re:"):
        return TermPattern(source, (WordPattern(_checked_expression(typed[3:], source), "regex"),))
    for prefix, kind in _WORD_PREFIXES.items():
        if typed.startswith(prefix):
            return TermPattern(source, (WordPattern(_one_word(typed, prefix, language), kind),))
    text = typed.translate(_LETTER_OF_WILDCARD)
    found: list[WordPattern] = []
    gaps: list[str] = []
    last = 0
    for start, end in word_spans(text, language):
        if found:
            gaps.append(_gap(text[last:start], source))
        word = text[start:end].translate(_WILDCARD_OF_LETTER)
        form = straight(word) if cased else fold(word)
        found.append(WordPattern(form, "wildcard" if set(form) & set("*?") else "form"))
        last = end
    if not found:
        raise BadInput(f"pattern {source!r} has no letters or digits to look for")
    if all(not word.text.strip("*?") for word in found):
        raise BadInput(f"pattern {source!r} would match every word: give it at least one letter")
    return TermPattern(source, tuple(found), tuple(gaps))


def straight(word: str) -> str:
    """A word as `fold` has it, with its capitals."""
    return unicodedata.normalize("NFC", word).translate(_STRAIGHT_APOSTROPHES)


def parse_family(spec: str, language: str = "en") -> FamilySpec:
    """Read `name=form,form,"a phrase"`; without a name the form names itself."""
    name, separator, forms = spec.partition("=")
    if not separator or name.startswith(("re:", '"', *_WORD_PREFIXES)):
        forms = spec
        name = _unquote(spec)
    name = name.strip()
    if not spec.strip():
        raise BadInput('the pattern is empty; give a word, as in breathe, breath* or "caring for"')
    sources = split_forms(forms)
    if not name or not sources:
        raise BadInput(f"family {spec!r} needs a name and at least one form, as in breathe=breathe,breath*")
    return FamilySpec(name, tuple(parse_pattern(source, language) for source in sources))


def split_forms(forms: str) -> list[str]:
    """Split at commas outside double quotes; raises BadInput at a quote that is not closed."""
    straight = forms.translate(_STRAIGHT_QUOTES)
    if straight.count('"') % 2:
        raise BadInput(f'unbalanced quote in {forms!r}: write phrases as "caring for"')
    parts = re.findall(r'(?:"[^"]*"|[^",])+', straight)
    return [part.strip() for part in parts if part.strip(' "')]


def _unquote(source: str) -> str:
    typed = source.translate(_STRAIGHT_QUOTES).strip()
    if typed.count('"') % 2:
        raise BadInput(f'unbalanced quote in {source!r}: write phrases as "caring for"')
    return typed.strip('"').strip()


def _gap(between: str, source: str) -> str:
    if between.isspace():
        return " "
    apart = between.rstrip()
    if apart in _APOSTROPHE_S and apart != between:
        return "'s "
    if between in APOSTROPHES:
        return "'"
    if apart.lstrip() in set(HYPHENS):
        return "-"
    raise BadInput(f"pattern {source!r} has {apart.strip()!r} inside: words of a phrase stand side by side")


def _one_word(typed: str, prefix: str, language: str) -> str:
    found = [typed[start:end] for start, end in word_spans(typed, language, len(prefix))]
    if len(found) != 1:
        raise BadInput(f"pattern {typed!r} needs one word behind {prefix}, as in {prefix}breathe")
    return fold(found[0])


def _checked_expression(expression: str, source: str) -> str:
    expression = unicodedata.normalize("NFC", expression).translate(_STRAIGHT_APOSTROPHES)
    try:
        with warnings.catch_warnings(action="ignore"):
            re.compile(expression)
    except (re.error, RecursionError, OverflowError) as fault:
        shown = source if len(source) <= _MOST_SHOWN else f"{source[:_MOST_SHOWN]}…"
        raise BadInput(f"pattern {shown!r} is no regular expression: {fault}") from None
    return expression
