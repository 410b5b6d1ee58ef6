"""Print a score of several signed-off inspections side by side."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from omi_desktop.cli.opening import asked, given
from omi_desktop.cli.outcomes import json_option, print_json
from omi_desktop.demo import PASSPHRASE as DEMO_PASSPHRASE
from omi_desktop.errors import RequestError, WrongPassphrase

if TYPE_CHECKING:
    from omi_desktop.report.areas import AreaRead
    from omi_desktop.statistics.areas import AreaScores


@click.command()
@click.argument(
    "files", metavar="FILE...", nargs=-1, required=True, type=click.Path(path_type=Path)
)
@click.option("--area", default="", help="Print this area’s scores beside those of all.")
@click.option("--of", "name", default="", metavar="SCORE", help="Print one score in every area.")
@click.option(
    "--passphrase-file",
    "passphrase_files",
    multiple=True,
    type=click.Path(path_type=Path),
    help="Read a passphrase from the first line of this file: one for all, or one for each file.",
)
@json_option
def areas(
    files: tuple[Path, ...],
    area: str,
    name: str,
    passphrase_files: tuple[Path, ...],
    as_json: bool,
) -> None:
    """Print lowest, average and highest of every score over signed-off inspections.

    The files are read and never written to, so they may be in use elsewhere. SCORE is a criterion
    (1.5), section-2 or risk-of-harm.
    """
    from omi_desktop.statistics.areas import over_time, scores_by_name
    from omi_desktop.statistics.areas_form import areas_form

    found = _read(files, passphrase_files)
    scores = [one.scores for one in found]
    if area and not over_time(area, scores):
        known = ", ".join(sorted({one.area for one in scores}))
        raise RequestError(f"None of the files is of “{area}”. They are of: {known}.")
    known_names = scores_by_name(scores[0].card)
    if name and name not in known_names:
        raise RequestError(f"There is no score “{name}”. There are: {', '.join(known_names)}.")
    names = [name] if name else list(known_names)
    if as_json:
        print_json(areas_form(names, scores))
    else:
        for each in names:
            _print(each, scores, area, every=bool(name))


def _read(files: tuple[Path, ...], passphrase_files: tuple[Path, ...]) -> list[AreaRead]:
    from omi_desktop.report.areas import refuse_other

    if len(passphrase_files) not in (0, 1, len(files)):
        raise RequestError(
            f"There are {len(files)} files and {len(passphrase_files)} passphrase files. Give one "
            "for all, or one for each in the same order."
        )
    found: list[AreaRead] = []
    for place, file in enumerate(files):
        own = passphrase_files[place % len(passphrase_files)] if passphrase_files else None
        one = _read_one(file, given(own))
        refuse_other(one, found)
        found.append(one)
    return found


def _read_one(file: Path, passphrase: str | None) -> AreaRead:
    from omi_desktop.report.areas import read_area

    if passphrase is not None:
        return read_area(file, passphrase)
    try:
        return read_area(file, DEMO_PASSPHRASE)
    except WrongPassphrase:
        click.echo(f"{file.name}:", err=True)
        return read_area(file, asked(confirm=False))


def _print(name: str, scores: list[AreaScores], area: str, *, every: bool) -> None:
    from omi_desktop.scoring.scorecard import rounded
    from omi_desktop.statistics.areas import among, over_time, ranked

    found = among(name, scores)
    if found is None:
        click.echo(f"{name}: no area has this score")
        return
    told = ", ".join(
        f"{words} {rounded(score)}%"
        for words, score in (
            ("lowest", found.lowest),
            ("average", found.average),
            ("highest", found.highest),
        )
    )
    click.echo(f"{name}: {told} of {found.of} {'area' if found.of == 1 else 'areas'}")
    shown = ranked(name, scores) if every else ()
    for one in (*shown, *(over_time(area, scores) if area else ())):
        score = rounded(one.score(name))
        cases = one.cases(name)
        click.echo(
            f"  {one.area}, {one.when}: {'–' if score is None else f'{score}%'} "
            f"({cases} {'case' if cases == 1 else 'cases'})"
        )
