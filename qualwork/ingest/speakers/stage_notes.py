"""Stage notes inside speech: what stands in brackets and was not said, and bare time stamps.

The rule. A bracket is an aside when it holds
- a time stamp, a pause in seconds or dots, punctuation only, or an address (`(https://...)`);
- stage words and nothing else: `[laughs]`, `((long pause))`, `[inaudible 00:12:03]`, `[phone rings]`;
- up to six words that begin with such a word and have no `I`, `you`, `we`: `[laughs at the memory]`, `[note: ...]`;
- a placeholder for what was taken out: `[participant name]`, `[name of hospital]`, `[redacted]`, `[Place 2]`;
- the mark of a footnote.
Every other bracket stands round words that were said, and counts: `[I was so scared]`, `(you know)`, `[Space Shuttle]`.
"""

from __future__ import annotations

import re
from itertools import pairwise

from qualwork.ingest.speakers.clocks import CLOCK, HAS_SPOKEN, TIME, first_time
from qualwork.ingest.speakers.label_words import PERSONAL, listed
from qualwork.ingest.speakers.stage_lines import stage_lines

_LONGEST = 160
# One pattern for each opening sign: a search for a single sign is many times faster than one for any of three.
# Converters to Markdown put a backslash before square brackets.
_BRACKETS = {
    "[": re.compile(rf"\\?\[([^\[\]]{{0,{_LONGEST}}}+)\](?!\((?:https?:|www))"),
    "(": re.compile(rf"\((?:\(([^()]{{0,{_LONGEST}}}+)\)|([^()]{{0,{_LONGEST}}}+))\)"),
    "<": re.compile(rf"<([^<>\n]{{1,{_LONGEST}}}+)>"),
}
_BARE_STAMP = re.compile(
    rf"\n[ \t]*(\d{{1,3}}:\d{{2}}:\d{{2}}(?:[.,]\d{{1,3}})?(?:[ \t]*(?:-->|[-–])[ \t]*{CLOCK})?"
    rf"|{TIME}(?=[ \t]*(?:\n|\Z)))"
)
_SHORT_STAMP = re.compile(r"\n[ \t]*(\d{1,3}:\d{2})(?=[ \t]+\S)")
_ENOUGH_STAMPS = 3  # lines that begin with a time: fewer may be times of day
_HASH_STAMP = re.compile(r"#\d{1,2}:\d{2}:\d{2}(?:-\d)?#")
_NO_WORDS = re.compile(r"[\W\d_]*")
_PAUSE = re.compile(r"\s*(?:\.+|…|[-–—]+|\d+[.,]\d+|\d+(?:[.,]\d+)?\s*(?:s|sec|secs|seconds?|min|mins|minutes?)\.?)\s*")
_STAMP = re.compile(rf"\s*(?:at\s+)?{TIME}(?:\s*[-–]+>?\s*{TIME})?\s*")
_ADDRESS = re.compile(r"\s*<?(?:https?://|mailto:|www\.)\S*\s*")
_WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*|\d+")
_WHOLE = re.compile(
    r"(?!(?:my|our|your|i|we)\b)(?:[\w’']+ ){0,3}(?:names?|surnames?|pseudonym)"
    r"(?: (?:of|for) (?:[\w’'-]+ ?){1,4})?(?: ?\d+)?"
    r"|(?:name|place|city|town|village|hospital|company|organi[sz]ation|school|location|person|country|street) ?\d+"
    r"|(?:(?!(?:which|that|who|whom|was|were|is|are|be|been|had|has|have|got|not)\b)[\w’'-]+ ){0,3}"
    r"(?:(?:names?|surnames?|places?|locations?|details?|information|info|text|passages?|sections?|parts?|sentences?|words?"
    r"|address|addresses|numbers?|dates?|data|identifiers?|content|city|town|village|hospital|company|organi[sz]ation"
    r"|school|employer|person|people|country) )"
    r"(?:redacted|removed|withheld|omitted|deleted|anonymi[sz]ed|de-identified|suppressed)(?: (?:for|by|to|at) .*)?"
    r"|(?:redacted|removed|withheld|omitted|deleted|anonymi[sz]ed|de-identified|suppressed)"
    r"(?: (?:for|to|at) .*| by (?:the )?(?:transcri|research|interview|author|participant|request|editor|team)\w*.*)?"
    r"|not (?:clear|audible|legible|understood)|un?clear (?:words?|speech|name|section)|unv\.?"
    r"|(?:words?|phrases?|names?|sentences?|sections?|parts?) (?:not clear|unclear|missing|lost|cut off|inaudible)"
    r"|(?:tape|audio|recording|recorder|sound|line|connection|call|video|interview|signal)"
    r" (?:breaks?|changes?|changed|cuts?|stops?|stopped|ends?|ended|off|on|lost|pauses?|paused|gap|interrupted"
    r"|turned o(?:n|ff)|resumes?|resumed|glitch|problem|distorted|skips?)(?: (?:up|out|off|here))?"
    r"|(?:takes? an? )?(?:deep |long |sharp )?breaths?|breath(?:es|ing) (?:deeply|heavily|out|in)"
    r"|note \d+|place|location|redaction|address|phone number|email address|identifying (?:details?|information)",
    re.IGNORECASE,
)
# A short bracket that begins with one of these is a stage note whatever follows: `[laughs at the memory]`.
_OPENING = listed(
    """
    laugh laughs laughed laughing laughter chuckle chuckles chuckled chuckling giggle giggles giggled giggling
    sigh sighs sighed sighing cough coughs coughed coughing cries cried crying sob sobs sobbed sobbing weeps
    weeping sniff sniffs sniffed sniffing sniffles sniffling tearful pause pauses paused pausing silence
    inaudible unintelligible indecipherable undecipherable indistinct indiscernible unclear incomprehensible
    crosstalk cross-talk
    crosstalking cross-talking overtalk overtalking overlap overlaps overlapping applause applauds gasps
    gasping groans whispers whispering mumbles mumbling nods nodding shrugs shrugging gestures gesturing
    gesticulates points smiles smiling grins grinning inhales exhales yawns yawning sneezes snorts hums sings
    whistles clears speaks answers reads interrupts scoffs shakes phonetic sic rires rire soupir lacht lachen
    seufzt weint unverständlich risas ríe ríen ininteligible incomprensible inaudibile inaudível risos ride ridono pausa
    silencio silenzio смеется смеётся смех пауза неразборчиво
    """
)
# These make a stage note of a bracket that holds nothing else than stage words.
_STAGE = _OPENING | listed(
    """
    cry sobbing silent music noise noises sound sounds nod smile points pointing clap claps clapping singing
    humming whistling reading speaking interrupted interruption interruptions interrupting recording recorder
    rings ringing knocks knocking slams barks barking beep beeping static garbled muffled off-mic off-camera
    voice-over transcriber transcript nonverbal non-verbal foreign cracks trembles inhaling exhaling breaks
    ends
    """
)
# These only go along with stage words.
_ALONG = listed(
    """
    the a an and or of in on at to for from with by then while as both all everyone everybody together again
    briefly long short brief slight slightly loudly loud softly soft quietly nervously nervous background
    speaker speakers interviewer interviewee participant participants respondent moderator throat head hands
    heavily deeply deep breath gently bitterly begins starts stops resumes continues off out cuts cut turned
    another call her his their seconds second minutes minute sec secs s started stopped resumed over is people
    shared group talking talk voice voices word words speech language starting stopping mutual makes making
    general some few two three several end ends door phone telephone dog dogs baby tape audio video note break
    breaks tears opens closes spelling not very
    """
)
_EDITORIAL = ("note:", "transcriber", "transcript ", "editor", "end of ", "start of ", "beginning of ", "ed.:", "ed:")


