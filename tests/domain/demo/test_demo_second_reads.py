"""The second reads of the demo: invented readings that change no printed figure."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from omi_desktop.demo.cases import Chance
from omi_desktop.demo.write import SEED, cumbria_values, write_demo
from omi_desktop.store import How, Inspection, KeyCost, open_inspection
from omi_desktop.store.differing import differing_answers
from omi_desktop.store.second_readings import agreed_answers, read_twice

COST = KeyCost(passes=1, kibibytes=8, lanes=1)


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Inspection]:
    """The demo, as it is written."""
    path: Path = tmp_path_factory.mktemp("demo") / "demo.omi"
    write_demo(path, "a word", COST)
    with open_inspection(path, "a word", cost=COST) as opened:
        yield opened


def test_twelve_cases_are_read_twice_and_the_last_is_still_blind(demo: Inspection) -> None:
    found = read_twice(demo)
    assert [one.is_blind for one in found] == [False] * 11 + [True]
    kinds = {person.id: person.kind for person in demo.people()}
    # Each goes to the other kind of assessor.
    for one in found:
        readers = {kinds[one.first or ""] == "area assessor", kinds[one.second] == "area assessor"}
        assert readers == {True, False}


def test_every_answer_that_counts_is_the_one_of_the_printed_figures(demo: Inspection) -> None:
    rebuilt = cumbria_values(demo.instrument, Chance(SEED))
    stored = [demo.values()[case.id] for case in demo.cases()[: len(rebuilt)]]
    assert stored == rebuilt


def test_some_answers_were_agreed_on_and_the_assessors_own_is_another_in_some(
    demo: Inspection,
) -> None:
    agreed = agreed_answers(demo)
    assert len(agreed) == 9
    assert sum(one.own != one.value for one in agreed.values()) == 4
    for (case, question), one in agreed.items():
        last = [c for c in demo.history(case, question) if c.what == "answer"][-1]
        assert last.how is (How.MODERATED if one.own != one.value else How.TYPED)


def test_readings_differ_on_either_side_of_the_line_and_on_one_side_of_it(
    demo: Inspection,
) -> None:
    values = demo.values()
    found = [
        one
        for read in read_twice(demo)
        if read.readings
        for one in differing_answers(demo.instrument, values[read.case.id], read.readings)
    ]
    across = sum(one.is_across_line for one in found)
    assert 0 < across < len(found)
    assert sum(one.is_open for one in found) == len(found) - 9
    assert demo.check() == ()
