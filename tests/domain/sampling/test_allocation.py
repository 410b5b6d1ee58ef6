"""Cases go to people who may read them, in fair shares, and each says why."""

from __future__ import annotations

from collections import Counter
from fractions import Fraction

import pytest

from omi_desktop.errors import RequestError
from omi_desktop.sampling.allocation import allocate
from omi_desktop.sampling.interests import Interest, interests
from omi_desktop.sampling.moves import broken_rules
from omi_desktop.sampling.reasons import because, remarks
from omi_desktop.sampling.team import CaseToRead, Obstacle, Other, Reader, ReaderKind

AREA, OTHERS = ReaderKind.AREA, ReaderKind.OTHERS
KELD = Reader("a1", "B. Keld", AREA, office="Kendal", team="West", manager="R. Nent")
LORTON = Reader("a2", "C. Lorton", AREA, office="Carlisle", team="East")
BIRKETT = Reader("i1", "J. Birkett", OTHERS)
CALDER = Reader("i2", "M. Calder", OTHERS)
TEAM = (KELD, LORTON, BIRKETT, CALDER)


def cases(count: int, **same: object) -> list[CaseToRead]:
    return [CaseToRead(f"c{n}", f"CU-{n:04}", **same) for n in range(count)]  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("case", "why"),
    [
        ({"offender_manager": "b keld"}, "was its offender manager"),
        ({"team": " WEST "}, "is of the team that held it (WEST)"),
        ({"team": "West", "office": "Kendal"}, "is of the team that held it (West)"),
        ({"offender_manager": "R. Nent"}, "is managed by its offender manager (R. Nent)"),
    ],
)
def test_an_area_assessor_has_an_interest_in_what_they_their_team_or_their_manager_held(
    case: dict[str, str], why: str
) -> None:
    (listed,) = cases(1, **case)
    assert interests(TEAM, [listed]) == (Interest("a1", "c0", why),)


@pytest.mark.parametrize(
    "case", [{"team": "West", "office": "Penrith"}, {"team": "North"}, {"office": "Kendal"}, {}]
)
def test_a_team_of_the_same_name_in_another_office_is_another_team(case: dict[str, str]) -> None:
    assert interests(TEAM, cases(1, **case)) == ()


def test_inspectors_have_only_the_interests_that_they_declare() -> None:
    nent = Reader("i3", "R. Nent", OTHERS, team="West", manager="R. Nent")
    (case,) = cases(1, team="West", offender_manager="R. Nent")
    assert interests([nent], [case]) == ()
    declared = Interest("i3", "c0", "taught the offender")
    assert interests([nent], [case], [declared]) == (declared,)


def test_area_assessors_read_a_third_and_everybody_of_a_kind_as_many_to_one_case() -> None:
    allocation = allocate(TEAM, cases(100), (), seed="Cumbria")
    count = Counter(one.reader for one in allocation.given)
    assert sorted((count["a1"], count["a2"])) == [16, 17]
    assert sorted((count["i1"], count["i2"])) == [33, 34]
    assert (allocation.balance.area_cases, allocation.balance.area_wanted) == (33, 33)


def test_whoever_has_half_the_capacity_reads_half_as_much() -> None:
    half = Reader("i3", "P. Dunmail", OTHERS, capacity=50)
    count = Counter(
        one.reader for one in allocate([BIRKETT, CALDER, half], cases(50), (), seed="").given
    )
    assert count == {"i1": 20, "i2": 20, "i3": 10}


def test_cases_that_somebody_has_stay_and_count_in_their_share() -> None:
    had = [CaseToRead(f"k{n}", f"K-{n}", reader="i1") for n in range(4)]
    allocation = allocate([BIRKETT, CALDER], [*had, *cases(6)], (), seed="")
    assert Counter(one.reader for one in allocation.given) == {"i1": 1, "i2": 5}
    assert [case.reader for case in allocation.cases[:4]] == ["i1"] * 4


