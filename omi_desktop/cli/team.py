"""The team: who reads, what interests they declare, who falls ill, who takes over by hand."""

from __future__ import annotations

from pathlib import Path

import click

from omi_desktop.cli.allocation import dry_run_option, say
from omi_desktop.cli.opening import file_argument, opened, passphrase_option
from omi_desktop.cli.outcomes import LOOK_AT_IT, json_option, print_json
from omi_desktop.errors import RequestError

_RESERVE = "reserve"


@click.group()
def team() -> None:
    """Say who reads cases and what they must not read."""


@team.command("add")
@file_argument
@click.option("--name", required=True, help="Their name, as it is printed.")
@click.option(
    "--kind",
    required=True,
    help="lead-inspector, inspector, practice-assessor, area-assessor, or reserve: an area "
    "assessor who reads when called up.",
)
@click.option("--team", "own_team", default="", help="Their team in the inspected area.")
@click.option("--manager", default="", help="Their line manager there.")
@click.option("--office", default="", help="Their office there.")
@click.option("--capacity", default=100, help="Their share in per cent of a full one.")
@click.option("--most", type=int, help="The largest number of cases they can take.")
@passphrase_option
def add(
    file: Path,
    name: str,
    kind: str,
    own_team: str,
    manager: str,
    office: str,
    capacity: int,
    most: int | None,
    passphrase_file: Path | None,
) -> None:
    """Add somebody to the team."""
    from omi_desktop.store.team_changes import acting, join
    from omi_desktop.store.team_records import Attendance, Membership
    from omi_desktop.store.values import PersonKind

    said = kind.strip().lower().replace("-", " ").replace("_", " ")
    words = {each.value: each for each in PersonKind} | {_RESERVE: PersonKind.AREA_ASSESSOR}
    if said not in words:
        offered = ", ".join(word.replace(" ", "-") for word in words)
        raise RequestError(f"“{kind}” is no kind of assessor. Choose one of {offered}.")
    taking_part = Membership(
        "",
        Attendance.RESERVE if said == _RESERVE else Attendance.WORKING,
        capacity,
        most,
        office.strip(),
        own_team.strip(),
        manager.strip(),
    )
    with opened(file, passphrase_file) as inspection:
        join(inspection, name, words[said], taking_part, by=acting(inspection))


@team.command("list")
@file_argument
@json_option
@passphrase_option
def list_team(file: Path, as_json: bool, passphrase_file: Path | None) -> None:
    """List the team with everybody's cases and declared interests."""
    from omi_desktop.store.inspected_team import memberships
    from omi_desktop.store.team_records import DeclaredInterest

    with opened(file, passphrase_file) as inspection:
        joined = memberships(inspection)
        cases = inspection.cases()
        refs = {case.id: case.ref for case in cases}
        declared = inspection.records(DeclaredInterest)
        people = [
            {
                "name": person.name,
                "kind": person.kind.value,
                "attendance": joined[person.id].attendance.value,
                "capacity": joined[person.id].capacity,
                "most": joined[person.id].most,
                "office": joined[person.id].office,
                "team": joined[person.id].team,
                "manager": joined[person.id].manager,
                "cases": [case.ref for case in cases if case.assessor == person.id],
                "interests": [
                    {"case_ref": refs[one.case], "reason": one.reason}
                    for one in declared
                    if one.person == person.id and one.case in refs
                ],
            }
            for person in inspection.people()
        ]
    if as_json:
        print_json({"people": people})
        return
    for told in people:
        held = told["cases"]
        count = len(held) if isinstance(held, list) else 0
        click.echo(f"{told['name']}, {told['kind']}, {told['attendance']}: {count} cases")


