"""Second reads stay blind, keep the rules and are planted where they tell most."""

from __future__ import annotations

import os
import random
from collections import Counter
from fractions import Fraction

from hypothesis import given, settings
from hypothesis import strategies as st

from omi_desktop.sampling.allocation import allocate
from omi_desktop.sampling.interests import Interest
from omi_desktop.sampling.second_reads import how_many, plant
from omi_desktop.sampling.team import CaseToRead, Reader, ReaderKind

SEARCHES = 1000 if os.environ.get("OMI_SOAK") else 60
AREA, OTHERS = ReaderKind.AREA, ReaderKind.OTHERS
TEAM = (
    Reader("a1", "B. Keld", AREA),
    Reader("a2", "C. Lorton", AREA),
    Reader("i1", "J. Birkett", OTHERS),
    Reader("i2", "M. Calder", OTHERS),
)


def read_by(reader: str, ref: str, **more: object) -> CaseToRead:
    return CaseToRead(ref, ref, reader=reader, **more)  # type: ignore[arg-type]


def test_a_share_of_second_reads_is_rounded_half_up() -> None:
    listed = [read_by("i1", str(n)) for n in range(5)]
    assert [how_many(share, listed) for share in (Fraction(0), Fraction(1, 10), Fraction(1))] == [
        0,
        1,
        5,
    ]


def test_second_reads_are_spread_over_first_readers_and_go_to_the_other_kind() -> None:
    listed = [read_by(reader.id, f"{reader.id}-{n}") for reader in TEAM for n in range(5)]
    planted = plant(TEAM, listed, (), {}, count=4, seed="")
    assert sorted(one.case[:2] for one in planted) == ["a1", "a2", "i1", "i2"]
    assert sorted(one.reader for one in planted) == ["a1", "a2", "i1", "i2"]
    assert all(one.by_other_kind for one in planted)


def test_of_a_readers_cases_the_type_not_yet_read_twice_is_taken_first() -> None:
    listed = [
        read_by("i1", "1", types=("licence",), second_reader="a1"),
        read_by("i1", "2", types=("licence",)),
        read_by("i1", "3", types=("ppo",)),
    ]
    (one,) = plant(TEAM, listed, (), {}, count=1, seed="")
    assert one.case == "3"


def test_of_cases_alike_the_one_with_more_judgements_is_taken_first() -> None:
    listed = [read_by("i1", "1"), read_by("i1", "2"), read_by("i1", "3")]
    judgements = {
        "1": {"1.1": Fraction(5)},
        "2": {"1.1": Fraction(6), "1.2": Fraction(5)},
        "3": {"1.1": Fraction(7), "1.2": Fraction(3)},
    }
    (one,) = plant(TEAM, listed, (), judgements, count=1, seed="")
    assert one.case == "2"


def test_a_criterion_read_twice_often_tells_less() -> None:
    listed = [read_by("i1", "1"), read_by("i1", "2"), read_by("i1", "3")]
    judgements = {
        "1": {"1.1": Fraction(9)},
        "2": {"1.1": Fraction(8)},
        "3": {"1.2": Fraction(4)},
    }
    planted = plant(TEAM, listed, (), judgements, count=2, seed="")
    assert [one.case for one in planted] == ["1", "3"]


def test_where_the_other_kind_may_not_read_a_case_the_same_kind_does() -> None:
    declared = [Interest(reader, "1", "is related to the offender") for reader in ("a1", "a2")]
    (one,) = plant(TEAM, [read_by("i1", "1")], declared, {}, count=1, seed="")
    assert (one.reader, one.by_other_kind) == ("i2", False)


def test_where_nobody_may_read_a_case_again_there_are_fewer() -> None:
    assert plant(TEAM[2:3], [read_by("i1", "1")], (), {}, count=1, seed="") == ()


@given(st.integers(1, 8), st.integers(0, 40), st.integers(0, 40), st.integers(0, 2**32))
@settings(max_examples=SEARCHES)
def test_second_reads_keep_every_rule(people: int, count: int, wanted: int, seed: int) -> None:
    chance = random.Random(seed)
    readers = [
        Reader(
            f"p{n}",
            f"Reader {n}",
            chance.choice(list(ReaderKind)),
            most=chance.choice([None, count]),
            reads=n == 0 or chance.random() < 0.8,
        )
        for n in range(people)
    ]
    listed = [CaseToRead(f"c{n}", f"CU-{n}", types=("ppo",) * (n % 3 == 0)) for n in range(count)]
    first = allocate(readers, listed, (), seed=str(seed)).cases
    declared = [
        Interest(reader.id, case.id, "is related to the offender")
        for reader in readers
        for case in first
        if chance.random() < 0.2
    ]
    planted = plant(readers, first, declared, {}, count=wanted, seed=str(seed))
    assert len(planted) <= wanted
    assert len({one.case for one in planted}) == len(planted)
    people_by_id = {reader.id: reader for reader in readers}
    reads = Counter(case.reader for case in first) + Counter(one.reader for one in planted)
    barred = {(one.reader, one.case) for one in declared}
    of = {case.id: case.reader for case in first}
    for one in planted:
        reader = people_by_id[one.reader]
        assert reader.reads
        assert one.reader != of[one.case]
        assert (one.reader, one.case) not in barred
        assert reader.most is None or reads[one.reader] <= reader.most
        assert one.by_other_kind == (reader.kind is not people_by_id[str(of[one.case])].kind)
    if all(reader.most is None for reader in readers):
        possible = [
            case
            for case in first
            if any(
                r.reads and r.id != case.reader and (r.id, case.id) not in barred for r in readers
            )
        ]
        assert len(planted) == min(wanted, len(possible))
