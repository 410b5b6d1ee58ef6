"""Dip sampling in the file: drawn cases, comments, replies."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from pathlib import Path

import pytest

from omi_desktop.errors import RequestError
from omi_desktop.instrument.bank import bank_files
from omi_desktop.store import (
    Case,
    CaseStatus,
    Details,
    Inspection,
    KeyCost,
    Person,
    PersonKind,
    Role,
    create,
)
from omi_desktop.store.checking import (
    Waits,
    close_comment,
    comment_on,
    draw_cases,
    newer,
    open_comments,
    reply_to,
    take_back,
    threads,
    to_answer,
    unchecked,
)
from omi_desktop.store.checking_records import CheckDraw, Checked, Comment
from omi_desktop.store.merge_records import Pack

COST = KeyCost(1, 8, 1)
BANK = Path(__file__).parent / "small-bank"


def begun(path: Path, role: Role = Role.LEAD) -> Inspection:
    details = Details("i1", "Cumbria", role, "2006-07-17T08:00:00.000Z")
    made = create(path, "word", bank=bank_files(BANK), details=details, cost=COST)
    made.add_people(
        [
            Person("p1", "Dana Hale", PersonKind.LEAD_INSPECTOR),
            Person("p2", "Sam Beck", PersonKind.AREA_ASSESSOR),
            Person("p3", "Kim Roe", PersonKind.INSPECTOR),
        ]
    )
    owners = ("p2", "p2", "p3", "p3", "p3")
    cases = [
        Case(f"c{n}", f"CU-{n}", n, CaseStatus.COMPLETE, "", owner)
        for n, owner in enumerate(owners, start=1)
    ]
    made.add_cases(cases, by="p1")
    return made


@pytest.fixture
def lead(tmp_path: Path) -> Iterator[Inspection]:
    """A lead's copy of five complete cases: two of Sam's, three of Kim's."""
    with begun(tmp_path / "lead.omi") as made:
        yield made


def test_a_draw_is_kept_with_its_seed_and_can_be_repeated(lead: Inspection) -> None:
    lead.set_status("c5", CaseStatus.IN_PROGRESS, by="p1")
    draw = draw_cases(lead, by="p1", seed="s", share=Fraction(1, 2))
    assert lead.records(CheckDraw) == (draw,)
    assert (draw.number, draw.wanted, len(draw.cases)) == (1, "50 % of 4 completed cases", 2)
    assert {lead.case(case).assessor for case in draw.cases} == {"p2", "p3"}
    lead.drop_record(draw, by="p1")
    assert draw_cases(lead, by="p1", seed="s", count=2).cases == draw.cases


def test_a_later_draw_takes_other_cases_until_none_is_left(lead: Inspection) -> None:
    first = draw_cases(lead, by="p1", count=3)
    second = draw_cases(lead, by="p1", count=3)
    assert set(first.cases) | set(second.cases) == {"c1", "c2", "c3", "c4", "c5"}
    assert not set(first.cases) & set(second.cases)
    with pytest.raises(RequestError, match="No completed case is left"):
        draw_cases(lead, by="p1", count=1)


def test_drawn_cases_wait_until_they_are_checked(lead: Inspection) -> None:
    draw = draw_cases(lead, by="p1", count=2)
    lead.put_record(Checked(draw.cases[0], "p1", ""), by="p1")
    assert unchecked(lead.records(CheckDraw), lead.records(Checked)) == draw.cases[1:]


def test_a_comment_waits_for_the_reader_then_for_the_lead_until_it_is_closed(
    lead: Inspection,
) -> None:
    lead.answer("c1", "1.1.1", "sufficient", by="p2")
    made = comment_on(lead, "c1", "1.1.1", " Where is that seen? ", by="p1")
    (asked,) = threads(lead)
    assert (asked.waits, asked.was, asked.now) == (Waits.ASSESSOR, "sufficient", "sufficient")
    assert made.text == "Where is that seen?"
    reply_to(lead, made.id, "In the log.", by="p2")
    assert [t.waits for t in threads(lead)] == [Waits.LEAD]
    reply_to(lead, made.id, "Which entry?", by="p1")
    assert [t.comment for t in to_answer(lead)] == [made]
    reply_to(lead, made.id, "That of May.", by="p2")
    assert [r.text for r in threads(lead)[0].replies] == [
        "In the log.",
        "Which entry?",
        "That of May.",
    ]
    assert open_comments(lead) == 1
    close_comment(lead, made.id, by="p1")
    assert (open_comments(lead), threads(lead)[0].waits) == (0, Waits.NOBODY)
    with pytest.raises(RequestError, match="was closed"):
        reply_to(lead, made.id, "One more.", by="p2")
    close_comment(lead, made.id, by="p1", closed=False)
    assert open_comments(lead) == 1


