"""Whom a manuscript names as the speaker of a quotation: in brackets, behind a dash, or with a verb of saying."""

from __future__ import annotations

import re

from qualwork.analysis.quotations.known_names import GENERIC, LITERATURE, NAME, Named, Names, listed
from qualwork.model.units import fold

_VERBS = """
said says say saying stated states state explained explains explain recalled recalls recall told tells tell remarked
remarks noted notes commented comments reflected reflects added adds described describes replied replies answered
answers asked asks wrote writes put puts remembered remembers admitted admits mentioned mentions observed observes
reported reports shared shares summarised summarized summarises summarizes suggested suggests felt feels thought
thinks concluded concludes continued continues expressed expresses insisted insists joked laughed responded responds
disclosed acknowledged emphasised emphasized claimed argued declared confided agreed speaking words
sagte sagt meinte meint erklärte erzählte berichtete ergänzte antwortete dit dijo dice disse explique explica
"""
_VERB = "|".join(sorted(listed(_VERBS), key=len, reverse=True))
_BRACKET = re.compile(r"[\s.,;:!?…]*[(\[]([^()\[\]]{1,120})[)\]]")
_DASH = re.compile(r"[\s.,;:!?…)]*(?:[—–]|--+|(?<=\s)-)\s*([^\n.!?;“”\"]{1,80}?)\s*[.;]?\s*(?=\n|$)")
_VERB_BEHIND = re.compile(
    rf"[\s,…—–-]*(?:(?P<one>{NAME})(?:,[^,.“\"]{{0,60}},)?\s+(?:had\s+|also\s+|then\s+|once\s+)?(?:{_VERB})\b"
    rf"|(?:{_VERB})\s+(?P<two>{NAME}))"
)
_SAYS = re.compile(rf"\b(?:{_VERB})\b")
_APPOSITION = re.compile(r"(?:,[^,]*,|\s*\([^()]*\))\s*$")
_ENDS_IN_A_NAME = re.compile(rf"({NAME})(?:[’']s)?(?:\s+(?:own|also|then|once|had|has|later|further))*\s*$")
_SUBJECT_WORDS = 8
_NEAR = 400  # signs on either side of a quotation in which a speaker is looked for
_VERB_TURNED = re.compile(rf"\b(?:{_VERB}|according to|laut|selon|según)\s+(?P<name>{NAME})", re.IGNORECASE)
_LABEL_BEFORE = re.compile(rf"(?:^|[\n.!?]\s*|\*)(?P<name>{NAME})(?:\s*\([^()]{{0,60}}\))?\**\s*:\**\s*$")
_LABEL_AT_START = re.compile(rf"\s*\**(?P<name>{NAME})(?:\s*\([^()\n]{{0,60}}\))?\**\s*:\**\s+")
_REST = re.compile(r"(?:[^.!?“\"„«()]|\([^()]{0,120}\)){0,120}")
_IN_BRACKETS = re.compile(r"[(\[]([^()\[\]]{1,120})[)\]]")
_LEADS_ON = re.compile(r"[^.!?\n]{0,40}?[,:]?\s*(?:that\s+)?[\"“„«‘']")
_BRACKET_AT_END = re.compile(r"\s*[(\[]([^()\[\]]{1,120})[)\]][\s.*_]*$")
_DASH_AT_END = re.compile(r"(?:^|\s+|(?<=[.!?…”\"’'»]))(?:[—–]|-{1,3})\s*([^\W\d_][^\n.!?;“”\"]{0,80}?)[\s.*_]*$")
_SENTENCE = re.compile(r"[.!?…]+[”’\"')\]]*\s+(?=[A-ZÀ-Þ“‘\"'(])|\n\s*\n")


def behind(text: str, at: int, names: Names) -> tuple[Named | None, int]:
    """Who is named in brackets or by a dash behind the quotation that ends at `at`, and where the naming ends."""
    if bracket := _BRACKET.match(text, at):
        found = names.look_up(bracket[1])
        if found is not None or LITERATURE.search(bracket[1]):
            return found, bracket.end()
    if dash := _DASH.match(text, at):
        found = names.look_up(dash[1], is_sentence=True) if not dash[1][:1].islower() else None
        if found is not None:
            return found, dash.end()
    return None, at


