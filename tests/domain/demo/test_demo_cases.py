from __future__ import annotations

import csv
import re
from decimal import Decimal
from fractions import Fraction

import pytest

from omi_desktop.assets import asset
from omi_desktop.demo.cases import Chance, build_cases
from omi_desktop.demo.targets import read_targets
from omi_desktop.demo.write import ASSESSED, SEED
from omi_desktop.errors import RequestError
from omi_desktop.instrument.applicability import standing, standings
from omi_desktop.instrument.gates import parse
from omi_desktop.instrument.model import Instrument
from omi_desktop.scoring.score import ScoredCase, scorecard
from omi_desktop.scoring.scorecard import Scorecard, percent

TARGETS = asset("demo/cumbria-2006/targets.csv").read_text(encoding="utf-8")

# The figures that the report prints and that contradict one another; the table of targets says
# for each which is followed and why.
CONTRADICTORY = {"1.2.21", "2.5.2", "2.6.6", "2.6.SUM", "2.7.1"}


@pytest.fixture(scope="module")
def cases(omi_2006: Instrument) -> list[dict[str, str]]:
    """Return the rebuilt cases without dates, notes and people."""
    return build_cases(omi_2006, read_targets(TARGETS), ASSESSED, Chance(SEED))


@pytest.fixture(scope="module")
def card(omi_2006: Instrument, cases: list[dict[str, str]]) -> Scorecard:
    """Return the scorecard of the rebuilt cases."""
    complete = [ScoredCase("complete", values) for values in cases]
    return scorecard(omi_2006, complete, area="Cumbria", ratings={})


def test_all_criteria_and_the_thread_have_the_published_scores(card: Scorecard) -> None:
    assert {criterion.id: criterion.rounded for criterion in card.criteria} == {
        "1.1": 90, "1.2": 74, "1.3": 73, "1.4": 71, "1.5": 67,
        "2.1": 62, "2.2": 75, "2.3": 75, "2.4": 80, "2.5": 72, "2.6": 82, "2.7": 70,
        "3.1": 60, "3.2": 72,
    }  # fmt: skip
    assert card.risk_of_harm.rounded == 76


def printed_rows() -> list[dict[str, str]]:
    rows = csv.DictReader(TARGETS.splitlines())
    return [row for row in rows if row["question"][0].isdigit() and not row["where"]]


@pytest.mark.parametrize(
    "row",
    [
        row
        for row in printed_rows()
        if re.search(r"\d+ of \d+", row["printed"]) and row["source"] == "count"
    ],
    ids=lambda row: row["question"],
)
def test_every_printed_count_holds(card: Scorecard, row: dict[str, str]) -> None:
    found = re.search(r"(\d+) of (\d+)", row["printed"])
    assert found is not None
    count, base, negated = int(found[1]), int(found[2]), " not" in row["printed"]
    result = card.question(row["question"])
    if result.relevant == 0:
        counts = dict(result.counts)
        assert counts["yes"] == count
        assert counts["yes"] + counts["no"] == base
        return
    assert result.relevant == base
    assert (result.relevant - result.sufficient if negated else result.sufficient) == count


@pytest.mark.parametrize(
    "row",
    [row for row in printed_rows() if re.search(r"\d+%", row["printed"])],
    ids=lambda row: row["question"],
)
def test_every_printed_percentage_holds(card: Scorecard, row: dict[str, str]) -> None:
    if row["question"] in CONTRADICTORY - {"2.5.2"}:
        assert row["why"]
        return
    result = card.question(row["question"])
    for shown, negated in re.findall(r"(\d+)%( not)?", row["printed"].replace("(", "")):
        is_negated = bool(negated) or " not (" in row["printed"]
        if result.relevant:
            sufficient = result.relevant - result.sufficient if is_negated else result.sufficient
            share = Fraction(sufficient, result.relevant)
        elif row["question"] == "1.1.P2":
            share = Fraction(dict(result.counts)["yes"], 42)
        elif row["question"] == "3.2.P1":
            counts = dict(result.counts)
            share = Fraction(counts["1"] + counts["2"], 99)
        else:
            counts = dict(result.counts)
            share = Fraction(counts["yes"], counts["yes"] + counts["no"])
        assert percent(share) == Decimal(shown), row


def test_each_contradiction_follows_what_can_be_true(card: Scorecard) -> None:
    followed = {
        name: (card.question(name).sufficient, card.question(name).relevant)
        for name in sorted(CONTRADICTORY)
    }
    assert followed == {
        "1.2.21": (43, 59),
        "2.5.2": (66, 79),
        "2.6.6": (13, 19),
        "2.6.SUM": (39, 40),
        "2.7.1": (69, 89),
    }


