"""An agreed answer is the third one: it counts, and both readings stay."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from omi_desktop.errors import RequestError
from omi_desktop.instrument.bank import bank_files
from omi_desktop.store import (
    Case,
    CaseStatus,
    Details,
    How,
    Inspection,
    KeyCost,
    Person,
    PersonKind,
    Role,
    SecondRead,
    create,
)
from omi_desktop.store.allocating import propose_without
from omi_desktop.store.merge_records import Pack
from omi_desktop.store.moderating import Moderated, agree, disagree, take_back
from omi_desktop.store.moderation_records import Agreed
from omi_desktop.store.second_readings import agreed_answers, read_twice
from omi_desktop.store.second_records import SecondAnswer, SecondReading

COST = KeyCost(passes=1, kibibytes=8, lanes=1)
READING = SecondReading(
    "c1",
    "p3",
    "k1",
    "complete",
    "",
    (
        SecondAnswer("1.1.SUM", "insufficient", "Not so.", "p3", "2006-07-19T10:00:00.000Z"),
        SecondAnswer("remark", None, "", "p3", "2006-07-19T10:01:00.000Z"),
    ),
    (SecondAnswer("case_type", "community", "", "p1", "2006-07-17T10:00:00.000Z"),),
)


def begin(path: Path, bank: dict[str, str]) -> Inspection:
    """A lead's copy in which CU-1 was read twice, and CU-2 once."""
    details = Details("cumbria-06", "Cumbria", Role.LEAD, "2006-07-17T08:00:00.000Z")
    made = create(path, "w", bank=bank, details=details, cost=COST)
    made.add_people(
        [
            Person("p1", "Ada Byron", PersonKind.LEAD_INSPECTOR),
            Person("p2", "Grace Hop", PersonKind.AREA_ASSESSOR),
            Person("p3", "Mary Fair", PersonKind.INSPECTOR),
            Person("p4", "Jean Ross", PersonKind.INSPECTOR),
        ]
    )
    made.add_cases(
        [Case(f"c{n}", f"CU-{n}", n, CaseStatus.NOT_STARTED, "", "p2") for n in (1, 2)], by="p1"
    )
    made.answer("c1", "case_type", "community", by="p2")
    made.answer("c1", "1.1.SUM", "sufficient", by="p2")
    made.note("c1", "1.1.SUM", "Fine.", by="p2")
    made.set_status("c1", CaseStatus.COMPLETE, by="p2")
    made.put_record(SecondRead("c1", "p3"), by="p1")
    made.put_record(Pack("k1", "p3", "", 1, ("c1",)), by="p1")
    made.put_record(READING, by="p1")
    return made


@pytest.fixture
def twice(tmp_path: Path, bank: dict[str, str]) -> Iterator[Inspection]:
    """That copy, open."""
    with begin(tmp_path / "lead.omi", bank) as made:
        yield made


def answer(inspection: Inspection) -> tuple[str | None, str, str]:
    found = inspection.answers("c1")["1.1.SUM"]
    return found.value, found.note, found.by


def test_the_agreed_answer_stands_and_what_both_readers_gave_stays(twice: Inspection) -> None:
    agree(twice, "c1", "1.1.SUM", "insufficient", " The file shows it. ", by="p1")
    assert answer(twice) == ("insufficient", "Fine.", "p1")
    (agreed,) = twice.records(Agreed)
    assert (agreed.value, agreed.reason, agreed.by) == ("insufficient", "The file shows it.", "p1")
    assert (agreed.own, agreed.own_by) == ("sufficient", "p2")
    both = read_twice(twice)[0].readings
    assert both is not None
    assert (both.first["1.1.SUM"].value, both.first["1.1.SUM"].by) == ("sufficient", "p2")
    assert both.second["1.1.SUM"].value == "insufficient"
    assert both.agreed == {"1.1.SUM": agreed}
    assert agreed_answers(twice) == {("c1", "1.1.SUM"): agreed}
    told = [c for c in twice.history("c1", "1.1.SUM") if c.what == "answer"]
    assert [(c.old, c.new, c.by, c.how) for c in told] == [
        (None, "sufficient", "p2", How.TYPED),
        ("sufficient", "insufficient", "p1", How.MODERATED),
    ]
    assert twice.records(SecondReading) == (READING,)
    assert twice.check() == ()


def test_the_first_readers_answer_can_be_the_agreed_one_and_keeps_its_reason(
    twice: Inspection,
) -> None:
    before = twice.answers("c1")
    agree(twice, "c1", "1.1.SUM", "sufficient", "Kept.", by="p1")
    assert twice.answers("c1") == before
    assert twice.records(Agreed)[0].reason == "Kept."
    (row,) = twice.history(None, "agreed/c1/1.1.SUM")
    assert row.how is How.MODERATED


def test_every_step_is_taken_back_as_a_whole(twice: Inspection) -> None:
    start = answer(twice)
    first = agree(twice, "c1", "1.1.SUM", "insufficient", "One.", by="p1")
    second = agree(twice, "c1", "1.1.SUM", "not-applicable", "Two.", by="p1")
    third = disagree(twice, "c1", "1.1.SUM", by="p1")
    assert (answer(twice), twice.records(Agreed)) == (start, ())
    take_back(twice, third, by="p1")
    assert answer(twice)[0] == "not-applicable"
    # What the assessor gave is known however often the agreement changes.
    assert twice.records(Agreed)[0].own == "sufficient"
    take_back(twice, second, by="p1")
    assert (answer(twice)[0], twice.records(Agreed)[0].reason) == ("insufficient", "One.")
    take_back(twice, first, by="p1")
    assert (answer(twice), twice.records(Agreed)) == (start, ())
    assert twice.check() == ()


