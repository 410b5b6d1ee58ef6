"""The journal: text that is being typed, kept in the file before it is saved.

It is no history. A row stands here only while its text differs from what is saved in its place,
and goes in the transaction that saves it, so that what stands here after a crash was never saved.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from omi_desktop.store.values import Typed

if TYPE_CHECKING:
    import sqlite3

JOURNAL_EVERY = 0.5
"""Seconds after the first key that is not in the file, at the latest, to journal what is typed.

It is half of the second of typing that may be lost: the other half is for the disk.
"""

_KEEP = """
INSERT INTO journal (case_id, question, text, by, at) VALUES (?, ?, ?, ?, ?)
ON CONFLICT (case_id, question) DO UPDATE SET text = excluded.text, by = excluded.by,
    at = excluded.at
"""
_ALL = """
SELECT j.case_id, j.question, j.text, coalesce(a.note, r.body, ''), j.by, j.at FROM journal AS j
LEFT JOIN answers AS a ON a.case_id = j.case_id AND a.question = j.question
LEFT JOIN records AS r ON j.case_id = '' AND r.kind || '/' || r.key = j.question
ORDER BY j.at, j.case_id, j.question
"""


def keep(
    connection: sqlite3.Connection, case: str, question: str, text: str, *, by: str, at: str
) -> None:
    """Put what is typed in place of what was typed there before."""
    connection.execute(_KEEP, (case, question, text, by, at))


def clear(connection: sqlite3.Connection, case: str, question: str) -> None:
    """Forget what was typed there: it is saved, or nobody wants it."""
    connection.execute("DELETE FROM journal WHERE case_id = ? AND question = ?", (case, question))


def typed(connection: sqlite3.Connection) -> tuple[Typed, ...]:
    """Return what was typed and never saved, the oldest first."""
    return tuple(Typed(*row) for row in connection.execute(_ALL))


def body_at(connection: sqlite3.Connection, record: str) -> str:
    """Return the body of a record by kind and key (“finding/ab12”), or ""."""
    kind, _, key = record.partition("/")
    found = connection.execute(
        "SELECT body FROM records WHERE kind = ? AND key = ?", (kind, key)
    ).fetchone()
    return found[0] if found else ""
