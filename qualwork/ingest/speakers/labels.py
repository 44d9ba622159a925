"""Places in a text where a turn may begin: everything that has the form of a speaker's label."""

from __future__ import annotations

import re
from typing import Literal, NamedTuple

from qualwork.ingest.speakers import label_words

Shape = Literal["alias", "soft", "code", "name", "caps", "initials", "word", "handle", "meta", "stop", "none"]
Form = Literal["colon", "tab", "bold", "line", "dash"]

_CLOCK = r"(?:\d{1,3}:)?\d{1,3}:\d{2}(?::\d{2})?(?:[.,]\d{1,3})?"
_BARE = rf"{_CLOCK}(?:\s?(?:-->|[-–—])\s?{_CLOCK})?"
_BRACKETED = rf"(?:\[{_BARE}\]|\({_BARE}\)|<{_BARE}>|\{{{_BARE}\}}|\#{_CLOCK}(?:-\d)?\#)"
_STAMP = rf"(?:{_BRACKETED}|{_BARE})"
_FULL = r"\d{1,3}:\d{2}:\d{2}(?::\d{2})?(?:[.,]\d{1,3})?"
_GAP = r"[ \t\xa0]"
_INDENT = r"[ \t\xa0\f\v\u200b\u200e\ufeff]*+"
_EOL = rf"(?={_GAP}*(?:\n|\Z))"
_MARKS = r"[*_]{0,3}"
_DASHES = r"[-–—]"
_LABEL = r"[^\W\d_](?:[^\n:：\t\[\]{}<>*|\"“”?!;]{0,58}?[^\s:：\[\]{}<>*|\"“”?!;,])??"
_PREFIX = rf"(?P<prefix>(?:(?:[#>*_~•·–—-]{{1,6}}|\d{{1,4}}[.)]?(?={_GAP}+[^\W\d_])){_GAP}*+){{0,2}})"

_COLON = re.compile(
    rf"""{_INDENT}(?P<first>{_PREFIX}(?:(?P<before>{_STAMP}){_GAP}*+(?:[-–—|]{_GAP}*+|\n{_GAP}*+)?)?{_MARKS}(?P<open>[\[(<])?)
    (?P<label>{_LABEL})(?(open){_GAP}?[\])>]){_MARKS}
    (?:{_GAP}*+[-–—,]?{_GAP}*+(?P<mid>{_BRACKETED}){_MARKS}{_GAP}?[:：]?
      |(?:{_GAP}++[-–—,]?|[-–—,]){_GAP}*+(?:(?P<late>{_BARE})(?:{_GAP}?[:：](?!\d)|{_EOL})|(?P<full>{_FULL})(?={_GAP}))
      |{_GAP}?[:：](?!//){_MARKS}(?:{_GAP}*+(?P<after>{_BRACKETED}|{_FULL}(?=\s|\Z)))?
      |(?(before){_EOL}|(?!))
    ){_MARKS}\s*+""",
    re.VERBOSE,
)
_TAB = re.compile(
    rf"{_INDENT}(?P<first>(?P<prefix>)(?:\d{{1,4}}\t)?(?:(?P<before>{_STAMP})\t)?)(?P<label>{_LABEL}) ?[:：]?\t+"
    rf"(?:(?P<after>{_STAMP})(?:\t|{_EOL}))?\s*+"
)
_BOLD = re.compile(rf"{_INDENT}(?P<first>(?P<prefix>\*\*|__))(?P<label>{_LABEL})(?:\*\*|__)(?:{_GAP}++(?=\S)|\s*\n\s*)")
_LINE = re.compile(
    rf"{_INDENT}(?P<first>(?P<prefix>(?:\#{{1,6}}{_GAP}+)?{_MARKS})(?P<open>[\[(<])?)(?P<label>{_LABEL})"
    rf"(?(open)[\])>]){_MARKS}{_GAP}*+\n\s*+(?=\S)"
)
_DASH = re.compile(
    rf"{_INDENT}(?P<first>(?P<prefix>{_MARKS}))(?P<label>{_LABEL}){_MARKS}{_GAP}++{_DASHES}{_GAP}++(?=\S)"
)
# Each form: the lines worth a second look (found by one fast pass), and what such a line must be.
_FORMS: dict[Form, tuple[re.Pattern[str], re.Pattern[str]]] = {
    "colon": (re.compile(r"\n(?=[^\n:：]{1,70}+[:：])"), _COLON),
    "tab": (re.compile(r"\n(?=[^\n\t]{1,70}+\t)"), _TAB),
    "bold": (re.compile(r"\n(?=[ \t]*+(?:\*\*|__))"), _BOLD),
    "line": (re.compile(r"\n(?=[^\n]{1,60}+\n)"), _LINE),
    "dash": (re.compile(rf"\n(?=[^\n]{{1,60}}?{_GAP}{_DASHES}{_GAP})"), _DASH),
}
OTHER_FORMS: tuple[Form, ...] = ("tab", "bold", "line", "dash")
_CLOCK_TIME = re.compile(_CLOCK)
_LIST_SIGNS = re.compile(r"[\s.)]")
_DIGITS = re.compile(r"\d+")
_PERSON_WORD = re.compile(r"[^\W\d_][\w.'’-]*")


