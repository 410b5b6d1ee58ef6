"""The ways to an open inspection; each is work for the worker, and returns the inspection."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias

from omi_desktop.assets import asset
from omi_desktop.clock import now, stamp
from omi_desktop.store import (
    Details,
    Role,
    create,
    derive_key,
    new_key,
    open_with_key,
)
from omi_ui.folders import data_folder

if TYPE_CHECKING:
    from omi_desktop.store import Inspection, Key
    from omi_ui.tasks import Step

Opening: TypeAlias = "Callable[[Step], Inspection]"
BANK = "instrument/omi-2006"


def demo_path() -> Path:
    """Return where the demo of this person is kept."""
    return data_folder() / "Cumbria 2006 (demo).omi"


def open_with_passphrase(path: Path, passphrase: str) -> Opening:
    """Return the work that derives the key and opens the file."""

    def work(step: Step) -> Inspection:
        step("Working out the key", 0.1)
        return _opened(path, derive_key(path, passphrase))

    return work


def open_with_key_to_come(path: Path, key: Callable[[], Key]) -> Opening:
    """Return the work that waits for a key and opens the file with it."""

    def work(step: Step) -> Inspection:
        step("Working out the key", 0.1)
        return _opened(path, key())

    return work


def open_demo(path: Path) -> Opening:
    """Return the work that opens the demo, and writes it if it is not there."""

    def work(step: Step) -> Inspection:
        from omi_desktop import demo

        if not path.exists():
            from omi_desktop.demo.write import write_demo

            step("Writing the demo", 0.1)
            path.parent.mkdir(parents=True, exist_ok=True)
            write_demo(path, demo.PASSPHRASE)
        step("Opening the demo", 0.8)
        return _opened(path, derive_key(path, demo.PASSPHRASE))

    return work


def begin_new(
    path: Path, area: str, passphrase: str, *, risk_of_harm_only: bool = False
) -> Opening:
    """Return the work that writes a new inspection of `area`, of everything or the thread alone."""

    def work(step: Step) -> Inspection:
        from omi_desktop.instrument.bank import bank_files

        step("Writing the inspection", 0.1)
        details = Details(new_key(), area, Role.LEAD, stamp(now()))
        made = create(path, passphrase, bank=bank_files(asset(BANK)), details=details)
        made.ask_risk_of_harm_only(only=risk_of_harm_only, by="")
        return made

    return work


def _opened(path: Path, key: Key) -> Inspection:
    inspection = open_with_key(path, key)
    # Reading the question bank takes a tenth of a second: here, not on the main thread.
    _ = inspection.instrument
    return inspection
