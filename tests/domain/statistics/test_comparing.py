from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction

import pytest

from omi_desktop.errors import RequestError
from omi_desktop.instrument.model import NOT_APPLICABLE, Instrument
from omi_desktop.scoring.score import ScoredCase, scorecard
from omi_desktop.scoring.scorecard import percent
from omi_desktop.statistics.comparing import Method, compared
from omi_desktop.statistics.groups import groups, groups_of
from omi_desktop.statistics.publishing import published_table
from omi_desktop.statistics.two_shares import fisher, holm, newcombe
from omi_desktop.statistics.wording import of_two

Cases = tuple[ScoredCase, ...]
PROGRESS = "3.1.8+3.1.9+3.1.10"


def test_those_convicted_made_about_half_the_progress_of_the_others_as_the_report_says(
    omi_2006: Instrument, demo_cases: Cases
) -> None:
    (group,) = groups(omi_2006, demo_cases, "convicted_or_cautioned")
    assert (group.cases.bit_count(), group.others.bit_count()) == (30, 69)
    (found,) = compared(omi_2006, demo_cases, PROGRESS, [group])
    assert found.part.share is not None
    assert found.others.share is not None
    assert (percent(found.part.share), percent(found.others.share)) == (28, 54)
    assert found.interval is not None
    assert found.interval.high < 0
    assert found.p_value is not None
    assert found.p_value < 0.05
    told = of_two(found.part.share, found.others.share, found.interval, found.holm)
    assert told.startswith("28 and 54 are a difference this sample can show: between ")


def test_in_enforcement_practice_the_two_groups_do_not_differ_as_the_report_says(
    omi_2006: Instrument, demo_cases: Cases
) -> None:
    split = groups(omi_2006, demo_cases, "convicted_or_cautioned")
    asked = [q.id for q in omi_2006.criterion["2.4"].questions if q.counts]
    p_values = []
    for name in asked:
        (found,) = compared(omi_2006, demo_cases, name, split)
        assert found.part.base <= 30
        assert found.others.base <= 69
        assert found.p_value is not None
        p_values.append(found.p_value)
    assert len(p_values) > 5
    assert min(holm(p_values)) > 0.05


def test_a_question_is_compared_by_fishers_test_and_newcombes_interval(
    omi_2006: Instrument, cases_with: Callable[..., Cases]
) -> None:
    cases = cases_with(
        {
            "gender": ("male",) * 6 + ("female",) * 5,
            "3.2.SUM": ("excellent",) * 4 + ("poor",) + (NOT_APPLICABLE,) + ("poor",) * 4,
        }
    )
    (found,) = compared(omi_2006, cases, "3.2.SUM", groups(omi_2006, cases, "gender"))
    assert (found.part.count, found.part.base) == (4, 5)
    assert (found.others.count, found.others.base) == (0, 4)
    assert found.difference == Fraction(4, 5)
    assert found.interval == newcombe(4, 5, 0, 4)
    assert (found.method, found.p_value) == (Method.FISHER, fisher(4, 5, 0, 4))


def test_a_score_of_a_group_is_the_score_of_its_cases(
    omi_2006: Instrument, demo_cases: Cases
) -> None:
    for found in compared(
        omi_2006, demo_cases, "2.4", groups(omi_2006, demo_cases, "tier"), resamples=20
    ):
        own = [case for i, case in enumerate(demo_cases) if found.group.cases >> i & 1]
        card = scorecard(omi_2006, own, area="", ratings={})
        (expected,) = (c.score for c in card.criteria if c.id == "2.4")
        assert found.part.share == expected
        assert found.part.base <= len(own)


def test_a_permutation_test_of_one_share_comes_near_fishers(
    omi_2006: Instrument, demo_cases: Cases
) -> None:
    split = groups(omi_2006, demo_cases, "convicted_or_cautioned")
    (exact,) = compared(omi_2006, demo_cases, "3.1.SUM", split)
    (by_lot,) = compared(omi_2006, demo_cases, " 3.1.SUM", split)
    assert exact.part.share == by_lot.part.share
    assert by_lot.method is Method.PERMUTATION
    assert exact.p_value is not None
    assert by_lot.p_value == pytest.approx(exact.p_value, abs=0.05)


def test_a_comparison_is_the_same_whenever_it_is_made(
    omi_2006: Instrument, demo_cases: Cases
) -> None:
    split = groups(omi_2006, demo_cases, "ppo")
    one, again = (
        compared(omi_2006, demo_cases, "risk-of-harm", split, resamples=50) for _ in range(2)
    )
    assert one == again


