"""Save what can be read from a file that will not open."""

from __future__ import annotations

from pathlib import Path

import click

from omi_desktop.cli.opening import asked, file_argument, given, passphrase_option
from omi_desktop.cli.outcomes import LOOK_AT_IT


@click.command()
@file_argument
@click.argument("folder", metavar="OUTDIR", type=click.Path(path_type=Path))
@passphrase_option
def salvage(file: Path, folder: Path, passphrase_file: Path | None) -> int:
    """Write everything that can be read from a damaged file to a new folder, in the clear."""
    from omi_desktop.errors import InspectionFileError
    from omi_desktop.exchange.salvage_folder import write_salvage
    from omi_desktop.store import open_inspection
    from omi_desktop.store.salvage import copies_beside
    from omi_desktop.store.salvage import salvage as read

    passphrase = given(passphrase_file) or asked(confirm=False)
    found = read(file, passphrase)
    copies = []
    for copy in copies_beside(file):
        try:
            with open_inspection(copy, passphrase) as opened:
                saved = opened.saved()
            copies.append((copy.name, f"which opens and holds {saved.answers:,} answers"))
        except InspectionFileError:
            copies.append((copy.name, "which this passphrase does not open whole"))
    for line in write_salvage(found, folder, file.name, copies):
        click.echo(line)
    return LOOK_AT_IT if found.broken or found.gaps else 0
