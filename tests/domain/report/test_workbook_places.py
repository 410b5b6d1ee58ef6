from __future__ import annotations

import pytest
from msgspec.structs import replace

from omi_desktop.instrument.model import Choice, Instrument, Scale
from omi_desktop.report.workbook_places import Places


@pytest.fixture
def places(omi_2006: Instrument) -> Places:
    """The places of the shipped bank with 99 cases."""
    return Places(omi_2006, 99)


def test_a_count_speaks_of_the_columns_own_answers_in_cases_that_count(places: Places) -> None:
    question = places.instrument.questions["case_type"]
    judging = replace(
        question, scale=Scale("s", (Choice("y", "Yes", True), Choice("n", "No", False)))
    )
    status = 'Cases!$C$2:$C$100,"<>withdrawn",Cases!$C$2:$C$100,"<>not started"'
    assert places.sufficient(judging) == f'=COUNTIFS(Cases!$D$2:$D$100,"Yes",{status})'
    assert places.relevant(judging) == (
        f'=COUNTIFS(Cases!$D$2:$D$100,"Yes",{status})+COUNTIFS(Cases!$D$2:$D$100,"No",{status})'
    )


@pytest.mark.parametrize(
    ("label", "criterion"),
    [
        ("Good", '"Good"'),
        ("Good?", '"Good~?"'),
        ("* best", '"~* best"'),
        ("about ~10", '"about ~~10"'),
        ("<5", '"=<5"'),
        ("=", '"=="'),
        ('"fine"', '"""fine"""'),
    ],
)
def test_a_label_counts_only_itself(label: str, criterion: str, places: Places) -> None:
    question = places.instrument.questions["case_type"]
    odd = replace(question, scale=Scale("s", (Choice("odd", label, True),)))
    assert f",{criterion}," in places.sufficient(odd)


def test_a_mean_speaks_of_runs_of_neighbours(places: Places) -> None:
    first, second, third, _, fifth = list(places.instrument.questions)[:5]
    cells = "Questions!$J$2:$J$4,Questions!$J$6"
    assert places.mean([first, second, third, fifth]) == (
        f'=IF(COUNT({cells})=0,"",AVERAGE({cells}))'
    )


def test_the_mean_of_nothing_is_empty(places: Places) -> None:
    assert places.mean([]) == '=""'
