"""A full disk is told, what was saved stays, and writing goes on once there is room."""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from omi_desktop.errors import DiskFull
from omi_desktop.store import Details, Inspection, KeyCost, create, open_inspection


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of its own with three quarters of a megabyte; skips where one may not mount it."""
    where = tmp_path / "disk"
    where.mkdir()
    mount = shutil.which("mount")
    if sys.platform != "linux" or mount is None:
        pytest.skip("needs Linux’s tmpfs")
    done = subprocess.run(
        [mount, "-t", "tmpfs", "-o", "size=768k", "tmpfs", str(where)],
        capture_output=True,
        check=False,
    )
    if done.returncode:
        pytest.skip("may not mount a small disk here")
    yield where
    subprocess.run(["umount", str(where)], check=True)


def write_until_full(inspection: Inspection) -> int:
    """Write long notes until there is no room; return how many were acknowledged."""
    for number in range(1000):
        try:
            inspection.note("c1", "1.1.1", f"{number} " + "x" * 4000, by="p2")
        except DiskFull:
            return number
    raise AssertionError("the disk never filled")


def test_a_disk_that_fills_loses_nothing_that_was_saved(
    small_disk: Path, path: Path, passphrase: str, cost: KeyCost
) -> None:
    ballast = small_disk / "ballast"
    ballast.write_bytes(bytes(350_000))
    copy = Path(shutil.copy(path, small_disk))
    with open_inspection(copy, passphrase, cost=cost) as inspection:
        written = write_until_full(inspection)
        with pytest.raises(DiskFull, match="no room left on the disk"):
            inspection.note("c1", "1.1.1", "x" * 9000, by="p2")
        before = inspection.saved()
        assert written > 5
        assert inspection.answers("c1")["1.1.1"].note.startswith(f"{written - 1} ")
        ballast.unlink()
        after = inspection.note("c1", "1.1.1", "There is room again", by="p2")
        assert after.revision == before.revision + 1
        assert inspection.check() == ()


def test_an_inspection_closed_on_a_full_disk_keeps_everything_in_its_log(
    small_disk: Path, path: Path, passphrase: str, cost: KeyCost
) -> None:
    ballast = small_disk / "ballast"
    ballast.write_bytes(bytes(350_000))
    copy = Path(shutil.copy(path, small_disk))
    inspection = open_inspection(copy, passphrase, cost=cost)
    written = write_until_full(inspection)
    (problem,) = inspection.check()
    assert "no room on the disk" in problem.sentence
    with pytest.raises(DiskFull, match="Everything is saved"):
        inspection.close()
    ballast.unlink()
    with open_inspection(copy, passphrase, cost=cost) as again:
        assert again.answers("c1")["1.1.1"].note.startswith(f"{written - 1} ")
        assert again.check() == ()
    assert [found.name for found in small_disk.iterdir()] == ["cumbria.omi"]


def test_an_inspection_made_on_a_full_disk_leaves_nothing_behind(
    small_disk: Path,
    bank: dict[str, str],
    details: Details,
    passphrase: str,
    cost: KeyCost,
) -> None:
    (small_disk / "ballast").write_bytes(bytes(740_000))
    with pytest.raises(DiskFull):
        create(small_disk / "a.omi", passphrase, bank=bank, details=details, cost=cost)
    assert [found.name for found in small_disk.iterdir()] == ["ballast"]


def test_a_file_that_may_not_grow_is_told_as_a_full_disk(
    inspection: Inspection, reopen: Callable[[], Inspection]
) -> None:
    """The same where no disk can be mounted: SQLite’s own limit on the pages of a file."""
    (pages,) = inspection._db.conn.execute("PRAGMA page_count").fetchone()
    inspection._db.conn.execute(f"PRAGMA max_page_count = {pages + 8}")
    written = write_until_full(inspection)
    assert written > 0
    inspection.close()
    with reopen() as again:
        assert again.answers("c1")["1.1.1"].note.startswith(f"{written - 1} ")
        assert again.check() == ()
