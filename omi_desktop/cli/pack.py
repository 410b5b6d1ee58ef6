"""Make one assessor's copy."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from pathlib import Path

import click

from omi_desktop.cli.opening import file_argument, given, opened, passphrase_option
from omi_desktop.cli.outcomes import json_option, print_json
from omi_desktop.errors import RequestError


@click.command()
@file_argument
@click.option("--assessor", required=True, metavar="NAME", help="Whose cases go into the copy.")
@click.argument("out", type=click.Path(path_type=Path))
@click.option(
    "--pack-passphrase-file",
    type=click.Path(path_type=Path),
    help="Read the passphrase of the copy from the first line of this file.",
)
@json_option
@passphrase_option
def pack(
    file: Path,
    assessor: str,
    out: Path,
    pack_passphrase_file: Path | None,
    as_json: bool,
    passphrase_file: Path | None,
) -> None:
    """Write one assessor's copy: their cases, the question bank, and nobody else's work."""
    from omi_desktop.exchange.pack import make_pack
    from omi_desktop.sampling.reasons import number_of_cases
    from omi_desktop.store.team_changes import acting, person_called

    with opened(file, passphrase_file) as inspection:
        person = person_called(inspection, assessor)
        made = make_pack(
            inspection,
            person.id,
            out,
            _pack_passphrase(pack_passphrase_file),
            by=acting(inspection),
        )
        refs = {case.id: case.ref for case in inspection.cases()}
    if as_json:
        print_json(
            {
                "pack": made.id,
                "assessor": person.name,
                "base_revision": made.base_revision,
                "cases": [refs[case] for case in made.cases],
            }
        )
    else:
        click.echo(f"{out} holds {number_of_cases(len(made.cases))} for {person.name}.")


def _pack_passphrase(file: Path | None) -> str:
    """Return the passphrase of the copy: from the file, else the variable, else the terminal."""
    if file is not None:
        return given(file) or ""
    known = os.environ.get("OMI_PACK_PASSPHRASE")
    if known:
        return known
    if not sys.stdin.isatty():
        raise RequestError(
            "The copy needs a passphrase of its own. Set OMI_PACK_PASSPHRASE or use "
            "--pack-passphrase-file FILE."
        )
    ask: Callable[..., str] = click.prompt
    return ask("Passphrase of the copy", hide_input=True, confirmation_prompt=True, err=True)
