from __future__ import annotations

from collections.abc import Callable, Sequence

import pytest

from omi_desktop.scoring.score import ScoredCase

Answered = dict[str, tuple[str | None, ...]]


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