def test_a_changed_answer_is_an_answer_to_the_comment(lead: Inspection) -> None:
    lead.answer("c1", "1.1.1", "sufficient", by="p2")
    comment_on(lead, "c1", "1.1.1", "Is it?", by="p1")
    lead.answer("c1", "1.1.1", "insufficient", by="p2")
    (thread,) = threads(lead)
    assert (thread.waits, thread.has_changed) == (Waits.LEAD, True)
    reply_to(lead, thread.comment.id, "Say why in the note, please.", by="p1")
    assert threads(lead)[0].waits is Waits.ASSESSOR


def test_comments_stand_in_the_order_of_cases_and_questions(lead: Inspection) -> None:
    for case, question in (("c2", "1.1.1"), ("c1", "1.1.1"), ("c1", "months"), ("c1", "")):
        comment_on(lead, case, question, "See this.", by="p1")
    found = [(t.comment.case, t.comment.question) for t in threads(lead)]
    order = list(lead.instrument.questions)
    inner = sorted(["1.1.1", "months"], key=order.index)
    assert found == [("c1", ""), ("c1", inner[0]), ("c1", inner[1]), ("c2", "1.1.1")]
    assert [t.comment.case for t in threads(lead, "c2")] == ["c2"]


@pytest.mark.parametrize("text", ["", "  \n"])
def test_an_empty_comment_or_reply_is_refused(lead: Inspection, text: str) -> None:
    made = comment_on(lead, "c1", "", "Well read.", by="p1")
    saved = lead.saved()
    with pytest.raises(RequestError, match="comment is empty"):
        comment_on(lead, "c1", "1.1.1", text, by="p1")
    with pytest.raises(RequestError, match="reply is empty"):
        reply_to(lead, made.id, text, by="p2")
    with pytest.raises(RequestError, match=r"no question “9\.9”"):
        comment_on(lead, "c1", "9.9", "See this.", by="p1")
    with pytest.raises(RequestError, match="no comment “k9”"):
        reply_to(lead, "k9", "Yes.", by="p2")
    assert lead.saved() == saved


def test_an_assessors_copy_replies_and_does_nothing_else(tmp_path: Path) -> None:
    with begun(tmp_path / "sam.omi", Role.ASSESSOR) as copy:
        copy.put_record(Comment("k1", "c1", "", "Well read.", "p1", ""), by="p1")
        saved = copy.saved()
        for act in (
            lambda: draw_cases(copy, by="p2", count=1),
            lambda: comment_on(copy, "c1", "", "I too.", by="p2"),
            lambda: close_comment(copy, "k1", by="p2"),
        ):
            with pytest.raises(RequestError, match="assessor’s copy"):
                act()
        assert copy.saved() == saved
        reply_to(copy, "k1", "Thank you.", by="p2")
        assert [t.waits for t in threads(copy)] == [Waits.LEAD]


def test_a_comment_is_taken_back_until_it_went_out(lead: Inspection) -> None:
    first = comment_on(lead, "c1", "", "One.", by="p1")
    take_back(lead, first, by="p1")
    assert threads(lead) == ()
    second = comment_on(lead, "c1", "", "Two.", by="p1")
    lead.put_record(Pack("k", "p2", "", lead.saved().revision, ("c1",)), by="p1")
    with pytest.raises(RequestError, match="went out already"):
        take_back(lead, second, by="p1")
    third = comment_on(lead, "c1", "", "Three.", by="p1")
    take_back(lead, third, by="p1")
    answered = comment_on(lead, "c2", "", "Four.", by="p1")
    reply_to(lead, answered.id, "Five.", by="p2")
    with pytest.raises(RequestError, match="went out already"):
        take_back(lead, answered, by="p1")


def test_of_two_copies_of_a_comment_the_later_turn_counts() -> None:
    known = Comment("k1", "c1", "", "One.", "p1", "", turn=1, is_closed=True)
    older = Comment("k1", "c1", "", "One.", "p1", "")
    again = Comment("k1", "c1", "", "One.", "p1", "", turn=2)
    fresh = Comment("k2", "c1", "", "Two.", "p1", "")
    assert newer({"k1": known}, [older, fresh]) == (fresh,)
    assert newer({"k1": known}, [again]) == (again,)
