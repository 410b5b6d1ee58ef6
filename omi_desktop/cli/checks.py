"""Dip sampling: draw completed cases, comment on answers, reply, close; packs taken in."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from omi_desktop.cli.opening import file_argument, given, opened, passphrase_option
from omi_desktop.cli.outcomes import LOOK_AT_IT, json_option, print_json
from omi_desktop.errors import RequestError

if TYPE_CHECKING:
    from fractions import Fraction

    from omi_desktop.store import Inspection
    from omi_desktop.store.checking import Thread


@click.group()
def checks() -> None:
    """Check completed cases: draw them, comment on answers, reply, close."""


@checks.command("draw")
@file_argument
@click.option("--number", type=int, help="How many cases.")
@click.option("--share", help="Which part of the completed cases, such as 10%.")
@click.option("--seed", default="", help="What the draw is repeated from; else one is made.")
@json_option
@passphrase_option
def draw(
    file: Path,
    number: int | None,
    share: str | None,
    seed: str,
    as_json: bool,
    passphrase_file: Path | None,
) -> None:
    """Draw completed cases to be checked, spread over their readers."""
    from omi_desktop.store.checking import draw_cases
    from omi_desktop.store.team_changes import acting

    if (number is None) == (share is None):
        raise RequestError("Say how many cases are drawn: give --number or --share.")
    part = _share(share) if share is not None else None
    with opened(file, passphrase_file) as inspection:
        made = draw_cases(
            inspection, by=acting(inspection), seed=seed, count=number or 0, share=part
        )
        refs = {case.id: case.ref for case in inspection.cases()}
    if as_json:
        print_json(
            {"draw": made.number, "seed": made.seed, "cases": [refs[case] for case in made.cases]}
        )
    else:
        drawn = ", ".join(refs[case] for case in made.cases)
        click.echo(f"Draw {made.number} (seed {made.seed}): {drawn}")


@checks.command("list")
@file_argument
@json_option
@passphrase_option
def list_checks(file: Path, as_json: bool, passphrase_file: Path | None) -> int:
    """List drawn cases that are not checked yet, and the comments."""
    from omi_desktop.store.checking import threads, unchecked
    from omi_desktop.store.checking_records import CheckDraw, Checked

    with opened(file, passphrase_file) as inspection:
        refs = {case.id: case.ref for case in inspection.cases()}
        left = unchecked(inspection.records(CheckDraw), inspection.records(Checked))
        found = threads(inspection)
        names = {person.id: person.name for person in inspection.people()}
    if as_json:
        print_json(
            {
                "unchecked": [refs[case] for case in left],
                "comments": [_told(one, refs, names) for one in found],
            }
        )
    else:
        click.echo(f"Not checked yet: {', '.join(refs[case] for case in left) or 'none'}")
        for one in found:
            told = one.comment
            place = " ".join(filter(None, (refs.get(told.case, told.case), told.question)))
            click.echo(f"{told.id}  {place}, {one.waits.value}: {told.text}")
            for reply in one.replies:
                click.echo(f"    {names.get(reply.by, reply.by)}: {reply.text}")
    return LOOK_AT_IT if left or any(one.is_open for one in found) else 0


@checks.command("comment")
@file_argument
@click.argument("case_ref")
@click.argument("text")
@click.option("--question", default="", help="The question it is about; else the whole case.")
@passphrase_option
def comment(
    file: Path, case_ref: str, text: str, question: str, passphrase_file: Path | None
) -> None:
    """Comment on an answer, or on a case as a whole."""
    from omi_desktop.store.checking import comment_on
    from omi_desktop.store.team_changes import acting, case_called

    with opened(file, passphrase_file) as inspection:
        case = case_called(inspection, case_ref)
        made = comment_on(inspection, case.id, question, text, by=acting(inspection))
    click.echo(f"Comment {made.id} on {' '.join(filter(None, (case.ref, question)))}.")


@checks.command("reply")
@file_argument
@click.argument("comment_id")
@click.argument("text")
@passphrase_option
def reply(file: Path, comment_id: str, text: str, passphrase_file: Path | None) -> None:
    """Reply to a comment."""
    from omi_desktop.store.checking import comment_of, reply_to

    with opened(file, passphrase_file) as inspection:
        told = comment_of(inspection, comment_id)
        reply_to(inspection, told.id, text, by=_typist(inspection, told.case))
    click.echo(f"Replied to {told.id}.")


@checks.command("close")
@file_argument
@click.argument("comment_id")
@click.option("--open", "opens", is_flag=True, help="Open it again instead.")
@passphrase_option
def close(file: Path, comment_id: str, opens: bool, passphrase_file: Path | None) -> None:
    """Close a comment, or open it again."""
    from omi_desktop.store.checking import close_comment
    from omi_desktop.store.team_changes import acting

    with opened(file, passphrase_file) as inspection:
        close_comment(inspection, comment_id, by=acting(inspection), closed=not opens)
    click.echo(f"Comment {comment_id} is {'open again' if opens else 'closed'}.")


@checks.command("take-in")
@file_argument
@click.argument("pack", type=click.Path(path_type=Path))
@click.option(
    "--pack-passphrase-file",
    type=click.Path(path_type=Path),
    help="The passphrase of the pack, where it is not that of the file.",
)
@passphrase_option
def take_in(
    file: Path, pack: Path, pack_passphrase_file: Path | None, passphrase_file: Path | None
) -> int:
    """Bring the comments of a newer pack into an assessor's copy; their work stays."""
    from omi_desktop.exchange.taking_in import take_in as taken
    from omi_desktop.store.returning import pack_of

    word = given(pack_passphrase_file or passphrase_file)
    if word is None:
        raise RequestError(
            "The pack needs its passphrase. Set OMI_PASSPHRASE or use --pack-passphrase-file FILE."
        )
    with opened(file, passphrase_file) as inspection:
        by = pack_of(inspection, file.name).assessor
        came = taken(inspection, pack, word, by=by)
    click.echo(
        f"New: {came.comments} comments, {came.replies} replies, {came.precedents} decisions."
    )
    if came.other_cases:
        click.echo(f"Only in the pack: {', '.join(came.other_cases)}. Open it to read them.")
    return LOOK_AT_IT if came.other_cases else 0


def _share(text: str) -> Fraction:
    from fractions import Fraction

    told = text.strip()
    try:
        share = Fraction(told.removesuffix("%").strip()) / (100 if told.endswith("%") else 1)
    except (ValueError, ZeroDivisionError) as error:
        raise RequestError(f"“{text}” is no share. Give one such as 10% or 1/8.") from error
    if not 0 < share <= 1:
        raise RequestError(f"“{text}” is no part of the cases. Give one such as 10% or 1/8.")
    return share


def _typist(inspection: Inspection, case: str) -> str:
    from omi_desktop.store import Role
    from omi_desktop.store.team_changes import acting

    if inspection.details.role is Role.LEAD:
        return acting(inspection)
    return inspection.case(case).assessor or ""


def _told(one: Thread, refs: dict[str, str], names: dict[str, str]) -> dict[str, object]:
    return {
        "id": one.comment.id,
        "case_ref": refs.get(one.comment.case, one.comment.case),
        "question_id": one.comment.question,
        "text": one.comment.text,
        "state": one.waits.value,
        "answer_then": one.was,
        "answer_now": one.now,
        "replies": [
            {"by": names.get(reply.by, reply.by), "at": reply.at, "text": reply.text}
            for reply in one.replies
        ],
    }