class Head(NamedTuple):
    """A place where a turn may begin.

    `start` is its first mark and `speech` where words said would start; `style` is the markup before the label;
    `blank` tells whether the line before is blank or there is none; `begins` is its time stamp in milliseconds.
    """

    start: int
    speech: int
    label: str
    style: str
    blank: bool
    begins: int | None


def heads(text: str, form: Form, start: int = 0) -> list[Head]:
    """All lines from the line start `start` on that have a label in this form."""
    worth, pattern = _FORMS[form]
    found = []
    places = [start, *(match.end() for match in worth.finditer(text, start))]
    done = -1
    for place in places:
        match = pattern.match(text, place) if place > done else None
        if match is not None:
            found.append(_head(text, place, match))
            done = match.end("label")
    return found


def _head(text: str, line: int, match: re.Match[str]) -> Head:
    before = line - 2
    while before >= 0 and text[before] in " \t\xa0":
        before -= 1
    prefix = match["prefix"]
    style = _DIGITS.sub("1", _LIST_SIGNS.sub("", prefix)) if prefix else ""
    label = match["label"]
    if "  " in label or "\xa0" in label:
        label = " ".join(label.split())
    stamp = _CLOCK_TIME.search(text, match.start(), match.end())
    begins = milliseconds(stamp.group()) if stamp else None
    return Head(match.start("first"), match.end(), label, style, before < 0 or text[before] == "\n", begins)


def milliseconds(clock: str) -> int:
    """`1:02:03.5` or `02:03` as milliseconds; a fourth part, the frame, is left out."""
    whole, _, fraction = clock.replace(",", ".").partition(".")
    parts = [int(part) for part in whole.split(":")][:3]
    seconds = 0
    for part in parts:
        seconds = seconds * 60 + part
    return seconds * 1000 + int(fraction.ljust(3, "0")[:3] or 0)


def shape(label: str) -> Shape:
    """What a label looks like: a known word for a part, a code, a person's name, or just the start of a line."""
    name = label_words.base(label)
    folded, numbered = label_words.unnumbered(label)
    if (
        label_words.is_interviewer_word(label)
        or label_words.is_participant_word(label)
        or label_words.is_other_word(label)
    ):
        return "soft" if folded in label_words.SOFT and not numbered else "alias"
    parts = name.split()
    plain = [part.casefold().strip(".") for part in parts]
    if folded in label_words.STOP:
        return "stop"
    if len(parts) == 1 and plain[0] in label_words.METADATA:
        return "meta"
    if plain[0] in label_words.STOP or not label_words.METADATA.isdisjoint(plain):
        return "none"
    if label_words.CODE.fullmatch(name) or (numbered and len(parts) <= 3 and name[0].isupper()):
        return "code"
    if name.isupper() and len(parts) > 1:
        return "caps" if len(parts) <= 5 else "none"
    if len(parts) == 1:
        return _single(name)
    return "name" if len(parts) <= 6 and all(map(_person_word, parts)) and _capital(name) else "none"


def _single(name: str) -> Shape:
    if not _PERSON_WORD.fullmatch(name):
        return "none"
    if name.replace(".", "").isupper() and len(name) <= 4:
        return "initials"
    return "word" if _capital(name) else "handle"


def _capital(name: str) -> bool:
    return name[0].isupper() or not (name[0].islower() or name[0].isupper())


def _person_word(part: str) -> bool:
    if part in ("&", "/", "and", "und", "et") or part.casefold() in label_words.PARTICLES:
        return True
    return bool(_PERSON_WORD.fullmatch(part)) and (_capital(part) or part[:2] in ("d'", "d’", "o'"))
