from __future__ import annotations

import pytest

from omi_desktop.assets import asset
from omi_desktop.demo.cases import Chance, build_cases
from omi_desktop.demo.targets import read_targets
from omi_desktop.demo.write import ASSESSED, SEED
from omi_desktop.instrument.bank import read_bank
from omi_desktop.instrument.model import Instrument
from omi_desktop.scoring.score import ScoredCase


@pytest.fixture(scope="session")
def omi_2006() -> Instrument:
    """Return the shipped question bank."""
    return read_bank(asset("instrument/omi-2006"))


@pytest.fixture(scope="session")
def demo_cases(omi_2006: Instrument) -> tuple[ScoredCase, ...]:
    """Return the 99 cases of the demo that were read."""
    targets = read_targets(asset("demo/cumbria-2006/targets.csv").read_text(encoding="utf-8"))
    rebuilt = build_cases(omi_2006, targets, ASSESSED, Chance(SEED))
    return tuple(ScoredCase("complete", values) for values in rebuilt)
