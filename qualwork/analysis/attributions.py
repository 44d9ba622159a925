"""Whom a manuscript names as the speaker of a quotation: in brackets, behind a dash, or with a verb of saying."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from qualwork.model.units import fold


def _listed(words: str) -> frozenset[str]:
    return frozenset(words.split())


_VERBS = """
said says say saying stated states state explained explains explain recalled recalls recall told tells tell remarked
remarks noted notes commented comments reflected reflects added adds described describes replied replies answered
answers asked asks wrote writes put puts remembered remembers admitted admits mentioned mentions observed observes
reported reports shared shares summarised summarized summarises summarizes suggested suggests felt feels thought
thinks concluded concludes continued continues expressed expresses insisted insists joked laughed responded responds
disclosed acknowledged emphasised emphasized claimed argued declared confided agreed speaking words
sagte sagt meinte meint erklärte erzählte berichtete ergänzte antwortete dit dijo dice disse explique explica
"""
_VERB = "|".join(sorted(_listed(_VERBS), key=len, reverse=True))
_TITLE = r"(?:(?:Dr|Mr|Mrs|Ms|Prof|Sr|Fr)\.?\s+)?"
_NAME = rf"{_TITLE}[^\W\d_a-zß-ÿ][\w’'-]*(?:[ \u00a0](?:[^\W\d_a-zß-ÿ][\w’'-]*|\d{{1,4}}))*"
_CODE = re.compile(r"[^\W\d_]{1,4}[-_. ]?\d{1,4}[a-z]?(?:[-_. ]?[^\W\d_]{0,4}\d{1,4})?")
_NUMBERED = re.compile(
    r"(?:participant|interviewee|respondent|informant|speaker|person|patient|teacher|student|nurse|case|pseudonym"
    r"|teilnehmer(?:in)?|befragter?|participante?|entrevistad[oa]|enquêtée?)\s*(?:no\.?|nr\.?|#)?\s*\w{1,4}",
    re.IGNORECASE,
)
_GENERIC = _listed(
    """
    participant participants interviewee interviewees respondent respondents informant informants member members woman
    women man men people person staff author authors researcher researchers other others some many most all several
    both one another she he they we i you who this that it these those group interviewers moderator everyone everybody
    nobody someone somebody her his their my our your the a an in on at as for when while after before then so but and
    or if here there thus however similarly likewise again finally first second third table figure fig appendix
    section chapter theme subtheme interview emphasis source note see original translation translated ibid extract
    quote quotation excerpt field notes fieldnotes data line lines page pages anonymous anon unknown female male
    patients parents teachers students nurses mothers fathers children p pp n own ours
    """
)
_LITERATURE = re.compile(r"\b(?:1[5-9]|20)\d\d[a-z]?\b|\bp{1,2}\.\s?\d|\bet al\b|\bibid\b", re.IGNORECASE)
_BRACKET = re.compile(r"[\s.,;:!?…]*[(\[]([^()\[\]]{1,120})[)\]]")
_DASH = re.compile(r"[\s.,;:!?…)]*(?:[—–]|--+|(?<=\s)-)\s*([^\n.!?;“”\"]{1,80}?)\s*[.;]?\s*(?=\n|$)")
_VERB_BEHIND = re.compile(
    rf"[\s,.!?…—–-]*(?:(?P<one>{_NAME})(?:,[^,.“\"]{{0,60}},)?\s+(?:had\s+|also\s+|then\s+|once\s+)?(?:{_VERB})\b"
    rf"|(?:{_VERB})\s+(?P<two>{_NAME}))"
)
_VERB_BEFORE = re.compile(
    rf"(?<![\w’'-])(?P<name>{_NAME})(?P<who>’s|'s)?(?P<between>(?:\s*\([^()]{{0,80}}\)|,[^,.“\"]{{0,60}},)?"
    rf"(?:\s+[\w’'-]+){{0,4}}?)\s+(?:{_VERB})\b"
)
_VERB_TURNED = re.compile(rf"\b(?:{_VERB}|according to|laut|selon|según)\s+(?P<name>{_NAME})", re.IGNORECASE)
_LABEL_BEFORE = re.compile(rf"(?:^|[\n.!?]\s*|\*)(?P<name>{_NAME})(?:\s*\([^()]{{0,60}}\))?\**\s*:\**\s*$")
_LABEL_AT_START = re.compile(rf"\s*\**(?P<name>{_NAME})(?:\s*\([^()\n]{{0,60}}\))?\**\s*:\**\s+")
_LEADS_ON = re.compile(r"[^.!?\n]{0,40}?[,:]?\s*(?:that\s+)?[\"“„«‘']")
_BRACKET_AT_END = re.compile(r"\s*[(\[]([^()\[\]]{1,120})[)\]][\s.*_]*$")
_DASH_AT_END = re.compile(r"(?:^|\s+|(?<=[.!?…”\"’'»]))(?:[—–]|-{1,3})\s*([^\W\d_][^\n.!?;“”\"]{0,80}?)[\s.*_]*$")
_SENTENCE = re.compile(r"[.!?…]+[”’\"')\]]*\s+(?=[A-ZÀ-Þ“‘\"'(])|\n\s*\n")


@dataclass(frozen=True, slots=True)
class Named:
    """A speaker that a manuscript names: as written, and the names of those known who may be meant (none: unknown)."""

    written: str
    known: frozenset[str]


@dataclass(frozen=True, slots=True)
class Names:
    """Who can be named: folded names with the participants they mean; `is_word` knows the words of the transcripts."""

    known: Mapping[str, frozenset[str]]
    is_word: Callable[[str], bool]
    facts: frozenset[str] = field(default_factory=frozenset)

    def look_up(self, written: str) -> Named | None:
        """Who is meant by what stands in brackets or behind a dash; None where that is no name."""
        pieces = [piece.strip(" *_\u00a0.:") for piece in re.split(r"[,;:/|–—]| - ", written)]
        whole = written.strip(" *_\u00a0.:")
        for piece in (whole, *pieces):
            if found := self.person(piece):
                return found
        for piece in pieces:
            words = piece.split()
            for size in range(min(3, len(words)), 0, -1):
                for at in range(len(words) - size + 1):
                    if found := self.person(" ".join(words[at : at + size])):
                        return found
        return next((Named(piece, frozenset()) for piece in pieces if self.looks_like_one(piece)), None)

    def person(self, written: str) -> Named | None:
        """The person of that very name, if known."""
        means = self.known.get(plain_name(written)) if written else None
        return Named(written, means) if means else None

    def looks_like_one(self, piece: str) -> bool:
        """True for a code such as P3, and for capitalised words that are neither facts nor words of the transcripts."""
        if not piece or fold(piece) in self.facts or _LITERATURE.search(piece):
            return False
        if _NUMBERED.fullmatch(piece) and any(sign.isdigit() for sign in piece):
            return True
        if _CODE.fullmatch(piece):
            return piece[0].isupper() and fold(re.sub(r"[\W\d_]", "", piece)) not in _NO_CODE
        words = piece.split()
        if not 1 <= len(words) <= 3 or not re.fullmatch(_NAME, piece) or any(sign.isdigit() for sign in piece):
            return False
        plain = [fold(word).strip(".") for word in words]
        ordinary = [word in _GENERIC or word in self.facts or self.is_word(word) for word in plain]
        return not any(word in _GENERIC for word in plain) and not all(ordinary)


_NO_CODE = _listed("n no nr vol ch eq fig figure tab table theme page aged age m f interview int")


def plain_name(written: str) -> str:
    """A name as it is compared: `Participant 03`, `P 3` and `p3` are one."""
    name = re.sub(r"\s+", " ", fold(written)).strip(" .*_")
    name = re.sub(
        r"^(?:participant|interviewee|respondent|informant|teilnehmer(?:in)?)\s*(?:no\.?|nr\.?|#)?\s*(?=\d)", "p", name
    )
    return re.sub(r"^([^\W\d_]{1,4})[-_. ]?0*(\d+)$", r"\1\2", name)


def behind(text: str, at: int, names: Names) -> tuple[Named | None, int]:
    """Who is named in brackets or by a dash behind the quotation that ends at `at`, and where the naming ends."""
    if bracket := _BRACKET.match(text, at):
        found = names.look_up(bracket[1])
        if found is not None or _LITERATURE.search(bracket[1]):
            return found, bracket.end()
    if dash := _DASH.match(text, at):
        found = names.look_up(dash[1]) if not dash[1][:1].islower() else None
        if found is not None:
            return found, dash.end()
    return None, at


def speaks_behind(text: str, at: int, names: Names) -> Named | None:
    """Who says it in the sentence behind (`..., said Ben`), unless that leads to the next quotation."""
    verb = _VERB_BEHIND.match(text, at)
    if verb is None:
        return None
    leads_on = _LEADS_ON.match(text, verb.end()) and re.search(r"[.!?…][”\"’'»“]?$", text[:at])
    return None if leads_on else _spoken_of(verb["one"] or verb["two"], names)


def named_at_end(text: str, names: Names) -> tuple[Named | None, int]:
    """Who is named at the end of a block quotation, and where the words of the quotation end."""
    for pattern in (_BRACKET_AT_END, _DASH_AT_END):
        if match := pattern.search(text):
            found = names.look_up(match[1])
            if found is not None or (pattern is _BRACKET_AT_END and _LITERATURE.search(match[1])):
                return found, match.start()
    return None, len(text)


def before(text: str, names: Names) -> Named | None:
    """Who is named in front of a quotation: `Ben: `, `as Ben said, `, `according to Ben`."""
    if label := _LABEL_BEFORE.search(text):
        found = _spoken_of(label["name"], names)
        if found is not None:
            return found
    sentence = _SENTENCE.split(text)[-1]
    if not sentence.strip():
        return None
    found_last: tuple[int, Named] | None = None
    for pattern in (_VERB_BEFORE, _VERB_TURNED):
        for match in pattern.finditer(sentence):
            found = _spoken_of(match["name"], names)
            if found is not None and (found_last is None or match.start() > found_last[0]):
                found_last = match.start(), found
    if found_last is not None:
        return found_last[1]
    return _only_one_known(sentence, names)


def label_of(text: str, names: Names) -> tuple[Named | None, int]:
    """A label at the beginning of a block quotation (`Ben: I felt ...`), and where the speech begins."""
    label = _LABEL_AT_START.match(text)
    found = _spoken_of(label["name"], names) if label else None
    return (found, label.end()) if label and found else (None, 0)


def refers_to_literature(text: str, at: int) -> bool:
    """True where a bracket with a year or a page follows."""
    bracket = _BRACKET.match(text, at)
    return bracket is not None and _LITERATURE.search(bracket[1]) is not None


def _spoken_of(written: str, names: Names) -> Named | None:
    """A name in a sentence: a known person in it, else what looks like one."""
    words = written.split()
    for size in range(len(words), 0, -1):
        for at in range(len(words) - size + 1):
            if found := names.person(" ".join(words[at : at + size])):
                return found
    while words and fold(words[0]) in _GENERIC:
        words = words[1:]
    name = " ".join(words)
    return Named(name, frozenset()) if names.looks_like_one(name) else None


def _only_one_known(sentence: str, names: Names) -> Named | None:
    """The one known person of a sentence that leads to a quotation by a colon."""
    if not re.search(r":\s*[*_(\[]*$", sentence):
        return None
    found = {}
    for match in re.finditer(_NAME, sentence):
        if person := names.person(re.sub(r"[’']s$", "", match[0])):
            found[person.known] = person
    return next(iter(found.values())) if len(found) == 1 else None
