"""A file of somebody else is read and stays what it is, in use or not."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path

import pytest

from omi_desktop.demo.areas import write_area
from omi_desktop.errors import InspectionFileError, OpenElsewhere, WrongPassphrase
from omi_desktop.store import KeyCost, elsewhere, open_inspection
from omi_desktop.store.elsewhere import opened_copy

CHEAP = KeyCost(passes=1, kibibytes=64, lanes=1)
WORDS = "words for a while"
HOLD = """
import sys
from pathlib import Path
from omi_desktop.store import KeyCost, open_inspection
cost = KeyCost(passes=1, kibibytes=64, lanes=1)
with open_inspection(Path(sys.argv[1]), sys.argv[2], cost=cost) as inspection:
    print(len(inspection.cases()), flush=True)
    sys.stdin.readline()
"""


@pytest.fixture(scope="module")
def written(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a signed-off inspection of four cases, to be copied."""
    path = tmp_path_factory.mktemp("elsewhere") / "Rutland.omi"
    write_area(path, WORDS, area="Rutland", seed=1, fieldwork="2006-03-06", cases=4, cost=CHEAP)
    return path


@pytest.fixture
def path(written: Path, tmp_path: Path) -> Path:
    """Return a copy of it in a folder of its own."""
    copy = tmp_path / "theirs" / "Rutland.omi"
    copy.parent.mkdir()
    copy.write_bytes(written.read_bytes())
    return copy


def state(folder: Path) -> dict[str, tuple[str, int]]:
    return {
        found.name: (sha256(found.read_bytes()).hexdigest(), found.stat().st_mtime_ns)
        for found in folder.iterdir()
    }


@pytest.fixture
def in_use(path: Path) -> Iterator[Path]:
    """Have another program hold the file open."""
    command = [sys.executable, "-c", HOLD, str(path), WORDS]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as holder:
        assert holder.stdout is not None
        assert holder.stdout.readline() == b"4\n"
        yield path
        holder.communicate(b"\n", timeout=60)


def test_a_file_in_use_elsewhere_is_read_and_not_written_to(in_use: Path) -> None:
    with pytest.raises(OpenElsewhere):
        open_inspection(in_use, WORDS, cost=CHEAP)
    before = state(in_use.parent)
    with opened_copy(in_use, WORDS, cost=CHEAP) as inspection:
        assert len(inspection.cases()) == 4
        assert inspection.signed_off() is not None
        there = inspection.path
    assert state(in_use.parent) == before
    assert not there.parent.exists()


def test_a_read_only_file_in_a_read_only_folder_is_read(path: Path) -> None:
    path.chmod(0o400)
    path.parent.chmod(0o500)
    before = state(path.parent)
    try:
        with opened_copy(path, WORDS, cost=CHEAP) as inspection:
            assert inspection.details.area == "Rutland"
        assert state(path.parent) == before
    finally:
        path.parent.chmod(0o700)


def test_a_wrong_passphrase_names_the_file_itself_and_leaves_nothing(path: Path) -> None:
    with (
        pytest.raises(WrongPassphrase, match=str(path)),
        opened_copy(path, "other words", cost=CHEAP),
    ):
        pytest.fail("it was opened")


def test_a_file_that_is_open_here_is_not_copied(path: Path) -> None:
    with (
        open_inspection(path, WORDS, cost=CHEAP),
        pytest.raises(OpenElsewhere),
        opened_copy(path, WORDS, cost=CHEAP),
    ):
        pytest.fail("it was opened")


def test_a_file_that_is_written_to_all_the_while_is_refused_in_a_sentence(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    copied = elsewhere.shutil.copyfile

    def write_meanwhile(here: Path, there: Path) -> None:
        copied(here, there)
        with path.open("ab") as file:
            file.write(b"x" * 4096)

    monkeypatch.setattr(elsewhere.shutil, "copyfile", write_meanwhile)
    with (
        pytest.raises(InspectionFileError, match="being written to just now"),
        opened_copy(path, WORDS, cost=CHEAP),
    ):
        pytest.fail("it was opened")


def test_what_is_no_inspection_is_refused_as_ever(tmp_path: Path) -> None:
    with (
        pytest.raises(InspectionFileError, match="There is no file"),
        opened_copy(tmp_path / "none.omi", WORDS, cost=CHEAP),
    ):
        pytest.fail("it was opened")
