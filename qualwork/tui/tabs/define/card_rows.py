"""The card of a theme as rows: its fields, its codes and numbers, and its questions."""

from __future__ import annotations

from collections.abc import Sequence

from rich.text import Text

from qualwork.model.memo import Memo
from qualwork.model.plurals import counted
from qualwork.model.theme import Theme, ThemeNode, ThemeTree
from qualwork.tui.reader.cells import drawn
from qualwork.tui.tabs.review.review_rows import STATUS_SIGNS

FIELDS = {
    "essence": "Essence",
    "scope_in": "In scope",
    "scope_out": "Out of scope",
    "story": "Story",
    "differs": "How it differs from its neighbours",
}
"""The texts of a card by the name of their field."""
ASKS = {
    "essence": "What is it about, in a few sentences?",
    "scope_in": "What belongs to it?",
    "scope_out": "What does not, though one might think so?",
    "story": "How does it fit the story of the analysis?",
    "differs": "What makes it another theme than those beside it?",
}

_Row = tuple[str, Text]


def card(node: ThemeNode, questions: Sequence[Memo]) -> list[_Row]:
    """The rows of a card, each with a key: a field's name, or `q` and the id of a question."""
    theme = node.theme
    rows = [("name", _row("Name", theme.name, _about_name(theme))), ("status", _row("Status", _status(theme), ""))]
    rows += [(field, _row(label, getattr(theme, field), ASKS[field])) for field, label in FIELDS.items()]
    codes = ", ".join(node.codes) or "no code of its own"
    facts = f"{counted(node.extracts, 'extract')} by {counted(node.participants, 'participant')}; {codes}"
    rows.append(("codes", _row("Extracts and codes", facts, "")))
    for each in questions:
        sign, word = ("●", "Settled") if each.resolved else ("○", "Open question")
        rows.append((f"q{each.id}", _row(f"{sign} {word} of {each.coder}, {each.at[:10]}", each.text, "")))
    return rows


def _row(label: str, value: str, hint: str) -> Text:
    text = Text(label, "bold")
    if value:
        text.append("\n" + "\n".join(drawn(line) for line in value.splitlines()), "not bold")
    if hint and (not value or label == "Name"):
        text.append(f"\n({hint})", "not bold italic")
    return text.append("\n")


def _status(theme: Theme) -> str:
    return f"{STATUS_SIGNS[theme.status]} {theme.status}"


def _about_name(theme: Theme) -> str:
    return "" if len(theme.name.split()) > 1 else "One word names a topic; a theme says something about it."


def neighbours(tree: ThemeTree, theme: Theme) -> list[Theme]:
    """The themes beside a theme, and the one it is under."""
    return [
        node.theme
        for _, node in tree.walk()
        if node.theme.id != theme.id and (node.theme.parent == theme.parent or node.theme.id == theme.parent)
    ]


def about_neighbours(found: Sequence[Theme]) -> str:
    """The neighbours of a theme with what they are about."""
    lines = [f"{each.name}: {each.essence or 'no essence yet'}" for each in found]
    return "\n".join(lines) or "There is no theme beside it."


def missing(theme: Theme) -> int:
    """How many parts of a card are not written."""
    return sum(not getattr(theme, field) for field in FIELDS)
