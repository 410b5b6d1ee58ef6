"""A file in a folder that others copy, on a disk of another machine, or under a clock set back."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from itertools import pairwise
from pathlib import Path

import pytest

from omi_desktop.store import KeyCost, Saved, open_inspection
from omi_desktop.store.surroundings import (
    _mounted,
    clock_remark,
    is_on_network,
    mounted_as,
    remark_on,
    synchronised_by,
)

MOUNTS = r"""
/dev/vda / ext4 rw,relatime 0 0
proc /proc proc rw 0 0
//server/cases /mnt/Shared\040cases cifs rw 0 0
server:/export /home/ada/work nfs4 rw 0 0
/dev/vdb /home/ada/work/local ext4 rw 0 0
ada@server: /home/ada/far fuse.sshfs rw 0 0
broken
"""


@pytest.mark.parametrize(
    ("folder", "service"),
    [
        ("/home/ada/OneDrive/cases", "OneDrive"),
        ("/Users/ada/OneDrive - Ministry of Justice/cases", "OneDrive"),
        ("/Users/ada/Library/CloudStorage/OneDrive-Personal", "OneDrive"),
        ("/home/ada/Dropbox", "Dropbox"),
        ("/home/ada/Dropbox (Work)/a", "Dropbox"),
        ("/Users/ada/Library/CloudStorage/GoogleDrive-ada@example.org/My Drive", "Google Drive"),
        ("/Users/ada/Library/Mobile Documents/com~apple~CloudDocs", "iCloud"),
        ("/home/ada/Nextcloud/cases", "Nextcloud"),
        ("/home/ada/Documents", ""),
        ("/home/ada/dropbox-notes", ""),
        ("/home/ada/My onedrive", ""),
    ],
)
def test_folders_that_a_service_keeps_in_step_are_known(folder: str, service: str) -> None:
    path = Path(folder) / "cumbria.omi"
    assert synchronised_by(path) == service
    assert (service in remark_on(path)) if service else (remark_on(path) == "")


def test_a_file_may_be_called_as_a_service_is() -> None:
    assert synchronised_by(Path("/home/ada/Dropbox")) == ""


def test_the_sentence_says_what_to_do() -> None:
    sentence = remark_on(Path("/home/ada/Dropbox/cumbria.omi"))
    assert sentence.startswith("“cumbria.omi” is in a folder of Dropbox")
    assert "Keep the inspection in a folder of this computer" in sentence


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        ("/home/ada/cumbria.omi", "ext4"),
        ("/mnt/Shared cases/a/cumbria.omi", "cifs"),
        ("/home/ada/work/cumbria.omi", "nfs4"),
        ("/home/ada/work/local/cumbria.omi", "ext4"),
        ("/home/ada/workshop/cumbria.omi", "ext4"),
        ("/home/ada/far/cumbria.omi", "fuse.sshfs"),
    ],
)
def test_the_nearest_mount_tells_where_a_file_lies(path: str, kind: str) -> None:
    assert mounted_as(Path(path), _mounted(MOUNTS)) == kind


def test_a_share_of_windows_is_on_the_network() -> None:
    assert is_on_network(Path("//server/cases/cumbria.omi"))
    assert "network drive" in remark_on(Path("//server/cases/cumbria.omi"))


def test_a_file_of_ones_own_disk_needs_no_remark(path: Path) -> None:
    assert remark_on(path) == ""


def test_a_clock_that_goes_on_is_not_spoken_of() -> None:
    before = Saved(7, 3, "2006-07-18T13:02:07.000Z")
    assert clock_remark(before, Saved(8, 4, "2006-07-18T13:02:07.000Z")) == ""
    assert clock_remark(before, before) == ""
    assert clock_remark(Saved(0, 0, ""), Saved(1, 1, "2006-07-18T13:02:07.000Z")) == ""


def test_a_clock_that_was_set_back_is_told_once_and_the_order_is_kept(
    path: Path, passphrase: str, cost: KeyCost
) -> None:
    moments = iter(
        datetime(2006, 7, 18, 14, tzinfo=UTC) + timedelta(minutes=minutes)
        for minutes in (0, -50, -49)
    )
    with open_inspection(path, passphrase, lambda: next(moments), cost=cost) as inspection:
        saved = [inspection.answer("c1", "months", value, by="p2") for value in ("1", "2", "3")]
        told = [clock_remark(a, b) for a, b in pairwise(saved)]
        assert told[0].startswith("The clock of this computer was set back: it now says")
        assert "2006-07-18 13:10 UTC, and said 2006-07-18 14:00 UTC" in told[0]
        assert told[1] == ""
        changes = inspection.history("c1", "months")
        assert [change.new for change in changes] == ["1", "2", "3"]
        assert changes[1].at < changes[0].at
        assert inspection.check() == ()
