"""A small application round the reader, an interview written for these tests, and the text of a screen."""

from __future__ import annotations

import re
from collections.abc import Sequence

from textual.app import App, ComposeResult

from qualwork.model.transcript import Role, Speaker, Transcript, TranscriptInfo, Turn, check_tiling
from qualwork.tui.reader.spans import CodedSpan
from qualwork.tui.reader.widget import Reader

INTERVIEW = """\
# Interview 3
Recorded in a hospital canteen, names changed

Interviewer: Can you tell me what a typical night shift looked like during the second wave?

Rosa: Honestly, it was relentless. You'd come in and there would be four people waiting and no beds. I remember \
one night I didn't sit down once, not once, in thirteen hours. And then you go home and you can't sleep, because \
you're still listening for the alarms.

Interviewer: Did you feel supported by management?

Rosa: No. They sent us emails. [laughs] "Well done team" emails. But nobody came down to the ward.

My sister was the one who kept me going, she'd leave food at the door, and the other girls on the shift, \
we looked after each other.

Interviewer: How did the other nurses help?

Rosa: We had this group chat. 日本語 jokes from Yumi, silly things. 😀 If one of us was close to tears we would swap \
rooms. You don't forget that. It made me think — maybe this is what being a nurse actually is, not the charts.

Interviewer: And now?

Rosa: Now? I'm tired. I'm still tired. But I hope they learned something from it.
"""

_LABEL = re.compile(r"^([A-Z][^\n:]{0,30}):[ \n]", re.MULTILINE)


def transcript_of(text: str, interviewers: Sequence[str] = ("Interviewer",), minutes: bool = False) -> Transcript:
    """A transcript out of text with `Name:` labels, taken as they come; each turn a minute long where `minutes`."""
    labels_found = list(_LABEL.finditer(text))
    ends = [*(match.start() for match in labels_found), len(text)]
    turns = [Turn(0, ends[0], ends[0], None)] if ends[0] else []
    for number, (match, end) in enumerate(zip(labels_found, ends[1:], strict=True)):
        speech = min(match.end(), end)
        asides = tuple(found.span() for found in re.finditer(r"\[[a-z ]+\]", text[:end]) if found.start() >= speech)
        begins = number * 61_000 if minutes else None
        turns.append(Turn(match.start(), end, speech, match.group(1), begins, None, asides))
    check_tiling(text, turns)
    labels = dict.fromkeys(turn.speaker for turn in turns if turn.speaker)
    roles: dict[str, Role] = dict.fromkeys(labels, "participant")
    roles |= {label: "interviewer" for label in labels if label in interviewers}
    speakers = tuple(Speaker(at, 1, label, role, None) for at, (label, role) in enumerate(roles.items(), 1))
    info = TranscriptInfo(1, "interview", 1, "interview.txt", "", "text", "utf-8", False, {}, speakers)
    return Transcript(info, text, tuple(turns))


def code(text: str, number: int, name: str, colour: str, quote: str) -> CodedSpan:
    """A coding of the first place where `text` has `quote`."""
    start = text.index(quote)
    return CodedSpan(number, sum(map(ord, name)), name, colour, start, start + len(quote), "ana")


def interview() -> tuple[Transcript, list[CodedSpan]]:
    """The interview with some codings that overlap."""
    quotes = [
        ("exhaustion", "#0072b2", INTERVIEW[INTERVIEW.index("it was relentless") : INTERVIEW.index(" alarms") + 7]),
        ("no beds", "#e69f00", "four people waiting and no beds"),
        ("isolation", "#cc79a7", "you go home and you can't sleep"),
        ("distrust of management", "#d55e00", "They sent us emails. [laughs] \"Well done team\" emails."),
        ("family", "#009e73", "My sister was the one who kept me going, she'd leave food at the door"),
        ("peers", "#56b4e9", "the other girls on the shift, we looked after each other"),
        ("peers", "#56b4e9", "We had this group chat. 日本語 jokes from Yumi"),
        ("humour", "#f0e442", "日本語 jokes from Yumi, silly things. 😀"),
        ("identity as nurse", "#881850", "maybe this is what being a nurse actually is, not the charts."),
        ("exhaustion", "#0072b2", "I'm tired. I'm still tired."),
        ("hope", "#34f0d4", "I hope they learned something from it."),
    ]  # fmt: skip
    return transcript_of(INTERVIEW), [code(INTERVIEW, at, *quote) for at, quote in enumerate(quotes, 1)]


class ReaderApp(App[None]):
    """A screen with nothing but the reader; it keeps the messages that the reader posts."""

    CLICK_CHAIN_TIME_THRESHOLD = 5.0

    def __init__(self, transcript: Transcript, codings: Sequence[CodedSpan] = (), offset: int = 0) -> None:
        super().__init__()
        self.given = (transcript, codings, offset)
        self.said: list[object] = []

    def compose(self) -> ComposeResult:
        """The reader alone."""
        yield Reader()

    def on_mount(self) -> None:
        """Load what was given."""
        self.reader.load(*self.given)
        self.reader.focus()

    @property
    def reader(self) -> Reader:
        """The reader."""
        return self.query_one(Reader)

    def on_reader_selection_changed(self, message: Reader.SelectionChanged) -> None:
        """Keep it."""
        self.said.append(message)

    def on_reader_cursor_moved(self, message: Reader.CursorMoved) -> None:
        """Keep it."""
        self.said.append(message)

    def on_reader_coding_activated(self, message: Reader.CodingActivated) -> None:
        """Keep it."""
        self.said.append(message)

    def on_reader_copied(self, message: Reader.Copied) -> None:
        """Keep it."""
        self.said.append(message)

    def on_canvas_view_changed(self, message: Reader.ViewChanged) -> None:
        """Keep it."""
        self.said.append(message)


def rows(app: ReaderApp) -> list[str]:
    """What the reader shows, line by line, without gutter and scrollbar."""
    return [line[13 : app.size.width - 1].rstrip() for line in screen_text(app).split("\n")]


def screen_text(app: App[None]) -> str:
    """What stands on the screen, line by line, without colours."""
    strips = app.screen._compositor.render_strips()
    return "\n".join("".join(segment.text for segment in strip).rstrip() for strip in strips)
