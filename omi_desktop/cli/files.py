"""Begin an inspection file, and check one."""

from __future__ import annotations

from pathlib import Path

import click

from omi_desktop.assets import asset
from omi_desktop.cli.opening import (
    asked,
    file_argument,
    given,
    opened,
    passphrase_option,
)
from omi_desktop.cli.outcomes import LOOK_AT_IT, json_option, print_json
from omi_desktop.clock import now
from omi_desktop.demo import PASSPHRASE as DEMO_PASSPHRASE
from omi_desktop.errors import RequestError


@click.command()
@click.argument("out", type=click.Path(path_type=Path))
@click.option("--area", default="", help="Write an invented inspection of this area instead.")
@click.option("--seed", default=1, help="What the invented inspection is drawn from.")
@click.option("--fieldwork", default="2006-03-06", help="The first day of its fieldwork.")
@passphrase_option
def demo(out: Path, area: str, seed: int, fieldwork: str, passphrase_file: Path | None) -> None:
    """Write the demo: the Cumbria inspection of July 2006, rebuilt case by case.

    With --area it writes an invented inspection that is signed off, to try what stands several
    side by side.
    """
    from datetime import date

    passphrase = given(passphrase_file)
    if area.strip():
        from omi_desktop.demo.areas import write_area

        try:
            day = date.fromisoformat(fieldwork)
        except ValueError as error:
            raise RequestError(
                f"“{fieldwork}” is no day. Give the first day of fieldwork as in 2006-03-06."
            ) from error
        write_area(
            out,
            passphrase or DEMO_PASSPHRASE,
            area=area.strip(),
            seed=seed,
            fieldwork=day.isoformat(),
        )
    else:
        from omi_desktop.demo.write import write_demo

        write_demo(out, passphrase or DEMO_PASSPHRASE)
    if passphrase is None:
        click.echo(
            f"Wrote {out}. It holds nothing secret; its passphrase is “{DEMO_PASSPHRASE}”.",
            err=True,
        )


@click.command()
@click.argument("out", type=click.Path(path_type=Path))
@click.option("--area", required=True, help="The area that is inspected.")
@click.option(
    "--instrument",
    "folder",
    type=click.Path(path_type=Path),
    help="The folder of another programme's question bank.",
)
@click.option(
    "--risk-of-harm-only",
    is_flag=True,
    help="Ask the questions of the Risk of Harm thread alone, as a re-inspection does.",
)
@passphrase_option
def new(
    out: Path,
    area: str,
    folder: Path | None,
    risk_of_harm_only: bool,
    passphrase_file: Path | None,
) -> None:
    """Write an empty inspection."""
    from omi_desktop.clock import stamp
    from omi_desktop.instrument.bank import bank_files, read_files
    from omi_desktop.store import Details, Role, create, new_key

    bank = bank_files(folder or asset("instrument/omi-2006"))
    read_files(bank)
    if not area.strip():
        raise RequestError("The area has no name. Give one with --area.")
    passphrase = given(passphrase_file) or asked(confirm=True)
    details = Details(id=new_key(), area=area.strip(), role=Role.LEAD, created=stamp(now()))
    with create(out, passphrase, bank=bank, details=details) as made:
        made.ask_risk_of_harm_only(only=risk_of_harm_only, by="")


@click.command()
@file_argument
@json_option
@passphrase_option
def check(file: Path, as_json: bool, passphrase_file: Path | None) -> int:
    """Check the integrity of a file: database, history chain, question bank."""
    with opened(file, passphrase_file) as inspection:
        problems = inspection.check()
    if as_json:
        print_json(
            {"problems": [{"what": found.what, "why": found.sentence} for found in problems]}
        )
    else:
        for found in problems:
            click.echo(f"{found.what}: {found.sentence}")
        if not problems:
            click.echo(f"{file} is whole.")
    return LOOK_AT_IT if problems else 0
