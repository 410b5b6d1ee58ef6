from __future__ import annotations

import re
from dataclasses import replace

import pytest

from omi_desktop.report.gather import ReportData
from omi_desktop.scoring.reconciliation import canonical, reconciliation


def test_the_code_is_twelve_digits_in_groups_of_four(data: ReportData) -> None:
    assert re.fullmatch(r"[0-9a-f]{4}(-[0-9a-f]{4}){2}", reconciliation(data.scorecard))


def test_the_same_figures_give_the_same_code_whatever_the_area_is_called(data: ReportData) -> None:
    other = replace(data.scorecard, area="Elsewhere")
    assert reconciliation(other) == reconciliation(data.scorecard)


@pytest.mark.parametrize("place", [0, 13])
def test_one_more_sufficient_case_in_one_question_changes_the_code(
    data: ReportData, place: int
) -> None:
    card = data.scorecard
    criterion = card.criteria[place]
    last = criterion.questions[-1]
    touched = replace(
        criterion,
        questions=(*criterion.questions[:-1], replace(last, sufficient=last.sufficient + 1)),
    )
    criteria = (*card.criteria[:place], touched, *card.criteria[place + 1 :])
    assert reconciliation(replace(card, criteria=criteria)) != reconciliation(card)


def test_one_more_case_or_another_rating_changes_the_code(data: ReportData) -> None:
    card = data.scorecard
    more = replace(card, cases=replace(card.cases, assessed=card.cases.assessed + 1))
    rated = replace(card, leadership=(replace(card.leadership[0], rating="Not met"),))
    assert len({reconciliation(each) for each in (card, more, rated)}) == 3


def test_scores_that_do_not_exist_have_a_place_of_their_own(bare: ReportData) -> None:
    assert "criterion 1.1 -" in canonical(bare.scorecard).splitlines()
    assert "thread -" in canonical(bare.scorecard).splitlines()
