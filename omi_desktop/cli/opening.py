"""The file that a command works on, and its passphrase."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import click

from omi_desktop.demo import PASSPHRASE as DEMO_PASSPHRASE
from omi_desktop.errors import RequestError, WrongPassphrase

if TYPE_CHECKING:
    from omi_desktop.store import Inspection

passphrase_option = click.option(
    "--passphrase-file",
    type=click.Path(path_type=Path),
    help="Read the passphrase from the first line of this file.",
)
file_argument = click.argument("file", type=click.Path(path_type=Path))


def opened(file: Path, passphrase_file: Path | None) -> Inspection:
    """Open an inspection; without a passphrase the demo's own, published one is tried first."""
    from omi_desktop.store import open_inspection

    passphrase = given(passphrase_file)
    if passphrase is not None:
        return open_inspection(file, passphrase)
    try:
        return open_inspection(file, DEMO_PASSPHRASE)
    except WrongPassphrase:
        return open_inspection(file, asked(confirm=False))


def given(passphrase_file: Path | None) -> str | None:
    """Return the passphrase from the file, else from OMI_PASSPHRASE, else None."""
    if passphrase_file is None:
        return os.environ.get("OMI_PASSPHRASE") or None
    try:
        lines = passphrase_file.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise RequestError(
            f"The passphrase file “{passphrase_file}” cannot be read. Check its name and rights."
        ) from error
    if not lines or not lines[0]:
        raise RequestError(
            f"The first line of “{passphrase_file}” is empty. Put the passphrase there."
        )
    return lines[0]


def several_given(passphrase_file: Path) -> tuple[str, ...]:
    """Return every line of a file of passphrases, for files that each have their own."""
    given(passphrase_file)
    lines = passphrase_file.read_text(encoding="utf-8").splitlines()
    return tuple(dict.fromkeys(filter(None, lines)))


def asked(*, confirm: bool) -> str:
    """Ask for the passphrase on the terminal; where there is none, say how else to give it."""
    if not sys.stdin.isatty():
        raise RequestError(
            "No passphrase was given. Set OMI_PASSPHRASE or use --passphrase-file FILE."
        )
    ask: Callable[..., str] = click.prompt
    return ask("Passphrase", hide_input=True, confirmation_prompt=confirm, err=True)
