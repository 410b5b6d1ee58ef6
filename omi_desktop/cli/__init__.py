"""`omi`: the inspection without a window.

Exit codes: 0 done; 1 done, but something a person must look at; 2 a request that cannot be met,
with one sentence on standard error and nothing written. Document libraries are loaded by the
command that needs them.
"""

from __future__ import annotations

import sys

import click

from omi_desktop import __version__
from omi_desktop.cli import (
    agreement,
    allocation,
    answers,
    areas,
    bank,
    case_form,
    checks,
    compare,
    documents,
    draw,
    files,
    merge,
    pack,
    salvage,
    sample,
    scores,
    team,
)
from omi_desktop.cli.outcomes import CANNOT
from omi_desktop.errors import BankError, OmiError


@click.group()
@click.version_option(__version__, prog_name="omi")
def omi() -> None:
    """Draw, read, score and report offender management inspections."""


for _command in (
    files.demo,
    files.new,
    bank.instrument,
    draw.draw,
    sample.sample,
    allocation.allocate,
    team.team,
    answers.answers,
    case_form.case_form,
    scores.score,
    compare.compare,
    agreement.agreement,
    areas.areas,
    documents.export,
    documents.verify,
    documents.proofread,
    files.check,
    pack.pack,
    checks.checks,
    merge.merge,
    salvage.salvage,
):
    omi.add_command(_command)


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
