"""Draw the sample."""

from __future__ import annotations

import secrets
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from omi_desktop.cli.opening import file_argument, opened, passphrase_option
from omi_desktop.cli.outcomes import LOOK_AT_IT, json_option, print_json
from omi_desktop.clock import now, stamp
from omi_desktop.errors import RequestError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from omi_desktop.exchange.frame_mapping import ColumnMapping
    from omi_desktop.exchange.frame_table import Table
    from omi_desktop.sampling.caseload import Caseload
    from omi_desktop.sampling.draw import Sample
    from omi_desktop.sampling.rules import Minimum
    from omi_desktop.store import Inspection

_A_TENTH = 10
_ROWS_TOLD = 10
_day = click.DateTime(["%Y-%m-%d"])


@click.command()
@file_argument
@click.option(
    "--frame", type=click.Path(path_type=Path), help="The area's list of cases, .csv or .xlsx."
)
@click.option("--seal-only", is_flag=True, help="Keep the sealed rules; the list comes later.")
@click.option("--size", default=100, show_default=True, help="How many cases are drawn.")
@click.option(
    "--minimum", "minimums", multiple=True, metavar="GATE=N", help="At least N cases of a gate."
)
@click.option("--share", metavar="GATE=N", help="Exactly N cases of a gate (or N%): licence=38.")
@click.option("--by-office", is_flag=True, help="Give every office its proportional share.")
@click.option("--seed", help="What the order of the cases comes from; one is made where none is.")
@click.option("--reserves", type=int, help="How many reserves; a tenth of the size unless said.")
@click.option("--from", "begins", type=_day, help="The first day supervision may have begun.")
@click.option("--to", "ends", type=_day, help="The last day supervision may have begun.")
@click.option(
    "--column", "columns", multiple=True, metavar="FIELD=COLUMN", help="Which column tells what."
)
@click.option(
    "--word", "words", multiple=True, metavar="FACT:WORD=CHOICE", help="What a word of it means."
)
@click.option("--reason", default="", help="Why the rules change, or why it is drawn again.")
@click.option("--dry-run", is_flag=True, help="Say what would be drawn, and keep nothing.")
@json_option
@passphrase_option
def draw(
    file: Path,
    frame: Path | None,
    seal_only: bool,
    size: int,
    minimums: tuple[str, ...],
    share: str | None,
    by_office: bool,
    seed: str | None,
    reserves: int | None,
    begins: datetime | None,
    ends: datetime | None,
    columns: tuple[str, ...],
    words: tuple[str, ...],
    reason: str,
    dry_run: bool,
    as_json: bool,
    passphrase_file: Path | None,
) -> int:
    """Seal the rules, draw the sample from the area's list, and keep it."""
    from omi_desktop.exchange.frame import read_caseload
    from omi_desktop.exchange.frame_table import read_table
    from omi_desktop.sampling.draw import draw as drawn
    from omi_desktop.sampling.feasibility import advice, feasibility
    from omi_desktop.sampling.json_form import sample_form
    from omi_desktop.sampling.kinds import demands, untold
    from omi_desktop.sampling.method import account_of, method_paragraph
    from omi_desktop.sampling.rules import Rules, refuse_unusable
    from omi_desktop.store.sample_records import RememberedMapping
    from omi_desktop.store.sampling import (
        keep_rules,
        keep_sample,
        refuse_second_draw,
        sealed_rules,
    )
    from omi_desktop.store.team_changes import acting

    if seal_only == (frame is not None) or (seal_only and (dry_run or as_json)):
        raise RequestError(
            "Give the area’s list with --frame, or seal the rules before it comes with --seal-only."
        )
    rules = Rules(
        size=size,
        seed=secrets.token_hex(8) if seed is None else seed,
        minimums=tuple(_minimum(text, size) for text in minimums),
        share=_minimum(share, size) if share else None,
        by_office=by_office,
        reserves=-(-size // _A_TENTH) if reserves is None else reserves,
        begins=_date(begins),
        ends=_date(ends),
    )
    with opened(file, passphrase_file) as inspection:
        bank, by = inspection.instrument, acting(inspection)
        refuse_unusable(rules, frozenset(bank.gate))
        if seal_only:
            first = sealed_rules(inspection, rules, by=by, at=stamp(now()), reason=reason)
            keep_rules(inspection, first, by=by)
            click.echo(f"Sealed {first.digest}, version {first.number}; seed {rules.seed}.")
            return 0
        if not dry_run:
            refuse_second_draw(inspection, reason)
        # Sealed and stamped before the list is opened.
        sealed = (
            None
            if dry_run
            else sealed_rules(inspection, rules, by=by, at=stamp(now()), reason=reason)
        )
        table = read_table(_list(frame))
        mapping = _mapping(inspection, table, columns, words)
        caseload = read_caseload(table, mapping, bank, rules)
        asked = demands(bank, caseload.cases, rules)
        found = feasibility(asked)
        missing = {m.gate: untold(bank, m.gate, caseload.told) for m in rules.minimums}
        told = advice(found, missing)
        sample = drawn(bank, caseload.cases, rules) if found.feasible else None
        changes = sealed.number - 1 if sealed else 0
        method = method_paragraph(account_of(sample, changes), bank) if sample else ""
        if sealed is not None:
            if sample is None:
                raise RequestError(" ".join(told))
            keep_sample(
                inspection,
                sample,
                caseload,
                sealed=sealed,
                mapping=RememberedMapping(mapping.columns, mapping.words),
                list_name=_list(frame).name,
                method=method,
                by=by,
                reason=reason,
            )
    if as_json:
        print_json(sample_form(rules, asked, caseload, sample, told, method))
    else:
        _print(caseload, sample, told, method, kept=not dry_run)
    return 0 if sample else LOOK_AT_IT


def _mapping(
    inspection: Inspection, table: Table, columns: Sequence[str], words: Sequence[str]
) -> ColumnMapping:
    """Return what was guessed, under what is remembered of this area, under what is given now."""
    from omi_desktop.exchange.frame_mapping import guessed, mapping_of
    from omi_desktop.store.sample_records import RememberedMapping

    remembered = inspection.records(RememberedMapping)
    before = remembered[0].columns if remembered else ()
    given = dict(one for one in before if one[1] in table.columns)
    given |= dict(_pair(text, "--column FIELD=COLUMN") for text in columns)
    meant = list(remembered[0].words) if remembered else []
    for text in words:
        word, choice = _pair(text, "--word FACT:WORD=CHOICE")
        fact, colon, own = word.partition(":")
        if not colon:
            raise RequestError(f"“{text}” names no fact. Write --word FACT:WORD=CHOICE.")
        meant.append((fact, own, choice))
    return mapping_of(guessed(table, inspection.instrument), given.items(), meant)


def _list(frame: Path | None) -> Path:
    if frame is None:
        raise AssertionError("without a list the rules are sealed only")
    return frame


def _pair(text: str, form: str) -> tuple[str, str]:
    left, sign, right = text.partition("=")
    if not sign or not left.strip() or not right.strip():
        raise RequestError(f"“{text}” cannot be read. Write {form}.")
    return left.strip(), right.strip()


def _minimum(text: str, size: int) -> Minimum:
    from omi_desktop.sampling.rules import Minimum

    gate, number = _pair(text, "GATE=N, such as ppo=7")
    digits, percent, rest = number.partition("%")
    if rest or not digits.isdecimal():
        raise RequestError(f"“{number}” is not a number of cases. Write {gate}=7.")
    whole = (2 * size * int(digits) + 100) // 200 if percent else int(digits)
    return Minimum(gate, whole)


def _date(moment: datetime | None) -> date | None:
    return None if moment is None else moment.date()


def _print(
    caseload: Caseload, sample: Sample | None, told: Sequence[str], method: str, *, kept: bool
) -> None:
    for note in caseload.notes:
        click.echo(note)
    for one in caseload.unusable[:_ROWS_TOLD]:
        click.echo(f"Row {one.row}: {one.why}")
    if len(caseload.unusable) > _ROWS_TOLD:
        click.echo(f"And {len(caseload.unusable) - _ROWS_TOLD:,} more rows; --json lists them all.")
    for sentence in told:
        click.echo(sentence)
    if sample is None:
        return
    for drawn in sample.cases:
        came = f"{drawn.origin} ({drawn.minimum})" if drawn.minimum else str(drawn.origin)
        click.echo(f"{drawn.case.ref}  {came}  chance {float(drawn.chance):.4f}")
    reserves = ", ".join(reserve.case.ref for reserve in sample.reserves)
    click.echo(f"Reserves, in order: {reserves or 'none'}")
    click.echo(method)
    click.echo(f"Sealed {sample.sealed}; seed {sample.rules.seed}.")
    if not kept:
        click.echo("Nothing was kept.")
