"""Compare a figure between groups of cases."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from omi_desktop.cli.opening import file_argument, opened, passphrase_option
from omi_desktop.cli.outcomes import json_option, print_json

if TYPE_CHECKING:
    from omi_desktop.statistics.comparing import Comparison, Part
    from omi_desktop.statistics.groups import Group
    from omi_desktop.statistics.publishing import PublishedTable
    from omi_desktop.store import Inspection


@click.command()
@file_argument
@click.argument("what", metavar="QUESTION|CRITERION")
@click.option(
    "--by",
    required=True,
    metavar="FACT",
    help="A fact, question or gate; or assessor, assessor-kind or office.",
)
@click.option("--publish", is_flag=True, help="Leave small counts out, as for publication.")
@json_option
@passphrase_option
def compare(
    file: Path, what: str, by: str, publish: bool, as_json: bool, passphrase_file: Path | None
) -> None:
    """Compare a question or criterion in each group of cases with all other cases.

    Several questions joined by + are averaged; section-2 and risk-of-harm are scores too.
    """
    from omi_desktop.statistics.comparing import compared
    from omi_desktop.statistics.json_form import compared_form, published_form
    from omi_desktop.statistics.publishing import published_table
    from omi_desktop.store import scored_cases

    with opened(file, passphrase_file) as inspection:
        groups = _groups(inspection, by)
        found = compared(inspection.instrument, scored_cases(inspection), what, groups)
    if publish:
        table = published_table(found)
        if as_json:
            print_json({"of": what, "by": by, **published_form(table)})
        else:
            _print_table(table)
    elif as_json:
        print_json({"of": what, "by": by, "comparisons": compared_form(found)})
    else:
        _print(found)


def _groups(inspection: Inspection, by: str) -> tuple[Group, ...]:
    from omi_desktop.scoring.score import COUNTED, cases_that_are
    from omi_desktop.statistics.groups import groups, groups_of
    from omi_desktop.store import scored_cases

    cases = scored_cases(inspection)
    known = _labels(inspection, by)
    if known is None:
        return groups(inspection.instrument, cases, by)
    return groups_of(known, cases_that_are(cases, COUNTED))


def _labels(inspection: Inspection, by: str) -> dict[int, str] | None:
    """Return what is known of each case beside its answers, or None where that is not asked for."""
    cases = inspection.cases()
    if by in ("assessor", "assessor-kind"):
        people = {person.id: person for person in inspection.people()}
        return {
            index: people[case.assessor].name if by == "assessor" else people[case.assessor].kind
            for index, case in enumerate(cases)
            if case.assessor is not None
        }
    if by == "office":
        from omi_desktop.store import SampledCase

        offices = {drawn.case: drawn.office for drawn in inspection.records(SampledCase)}
        return {i: office for i, case in enumerate(cases) if (office := offices.get(case.id))}
    return None


def _print(comparisons: tuple[Comparison, ...]) -> None:
    from omi_desktop.statistics.wording import of_two

    for comparison in comparisons:
        click.echo(f"{comparison.what}. {comparison.group.title}:")
        click.echo(f"  in the group {_told(comparison.part)}")
        click.echo(f"  in all others {_told(comparison.others)}")
        one, other = comparison.part.share, comparison.others.share
        if one is not None and other is not None:
            click.echo(f"  {of_two(one, other, comparison.interval, comparison.holm)}")
        if comparison.p_value is not None:
            adjusted = f", among {len(comparisons)} comparisons {comparison.holm:.4f} (Holm)"
            click.echo(
                f"  p = {comparison.p_value:.4f} ({comparison.method})"
                f"{adjusted if len(comparisons) > 1 else ''}"
            )
    if not comparisons:
        click.echo("There is nothing to compare: no case that counts is in any of these groups.")


def _told(part: Part) -> str:
    from omi_desktop.scoring.scorecard import percent

    if part.share is None:
        return "no relevant case"
    if part.count is None:
        return f"{percent(part.share)}% ({part.base} cases)"
    return f"{part.count} of {part.base} ({percent(part.share)}%)"


def _print_table(table: PublishedTable) -> None:
    click.echo(f"Answers: {', '.join(table.columns)}")
    counts = table.counts
    for title, own, total in zip(table.rows, counts.cells, counts.row_totals, strict=True):
        shown = ", ".join("left out" if count is None else str(count) for count in own)
        click.echo(f"{title}: {shown}; all {'left out' if total is None else total}")