@pytest.mark.parametrize(
    ("gate", "count"),
    [
        ("community", 62),
        ("licence", 37),
        ("ppo", 7),
        ("transferred_in", 8),
        ("transferred_in and high_roh", 2),
        ("psr", 43),
        ("psr and ppo", 2),
        ("psr and self_harm", 21),
        ("mappa_case", 22),
        ("approved_premises_resident", 4),
        ("approved_premises_referred", 7),
        ("recall", 6),
        ("breach", 39),
        ("programme", 27),
        ("curfew_or_exclusion", 4),
        ("drug_rehabilitation", 1),
        ("constructive", 79),
        ("others_involved", 89),
        ("licence and ppo and drugs_concern", 4),
        ("basic_skills_need", 21),
        ("disability", 12),
        ("full_analysis", 64),
        ("convicted_or_cautioned", 30),
    ],
)
def test_the_profile_of_the_sample_is_as_printed(
    omi_2006: Instrument, cases: list[dict[str, str]], gate: str, count: int
) -> None:
    assert standings(omi_2006, cases).where(parse(gate)).bit_count() == count


def test_those_convicted_made_half_the_progress_of_the_others(
    omi_2006: Instrument, cases: list[dict[str, str]]
) -> None:
    def progress(convicted: bool) -> Fraction:
        chosen = [
            ScoredCase("complete", values)
            for values in cases
            if (values["3.1.P1"] != "none") is convicted
        ]
        assert len(chosen) == (30 if convicted else 69)
        part = scorecard(omi_2006, chosen, area="Cumbria", ratings={})
        shares = [part.question(name).share for name in ("3.1.8", "3.1.9", "3.1.10")]
        return sum((share for share in shares if share is not None), Fraction()) / 3

    assert percent(progress(convicted=True)) == 28
    assert percent(progress(convicted=False)) == 54


def test_only_the_two_facts_that_come_with_dates_are_left_open(
    omi_2006: Instrument, cases: list[dict[str, str]]
) -> None:
    missing = {name for values in cases for name in standing(omi_2006, values).missing}
    assert missing == {"start_date", "months_supervised"}


def test_no_answer_of_a_rebuilt_case_is_parked(
    omi_2006: Instrument, cases: list[dict[str, str]]
) -> None:
    assert sum(standing(omi_2006, values).parked for values in cases) == 0


def test_no_case_names_one_criminogenic_factor_twice(cases: list[dict[str, str]]) -> None:
    for values in cases:
        factors = [values.get(f"factor_{n}", "none") for n in (1, 2, 3)]
        named = [factor for factor in factors if factor != "none"]
        assert len(set(named)) == len(named)


def test_the_same_seed_builds_the_same_cases(
    omi_2006: Instrument, cases: list[dict[str, str]]
) -> None:
    again = build_cases(omi_2006, read_targets(TARGETS), ASSESSED, Chance(SEED))
    other = build_cases(omi_2006, read_targets(TARGETS), ASSESSED, Chance("another"))
    assert again == cases
    assert other != cases


def test_another_seed_meets_the_same_printed_counts(omi_2006: Instrument) -> None:
    other = build_cases(omi_2006, read_targets(TARGETS), ASSESSED, Chance("another"))
    complete = [ScoredCase("complete", values) for values in other]
    card = scorecard(omi_2006, complete, area="Cumbria", ratings={})
    assert card.risk_of_harm.rounded == 76
    assert (card.question("3.1.8").sufficient, card.question("3.1.8").relevant) == (48, 91)


def test_a_target_without_room_is_named(omi_2006: Instrument) -> None:
    table = "question,where,answers,printed,source,why\ncase_type,,community=12,,,\n"
    with pytest.raises(RequestError, match=r"case_type: 12 cases .* only 10 are left"):
        build_cases(omi_2006, read_targets(table), 10, Chance(SEED))


def test_a_target_that_cannot_be_read_is_named() -> None:
    table = "question,where,answers,printed,source,why\ncase_type,,community,,,\n"
    with pytest.raises(RequestError, match="Row 2 of the targets has “community”"):
        read_targets(table)


def test_every_contradiction_of_the_report_is_explained_beside_the_demo() -> None:
    readme = asset("demo/cumbria-2006/README.md").read_text(encoding="utf-8")
    for name in CONTRADICTORY:
        assert f"| {name} |" in readme
