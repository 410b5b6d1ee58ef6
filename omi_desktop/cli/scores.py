"""Print the scorecard."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from omi_desktop.cli.opening import file_argument, opened, passphrase_option
from omi_desktop.cli.outcomes import json_option, print_json

if TYPE_CHECKING:
    from omi_desktop.scoring.scorecard import Scorecard
    from omi_desktop.statistics.bootstrap import Bootstrap
    from omi_desktop.statistics.weighting import Weighted
    from omi_desktop.store import Inspection


@click.command()
@file_argument
@click.option("--where", default="", help="Score only the cases in which this gate holds.")
@click.option(
    "--intervals", is_flag=True, help="Say how far each score may be from the caseload’s."
)
@click.option(
    "--weighted", is_flag=True, help="Set the scores by design weight beside the published ones."
)
@json_option
@passphrase_option
def score(
    file: Path,
    where: str,
    intervals: bool,
    weighted: bool,
    as_json: bool,
    passphrase_file: Path | None,
) -> None:
    """Print the scorecard."""
    from omi_desktop.scoring.json_form import json_form
    from omi_desktop.store import scored, small_base

    with opened(file, passphrase_file) as inspection:
        card = scored(inspection, where=where)
        resampled = _resampled(inspection, where) if intervals else None
        beside = _weighted(inspection, where) if weighted else None
        small = small_base(inspection)
    if as_json:
        form = json_form(card)
        if resampled is not None:
            from omi_desktop.statistics.json_form import json_form as form_with_intervals

            form = form_with_intervals(card, resampled)
        if beside is not None:
            from omi_desktop.statistics.json_form import weighted_form

            form |= {"weighted": weighted_form(beside)}
        print_json(form)
    else:
        _print_card(card)
        if resampled is not None:
            _print_intervals(card, resampled, small)
        if beside is not None:
            _print_weighted(beside)


def _resampled(inspection: Inspection, where: str) -> Bootstrap:
    from omi_desktop.statistics.bootstrap import bootstrap
    from omi_desktop.statistics.judgements import judgements
    from omi_desktop.store import SampledList, scored_cases

    lists = sorted(inspection.records(SampledList), key=lambda one: one.draw)
    # The size of the part of the caseload behind a gate is not known: without it the interval is
    # somewhat too wide, never too narrow.
    known = bool(lists) and not where
    caseload = lists[-1].eligible if known else None
    judged = judgements(inspection.instrument, scored_cases(inspection), where)
    return bootstrap(judged, caseload=caseload)


def _weighted(inspection: Inspection, where: str) -> Weighted:
    from omi_desktop.statistics.judgements import judgements
    from omi_desktop.statistics.weighting import by_weight
    from omi_desktop.store import scored_cases
    from omi_desktop.store.kept_sample import weights

    own = weights(inspection)
    return by_weight(judgements(inspection.instrument, scored_cases(inspection), where), own)


def _print_weighted(beside: Weighted) -> None:
    from omi_desktop.scoring.scorecard import rounded
    from omi_desktop.statistics.wording import about_weights

    click.echo(about_weights(beside))
    for name, weighed in beside.weighted.items():
        plain = beside.published[name]
        if plain is not None and weighed is not None:
            click.echo(f"{name}  published {rounded(plain)}%, by weight {rounded(weighed)}%")


def _print_intervals(card: Scorecard, resampled: Bootstrap, small: int) -> None:
    from omi_desktop.statistics.wording import against_line

    for criterion in card.criteria:
        if criterion.score is not None:
            few = criterion.cases < small
            found = None if few else resampled.interval(criterion.id)
            click.echo(f"{criterion.id}  {against_line(criterion.score, found, card.line)}")


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
