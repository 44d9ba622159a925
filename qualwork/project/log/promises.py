"""What verification asks of the live tables beyond the log: that what decisions refuse is not in the file either."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from qualwork.model.trees import MOST_LEVELS, circle, cut
from qualwork.project.store.trees import TREES

Finding = tuple[str, str, str]
"""Table, key of a row as JSON, and what is wrong with it."""


def trees(connection: Any) -> Iterator[Finding]:
    """Codes and themes that lie below themselves or too deep."""
    for entity in TREES:
        parents = dict(connection.execute(f'SELECT id, parent_id FROM "{entity}"').fetchall())
        for row in sorted(cut(parents)):
            ring = circle(parents, row)
            if ring:
                between = ", ".join(map(str, ring[1:])) or "nothing between"
                yield entity, f"[{row}]", f"lies below itself (with {between}); move it to the top"
            elif parents[row] in parents:
                yield entity, f"[{row}]", f"lies more than {MOST_LEVELS} levels deep; move it to the top"
