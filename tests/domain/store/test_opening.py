"""What is in the way of opening a file is said in a sentence, and the file stays as it was."""

from __future__ import annotations

import shutil
import subprocess
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from omi_desktop.errors import (
    Damaged,
    InspectionFileError,
    NotAnInspection,
    OmiError,
    OpenElsewhere,
    ReadOnly,
    WrongPassphrase,
)
from omi_desktop.store import Inspection, Key, KeyCost, derive_key, open_inspection, open_with_key
from omi_desktop.store.connection import connect

PAGE = 4096


def test_a_wrong_passphrase_is_told(path: Path, cost: KeyCost) -> None:
    before = path.read_bytes()
    with pytest.raises(WrongPassphrase, match="does not open") as caught:
        open_inspection(path, "a loud word", cost=cost)
    assert "not an inspection" in str(caught.value)
    assert path.read_bytes() == before


def test_a_wrong_passphrase_leaves_the_file_free_for_the_right_one(
    path: Path, passphrase: str, cost: KeyCost
) -> None:
    with pytest.raises(WrongPassphrase):
        open_inspection(path, "a loud word", cost=cost)
    open_inspection(path, passphrase, cost=cost).close()


def test_a_key_derived_at_another_cost_does_not_open_the_file(path: Path, passphrase: str) -> None:
    with pytest.raises(WrongPassphrase):
        open_inspection(path, passphrase, cost=KeyCost(2, 8, 1))


def test_a_key_of_the_file_that_stood_here_before_is_refused(
    path: Path, passphrase: str, cost: KeyCost
) -> None:
    key = derive_key(path, passphrase, cost=cost)
    content = path.read_bytes()
    path.write_bytes(bytes(16) + content[16:])
    with pytest.raises(WrongPassphrase, match="was replaced"):
        open_with_key(path, key)


def test_a_missing_file_is_told(tmp_path: Path, cost: KeyCost) -> None:
    for missing in (tmp_path / "no.omi", tmp_path / "no" / "no.omi"):
        with pytest.raises(InspectionFileError, match="There is no file"):
            open_inspection(missing, "x", cost=cost)
    with pytest.raises(InspectionFileError, match="cannot be reached"):
        open_inspection(tmp_path / ("a" * 300), "x", cost=cost)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"", "is empty"),
        (b"OMI", "too short"),
        (b"SQLite format 3\0" + bytes(9000), "without encryption"),
        (b"%PDF-1.7\n" + bytes(9000), "PDF"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(9000), "Office"),
    ],
)
def test_what_is_certainly_something_else_is_told(
    tmp_path: Path, cost: KeyCost, content: bytes, says: str
) -> None:
    other = tmp_path / "other.omi"
    other.write_bytes(content)
    with pytest.raises(NotAnInspection, match=says):
        derive_key(other, "x", cost=cost)
    assert other.read_bytes() == content


def test_a_workbook_is_told(tmp_path: Path, cost: KeyCost) -> None:
    workbook = tmp_path / "answers.xlsx"
    with zipfile.ZipFile(workbook, "w") as archive:
        archive.writestr("xl/workbook.xml", "<workbook/>" * 1000)
    with pytest.raises(NotAnInspection, match="workbook"):
        open_inspection(workbook, "x", cost=cost)


def test_a_folder_is_told(tmp_path: Path, cost: KeyCost) -> None:
    with pytest.raises(NotAnInspection, match="is a folder"):
        open_inspection(tmp_path, "x", cost=cost)


def test_a_database_of_ours_that_holds_no_inspection_is_told(tmp_path: Path) -> None:
    other = tmp_path / "other.omi"
    key = Key(bytes(32), b"sixteen byte sal")
    db = connect(other, key, make=True)
    db.conn.execute("CREATE TABLE shopping (item TEXT)")
    db.close()
    with pytest.raises(NotAnInspection, match="not an inspection"):
        open_with_key(other, key)


def test_a_file_that_is_open_in_this_program_is_told(
    inspection: Inspection, passphrase: str, cost: KeyCost
) -> None:
    with pytest.raises(OpenElsewhere, match="another window"):
        open_inspection(inspection.path, passphrase, cost=cost)
    inspection.answer("c1", "1.1.1", "sufficient", by="p2")


def test_a_file_open_here_under_another_name_is_told(
    inspection: Inspection, tmp_path: Path, passphrase: str, cost: KeyCost
) -> None:
    link = tmp_path / "link.omi"
    link.symlink_to(inspection.path)
    with pytest.raises(OpenElsewhere):
        open_inspection(link, passphrase, cost=cost)


