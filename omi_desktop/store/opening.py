"""Making an inspection file and opening one.

The order of opening is: what the file is, the key, the version, a copy of an older file, the
steps that bring it up to date, and only then its use.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec.structs import replace

from omi_desktop.clock import Clock, now, stamp
from omi_desktop.errors import InspectionFileError, ReadOnly, RequestError, WrongPassphrase
from omi_desktop.instrument.bank import read_files
from omi_desktop.store import holding
from omi_desktop.store.acceptable import refuse_unwritable
from omi_desktop.store.connection import connect, use_write_ahead_log
from omi_desktop.store.failures import failures_of
from omi_desktop.store.folder import flush_folder, remove_unfinished
from omi_desktop.store.history import Writer, seal_of, tail, told_of_details
from omi_desktop.store.inspection import Inspection
from omi_desktop.store.keys import RELEASE_COST, Key, KeyCost, derive_key, key_from
from omi_desktop.store.recognition import SALT_LENGTH, exists, refuse_if_read_only, salt_of
from omi_desktop.store.values import Details, new_key
from omi_desktop.store.version import is_current

if TYPE_CHECKING:
    from sqlite_utils import Migrations

    from omi_desktop.instrument.model import Instrument
    from omi_desktop.store.connection import Connected


def create(
    path: Path,
    passphrase: str,
    *,
    bank: Mapping[str, str],
    details: Details,
    clock: Clock = now,
    cost: KeyCost = RELEASE_COST,
) -> Inspection:
    """Write a new inspection file with its question bank and return it open.

    The file appears under its name only when it is whole. Raises RequestError where the name is
    taken, the folder is missing or the passphrase is empty; BankError where the bank has faults.
    """
    path = Path(path)
    instrument = read_files(bank)
    _refuse_unusable(path, passphrase, details)
    key = key_from(passphrase, os.urandom(SALT_LENGTH), cost)
    at = stamp(clock())
    details = replace(details, created=details.created or at)
    unfinished = path.with_name(f".omi-{new_key()}.part")
    try:
        with failures_of(path):
            _write_first_state(unfinished, key, bank, details, at)
        _move_into_place(unfinished, path)
    finally:
        remove_unfinished(unfinished)
    return _open(path, key, clock, None, instrument)


def open_inspection(
    path: Path, passphrase: str, clock: Clock = now, *, cost: KeyCost = RELEASE_COST
) -> Inspection:
    """Open the inspection file at `path`; deriving the key takes a good half second."""
    return open_with_key(path, derive_key(path, passphrase, cost=cost), clock)


def open_with_key(
    path: Path, key: Key, clock: Clock = now, *, steps: Migrations | None = None
) -> Inspection:
    """Open the inspection file at `path` with the key derived for it.

    A file of an older version is copied beside itself, then brought up to date. Raises an
    InspectionFileError that says what is in the way and what to do; the file is then unchanged.
    """
    path = Path(path)
    if salt_of(path) != key.salt:
        raise WrongPassphrase(
            f"“{path}” was replaced since the passphrase was given. Give the passphrase again."
        )
    refuse_if_read_only(path)
    return _open(path, key, clock, steps, None)


def _open(
    path: Path, key: Key, clock: Clock, steps: Migrations | None, instrument: Instrument | None
) -> Inspection:
    held = holding.hold(path)
    try:
        with failures_of(path, unlocking=True):
            # The first settings already read the first page.
            db = connect(path, key)
        try:
            with failures_of(path):
                _bring_up_to_date(db, path, key, steps)
                use_write_ahead_log(db)
        except BaseException:
            db.close()
            raise
    except BaseException:
        holding.release(held)
        raise
    return Inspection(db, path, held, clock, instrument, key)


def _bring_up_to_date(db: Connected, path: Path, key: Key, steps: Migrations | None = None) -> None:
    """Take the steps that the file lacks; those of this version unless others are given."""
    if steps is None and is_current(db):
        return
    from omi_desktop.store import schema

    schema.bring_up_to_date(db, path, key, steps or schema.STEPS)


def _refuse_unusable(path: Path, passphrase: str, details: Details) -> None:
    if exists(path):
        raise RequestError(f"“{path}” exists already and was left as it is. Choose another name.")
    if not path.parent.is_dir():
        raise RequestError(f"There is no folder “{path.parent}”. Make it, or choose another.")
    if not os.access(path.parent, os.W_OK):
        raise ReadOnly(f"The folder “{path.parent}” is read only. Choose another.")
    if not passphrase:
        raise RequestError("The passphrase is empty. Give one that others cannot guess.")
    for text in (details.area, details.fieldwork, details.publication, details.service):
        refuse_unwritable(text, "description of the inspection")


def _write_first_state(
    path: Path, key: Key, bank: Mapping[str, str], details: Details, at: str
) -> None:
    from omi_desktop.store.schema import apply_steps

    db = connect(path, key, make=True)
    try:
        use_write_ahead_log(db)
        apply_steps(db)
        with db.atomic():
            db.conn.execute(
                "INSERT INTO details (one, id, area, role, created, fieldwork, publication, "
                "service) VALUES (1, ?, ?, ?, ?, ?, ?, ?)",
                (
                    details.id,
                    details.area,
                    details.role.value,
                    details.created,
                    details.fieldwork,
                    details.publication,
                    details.service,
                ),
            )
            db.conn.executemany("INSERT INTO bank (path, text) VALUES (?, ?)", bank.items())
            history = Writer(db.conn, tail(db.conn))
            history.append("details", by="", at=at, new=told_of_details(db.conn))
            history.append("bank", by="", at=at, new=seal_of(bank))
        db.conn.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
    finally:
        db.close()


def _move_into_place(unfinished: Path, path: Path) -> None:
    try:
        # Taking the name first makes sure that nothing which came by it meanwhile is replaced.
        path.open("xb").close()
    except FileExistsError as error:
        raise RequestError(
            f"“{path}” exists already and was left as it is. Choose another name."
        ) from error
    except OSError as error:
        raise InspectionFileError(
            f"“{path}” cannot be written ({error.strerror}). Choose another name or folder."
        ) from error
    try:
        unfinished.replace(path)
    except BaseException:
        path.unlink(missing_ok=True)
        raise
    flush_folder(path.parent)
