"""The theme tree as text: an outline with lines, a Markdown list, and JSON nodes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from qualwork.export.figures.label import one_line
from qualwork.export.figures.tree_layout import counts_note, label_of
from qualwork.export.plain import json_text, plain
from qualwork.export.tables.table_text import markdown_text
from qualwork.model.theme import ThemeNode, ThemeTree

NO_THEMES = "no themes yet"


def tree_text(tree: ThemeTree, counts: bool = True, codes: bool = False) -> str:
    """One theme a line, subthemes hanging on lines, codes below each where asked; the title, if any, is the trunk."""
    title = one_line(tree.title)
    lines = [title] if title else []
    if not tree.roots:
        lines.append(NO_THEMES)
    elif title:
        lines += _branches(tree.roots, "", counts, codes)
    else:
        for root in tree.roots:
            lines += [_text_line(root, counts), *_below(root, "", counts, codes)]
    return "\n".join(lines) + "\n"


def _branches(nodes: Sequence[ThemeNode], before: str, counts: bool, codes: bool) -> Iterator[str]:
    for number, node in enumerate(nodes, start=1):
        last = number == len(nodes)
        yield before + ("└─ " if last else "├─ ") + _text_line(node, counts)
        yield from _below(node, before + ("   " if last else "│  "), counts, codes)


def _below(node: ThemeNode, before: str, counts: bool, codes: bool) -> Iterator[str]:
    if codes and node.codes:
        yield f"{before}codes: {'; '.join(map(one_line, node.codes))}"
    yield from _branches(node.children, before, counts, codes)


def _text_line(node: ThemeNode, counts: bool) -> str:
    return f"{label_of(node)} ({counts_note(node)})" if counts else label_of(node)


def tree_markdown(tree: ThemeTree, counts: bool = True) -> str:
    """A nested list: each theme with its counts, essence and codes."""
    lines = [f"# {markdown_text(one_line(tree.title))}", ""] if one_line(tree.title) else []
    if not tree.roots:
        lines.append(f"*{NO_THEMES}*")
    for depth, node in tree.walk():
        before = "  " * depth
        note = f" ({counts_note(node)})" if counts else ""
        lines.append(f"{before}- **{markdown_text(label_of(node))}**{note}")
        if essence := one_line(node.theme.essence):
            lines.append(f"{before}  - essence: {markdown_text(essence)}")
        if node.codes:
            lines.append(f"{before}  - codes: " + "; ".join(markdown_text(one_line(code)) for code in node.codes))
    return "\n".join(lines) + "\n"


def tree_nodes(tree: ThemeTree) -> list[dict[str, Any]]:
    """The themes as nested plain values, ready for JSON."""
    return [_node(root) for root in tree.roots]


def _node(node: ThemeNode) -> dict[str, Any]:
    theme = node.theme
    return {
        "id": theme.id,
        "name": plain(theme.name),
        "essence": plain(theme.essence),
        "status": theme.status,
        "participants": node.participants,
        "extracts": node.extracts,
        "codes": [plain(code) for code in node.codes],
        "children": [_node(child) for child in node.children],
    }


def tree_json(tree: ThemeTree) -> str:
    """The nested nodes as JSON, a list with one object for each theme at the top."""
    return json_text(tree_nodes(tree), indent=1) + "\n"
