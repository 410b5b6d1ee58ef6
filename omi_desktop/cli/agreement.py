"""How far the readers of cases that were read twice agree."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from omi_desktop.cli.opening import file_argument, opened, passphrase_option
from omi_desktop.cli.outcomes import json_option, print_json

if TYPE_CHECKING:
    from collections.abc import Sequence

    from omi_desktop.statistics.reader_agreement import AgreementRow, ReaderAgreement
    from omi_desktop.store.second_readings import ReadTwice


@click.command()
@file_argument
@click.option(
    "--csv",
    "table",
    type=click.Path(path_type=Path),
    help="Write the figures as a table to this new file.",
)
@json_option
@passphrase_option
def agreement(file: Path, table: Path | None, as_json: bool, passphrase_file: Path | None) -> None:
    """Tell how far readers agree over the cases that two of them read to the end.

    By question, criterion, assessor and kind of assessor; and area assessors against inspectors.
    """
    from omi_desktop.statistics.agreement_form import agreement_form, kinds_form
    from omi_desktop.store.reader_agreement import agreement_of_readers, kinds_compared
    from omi_desktop.store.second_readings import read_twice

    with opened(file, passphrase_file) as inspection:
        read = read_twice(inspection)
        found = agreement_of_readers(inspection)
        kinds = kinds_compared(inspection)
    if table is not None:
        from omi_desktop.exchange.agreement_csv import write_agreement

        write_agreement(found, table)
    if as_json:
        reading = sum(one.is_blind for one in read)
        counts = {"read_twice": len(read), "still_blind": reading}
        print_json({**counts, **agreement_form(found), "area_assessors": kinds_form(kinds)})
        return
    click.echo(_how_many(read))
    if found.cases:
        _print(found)
    click.echo(kinds.sentence)


def _how_many(read: Sequence[ReadTwice]) -> str:
    if not read:
        return "No case is read twice. Plant second reads when the cases are shared out."
    whole = sum(not one.is_blind for one in read)
    told = f"{len(read)} {_cases(len(read))} read twice; both readings of {whole} are complete"
    waiting = len(read) - whole
    stay = "stays" if waiting == 1 else "stay"
    return f"{told}, {waiting} {stay} blind until then." if waiting else f"{told}."


def _cases(number: int) -> str:
    return "case is" if number == 1 else "cases are"


def _print(found: ReaderAgreement) -> None:
    from omi_desktop.statistics.agreement_wording import row_in_words

    differing = [row for row in found.questions if row.line.alike < row.line.cases]
    parts: tuple[tuple[str, Sequence[AgreementRow], bool], ...] = (
        ("", (found.whole,), False),
        ("By criterion", found.criteria, True),
        ("Questions on which readers differ", differing, True),
        ("By assessor", found.assessors, False),
        ("By kind of assessor", found.kinds, False),
    )
    for title, rows, has_number in parts:
        if title:
            click.echo(f"\n{title}")
        for row in rows:
            named = f"{row.id} {row.title}" if has_number else row.title
            click.echo(f"{named}: {row_in_words(row)}")
    click.echo("")
