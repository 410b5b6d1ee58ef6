"""Share the cases out among the team."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING

import click

from omi_desktop.cli.opening import file_argument, opened, passphrase_option
from omi_desktop.cli.outcomes import LOOK_AT_IT, json_option, print_json
from omi_desktop.errors import RequestError

if TYPE_CHECKING:
    from omi_desktop.store import Inspection
    from omi_desktop.store.allocating import Proposal

dry_run_option = click.option("--dry-run", is_flag=True, help="Say who would get what; no more.")


@click.command()
@file_argument
@click.option("--seed", help="What the order of equals comes from; the same seed, the same result.")
@click.option("--third", "area_share", metavar="SHARE", help="The area assessors' share: 1/3.")
@click.option("--second-reads", metavar="SHARE", help="How many of the cases are read twice: 0.1.")
@click.option("--lead-reads/--lead-does-not-read", default=None, help="Give the lead cases too.")
@click.option("--type", "types", metavar="GATE", multiple=True, help="Mix cases by these gates.")
@click.option("--again", is_flag=True, help="Also cases that nobody has begun to read.")
@dry_run_option
@json_option
@passphrase_option
def allocate(
    file: Path,
    seed: str | None,
    area_share: str | None,
    second_reads: str | None,
    lead_reads: bool | None,
    types: tuple[str, ...],
    again: bool,
    dry_run: bool,
    as_json: bool,
    passphrase_file: Path | None,
) -> int:
    """Share the cases without a reader out among the team."""
    from omi_desktop.store.allocating import keep, propose
    from omi_desktop.store.inspected_team import allocation_rules
    from omi_desktop.store.team_changes import acting

    with opened(file, passphrase_file) as inspection:
        kept = allocation_rules(inspection)
        rules = replace(
            kept,
            seed=kept.seed if seed is None else seed,
            area_share=kept.area_share if area_share is None else area_share,
            second_reads=kept.second_reads if second_reads is None else second_reads,
            lead_reads=kept.lead_reads if lead_reads is None else lead_reads,
            types=types or kept.types,
        )
        proposal = propose(inspection, rules, again=again)
        if not proposal.team.cases:
            raise RequestError("There is no case to share out yet. Draw the sample first.")
        if not dry_run:
            keep(inspection, proposal, by=acting(inspection))
        return say(inspection, proposal, applied=not dry_run, as_json=as_json)


def say(inspection: Inspection, proposal: Proposal, *, applied: bool, as_json: bool) -> int:
    """Print a proposal, kept or not, and return the exit code it ends with."""
    from omi_desktop.store.allocating import to_look_at

    remarks = to_look_at(proposal, _titles(inspection))
    if as_json:
        print_json({"applied": applied, **_json_form(inspection, proposal), "remarks": remarks})
    else:
        _print(proposal, applied=applied)
        for remark in remarks:
            click.echo(remark)
    return LOOK_AT_IT if remarks else 0


def _titles(inspection: Inspection) -> dict[str, str]:
    return {gate.id: gate.title for gate in inspection.instrument.gates}


def _json_form(inspection: Inspection, proposal: Proposal) -> dict[str, object]:
    from omi_desktop.store.allocating import unchecked, why
    from omi_desktop.store.inspected_team import memberships

    names = proposal.team.names()
    cases = {case.id: case for case in proposal.allocation.cases}
    shares = {share.reader: share for share in proposal.allocation.balance.shares}
    seconds = proposal.second_reads()
    joined = memberships(inspection) | {one.person: one for one in proposal.changed}
    balance = proposal.allocation.balance
    return {
        "seed": proposal.rules.seed,
        "third": proposal.rules.area_share,
        "cases": [
            {
                "case_ref": cases[placement.case].ref,
                "assessor": names[placement.person],
                "work": float(cases[placement.case].work),
                "types": list(cases[placement.case].types),
                "why": why(placement, names),
            }
            for placement in proposal.placements
        ],
        "people": [
            {
                "name": person.name,
                "kind": person.kind.value,
                "attendance": joined[person.id].attendance.value,
                "cases": sum(case.reader == person.id for case in cases.values()),
                "fair_cases": _rounded(shares[person.id].fair_cases if person.id in shares else 0),
                "work": float(sum(c.work for c in cases.values() if c.reader == person.id)),
                "fair_work": _rounded(shares[person.id].fair_work if person.id in shares else 0),
                "second_reads": list(seconds.values()).count(person.id),
            }
            for person in inspection.people()
        ],
        "area_assessors": {"cases": balance.area_cases, "wanted": balance.area_wanted},
        "second_reads": [
            {
                "case_ref": cases[case].ref,
                "assessor": names.get(str(cases[case].reader)),
                "second_reader": names[reader],
            }
            for case, reader in seconds.items()
        ],
        "holder_unknown": list(unchecked(proposal.team)),
    }


def _print(proposal: Proposal, *, applied: bool) -> None:
    from omi_desktop.sampling.reasons import number_of_cases
    from omi_desktop.store.allocating import unchecked

    names = proposal.team.names()
    seconds = list(proposal.second_reads().values())
    given = number_of_cases(len(proposal.allocation.given))
    click.echo(f"{given} shared out." if applied else f"{given} to share out. Nothing was written.")
    for share in proposal.allocation.balance.shares:
        twice = seconds.count(share.reader)
        click.echo(
            f"{names[share.reader]}: {number_of_cases(share.cases)} (a fair share is "
            f"{_rounded(share.fair_cases):g}), {_rounded(share.work):g} questions "
            f"({_rounded(share.fair_work):g})"
            + (f", {twice} second read{'s' * (twice > 1)}" if twice else "")
        )
    unknown = unchecked(proposal.team)
    if unknown:
        click.echo(
            f"Of {number_of_cases(len(unknown))} it is not known who held them: interests of area "
            "assessors in them are seen only where they are declared."
        )


def _rounded(value: Fraction | int) -> float:
    return round(float(value), 1)
