"""The connection to an encrypted file, with the settings that every inspection has."""

from __future__ import annotations

import sys
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, cast

import sqlcipher3
import sqlcipher3.dbapi2

if TYPE_CHECKING:
    import sqlite3

    from sqlite_utils import Database

    from omi_desktop.store.keys import Key

_SECONDS_TO_WAIT_FOR_A_LOCK = 0.2
_CACHE_KIBIBYTES = 32 * 1024


class Connected:
    """An open encrypted database: the driver's connection, and its transactions."""

    __slots__ = ("conn",)

    def __init__(self, conn: sqlite3.Connection) -> None:
        self.conn = conn

    def atomic(self) -> Atomic:
        """Return a transaction for a `with` block: all of it, or on an error none."""
        return Atomic(self.conn)

    def tables(self) -> Database:
        """Return the same database under sqlite-utils, for making and changing its tables.

        It is loaded here and not before: it takes longer to load than a window takes to open, and
        a file that is up to date needs none of it.
        """
        # sqlite-utils takes the first of pysqlite3 and sqlite3, and its handling of errors only
        # works for errors of the driver it took. Ours is SQLCipher, so it must find SQLCipher.
        sys.modules["pysqlite3"] = sqlcipher3
        sys.modules["pysqlite3.dbapi2"] = sqlcipher3.dbapi2
        from sqlite_utils import Database

        return Database(self.conn, execute_plugins=False, strict=True)

    def close(self) -> None:
        """Close the connection."""
        self.conn.close()


class Atomic:
    """One transaction. A class, not a generator: it lies on the way of every answer."""

    __slots__ = ("_conn",)

    def __init__(self, conn: sqlite3.Connection) -> None:
        self._conn = conn

    def __enter__(self) -> None:
        self._conn.execute("BEGIN")

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if kind is not None:
            self._roll_back()
            return
        try:
            self._conn.execute("COMMIT")
        except BaseException:
            self._roll_back()
            raise

    def _roll_back(self) -> None:
        # An error may have ended the transaction already; the first error is the one to tell.
        if self._conn.in_transaction:
            self._conn.execute("ROLLBACK")


def connect(path: Path, key: Key, *, make: bool = False) -> Connected:
    """Return a database over the file at `path`, held exclusively; a wrong key shows here."""
    uri = f"{path.absolute().as_uri()}?mode={'rwc' if make else 'rw'}"
    # The driver is not typed; its connection has the interface of the standard library's.
    # Threads take turns (the inspection sees to that), so the driver need not insist on one.
    connection = cast(
        "sqlite3.Connection",
        sqlcipher3.dbapi2.connect(
            uri,
            uri=True,
            isolation_level=None,
            timeout=_SECONDS_TO_WAIT_FOR_A_LOCK,
            check_same_thread=False,
        ),
    )
    try:
        # SQLCipher logs refused pages to standard error unless told otherwise beforehand.
        connection.execute("PRAGMA cipher_log_level = NONE")
        connection.execute(f'PRAGMA key = "{key.pragma}"')
        connection.execute("PRAGMA cipher_compatibility = 4")
        # Exclusive before the first read: the lock is then the operating system's, a killed
        # program leaves none behind, and the write-ahead log needs no shared memory file.
        connection.execute("PRAGMA locking_mode = EXCLUSIVE")
        connection.execute("PRAGMA synchronous = FULL")
        connection.execute("PRAGMA fullfsync = ON")
        connection.execute("PRAGMA foreign_keys = ON")
        # So that a row of the history that is put in place of another counts as deleting it.
        connection.execute("PRAGMA recursive_triggers = ON")
        connection.execute(f"PRAGMA cache_size = -{_CACHE_KIBIBYTES}")
        connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
        return Connected(connection)
    except BaseException:
        connection.close()
        raise


def use_write_ahead_log(db: Connected) -> None:
    """Switch to the write-ahead log, where one commit is one flush."""
    db.conn.execute("PRAGMA journal_mode = WAL").fetchall()
