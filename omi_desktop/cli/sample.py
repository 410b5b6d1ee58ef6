"""The sample after its draw: its page, replacements, and the way back."""

from __future__ import annotations

from pathlib import Path

import click

from omi_desktop.cli.opening import file_argument, opened, passphrase_option
from omi_desktop.cli.outcomes import json_option, print_json
from omi_desktop.clock import now
from omi_desktop.errors import RequestError


@click.group()
def sample() -> None:
    """Say how the cases were chosen, replace one, or take the draw back."""


@sample.command("page")
@file_argument
@click.option("--pdf", type=click.Path(path_type=Path), help="Write the page here.")
@click.option("--html", type=click.Path(path_type=Path), help="Write it as a web page here.")
@click.option("--cases", is_flag=True, help="Add every case by reference, for the area alone.")
@passphrase_option
def page(
    file: Path, pdf: Path | None, html: Path | None, cases: bool, passphrase_file: Path | None
) -> None:
    """Write the page on how the cases were chosen, or print its words."""
    from omi_desktop.report.chosen_page import chosen_page
    from omi_desktop.report.gather import gather
    from omi_desktop.report.plain import plain_text

    with opened(file, passphrase_file) as inspection:
        value = chosen_page(gather(inspection, at=now()), with_cases=cases)
    if pdf is not None:
        from omi_desktop.report.pdf import write_pdf

        write_pdf(value, pdf)
    if html is not None:
        from omi_desktop.report.html import write_html

        write_html(value, html)
    if pdf is None and html is None:
        click.echo(plain_text(value))


@sample.command("replace")
@file_argument
@click.argument("case_ref")
@click.option("--reason", default="", help="Why the case falls out; the sample keeps it.")
@json_option
@passphrase_option
def replace(
    file: Path, case_ref: str, reason: str, as_json: bool, passphrase_file: Path | None
) -> None:
    """Bring in the next reserve with which every minimum holds, for a case that falls out."""
    from omi_desktop.store.sampling import replace_case
    from omi_desktop.store.team_changes import acting

    with opened(file, passphrase_file) as inspection:
        done = replace_case(inspection, case_ref.strip(), by=acting(inspection), reason=reason)
    if as_json:
        print_json({"dropped": done.dropped, "taken": done.taken, "reason": done.reason})
    else:
        click.echo(f"{done.taken} took the place of {done.dropped}.")


@sample.command("take-back")
@file_argument
@click.option("--reason", default="", help="Why the draw is taken back; that stays on record.")
@click.option("--replacement", is_flag=True, help="Take the last replacement back, not the draw.")
@passphrase_option
def take_back(file: Path, reason: str, replacement: bool, passphrase_file: Path | None) -> None:
    """Take the last draw, or the last replacement, back where nobody has read a case of it."""
    from omi_desktop.store.sampling import take_back_draw, take_back_replacement
    from omi_desktop.store.team_changes import acting

    with opened(file, passphrase_file) as inspection:
        by = acting(inspection)
        if replacement:
            if reason.strip():
                raise RequestError("A replacement is taken back without a reason: leave it out.")
            was = take_back_replacement(inspection, by=by)
            click.echo(f"{was.dropped} is in the sample again, and {was.taken} waits.")
        else:
            told = take_back_draw(inspection, by=by, reason=reason)
            click.echo(f"Draw {told.draw} was taken back; that it was made stays on record.")
