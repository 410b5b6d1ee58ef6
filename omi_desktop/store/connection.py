"""The connection to an encrypted file, with the settings that every inspection has."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, cast

import sqlcipher3
import sqlcipher3.dbapi2

# sqlite-utils takes the first of pysqlite3 and sqlite3, and its handling of errors only works for
# errors of the driver it took. Our connections are SQLCipher's, so it must find SQLCipher.
sys.modules["pysqlite3"] = sqlcipher3
sys.modules["pysqlite3.dbapi2"] = sqlcipher3.dbapi2

from sqlite_utils import Database  # noqa: E402

if TYPE_CHECKING:
    import sqlite3

    from omi_desktop.store.keys import Key

_SECONDS_TO_WAIT_FOR_A_LOCK = 0.2
_CACHE_KIBIBYTES = 32 * 1024


def connect(path: Path, key: Key, *, make: bool = False) -> Database:
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
        connection.execute(f"PRAGMA cache_size = -{_CACHE_KIBIBYTES}")
        connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
        return Database(connection, execute_plugins=False, strict=True)
    except BaseException:
        connection.close()
        raise


def use_write_ahead_log(db: Database) -> None:
    """Switch to the write-ahead log, where one commit is one flush."""
    db.conn.execute("PRAGMA journal_mode = WAL").fetchall()
