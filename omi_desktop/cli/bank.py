"""Work with question banks."""

from __future__ import annotations

from pathlib import Path

import click

from omi_desktop.cli.outcomes import LOOK_AT_IT, json_option, print_json


@click.group()
def instrument() -> None:
    """Work with question banks."""


@instrument.command("check")
@click.argument("folder", type=click.Path(path_type=Path))
@json_option
def instrument_check(folder: Path, as_json: bool) -> int:
    """Validate a question bank; every fault is named with its file and line."""
    from omi_desktop.instrument.bank import bank_files, inspect_files

    checked, faults = inspect_files(bank_files(folder))
    if as_json:
        print_json(
            {
                "instrument": checked.id if checked else None,
                "criteria": len(checked.criteria) if checked else 0,
                "questions": len(checked.questions) if checked else 0,
                "faults": [
                    {"file": fault.file, "line": fault.line, "fault": fault.sentence}
                    for fault in faults
                ],
            }
        )
    else:
        for fault in faults:
            click.echo(str(fault))
        if checked and not faults:
            click.echo(
                f"{checked.title}: {len(checked.criteria)} criteria, "
                f"{len(checked.questions)} facts and questions, no fault."
            )
    return LOOK_AT_IT if faults else 0
