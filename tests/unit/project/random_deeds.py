"""Deeds of every kind, chosen by a few numbers and a word, as the use cases make them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from sqlmodel import Session

from qualwork.model.code import Code
from qualwork.model.errors import Refused
from qualwork.project.rows import codes, codings, families, memos, participants, themes, transcripts
from qualwork.project.rows.names import refuse_taken
from qualwork.project.store.decisions import Deciding
from tests.unit.project.studies import TEXT, reading


@dataclass(frozen=True)
class Pick:
    """What a deed is about: the `a`th and `b`th row of some table, and a word."""

    a: int
    b: int
    word: str

    def one(self, session: Session, table: str, which: int) -> int:
        """The id of some row; Refused where the table is empty."""
        ids = session.connection().exec_driver_sql(f"SELECT id FROM {table} ORDER BY id").scalars().all()
        if not ids:
            raise Refused(f"there is no {table}")
        return int(ids[which % len(ids)])

    def maybe(self, session: Session, table: str, which: int) -> int | None:
        """The id of some row or, for 0, None."""
        return self.one(session, table, which) if which else None


Deed = Callable[[Deciding, Pick], object]


def add_code(d: Deciding, pick: Pick) -> None:
    parent = pick.maybe(d.session, "code", pick.a)
    refuse_taken(d.session, "code", {"parent_id": parent, "name": pick.word})
    codes.add(d.session, Code(0, pick.word, parent))


def rename_code(d: Deciding, pick: Pick) -> None:
    row = one_code(d, pick.one(d.session, "code", pick.a))
    refuse_taken(d.session, "code", {"parent_id": row.parent, "name": pick.word}, row.id)
    codes.change(d.session, row.id, name=pick.word)


def recolour_code(d: Deciding, pick: Pick) -> None:
    codes.change(d.session, pick.one(d.session, "code", pick.a), colour=pick.word)


def move_code(d: Deciding, pick: Pick) -> None:
    code, parent = one_code(d, pick.one(d.session, "code", pick.a)), pick.one(d.session, "code", pick.b)
    if parent >= code.id:
        raise Refused("only under an older one, so that no circle comes of it")
    refuse_taken(d.session, "code", {"parent_id": parent, "name": code.name}, code.id)
    codes.change(d.session, code.id, parent_id=parent)


def delete_code(d: Deciding, pick: Pick) -> None:
    code = one_code(d, pick.one(d.session, "code", pick.a))
    for child in codes.everything(d.session):
        if child.parent == code.id:
            refuse_taken(d.session, "code", {"parent_id": code.parent, "name": child.name}, child.id)
            codes.change(d.session, child.id, parent_id=code.parent)
    mine = [coding.id for coding in codings.listing(d.session, codes=[code.id])]
    for coding in mine:
        memos.delete_on(d.session, ("coding", coding))
    codings.remove(d.session, mine)
    memos.delete_on(d.session, ("code", code.id))
    codes.delete(d.session, code.id)


def merge_codes(d: Deciding, pick: Pick) -> None:
    source, target = (pick.one(d.session, "code", which) for which in (pick.a, pick.b))
    if source == target:
        raise Refused("a code cannot be merged into itself")
    codings.move_to_code(d.session, source, target)
    for theme in codes.theme_links(d.session, source):
        themes.assign(d.session, theme, target)
    memos.move(d.session, ("code", source), ("code", target))
    delete_code(d, pick)


def apply_code(d: Deciding, pick: Pick) -> None:
    code, revision = pick.one(d.session, "code", pick.a), pick.one(d.session, "revision", pick.b)
    codings.add(d, code, revision, pick.b, pick.b + 5, TEXT[pick.b : pick.b + 5])


def apply_every_code(d: Deciding, pick: Pick) -> None:
    revision, start = pick.one(d.session, "revision", pick.a), pick.b
    every = [code.id for code in codes.everything(d.session)]
    codings.add_many(d, [(code, revision, start, start + 5, TEXT[start : start + 5]) for code in every])


def remove_coding(d: Deciding, pick: Pick) -> None:
    coding = pick.one(d.session, "coding", pick.a)
    memos.delete_on(d.session, ("coding", coding))
    codings.remove(d.session, [coding])


def recode(d: Deciding, pick: Pick) -> None:
    coding = pick.one(d.session, "coding", pick.a)
    codings.set_edges(d.session, coding, 30 + coding, 35 + coding, TEXT[30 + coding : 35 + coding])


def add_theme(d: Deciding, pick: Pick) -> None:
    parent, code = pick.maybe(d.session, "theme", pick.a), pick.maybe(d.session, "code", pick.b)
    place = {"draft_id": themes.shown_draft(d.session), "parent_id": parent, "name": pick.word}
    refuse_taken(d.session, "theme", place)
    theme = themes.add(d.session, pick.word, parent, from_code=code)
    if parent is not None:
        values = (theme, parent, pick.word)
        d.execute("INSERT INTO theme_relation (source_id, target_id, kind, note) VALUES (?, ?, ?, '')", values)


def assign_code(d: Deciding, pick: Pick) -> None:
    themes.assign(d.session, pick.one(d.session, "theme", pick.a), pick.one(d.session, "code", pick.b))


def unassign_code(d: Deciding, pick: Pick) -> None:
    themes.unassign(d.session, pick.one(d.session, "theme", pick.a), pick.one(d.session, "code", pick.b))


def mark_coding(d: Deciding, pick: Pick) -> None:
    theme, coding = pick.one(d.session, "theme", pick.a), pick.one(d.session, "coding", pick.b)
    themes.mark(d.session, theme, coding, "contrary" if len(pick.word) % 2 else "exemplary", pick.word)


def write_story(d: Deciding, pick: Pick) -> None:
    themes.change(d.session, pick.one(d.session, "theme", pick.a), story=pick.word)


def delete_theme(d: Deciding, pick: Pick) -> None:
    theme = pick.one(d.session, "theme", pick.a)
    if any(each.parent == theme for each in themes.everything(d.session)):
        raise Refused("it has subthemes")
    memos.delete_on(d.session, ("theme", theme))
    themes.delete(d.session, theme)


def write_memo(d: Deciding, pick: Pick) -> None:
    kinds: tuple[Any, ...] = ("code", "theme", "coding", "family", "transcript", "participant")
    kind = kinds[pick.a % len(kinds)]
    thing = pick.one(d.session, "term_family" if kind == "family" else kind, pick.b)
    memos.add(d, "note", (kind, thing), pick.word)


def change_memo(d: Deciding, pick: Pick) -> None:
    memos.change(d.session, pick.one(d.session, "memo", pick.a), pick.word)


def delete_memo(d: Deciding, pick: Pick) -> None:
    memos.delete(d.session, pick.one(d.session, "memo", pick.a))


def judge_form(d: Deciding, pick: Pick) -> None:
    same = [each.id for each in families.everything(d.session) if each.name.casefold() == pick.word.casefold()]
    family = same[0] if same else families.add(d.session, pick.word)
    families.judge(d.session, family, f"{pick.word}{pick.a % 2}", "accepted" if pick.b % 2 else "rejected")


def delete_family(d: Deciding, pick: Pick) -> None:
    family = pick.one(d.session, "term_family", pick.a)
    memos.delete_on(d.session, ("family", family))
    families.delete(d.session, family)


def rename_person(d: Deciding, pick: Pick) -> None:
    person = pick.one(d.session, "participant", pick.a)
    refuse_taken(d.session, "participant", {"pseudonym": pick.word}, person)
    participants.rename(d.session, person, pick.word)


def describe_person(d: Deciding, pick: Pick) -> None:
    person = pick.one(d.session, "participant", pick.a)
    participants.set_attributes(d.session, person, {"wave": pick.word if pick.b % 3 else ""})


def delete_person(d: Deciding, pick: Pick) -> None:
    person = pick.one(d.session, "participant", pick.a)
    if person in participants.speaking(d.session):
        raise Refused("a speaker stands for it")
    memos.delete_on(d.session, ("participant", person))
    participants.delete(d.session, person)


def set_speaker(d: Deciding, pick: Pick) -> None:
    transcript, person = pick.one(d.session, "transcript", pick.a), pick.one(d.session, "participant", pick.b)
    transcripts.set_speaker(d.session, transcript, "Ben", "other" if pick.b % 2 else None, person)


def import_transcript(d: Deciding, pick: Pick) -> None:
    people: dict[str, int | None] = {"Ben": participants.ensure(d.session, pick.word)}
    transcripts.add(d, reading(f"P{pick.a}"), people)


def one_code(d: Deciding, code: int) -> Code:
    """A code by its id."""
    return next(each for each in codes.everything(d.session) if each.id == code)


DEEDS: tuple[Deed, ...] = (
    add_code,
    rename_code,
    recolour_code,
    move_code,
    delete_code,
    merge_codes,
    apply_code,
    apply_every_code,
    remove_coding,
    recode,
    add_theme,
    assign_code,
    unassign_code,
    mark_coding,
    write_story,
    delete_theme,
    write_memo,
    change_memo,
    delete_memo,
    judge_form,
    delete_family,
    rename_person,
    describe_person,
    delete_person,
    set_speaker,
    import_transcript,
)
