"""Whatever is written in whatever order, the file says the same as a plain dictionary."""

from __future__ import annotations

import hashlib
import json
import tempfile
from pathlib import Path
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from omi_desktop.store import (
    Case,
    CaseStatus,
    Details,
    How,
    KeyCost,
    NewAnswer,
    Role,
    create,
    open_inspection,
)
from omi_desktop.store.history import digest_of

COST = KeyCost(1, 8, 1)
CASES = tuple(Case(f"c{n}", f"CU-{n}", n, CaseStatus.NOT_STARTED, "", None) for n in (1, 2))
VALUES = {
    "case_type": ["community", "licence", "not-applicable", None],
    "1.1.1": ["sufficient", "insufficient", "not-applicable", None],
    "months": ["1", "14", None],
}
one_answer = st.sampled_from(sorted(VALUES)).flatmap(
    lambda question: st.tuples(
        st.sampled_from(["c1", "c2"]), st.just(question), st.sampled_from(VALUES[question])
    )
)
a_note = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=20)
steps = st.lists(
    st.one_of(
        st.tuples(st.just("answer"), one_answer),
        st.tuples(st.just("note"), one_answer, a_note),
        st.tuples(st.just("many"), st.lists(st.tuples(one_answer, a_note), max_size=4)),
        st.tuples(st.just("reopen")),
    ),
    max_size=12,
)


@given(steps=steps)
@settings(max_examples=40, deadline=None)
def test_an_inspection_equals_a_dictionary_after_any_writes(
    steps: list[tuple[Any, ...]], bank: dict[str, str]
) -> None:
    model: dict[tuple[str, str], tuple[str | None, str]] = {}
    started: set[str] = set()

    def expect(case: str, question: str, value: str | None, note: str) -> None:
        if model.get((case, question), (None, ""))[0] != value:
            started.add(case)
        if (value, note) != model.get((case, question), (None, "")):
            model[case, question] = (value, note)

    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "a.omi"
        details = Details("i", "A", Role.LEAD, "")
        inspection = create(path, "word", bank=bank, details=details, cost=COST)
        inspection.add_cases(CASES, by="p")
        for step in [*steps, ("reopen",)]:
            match step:
                case ("answer", (case, question, value)):
                    inspection.answer(case, question, value, by="p")
                    expect(case, question, value, model.get((case, question), (None, ""))[1])
                case ("note", (case, question, _), note):
                    inspection.note(case, question, note, by="p")
                    expect(case, question, model.get((case, question), (None, ""))[0], note)
                case ("many", rows):
                    new = [NewAnswer(*answer, note, "p", "") for answer, note in rows]
                    inspection.write_answers(new, how=How.MERGED)
                    for (case, question, value), note in rows:
                        expect(case, question, value, note)
                case _:
                    inspection.close()
                    inspection = open_inspection(path, "word", cost=COST)
        with inspection:
            stored = {(a.case, a.question): (a.value, a.note) for a in inspection.all_answers()}
            assert stored == model
            assert inspection.saved().answers == sum(v is not None for v, _ in model.values())
            assert {c.id for c in inspection.cases() if c.status != "not started"} == started
            assert inspection.check() == ()


@given(rows=st.lists(st.tuples(one_answer, a_note), max_size=8))
@settings(max_examples=15, deadline=None)
def test_writing_the_stored_answers_once_more_changes_nothing(
    rows: list[tuple[tuple[str, str, str | None], str]], bank: dict[str, str]
) -> None:
    with tempfile.TemporaryDirectory() as folder:
        details = Details("i", "A", Role.LEAD, "")
        path = Path(folder) / "a.omi"
        with create(path, "word", bank=bank, details=details, cost=COST) as inspection:
            inspection.add_cases(CASES, by="p")
            new = [NewAnswer(*answer, note, "p", "") for answer, note in rows]
            inspection.write_answers(new, how=How.MERGED)
            before = inspection.saved()
            again = [
                NewAnswer(a.case, a.question, a.value, a.note, "q", "")
                for a in inspection.all_answers()
            ]
            assert inspection.write_answers(again, how=How.MERGED) == before


@given(row=st.tuples(st.integers(0, 2**53), st.none(), st.text(st.characters(codec="utf-8"))))
def test_a_digest_can_be_checked_with_plain_json(row: tuple[object, ...]) -> None:
    plain = json.dumps(row, ensure_ascii=False, separators=(",", ":"))
    assert digest_of("ab", row) == hashlib.sha256(("ab" + plain).encode()).hexdigest()
