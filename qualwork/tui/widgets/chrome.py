"""The three lines round every tab: tabs and title above, the status and the keys of most use below."""

from __future__ import annotations

from collections.abc import Sequence

from rich.text import Text
from textual.binding import Binding
from textual.content import Content
from textual.message import Message
from textual.screen import Screen
from textual.widget import Widget
from textual.widgets import Static

from qualwork.tui.actions import ALWAYS
from qualwork.tui.reader.cells import cell_width, cut, pad

TABS: tuple[tuple[str, str, str], ...] = (
    ("read", "1", "Read"),
    ("code", "2", "Code"),
    ("themes", "3", "Themes"),
    ("review", "4", "Review"),
    ("define", "5", "Define"),
    ("report", "6", "Report"),
    ("terms", "7", "Terms"),
    ("audit", "8", "Audit"),
)


class TopBar(Widget):
    """Tabs, then the study's title and who decides."""

    DEFAULT_CSS = "TopBar { height: 1; background: $panel; color: $foreground; }"

    def __init__(self, tab: str) -> None:
        super().__init__()
        self._tab = tab
        self._title = ""

    def show(self, title: str, coder: str, read_only: bool) -> None:
        """Say which study it is and who decides."""
        self._title = f"{title} · {coder}" + (" · read-only" if read_only else "")
        self.refresh()

    def render(self) -> Content:
        """The line: the open tab stands in reverse and in brackets."""
        parts: list[Content | str | tuple[str, str]] = []
        used = 0
        for name, key, label in TABS:
            shown = f"[{key} {label}]" if name == self._tab else f" {key} {label} "
            style = "bold reverse" if name == self._tab else f"@click=app.tab('{name}')"
            parts.append(Content.styled(shown, style))
            used += len(shown)
        title = cut(self._title, max(0, self.size.width - used - 3))
        parts.append(" " * (self.size.width - used - cell_width(title) - 1))
        return Content.assemble(*parts, Content(title))


class StatusLine(Widget):
    """Where one is, on the left; what was just done, on the right, which is never cut for the other's sake."""

    DEFAULT_CSS = "StatusLine { height: 1; background: $panel; color: $foreground; padding: 0 1; }"

    def __init__(self) -> None:
        super().__init__()
        self.place = ""
        self.said = ""

    def show(self, place: str | None = None, said: str | None = None) -> None:
        """Say another place, or another deed."""
        self.place = self.place if place is None else place
        self.said = self.said if said is None else said
        self.refresh()

    def render(self) -> Text:
        """The line, exactly as wide as it may be."""
        width = self.size.width
        said = cut(self.said, max(0, width * 2 // 3))
        room = max(0, width - cell_width(said) - (2 if said else 0))
        line = Text(pad(self.place, room), no_wrap=True)
        return line.append("  " + said, "bold") if said else line


class KeyLine(Static):
    """The keys of most use where one is, as many as fit; help and the palette are always among them."""

    DEFAULT_CSS = "KeyLine { height: 1; background: $surface; color: $foreground; padding: 0 1; }"

    class Wanted(Message):
        """Other keys are of use now."""

    def on_mount(self) -> None:
        """Follow the focus and what is possible."""
        self.screen.bindings_updated_signal.subscribe(self, self._follow)

    def _follow(self, _: Screen[object]) -> None:
        self.post_message(self.Wanted())

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
    "question_mark": "?",
    "left_parenthesis": "(",
    "right_parenthesis": ")",
    "left_curly_bracket": "{",
    "right_curly_bracket": "}",
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
