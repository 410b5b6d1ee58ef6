from __future__ import annotations

import pytest

from omi_desktop.errors import RequestError
from omi_desktop.instrument.model import Instrument
from omi_desktop.report.comparison_text import comparison_text
from omi_desktop.report.figures import Figures
from omi_desktop.report.live import parse, refuse_unknown, stored
from omi_desktop.scoring.score import ScoredCase
from omi_desktop.statistics.comparing import compared
from omi_desktop.statistics.comparison_wording import part_in_words
from omi_desktop.statistics.groups import groups, groups_of

Cases = tuple[ScoredCase, ...]


@pytest.mark.parametrize("by", ["convicted_or_cautioned", "gender", "tier", "ethnicity"])
@pytest.mark.parametrize("what", ["2.4.8", "3.1.P1", "1.2.SUM"])
def test_live_figures_of_a_comparison_print_what_the_comparison_counts(
    omi_2006: Instrument, demo_cases: Cases, what: str, by: str
) -> None:
    figures = Figures(omi_2006, demo_cases)
    found = compared(omi_2006, demo_cases, what, groups(omi_2006, demo_cases, by))
    assert found
    for one in found:
        text = comparison_text(one)
        refuse_unknown(text, omi_2006)
        assert stored(parse(text)) == text
        printed = figures.text(text)
        for part in (one.part, one.others):
            if part.base >= 10:
                told = part_in_words(part)
                assert told.split(" (")[0] in printed
                assert told.split(" (")[1].rstrip(")") in printed
            elif part.base:
                assert f"{part.count} of {part.base}" in printed


def test_the_reports_own_comparison_goes_into_its_text_as_live_figures(
    omi_2006: Instrument, demo_cases: Cases
) -> None:
    (found,) = compared(
        omi_2006,
        demo_cases,
        "3.1.8+3.1.9+3.1.10",
        groups(omi_2006, demo_cases, "convicted_or_cautioned"),
    )
    printed = Figures(omi_2006, demo_cases).text(comparison_text(found))
    assert printed.endswith(
        "Offenders convicted or cautioned while supervised: 28%; all others: 54%."
    )


def test_cases_that_no_figure_can_name_are_refused_in_a_sentence(
    omi_2006: Instrument, demo_cases: Cases
) -> None:
    (first, *_) = groups_of({0: "Penrith", 1: "Carlisle", 2: "Kendal"}, 0b111)
    (found,) = compared(omi_2006, demo_cases, "1.2.SUM", [first])
    with pytest.raises(RequestError, match="cannot be named in a live figure"):
        comparison_text(found)


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        ("{percent 1.1.1 where not parole}", "no gate “parole”"),
        ("{percent 1.1.1 where colour = red}", "no fact or question “colour”"),
        ("{percent 1.1.1 where gender =}", "is no gate and no condition"),
    ],
)
def test_cases_that_there_are_not_are_named(
    omi_2006: Instrument, text: str, complaint: str
) -> None:
    with pytest.raises(RequestError, match=complaint):
        refuse_unknown(text, omi_2006)
