"""Where a project lies badly is told by the folders above it and by what is mounted."""

from __future__ import annotations

from pathlib import Path

import pytest

from qualwork.workbench.study import storage_checks


@pytest.mark.parametrize("name", ["Dropbox", "OneDrive - University", "Nextcloud", "Google Drive", "Mobile Documents"])
def test_a_synchronised_folder_is_told_by_its_name(tmp_path: Path, name: str) -> None:
    assert storage_checks.cloud_folder(tmp_path / name / "study" / "s.qualwork") == tmp_path / name


def test_a_synchronised_folder_is_told_by_what_lies_in_it(tmp_path: Path) -> None:
    (tmp_path / "work" / ".stfolder").mkdir(parents=True)
    assert storage_checks.cloud_folder(tmp_path / "work" / "s.qualwork") == tmp_path / "work"


@pytest.mark.parametrize("name", ["boxes", "dropboxes", "study", "clouds"])
def test_other_folders_are_not(tmp_path: Path, name: str) -> None:
    assert storage_checks.cloud_folder(tmp_path / name / "s.qualwork") is None


MOUNTS = [("/", "ext4"), ("/home/ann/share", "cifs"), ("/home/ann/share/local", "ext4"), ("/net", "nfs4")]


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        ("/home/ann/s.qualwork", ""),
        ("/home/ann/share/s.qualwork", "cifs"),
        ("/home/ann/shared/s.qualwork", ""),
        ("/home/ann/share/local/s.qualwork", ""),
        ("/net/x/y/s.qualwork", "nfs4"),
    ],
)
def test_a_network_drive_is_told_by_what_is_mounted_nearest(path: str, kind: str) -> None:
    assert storage_checks.network_drive(Path(path), MOUNTS) == kind


def test_what_a_mac_prints() -> None:
    told = "/dev/disk1s1 on / (apfs, local, journaled)\n//ann@nas/My Share on /Volumes/My Share (x) (smbfs, nodev)\n"
    assert storage_checks.mounts_of_mac(told) == [("/", "apfs"), ("/Volumes/My Share (x)", "smbfs")]


def test_a_file_others_may_read_is_told(tmp_path: Path) -> None:
    path = tmp_path / "s.qualwork"
    path.touch(mode=0o644)
    path.chmod(0o644)
    assert any("chmod 600" in line for line in storage_checks.warnings(path))
    path.chmod(0o600)
    assert not any("chmod 600" in line for line in storage_checks.warnings(path))
