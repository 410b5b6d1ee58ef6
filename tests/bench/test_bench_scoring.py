from __future__ import annotations

import sys
from statistics import median
from time import perf_counter

import pytest

from omi_desktop.assets import asset
from omi_desktop.demo.cases import Chance, build_cases
from omi_desktop.demo.targets import read_targets
from omi_desktop.demo.write import ASSESSED, SEED
from omi_desktop.instrument.applicability import standing
from omi_desktop.instrument.bank import read_bank
from omi_desktop.scoring.score import ScoredCase, scorecard

FULL_SCORE_MS = 20
ONE_STANDING_MS = 5


def test_a_full_score_of_100_cases(benchmark: pytest.FixtureRequest) -> None:
    bank = read_bank(asset("instrument/omi-2006"))
    targets = read_targets(asset("demo/cumbria-2006/targets.csv").read_text(encoding="utf-8"))
    cases = build_cases(bank, targets, ASSESSED, Chance(SEED))
    complete = [ScoredCase("complete", values) for values in [*cases, cases[0]]]
    card = benchmark(scorecard, bank, complete, area="Cumbria", ratings={})
    assert card.cases.assessed == 100
    assert benchmark.stats.stats.median * 1000 <= FULL_SCORE_MS


def test_the_standing_of_one_case() -> None:
    bank = read_bank(asset("instrument/omi-2006"))
    targets = read_targets(asset("demo/cumbria-2006/targets.csv").read_text(encoding="utf-8"))
    (values, *_) = build_cases(bank, targets, ASSESSED, Chance(SEED))
    times = []
    for _ in range(50):
        begun = perf_counter()
        standing(bank, values)
        times.append((perf_counter() - begun) * 1000)
    # Shown by pytest -s, for whoever measures.
    sys.stdout.write(f"standing of one case: {median(times):.2f} ms (limit {ONE_STANDING_MS})\n")
    assert median(times) <= ONE_STANDING_MS
