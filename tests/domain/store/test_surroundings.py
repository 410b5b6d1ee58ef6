"""A file in a folder that others copy, on a disk of another machine, or under a clock set back."""

from __future__ import annotations

import os
import shutil
import signal
import sys
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from pathlib import Path
from subprocess import Popen

import pytest

from omi_desktop.errors import Gone, OpenElsewhere, RequestError
from omi_desktop.store import Inspection, KeyCost, Saved, open_inspection
from omi_desktop.store.surroundings import (
    LONG_ASLEEP,
    _mounted,
    clock_remark,
    is_on_network,
    mounted_as,
    read_only_remark,
    remark_on,
    synchronised_by,
    waking_remark,
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


@pytest.mark.skipif(sys.platform == "win32", reason="an open file cannot be moved on Windows")
@pytest.mark.parametrize("away", ["deleted", "moved", "replaced"])
def test_a_file_that_disappears_takes_no_answer_that_would_be_lost(
    inspection: Inspection, path: Path, tmp_path: Path, away: str
) -> None:
    before = inspection.answer("c1", "months", "3", by="p2")
    older = shutil.copy(path, tmp_path / "older")
    if away == "moved":
        path.rename(tmp_path / "elsewhere.omi")
    else:
        path.unlink()
    if away == "replaced":
        shutil.copy(older, path)
    with pytest.raises(Gone, match="Nothing more is saved in it"):
        inspection.answer("c1", "months", "4", by="p2")
    with pytest.raises(Gone):
        inspection.refuse_if_gone()
    assert inspection.saved() == before
    assert inspection.answers("c1")["months"].value == "3"


@pytest.mark.skipif(sys.platform == "win32", reason="an open file cannot be moved on Windows")
def test_work_goes_on_in_a_copy_that_has_everything(
    inspection: Inspection, path: Path, tmp_path: Path, passphrase: str, cost: KeyCost
) -> None:
    inspection.answer("c1", "months", "3", by="p2")
    inspection.journal("c1", "remark", "Half a sent", by="p2")
    history = inspection.history()
    path.unlink()
    copy = tmp_path / "copy.omi"
    inspection.go_on_in(copy)
    assert inspection.path == copy
    assert inspection.history() == history
    with pytest.raises(OpenElsewhere):
        open_inspection(copy, passphrase, cost=cost)
    saved = inspection.answer("c1", "months", "4", by="p2")
    inspection.close()
    with open_inspection(copy, passphrase, cost=cost) as again:
        assert again.saved() == saved
        assert again.answers("c1")["months"].value == "4"
        assert [typed.text for typed in again.journalled()] == ["Half a sent"]
        assert again.check() == ()
    assert not [each.name for each in tmp_path.iterdir() if each.name.startswith(".omi-")]


def test_a_copy_takes_no_name_that_is_taken_and_then_nothing_changes(
    inspection: Inspection, path: Path, tmp_path: Path
) -> None:
    taken = tmp_path / "taken.omi"
    taken.write_text("mine", encoding="utf-8")
    for name, sentence in ((taken, "exists already"), (tmp_path / "no" / "a.omi", "no folder")):
        with pytest.raises(RequestError, match=sentence):
            inspection.go_on_in(name)
    assert taken.read_text(encoding="utf-8") == "mine"
    assert inspection.path == path
    inspection.answer("c1", "months", "4", by="p2")


@pytest.mark.skipif(sys.platform == "win32", reason="there is no SIGSTOP on Windows")
def test_a_program_that_slept_still_has_its_lock_its_journal_and_its_order(
    path: Path,
    start_another_program: Callable[..., Popen[str]],
    reopen: Callable[[], Inspection],
) -> None:
    """Stopped and gone on with, as a program is when the lid closes and opens again."""
    program = start_another_program(path, "session", "18")
    assert program.stdout is not None
    assert program.stdout.readline() == "open\n"
    told = [program.stdout.readline() for _ in range(20)]
    os.kill(program.pid, signal.SIGSTOP)
    with pytest.raises(OpenElsewhere):
        reopen()
    os.kill(program.pid, signal.SIGCONT)
    told += [program.stdout.readline() for _ in range(60)]
    program.kill()
    program.wait(timeout=60)
    revisions = [int(line.split()[1]) for line in told if line.startswith("saved")]
    assert revisions == sorted(set(revisions))
    with reopen() as inspection:
        assert inspection.saved().revision >= revisions[-1]
        assert inspection.check() == ()


def test_waking_is_told_in_a_sentence_and_a_busy_moment_is_not() -> None:
    saved = Saved(7, 3, "2006-07-18T13:02:07.000Z")
    assert waking_remark(LONG_ASLEEP / 2, saved) == ""
    words = waking_remark(timedelta(hours=3, minutes=20), saved)
    assert "slept for about 3 h 20 min" in words
    assert "on disk as it was at 2006-07-18 13:02 UTC" in words
    assert "about 5 min" in waking_remark(timedelta(minutes=5), saved)


@pytest.mark.skipif(
    not hasattr(os, "getuid") or os.getuid() == 0, reason="whoever may do everything may write"
)
def test_a_file_that_becomes_read_only_is_told(inspection: Inspection, path: Path) -> None:
    path.chmod(0o400)
    assert "became read only" in read_only_remark(path)
    # The open file is written all the same.
    inspection.answer("c1", "months", "4", by="p2")


def test_a_file_that_can_be_written_or_is_gone_is_not_called_read_only(path: Path) -> None:
    assert read_only_remark(path) == ""
    assert read_only_remark(path.with_name("gone.omi")) == ""
