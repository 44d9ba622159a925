"""The first ten minutes: short cards beside the real screens, each gone on from by doing what it says, or by a key."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from textual.app import App

from qualwork.model.errors import QualworkError
from qualwork.tui.overview import Overview
from qualwork.tui.reader.widget import Reader
from qualwork.tui.session import Session
from qualwork.workbench.log import auditing
from qualwork.workbench.themes import theming

TOLD = "f7 next · f8 ends the tour"


@dataclass(frozen=True, slots=True)
class Counts:
    """What there is of the study, to see that something was made."""

    codings: int
    themes: int
    placed: int
    redone: int
    homes: int

    @classmethod
    def of(cls, session: Session, homes: int) -> Counts:
        """Count now; the home of the phases was opened `homes` times."""
        project = session.project
        head = auditing.head(project)
        return cls(
            codings=sum(session.snapshot.uses.values()),
            themes=len(theming.everything(project)),
            placed=sum(map(len, theming.homes(project).values())),
            homes=homes,
            redone=head.number if head is not None and head.redoes is not None else 0,
        )


@dataclass(frozen=True, slots=True)
class Card:
    """What to do, and how one sees that it was done since `begun`."""

    title: str
    text: str
    done: Callable[[App[None], Counts, Counts], bool]


def _reading(app: App[None], begun: Counts, now: Counts) -> bool:
    return isinstance(app.focused, Reader)


def _selected(app: App[None], begun: Counts, now: Counts) -> bool:
    return isinstance(app.focused, Reader) and app.focused.selection is not None


CARDS: tuple[Card, ...] = (
    Card(
        "Read",
        "These are interviews of an invented support group; nothing you do here can harm anything. "
        "On the left are the transcripts. ↑ and ↓ choose one, ↵ opens it. The mouse works, too.",
        _reading,
    ),
    Card(
        "Select",
        "↑ ↓ ← → walk through the text. s selects the sentence at the cursor, s again the next one as well. "
        "Find a sentence that you would want to remember, and press s.",
        _selected,
    ),
    Card(
        "Code",
        "A code is a label for what is of interest in a passage. Press 2 for the tab Code, then c. "
        "Type a few letters to find a code, or a new name to make one, and press ↵.",
        lambda app, begun, now: now.codings > begun.codings,
    ),
    Card(
        "Undo",
        "Everything can be undone, also tomorrow: u takes back what you did last, U puts it there again. "
        "Try u, then U. The line at the bottom says what was done.",
        lambda app, begun, now: now.redone > begun.redone,
    ),
    Card(
        "Theme",
        "A theme says what many passages have in common. Press 3: the tree of themes, each with its codes. "
        "a adds a theme; a name that claims something says more than one word.",
        lambda app, begun, now: now.themes > begun.themes,
    ),
    Card(
        "Put a code under it",
        "Choose a code (tab goes to the codes without a theme, and back to the tree), press t, "
        "and choose your theme. A code may be under several.",
        lambda app, begun, now: now.placed > begun.placed,
    ),
    Card(
        "Count terms",
        "Press 7: how many participants use a term or one of its forms, and how often they say it. "
        "Only what participants say is counted, not the interviewer's words.",
        lambda app, begun, now: app.current_mode == "terms",
    ),
    Card(
        "What is open",
        "Press 0: the six phases, what is done in each, and what may be open. Each line goes to its place. "
        "Nothing is ever locked; what does not matter can be set aside with a reason.",
        lambda app, begun, now: now.homes > begun.homes,
    ),
    Card(
        "That is all you need",
        "? shows the keys that work where you are, ^p finds every action and every thing. q leaves. "
        "Then make your own:  qualwork new mystudy   and   qualwork import FOLDER",
        lambda app, begun, now: False,
    ),
)


class Tour:
    """Where one is in the cards."""

    def __init__(self, app: App[None], session: Session, overview: Overview) -> None:
        self._app = app
        self._session = session
        self._overview = overview
        self.at = 0
        self.begun = self._count()
        self._seen = -1
        self._now = self.begun

    def _count(self) -> Counts:
        return Counts.of(self._session, self._overview.visits)

    @property
    def card(self) -> Card:
        """The card that is shown."""
        return CARDS[self.at]

    def text(self) -> str:
        """The card as it is shown."""
        return f"{self.at + 1}/{len(CARDS)} {self.card.title} · {TOLD}\n{self.card.text}"

    def advance(self) -> bool:
        """Go on where the card was done; True where it was."""
        if self._session.version != self._seen:
            self._seen = self._session.version
            try:
                self._now = self._count()
            except QualworkError:
                return False
        self._now = replace(self._now, homes=self._overview.visits)
        done = self.card.done(self._app, self.begun, self._now)
        return done and self.next()

    def next(self) -> bool:
        """Go on to the next card; False after the last one."""
        if self.at + 1 >= len(CARDS):
            return False
        self.at += 1
        self.begun = self._count()
        return True