def test_asking_for_an_open_file_here_does_not_let_another_program_in(
    inspection: Inspection, passphrase: str, cost: KeyCost, in_another_program: Callable[..., str]
) -> None:
    """POSIX drops all locks of a process when it closes any handle of the file."""
    with pytest.raises(OpenElsewhere):
        derive_key(inspection.path, passphrase, cost=cost)
    assert in_another_program(inspection.path).startswith("OpenElsewhere: ")


def test_a_file_that_is_open_in_another_program_is_told_within_a_second(
    path: Path, held_by_another_program: Callable[[Path], None], passphrase: str, cost: KeyCost
) -> None:
    held_by_another_program(path)
    with pytest.raises(OpenElsewhere, match="another window or command"):
        open_inspection(path, passphrase, cost=cost)


def test_a_program_that_is_killed_leaves_no_lock(
    path: Path,
    held_by_another_program: Callable[[Path], Callable[[], None]],
    passphrase: str,
    cost: KeyCost,
) -> None:
    kill = held_by_another_program(path)
    kill()
    with open_inspection(path, passphrase, cost=cost) as inspection:
        assert inspection.check() == ()


def test_a_flipped_byte_anywhere_is_told_and_never_read_over(
    path: Path, tmp_path: Path, passphrase: str, cost: KeyCost
) -> None:
    content = path.read_bytes()
    assert len(content) // PAGE > 10
    for page in range(len(content) // PAGE):
        broken = bytearray(content)
        broken[page * PAGE + 2000] ^= 1
        copy = tmp_path / f"page-{page}.omi"
        copy.write_bytes(broken)
        try:
            with open_inspection(copy, passphrase, cost=cost) as inspection:
                assert {"database"} == {problem.what for problem in inspection.check()}
        except WrongPassphrase:
            # On the first page damage and a wrong key look the same; the sentence says so.
            assert page == 0
        except Damaged:
            assert page > 0


def test_a_file_that_was_cut_off_is_told(
    path: Path, tmp_path: Path, passphrase: str, cost: KeyCost
) -> None:
    content = path.read_bytes()
    copy = tmp_path / "copy.omi"
    for length in (PAGE, 3 * PAGE, 5 * PAGE + 17, len(content) - PAGE, len(content) - 1):
        copy.write_bytes(content[:length])
        with pytest.raises(Damaged, match=r"is damaged|not a whole"):
            open_inspection(copy, passphrase, cost=cost)
        assert copy.read_bytes() == content[:length]


@pytest.mark.parametrize("what", ["file", "folder"])
@pytest.mark.skipif(sys.platform == "win32", reason="modes of POSIX")
def test_what_may_not_be_written_is_told(
    what: str, path: Path, open_to_all: Path, in_another_program: Callable[..., str]
) -> None:
    copy = Path(shutil.copy(path, open_to_all / "cumbria.omi"))
    copy.chmod(0o444 if what == "file" else 0o666)
    open_to_all.chmod(0o777 if what == "file" else 0o555)
    told = in_another_program(copy, unprivileged=True)
    assert told.startswith("ReadOnly: ")
    assert ("folder “" in told) == (what == "folder")
    assert [found.name for found in open_to_all.iterdir()] == ["cumbria.omi"]


def test_every_error_of_opening_is_a_sentence_for_a_person() -> None:
    for kind in (Damaged, NotAnInspection, OpenElsewhere, ReadOnly, WrongPassphrase):
        assert issubclass(kind, InspectionFileError)
        assert issubclass(kind, OmiError)


def test_the_release_cost_opens_what_it_made(
    tmp_path: Path,
) -> None:
    """In a program of its own: 256 MiB should not stay with the tests."""
    program = (
        "import sys; from pathlib import Path\n"
        "from omi_desktop.instrument.bank import bank_files\n"
        "from omi_desktop.store import *\n"
        "path, bank = Path(sys.argv[1]), bank_files(Path(sys.argv[2]))\n"
        "create(path, 'word', bank=bank, details=Details('i', 'A', Role.LEAD, '')).close()\n"
        "assert RELEASE_COST == KeyCost(3, 262144, 4)\n"
        "with open_inspection(path, 'word') as inspection: print(inspection.details.area)\n"
    )
    folder = Path(__file__).parent / "small-bank"
    done = subprocess.run(
        [sys.executable, "-c", program, str(tmp_path / "a.omi"), str(folder)],
        capture_output=True,
        text=True,
        check=True,
        timeout=60,
    )
    assert done.stdout == "A\n"