@team.command("interest")
@file_argument
@click.argument("name")
@click.argument("case_refs", nargs=-1, required=True)
@click.option("--reason", default="", help="What the interest is.")
@click.option("--withdraw", "withdrawn", is_flag=True, help="Take a declared interest back.")
@passphrase_option
def interest(
    file: Path,
    name: str,
    case_refs: tuple[str, ...],
    reason: str,
    withdrawn: bool,
    passphrase_file: Path | None,
) -> int:
    """Declare that somebody must not read these cases."""
    from omi_desktop.store.team_changes import (
        acting,
        case_called,
        declare,
        person_called,
        withdraw,
    )
    from omi_desktop.store.team_records import DeclaredInterest

    with opened(file, passphrase_file) as inspection:
        person = person_called(inspection, name)
        cases = [case_called(inspection, ref) for ref in case_refs]
        told = [DeclaredInterest(person.id, case.id, reason.strip()) for case in cases]
        by = acting(inspection)
        if withdrawn:
            withdraw(inspection, told, by=by)
            return 0
        declare(inspection, told, by=by)
    theirs = [case.ref for case in cases if case.assessor == person.id]
    if theirs:
        click.echo(f"{person.name} has {', '.join(theirs)}. Move what is still open.")
    return LOOK_AT_IT if theirs else 0


@team.command("held")
@file_argument
@click.argument("case_ref")
@click.option("--office", default="", help="The office that held the case.")
@click.option("--team", "own_team", default="", help="The team that held the case.")
@click.option("--manager", default="", help="The offender manager.")
@passphrase_option
def held(
    file: Path,
    case_ref: str,
    office: str,
    own_team: str,
    manager: str,
    passphrase_file: Path | None,
) -> None:
    """Say who held a case, where the list it was drawn from does not."""
    from omi_desktop.store.team_changes import acting, case_called, held_by
    from omi_desktop.store.team_records import Holder

    with opened(file, passphrase_file) as inspection:
        case = case_called(inspection, case_ref)
        holder = Holder(case.id, office.strip(), own_team.strip(), manager.strip())
        held_by(inspection, holder, by=acting(inspection))


@team.command("ill")
@file_argument
@click.argument("name")
@dry_run_option
@json_option
@passphrase_option
def ill(file: Path, name: str, dry_run: bool, as_json: bool, passphrase_file: Path | None) -> int:
    """Share out the open cases of somebody who fell ill; all other cases stay."""
    from omi_desktop.store.allocating import keep, propose_without
    from omi_desktop.store.team_changes import acting, person_called

    with opened(file, passphrase_file) as inspection:
        proposal = propose_without(inspection, person_called(inspection, name).id)
        if not dry_run:
            keep(inspection, proposal, by=acting(inspection))
        return say(inspection, proposal, applied=not dry_run, as_json=as_json)


@team.command("back")
@file_argument
@click.argument("name")
@passphrase_option
def back(file: Path, name: str, passphrase_file: Path | None) -> None:
    """Let somebody read from now on: back from illness, or called up from the reserve."""
    from omi_desktop.store.team_changes import acting, attend, person_called
    from omi_desktop.store.team_records import Attendance

    with opened(file, passphrase_file) as inspection:
        person = person_called(inspection, name)
        attend(inspection, person.id, Attendance.WORKING, by=acting(inspection))


@team.command("move")
@file_argument
@click.argument("case_ref")
@click.argument("name")
@click.option("--reason", default="", help="Why; needed where a rule is overridden.")
@passphrase_option
def move_case(
    file: Path, case_ref: str, name: str, reason: str, passphrase_file: Path | None
) -> None:
    """Give an open case to somebody by hand."""
    from omi_desktop.store.allocating import move
    from omi_desktop.store.team_changes import acting, case_called, person_called

    with opened(file, passphrase_file) as inspection:
        case, person = case_called(inspection, case_ref), person_called(inspection, name)
        move(inspection, case.id, person.id, by=acting(inspection), reason=reason)


@team.command("why")
@file_argument
@click.argument("case_ref")
@passphrase_option
def why_there(file: Path, case_ref: str, passphrase_file: Path | None) -> None:
    """Say why a case is with its reader."""
    from omi_desktop.store.allocating import why
    from omi_desktop.store.team_changes import case_called
    from omi_desktop.store.team_records import Placement

    with opened(file, passphrase_file) as inspection:
        case = case_called(inspection, case_ref)
        names = {person.id: person.name for person in inspection.people()}
        kept = (p for p in inspection.records(Placement) if p.case == case.id)
        placement = next((p for p in kept if p.person == case.assessor), None)
    if placement is None:
        raise RequestError(f"{case.ref} was not shared out here, so nothing is kept of why.")
    click.echo(f"{case.ref}: {names[placement.person]}. {why(placement, names)}")
