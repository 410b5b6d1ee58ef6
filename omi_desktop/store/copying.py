"""A copy of an open inspection under another name: whole, under the same passphrase, and open."""

from __future__ import annotations

import os
import secrets
from typing import TYPE_CHECKING

from omi_desktop.errors import InspectionFileError, RequestError
from omi_desktop.store import holding
from omi_desktop.store.connection import connect, use_write_ahead_log
from omi_desktop.store.failures import failures_of
from omi_desktop.store.folder import flush_folder, remove_unfinished
from omi_desktop.store.recognition import exists

if TYPE_CHECKING:
    from pathlib import Path

    from omi_desktop.store.connection import Connected
    from omi_desktop.store.keys import Key


def copied(db: Connected, path: Path, key: Key) -> tuple[Connected, holding.FileIdentity]:
    """Write a database whole to a new file at `path` and return it open and held.

    It is read through the connection and not from its file, which may be there no longer.
    """
    if exists(path):
        raise RequestError(f"“{path}” exists already and was left as it is. Choose another name.")
    if not path.parent.is_dir():
        raise RequestError(f"There is no folder “{path.parent}”. Make it, or choose another.")
    unfinished = path.with_name(f".omi-{secrets.token_hex(6)}.part")
    try:
        with failures_of(path):
            # The copy takes the key and the salt of what it is copied from.
            db.conn.execute("VACUUM INTO ?", (str(unfinished),))
        _to_disk(unfinished, path)
    finally:
        remove_unfinished(unfinished)
    held = holding.hold(path)
    try:
        with failures_of(path):
            made = connect(path, key)
            use_write_ahead_log(made)
    except BaseException:
        holding.release(held)
        raise
    return made, held


def _to_disk(unfinished: Path, path: Path) -> None:
    try:
        with unfinished.open("rb+") as file:
            os.fsync(file.fileno())
        # Unlike replace(), a link does not take a name that somebody took meanwhile.
        os.link(unfinished, path)
    except FileExistsError as error:
        raise RequestError(
            f"“{path}” exists already and was left as it is. Choose another name."
        ) from error
    except OSError:
        # Sticks and shares often have no links.
        _move(unfinished, path)
    flush_folder(path.parent)


def _move(unfinished: Path, path: Path) -> None:
    try:
        unfinished.replace(path)
    except OSError as error:
        raise InspectionFileError(
            f"“{path}” cannot be written ({error.strerror or error}). Choose another place."
        ) from error
