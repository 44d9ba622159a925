"""Word lists that tell labels from other line beginnings, and roles from names. All are case folded."""

from __future__ import annotations

import re
from functools import lru_cache

NO_LABEL = "(no label)"

_INTERVIEWER = """
i, int, iv, ivr, ir, interviewer, interviewers, interviewer/in, intervieweur, intervieweuse, entrevistador,
entrevistadora, intervistatore, intervistatrice, interviewerin, enquêteur, enquêtrice, moderator, moderatorin,
mod, facilitator, fac, q, question, questioner, researcher, forscher, forscherin, chercheur, chercheuse,
investigadora, investigador, assistant, ai, chatbot, bot, host, co-host, cohost, presenter, chair, interrogator,
principal investigator, research assistant, note taker, notetaker, observer, интервьюер, ведущий, 采访者, 访谈者,
访问者, 主持人, 訪問者, インタビュアー, 聞き手, 질문자, 면접자
"""
_PARTICIPANT = """
p, participant, participants, interviewee, interviewees, ie, respondent, respondents, informant, resp, user,
guest, a, answer, patient, client, subject, befragte, befragter, b, enquêté, enquêtée, participante, teilnehmer,
teilnehmerin, entrevistado, entrevistada, human, r, респондент, информант, 受访者, 被访者, 回答者, 응답자
"""
_OTHER = """
jingle, music, narrator, announcer, unknown, unknown speaker, unidentified, unidentified speaker, operator,
translator, interpreter, transcriber, transcriptionist, everyone, everybody, all, several, several people,
multiple speakers, audience, audience member, group, crowd, video, voice, voiceover, voice-over, off camera,
sponsor, advertisement, advert
"""
_STOP = """
for the a an in on at by with as to if when what who where why how this that these those there here it its my our
your his her their me him you he she they we us so and but or because then now well yeah yes no nope ok okay oh um
uh like right also actually basically first firstly second secondly third thirdly fourth finally lastly next last
example examples eg e.g i.e ie. note notes nb ps pros cons pro con advantage advantages disadvantage disadvantages
benefit benefits drawback drawbacks strength strengths weakness weaknesses upside upsides downside downsides
positive positives negative negatives good bad better best worst problem problems solution solutions issue issues
reason reasons result results conclusion conclusions update edit tip tips warning important remember caveat caveats
context background goal goals aim aims task tasks step steps option options idea ideas plan plans todo quote quotes
prompt input output response reply message thing things point points feature features tool tools rating score total
cost costs price day days week month year morning afternoon evening night monday tuesday wednesday thursday friday
saturday sunday january february march april june july august september october november december before after
today tomorrow yesterday later meanwhile however therefore key takeaway takeaways lesson lessons definition meaning
translation chapter section part figure fig table page item phase theme themes tape side track http https www
hi hello hey dear thanks sorry mum's plus minus maybe perhaps still some one two three four five six most many
other others another both each every again anyway instead such too very just only even not never always
break breaks pause pauses interruption interruptions intermission recess silence laughter crosstalk noise inaudible
unintelligible indecipherable
challenge challenges opportunity opportunities summary scene act verse chorus recipe ingredients
"""
_METADATA = """
date dates time times location place venue duration length project study title topic file filename id number no
transcript transcripts transcription transcribed transcript_by recorded recording audio video media url link links
podcast episode slides source author authors language gender age occupation pseudonym name names interview interviews
session wave version keywords tags speakers participants present attendees setting consent abstract summary
description contact email phone website copyright license licence completed edited page pages doi code demographics
"""
# Words for a part that are as often said as used for a label: once is not enough for them.
_SOFT = """
question answer subject chair video all group music observer everyone everybody several human guest patient client
crowd audience mod fac bot sponsor voice a b r operator presenter
"""
_PERSONAL = "i i'm i’m i've i’ve i'd i’d you we me us my our your he she they it"
_PARTICLES = "de da do dos das del della di du van von der den ter ten la le el al bin ibn af y e st"


def listed(words: str, separator: str | None = None) -> frozenset[str]:
    """The words of a list written as one text, parted by white space or by `separator`."""
    return frozenset(" ".join(part.split()) for part in words.split(separator))


INTERVIEWER = listed(_INTERVIEWER, ",")
PARTICIPANT = listed(_PARTICIPANT, ",")
OTHER = listed(_OTHER, ",")
STOP = listed(_STOP)
METADATA = listed(_METADATA)
SOFT = listed(_SOFT)
PERSONAL = listed(_PERSONAL)
PARTICLES = listed(_PARTICLES)

# P1, P07, FG2-P3, INT_12, R2b: a word for a role, or a pseudonym, with a number.
CODE = re.compile(r"[^\W\d_]{1,4}[-_. ]?\d{1,4}[a-z]?(?:[-_. ]?[^\W\d_]{1,4}\d{1,4}[a-z]?)?")
_SPEAKER = listed(
    """
    speaker sprecher sprecherin locuteur locutrice hablante falante parlante spreker talare guest user voice person
    спикер голос говорящий участник говорящая
    """
)
_QUALIFIER = re.compile(r"\s*[(\[,].*$")


def base(label: str) -> str:
    """The label without what follows a bracket or comma: `Ana (Guest)` is `Ana`."""
    return _QUALIFIER.sub("", label).strip() or label


def qualifier(label: str) -> str:
    """What stands in brackets or after a comma at the end of a label: `Guest`."""
    match = _QUALIFIER.search(label)
    return match.group().strip(" \t([,)]") if match and match.start() else ""


def initials(label: str) -> str:
    """The first letters of a name of several words: `RL` for `Rosa Lind`, nothing for `Rosa`."""
    parts = base(label).split()
    return "".join(part[0] for part in parts) if len(parts) > 1 else ""


@lru_cache(maxsize=1024)
def unnumbered(label: str) -> tuple[str, bool]:
    """The case-folded label without its number, and whether it had one: `Interviewer 1` is `interviewer`."""
    folded = base(label).casefold().rstrip(".")
    match = re.fullmatch(r"(.*?[^\W\d_])[ _#№°-]*\d{1,4}[a-z]?", folded)
    return (match.group(1), True) if match else (folded, False)


def is_interviewer_word(label: str) -> bool:
    """True for `I`, `Interviewer 2`, `Dan (Moderator)` and the like."""
    word = unnumbered(label)[0]
    return word in INTERVIEWER or unnumbered(qualifier(label))[0] in INTERVIEWER


def is_participant_word(label: str) -> bool:
    """True for `P`, `P07`, `Participant 3`, `Ana (Guest)` and the like."""
    word = unnumbered(label)[0]
    return word in PARTICIPANT or unnumbered(qualifier(label))[0] in PARTICIPANT


def is_other_word(label: str) -> bool:
    """True for voices that are nobody's in particular: `Audience Member`, `Jingle`, `Unknown`."""
    return unnumbered(label)[0] in OTHER or base(label).casefold().startswith(("voice ", "unidentified ", "unknown "))


def is_generic(label: str) -> bool:
    """True for labels that name a part and nobody, such as `User`, `P` or `Speaker 1`: one person a transcript."""
    word, numbered = unnumbered(label)
    if label == NO_LABEL or is_other_word(label):
        return True
    if word in _SPEAKER or (word[-2:-1] == " " and word[:-2] in _SPEAKER):
        return True
    return word in INTERVIEWER or (word in PARTICIPANT and not numbered)
