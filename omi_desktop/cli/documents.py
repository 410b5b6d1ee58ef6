"""Write the documents of an inspection, and read them over."""

from __future__ import annotations

from pathlib import Path

import click

from omi_desktop.cli.opening import asked, file_argument, given, opened, passphrase_option
from omi_desktop.cli.outcomes import LOOK_AT_IT, json_option, print_json
from omi_desktop.clock import now
from omi_desktop.errors import RequestError


@click.command()
@file_argument
@click.option("--xlsx", type=click.Path(path_type=Path), help="Write the workbook here.")
@click.option("--pdf", type=click.Path(path_type=Path), help="Write the report here.")
@click.option("--docx", type=click.Path(path_type=Path), help="Write the draft for comment here.")
@click.option(
    "--html", type=click.Path(path_type=Path), help="Write the report as a web page here."
)
@click.option(
    "--annex",
    type=click.Path(path_type=Path),
    help="Write the annex here: from scores to answers and notes, not for publication.",
)
@click.option(
    "--chart", type=click.Path(path_type=Path), help="Write Chart 1 as a picture (SVG) here."
)
@click.option("--with-annex", is_flag=True, help="Add the annex to the report of --pdf.")
@click.option(
    "--return",
    "returned",
    type=click.Path(path_type=Path),
    help="Write the return for the lead inspector here; from an assessor's copy.",
)
@click.option(
    "--return-passphrase-file",
    type=click.Path(path_type=Path),
    help="Read the return's password from the first line of this file; else it is the copy's.",
)
@passphrase_option
def export(
    file: Path,
    xlsx: Path | None,
    pdf: Path | None,
    docx: Path | None,
    html: Path | None,
    annex: Path | None,
    chart: Path | None,
    with_annex: bool,
    returned: Path | None,
    return_passphrase_file: Path | None,
    passphrase_file: Path | None,
) -> None:
    """Write the workbook, the report, the draft for comment and the web page from one value."""
    if all(out is None for out in (xlsx, pdf, docx, html, annex, chart, returned)):
        raise RequestError(
            "Say what to write: --xlsx OUT, --pdf OUT, --docx OUT, --html OUT, --annex OUT, "
            "--chart OUT, --return OUT, or several."
        )
    if with_annex and pdf is None:
        raise RequestError(
            "The annex is added to the PDF report: say where with --pdf OUT. On its own it is "
            "written by --annex OUT."
        )
    if returned is not None:
        _write_return(file, returned, return_passphrase_file, passphrase_file)
    if all(out is None for out in (xlsx, pdf, docx, html, annex, chart)):
        return
    from omi_desktop.report.content import annex_report, report
    from omi_desktop.report.gather import gather

    with opened(file, passphrase_file) as inspection:
        data = gather(inspection, at=now())
    value = report(data)
    if xlsx is not None:
        from omi_desktop.report.workbook import write_workbook

        write_workbook(value, data, xlsx)
    if pdf is not None:
        from omi_desktop.report.pdf import write_pdf

        write_pdf(report(data, with_annex=True) if with_annex else value, pdf)
    if annex is not None:
        from omi_desktop.report.pdf import write_pdf

        write_pdf(annex_report(data), annex)
    if docx is not None:
        from omi_desktop.report.docx import write_docx

        write_docx(value, docx)
    if html is not None:
        from omi_desktop.report.html import write_html

        write_html(value, html)
    if chart is not None:
        from omi_desktop.report.chart import write_svg
        from omi_desktop.report.model import Chart

        write_svg(next(block for block in value.blocks if isinstance(block, Chart)), chart)


def _write_return(
    file: Path, out: Path, return_passphrase_file: Path | None, passphrase_file: Path | None
) -> None:
    """Write a return, locked with its own password, else with the passphrase of the copy."""
    from omi_desktop.report.return_workbook import write_return

    password = given(return_passphrase_file) if return_passphrase_file else given(passphrase_file)
    with opened(file, passphrase_file) as inspection:
        write_return(inspection, out, password or asked(confirm=True), at=now())


@click.command()
@click.argument("workbook", type=click.Path(path_type=Path))
@json_option
def verify(workbook: Path, as_json: bool) -> int:
    """Recompute every score from the sheet Answers and compare it with what the workbook says."""
    from omi_desktop.exchange.verify import verify as verified

    found = verified(workbook)
    differing = [check for check in found.checks if not check.agrees]
    if as_json:
        print_json(
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


@click.command()
@click.argument("file", type=click.Path(path_type=Path))
@json_option
@passphrase_option
def proofread(file: Path, as_json: bool, passphrase_file: Path | None) -> int:
    """Read a text, a Word document or an inspection's report and list what does not agree."""
    from omi_desktop.proofread import proofread as read
    from omi_desktop.proofread.json_form import json_form as proof_form
    from omi_desktop.proofread.reading import read_text

    if file.suffix.lower() == ".omi":
        from omi_desktop.report.content import report
        from omi_desktop.report.gather import gather
        from omi_desktop.report.plain import plain_text

        with opened(file, passphrase_file) as inspection:
            data = gather(inspection, at=now())
        proof = read(
            plain_text(report(data)),
            case_refs=tuple(case.ref for case in data.cases),
        )
    else:
        proof = read(read_text(file))
    if as_json:
        print_json(proof_form(proof))
    else:
        for found in proof.findings:
            click.echo(f"{found.line}: {found.kind}: {found.text}: {found.why}")
        click.echo(
            f"{proof.checked.percentages} percentages and {proof.checked.references} references "
            f"checked, {len(proof.findings)} findings."
        )
    return LOOK_AT_IT if proof.findings else 0
