"""Files are written whole or not at all."""

from __future__ import annotations

import os
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from qualwork.export.write import kind_of, write_atomically
from qualwork.model.errors import BadInput


def names_in(folder: Path) -> list[str]:
    return sorted(entry.name for entry in folder.iterdir())


def test_a_new_file_holds_the_bytes_and_is_for_its_owner_only(tmp_path: Path) -> None:
    target = tmp_path / "quotes.csv"
    write_atomically(target, b"\x00a\r\n")
    assert target.read_bytes() == b"\x00a\r\n"
    assert stat.S_IMODE(target.stat().st_mode) == 0o600
    assert names_in(tmp_path) == ["quotes.csv"]


def test_a_replaced_file_keeps_its_mode_and_a_link_stays_a_link(tmp_path: Path) -> None:
    target, link = tmp_path / "quotes.csv", tmp_path / "latest.csv"
    target.write_bytes(b"old")
    target.chmod(0o640)
    link.symlink_to(target)
    write_atomically(link, b"new")
    assert link.is_symlink()
    assert target.read_bytes() == b"new"
    assert stat.S_IMODE(target.stat().st_mode) == 0o640


@pytest.mark.parametrize(
    "name", ["nowhere/quotes.csv", "folder", "x" * 300 + ".csv", "file/quotes.csv", "a\0b.csv", "pipe"]
)
def test_what_cannot_be_written_is_refused_in_one_line_and_leaves_nothing(tmp_path: Path, name: str) -> None:
    (tmp_path / "folder").mkdir()
    (tmp_path / "file").write_text("kept")
    os.mkfifo(tmp_path / "pipe")
    before = names_in(tmp_path)
    with pytest.raises(BadInput) as refusal:
        write_atomically(tmp_path / name, b"data")
    assert "\n" not in refusal.value.message
    assert str(tmp_path) in refusal.value.message
    assert names_in(tmp_path) == before
    assert (tmp_path / "file").read_text() == "kept"


def test_a_loop_of_links_is_refused(tmp_path: Path) -> None:
    (tmp_path / "a").symlink_to(tmp_path / "b")
    (tmp_path / "b").symlink_to(tmp_path / "a")
    with pytest.raises(BadInput, match="cannot be written"):
        write_atomically(tmp_path / "a", b"data")


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write anywhere")
@pytest.mark.parametrize("protected", ["folder", "file"])
def test_no_permission_is_refused(tmp_path: Path, protected: str) -> None:
    target = tmp_path / "quotes.csv"
    target.write_bytes(b"old")
    (target if protected == "file" else tmp_path).chmod(0o500)
    with pytest.raises(BadInput, match=r"permission|protected"):
        write_atomically(target, b"new")
    tmp_path.chmod(0o700)
    assert target.read_bytes() == b"old"


def test_a_full_disk_keeps_the_old_file_and_leaves_no_part(tmp_path: Path) -> None:
    """A limit on the size of files stands for the full disk: the write fails half-way in the same manner."""
    target = tmp_path / "quotes.csv"
    target.write_bytes(b"old")
    script = """if True:
        import resource, sys
        from pathlib import Path
        from qualwork.export.write import write_atomically
        from qualwork.model.errors import BadInput
        resource.setrlimit(resource.RLIMIT_FSIZE, (100_000, 100_000))
        try:
            write_atomically(Path(sys.argv[1]), b"x" * 200_000)
        except BadInput as refusal:
            print(refusal.message)
    """
    run = subprocess.run(
        [sys.executable, "-c", script, str(target)], capture_output=True, text=True, check=True, timeout=60
    )
    assert run.stdout.startswith(f"{target}: cannot be written: file too large")
    assert target.read_bytes() == b"old"
    assert names_in(tmp_path) == ["quotes.csv"]


@pytest.mark.parametrize(
    ("name", "kind"), [("a.csv", "csv"), ("A.B.XLSX", "xlsx"), ("q.htm", "html"), ("q.Markdown", "md"), (".x.md", "md")]
)
def test_the_suffix_says_the_kind(name: str, kind: str) -> None:
    assert kind_of(Path("folder") / name, ("csv", "xlsx", "html", "md")) == kind


@pytest.mark.parametrize("name", ["quotes", "quotes.doc", "csv", ".csv", "quotes.csv.gz", "quotes."])
def test_a_foreign_suffix_is_refused_with_the_kinds_that_work(name: str) -> None:
    with pytest.raises(BadInput, match=r"\.csv, \.md") as refusal:
        kind_of(Path(name), ("csv", "md"))
    assert refusal.value.message.startswith(name)
