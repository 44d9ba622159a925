"""What undo and redo bring back onto a text that was edited meanwhile: carried along, or flagged for review."""

from __future__ import annotations

from qualwork.analysis.anchors.reanchor import Carrier
from qualwork.project.rows import revisions, transcripts
from qualwork.project.rows.revisions import Anchor, Move
from qualwork.project.store.database import straight
from qualwork.project.store.decisions import Deciding
from qualwork.project.store.living import older


def carry(deciding: Deciding) -> None:
    """Put what stands on an older revision now onto the one that is shown, inside the undo itself."""
    deciding.session.flush()
    for revision in older(straight(deciding.session), deciding.number):
        if anchors := revisions.anchors(deciding.session, revision):
            _carry(deciding, revision, anchors)


def _carry(deciding: Deciding, old: int, anchors: list[Anchor]) -> None:
    session = deciding.session
    query = (
        "SELECT now.id FROM revision AS was JOIN transcript ON transcript.id = was.transcript_id "
        "JOIN revision AS now ON now.transcript_id = transcript.id AND now.number = transcript.revision "
        "WHERE was.id = ?"
    )
    (new,) = deciding.execute(query, (old,)).fetchone()
    text = transcripts.body(session, new)[0]
    carrier = Carrier(transcripts.body(session, old)[0], text)
    taken = {(one.kind, one.owner, one.start, one.end) for one in revisions.anchors(session, new)}
    cuts = revisions.cuts(session, old)
    moves = []
    for anchor in anchors:
        place = carrier.carry(anchor.start, anchor.end)
        start, end = place.start, place.end
        sure = place.how != "needs review" and not anchor.needs_review
        if anchor.id in cuts and text[start:end] != carrier.old[anchor.start : anchor.end]:
            sure = False
        while (anchor.kind, anchor.owner, start, end) in taken:
            # The same thing stands there by now: beside it, for somebody to look at.
            sure = False
            start, end = (start, end + 1) if end < len(text) else (max(0, start - 1), end - (start == 0))
        taken.add((anchor.kind, anchor.owner, start, end))
        moves.append(Move(anchor, start, end, not sure, text[start:end] if sure else None))
    revisions.move(deciding, old, new, moves)
