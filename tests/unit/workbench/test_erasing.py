"""Erasure: nothing is left of what was said, everything else keeps its place, and the log still holds."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest

from qualwork.model.errors import NotFound, ProjectFault, QualworkError, Refused
from qualwork.workbench.base import projects
from qualwork.workbench.base.projects import Project
from qualwork.workbench.codes import codebook, coding, memoing
from qualwork.workbench.counts import counting
from qualwork.workbench.log import auditing, comparing
from qualwork.workbench.privacy import erasing
from qualwork.workbench.study import safekeeping
from qualwork.workbench.transcripts import importing, people, reading, revising
from tests.unit.project.studies import rows_of
from tests.unit.workbench.erased import ALONE, GROUP, LEFT, SECRETS, import_and_take_back, left_in, study
from tests.unit.workbench.named import erasable_id, participant_id, ref, transcript_id
from tests.unit.workbench.studies import write


@pytest.fixture
def group(tmp_path: Path) -> Iterator[Project]:
    """A group and single interviews, coded, described and edited."""
    with study(tmp_path) as made:
        yield made


def folder_of(project: Project) -> Path:
    """Where the project lies."""
    return project.path.parent


def people_in(project: Project) -> list[object]:
    """Pseudonyms of the participants."""
    table = people.table(project)
    return [row[table.columns.index("pseudonym")] for row in table.rows]


def test_before_it_everything_is_there(group: Project) -> None:
    """What the search for leftovers finds where there are some: it is no search that finds nothing ever."""
    found = {secret for _, secret in left_in(folder_of(group))}
    assert found == set(SECRETS)


def test_after_it_nothing_is_left_anywhere(group: Project) -> None:
    import_and_take_back(group, folder_of(group))
    safekeeping.back_up(group)
    assert len({name for name, _ in left_in(folder_of(group))}) > 1
    done = erasing.withdraw(group, participant_id(group, "Ben"), why="on the phone")
    assert left_in(folder_of(group)) == set()
    assert len(done.backups) >= 1
    found = auditing.verify(group)
    assert (found.ok, found.problems) == (True, ())
    assert found.erased == done.pieces > 10
    group.close()
    assert left_in(folder_of(group)) == set()
    assert len(left_in(folder_of(group), LEFT)) == len(LEFT)


def test_what_others_said_and_what_was_coded_there_keeps_its_place(group: Project) -> None:
    before = reading.load(group, transcript_id(group, "group")).text
    erasing.withdraw(group, participant_id(group, "Ben"))
    after = reading.load(group, transcript_id(group, "group"))
    assert len(after.text) == len(before)
    for quote in (*LEFT[:2], "How was it for all of you?"):
        assert after.text.index(quote) == before.index(quote)
    assert [one.extract for one in coding.listing(group)] == [
        "█" * 32 + "\n\nAda: For me it was the tea",
        "We did sing a lot",
        "under quiet trees",
    ]
    assert len(revising.text_of(group, transcript_id(group, "group"), 1)[0]) == len(GROUP)
    assert [info.title for info in reading.infos(group)] == ["group", "other"]
    assert people_in(group) == ["Ada", "Cleo"]
    assert reading.load(group, transcript_id(group, "group")).roles()["Ben"] == "other"


def test_filler_is_no_word(group: Project) -> None:
    erasing.withdraw(group, participant_id(group, "Ben"))
    said = {str(row[0]) for row in counting.words(group).rows}
    assert said >= {"tea", "trees"}
    assert not said & {"safe", "zanzibar", "xylophone"}
    assert not any("█" in word for word in said)


def test_texts_of_the_researcher_are_listed_and_erased_or_kept(group: Project) -> None:
    planned = erasing.plan_withdrawal(group, participant_id(group, "Ben"))
    assert (planned.whole, planned.groups, planned.codings) == (("alone",), ("group",), 3)
    keys = {shared.key.split(":")[0]: shared for shared in planned.shared}
    assert set(keys) == {"code", "memo", "decision"}
    assert keys["memo"].words == ("Xylophone music from the cellar at night",)
    erasing.withdraw(group, participant_id(group, "Ben"), keep=[keys["memo"].key])
    assert memoing.listing(group)[0].text.startswith("Telling: Xylophone music")
    assert [code.name for code in codebook.everything(group)] == ["trust", "[erased] 2"]
    assert {secret for _, secret in left_in(folder_of(group))} == {"Xylophone", "cellar at night"}
    assert auditing.verify(group).ok


def test_what_shares_fewer_than_five_words_stays(group: Project) -> None:
    memoing.add(group, ref(group, "project"), "They say: felt safe there with")
    memoing.add(group, ref(group, "project"), "They say: I felt safe there with relish")
    erasing.withdraw(group, participant_id(group, "Ben"))
    texts = [memo.text for memo in memoing.listing(group, ref(group, "project"))]
    assert texts == ["They say: felt safe there with", "They say: [erased] relish"]


def test_an_older_decision_that_lost_its_content_is_not_undone(group: Project) -> None:
    erasing.withdraw(group, participant_id(group, "Ben"))
    before = rows_of(group)
    with pytest.raises(Refused, match=r"stays: decision \d+ by kim, withdraw participant .* that is for good"):
        auditing.undo(group)
    codebook.add_code(group, "later")
    auditing.undo(group)
    assert rows_of(group) == before


def test_undo_of_what_was_erased_says_so(group: Project) -> None:
    text = "singing until the lamps went out, they said"
    memoing.add(group, ref(group, "code:trust"), text)
    erasing.withdraw(group, participant_id(group, "Ben"))
    with pytest.raises(Refused, match="content of it was erased"):
        auditing.undo(group)
    assert memoing.listing(group)[-1].text == "[erased], they said"


def test_every_replay_has_filler_too(group: Project, tmp_path: Path) -> None:
    last = auditing.head(group)
    assert last is not None
    erasing.withdraw(group, participant_id(group, "Ben"))
    for number in (4, last.number // 2, last.number, last.number + 1):
        path = tmp_path / f"at{number}.qualwork"
        assert comparing.write_as_it_was(group, str(number), path) == number
        with projects.open_project(path) as old:
            assert auditing.verify(old).problems == ()
            texts = [reading.load(old, info.id).text for info in reading.infos(old)]
            assert not any(secret in text for text in texts for secret in SECRETS)
    assert left_in(tmp_path) == set()


def test_a_transcript_is_erased_with_all_that_hangs_on_it(group: Project) -> None:
    planned = erasing.plan_erasure(group, erasable_id(group, "group"))
    assert (planned.whole, planned.groups) == (("group",), ())
    done = erasing.erase(group, erasable_id(group, "group"), why="of another study")
    assert [info.title for info in reading.infos(group)] == ["alone", "other"]
    assert [one.extract for one in coding.listing(group)] == ["Xylophone music", "under quiet trees"]
    gone = {secret for _, secret in left_in(folder_of(group), (*SECRETS, *LEFT))}
    assert gone == {"Xylophone", "cellar at night", "Hvar lighthouse keeper", LEFT[2]}
    assert auditing.verify(group).erased == done.pieces
    assert people_in(group) == ["Ada", "Ben", "Cleo"]


def test_an_import_that_was_undone_is_erased_by_its_title(group: Project) -> None:
    importing.import_paths(
        group, write(folder_of(group) / "wrong", wrong="Ann: Who is it?\n\nEve: Rumpelstiltskin himself.\n")
    )
    auditing.undo(group)
    assert left_in(folder_of(group), ("Rumpelstiltskin",))
    erasing.erase(group, erasable_id(group, "wrong"))
    assert not left_in(folder_of(group), ("Rumpelstiltskin",))
    assert auditing.verify(group).ok
    with pytest.raises(NotFound):
        erasing.erase(group, erasable_id(group, "nothing of the kind"))


def test_the_same_file_can_come_in_again(group: Project) -> None:
    erasing.erase(group, erasable_id(group, "alone"))
    (made,) = importing.import_paths(group, write(folder_of(group) / "again", alone=ALONE))
    assert made.status == "imported"
    assert auditing.verify(group).ok


def test_one_after_another(group: Project) -> None:
    first = erasing.withdraw(group, participant_id(group, "Ben"))
    second = erasing.withdraw(group, participant_id(group, "Ada"))
    found = auditing.verify(group)
    assert found.ok
    assert max(first.pieces, second.pieces) < found.erased <= first.pieces + second.pieces
    assert [info.title for info in reading.infos(group)] == ["other"]
    assert not left_in(folder_of(group), (*SECRETS, *LEFT[:2]))


def test_it_waits_for_nobody_and_changes_nothing_while_another_program_has_the_file(group: Project) -> None:
    before, head = rows_of(group), auditing.head(group)
    other = sqlite3.connect(group.path)
    other.execute("SELECT count(*) FROM code").fetchone()
    with pytest.raises(ProjectFault, match="another program has it open; close it there first"):
        erasing.withdraw(group, participant_id(group, "Ben"))
    other.close()
    assert rows_of(group) == before
    assert auditing.head(group) == head
    codebook.add_code(group, "afterwards")
    erasing.withdraw(group, participant_id(group, "Ben"))
    assert auditing.verify(group).ok


def test_a_fault_in_the_middle_changes_nothing(group: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    before = rows_of(group)

    def fail(*_: object) -> None:
        raise QualworkError("no")

    monkeypatch.setattr("qualwork.workbench.privacy.erasure_rows.person", fail)
    with pytest.raises(QualworkError, match="no"):
        erasing.withdraw(group, participant_id(group, "Ben"))
    assert rows_of(group) == before
    assert auditing.verify(group).ok


def test_cut_short_after_its_decision_it_is_finished_on_the_next_opening(
    group: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    safekeeping.back_up(group)

    def stop(*_: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr("qualwork.project.log.erasure._clean", stop)
        with pytest.raises(KeyboardInterrupt):
            erasing.withdraw(group, participant_id(group, "Ben"))
    group.close()
    assert left_in(folder_of(group))
    with projects.open_project(group.path) as again:
        assert left_in(folder_of(group)) == set()
        assert auditing.verify(again).ok


def test_other_files_of_the_study_are_named(group: Project, tmp_path: Path) -> None:
    copy = tmp_path / "copy.qualwork"
    safekeeping.back_up(group, copy)
    notes = tmp_path / "study-backups" / "notes.txt"
    notes.parent.mkdir(exist_ok=True)
    notes.write_text("mine")
    done = erasing.withdraw(group, participant_id(group, "Ben"))
    assert set(done.other_files) == {copy, notes}
    assert copy.exists()
    assert notes.exists()


def test_no_digest_tells_what_was_said(group: Project) -> None:
    """The hash of the erased text, file or extract is nowhere: who guesses the words cannot check the guess."""
    import hashlib

    texts = [GROUP, ALONE, "safe there with Zanzibar people", "Xylophone music", "Hvar lighthouse keeper"]
    texts.append(reading.load(group, transcript_id(group, "group")).text)
    digests = tuple(hashlib.sha256(text.encode()).hexdigest()[:32] for text in texts)
    assert {digest for _, digest in left_in(folder_of(group), digests)} >= set(digests[:4])
    erasing.withdraw(group, participant_id(group, "Ben"))
    assert left_in(folder_of(group), digests) == set()
