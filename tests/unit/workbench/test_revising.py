"""Editing a transcript: everything on it goes along or waits for review, and undo brings all of it back."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from qualwork.model.errors import BadInput, NotFound, Refused
from qualwork.project.log import history
from qualwork.workbench.base.projects import Project
from qualwork.workbench.codes import codebook, coding, memoing
from qualwork.workbench.counts import counting
from qualwork.workbench.log import auditing
from qualwork.workbench.report import reporting
from qualwork.workbench.themes import theming
from qualwork.workbench.transcripts import imported, importing, reading, revising
from tests.unit.project.studies import rows_of
from tests.unit.workbench.named import apply, ref, transcript_id
from tests.unit.workbench.studies import BEN, new_study, write

CLEO = "\nCleo: I was there too, and late.\n\nBen: You were?\n\nCleo: I was. By the door.\n"


@pytest.fixture
def coded(project: Project) -> Project:
    """Two codings, a passage memo and a judged hit on ben."""
    codebook.add_code(project, "trust")
    apply(project, "trust", "ben", quote="You could breathe, really breathe.")
    apply(project, "trust", "ben", quote="And the tea, well.")
    start = BEN.index("Nobody asked.")
    memoing.add(project, ref(project, "transcript:ben"), "nobody?", span=(start, start + 13))
    with project.decide("screen") as deciding:
        deciding.execute("INSERT INTO term_family (name, position) VALUES ('breathe', 1)")
        at = BEN.index("breathe,")
        deciding.execute(
            "INSERT INTO screened_hit (family_id, revision_id, start, end, verdict, coder_id, needs_review) "
            "VALUES (1, (SELECT id FROM revision WHERE characters = ?), ?, ?, 'in', 1, 0)",
            (len(BEN), at, at + 7),
        )
    return project


def extracts(project: Project) -> list[tuple[str, bool]]:
    """What the codings stand on, and whether they wait for review."""
    return [(one.extract, one.needs_review) for one in coding.listing(project)]


def test_an_edit_carries_everything_along(coded: Project) -> None:
    text = BEN.replace("I felt safe there. [laughs]", "I felt so very safe there.")
    made = revising.edit(coded, transcript_id(coded, "ben"), text, why="typo")
    assert (made.number, made.carried, made.found_again, made.flagged) == (2, 4, 0, ())
    assert extracts(coded) == [("You could breathe, really breathe.", False), ("And the tea, well.", False)]
    (memo,) = memoing.listing(coded)
    text = reading.load(coded, transcript_id(coded, "ben")).text
    assert text[memo.start : memo.end] == "Nobody asked."
    hit = next(row for (table, _), row in rows_of(coded).items() if table == "screened_hit")
    assert text[hit["start"] : hit["end"]] == "breathe"
    assert auditing.verify(coded).ok
    assert auditing.log(coded).rows[-1][4:7] == ("edit transcript", "ben to revision 2", "typo")


def test_what_was_edited_away_waits_for_review_and_every_table_still_sees_it(coded: Project) -> None:
    before = reading.infos(coded)[1].codings
    made = revising.edit(coded, transcript_id(coded, "ben"), BEN.replace("And the tea, well. ", ""))
    assert made.flagged == ("coding:2",)
    assert reading.infos(coded)[1].codings == before
    flags = {row[0]: row[-1] for row in reporting.quotes(coded).rows}
    assert flags == {1: False, 2: True}
    (waiting,) = revising.flagged(coded)
    assert (waiting.about, waiting.old_text, waiting.old_number) == ("trust", "And the tea, well.", 1)
    assert waiting.text.strip()
    assert auditing.verify(coded).ok


def test_a_flagged_one_is_settled_accepted_or_removed(coded: Project) -> None:
    revising.edit(coded, transcript_id(coded, "ben"), BEN.replace("And the tea, well. ", ""))
    text = reading.load(coded, transcript_id(coded, "ben")).text
    start = text.index("Nobody asked.")
    revising.settle(coded, "coding:2", start, start + 13)
    assert extracts(coded)[1] == ("Nobody asked.", False)
    assert revising.flagged(coded) == []
    auditing.undo(coded)
    assert revising.accept(coded, ["2"]) == 1
    assert not any(flag for _, flag in extracts(coded))
    auditing.undo(coded)
    assert revising.remove(coded, ["coding:2"]) == 1
    assert len(extracts(coded)) == 1
    assert auditing.verify(coded).ok


def test_moving_the_edges_by_hand_settles_too(coded: Project) -> None:
    revising.edit(coded, transcript_id(coded, "ben"), BEN.replace("And the tea, well. ", ""))
    coding.set_edges(coded, 2, 0, 5)
    assert revising.flagged(coded) == []


def test_memos_and_judged_hits_wait_for_review_too(coded: Project) -> None:
    revising.edit(
        coded,
        transcript_id(coded, "ben"),
        BEN.replace("You could breathe, really breathe.", "Oh.").replace("Nobody asked. ", ""),
    )
    waiting = {one.kind: one for one in revising.flagged(coded)}
    assert set(waiting) == {"coding", "memo", "hit"}
    assert waiting["memo"].old_text == "Nobody asked."
    assert (waiting["hit"].old_text, waiting["hit"].about) == ("breathe", "breathe")
    revising.edit(
        coded, transcript_id(coded, "ben"), reading.load(coded, transcript_id(coded, "ben")).text + "\nBen: More.\n"
    )
    again = {one.kind: one for one in revising.flagged(coded)}
    assert {kind: (one.old_number, one.old_text) for kind, one in again.items()} == {
        kind: (1, one.old_text) for kind, one in waiting.items()
    }
    assert revising.remove(coded, [one.key for one in again.values()]) == 3
    assert revising.flagged(coded) == []
    assert auditing.verify(coded).ok


def test_undo_brings_every_row_back_and_redo_the_edit(coded: Project) -> None:
    before, words = rows_of(coded), counting.words(coded).rows
    revising.edit(coded, transcript_id(coded, "ben"), BEN.replace("And the tea, well. ", "") + CLEO)
    after = rows_of(coded)
    assert [speaker.label for speaker in reading.infos(coded)[1].speakers] == ["Interviewer", "Ben", "Cleo"]
    auditing.undo(coded)
    assert rows_of(coded) == before
    assert counting.words(coded).rows == words
    auditing.redo(coded)
    assert rows_of(coded) == after
    assert auditing.verify(coded).ok


def test_word_tables_follow_the_new_text(coded: Project) -> None:
    revising.edit(coded, transcript_id(coded, "ben"), BEN.replace("breathe, really breathe", "swim, really swim"))
    said = {row[0]: row for row in counting.words(coded).rows}
    assert "swim" in said
    auditing.undo(coded)
    assert "swim" not in {row[0] for row in counting.words(coded).rows}


def test_old_revisions_stay_readable(coded: Project) -> None:
    revising.edit(coded, transcript_id(coded, "ben"), BEN.replace("tea", "coffee"))
    assert revising.text_of(coded, transcript_id(coded, "ben"), 1)[0] == BEN
    assert "coffee" in revising.text_of(coded, transcript_id(coded, "ben"), 2)[0]
    assert [(one.number, one.current) for one in revising.listing(coded, transcript_id(coded, "ben"))] == [
        (1, False),
        (2, True),
    ]
    with pytest.raises(NotFound, match="no revision 3; it has 1, 2"):
        revising.text_of(coded, transcript_id(coded, "ben"), 3)


def test_speakers_keep_the_roles_that_were_given_them(coded: Project) -> None:
    with coded.decide("set role") as deciding:
        deciding.execute("UPDATE speaker SET role = 'other' WHERE label = 'Ben'")
    revising.edit(coded, transcript_id(coded, "ben"), BEN.replace("tea", "coffee"))
    roles = reading.load(coded, transcript_id(coded, "ben")).roles()
    assert roles == {"Interviewer": "interviewer", "Ben": "other"}


def test_two_codings_that_come_to_stand_on_one_passage_are_both_kept(coded: Project) -> None:
    start = BEN.index("And the tea")
    apply(coded, "trust", "ben", span=(start, start + len("And the tea")))
    revising.edit(coded, transcript_id(coded, "ben"), BEN.replace("And the tea, well.", "And the tea"))
    assert len(extracts(coded)) == 3
    assert auditing.verify(coded).ok


def test_what_quotations_leave_out_goes_along(coded: Project) -> None:
    theming.add_theme(coded, "Held")
    theme = next(row["id"] for (table, _), row in rows_of(coded).items() if table == "theme")
    with coded.decide("mark") as deciding:
        deciding.execute(
            "INSERT INTO theme_coding (theme_id, coding_id, mark, reason, cuts) VALUES (?, 1, 'exemplary', '', ?)",
            (theme, json.dumps([[17, 26]])),
        )
    revising.edit(coded, transcript_id(coded, "ben"), BEN.replace("You could breathe", "You all could breathe"))
    row = next(row for (table, _), row in rows_of(coded).items() if table == "theme_coding")
    (cut,) = json.loads(row["cuts"])
    assert extracts(coded)[0][0][cut[0] : cut[1]] == BEN[BEN.index("You could") :][17:26]


def test_nothing_changes_where_nothing_differs_or_nothing_is_left(coded: Project) -> None:
    before = rows_of(coded)
    with pytest.raises(BadInput, match="the text is the one the project has already"):
        revising.edit(coded, transcript_id(coded, "ben"), BEN)
    with pytest.raises(BadInput, match="the new text is empty"):
        revising.edit(coded, transcript_id(coded, "ben"), " \n")
    with pytest.raises(BadInput, match="there is no passage"):
        revising.edit(coded, transcript_id(coded, "ben"), BEN.replace("And the tea, well. ", ""))
        revising.settle(coded, "coding:2", 0, 10**6)
    auditing.undo(coded)
    assert rows_of(coded) == before
    with pytest.raises(NotFound, match="nothing that waits for review"):
        revising.settle(coded, "coding:1", 0, 3)


def test_settling_on_a_place_that_is_taken_is_refused(coded: Project) -> None:
    revising.edit(coded, transcript_id(coded, "ben"), BEN.replace("And the tea, well. ", ""))
    start = BEN.index("You could breathe")
    with pytest.raises(Refused, match="remove this one instead"):
        revising.settle(coded, "coding:2", start, start + len("You could breathe, really breathe."))


def test_undo_of_an_edit_is_refused_once_somebody_coded_the_new_text(coded: Project) -> None:
    revising.edit(coded, transcript_id(coded, "ben"), BEN.replace("tea", "coffee"))
    coded.coder = "lee"
    apply(coded, "trust", "ben", quote="coffee")
    coded.coder = "kim"
    with pytest.raises(Refused, match="refers to its revision"):
        auditing.undo(coded)


def test_a_file_is_put_in_its_place_and_kept(coded: Project, tmp_path: Path) -> None:
    (path,) = write(tmp_path / "corrected", ben=BEN.replace("tea", "coffee"))
    made = revising.edit_file(coded, transcript_id(coded, "ben"), path)
    assert (made.number, made.flagged) == (2, ())
    assert [one.source_name for one in revising.listing(coded, transcript_id(coded, "ben"))] == ["ben.txt", "ben.txt"]
    revision = next(row for (table, key), row in rows_of(coded).items() if table == "revision" and row["number"] == 2)
    with coded.read() as session:
        query = "SELECT data FROM content WHERE sha256 = ?"
        (data,) = session.connection().exec_driver_sql(query, (revision["source_sha256"],)).one()
    assert data == path.read_bytes()
    with coded.read() as session:
        assert history.head(session) is not None


def test_import_knows_a_changed_version_and_revises_it_on_demand(coded: Project, tmp_path: Path) -> None:
    (path,) = write(tmp_path / "corrected", ben=BEN.replace("tea", "coffee"))
    (skipped,) = importing.import_paths(coded, [path])
    assert skipped.status == "skipped"
    assert "transcripts edit 'ben'" in skipped.warnings[0]
    (revised,) = importing.import_paths(coded, [path], imported.ImportOptions(revise=True))
    assert (revised.status, revised.transcript) == ("revised", "ben")
    (again,) = importing.import_paths(coded, [path], imported.ImportOptions(revise=True))
    assert (again.status, again.warnings) == ("skipped", ("the same content is in the project already as 'ben'",))
    assert "coffee" in reading.load(coded, transcript_id(coded, "ben")).text


def test_another_interview_of_the_same_name_is_another_transcript(coded: Project, tmp_path: Path) -> None:
    (path,) = write(tmp_path / "other", ben="Interviewer: Who are you?\n\nCleo: Nobody you have met before.\n")
    (made,) = importing.import_paths(coded, [path])
    assert (made.status, made.transcript) == ("imported", "ben (2)")


def test_turns_of_captions_keep_their_times(tmp_path: Path) -> None:
    folder = tmp_path / "captions"
    folder.mkdir()
    path = folder / "talk.vtt"
    path.write_text(
        "WEBVTT\n\n00:01.000 --> 00:04.000\n<v Ann>How was the group for you?\n\n"
        "00:05.000 --> 00:09.000\n<v Ben>I felt safe their with them all.\n\n"
        "00:10.000 --> 00:12.000\n<v Ann>And now that it is over?\n",
        encoding="utf-8",
    )
    with new_study(tmp_path) as project:
        importing.import_paths(project, [path])
        old = reading.load(project, transcript_id(project, "talk"))
        revising.edit(project, transcript_id(project, "talk"), old.text.replace("their", "there"))
        new = reading.load(project, transcript_id(project, "talk"))
        assert [(t.speaker, t.begins, t.ends) for t in new.turns] == [(t.speaker, t.begins, t.ends) for t in old.turns]
        assert auditing.verify(project).ok
