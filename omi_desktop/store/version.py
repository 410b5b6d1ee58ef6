"""Which version a file is of, told without loading what brings older files up to date."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from omi_desktop.store.connection import Connected

CURRENT = ("1 inspection", "2 journal and search")
"""The steps a file of this version has taken; a test holds it against `schema.STEPS`."""


def is_current(db: Connected) -> bool:
    """Tell whether the file has taken exactly the steps of this version."""
    known = db.conn.execute(
        "SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = '_sqlite_migrations'"
    ).fetchone()
    if known is None:
        return False
    taken = db.conn.execute(
        "SELECT name FROM _sqlite_migrations WHERE migration_set = 'inspection' ORDER BY rowid"
    )
    return tuple(name for (name,) in taken) == CURRENT
