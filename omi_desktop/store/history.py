"""The append-only history: who changed what, when, from what to what, chained by hash.

Each row's digest covers the row and the digest before it, so a gap, an edit or a change of order
shows in every row that follows.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any, NamedTuple, TypeAlias

import msgspec

from omi_desktop.store.values import Change, How

if TYPE_CHECKING:
    import sqlite3

Row: TypeAlias = tuple[
    int, str, str, str, str, str | None, str | None, str | None, str | None, int, str
]

_COLUMNS = "revision, at, by, how, what, case_id, question, old, new, answers, digest"
_APPEND = f"INSERT INTO history ({_COLUMNS}) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
_LAST = "SELECT revision, answers, digest, at FROM history ORDER BY revision DESC LIMIT 1"
_canonical = msgspec.json.Encoder().encode


class Tail(NamedTuple):
    """Where the history ends: the last revision, how many answers there are, digest and time."""

    revision: int
    answers: int
    digest: str
    at: str


def tail(connection: sqlite3.Connection) -> Tail:
    """Return the end of the history; revision 0 where there is none yet."""
    row = connection.execute(_LAST).fetchone()
    return Tail(*row) if row else Tail(0, 0, "", "")


def digest_of(before: str, row: tuple[object, ...]) -> str:
    """Return the digest of a row (all columns but the digest itself) after the digest `before`.

    It is SHA-256 over the digest before, in hexadecimal, and the row as JSON without spaces in
    UTF-8, so that any language can check a history.
    """
    return hashlib.sha256(before.encode("ascii") + _canonical(row)).hexdigest()


class Writer:
    """Adds rows to the history within one transaction."""

    def __init__(self, connection: sqlite3.Connection, end: Tail) -> None:
        self._connection = connection
        self._tail = end

    @property
    def revision(self) -> int:
        """Return the revision of the last row."""
        return self._tail.revision

    def append(
        self,
        what: str,
        *,
        by: str,
        at: str,
        how: How = How.TYPED,
        case: str | None = None,
        question: str | None = None,
        old: str | None = None,
        new: str | None = None,
        more_answers: int = 0,
    ) -> int:
        """Add one row and return its revision."""
        revision = self._tail.revision + 1
        answers = self._tail.answers + more_answers
        row = (revision, at, by, how.value, what, case, question, old, new, answers)
        digest = digest_of(self._tail.digest, row)
        self._connection.execute(_APPEND, (*row, digest))
        self._tail = Tail(revision, answers, digest, at)
        return revision


def rows(connection: sqlite3.Connection) -> Iterator[Row]:
    """Yield the history as it is stored, in order of revision."""
    yield from connection.execute(f"SELECT {_COLUMNS} FROM history ORDER BY revision")


def changes(
    connection: sqlite3.Connection, case: str | None, question: str | None
) -> tuple[Change, ...]:
    """Return the history, or that of one case, of one question, or of one question of one case."""
    found = connection.execute(
        "SELECT revision, at, by, how, what, case_id, question, old, new, digest FROM history "
        "WHERE (?1 IS NULL OR case_id = ?1) AND (?2 IS NULL OR question = ?2) ORDER BY revision",
        (case, question),
    )
    return tuple(_change(row) for row in found)


def _change(row: tuple[Any, ...]) -> Change:
    # The columns stand in the order of the fields; the types are those the table enforces.
    revision, at, by, how, *rest = row
    return Change(revision, at, by, How(how), *rest)


def told_of_details(connection: sqlite3.Connection) -> str:
    """Return the details of the inspection as the history tells them."""
    columns = "id, area, role, created, fieldwork, publication, service"
    row = connection.execute(f"SELECT {columns} FROM details").fetchone()
    return _canonical(row).decode("utf-8")


def seal_of(bank: Mapping[str, str]) -> str:
    """Return the digest of a question bank, by which the history knows it."""
    return digest_of("", tuple(sorted(bank.items())))
