"""Older files are copied, then brought up to date; newer ones are refused; nothing is half done.

The vintage files are opened with the passphrase “a vintage word”.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from sqlite_utils import Database, Migrations

from omi_desktop.errors import Damaged, FromALaterVersion, OpenElsewhere
from omi_desktop.store import (
    CaseStatus,
    Finding,
    FindingKind,
    How,
    Inspection,
    KeyCost,
    Rating,
    derive_key,
    open_inspection,
    open_with_key,
)
from omi_desktop.store.connection import connect
from omi_desktop.store.schema import STEPS, names
from omi_desktop.store.schema import inspection as first_step
from omi_desktop.store.version import CURRENT

VINTAGE = Path(__file__).parents[2] / "vintage"
VINTAGE_PASSPHRASE = "a vintage word"
LATER = len(CURRENT) + 1
"""How many steps the next version will have taken."""


def steps_and(*more: Callable[[Database], None]) -> Migrations:
    """Return the steps of a later version: those of today and then these."""
    steps = Migrations(STEPS.name)
    for name in names(STEPS):
        steps(name=name)(first_step)
    for number, step in enumerate(more, len(names(STEPS)) + 1):
        steps(name=f"{number} {step.__name__}")(step)
    return steps


def keep_colours(db: Database) -> None:
    """Add a table of colours."""
    db.conn.execute("CREATE TABLE colours (name TEXT PRIMARY KEY) STRICT")


def keep_a_colour(db: Database) -> None:
    """Add a colour."""
    db.conn.execute("INSERT INTO colours VALUES ('grey')")


def break_off(db: Database) -> None:
    """Change something, then fail."""
    db.conn.execute("DELETE FROM answers")
    db.conn.execute("INSERT INTO colours VALUES ('grey')")
    raise KeyboardInterrupt


def tables(path: Path, passphrase: str, cost: KeyCost) -> set[str]:
    """Return the names of the tables in the file."""
    db = connect(path, derive_key(path, passphrase, cost=cost))
    try:
        return set(db.tables().table_names())
    finally:
        db.close()


@pytest.fixture
def answered(inspection: Inspection) -> Path:
    """A closed inspection with one answer."""
    inspection.answer("c1", "1.1.1", "sufficient", by="p2")
    inspection.close()
    return inspection.path


def test_every_step_has_a_vintage_file() -> None:
    steps = range(1, len(names(STEPS)) + 1)
    assert {path.name for path in VINTAGE.glob("*.omi")} == {f"{step}.omi" for step in steps}


def test_the_names_of_the_steps_begin_with_their_numbers() -> None:
    assert [name.split()[0] for name in names(STEPS)] == [
        str(number) for number in range(1, len(names(STEPS)) + 1)
    ]


@pytest.mark.parametrize("vintage", sorted(VINTAGE.glob("*.omi")), ids=lambda path: path.stem)
def test_a_file_of_any_released_schema_opens_and_holds_what_it_held(
    vintage: Path, tmp_path: Path, cost: KeyCost
) -> None:
    copy = Path(shutil.copy(vintage, tmp_path))
    with open_inspection(copy, VINTAGE_PASSPHRASE, cost=cost) as inspection:
        assert inspection.check() == ()
        assert inspection.details.fieldwork == "July 2006"
        assert inspection.people()[0].name == "Ada Byron"
        assert inspection.case("c2").status is CaseStatus.WITHDRAWN
        assert inspection.case("c2").reason == "Transferred out"
        assert inspection.values() == {
            "c1": {
                "case_type": "licence",
                "1.1.1": "sufficient",
                "requirements": "curfew+unpaid_work",
                "1.1.SUM": "not-applicable",
            },
            "c2": {},
        }
        assert inspection.answers("c1")["1.1.1"].note == "No plan on file"
        told = [(change.what, change.how) for change in inspection.history("c1", "1.1.1")]
        assert told == [
            ("answer", How.IMPORTED),
            ("note", How.IMPORTED),
            ("answer", How.MODERATED),
        ]
        assert inspection.records(Rating) == (Rating("4.1", "well-met", "Clear plans"),)
        assert inspection.records(Finding) == (Finding("1.1", FindingKind.STRENGTH, 1, "Timely"),)
        inspection.answer("c1", "months", "12", by="p1")
        assert inspection.check() == ()


def test_a_file_of_today_is_opened_without_a_copy(
    answered: Path, passphrase: str, cost: KeyCost
) -> None:
    open_inspection(answered, passphrase, cost=cost).close()
    assert [found.name for found in answered.parent.iterdir()] == ["cumbria.omi"]


def test_an_older_file_is_copied_and_brought_up_to_date(
    answered: Path, passphrase: str, cost: KeyCost
) -> None:
    key = derive_key(answered, passphrase, cost=cost)
    steps = steps_and(keep_colours, keep_a_colour)
    with open_with_key(answered, key, steps=steps) as inspection:
        assert inspection.values()["c1"] == {"1.1.1": "sufficient"}
        assert inspection.check() == ()
    assert "colours" in tables(answered, passphrase, cost)
    copy = answered.with_name(f"cumbria.before-{LATER + 1}.omi")
    assert sorted(found.name for found in answered.parent.iterdir()) == [copy.name, "cumbria.omi"]
    with open_inspection(copy, passphrase, cost=cost) as before:
        assert before.values()["c1"] == {"1.1.1": "sufficient"}
        assert before.check() == ()
    assert "colours" not in tables(copy, passphrase, cost)
    assert b"SQLite" not in copy.read_bytes()


def test_a_migration_that_breaks_off_leaves_the_old_version(
    answered: Path, passphrase: str, cost: KeyCost
) -> None:
    key = derive_key(answered, passphrase, cost=cost)
    with pytest.raises(KeyboardInterrupt):
        open_with_key(answered, key, steps=steps_and(keep_colours, break_off))
    assert "colours" not in tables(answered, passphrase, cost)
    with open_inspection(answered, passphrase, cost=cost) as inspection:
        assert inspection.values()["c1"] == {"1.1.1": "sufficient"}
        assert inspection.check() == ()


def test_a_second_attempt_keeps_the_copy_of_the_first(
    answered: Path, passphrase: str, cost: KeyCost
) -> None:
    key = derive_key(answered, passphrase, cost=cost)
    with pytest.raises(KeyboardInterrupt):
        open_with_key(answered, key, steps=steps_and(keep_colours, break_off))
    first = answered.with_name(f"cumbria.before-{LATER + 1}.omi").read_bytes()
    open_with_key(answered, key, steps=steps_and(keep_colours, keep_a_colour)).close()
    assert answered.with_name(f"cumbria.before-{LATER + 1}.omi").read_bytes() == first
    assert answered.with_name(f"cumbria.before-{LATER + 1}-2.omi").exists()


def test_a_file_of_a_later_version_is_refused_and_left_as_it_is(
    answered: Path, passphrase: str, cost: KeyCost
) -> None:
    key = derive_key(answered, passphrase, cost=cost)
    open_with_key(answered, key, steps=steps_and(keep_colours)).close()
    answered.with_name(f"cumbria.before-{LATER}.omi").unlink()
    before = answered.read_bytes()
    with pytest.raises(FromALaterVersion, match="later version") as caught:
        open_with_key(answered, key)
    assert "Install the current version" in str(caught.value)
    assert answered.read_bytes() == before
    assert [found.name for found in answered.parent.iterdir()] == ["cumbria.omi"]


def test_a_file_that_is_refused_is_let_go(answered: Path, passphrase: str, cost: KeyCost) -> None:
    key = derive_key(answered, passphrase, cost=cost)
    later = steps_and(keep_colours)
    open_with_key(answered, key, steps=later).close()
    with pytest.raises(FromALaterVersion):
        open_with_key(answered, key)
    open_with_key(answered, key, steps=later).close()


def test_a_file_that_cannot_be_copied_is_not_brought_up_to_date(
    answered: Path, passphrase: str, cost: KeyCost
) -> None:
    content = bytearray(answered.read_bytes())
    content[-2000] ^= 1
    answered.write_bytes(content)
    key = derive_key(answered, passphrase, cost=cost)
    with pytest.raises(Damaged):
        open_with_key(answered, key, steps=steps_and(keep_colours))
    assert answered.read_bytes() == bytes(content)
    assert [found.name for found in answered.parent.iterdir()] == ["cumbria.omi"]


def test_an_open_file_is_not_migrated_a_second_time(
    answered: Path, passphrase: str, cost: KeyCost
) -> None:
    key = derive_key(answered, passphrase, cost=cost)
    with (
        open_with_key(answered, key),
        pytest.raises(OpenElsewhere),
    ):
        open_with_key(answered, key, steps=steps_and(keep_colours))
    assert [found.name for found in answered.parent.iterdir()] == ["cumbria.omi"]


def test_the_version_that_opens_without_sqlite_utils_is_that_of_the_last_step() -> None:
    assert list(CURRENT) == names(STEPS)
