from __future__ import annotations

import random
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from omi_desktop.errors import InspectionFileError, WrongPassphrase
from omi_desktop.store import (
    CaseStatus,
    How,
    Inspection,
    KeyCost,
    NewAnswer,
    Passage,
    open_inspection,
)
from omi_desktop.store.keys import derive_key
from omi_desktop.store.salvage import Salvaged, salvage
from omi_desktop.store.sealed_pages import PAGE, read_pages

LONG = "A note that runs over many pages. " * 900


@pytest.fixture
def worked_on(path: Path, reopen: Callable[[], Inspection]) -> Path:
    """The file at `path` after some hundreds of changes, some of them of the same answers."""
    chance = random.Random(7)
    with reopen() as inspection:
        for turn in range(120):
            inspection.write_answers(
                [
                    NewAnswer(
                        f"c{chance.randrange(1, 4)}",
                        "case_type",
                        chance.choice(("community", "licence")),
                        f"note {turn} " + "word " * chance.randrange(40),
                        "p2",
                        "",
                    )
                ],
                how=How.TYPED,
            )
        inspection.note("c1", "months", LONG, by="p2")
        inspection.set_status("c2", CaseStatus.COMPLETE, by="p1")
        inspection.assign("c3", "p2", by="p1")
        inspection.put_record(Passage("foreword", 1, "First."), by="p1")
        inspection.put_record(Passage("foreword", 1, "Second."), by="p1")
        inspection.put_record(Passage("summary", 1, "Dropped."), by="p1")
        inspection.drop_record(Passage("summary", 1, "Dropped."), by="p1")
    return path


def _holds_everything(found: Salvaged, inspection: Inspection) -> None:
    assert set(found.answers) == set(inspection.all_answers())
    assert len(found.history) == inspection.saved().revision
    assert found.gaps == 0
    assert found.bank == dict(inspection.bank_files)
    assert {key: person["name"] for key, person in found.people.items()} == {
        person.id: person.name for person in inspection.people()
    }
    assert {key: (case["ref"], case["status"]) for key, case in found.cases.items()} == {
        case.id: (case.ref, case.status) for case in inspection.cases()
    }
    assert found.details["id"] == inspection.details.id


def test_everything_is_found_in_a_sound_file_which_stays_as_it_is(
    worked_on: Path, reopen: Callable[[], Inspection], passphrase: str, cost: KeyCost
) -> None:
    before = worked_on.read_bytes()
    found = salvage(worked_on, passphrase, cost=cost)
    assert worked_on.read_bytes() == before
    assert (found.broken, found.salt_from) == ((), "")
    assert [body for key, body in found.records.items() if key.startswith("passage/")] == [
        found.records["passage/foreword/1"]
    ]
    assert "Second." in found.records["passage/foreword/1"]
    assert LONG in {answer.note for answer in found.answers}
    with reopen() as inspection:
        _holds_everything(found, inspection)


def test_what_stands_only_in_the_log_of_a_killed_program_is_found(
    worked_on: Path,
    reopen: Callable[[], Inspection],
    tmp_path: Path,
    passphrase: str,
    cost: KeyCost,
) -> None:
    left = tmp_path / "left"
    left.mkdir()
    with reopen() as inspection:
        inspection.answer("c1", "months", "14", by="p2")
        # As a killed program leaves them: the newest change is in the log alone.
        for file in ("cumbria.omi", "cumbria.omi-wal"):
            shutil.copyfile(tmp_path / file, left / file)
        found = salvage(left / "cumbria.omi", passphrase, cost=cost)
        _holds_everything(found, inspection)


