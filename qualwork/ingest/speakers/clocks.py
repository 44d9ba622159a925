"""Times of a recording as transcripts write them: `12:03`, `1:02:03.5`, `0 minutes 3 seconds`."""

from __future__ import annotations

import re

# Hours, minutes, seconds and perhaps frames or a fraction; Word files of Teams drop leading zeros before a fraction.
CLOCK = r"(?:(?:\d{1,3}:)?\d{1,3}:\d{2}(?::\d{2})?(?:[.,]\d{1,3})?|\d{1,2}:\d{1,2}:\d{1,2}[.,]\d{1,3})"
_SPACE = r"[ \xa0]"  # in brackets, as patterns with free white space take this up
_AND = rf"(?:(?:and|und|et|y|e|en){_SPACE})?"
_HOURS = r"(?:hours?|Stunden?|heures?|horas?|or[ae]|uur|uren)"
_MINUTES = r"(?:minutes?|Minuten?|minutos?|minut[io]|minuut)"
_SECONDS = r"(?:seconds?|Sekunden?|secondes?|segundos?|second[io]|seconden?)"
SPOKEN = (
    rf"(?i:(?:\d{{1,2}}{_SPACE}{_HOURS}{_SPACE}{_AND})?(?:\d{{1,2}}{_SPACE}{_MINUTES}{_SPACE}{_AND})?"
    rf"\d{{1,2}}{_SPACE}{_SECONDS}\b)"
)
TIME = rf"(?:{CLOCK}|{SPOKEN})"
BARE = rf"{TIME}(?:\s?(?:-->|[-–—])\s?{TIME})?"
BRACKETED = rf"(?:\\?\[{BARE}\\?\]|\({BARE}\)|<{BARE}>|\{{{BARE}\}}|\#{CLOCK}(?:-\d)?\#)"
STAMP = rf"(?:{BRACKETED}|{BARE})"
HAS_SPOKEN = re.compile(rf"\d {_SECONDS}\b", re.IGNORECASE)

_TIME = re.compile(TIME)
_UNITS = tuple(re.compile(rf"(\d+) {unit}", re.IGNORECASE) for unit in (_HOURS, _MINUTES, _SECONDS))


def first_time(text: str, start: int = 0, end: int | None = None) -> int | None:
    """The first time in a part of a text, in milliseconds."""
    found = _TIME.search(text, start, len(text) if end is None else end)
    return milliseconds(found.group()) if found else None


def milliseconds(clock: str) -> int:
    """`1:02:03.5`, `02:03` or `2 minutes 3 seconds` as milliseconds; a fourth part, the frame, is left out."""
    seconds = 0
    if ":" not in clock:
        for unit in _UNITS:
            found = unit.search(clock)
            seconds = seconds * 60 + (int(found[1]) if found else 0)
        return seconds * 1000
    whole, _, fraction = clock.replace(",", ".").partition(".")
    for part in whole.split(":")[:3]:
        seconds = seconds * 60 + int(part)
    return seconds * 1000 + int(fraction.ljust(3, "0")[:3] or 0)
