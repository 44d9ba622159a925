"""Forms in which a name is written: another case, a plural, with a number, in a handle or an e-mail address."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from unicodedata import combining, normalize

from qualwork.analysis.privacy.ordinary_words import COMMON, NO_NAMES, ORDINARY
from qualwork.model.units import APOSTROPHES, fold

_LETTER = r"[^\W\d_]"
_SIGN = r"[^\W_]"
_HANDLE = re.compile(r"[@#][\w.\-]*\w|(?<![\w@#])[\w.+\-]+@[\w\-]+(?:\.[\w\-]+)+")
_EMAIL_PART = re.compile(r"[\w.+\-]+")
_CAMEL = re.compile(rf"{_LETTER}*[a-zß-öø-ÿ][A-ZÀ-ÖØ-Þ]{_LETTER}*")
_UNSPACED = re.compile("[\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff\u0e00-\u0e7f]")  # written without spaces between words
_LONG = 4  # letters: as the beginning of a handle it is that name, however the handle goes on
_VERY_LONG = 6  # letters: anywhere in a handle
_PLURAL = 3  # letters: a shorter name has no plural that is looked for


@dataclass(frozen=True, slots=True)
class Form:
    """A range of a text that holds a name; `sure` where it can be replaced without asking."""

    start: int
    end: int
    sure: bool


def comparable(name: str) -> str:
    """A name as it is compared: composed, one space between words, straight apostrophes."""
    return " ".join(re.sub(f"[{APOSTROPHES}]", "'", normalize("NFC", name)).split())


@dataclass(slots=True)
class WrittenName:
    """One name of a key, and what finds its forms in a text."""

    name: str
    exact: frozenset[str]
    ordinary: bool = field(init=False)
    needle: str = field(init=False)
    letters: str = field(init=False)
    parts: tuple[str, ...] = field(init=False)
    pattern: re.Pattern[str] = field(init=False)

    def __post_init__(self) -> None:
        self.ordinary = fold(self.name) in ORDINARY or len(self.name) == 1
        self.letters = "".join(sign for sign in fold(self.name) if sign.isalnum())
        words = re.findall(rf"{_SIGN}+", fold(self.name))
        self.needle = max(words, key=len) if words else fold(self.name)
        if unaccented(self.needle) != self.needle:
            self.needle = next(iter(re.findall(r"[a-z]+", self.needle)), "")
        if self._has_families():
            self.needle = self.needle.removesuffix("y")
        split = re.split(r"[\s\-‐‑]+", comparable(self.name))
        pieces = [part for part in split if fold(part).strip(".") not in NO_NAMES]
        self.parts = tuple(fold(part) for part in pieces if len(part) > 1) if len(pieces) > 1 else ()
        self.pattern = _pattern(self.name, self._has_families())

    def _has_families(self) -> bool:
        """True where the plural has another end: `Kennedy`, `the Kennedies`."""
        return len(self.name) >= _LONG and re.search(r"[^aeiou]y$", self.name, re.IGNORECASE) is not None

    def as_word(self, text: str) -> Iterator[Form]:
        """The name as a word of its own, in any case, its plural, and with a number behind it."""
        for match in self.pattern.finditer(text):
            tail = re.match(rf"{_LETTER}*", text[match.end() : match.end() + 3])
            suffix = tail[0] if tail else ""
            written = comparable(match.group())
            if suffix and fold(written + suffix) in COMMON:
                continue
            ordinary = self.ordinary or (bool(suffix) and fold(written + suffix) in ORDINARY)
            if ordinary and (written + suffix).islower() and written not in self.exact:
                continue
            yield Form(match.start(), match.end(), not (ordinary and suffix))

    def inside(self, text: str) -> Iterator[Form]:
        """The name inside of a handle, an e-mail address or two words written as one."""
        for token in _HANDLE.finditer(text):
            for part in _EMAIL_PART.finditer(text, token.start(), token.end()):
                if sure := self._in_handle(part.group()):
                    yield Form(part.start(), part.end(), sure == "name")
        if len(self.letters) >= _LONG and " " not in self.name:
            for token in _CAMEL.finditer(text):
                if self._in_camel(token.group()):
                    yield Form(token.start(), token.end(), True)

    def _in_handle(self, token: str) -> str | None:
        lower = _lower(token)
        if len(self.letters) >= _VERY_LONG and self.letters in "".join(sign for sign in lower if sign.isalnum()):
            return "name"
        if not self.parts and self._stands_in(token, lower, self.letters):
            return "name"
        return "part" if any(self._stands_in(token, lower, part) for part in self.parts) else None

    def _stands_in(self, token: str, lower: str, needle: str) -> bool:
        for match in re.finditer(re.escape(needle), lower):
            begins = match.start() == 0 or _is_border(token, match.start())
            ends = match.end() == len(token) or _is_border(token, match.end()) or lower[match.end() :] == "s"
            if begins and (ends or (len(needle) >= _LONG and needle not in ORDINARY)):
                return True
        return False

    def _in_camel(self, token: str) -> bool:
        lower = _lower(token)
        for match in re.finditer(re.escape(self.letters), lower):
            start, end = match.span()
            begins = token[start].isupper() and (start == 0 or _is_border(token, start))
            if begins and end - start < len(token) and (end == len(token) or _is_border(token, end)):
                return True
        return False


def _is_border(token: str, at: int) -> bool:
    """True between letters and other signs, and before a capital that follows a small letter."""
    before, after = token[at - 1], token[at]
    return before.isalpha() != after.isalpha() or (before.islower() and after.isupper())


def _lower(text: str) -> str:
    """The text in small letters, sign for sign."""
    return "".join(sign.lower() if len(sign.lower()) == 1 else sign for sign in text)


def _pattern(name: str, has_families: bool) -> re.Pattern[str]:
    shown = comparable(name)
    spellings = (shown, shown.upper(), unaccented(shown))
    spelt = dict.fromkeys(normalize(way, spelling) for spelling in spellings for way in ("NFC", "NFD"))
    bodies = "|".join(_spelt(form) for form in spelt)
    if _UNSPACED.search(shown):
        return re.compile(bodies)
    is_long = sum(map(str.isalpha, shown)) >= _PLURAL
    before = _LETTER if is_long and shown[:1].isalpha() else _SIGN
    after = _LETTER if is_long and shown[-1:].isalpha() else _SIGN
    end = rf"(?!{after})"
    if is_long and shown[-1:].isalpha():
        end = rf"(?=(?:e?s)?(?!{after}))"
    families = rf"|{_spelt(shown[:-1])}ie(?=s(?!{after}))" if has_families else ""
    return re.compile(rf"(?<!{before})(?:(?:{bodies}){end}{families})", re.IGNORECASE)


def unaccented(name: str) -> str:
    """A longer name without its accents, as it is typed in haste."""
    bare = "".join(sign for sign in normalize("NFD", name) if not combining(sign))
    return bare if len(bare) >= _LONG else name


def _spelt(form: str) -> str:
    escaped = re.escape(form).replace(r"\ ", r"\s+").replace("'", f"[{APOSTROPHES}]")
    return escaped.replace(r"\-", "[-‐‑]")
