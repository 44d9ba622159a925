"""Participants and their attributes in the project file."""

from __future__ import annotations

from collections.abc import Mapping

from sqlmodel import Session, col, select

from qualwork.model.transcript import Participant
from qualwork.project.rows.names import TakenNames, taken_by
from qualwork.project.store.database import straight
from qualwork.project.tables.data import ParticipantAttributeRow, ParticipantRow, SpeakerRow


def everyone(session: Session) -> list[Participant]:
    """All participants in order of pseudonym."""
    attributes: dict[int, dict[str, str]] = {}
    for fact in session.exec(select(ParticipantAttributeRow)):
        attributes.setdefault(fact.participant_id, {})[fact.name] = fact.value
    rows = session.exec(select(ParticipantRow).order_by(col(ParticipantRow.pseudonym)))
    return [Participant(row.id or 0, row.pseudonym, attributes.get(row.id or 0, {})) for row in rows]


def ensure(session: Session, pseudonym: str, pseudonyms: TakenNames | None = None) -> int:
    """Id of the participant with that pseudonym, made if there is none.

    `pseudonyms` are those taken where many are asked for in one transaction.
    """
    connection = straight(session)
    known = connection.execute("SELECT id FROM participant WHERE pseudonym = ?", (pseudonym,)).fetchone()
    if known is not None:
        return int(known[0])
    if pseudonyms is None:
        alike = taken_by(session, "participant", {"pseudonym": pseudonym})
        key = None if alike is None else alike[0]
    else:
        key = pseudonyms.id_of(pseudonym)
    if key is None:
        key = connection.execute("INSERT INTO participant (pseudonym) VALUES (?)", (pseudonym,)).lastrowid or 0
        if pseudonyms is not None:
            pseudonyms.add(pseudonym, key)
    return key


def rename(session: Session, participant_id: int, pseudonym: str) -> None:
    """Give a participant another pseudonym."""
    session.get_one(ParticipantRow, participant_id).pseudonym = pseudonym
    session.flush()


def set_attributes(session: Session, participant_id: int, values: Mapping[str, str]) -> None:
    """Set facts about a participant; an empty value removes one."""
    for name, value in values.items():
        row = session.get(ParticipantAttributeRow, (participant_id, name))
        if row is None and value:
            session.add(ParticipantAttributeRow(participant_id=participant_id, name=name, value=value))
        elif row is not None and value:
            row.value = value
        elif row is not None:
            session.delete(row)


def delete(session: Session, participant_id: int) -> None:
    """Remove a participant no speaker stands for."""
    for fact in session.exec(
        select(ParticipantAttributeRow).where(ParticipantAttributeRow.participant_id == participant_id)
    ):
        session.delete(fact)
    session.flush()
    session.delete(session.get_one(ParticipantRow, participant_id))
    session.flush()


def speaking(session: Session) -> dict[int, list[SpeakerRow]]:
    """The speakers that stand for each participant."""
    found: dict[int, list[SpeakerRow]] = {}
    for row in session.exec(select(SpeakerRow).where(col(SpeakerRow.participant_id).is_not(None))):
        found.setdefault(row.participant_id or 0, []).append(row)
    return found
