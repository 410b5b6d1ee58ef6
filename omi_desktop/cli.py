"""`omi`: the inspection without a window.

Exit codes: 0 done; 1 done, but something a person must look at; 2 a request that cannot be met,
with one sentence on standard error and nothing written. Document libraries are loaded by the
command that needs them.
"""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import click

from omi_desktop import __version__
from omi_desktop.assets import asset
from omi_desktop.clock import now
from omi_desktop.demo import PASSPHRASE as DEMO_PASSPHRASE
from omi_desktop.errors import BankError, OmiError, RequestError, WrongPassphrase

if TYPE_CHECKING:
    from omi_desktop.scoring.scorecard import Scorecard
    from omi_desktop.store import Inspection

LOOK_AT_IT = 1
CANNOT = 2

_passphrase_file = click.option(
    "--passphrase-file",
    type=click.Path(path_type=Path),
    help="Read the passphrase from the first line of this file.",
)
_as_json = click.option("--json", "as_json", is_flag=True, help="Print one JSON document.")
_file = click.argument("file", type=click.Path(path_type=Path))


def main(arguments: list[str] | None = None) -> None:
    """Run `omi` and leave with its exit code."""
    sys.exit(run(sys.argv[1:] if arguments is None else arguments))


def run(arguments: list[str]) -> int:
    """Run one command and return its exit code; what cannot be met is said in one sentence."""
    try:
        code = omi.main(arguments, prog_name="omi", standalone_mode=False)
    except BankError as error:
        click.echo("\n".join([str(error), *error.faults]), err=True)
        return CANNOT
    except OmiError as error:
        click.echo(str(error), err=True)
        return CANNOT
    except click.exceptions.Abort:
        click.echo("Stopped. Nothing was written.", err=True)
        return CANNOT
    except click.ClickException as error:
        click.echo(f"{error.format_message()} Ask “omi --help” for what can be said.", err=True)
        return CANNOT
    return code if isinstance(code, int) else 0


@click.group()
@click.version_option(__version__, prog_name="omi")
def omi() -> None:
    """Draw, read, score and report offender management inspections."""


@omi.command()
@click.argument("out", type=click.Path(path_type=Path))
@_passphrase_file
def demo(out: Path, passphrase_file: Path | None) -> None:
    """Write the demo: the Cumbria inspection of July 2006, rebuilt case by case."""
    from omi_desktop.demo.write import write_demo

    passphrase = _given(passphrase_file)
    write_demo(out, passphrase or DEMO_PASSPHRASE)
    if passphrase is None:
        click.echo(
            f"Wrote {out}. It holds nothing secret; its passphrase is “{DEMO_PASSPHRASE}”.",
            err=True,
        )


@omi.command()
@click.argument("out", type=click.Path(path_type=Path))
@click.option("--area", required=True, help="The area that is inspected.")
@click.option(
    "--instrument",
    "folder",
    type=click.Path(path_type=Path),
    help="The folder of another programme's question bank.",
)
@_passphrase_file
def new(out: Path, area: str, folder: Path | None, passphrase_file: Path | None) -> None:
    """Write an empty inspection."""
    from omi_desktop.clock import stamp
    from omi_desktop.instrument.bank import bank_files, read_files
    from omi_desktop.store import Details, Role, create, new_key

    bank = bank_files(folder or asset("instrument/omi-2006"))
    read_files(bank)
    if not area.strip():
        raise RequestError("The area has no name. Give one with --area.")
    passphrase = _given(passphrase_file) or _asked(confirm=True)
    details = Details(id=new_key(), area=area.strip(), role=Role.LEAD, created=stamp(now()))
    create(out, passphrase, bank=bank, details=details).close()


@omi.group()
def instrument() -> None:
    """Work with question banks."""


