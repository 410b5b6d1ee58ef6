"""Move answers in and out."""

from __future__ import annotations

from pathlib import Path

import click

from omi_desktop.cli.opening import file_argument, opened, passphrase_option


@click.group()
def answers() -> None:
    """Move answers in and out as tidy tables."""


@answers.command("import")
@file_argument
@click.argument("table", type=click.Path(path_type=Path))
@passphrase_option
def answers_import(file: Path, table: Path, passphrase_file: Path | None) -> None:
    """Read answers from a CSV file with the columns of the sheet Answers."""
    from omi_desktop.exchange.answers_csv import read_answers

    with opened(file, passphrase_file) as inspection:
        read = read_answers(inspection, table)
    click.echo(f"{read} answers are in {file}.")


@answers.command("export")
@file_argument
@click.argument("table", type=click.Path(path_type=Path))
@passphrase_option
def answers_export(file: Path, table: Path, passphrase_file: Path | None) -> None:
    """Write every answer to a CSV file with the columns of the sheet Answers."""
    from omi_desktop.exchange.answers_csv import write_answers

    with opened(file, passphrase_file) as inspection:
        write_answers(inspection, table)
