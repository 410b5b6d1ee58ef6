"""The scores of an inspection under each other reasonable choice: what the file knows of them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from fractions import Fraction
from pathlib import Path

import pytest

from omi_desktop.report.choices import Tried, tried
from omi_desktop.scoring.score import scorecard
from omi_desktop.statistics.judgements import judgements, mask
from omi_desktop.statistics.robustness import weighted
from omi_desktop.store import Inspection, KeyCost, SampledCase, SampledList, scored_cases
from omi_desktop.store.second_records import SecondAnswer, SecondReading
from omi_desktop.store.team_records import SecondRead
from tests.agreement import random_inspection

SEED = 3
CHEAP = KeyCost(passes=1, kibibytes=64, lanes=1)


@pytest.fixture
def inspection(tmp_path: Path) -> Iterator[Inspection]:
    """Return an inspection drawn at random, with cases of every status."""
    with random_inspection.begin(SEED, tmp_path / "drawn.omi", CHEAP) as made:
        random_inspection.fill(SEED, made)
        yield made


def found(inspection: Inspection) -> Tried:
    scored = scored_cases(inspection)
    return tried(inspection, inspection.cases(), scored, mask(range(len(scored))))


def drawn(case: str, place: int, chance: str) -> SampledCase:
    return SampledCase(case, case, 1, place, "random", "", chance)


A_DRAW = SampledList(1, 1, "list.csv", "", "", 40, 40, (), (), (), "", "2006-07-01T00:00:00.000Z")


def test_a_file_without_draw_and_second_reads_says_so(inspection: Inspection) -> None:
    made = found(inspection)
    assert [choice.what for choice in made.choices] == ["Weighed 85/15", "Weighed 75/25"]
    assert len(made.missing) == 2
    assert "second read" in made.missing[0]
    assert "not drawn in this file" in made.missing[1]


def test_boosters_are_weighted_by_their_chance(inspection: Inspection) -> None:
    cases = inspection.cases()
    chances = [Fraction(1, 2) if place % 3 else Fraction(1, 10) for place in range(len(cases))]
    records = [drawn(case.id, at, str(chances[at])) for at, case in enumerate(cases)]
    inspection.change_records(put=[A_DRAW, *records], by="p1")
    made = found(inspection)
    (choice,) = (one for one in made.choices if "chance to be drawn" in one.what)
    judged = judgements(inspection.instrument, scored_cases(inspection))
    expected = weighted(judged, {at: 1 / chance for at, chance in enumerate(chances)})
    assert choice.scores == expected
    assert len(made.missing) == 1


def test_equal_chances_and_a_case_by_hand_are_told_in_words(inspection: Inspection) -> None:
    cases = inspection.cases()
    records = [drawn(case.id, at, "1/4") for at, case in enumerate(cases)]
    inspection.change_records(put=[A_DRAW, *records], by="p1")
    assert "same chance" in found(inspection).missing[1]
    counted = next(case for case in cases if case.status in ("complete", "in progress"))
    missing = next(record for record in records if record.case == counted.id)
    inspection.drop_record(missing, by="p1")
    assert found(inspection).missing[1].startswith("1 case came into the sample")


def test_second_reads_stand_in_place_of_first_ones_once_both_are_complete(
    inspection: Inspection,
) -> None:
    bank = inspection.instrument
    scored = list(scored_cases(inspection))
    place = next(at for at, case in enumerate(scored) if case.status == "complete")
    case = inspection.cases()[place]
    facts = {fact.id for fact in bank.facts}
    judged = [q for c in bank.criteria for q in c.questions if q.counts and q.scale]
    second = {q.id: q.scale.choices[-1].id for q in judged if q.scale}
    own = {name: value for name, value in scored[place].values.items() if name in facts}
    answers = tuple(SecondAnswer(name, value, "", "p9", "") for name, value in second.items())
    given = tuple(SecondAnswer(name, value, "", "p1", "") for name, value in own.items())
    reading = SecondReading(case.id, "p9", "pack", "in progress", "", answers, given)
    inspection.change_records(put=(SecondRead(case.id, "p9"), reading), by="p1")
    # Blind until both are complete: no score tells anything of it.
    assert not any(one.what.startswith("Second reads") for one in found(inspection).choices)
    inspection.put_record(replace(reading, status="complete"), by="p1")
    made = found(inspection)
    (choice,) = (one for one in made.choices if one.what.startswith("Second reads"))
    scored[place] = type(scored[place])("complete", {**own, **second})
    card = scorecard(bank, scored, area="", ratings={})
    for criterion in card.criteria:
        assert choice.scores[criterion.id] == criterion.score
    assert not any("second read" in sentence for sentence in made.missing)
