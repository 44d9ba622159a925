"""The picture of the rooms, made from the imports: `python -m tests.house.picture` writes it anew."""

from __future__ import annotations

from pathlib import Path

import grimp

PICTURE = Path(__file__).resolve().parents[2] / "docs" / "rooms.svg"
ROWS = (("cli", "tui"), ("workbench",), ("ingest", "project", "analysis", "export"), ("model",))
_WIDTH, _HEIGHT, _ACROSS, _DOWN = 130, 40, 170, 110


def edges() -> set[tuple[str, str]]:
    """Which room imports which, at any time but for the type checker."""
    graph = grimp.build_graph("qualwork", exclude_type_checking_imports=True, cache_dir=None)
    found = set()
    for module in graph.modules:
        for other in graph.find_modules_directly_imported_by(module):
            rooms = [name.split(".")[1] if "." in name else "" for name in (module, other)]
            if all(rooms) and rooms[0] != rooms[1]:
                found.add((rooms[0], rooms[1]))
    return found


def picture() -> str:
    """Rooms as boxes, a line where the upper one imports the lower; `cli` starts `tui`."""
    wide = max(map(len, ROWS)) * _ACROSS
    middles = {
        room: ((wide - len(row) * _ACROSS) // 2 + _ACROSS // 2 + at * _ACROSS, 40 + level * _DOWN)
        for level, row in enumerate(ROWS)
        for at, room in enumerate(row)
    }
    lines = [f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {wide} {80 + (len(ROWS) - 1) * _DOWN}">']
    lines.append('<rect width="100%" height="100%" fill="white"/>')
    for upper, lower in sorted(edges()):
        (x, y), (to_x, to_y) = middles[upper], middles[lower]
        lines.append(f'<line x1="{x}" y1="{y}" x2="{to_x}" y2="{to_y}" stroke="#999"/>')
    for room, (x, y) in middles.items():
        left, top = x - _WIDTH // 2, y - _HEIGHT // 2
        lines.append(f'<rect x="{left}" y="{top}" width="{_WIDTH}" height="{_HEIGHT}" fill="#eef" stroke="#446"/>')
        lines.append(f'<text x="{x}" y="{y + 5}" text-anchor="middle" font-family="sans-serif">{room}</text>')
    return "\n".join([*lines, "</svg>", ""])


if __name__ == "__main__":
    PICTURE.write_text(picture(), encoding="utf-8")
