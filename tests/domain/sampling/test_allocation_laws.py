"""Whatever the team and the list: no rule is broken, and no sharing is fairer.

Small teams are compared with every sharing there is, written out here a second time and slowly.
"""

from __future__ import annotations

import math
import os
import random
from dataclasses import dataclass, replace
from fractions import Fraction
from itertools import product

import pytest
from hypothesis import event, given, settings
from hypothesis import strategies as st

from omi_desktop.errors import RequestError
from omi_desktop.sampling.allocation import Allocation, allocate
from omi_desktop.sampling.interests import Interest, interests
from omi_desktop.sampling.team import CaseToRead, Reader, ReaderKind

SEARCHES = 1000 if os.environ.get("OMI_SOAK") else 100
TYPES = ("licence", "ppo", "high_roh")
NAMES = ("", "B. Keld", "C. Lorton", "c lorton", "N. Other")
TEAMS = ("", "West", "East")


@dataclass(frozen=True)
class Situation:
    """A team and a list, some of whose cases are read already."""

    readers: tuple[Reader, ...]
    cases: tuple[CaseToRead, ...]
    declared: tuple[Interest, ...]
    area_share: Fraction
    seed: str

    @property
    def interests(self) -> tuple[Interest, ...]:
        return interests(self.readers, self.cases, self.declared)

    def allocation(self) -> Allocation:
        return allocate(
            self.readers,
            self.cases,
            self.interests,
            seed=self.seed,
            area_share=self.area_share,
        )


def random_situation(people: int, cases: int, seed: int) -> Situation:
    chance = random.Random(seed)
    readers = tuple(
        Reader(
            id=f"p{n}",
            name=chance.choice(NAMES) or f"Reader {n}",
            kind=chance.choice(list(ReaderKind)),
            capacity=chance.choice([100, 100, 100, 50]),
            most=chance.choice([None, None, chance.randint(0, cases)]),
            team=chance.choice(TEAMS),
            manager=chance.choice(NAMES),
            reads=chance.random() < 0.8,
        )
        for n in range(people)
    )

    def somebody() -> str | None:
        return chance.choice(readers).id if chance.random() < 0.2 else None

    listed = tuple(
        CaseToRead(
            id=f"c{n}",
            ref=f"CU-{n:03}",
            work=Fraction(chance.randint(100, 120), 2),
            types=tuple(t for t in TYPES if chance.random() < 0.4),
            team=chance.choice(TEAMS),
            offender_manager=chance.choice(NAMES),
            reader=(reader := somebody()),
            second_reader=second if (second := somebody()) != reader else None,
        )
        for n in range(cases)
    )
    density = chance.choice([0, 0.02, 0.3])
    declared = tuple(
        Interest(reader.id, case.id, "is related to the offender")
        for reader in readers
        for case in listed
        if chance.random() < density
    )
    share = chance.choice(
        [Fraction(1, 3), Fraction(1, 3), Fraction(0), Fraction(1), Fraction(1, 2)]
    )
    return Situation(readers, listed, declared, share, str(seed))


def situations(people: int, cases: int) -> st.SearchStrategy[Situation]:
    """Teams and lists of all sizes up to these; everything else by chance."""
    return st.builds(
        random_situation, st.integers(1, people), st.integers(0, cases), st.integers(0, 2**32)
    )


def may_read(situation: Situation, reader: Reader, case: CaseToRead) -> bool:
    """The rules between a person and a case, from the manual."""
    if not reader.reads or case.second_reader == reader.id:
        return False
    if any((i.reader, i.case) == (reader.id, case.id) for i in situation.declared):
        return False
    if reader.kind is not ReaderKind.AREA:
        return True

    def tidy(name: str) -> str:
        return name.lower().replace(".", "")

    manager = tidy(case.offender_manager)
    held_by_them = manager != "" and manager in (tidy(reader.name), tidy(reader.manager))
    return not held_by_them and (case.team == "" or case.team != reader.team)


def within_limits(situation: Situation, readers: dict[str, str]) -> bool:
    """Tell whether nobody got cases beyond the largest number they can take."""
    got = set(readers.values()) - {None}
    for reader in situation.readers:
        before = [c for c in situation.cases if reader.id in (c.reader, c.second_reader)]
        new = sum(who == reader.id for who in readers.values())
        if reader.id in got and reader.most is not None and len(before) + new > reader.most:
            return False
    return True


def unfairness(situation: Situation, readers: dict[str, str]) -> tuple[int, Fraction]:
    """How far the area assessors are from their number, then everybody's squares."""
    reads = {c.id: readers.get(c.id, c.reader) for c in situation.cases}
    people = {reader.id: reader for reader in situation.readers}
    area_now = [r for r in situation.readers if r.kind is ReaderKind.AREA and r.reads]
    others_now = [r for r in situation.readers if r.kind is ReaderKind.OTHERS and r.reads]
    with_absent = [who for who in reads.values() if who is not None and not people[who].reads]
    here = len(reads) - len(with_absent)
    kept_by_absent_area = sum(people[who].kind is ReaderKind.AREA for who in with_absent)
    wanted = math.floor(situation.area_share * len(reads) + Fraction(1, 2)) - kept_by_absent_area
    wanted = min(max(wanted, 0), here)
    if not area_now:
        wanted = 0
    elif not others_now:
        wanted = here
    counts = {r.id: sum(who == r.id for who in reads.values()) for r in situation.readers}
    area = sum(counts[reader.id] for reader in area_now)
    squares = sum(
        (Fraction(counts[r.id] ** 2, r.capacity) for r in situation.readers if r.reads),
        Fraction(0),
    )
    return abs(area - wanted), squares


