"""A check finds what was changed behind the program’s back."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import pytest
from sqlcipher3 import dbapi2

from omi_desktop.store import Inspection, KeyCost, Rating, derive_key, open_inspection
from omi_desktop.store.connection import connect


@pytest.fixture
def behind_its_back(
    inspection: Inspection, passphrase: str, cost: KeyCost
) -> Callable[..., set[str]]:
    """Run SQL on a closed inspection with some answers; return what a check then finds wrong."""
    inspection.answer("c1", "1.1.1", "sufficient", by="p2")
    inspection.note("c1", "1.1.1", "Good", by="p2")
    inspection.answer("c1", "1.1.1", "insufficient", by="p2")
    inspection.answer("c2", "months", "14", by="p2")
    inspection.put_record(Rating("4.1", "well-met"), by="p1")
    inspection.assign("c2", "p2", by="p1")
    assert inspection.check() == ()
    path = inspection.path
    inspection.close()

    @contextmanager
    def opened() -> Iterator[sqlite3.Connection]:
        db = connect(path, derive_key(path, passphrase, cost=cost))
        try:
            yield db.conn
        finally:
            db.close()

    def run(*statements: str) -> set[str]:
        with opened() as connection:
            connection.execute("PRAGMA foreign_keys = OFF")
            for statement in statements:
                connection.execute(statement)
        with open_inspection(path, passphrase, cost=cost) as again:
            return {problem.what for problem in again.check()}

    return run


UNGUARD = ("DROP TRIGGER history_is_not_edited", "DROP TRIGGER history_is_not_shortened")
GUARD = (
    "CREATE TRIGGER history_is_not_edited BEFORE UPDATE ON history "
    "BEGIN SELECT RAISE (ABORT, 'no'); END",
    "CREATE TRIGGER history_is_not_shortened BEFORE DELETE ON history "
    "BEGIN SELECT RAISE (ABORT, 'no'); END",
)


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE history SET new = 'x' WHERE revision = 8",
        "DELETE FROM history WHERE revision = 8",
        "INSERT OR REPLACE INTO history SELECT * FROM history WHERE revision = 8",
    ],
)
def test_the_database_itself_refuses_to_edit_the_history(
    behind_its_back: Callable[..., set[str]], statement: str
) -> None:
    with pytest.raises(dbapi2.IntegrityError, match="only ever added to"):
        behind_its_back(statement)


@pytest.mark.parametrize(
    ("statements", "wrong"),
    [
        ([], set()),
        (["UPDATE history SET new = 'sufficient' WHERE revision = 11"], {"history", "answers"}),
        (["UPDATE history SET by = 'p1' WHERE revision = 3"], {"history"}),
        (["UPDATE history SET at = '2006' WHERE revision = 1"], {"history"}),
        (["UPDATE history SET answers = 7 WHERE revision = 12"], {"history"}),
        (["UPDATE history SET digest = 'x' WHERE revision = 12"], {"history"}),
        (["DELETE FROM history WHERE revision = 4"], {"history", "people"}),
        (
            [
                "UPDATE history SET revision = -8 WHERE revision = 8",
                "UPDATE history SET revision = 8 WHERE revision = 9",
                "UPDATE history SET revision = 9 WHERE revision = -8",
            ],
            {"history"},
        ),
        (["DELETE FROM history WHERE revision = 1"], {"history", "details"}),
    ],
)
def test_a_gap_an_edit_and_a_change_of_order_in_the_history_are_found(
    behind_its_back: Callable[..., set[str]], statements: list[str], wrong: set[str]
) -> None:
    found = behind_its_back(*UNGUARD, *statements, *GUARD)
    assert found >= wrong if wrong else found == set()
    assert ("history" in found) == ("history" in wrong)


def test_the_last_rows_of_the_history_cannot_be_cut_off(
    behind_its_back: Callable[..., set[str]],
) -> None:
    found = behind_its_back(*UNGUARD, "DELETE FROM history WHERE revision > 11", *GUARD)
    assert found >= {"answers", "records", "cases"}


@pytest.mark.parametrize(
    ("statement", "wrong"),
    [
        ("UPDATE answers SET value = 'sufficient' WHERE case_id = 'c1'", {"answers"}),
        ("UPDATE answers SET note = '' WHERE case_id = 'c1'", {"answers"}),
        ("UPDATE answers SET by = 'p1' WHERE case_id = 'c1'", {"answers"}),
        ("DELETE FROM answers WHERE case_id = 'c2'", {"answers"}),
        (
            "INSERT INTO answers VALUES ('c3', '1.1.1', 'sufficient', '', 'p2', '2006', 9)",
            {"answers"},
        ),
        ("UPDATE cases SET status = 'complete' WHERE id = 'c1'", {"cases"}),
        ("UPDATE cases SET assessor = 'p1' WHERE id = 'c2'", {"cases"}),
        ("UPDATE cases SET reason = 'x' WHERE id = 'c3'", {"cases"}),
        ("UPDATE cases SET assessor = 'p9' WHERE id = 'c2'", {"cases", "database"}),
        ("UPDATE people SET name = 'Someone' WHERE id = 'p1'", {"people"}),
        ("DELETE FROM records", {"records"}),
        ("UPDATE details SET fieldwork = 'July'", {"details"}),
        ("UPDATE bank SET text = text || '# more' WHERE path = 'facts.toml'", {"bank"}),
        ("DELETE FROM bank WHERE path = 'facts.toml'", {"bank"}),
        ("DROP TRIGGER history_is_not_edited", {"history"}),
    ],
)
def test_what_is_not_as_its_history_tells_is_found(
    behind_its_back: Callable[..., set[str]], statement: str, wrong: set[str]
) -> None:
    assert behind_its_back(statement) == wrong


def test_a_problem_is_a_sentence_that_names_the_place(
    inspection: Inspection,
) -> None:
    inspection.answer("c1", "1.1.1", "sufficient", by="p2")
    inspection._db.conn.execute("UPDATE answers SET value = 'insufficient'")
    (problem,) = inspection.check()
    assert problem.sentence == (
        "The answer to 1.1.1 in case “c1” is not the one the history tells of."
    )
