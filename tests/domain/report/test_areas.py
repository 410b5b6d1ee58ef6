"""Signed-off inspections read side by side, and those that are refused."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from msgspec.structs import replace as changed

from omi_desktop import demo
from omi_desktop.demo.areas import write_area
from omi_desktop.errors import RequestError
from omi_desktop.report.areas import area_of, read_area, refuse_other
from omi_desktop.scoring.averaging import section_name
from omi_desktop.store import CaseStatus, KeyCost, open_inspection, scored

CHEAP = KeyCost(passes=1, kibibytes=64, lanes=1)
WORDS = demo.PASSPHRASE


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder with two invented inspections of twelve cases."""
    made = tmp_path_factory.mktemp("areas")
    for seed, area in enumerate(("Rutland", "Furness"), start=1):
        path = made / f"{area}.omi"
        day = f"2006-0{seed}-09"
        write_area(path, WORDS, area=area, seed=seed, fieldwork=day, cases=12, cost=CHEAP)
    return made


def test_the_same_seed_writes_the_same_answers(folder: Path, tmp_path: Path) -> None:
    again = tmp_path / "again.omi"
    write_area(again, WORDS, area="Rutland", seed=1, fieldwork="2006-01-09", cases=12, cost=CHEAP)
    with (
        open_inspection(again, WORDS, cost=CHEAP) as one,
        open_inspection(folder / "Rutland.omi", WORDS, cost=CHEAP) as other,
    ):
        assert one.values() == other.values()
        assert one.check() == other.check() == ()


def test_what_is_read_is_what_the_file_scores(folder: Path) -> None:
    path = folder / "Rutland.omi"
    found = read_area(path, WORDS, cost=CHEAP)
    with open_inspection(path, WORDS, cost=CHEAP) as inspection:
        assert found.scores.card == scored(inspection)
    card = found.scores.card
    assert found.scores.number == 1
    for name in (*(c.id for c in card.criteria), *(section_name(s.id) for s in card.sections)):
        behind = [case for case in found.behind.score(name) if case.below or case.above]
        assert len(behind) == found.behind.rests_on(name)
    for criterion in card.criteria:
        assert found.behind.rests_on(criterion.id) == criterion.cases
        assert (criterion.id in found.scores.intervals) is (criterion.cases >= 10)


def test_an_inspection_that_is_not_signed_off_is_refused(folder: Path, tmp_path: Path) -> None:
    path = tmp_path / "open.omi"
    shutil.copy(folder / "Rutland.omi", path)
    with open_inspection(path, WORDS, cost=CHEAP) as inspection:
        inspection.reopen(by="lead", reason="An area asked.")
        assert area_of(inspection).scores.number == 0
    with pytest.raises(RequestError, match="not signed off"):
        read_area(path, WORDS, cost=CHEAP)


def test_figures_other_than_those_signed_off_are_refused(folder: Path, tmp_path: Path) -> None:
    path = tmp_path / "other.omi"
    shutil.copy(folder / "Rutland.omi", path)
    with open_inspection(path, WORDS, cost=CHEAP) as inspection:
        case = inspection.cases()[0].id
        inspection.reopen(by="lead", reason="An area asked.")
        inspection.set_status(case, CaseStatus.WITHDRAWN, by="lead", reason="Gone.")
        inspection.sign_off(by="lead", code="0000-0000-0000")
    with pytest.raises(RequestError, match="not those that were signed off"):
        read_area(path, WORDS, cost=CHEAP)


def test_another_question_bank_and_the_same_inspection_twice_are_refused(folder: Path) -> None:
    from dataclasses import replace

    one, two = (read_area(folder / f"{a}.omi", WORDS, cost=CHEAP) for a in ("Rutland", "Furness"))
    refuse_other(two, [one])
    with pytest.raises(RequestError, match="same inspection"):
        refuse_other(one, [two, one])
    other = replace(two, instrument=changed(two.instrument, line=65))
    with pytest.raises(RequestError, match="another question bank"):
        refuse_other(other, [one])
