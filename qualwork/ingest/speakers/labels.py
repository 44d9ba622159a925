"""Places in a text where a turn may begin: everything that has the form of a speaker's label."""

from __future__ import annotations

import re
from typing import Literal, NamedTuple

from qualwork.ingest.speakers import label_words
from qualwork.ingest.speakers.clocks import BARE, BRACKETED, HAS_SPOKEN, STAMP, first_time
from qualwork.ingest.speakers.stage_lines import is_stage_line

Shape = Literal["alias", "soft", "code", "name", "caps", "initials", "word", "handle", "meta", "stop", "none"]
Form = Literal["colon", "tab", "bold", "line", "dash"]

_FULL = r"\d{1,3}:\d{2}:\d{2}(?::\d{2})?(?:[.,]\d{1,3})?"
_GAP = r"[ \t\xa0]"
_INDENT = r"[ \t\xa0\f\v\u200b\u200e\ufeff]*+"
_EOL = rf"(?={_GAP}*(?:\n|\Z))"
_MARKS = r"[*_]{0,3}"
_DASHES = r"[-–—]"
_LABEL = r"[^\W\d_](?:[^\n:：\t\[\]{}<>*|\"“”?!;]{0,58}?[^\s:：\[\]{}<>*|\"“”?!;,])??"
_PREFIX = rf"(?P<prefix>(?:(?:[#>*_~•·–—-]{{1,6}}|\d{{1,4}}[.)]?(?={_GAP}+[^\W\d_])){_GAP}*+){{0,2}})"

_COLON = re.compile(
    rf"""{_INDENT}(?P<first>{_PREFIX}(?:(?P<before>{STAMP}){_GAP}*+(?:[-–—|]{_GAP}*+|\n{_GAP}*+)?)?{_MARKS}(?P<open>[\[(<])?)
    (?P<label>{_LABEL})(?(open){_GAP}?[\])>]){_MARKS}
    (?:{_GAP}*+[-–—,]?{_GAP}*+(?P<mid>{BRACKETED}){_MARKS}{_GAP}?[:：]?
      |(?:{_GAP}++[-–—,]?|[-–—,]){_GAP}*+(?:(?P<late>{BARE})(?:{_GAP}?[:：](?!\d)|{_EOL})|(?P<full>{_FULL})(?={_GAP}))
      |{_GAP}?[:：](?!//){_MARKS}(?:{_GAP}*+(?P<after>{BRACKETED}|{_FULL}(?=\s|\Z)))?
      |(?(before){_EOL}(?!\s*{STAMP})|(?!))
    ){_MARKS}\s*+""",
    re.VERBOSE,
)
_TAB = re.compile(
    rf"{_INDENT}(?P<first>(?P<prefix>)(?:\d{{1,4}}\t)?(?:(?P<before>{STAMP})\t)?)(?P<label>{_LABEL}) ?[:：]?\t+"
    rf"(?:(?P<after>{STAMP})(?:\t|{_EOL}))?\s*+"
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
# The lines worth a second look where times are in words: `Ana Berg   0 minutes 3 seconds` has no colon.
_WORTH_WITH_SPOKEN = re.compile(
    rf"\n(?=[^\n:：]{{1,70}}+[:：]|[^\n]{{1,90}}?{HAS_SPOKEN.pattern}{_EOL})", re.IGNORECASE
)
_LIST_SIGNS = re.compile(r"[\s.)]")
_DIGITS = re.compile(r"\d+")
_ENDS_A_SENTENCE = re.compile(r"([^\W\d_]{3,})[.…]\s|\w…")
_TITLES = label_words.listed("prof capt mrs rev hon gen col maj sgt lieut sra dra ing lic mme mlle dipl mag univ")
_LONGEST_QUALIFIER = 4  # words after a comma, as in `Ana Berg, head of the school`
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
    if form == "colon" and HAS_SPOKEN.search(text, start):
        worth = _WORTH_WITH_SPOKEN
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
    begins = first_time(text, match.start(), match.end())
    return Head(match.start("first"), match.end(), label, style, before < 0 or text[before] == "\n", begins)


def shape(label: str) -> Shape:
    """What a label looks like: a known word for a part, a code, a person's name, or just the start of a line."""
    if _reads_as_sentence(label) or is_stage_line(label):
        return "none"
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


def _reads_as_sentence(label: str) -> bool:
    """True for `Good. Let us go on` and `Alright, let us go on to number three`: no person is called that."""
    if any(word.casefold() not in _TITLES for word in _ENDS_A_SENTENCE.findall(label)):
        return True
    said = label.partition(",")[2].casefold().split()
    return len(said) > _LONGEST_QUALIFIER or not label_words.PERSONAL.isdisjoint(said)


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