def owned(situation: Situation, readers: dict[str, str]) -> int:
    """How many types of two or more cases are with a single reader who reads now."""
    absent = {reader.id for reader in situation.readers if not reader.reads}
    found = 0
    for each in TYPES:
        whole = [
            readers.get(case.id, case.reader)
            for case in situation.cases
            if each in case.types and case.reader not in absent
        ]
        found += len(whole) > 1 and len(set(whole)) == 1
    return found


def every_sharing(situation: Situation) -> list[dict[str, str]]:
    open_cases = [case for case in situation.cases if case.reader is None]
    choices = [
        [reader.id for reader in situation.readers if may_read(situation, reader, case)]
        for case in open_cases
    ]
    ids = [case.id for case in open_cases]
    everything = (dict(zip(ids, chosen, strict=True)) for chosen in product(*choices))
    return [readers for readers in everything if within_limits(situation, readers)]


def outcome(situation: Situation) -> object:
    """Return who gets what and why, in no order, or the sentence of the refusal."""
    try:
        given = situation.allocation().given
    except RequestError as error:
        return str(error)
    return {one.case: (one.reader, set(one.others)) for one in given}


@given(situations(people=4, cases=5))
@settings(max_examples=SEARCHES)
def test_a_sharing_is_refused_where_there_is_none_and_else_none_is_fairer(
    situation: Situation,
) -> None:
    allowed = every_sharing(situation)
    if not allowed:
        event("refused")
        with pytest.raises(RequestError):
            situation.allocation()
        return
    chosen = {one.case: one.reader for one in situation.allocation().given}
    assert chosen in allowed
    best = min(unfairness(situation, readers) for readers in allowed)
    assert unfairness(situation, chosen) == best
    as_fair = [readers for readers in allowed if unfairness(situation, readers) == best]
    fewest = min(owned(situation, readers) for readers in as_fair)
    event(f"{fewest} types with one reader")
    assert owned(situation, chosen) == fewest


@given(situations(people=14, cases=60))
@settings(max_examples=SEARCHES)
def test_no_rule_is_broken_by_any_team_and_list(situation: Situation) -> None:
    try:
        allocation = situation.allocation()
    except RequestError:
        event("refused")
        return
    people = {reader.id: reader for reader in situation.readers}
    cases = {case.id: case for case in situation.cases}
    chosen = {one.case: one.reader for one in allocation.given}
    assert list(chosen) == [case.id for case in situation.cases if case.reader is None]
    assert all(may_read(situation, people[who], cases[case]) for case, who in chosen.items())
    assert within_limits(situation, chosen)
    for before, after in zip(situation.cases, allocation.cases, strict=True):
        assert after == replace(before, reader=chosen.get(before.id, before.reader))
    for one in allocation.given:
        told = {other.reader for other in one.others}
        silent = {one.reader, cases[one.case].second_reader}
        assert told == {r.id for r in situation.readers if r.reads} - silent


@given(situations(people=8, cases=30), st.randoms(use_true_random=False))
@settings(max_examples=SEARCHES // 2)
def test_the_order_of_people_and_cases_changes_nothing(
    situation: Situation, chance: object
) -> None:
    readers, cases = list(situation.readers), list(situation.cases)
    chance.shuffle(readers)  # type: ignore[attr-defined]
    chance.shuffle(cases)  # type: ignore[attr-defined]
    turned = replace(situation, readers=tuple(readers), cases=tuple(cases))
    assert outcome(turned) == outcome(situation)


@given(situations(people=14, cases=60))
@settings(max_examples=SEARCHES // 2)
def test_whoever_falls_ill_only_their_cases_change_hands(situation: Situation) -> None:
    ill = situation.readers[0]
    others = [replace(reader, reads=reader is not ill) for reader in situation.readers]
    theirs = [case.id for case in situation.cases if case.reader == ill.id]
    try:
        after = allocate(
            others, situation.cases, situation.interests, seed="a seed", share_out=theirs
        )
    except RequestError:
        event("refused")
        return
    assert [one.case for one in after.given] == theirs
    assert ill.id not in {one.reader for one in after.given}
    for before, now in zip(situation.cases, after.cases, strict=True):
        assert now == before or before.id in theirs


@given(
    area=st.integers(1, 6),
    others=st.integers(1, 8),
    work=st.lists(st.integers(60, 130), max_size=100),
)
@settings(max_examples=SEARCHES // 2)
def test_where_no_rule_stands_against_it_cases_and_work_differ_by_at_most_one_case(
    area: int, others: int, work: list[int]
) -> None:
    kinds = [ReaderKind.AREA] * area + [ReaderKind.OTHERS] * others
    readers = [Reader(f"p{n}", f"Reader {n}", kind) for n, kind in enumerate(kinds)]
    cases = [CaseToRead(f"c{n}", f"CU-{n}", Fraction(w, 2)) for n, w in enumerate(work)]
    balance = allocate(readers, cases, (), seed="a seed").balance
    assert balance.area_cases == balance.area_wanted == math.floor(Fraction(len(cases), 3) + 0.5)
    for kind in ReaderKind:
        alike = [s for s, k in zip(balance.shares, kinds, strict=True) if k is kind]
        assert max(s.cases for s in alike) - min(s.cases for s in alike) <= 1
        largest = max((case.work for case in cases), default=Fraction(0))
        assert max(s.work for s in alike) - min(s.work for s in alike) <= largest
