from __future__ import annotations

from collections.abc import Callable

from omi_desktop.instrument.model import Instrument
from omi_desktop.scoring.score import ScoredCase
from omi_desktop.statistics.comparing import Comparison, compared
from omi_desktop.statistics.comparison_wording import (
    chance_in_words,
    difference_in_words,
    method_in_words,
    part_in_words,
    shown_by,
    shows_difference,
)
from omi_desktop.statistics.groups import groups

Cases = tuple[ScoredCase, ...]
PROGRESS = "3.1.8+3.1.9+3.1.10"


def _of(instrument: Instrument, cases: Cases, what: str, by: str) -> tuple[Comparison, ...]:
    return compared(instrument, cases, what, groups(instrument, cases, by))


def test_the_reports_own_comparison_is_told_with_both_bases_and_how_sure_it_is(
    omi_2006: Instrument, demo_cases: Cases
) -> None:
    (found,) = _of(omi_2006, demo_cases, PROGRESS, "convicted_or_cautioned")
    assert part_in_words(found.part) == f"28% ({found.part.base} cases)"
    assert part_in_words(found.others) == f"54% ({found.others.base} cases)"
    assert difference_in_words(found).startswith("−26 (−")  # noqa: RUF001
    assert shows_difference(found)
    assert shown_by(found).startswith("28 and 54 are a difference this sample can show")
    assert method_in_words([found]) == (
        "Permutation test, bootstrap interval at 95%; one comparison, so nothing is adjusted."
    )


def test_a_small_group_is_told_in_counts_and_never_as_a_percentage(
    omi_2006: Instrument, cases_with: Callable[..., Cases]
) -> None:
    cases = cases_with(
        {
            "gender": ("female",) * 7 + ("male",) * 20,
            "case_type": ("community",) * 27,
            "1.1.P1": ("standard",) * 27,
            "1.1.7": ("insufficient",) * 7 + ("sufficient",) * 20,
        }
    )
    (found,) = _of(omi_2006, cases, "1.1.7", "gender")
    small = next(p for p in (found.part, found.others) if p.base == 7)
    assert part_in_words(small) == "0 of 7"
    assert difference_in_words(found) == ""
    assert "0 of 7" in shown_by(found)
    assert "how large it is, so few cannot say" in shown_by(found)


def test_several_comparisons_at_once_name_the_adjustment(
    omi_2006: Instrument, demo_cases: Cases
) -> None:
    found = _of(omi_2006, demo_cases, "1.2.SUM", "tier")
    assert len(found) > 1
    told = method_in_words(found)
    assert f"Holm’s method, because {len(found)} comparisons are made at once" in told
    assert method_in_words([]) == ""


def test_a_chance_is_never_told_as_nought() -> None:
    assert chance_in_words(0.00001) == "below 0.001"
    assert chance_in_words(0.1409) == "0.141"
    assert chance_in_words(None) == ""


def test_every_figure_of_a_comparison_has_its_cases_and_they_lie_in_its_group(
    omi_2006: Instrument, demo_cases: Cases
) -> None:
    for what in ("2.4.8", "1.2", PROGRESS, "risk-of-harm", "3.1.P1"):
        for found in _of(omi_2006, demo_cases, what, "tier"):
            for part, among in (
                (found.part, found.group.cases),
                (found.others, found.group.others),
            ):
                assert part.relevant & ~among == 0
                assert part.base == part.relevant.bit_count()
                if part.counted is not None:
                    assert part.counted & ~part.relevant == 0