def test_a_step_that_was_overtaken_is_not_taken_back(twice: Inspection) -> None:
    step = agree(twice, "c1", "1.1.SUM", "insufficient", "One.", by="p1")
    twice.answer("c1", "1.1.SUM", "not-applicable", by="p2")
    with pytest.raises(RequestError, match="changed meanwhile"):
        take_back(twice, step, by="p1")
    both = read_twice(twice)[0].readings
    assert both is not None
    # The answer is the first reader's newest word, and the agreement is told to be overtaken.
    assert (both.first["1.1.SUM"].value, both.agreed) == ("not-applicable", {})
    assert both.overtaken == {"1.1.SUM"}
    assert agreed_answers(twice) == {}
    disagree(twice, "c1", "1.1.SUM", by="p1")
    assert answer(twice)[0] == "not-applicable"


@pytest.mark.parametrize(
    ("case", "value", "reason", "says"),
    [
        ("c1", "insufficient", " ", "Say why"),
        ("c1", "nonsense", "So.", "is not an answer"),
        ("c2", "insufficient", "So.", "not read twice"),
    ],
)
def test_what_cannot_be_agreed_on_changes_nothing(
    twice: Inspection, case: str, value: str, reason: str, says: str
) -> None:
    before = twice.saved()
    with pytest.raises(RequestError, match=says):
        agree(twice, case, "1.1.SUM", value, reason, by="p1")
    assert twice.saved() == before


def test_nothing_is_agreed_on_before_both_are_complete(twice: Inspection) -> None:
    twice.put_record(replace(READING, status="in progress"), by="p1")
    with pytest.raises(RequestError, match="CU-1 is still being read"):
        agree(twice, "c1", "1.1.SUM", "insufficient", "So.", by="p1")
    with pytest.raises(RequestError, match="Nothing was agreed on"):
        disagree(twice, "c1", "1.1.SUM", by="p1")


def test_nothing_is_agreed_on_after_the_sign_off(twice: Inspection) -> None:
    twice.sign_off(by="p1", code="1234")
    with pytest.raises(RequestError, match="signed off"):
        agree(twice, "c1", "1.1.SUM", "insufficient", "So.", by="p1")


def test_a_complete_reading_counts_before_one_of_a_later_pack_that_is_not(
    twice: Inspection,
) -> None:
    twice.put_record(Pack("k2", "p3", "", 9, ("c1",)), by="p1")
    later = replace(READING, pack="k2", status="in progress", answers=())
    twice.put_record(later, by="p1")
    both = read_twice(twice)[0].readings
    assert both is not None
    assert both.second["1.1.SUM"].value == "insufficient"
    twice.put_record(replace(later, status="complete"), by="p1")
    both = read_twice(twice)[0].readings
    assert both is not None
    assert "1.1.SUM" not in both.second


def test_a_second_read_that_is_done_stays_when_its_reader_falls_ill(twice: Inspection) -> None:
    proposal = propose_without(twice, "p3")
    assert proposal.second_reads() == {"c1": "p3"}
    assert not [one for one in (*proposal.put, *proposal.drop) if isinstance(one, SecondRead)]
    twice.put_record(replace(READING, status="in progress"), by="p1")
    gone = propose_without(twice, "p3")
    assert [one.person for one in gone.put if isinstance(one, SecondRead)] == ["p4"]


def test_a_withdrawn_case_is_read_by_nobody(twice: Inspection) -> None:
    twice.set_status("c1", CaseStatus.WITHDRAWN, by="p1", reason="Gone.")
    assert read_twice(twice) == ()


STEPS = st.lists(
    st.one_of(
        st.tuples(
            st.sampled_from(("case_type", "1.1.SUM", "months")),
            st.sampled_from(("community", "licence", "sufficient", "insufficient", "3")),
        ),
        st.just("give up"),
        st.just("undo"),
    ),
    max_size=8,
)


@pytest.fixture(scope="module")
def small_bank() -> dict[str, str]:
    """The small bank, for laws."""
    return bank_files(Path(__file__).parent / "small-bank")


@settings(max_examples=25, deadline=None)
@given(steps=STEPS)
def test_whatever_is_agreed_given_up_and_undone_both_readings_stay_and_all_of_it_goes_back(
    steps: list[tuple[str, str] | str], small_bank: dict[str, str]
) -> None:
    with (
        tempfile.TemporaryDirectory() as folder,
        begin(Path(folder) / "lead.omi", small_bank) as inspection,
    ):
        before = read_twice(inspection)[0].readings
        assert before is not None
        done: list[Moderated] = []
        for step in steps:
            try:
                if step == "undo" and done:
                    take_back(inspection, done.pop(), by="p1")
                elif step == "give up":
                    done.append(disagree(inspection, "c1", "1.1.SUM", by="p1"))
                elif isinstance(step, tuple):
                    done.append(agree(inspection, "c1", *step, "Why.", by="p1"))
            except RequestError:
                # No answer of that question, or nothing to give up: nothing was changed then.
                continue
            now = read_twice(inspection)[0].readings
            assert now is not None
            assert now.first_values() == before.first_values()
            assert now.second == before.second
            values = inspection.values()["c1"]
            assert all(values[q] == one.value for q, one in now.agreed.items())
            # What was not agreed on is the first reading's.
            rest = {q: v for q, v in values.items() if q not in now.agreed}
            own = before.first_values().items()
            assert rest == {q: v for q, v in own if q not in now.agreed}
        while done:
            take_back(inspection, done.pop(), by="p1")
        after = read_twice(inspection)[0].readings
        assert after is not None
        assert (after.first_values(), after.agreed) == (before.first_values(), {})
        assert inspection.check() == ()