def test_a_group_without_a_relevant_case_has_no_test(
    omi_2006: Instrument, cases_with: Callable[..., Cases]
) -> None:
    cases = cases_with({"gender": ("male", "female"), "3.2.SUM": ("poor",)})
    split = groups(omi_2006, cases, "gender")
    for what in ("3.2.SUM", "3.2"):
        (found,) = compared(omi_2006, cases, what, split, resamples=10)
        assert (found.others.base, found.others.share, found.difference) == (0, None, None)
        assert (found.interval, found.p_value, found.holm) == (None, None, None)


def test_an_outcome_is_compared_answer_by_answer_and_adjusted_for_that(
    omi_2006: Instrument, demo_cases: Cases
) -> None:
    found = compared(omi_2006, demo_cases, "3.1.P1", groups(omi_2006, demo_cases, "gender"))
    assert [c.part.count for c in found] == [58, 1, 26]
    assert [c.others.count for c in found] == [11, 0, 3]
    p_values = [c.p_value for c in found if c.p_value is not None]
    assert [c.holm for c in found] == holm(p_values)


def test_a_case_of_which_the_gate_is_undecided_is_in_neither_group(
    omi_2006: Instrument, cases_with: Callable[..., Cases]
) -> None:
    cases = cases_with({"3.1.P1": ("convicted", None, "none"), "gender": ("male",) * 3})
    (group,) = groups(omi_2006, cases, "convicted_or_cautioned")
    assert (group.cases, group.others) == (0b001, 0b100)


def test_cases_that_do_not_count_are_in_no_group(omi_2006: Instrument) -> None:
    cases = [ScoredCase(status, {"gender": "male"}) for status in ("complete", "withdrawn")]
    (group,) = groups(omi_2006, cases, "gender")
    assert (group.cases, group.others) == (0b01, 0)


def test_groups_by_label_leave_out_what_is_not_known() -> None:
    found = groups_of({0: "Ashgill", 1: "Corney", 3: "Ashgill", 4: "Dearham"}, 0b11011)
    assert [(g.id, g.cases, g.others) for g in found] == [
        ("Ashgill", 0b01001, 0b10010),
        ("Corney", 0b00010, 0b11001),
        ("Dearham", 0b10000, 0b01011),
    ]


def test_of_two_groups_that_are_each_others_others_one_is_enough() -> None:
    assert [group.id for group in groups_of({0: "A", 1: "B"}, 0b11)] == ["A"]


@pytest.mark.parametrize(
    ("what", "by", "sentence"),
    [
        ("2.4", "nowhere", "no fact, question or gate “nowhere”"),
        ("2.4", "months_supervised", "are no choices"),
        ("9.9", "gender", "“9.9” is no question or criterion that has a score"),
        ("2.4.8+gender", "tier", "“gender” is no question or criterion that has a score"),
    ],
)
def test_what_cannot_be_compared_is_refused(
    omi_2006: Instrument, demo_cases: Cases, what: str, by: str, sentence: str
) -> None:
    with pytest.raises(RequestError, match=sentence):
        compared(omi_2006, demo_cases, what, groups(omi_2006, demo_cases, by))


def test_a_table_for_publication_leaves_the_one_caution_and_what_gives_it_away_out(
    omi_2006: Instrument, demo_cases: Cases
) -> None:
    found = compared(omi_2006, demo_cases, "3.1.P1", groups(omi_2006, demo_cases, "gender"))
    table = published_table(found)
    assert table.rows == ("Male", "All others")
    assert table.counts.cells == ((58, None, None), (11, None, None))
    assert table.counts.row_totals == (85, 14)


def test_a_judged_question_is_published_as_sufficient_and_not(
    omi_2006: Instrument, demo_cases: Cases
) -> None:
    split = groups(omi_2006, demo_cases, "convicted_or_cautioned")
    table = published_table(compared(omi_2006, demo_cases, "3.1.SUM", split))
    assert table.columns == ("sufficient", "not sufficient")
    assert sum(total or 0 for total in table.counts.row_totals) == table.counts.total


def test_scores_and_groups_that_overlap_are_not_published(
    omi_2006: Instrument, demo_cases: Cases
) -> None:
    scores = compared(
        omi_2006, demo_cases, "2.4", groups(omi_2006, demo_cases, "gender"), resamples=10
    )
    with pytest.raises(RequestError, match="Only the counts of one question"):
        published_table(scores)
    several = compared(omi_2006, demo_cases, "2.4.8", groups(omi_2006, demo_cases, "requirements"))
    with pytest.raises(RequestError, match="more than one of these groups"):
        published_table(several)