def test_where_interests_leave_area_assessors_less_than_a_third_they_get_what_they_may_read() -> (
    None
):
    held = cases(9, team="West")
    held[0] = CaseToRead("c0", "CU-0000", team="North")
    allocation = allocate([KELD, BIRKETT], held, interests([KELD], held), seed="")
    assert [one.case for one in allocation.given if one.reader == "a1"] == ["c0"]
    names, titles = {"a1": "B. Keld"}, dict[str, str]()
    assert remarks(allocation.balance, names, titles) == [
        "Area assessors have 1 case together instead of 3, because the rules or cases that stay "
        "where they are allow no other number."
    ]


def test_nobody_owns_all_cases_of_a_type() -> None:
    rare = [CaseToRead(f"r{n}", f"R-{n}", types=("ppo",)) for n in range(2)]
    allocation = allocate([BIRKETT, CALDER], [*rare, *cases(2)], (), seed="")
    assert {one.reader for one in allocation.given if one.case.startswith("r")} == {"i1", "i2"}
    assert allocation.balance.owned == ()


@pytest.mark.parametrize("seed", [str(n) for n in range(8)])
def test_a_type_is_mixed_where_that_takes_three_who_each_pass_a_case_on(seed: str) -> None:
    three = [Reader(name, name, OTHERS) for name in "abc"]
    may = {"x": "ab", "y": "a", "p": "bc", "q": "b", "u": "ca", "v": "c"}
    listed = [CaseToRead(ref, ref, types=("ppo",) if ref in "xy" else ()) for ref in may]
    declared = [Interest(r.id, ref, "no") for ref in may for r in three if r.id not in may[ref]]
    given = {one.case: one.reader for one in allocate(three, listed, declared, seed=seed).given}
    assert given == {"x": "b", "y": "a", "p": "c", "q": "b", "u": "a", "v": "c"}


def test_what_an_area_assessor_read_before_falling_ill_counts_in_the_third() -> None:
    ill = Reader("a1", "B. Keld", AREA, reads=False)
    read = [CaseToRead(f"k{n}", f"K-{n}", reader="a1") for n in range(2)]
    allocation = allocate([ill, LORTON, BIRKETT], [*read, *cases(7)], (), seed="")
    assert Counter(one.reader for one in allocation.given) == {"a2": 1, "i1": 6}
    assert (allocation.balance.area_cases, allocation.balance.area_wanted) == (3, 3)
    assert [share.fair_cases for share in allocation.balance.shares] == [1, 6]


def test_a_type_that_only_one_may_read_is_named() -> None:
    rare = [CaseToRead(f"r{n}", f"R-{n}", types=("ppo",)) for n in range(2)]
    declared = [Interest("i2", case.id, "is related to the offender") for case in rare]
    allocation = allocate([BIRKETT, CALDER], rare, declared, seed="")
    assert remarks(allocation.balance, {"i1": "J. Birkett"}, {"ppo": "PPO"}) == [
        "PPO: all 2 are with J. Birkett, because no fair sharing within the rules mixes them."
    ]


def test_hard_cases_are_spread() -> None:
    listed = [CaseToRead(f"c{n}", f"CU-{n}", Fraction(work)) for n, work in enumerate((9, 9, 1, 1))]
    shares = allocate([BIRKETT, CALDER], listed, (), seed="").balance.shares
    assert [(share.cases, share.work, share.fair_work) for share in shares] == [(2, 10, 10)] * 2


def test_a_case_that_nobody_may_read_is_refused_with_everybodys_reason() -> None:
    (case,) = cases(1, offender_manager="B. Keld", second_reader="i1")
    with pytest.raises(RequestError) as refused:
        allocate([KELD, BIRKETT], [case], interests([KELD, BIRKETT], [case]), seed="")
    assert str(refused.value) == (
        "Nobody of the team may read CU-0000: B. Keld was its offender manager; J. Birkett is its "
        "second reader. Add somebody to the team or call up a reserve."
    )


