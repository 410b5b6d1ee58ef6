"""Print a case as a form for work on paper."""

from __future__ import annotations

from pathlib import Path

import click

from omi_desktop.cli.opening import file_argument, opened, passphrase_option
from omi_desktop.clock import now
from omi_desktop.errors import RequestError


@click.command("case-form")
@file_argument
@click.argument("case_ref")
@click.argument("out", type=click.Path(path_type=Path))
@click.option("--blank", is_flag=True, help="Leave the answers out, and ask everything.")
@click.option("--reading-order", is_flag=True, help="Ask as one reads a file, not by criterion.")
@passphrase_option
def case_form(
    file: Path,
    case_ref: str,
    out: Path,
    blank: bool,
    reading_order: bool,
    passphrase_file: Path | None,
) -> None:
    """Write a case as a PDF that can be filled in by hand, with its answers or blank."""
    from omi_desktop.casework.orders import Order
    from omi_desktop.report.case_form import case_form as form_of
    from omi_desktop.report.case_form_pdf import write_case_form

    with opened(file, passphrase_file) as inspection:
        case = next((case for case in inspection.cases() if case.ref == case_ref), None)
        if case is None:
            raise RequestError(
                f"There is no case “{case_ref}” in {file}. Give its reference as the list of cases "
                "shows it."
            )
        order = Order.READING if reading_order else Order.REPORT
        form = form_of(inspection, case.id, at=now(), blank=blank, order=order)
    write_case_form(form, out)
    click.echo(f"The form of case {case_ref} is in {out}.")
