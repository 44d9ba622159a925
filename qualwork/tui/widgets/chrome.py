"""The three lines round every tab: tabs and title above, the status and the keys of most use below."""

from __future__ import annotations

from collections.abc import Sequence

from rich.text import Text
from textual.binding import Binding
from textual.content import Content
from textual.message import Message
from textual.screen import Screen
from textual.timer import Timer
from textual.widget import Widget
from textual.widgets import Static

from qualwork.tui.actions import ALWAYS
from qualwork.tui.reader.cells import cell_width, cut, pad
from qualwork.tui.tabs.registry import NUMBER_KEYS, TABS

_ROOM_FOR_TITLE = 24
_MESSAGE_SECONDS = 20


def room_for_title(width: int) -> int:
    """Cells beside the tabs for title and coder; 0 where they go into the status line, for want of room."""
    room = width - sum(len(tab.label) + 4 for tab in TABS.values()) - 3
    return room if room >= _ROOM_FOR_TITLE else 0


class TopBar(Widget):
    """Tabs, then the study's title and who decides."""

    DEFAULT_CSS = "TopBar { height: 1; background: $panel; color: $foreground; }"

    def __init__(self, tab: str) -> None:
        super().__init__()
        self._tab = tab
        self._about: Sequence[str] = ()

    def show(self, about: Sequence[str]) -> None:
        """Say which study it is, who decides, and whether it is read-only."""
        self._about = about
        self.refresh()

    def render(self) -> Content:
        """The line: the open tab stands in reverse and in brackets."""
        parts: list[Content | str | tuple[str, str]] = []
        used = 0
        for name, tab in TABS.items():
            label = f"{NUMBER_KEYS[name]} {tab.label}"
            shown = f"[{label}]" if name == self._tab else f" {label} "
            style = "bold reverse" if name == self._tab else f"@click=app.tab('{name}')"
            parts.append(Content.styled(shown, style))
            used += len(shown)
        title = about_study(self._about, room_for_title(self.size.width))
        parts.append(" " * (self.size.width - used - cell_width(title) - 1))
        return Content.assemble(*parts, Content(title))


def about_study(about: Sequence[str], room: int) -> str:
    """Title, coder and read-only in so many cells; the title gives way first, what cannot be written never."""
    title, *rest = about or ("",)
    tail = "".join(f" · {each}" for each in rest)
    return cut(title, room - cell_width(tail)) + tail if room > cell_width(tail) + 4 else cut(tail[3:], max(0, room))


class StatusLine(Widget):
    """Where one is, on the left; what was just done, on the right, which is never cut for the other's sake.

    Where the tabs leave no room for title and coder they stand here, as far as place and message leave some. A message
    goes away after a while: an old one would be read as the answer to the last key.
    """

    DEFAULT_CSS = "StatusLine { height: 1; background: $panel; color: $foreground; padding: 0 1; }"

    def __init__(self) -> None:
        super().__init__()
        self.place = ""
        self.said = ""
        self.about: Sequence[str] = ()
        self._ageing: Timer | None = None

    def show(self, place: str | None = None, said: str | None = None) -> None:
        """Say another place, or another message."""
        self.place = self.place if place is None else place
        if said is not None:
            self._say(said)
        self.refresh()

    def _say(self, said: str) -> None:
        self.said = said
        if self._ageing is not None:
            self._ageing.stop()
        self._ageing = self.set_timer(_MESSAGE_SECONDS, self._forget) if said else None

    def _forget(self) -> None:
        self.said, self._ageing = "", None
        self.refresh()

    def render(self) -> Text:
        """The line, exactly as wide as it may be."""
        width = self.size.width
        said = cut(self.said, max(0, width * 2 // 3))
        right = said or self._study(width)
        room = max(0, width - cell_width(right) - (2 if right else 0))
        line = Text(pad(self.place, room), no_wrap=True)
        return line.append("  " + right, "bold" if said else "") if right else line

    def _study(self, width: int) -> str:
        if room_for_title(self.screen.size.width):
            return ""
        room = width - cell_width(self.place) - 2
        return about_study(self.about, room) if room >= _ROOM_FOR_TITLE else ""


class KeyLine(Static):
    """The keys of most use where one is, as many as fit; help and the palette are always among them."""

    DEFAULT_CSS = "KeyLine { height: 1; background: $surface; color: $foreground; padding: 0 1; }"

    class KeysChanged(Message):
        """Other keys are of use now."""

    def on_mount(self) -> None:
        """Follow the focus and what is possible."""
        self.screen.bindings_updated_signal.subscribe(self, self._follow)

    def _follow(self, _: Screen[object]) -> None:
        self.post_message(self.KeysChanged())

    def show(self, ids: Sequence[str]) -> None:
        """Show the keys with these ids, as far as they work here."""
        active: dict[str, Binding] = {}
        for one in self.screen.active_bindings.values():
            if one.enabled and one.binding.id:
                active.setdefault(one.binding.id, one.binding)
        known = [active[each] for each in ids if each in active]
        always = [active[each] for each in ALWAYS if each in active]
        room = self.size.width - 2 - sum(len(self._words(each)) + 2 for each in always)
        fitting = []
        for each in known:
            room -= len(self._words(each)) + 2
            if room < -2:
                break
            fitting.append(each)
        pieces: list[Content | str] = []
        for each in [*fitting, *always]:
            key, _, label = self._words(each).partition(" ")
            link = f"@click=screen.press('{each.id}')"
            pieces += [Content.styled(key, f"bold $accent {link}"), Content.styled(f" {label}", link), "  "]
        self.update(Content.assemble(*pieces))

    def _words(self, binding: Binding) -> str:
        return f"{shown_key(binding.key)} {binding.description}"


_NAMES = {
    "full_stop": ".",
    "less_than_sign": "<",
    "greater_than_sign": ">",
    "question_mark": "?",
    "left_parenthesis": "(",
    "right_parenthesis": ")",
    "left_curly_bracket": "{",
    "right_curly_bracket": "}",
    "left_square_bracket": "[",
    "right_square_bracket": "]",
    "slash": "/",
    "colon": ":",
    "left": "←",
    "right": "→",
    "up": "↑",
    "down": "↓",
    "pageup": "PgUp",
    "pagedown": "PgDn",
    "escape": "esc",
    "enter": "↵",
    "delete": "del",
    "upper_": "",
}


def shown_key(keys: str) -> str:
    """The first of some keys as people write it: `^p`, `⇧→`, `.`."""
    key = keys.split(",")[0].strip()
    *modifiers, name = key.split("+")
    name = _NAMES.get(name, name)
    signs = {"ctrl": "^", "shift": "⇧", "alt": "alt-", "super": "cmd-"}
    return "".join(signs.get(each, each) for each in modifiers) + name