def test_too_many_cases_for_those_who_may_read_them_are_refused_with_the_room_there_is() -> None:
    part_time = Reader("i3", "P. Dunmail", OTHERS, most=2)
    listed = cases(3, team="West")
    with pytest.raises(RequestError) as refused:
        allocate([KELD, part_time], listed, interests([KELD], listed), seed="")
    assert str(refused.value) == (
        "CU-0000, CU-0001, CU-0002 can be read by P. Dunmail only, who can take 2 of these 3 "
        "cases. Add somebody to the team or call up a reserve, or raise how many they can take."
    )


def test_without_anybody_who_reads_nothing_is_shared_out() -> None:
    with pytest.raises(RequestError, match="Nobody of the team reads cases now"):
        allocate([], cases(1), (), seed="")
    assert allocate([], [], (), seed="").given == ()


@pytest.mark.parametrize("share", [Fraction(-1, 3), Fraction(4, 3)])
def test_a_share_beyond_the_whole_is_refused(share: Fraction) -> None:
    with pytest.raises(RequestError, match="from 0 to 1"):
        allocate(TEAM, cases(1), (), seed="", area_share=share)


def test_another_seed_gives_another_sharing_and_the_same_seed_the_same() -> None:
    first, again, other = (
        tuple(one.reader for one in allocate(TEAM, cases(30), (), seed=seed).given)
        for seed in ("one", "one", "two")
    )
    assert first == again
    assert first != other


def test_the_allocation_of_a_seed_is_the_same_for_ever() -> None:
    given = allocate(TEAM, cases(9), (), seed="Cumbria, July 2006").given
    assert [one.reader for one in given] == ["i1", "a1", "a1", "i2", "i2", "i1", "i2", "i1", "a2"]


def test_a_case_says_what_stood_against_everybody_else() -> None:
    listed = [
        CaseToRead("c0", "CU-0", Fraction(5), offender_manager="B. Keld"),
        CaseToRead("c1", "CU-1", Fraction(5)),
    ]
    allocation = allocate([KELD, BIRKETT], listed, interests([KELD], listed), seed="")
    first, second = allocation.given
    assert first.others == (Other("a1", Obstacle.INTEREST, "was its offender manager"),)
    assert second.others == (Other("i1", Obstacle.SHARE),)
    names = {"a1": "B. Keld", "i1": "J. Birkett"}
    assert because(first.others, names) == "B. Keld may not read it: was its offender manager."
    assert because(second.others, names) == (
        "J. Birkett has a full share and no case to exchange for it."
    )


def test_equals_are_told_apart_by_the_seed_and_the_case_says_so() -> None:
    (one, _) = allocate([BIRKETT, CALDER], cases(2), (), seed="").given
    ((other),) = one.others
    assert other.obstacle is Obstacle.CHANCE
    assert because(one.others, {other.reader: "M. Calder"}) == (
        "With M. Calder it would be as fair: the seed decided."
    )


def test_several_others_are_told_of_in_one_sentence() -> None:
    names = {"a": "A", "b": "B", "c": "C", "d": "D"}
    work = [Other(reader, Obstacle.WORK) for reader in "abc"]
    assert because(work, names) == "With anybody else the work would be shared less evenly."
    assert because([*work, Other("d", Obstacle.TYPES)], names) == (
        "With D the types of case would be mixed less well. "
        "With A, B or C the work would be shared less evenly."
    )
    assert because([], names) == "Nobody else could be given it."


def test_a_second_reader_is_not_given_the_case_and_not_told_of() -> None:
    (case,) = cases(1, second_reader="i1")
    (one,) = allocate([BIRKETT, CALDER, KELD], [case], (), seed="").given
    assert one.reader != "i1"
    assert "i1" not in {other.reader for other in one.others}


def test_a_move_by_hand_names_every_rule_it_breaks() -> None:
    away = Reader("a1", "B. Keld", AREA, most=1, reads=False)
    listed = cases(2, offender_manager="B. Keld")
    listed[1] = CaseToRead("c1", "CU-1", reader="a1")
    assert broken_rules(away, listed[0], listed, interests([away], listed)) == (
        "was its offender manager",
        "does not read cases now",
        "can take 1 case and has 1",
    )
    assert broken_rules(CALDER, listed[0], listed, ()) == ()
