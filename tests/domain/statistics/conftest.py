from __future__ import annotations

from collections.abc import Callable, Sequence

import pytest

from omi_desktop.assets import asset
from omi_desktop.demo.cases import Chance, build_cases
from omi_desktop.demo.targets import read_targets
from omi_desktop.demo.write import ASSESSED, SEED
from omi_desktop.instrument.model import Instrument
from omi_desktop.scoring.score import ScoredCase

Answered = dict[str, tuple[str | None, ...]]


@pytest.fixture(scope="session")
def demo_cases(omi_2006: Instrument) -> tuple[ScoredCase, ...]:
    """Return the 99 cases of the demo that were read."""
    targets = read_targets(asset("demo/cumbria-2006/targets.csv").read_text(encoding="utf-8"))
    rebuilt = build_cases(omi_2006, targets, ASSESSED, Chance(SEED))
    return tuple(ScoredCase("complete", values) for values in rebuilt)


@pytest.fixture(scope="session")
def cases_with() -> Callable[[Answered], tuple[ScoredCase, ...]]:
    """Return a maker of complete cases from the answers to each question, case by case."""

    def made(answers: Answered) -> tuple[ScoredCase, ...]:
        longest = max(map(len, answers.values()), default=0)
        return tuple(ScoredCase("complete", _given(answers, index)) for index in range(longest))

    return made


def _given(answers: Answered, index: int) -> dict[str, str]:
    given: dict[str, str] = {}
    for name, column in answers.items():
        value = _at(column, index)
        if value is not None:
            given[name] = value
    return given


def _at(column: Sequence[str | None], index: int) -> str | None:
    return column[index] if index < len(column) else None
