"""Lines of their own that nobody said: END OF TAPE, Side B, `**Break:** [26:34]`."""

from __future__ import annotations

import re

from qualwork.ingest.speakers.clocks import STAMP

_THING = (
    r"(?:the )?(?:tape|side|interview|recording|transcript(?:ion)?|audio|session|part|dis[ck]|cd|file|video|cassette"
    r"|reel|track|conversation|call|meeting|aufnahme|des interviews?|der aufnahme|enregistrement|de l.enregistrement|"
    r"de la (?:grabación|entrevista|cinta)|da (?:gravação|entrevista)|(?:della )?registrazione)"
)
_NUMBER = r"(?:(?:no\.? ?|number |#)?(?:\d{1,3}|[a-z]|[ivx]{1,4}|one|two|three|four|five|six))"
_PLACE = rf"(?:tape|side|reel|cassette|dis[ck]|cd|track|file|part) {_NUMBER}"
_CUT = (
    r"(?:break|cut|change|changed|ends?|ended|begins?|starts?|started|stops?|stopped|paused|resumes|resumed|off|on"
    r"|turned o(?:n|ff))"
)
_WORDS = "|".join(
    (
        rf"(?:end|beginning|start|change|continuation|ende|fin|fine|fim) (?:of |de |der )?{_THING}"
        rf"(?: {_NUMBER})?(?:[,:;]? {_PLACE})?",
        rf"{_PLACE}(?:[,:;/]? {_PLACE})?(?: (?:ends|ended|begins|starts|continued|continues))?",
        rf"(?:interview|recording|recorder|tape|audio|transcript(?:ion)?|sound) {_CUT}",
    )
)
_STOPPED = r"(?:breaks?|pauses?|interruptions?|intermission|recess|silence|laughter|crosstalk|noise|inaudible|music)"
_MARKS = r"[*_#~=\[\](){}<>\\ \t\xa0–—-]*"
_LINE = re.compile(
    rf"^(?!\s*$){_MARKS}(?:(?:{_WORDS})(?:[.:;]{_MARKS}(?:{STAMP})?)?|{_STOPPED}{_MARKS}[:：]?{_MARKS}{STAMP}){_MARKS}[.]?{_MARKS}$",
    re.IGNORECASE,
)
# One fast pass finds the lines worth the look: they hold one of these words near their beginning.
_WORTH = re.compile(
    r"^[^\w\n]{0,12}(?:end|ende|fin|fine|fim|beginning|start|change|continuation|tape|side|reel|cassette|dis[ck]|cd|track|file|part|"
    rf"interview|recording|recorder|audio|transcript|sound|{_STOPPED})\b[^\n]{{0,60}}$",
    re.IGNORECASE | re.MULTILINE,
)


def stage_lines(text: str) -> list[tuple[int, int]]:
    """Half-open ranges of such lines, without the white space around them."""
    found = []
    for match in _WORTH.finditer(text):
        line = match.group()
        if is_stage_line(line):
            found.append((match.start() + len(line) - len(line.lstrip()), match.start() + len(line.rstrip())))
    return found


def is_stage_line(line: str) -> bool:
    """True where a whole line says only where a tape or the talk ends, begins or is broken off."""
    return len(line) <= 80 and _LINE.match(line.strip()) is not None
