"""The benchmarks run and their results are right; how fast they are is no matter of a test."""

from __future__ import annotations

import time
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest

from benchmarks import anchors, corpus, judge, measure, run
from benchmarks import setting as settings
from benchmarks.judge import Target
from benchmarks.measure import Disagreement, Figure, Result, Skip, Took, agree, process, timed
from benchmarks.operations import OPERATIONS
from benchmarks.operations.counting import FAMILIES
from benchmarks.setting import Setting, Size

TINY = Size("tiny", interviews=2, codings=200, turns=60, misquotes=3)


@pytest.fixture(scope="module")
def setting(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Setting]:
    """Two interviews, and little of everything else."""
    made = Setting(TINY, tmp_path_factory.mktemp("benchmarks"))
    yield made
    made.close()


@pytest.fixture(autouse=True)
def short(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing is repeated for the sake of the clock."""
    monkeypatch.setattr(measure, "LONG_ENOUGH", 1e-4)


@pytest.mark.parametrize("name", OPERATIONS)
def test_every_operation_runs_and_is_right(setting: Setting, name: str) -> None:
    try:
        prepared = OPERATIONS[name](setting)
    except Skip as reason:
        pytest.skip(str(reason))
    if isinstance(prepared, Figure):
        assert prepared.value() > 0
        return
    for took in (prepared.ours(), prepared.other()):
        assert took.wall > 0
        assert took.cpu >= 0


def test_targets_name_exactly_the_operations() -> None:
    assert sorted(judge.targets("S")) == sorted(OPERATIONS)


def test_targets_are_of_known_kinds_and_sizes() -> None:
    assert {target.kind for target in judge.targets("M").values()} <= {"speed", "time", "most", "least", "exactly"}
    assert judge.targets("S")["import"].value is None
    assert judge.targets("M")["import"].value == 0.25


def test_corpus_is_the_same_everywhere(tmp_path: Path) -> None:
    assert corpus.write(tmp_path / "s", corpus.S) == corpus.S_SHA256


@pytest.mark.parametrize(
    ("kind", "asked", "value", "met"),
    [
        ("speed", 2.0, 2.0, True),
        ("speed", 2.0, 1.9, False),
        ("time", 2.0, 2.0, True),
        ("time", 2.0, 2.1, False),
        ("most", 5.0, 4.9, True),
        ("most", 5.0, 5.1, False),
        ("least", 0.9, 0.8, False),
        ("exactly", 1.0, 1.0, True),
        ("exactly", 1.0, 1.1, False),
    ],
)
def test_a_target_is_met_or_missed(kind: judge.Kind, asked: float, value: float, met: bool) -> None:
    assert Target(kind, asked).is_met(value) is met


def test_speed_is_the_time_of_the_other_way_to_ours() -> None:
    # Ours takes half the time of the other way, once a quarter and once as long.
    result = Result(1.0, 2.0, (0.5, 0.25, 1.0))
    assert result.ratio("speed")[0] == 2.0
    assert result.ratio("time") == (0.5, 0.375, 0.75)
    assert Target("speed", 2.0).verdict(result, "") == "pass"
    assert Target("time", 0.4).verdict(result, "") == "miss"


def test_a_restless_machine_decides_nothing_of_times_and_all_of_figures() -> None:
    assert Target("time", 0.4).verdict(Result(1.0, 2.0, (0.5,)), "load 9 on 2 cores") == "inconclusive"
    assert Target("most", 0.4).verdict(Result(1.0, 0.0), "load 9 on 2 cores") == "miss"
    assert Target("time", None).verdict(Result(1.0, 2.0, (0.5,)), "") == ""


def test_the_load_is_doubted(monkeypatch: pytest.MonkeyPatch) -> None:
    machine = judge.Machine()
    monkeypatch.setattr(machine, "_sample", lambda: Took(1.0, 1.0))
    machine.doubts()
    monkeypatch.setattr("os.getloadavg", lambda: (1000.0, 0.0, 0.0))
    assert "load 1000.0" in machine.doubts()
    monkeypatch.setattr("os.getloadavg", lambda: (0.0, 0.0, 0.0))
    assert machine.doubts() == ""
    monkeypatch.setattr(machine, "_sample", lambda: Took(1.0, 1.6))
    assert machine.doubts("cpu") == ""
    monkeypatch.setattr(machine, "_sample", lambda: Took(1.6, 1.6))
    assert "gather" in machine.doubts("cpu")


def test_results_that_differ_are_told_by_their_first_difference() -> None:
    agree("lists", [1, 2], [1, 2])
    with pytest.raises(Disagreement, match=r"lists: lengths 3 and 3, first different at 1: \[2\] is not \[7\]"):
        agree("lists", [1, 2, 3], [1, 7, 3])
    with pytest.raises(Disagreement, match="first different at 2"):
        agree("lists", [1, 2, 3], [1, 2])
    with pytest.raises(Disagreement, match="1 is not 2"):
        agree("numbers", 1, 2)


def test_a_wrong_count_stops_an_operation(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    counted = anchors.count_words

    def one_more(answers: Sequence[str]) -> object:
        found = counted(answers)
        found["safe"] += 1
        return found

    monkeypatch.setattr(anchors, "count_words", one_more)
    wrong = Setting(Size("tiny", 1), tmp_path)
    with pytest.raises(Disagreement, match="term table"):
        OPERATIONS["terms-counter"](wrong)
    row = run.measure("terms-counter", wrong, 1, Target("speed", 1.0), judge.Machine())
    assert (row.verdict, row.value) == ("wrong", None)
    wrong.close()


def test_naive_ways_count_by_hand() -> None:
    text = "Interviewer: Safe?\n\nP1: I feel safe, safe [laughs] in the group’s care. Don't breathe\n\nP1: in.\n"
    interview = anchors.cut("one", text)
    answers = {"P1": interview.answers()}
    assert anchors.count_words(answers["P1"]) == {
        **dict.fromkeys(("i", "feel", "the", "group", "care", "don't", "breathe"), 1),
        "safe": 2,
        "in": 2,
    }
    for count in (anchors.terms_by_counter, anchors.terms_by_alternation):
        found = count(answers, FAMILIES)
        assert found["safe"] == ({"safe": 1, "feel safe": 1}, {"P1": 2})
        assert found["breathe"] == ({"breathe": 1}, {"P1": 1})
        assert found["tribe"] == ({}, {"P1": 0})
    assert [line[2:4] for line in anchors.concordance([interview], "safe")] == [(31, 35), (37, 41)]
    assert anchors.word_list(answers, 2) == [("in", 2, 1), ("safe", 2, 1)]


def test_times_are_those_of_one_piece_of_work() -> None:
    calls = 0

    def work() -> None:
        nonlocal calls
        calls += 1

    begun = time.perf_counter()
    took = timed(work)()
    assert calls >= 2
    assert 0 < took.wall * (calls - 1) < time.perf_counter() - begun
    assert process(["-c", "sum(range(10**6))"])().cpu > 0
    with pytest.raises(RuntimeError, match="no such thing"):
        process(["-c", "raise SystemExit('no such thing')"])()


def test_a_run_prints_and_keeps_its_rows(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(settings.SIZES, "S", Size("S", 1))
    kept = tmp_path / "rows.json"
    run.main(["S", "--only", "find-in", "--only", "index-by*", "--json", str(kept), "--folder", str(tmp_path)])
    lines = capsys.readouterr().out.splitlines()
    assert [line.split()[0] for line in lines[2:]] == ["index-bytes", "find-in"]
    assert '"name": "find-in"' in kept.read_text()
    assert run.main(["--only", "nothing"]) == 2
    assert "index-build" in capsys.readouterr().out
