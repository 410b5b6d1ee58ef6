"""Compare a figure between groups of cases."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from omi_desktop.cli.opening import file_argument, opened, passphrase_option
from omi_desktop.cli.outcomes import json_option, print_json

if TYPE_CHECKING:
    from omi_desktop.statistics.comparing import Comparison
    from omi_desktop.statistics.publishing import PublishedTable


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
@click.option(
    "--csv",
    "csv_file",
    type=click.Path(path_type=Path),
    metavar="OUT",
    help="Write the figures to a CSV file too; with --publish only what may be published.",
)
@json_option
@passphrase_option
def compare(
    file: Path,
    what: str,
    by: str,
    publish: bool,
    csv_file: Path | None,
    as_json: bool,
    passphrase_file: Path | None,
) -> None:
    """Compare a question or criterion in each group of cases with all other cases.

    Several questions joined by + are averaged; section-2 and risk-of-harm are scores too.
    """
    from omi_desktop.exchange import comparison_csv
    from omi_desktop.statistics.comparing import compared
    from omi_desktop.statistics.json_form import compared_form, published_form
    from omi_desktop.statistics.publishing import published_table, refuse_small_groups
    from omi_desktop.store import case_groups, scored_cases, small_base

    with opened(file, passphrase_file) as inspection:
        cases, scored = inspection.cases(), scored_cases(inspection)
        groups = case_groups(inspection, cases, scored, by)
        small = small_base(inspection)
        found = compared(inspection.instrument, scored, what, groups)
    if publish and found and found[0].part.count is None:
        # A score is no table of counts: it is published as it is, or not at all.
        refuse_small_groups(found)
    elif publish:
        table = published_table(found)
        if csv_file is not None:
            comparison_csv.write_published(table, csv_file)
        if as_json:
            print_json({"of": what, "by": by, **published_form(table)})
        else:
            _print_table(table)
        return
    if csv_file is not None:
        comparison_csv.write_comparisons(found, csv_file)
    if as_json:
        print_json({"of": what, "by": by, "comparisons": compared_form(found)})
    else:
        _print(found, small)


def _print(comparisons: tuple[Comparison, ...], small: int) -> None:
    from omi_desktop.statistics.comparison_wording import part_in_words, shown_by

    for comparison in comparisons:
        click.echo(f"{comparison.what}. {comparison.group.title}:")
        click.echo(f"  in the group {part_in_words(comparison.part, small=small)}")
        click.echo(f"  in all others {part_in_words(comparison.others, small=small)}")
        click.echo(f"  {shown_by(comparison, small=small)}")
        if comparison.p_value is not None:
            adjusted = f", among {len(comparisons)} comparisons {comparison.holm:.4f} (Holm)"
            click.echo(
                f"  p = {comparison.p_value:.4f} ({comparison.method})"
                f"{adjusted if len(comparisons) > 1 else ''}"
            )
    if not comparisons:
        click.echo("There is nothing to compare: no case that counts is in any of these groups.")


def _print_table(table: PublishedTable) -> None:
    click.echo(f"Answers: {', '.join(table.columns)}")
    counts = table.counts
    for title, own, total in zip(table.rows, counts.cells, counts.row_totals, strict=True):
        shown = ", ".join("left out" if count is None else str(count) for count in own)
        click.echo(f"{title}: {shown}; all {'left out' if total is None else total}")
