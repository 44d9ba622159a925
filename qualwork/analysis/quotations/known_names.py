"""The people a manuscript can name, and what looks like a name of nobody known."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from qualwork.model.units import fold


def listed(words: str) -> frozenset[str]:
    """The words of a list."""
    return frozenset(words.split())


TITLE = r"(?:(?:Dr|Mr|Mrs|Ms|Prof|Sr|Fr)\.?\s+)?"
NAME = rf"{TITLE}[^\W\d_a-zß-ÿ][\w’'-]*(?:[ \u00a0](?:[^\W\d_a-zß-ÿ][\w’'-]*|\d{{1,4}}))*"
_CODE = re.compile(r"[^\W\d_]{1,4}[-_. ]?\d{1,4}[a-z]?(?:[-_. ]?[^\W\d_]{0,4}\d{1,4})?")
_NUMBERED = re.compile(
    r"(?:participant|interviewee|respondent|informant|speaker|person|patient|teacher|student|nurse|case|pseudonym"
    r"|teilnehmer(?:in)?|befragter?|participante?|entrevistad[oa]|enquêtée?)\s*(?:no\.?|nr\.?|#)?\s*\w{1,4}",
    re.IGNORECASE,
)
GENERIC = listed(
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
LITERATURE = re.compile(r"\b(?:1[5-9]|20)\d\d[a-z]?\b|\bp{1,2}\.\s?\d|\bet al\b|\bibid\b", re.IGNORECASE)
_NO_CODE = listed("n no nr vol ch eq fig figure tab table theme page aged age m f interview int")
_FIRST_STAND_IN = 0x3400
_STAND_INS = 6_000
_FEW_WORDS = 5
_RUN = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class Named:
    """A speaker that a manuscript names: as written, and the names of those known who may be meant (none: unknown)."""

    written: str
    known: frozenset[str]


class Names:
    """Who can be named: spellings with the participants they mean; `is_word` knows the words of the transcripts.

    Names are of any form (`Gary W. Tell`, `work_0038`). So that they can be found in sentences, `masked` puts a word
    of equal length in their place, made of a sign that stands for the name.
    """

    def __init__(
        self,
        known: Mapping[str, frozenset[str]],
        is_word: Callable[[str], bool],
        facts: frozenset[str] = frozenset(),
    ) -> None:
        self.is_word = is_word
        self.facts = facts
        self._known: dict[str, frozenset[str]] = {}
        for name, means in known.items():
            plain = plain_name(name)
            self._known[plain] = self._known.get(plain, frozenset()) | means
        self._spelled = sorted((name for name in known if len(name) > 1), key=len, reverse=True)[:_STAND_INS]
        self._by_beginning: dict[str, list[tuple[str, re.Pattern[str]]]] = {}
        for number, name in enumerate(self._spelled):
            if run := _RUN.match(name):
                spaced = r"\s+".join(map(re.escape, name.split()))
                pattern = re.compile(rf"{spaced}(?![^\W_])")
                self._by_beginning.setdefault(run[0], []).append((chr(_FIRST_STAND_IN + number), pattern))

    def masked(self, text: str) -> str:
        """The text, of equal length, with known names as single words."""
        parts, at = [], 0
        for run in _RUN.finditer(text):
            if run.start() < at:
                continue
            for sign, pattern in self._by_beginning.get(run[0], ()):
                if found := pattern.match(text, run.start()):
                    parts += [text[at : run.start()], sign * len(found[0])]
                    at = found.end()
                    break
        return "".join([*parts, text[at:]])

    def look_up(self, written: str, is_sentence: bool = False) -> Named | None:
        """Who is meant by what stands in brackets or behind a dash; None where that is no name.

        What may be the rest of a sentence (`is_sentence`) has to be little more than a name.
        """
        written = " ".join(written.split())
        pieces = [piece.strip(" *_\u00a0.:") for piece in re.split(r"[,;:/|–—]| - ", written)]
        whole = written.strip(" *_\u00a0.:")
        for piece in (whole, *pieces):
            if found := self.person(piece):
                return found
        for piece in pieces if not is_sentence or len(whole.split()) <= _FEW_WORDS else ():
            words = piece.split()
            for size in range(min(3, len(words)), 0, -1):
                for at in range(len(words) - size + 1):
                    name = " ".join(words[at : at + size])
                    if len(name) > 1 and (found := self.person(name)):
                        return found
        likely = pieces[:1] if is_sentence else pieces
        return next((Named(piece, frozenset()) for piece in likely if self.looks_like_one(piece)), None)

    def person(self, written: str) -> Named | None:
        """The person of that very name, if known."""
        is_one_sign = len(set(written)) == 1
        number = ord(written[0]) - _FIRST_STAND_IN if is_one_sign else -1
        name = self._spelled[number] if 0 <= number < len(self._spelled) else " ".join(written.split())
        means = self._known.get(plain_name(name)) if name else None
        return Named(name, means) if means else None

    def looks_like_one(self, piece: str) -> bool:
        """True for a code such as P3, and for capitalised words that are neither facts nor words of the transcripts."""
        if not piece or fold(piece) in self.facts or LITERATURE.search(piece):
            return False
        if _NUMBERED.fullmatch(piece) and any(sign.isdigit() for sign in piece):
            return True
        if _CODE.fullmatch(piece):
            return piece[0].isupper() and fold(re.sub(r"[\W\d_]", "", piece)) not in _NO_CODE
        words = piece.split()
        if not 1 <= len(words) <= 3 or not re.fullmatch(NAME, piece) or any(sign.isdigit() for sign in piece):
            return False
        plain = [fold(word).strip(".") for word in words]
        ordinary = [word in GENERIC or word in self.facts or self.is_word(word) for word in plain]
        return not any(word in GENERIC for word in plain) and not all(ordinary)


def plain_name(written: str) -> str:
    """A name as it is compared: `Participant 03`, `P 3` and `p3` are one."""
    name = re.sub(r"\s+", " ", fold(written)).strip(" .*_")
    name = re.sub(
        r"^(?:participant|interviewee|respondent|informant|teilnehmer(?:in)?)\s*(?:no\.?|nr\.?|#)?\s*(?=\d)", "p", name
    )
    return re.sub(r"^([^\W\d_]{1,4})[-_. ]?0*(\d+)$", r"\1\2", name)