def find_asides(text: str) -> list[tuple[int, int]]:
    """Half-open ranges that were not said, in order and apart from each other."""
    found = stage_lines(text)
    for sign, pattern in _BRACKETS.items():
        if sign in text:
            found += [match.span() for match in pattern.finditer(text) if is_stage_note(match[match.lastindex or 0])]
    if ":" in text or HAS_SPOKEN.search(text):
        found += [match.span(1) for match in _BARE_STAMP.finditer(text)]
        found += _series(text)
        if "#" in text:
            found += [match.span() for match in _HASH_STAMP.finditer(text)]
    return apart(sorted(found, key=lambda span: (span[0], -span[1]))) if len(found) > 1 else found


def _series(text: str) -> list[tuple[int, int]]:
    """Times before the words of a line, as in `12:03 so we went`: several that grow are stamps, else times of day."""
    stamps = [match.span(1) for match in _SHORT_STAMP.finditer(text)]
    if len(stamps) < _ENOUGH_STAMPS:
        return []
    times = [first_time(text, *span) or 0 for span in stamps]
    return stamps if all(before <= after for before, after in pairwise(times)) else []


def is_stage_note(inside: str) -> bool:
    """True where the words inside a bracket were not said."""
    inside = inside.rstrip("\\")
    if _NO_WORDS.fullmatch(inside):
        return not any(sign.isdigit() for sign in inside) or bool(_PAUSE.fullmatch(inside) or _STAMP.fullmatch(inside))
    if _PAUSE.fullmatch(inside) or _STAMP.fullmatch(inside) or _ADDRESS.fullmatch(inside):
        return True
    folded = " ".join(inside.casefold().split())
    if folded.startswith(_EDITORIAL) or _WHOLE.fullmatch(folded.strip(" .,;:!?\"'")):
        return True
    spoken = [word for word in _WORD.findall(folded) if not word.isdigit()]
    if not spoken or not PERSONAL.isdisjoint(spoken):
        return False
    if spoken[0] == "the" and len(spoken) == 2:
        return False
    if spoken[0] in _OPENING and len(spoken) <= 6:
        return True
    return not _STAGE.isdisjoint(spoken) and all(word in _STAGE or word in _ALONG for word in spoken)


def apart(ranges: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Sorted ranges without those that begin inside an earlier one."""
    kept: list[tuple[int, int]] = []
    for start, end in ranges:
        if not kept or start >= kept[-1][1]:
            kept.append((start, end))
    return kept
