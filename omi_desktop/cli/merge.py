"""Returned workbooks and packs into the lead's copy."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from omi_desktop.cli.opening import (
    asked,
    file_argument,
    given,
    passphrase_option,
    several_given,
)
from omi_desktop.cli.outcomes import CANNOT, LOOK_AT_IT, json_option, print_json
from omi_desktop.demo import PASSPHRASE as DEMO_PASSPHRASE
from omi_desktop.errors import OmiError, RequestError, WrongPassphrase

if TYPE_CHECKING:
    from collections.abc import Sequence

    from omi_desktop.merge.receipt import ReturnReceipt
    from omi_desktop.store import Inspection
    from omi_desktop.store.merge_records import Keep
    from omi_desktop.store.returned import Returned


@click.command()
@file_argument
@click.argument("returns", nargs=-1, type=click.Path(path_type=Path))
@click.option("--dry-run", is_flag=True, help="Say what would come in; write nothing.")
@click.option(
    "--keep",
    type=click.Choice(["assessor", "ours"]),
    help="Settle what differs by this rule; without returns, everything that is still open.",
)
@click.option(
    "--undo", is_flag=True, help="Take the last merge back; what was changed since stays."
)
@click.option(
    "--return-passphrase-file",
    "returns_file",
    type=click.Path(path_type=Path),
    help="The passphrases of the returns, one a line, where they have not that of the file.",
)
@json_option
@passphrase_option
def merge(
    file: Path,
    returns: tuple[Path, ...],
    dry_run: bool,
    keep: str | None,
    undo: bool,
    returns_file: Path | None,
    as_json: bool,
    passphrase_file: Path | None,
) -> int:
    """Merge returned workbooks or .omi files into the lead inspector's copy."""
    from omi_desktop.store.merge_records import Keep
    from omi_desktop.store.team_changes import acting

    _refuse_unclear(returns, keep, dry_run=dry_run, undo=undo)
    rule = Keep(keep) if keep else None
    theirs = several_given(returns_file) if returns_file else None
    inspection, passphrase = _opened(file, passphrase_file)
    with inspection:
        by = acting(inspection)
        if undo:
            return _undo(inspection, by=by, as_json=as_json)
        if not returns and rule is not None:
            return _settle(inspection, rule, by=by, as_json=as_json)
        return _merge(
            inspection,
            returns,
            theirs or (passphrase,),
            rule,
            by=by,
            dry_run=dry_run,
            as_json=as_json,
        )


def _refuse_unclear(
    returns: Sequence[Path], keep: str | None, *, dry_run: bool, undo: bool
) -> None:
    if undo and (returns or keep or dry_run):
        raise RequestError("Undo the last merge by itself: give --undo without returns.")
    if not returns and not undo and (keep is None or dry_run):
        raise RequestError(
            "No return was given. Name the workbooks or .omi files that came back, or give --undo."
        )


def _opened(file: Path, passphrase_file: Path | None) -> tuple[Inspection, str]:
    """Open the lead's copy and return it with its passphrase, which its returns may share."""
    from omi_desktop.store import open_inspection

    passphrase = given(passphrase_file)
    if passphrase is not None:
        return open_inspection(file, passphrase), passphrase
    try:
        return open_inspection(file, DEMO_PASSPHRASE), DEMO_PASSPHRASE
    except WrongPassphrase:
        passphrase = asked(confirm=False)
        return open_inspection(file, passphrase), passphrase


def _merge(
    inspection: Inspection,
    paths: Sequence[Path],
    passphrases: Sequence[str],
    rule: Keep | None,
    *,
    by: str,
    dry_run: bool,
    as_json: bool,
) -> int:
    from omi_desktop.merge import apply

    unreadable: dict[Path, str] = {}
    readable: list[Returned] = []
    places: list[Path] = []
    for path in paths:
        try:
            readable.append(_read(path, passphrases))
            places.append(path)
        except OmiError as error:
            unreadable[path] = str(error)
    if dry_run:
        receipt = apply.compare(inspection, readable)[1]
    else:
        receipt = apply.merge(inspection, readable, by=by, keep=rule)
    rows = {path: _row(one) for path, one in zip(places, receipt.returns, strict=True)}
    rows |= {path: _refused_row(path, why) for path, why in unreadable.items()}
    refused = [str(row["refused"]) for row in rows.values() if row["refused"]]
    if as_json:
        told = "\n".join([receipt.text, *_unread_lines(unreadable)])
        print_json(
            {
                "applied": receipt.applied,
                "returns": [rows[path] for path in dict.fromkeys(paths)],
                "receipt": told,
            }
        )
    elif len(refused) < len(rows):
        click.echo("\n".join([receipt.text, *_unread_lines(unreadable)]))
    if len(refused) == len(rows):
        click.echo("\n".join(refused), err=True)
        return CANNOT
    return LOOK_AT_IT if refused or receipt.needs_a_look else 0


def _read(path: Path, passphrases: Sequence[str]) -> Returned:
    """Read a return with the first of the passphrases that opens it."""
    from omi_desktop.exchange.read_return import read_return

    for passphrase in passphrases[:-1]:
        try:
            return read_return(path, passphrase)
        except OmiError:
            # Another one may open it; what is wrong besides is said after the last.
            continue
    return read_return(path, passphrases[-1])


def _row(one: ReturnReceipt) -> dict[str, object]:
    return {
        "file": one.file,
        "refused": one.refused,
        "new": one.new,
        "unchanged": one.unchanged,
        "conflicts": one.conflicts,
        "left_alone": one.left_alone,
        "unusable": one.unusable,
    }


def _refused_row(path: Path, why: str) -> dict[str, object]:
    counts = dict.fromkeys(("new", "unchanged", "conflicts", "left_alone", "unusable"), 0)
    return {"file": path.name, "refused": why, **counts}


def _unread_lines(unreadable: dict[Path, str]) -> list[str]:
    return [
        line for path, why in unreadable.items() for line in ("", path.name, f"  refused: {why}")
    ]


def _settle(inspection: Inspection, rule: Keep, *, by: str, as_json: bool) -> int:
    from omi_desktop.merge.settling import settle_all
    from omi_desktop.store.merging import open_conflicts

    settled = len(settle_all(inspection, rule, by=by))
    left = len(open_conflicts(inspection))
    if as_json:
        print_json({"settled": settled, "open": left})
    else:
        click.echo(f"{settled} settled, {left} still open.")
    return LOOK_AT_IT if left else 0


def _undo(inspection: Inspection, *, by: str, as_json: bool) -> int:
    from omi_desktop.merge.apply import undo_merge

    undone = undo_merge(inspection, by=by)
    refs = {case.id: case.ref for case in inspection.cases()}
    stays = [
        {"case_ref": refs[one.case], "question": one.question, "what": one.what}
        for one in undone.stays
    ]
    if as_json:
        print_json({"undone": undone.merge.number, "stays": stays})
    else:
        click.echo(f"Merge {undone.merge.number} was taken back.")
        for one in stays:
            place = f"{one['case_ref']} {one['question']}".strip()
            click.echo(f"stays, changed since: {place} ({one['what']})")
    return LOOK_AT_IT if stays else 0
