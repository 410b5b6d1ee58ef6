"""Jumping to a question keeps up with typing; completing a case and searching do not make wait."""

from __future__ import annotations

import statistics
import sys
import time
from collections.abc import Callable
from datetime import date
from functools import partial
from pathlib import Path

import pytest

from omi_desktop.casework.completing import completing
from omi_desktop.casework.finding import Index, spots
from omi_desktop.demo.write import write_demo
from omi_desktop.store import Inspection, KeyCost, open_inspection

FIND_MILLISECONDS = 5
COMPLETING_MILLISECONDS = 50
SEARCH_MILLISECONDS = 100
COST = KeyCost(1, 8, 1)
TYPED = ("r", "ri", "risk", "risk of h", "cu-04", "1.2", "licence cond", "zz")
WORDS = ("late", "very high", "cu 02", "screen", "zz")


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Inspection:
    """The demo, open."""
    path: Path = tmp_path_factory.mktemp("bench") / "demo.omi"
    write_demo(path, "word", COST)
    return open_inspection(path, "word", cost=COST)


@pytest.fixture
def tell(capsys: pytest.CaptureFixture[str]) -> Callable[[str], None]:
    """Write a measured figure past pytest's capture."""

    def write(figure: str) -> None:
        with capsys.disabled():
            sys.stdout.write(f"\n{figure}\n")

    return write


def p95(works: list[Callable[[], object]]) -> float:
    """Return the 95th percentile of what the works take, in milliseconds."""
    taken = []
    for work in works:
        before = time.perf_counter()
        work()
        taken.append((time.perf_counter() - before) * 1000)
    return statistics.quantiles(taken, n=20)[-1]


def test_jumping_keeps_up_with_typing(demo: Inspection, tell: Callable[[str], None]) -> None:
    index = Index(spots(demo.instrument, [(f"c{n}", f"CU-{n:04}") for n in range(300, 500)]))
    found = p95([partial(index.find, typed) for typed in TYPED * 10])
    tell(f"find: p95 {found:.2f} ms")
    assert found <= FIND_MILLISECONDS


def test_what_is_left_in_a_case_is_known_at_once(
    demo: Inspection, tell: Callable[[str], None]
) -> None:
    values = demo.values()
    works = [
        partial(completing, demo.instrument, own, {}, today=date(2006, 7, 21))
        for own in list(values.values())[:40]
    ]
    found = p95([*works])
    tell(f"completing: p95 {found:.2f} ms")
    assert found <= COMPLETING_MILLISECONDS


def test_a_search_is_answered_at_once(demo: Inspection, tell: Callable[[str], None]) -> None:
    found = p95([partial(demo.search, words) for words in WORDS * 8])
    tell(f"search: p95 {found:.2f} ms")
    assert found <= SEARCH_MILLISECONDS
    demo.close()