def test_one_flipped_bit_costs_one_page_and_nothing_wrong_is_told(
    worked_on: Path, reopen: Callable[[], Inspection], passphrase: str, cost: KeyCost
) -> None:
    content = worked_on.read_bytes()
    with reopen() as inspection:
        history = {row.revision: (row.old, row.new, row.at) for row in inspection.history()}
    for page in range(len(content) // PAGE):
        broken = bytearray(content)
        broken[page * PAGE + 100] ^= 1
        worked_on.write_bytes(broken)
        found = salvage(worked_on, passphrase, cost=cost)
        assert found.broken == (page + 1,)
        assert len(found.history) + found.gaps <= len(history)
        assert all(history[row.revision] == (row.old, row.new, row.at) for row in found.history)
        assert len(found.history) > len(history) // 2


def test_a_file_that_was_cut_off_gives_back_what_is_left_of_it(
    worked_on: Path, passphrase: str, cost: KeyCost
) -> None:
    content = worked_on.read_bytes()
    half = len(content) // 2 + 1000
    worked_on.write_bytes(content[:half])
    found = salvage(worked_on, passphrase, cost=cost)
    assert (found.pages, found.broken) == (half // PAGE, (half // PAGE + 1,))
    assert found.history


def test_a_lost_beginning_is_taken_from_a_copy_beside_the_file(
    worked_on: Path, passphrase: str, cost: KeyCost
) -> None:
    copy = worked_on.with_name("cumbria.before-2.omi")
    shutil.copyfile(worked_on, copy)
    broken = bytearray(worked_on.read_bytes())
    broken[:200] = bytes(200)
    worked_on.write_bytes(broken)
    found = salvage(worked_on, passphrase, cost=cost)
    assert (found.salt_from, found.broken) == (copy.name, (1,))
    assert len(found.cases) == 3


def test_a_lost_beginning_without_a_copy_is_told_with_what_to_do(
    worked_on: Path, passphrase: str, cost: KeyCost
) -> None:
    broken = bytearray(worked_on.read_bytes())
    broken[:16] = bytes(16)
    worked_on.write_bytes(broken)
    with pytest.raises(WrongPassphrase, match="put a copy of it"):
        salvage(worked_on, passphrase, cost=cost)


def test_a_wrong_passphrase_gives_nothing(worked_on: Path, cost: KeyCost) -> None:
    with pytest.raises(WrongPassphrase, match="with this passphrase"):
        salvage(worked_on, "another word", cost=cost)


@pytest.mark.parametrize("content", [b"", b"short", b"PK\x03\x04" * 4000])
def test_what_is_no_inspection_gives_nothing(
    tmp_path: Path, passphrase: str, cost: KeyCost, content: bytes
) -> None:
    path = tmp_path / "other.omi"
    path.write_bytes(content)
    with pytest.raises(InspectionFileError):
        salvage(path, passphrase, cost=cost)


def test_a_missing_file_and_a_folder_are_told(
    tmp_path: Path, passphrase: str, cost: KeyCost
) -> None:
    with pytest.raises(InspectionFileError, match="There is no file"):
        salvage(tmp_path / "missing.omi", passphrase, cost=cost)
    with pytest.raises(InspectionFileError, match="is a folder"):
        salvage(tmp_path, passphrase, cost=cost)


def test_random_damage_is_never_more_than_a_loss(
    worked_on: Path, passphrase: str, cost: KeyCost
) -> None:
    content = worked_on.read_bytes()
    for seed in range(30):
        chance = random.Random(seed)
        broken = bytearray(content)
        for _ in range(chance.choice((1, 10, 300))):
            broken[chance.randrange(16, len(broken))] = chance.randrange(256)
        worked_on.write_bytes(broken[: chance.randrange(16, len(broken))])
        try:
            found = salvage(worked_on, passphrase, cost=cost)
        except WrongPassphrase:
            continue
        assert found.pages >= 1, seed


def test_pages_are_decrypted_as_the_database_reads_them(
    worked_on: Path, passphrase: str, cost: KeyCost
) -> None:
    pages = read_pages(worked_on.read_bytes(), b"", derive_key(worked_on, passphrase, cost=cost))
    assert len(pages.whole) == worked_on.stat().st_size // PAGE
    # The first page names every table of the schema that its row holds.
    assert any(b"CREATE TABLE details" in page for page in pages.whole.values())
    with open_inspection(worked_on, passphrase, cost=cost) as inspection:
        assert inspection.check() == ()