def speaks_behind(text: str, at: int, names: Names) -> Named | None:
    """Who says it in the sentence behind (`..., said Ben`), unless that leads to the next quotation."""
    verb = _VERB_BEHIND.match(text, at)
    if verb is None:
        return None
    leads_on = _LEADS_ON.match(text, verb.end()) and re.search(r"[.!?…][”\"’'»“]?$", text[max(0, at - 3) : at])
    return None if leads_on else _spoken_of(verb["one"] or verb["two"], names)


def named_at_end(text: str, names: Names) -> tuple[Named | None, int]:
    """Who is named at the end of a block quotation, and where the words of the quotation end."""
    edge = max(0, len(text) - _NEAR)
    tail = text[edge:]
    for pattern in (_BRACKET_AT_END, _DASH_AT_END):
        if match := pattern.search(tail):
            dash = pattern is _DASH_AT_END
            found = None if dash and match[1][:1].islower() else names.look_up(match[1], is_sentence=dash)
            if found is not None or (pattern is _BRACKET_AT_END and LITERATURE.search(match[1])):
                return found, edge + match.start()
    return None, len(text)


def before(text: str, names: Names) -> Named | None:
    """Who is named in front of a quotation: `Ben: `, `as Ben said, `, `according to Ben`."""
    text = text[-_NEAR:]
    if label := _LABEL_BEFORE.search(text):
        found = _spoken_of(label["name"], names)
        if found is not None:
            return found
    sentence = _SENTENCE.split(text)[-1]
    if not sentence.strip():
        return None
    found_last: tuple[int, Named] | None = None
    for verb in _SAYS.finditer(sentence):
        if subject := _subject(sentence[: verb.start()], names):
            found_last = verb.start(), subject
    for match in _VERB_TURNED.finditer(sentence):
        found = _spoken_of(match["name"], names)
        if found is not None and (found_last is None or match.start() > found_last[0]):
            found_last = match.start(), found
    return found_last[1] if found_last is not None else _only_one_known(sentence, names)


def _subject(head: str, names: Names) -> Named | None:
    """Who does the saying: the nearest known person before the verb, else a name right before it."""
    head = _APPOSITION.sub("", head)
    parts = head.split()[-_SUBJECT_WORDS:]
    for at in range(len(parts) - 1, -1, -1):
        for size in (3, 2, 1):
            if found := names.person(re.sub(r"[’']s$", "", " ".join(parts[at : at + size]).strip(",.:;()"))):
                return found
    direct = _ENDS_IN_A_NAME.search(head)
    return _spoken_of(direct[1], names) if direct else None


def label_of(text: str, names: Names) -> tuple[Named | None, int]:
    """A label at the beginning of a block quotation (`Ben: I felt ...`), and where the speech begins."""
    label = _LABEL_AT_START.match(text)
    found = _spoken_of(label["name"], names) if label else None
    return (found, label.end()) if label and found else (None, 0)


def refers_to_literature(text: str, start: int, end: int) -> bool:
    """True where the sentence round a quotation has a bracket with a year or a page, before it or behind it."""
    ahead = _SENTENCE.split(text[max(0, start - _NEAR) : start])[-1]
    rest = _REST.match(text, end)
    sides = [*_IN_BRACKETS.findall(ahead), *_IN_BRACKETS.findall(rest[0] if rest else "")]
    return any(LITERATURE.search(inside) for inside in sides)


def _spoken_of(written: str, names: Names) -> Named | None:
    """A name in a sentence: a known person in it, else what looks like one."""
    words = written.split()
    for size in range(len(words), 0, -1):
        for at in range(len(words) - size + 1):
            if found := names.person(" ".join(words[at : at + size])):
                return found
    if names.looks_like_one(whole := " ".join(words)):
        return Named(whole, frozenset())
    while words and fold(words[0]) in GENERIC:
        words = words[1:]
    name = " ".join(words)
    return Named(name, frozenset()) if names.looks_like_one(name) else None


def _only_one_known(sentence: str, names: Names) -> Named | None:
    """The one known person of a sentence that leads to a quotation by a colon."""
    if not re.search(r":\s*[*_(\[]*$", sentence):
        return None
    found = {}
    for match in re.finditer(NAME, sentence):
        if person := names.person(re.sub(r"[’']s$", "", match[0])):
            found[person.known] = person
    return next(iter(found.values())) if len(found) == 1 else None