@instrument.command("check")
@click.argument("folder", type=click.Path(path_type=Path))
@_as_json
def instrument_check(folder: Path, as_json: bool) -> int:
    """Validate a question bank; every fault is named with its file and line."""
    from omi_desktop.instrument.bank import bank_files, inspect_files

    checked, faults = inspect_files(bank_files(folder))
    if as_json:
        _print_json(
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


@omi.group()
def answers() -> None:
    """Move answers in and out as tidy tables."""


@answers.command("import")
@_file
@click.argument("table", type=click.Path(path_type=Path))
@_passphrase_file
def answers_import(file: Path, table: Path, passphrase_file: Path | None) -> None:
    """Read answers from a CSV file with the columns of the sheet Answers."""
    from omi_desktop.exchange.answers_csv import read_answers

    with _opened(file, passphrase_file) as inspection:
        read = read_answers(inspection, table)
    click.echo(f"{read} answers are in {file}.")


@answers.command("export")
@_file
@click.argument("table", type=click.Path(path_type=Path))
@_passphrase_file
def answers_export(file: Path, table: Path, passphrase_file: Path | None) -> None:
    """Write every answer to a CSV file with the columns of the sheet Answers."""
    from omi_desktop.exchange.answers_csv import write_answers

    with _opened(file, passphrase_file) as inspection:
        write_answers(inspection, table)


@omi.command()
@_file
@click.option("--where", default="", help="Score only the cases in which this gate holds.")
@_as_json
@_passphrase_file
def score(file: Path, where: str, as_json: bool, passphrase_file: Path | None) -> None:
    """Print the scorecard."""
    from omi_desktop.scoring.json_form import json_form
    from omi_desktop.store import scored

    with _opened(file, passphrase_file) as inspection:
        card = scored(inspection, where=where)
    if as_json:
        _print_json(json_form(card))
    else:
        _print_card(card)


@omi.command()
@_file
@click.option("--xlsx", type=click.Path(path_type=Path), help="Write the workbook here.")
@click.option("--pdf", type=click.Path(path_type=Path), help="Write the report here.")
@click.option("--docx", type=click.Path(path_type=Path), help="Write the draft for comment here.")
@click.option(
    "--html", type=click.Path(path_type=Path), help="Write the report as a web page here."
)
@_passphrase_file
def export(
    file: Path,
    xlsx: Path | None,
    pdf: Path | None,
    docx: Path | None,
    html: Path | None,
    passphrase_file: Path | None,
) -> None:
    """Write the workbook, the report, the draft for comment and the web page from one value."""
    if all(out is None for out in (xlsx, pdf, docx, html)):
        raise RequestError(
            "Say what to write: --xlsx OUT, --pdf OUT, --docx OUT, --html OUT, or several."
        )
    from omi_desktop.report.content import report
    from omi_desktop.report.gather import gather

    with _opened(file, passphrase_file) as inspection:
        data = gather(inspection, at=now())
    value = report(data)
    if xlsx is not None:
        from omi_desktop.report.workbook import write_workbook

        write_workbook(value, data, xlsx)
    if pdf is not None:
        from omi_desktop.report.pdf import write_pdf

        write_pdf(value, pdf)
    if docx is not None:
        from omi_desktop.report.docx import write_docx

        write_docx(value, docx)
    if html is not None:
        from omi_desktop.report.html import write_html

        write_html(value, html)


@omi.command()
@click.argument("workbook", type=click.Path(path_type=Path))
@_as_json
def verify(workbook: Path, as_json: bool) -> int:
    """Recompute every score from the sheet Answers and compare it with what the workbook says."""
    from omi_desktop.exchange.verify import verify as verified

    found = verified(workbook)
    differing = [check for check in found.checks if not check.agrees]
    if as_json:
        _print_json(
            {
                "agrees": found.agrees,
                "checked": len(found.checks),
                "differences": [
                    {
                        "what": check.what,
                        "reported": check.reported,
                        "recomputed": check.recomputed,
                    }
                    for check in differing
                ],
            }
        )
    else:
        for check in differing:
            click.echo(f"{check.what}: says {check.reported}, recomputed {check.recomputed}")
        click.echo(f"{len(found.checks)} figures checked, {len(differing)} differ.")
    return 0 if found.agrees else LOOK_AT_IT


@omi.command()
@click.argument("file", type=click.Path(path_type=Path))
@_as_json
@_passphrase_file
def proofread(file: Path, as_json: bool, passphrase_file: Path | None) -> int:
    """Read a text, a Word document or an inspection's report and list what does not agree."""
    from omi_desktop.proofread import proofread as read
    from omi_desktop.proofread.json_form import json_form as proof_form
    from omi_desktop.proofread.reading import read_text

    if file.suffix.lower() == ".omi":
        from omi_desktop.report.content import report
        from omi_desktop.report.gather import gather
        from omi_desktop.report.plain import plain_text

        with _opened(file, passphrase_file) as inspection:
            data = gather(inspection, at=now())
        proof = read(
            plain_text(report(data)),
            case_refs=tuple(case.ref for case in data.cases),
        )
    else:
        proof = read(read_text(file))
    if as_json:
        _print_json(proof_form(proof))
    else:
        for found in proof.findings:
            click.echo(f"{found.line}: {found.kind}: {found.text}: {found.why}")
        click.echo(
            f"{proof.checked.percentages} percentages and {proof.checked.references} references "
            f"checked, {len(proof.findings)} findings."
        )
    return LOOK_AT_IT if proof.findings else 0


@omi.command()
@_file
@_as_json
@_passphrase_file
def check(file: Path, as_json: bool, passphrase_file: Path | None) -> int:
    """Check the integrity of a file: database, history chain, question bank."""
    with _opened(file, passphrase_file) as inspection:
        problems = inspection.check()
    if as_json:
        _print_json(
            {"problems": [{"what": found.what, "why": found.sentence} for found in problems]}
        )
    else:
        for found in problems:
            click.echo(f"{found.what}: {found.sentence}")
        if not problems:
            click.echo(f"{file} is whole.")
    return LOOK_AT_IT if problems else 0


def _opened(file: Path, passphrase_file: Path | None) -> Inspection:
    """Open an inspection; without a passphrase the demo's own, published one is tried first."""
    from omi_desktop.store import open_inspection

    passphrase = _given(passphrase_file)
    if passphrase is not None:
        return open_inspection(file, passphrase)
    try:
        return open_inspection(file, DEMO_PASSPHRASE)
    except WrongPassphrase:
        return open_inspection(file, _asked(confirm=False))


def _given(passphrase_file: Path | None) -> str | None:
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


def _asked(*, confirm: bool) -> str:
    """Ask for the passphrase on the terminal; where there is none, say how else to give it."""
    if not sys.stdin.isatty():
        raise RequestError(
            "No passphrase was given. Set OMI_PASSPHRASE or use --passphrase-file FILE."
        )
    ask: Callable[..., str] = click.prompt
    return ask("Passphrase", hide_input=True, confirmation_prompt=confirm, err=True)


def _print_json(document: object) -> None:
    click.echo(json.dumps(document, ensure_ascii=False, indent=1))


def _print_card(card: Scorecard) -> None:
    click.echo(f"{card.area}: {card.cases.assessed} of {card.cases.sampled} cases assessed")
    for criterion in card.criteria:
        shown = "  –" if criterion.rounded is None else f"{criterion.rounded:3d}%"
        mark = "  priority for improvement" if criterion.below_line else ""
        click.echo(f"{criterion.id}  {shown}  {criterion.title}{mark}")
    for section in card.sections:
        shown = "–" if section.rounded is None else f"{section.rounded}%"
        click.echo(f"Section {section.id}: {shown}")
    thread = card.risk_of_harm.rounded
    click.echo(f"Risk of Harm thread: {'–' if thread is None else f'{thread}%'}")
    for rated in card.leadership:
        click.echo(f"{rated.id}  {rated.title}: {rated.rating or 'not rated'}")
