from __future__ import annotations

from fractions import Fraction
from typing import Any

import pytest

from omi_desktop.instrument.gates import Always
from omi_desktop.instrument.model import Instrument
from omi_desktop.scoring.score import ScoredCase
from omi_desktop.statistics.agreement_form import COLUMNS, agreement_form, kinds_form, table
from omi_desktop.statistics.agreement_wording import coefficient_in_words, row_in_words
from omi_desktop.statistics.judgements import mask
from omi_desktop.statistics.kinds_of_assessor import against_inspectors
from omi_desktop.statistics.reader_agreement import (
    CaseReader,
    ReaderAgreement,
    TwoReadings,
    reader_agreement,
)

ANN = CaseReader("i1", "Ann", "inspector")
BEN = CaseReader("i2", "Ben", "inspector")
CAT = CaseReader("a1", "Cat", "area assessor")


def sides(instrument: Instrument, question: str) -> tuple[str, str]:
    """An answer above the line and one below."""
    scale = instrument.questions[question].scale
    assert scale is not None
    above = next(c.id for c in scale.choices if c.above_line)
    return above, next(c.id for c in scale.choices if c.above_line is False)


@pytest.fixture
def found(omi_2006: Instrument) -> ReaderAgreement:
    """Twelve cases on two summary questions, that everybody is asked."""
    above, below = sides(omi_2006, "3.2.SUM")
    read = []
    for number in range(12):
        first = {"3.2.SUM": above, "1.2.SUM": sides(omi_2006, "1.2.SUM")[0]}
        second = dict(first)
        if number < 3:
            second["3.2.SUM"] = below
        if number == 4:
            second["1.2.SUM"] = "not-applicable"
        if number == 5:
            del second["1.2.SUM"]
        readers = (ANN, BEN) if number % 2 else (BEN, CAT)
        read.append(TwoReadings(f"c{number}", *readers, first, second))
    return reader_agreement(omi_2006, read)


def test_agreement_is_told_by_question_criterion_assessor_and_kind(found: ReaderAgreement) -> None:
    assert (found.cases, found.whole.cases) == (12, 12)
    # Of 24 judgements two were not judged by both.
    assert (found.whole.line.alike, found.whole.line.cases) == (19, 22)
    by_question = {row.id: row for row in found.questions}
    assert {name: (r.line.alike, r.line.cases) for name, r in by_question.items()} == {
        "1.2.SUM": (10, 10),
        "3.2.SUM": (9, 12),
    }
    assert by_question["3.2.SUM"].line.share == Fraction(3, 4)
    assert {row.id: row.line.cases for row in found.criteria} == {"1.2": 10, "3.2": 12}
    by_person = {row.title: (row.cases, row.line.cases) for row in found.assessors}
    assert by_person == {"Ann": (6, 11), "Ben": (12, 22), "Cat": (6, 11)}
    assert {row.title: row.cases for row in found.kinds} == {
        "Area assessor": 6,
        "Inspector": 12,
        "Area assessor and inspector": 6,
        "Inspector and another": 6,
    }


def test_small_bases_are_marked_by_cases_and_no_percentage_is_told_of_them(
    found: ReaderAgreement,
) -> None:
    small = {row.title: row.line.small for row in (found.whole, *found.assessors)}
    assert small == {"All judgements": False, "Ann": True, "Ben": False, "Cat": True}
    assert "few" in row_in_words(found.assessors[0])
    assert "%" not in row_in_words(found.assessors[0])
    assert row_in_words(found.whole).startswith("19 of 22 on the same side of the line (86%, ")


def test_what_only_one_of_two_was_asked_is_no_judgement_of_both(omi_2006: Instrument) -> None:
    gated = next(
        q
        for c in omi_2006.criteria
        for q in c.questions
        if q.counts and q.scale and q.scale.judges and "licence" in str(q.applies_to)
    )
    answer = {gated.id: sides(omi_2006, gated.id)[0]}
    read = TwoReadings("c1", ANN, CAT, {**answer, "case_type": "licence"}, answer)
    assert reader_agreement(omi_2006, [read]).questions == ()


def test_the_side_of_the_line_counts_and_exact_answers_are_told_beside_it(
    omi_2006: Instrument,
) -> None:
    scale = next(q.scale for q in omi_2006.questions.values() if q.scale and len(q.scale.above) > 1)
    asked = next(
        q
        for c in omi_2006.criteria
        for q in c.questions
        if q.scale == scale and q.counts and isinstance(q.applies_to, Always)
    )
    one, other, *_ = scale.above
    row = reader_agreement(
        omi_2006, [TwoReadings("c1", ANN, CAT, {asked.id: one}, {asked.id: other})]
    ).questions[0]
    assert (row.line.alike, row.alike_exactly) == (1, 0)
    assert row.exact is not None
    assert row.exact.alike == 0


def test_figures_are_the_same_as_json_and_as_a_table(found: ReaderAgreement) -> None:
    form: Any = agreement_form(found)
    rows = [dict(zip(COLUMNS, row, strict=True)) for row in table(found)]
    whole = rows[0]
    assert (whole["by"], whole["percent"]) == ("all", str(form["all"]["percent"]))
    assert float(whole["kappa_low"] or 0) == form["all"]["kappa"]["interval"][0]
    questions = [row for row in rows if row["by"] == "question"]
    assert [row["id"] for row in questions] == [row["id"] for row in form["questions"]]
    assert form["questions"][1]["exact"]["judgements"] == 12


def test_nothing_read_twice_is_nothing_to_tell(omi_2006: Instrument) -> None:
    found = reader_agreement(omi_2006, [])
    assert (found.cases, found.questions, found.kinds) == (0, (), ())
    assert agreement_form(found)["cases"] == 0
    assert coefficient_in_words(found.whole.line.kappa) == "not defined"


def cases(instrument: Instrument, count: int, above_of: int) -> list[ScoredCase]:
    above, below = sides(instrument, "3.2.SUM")
    return [
        ScoredCase("complete", {"3.2.SUM": above if n < above_of else below}) for n in range(count)
    ]


def test_area_assessors_and_inspectors_are_compared_on_what_both_were_asked(
    omi_2006: Instrument,
) -> None:
    both = [*cases(omi_2006, 20, 16), *cases(omi_2006, 30, 9)]
    found = against_inspectors(omi_2006, both, mask(range(20)), mask(range(20, 50)))
    (question,) = found.questions
    assert (question.area, question.others) == ((16, 20), (9, 30))
    assert found.whole is not None
    assert (found.whole.part.share, found.whole.others.share) == (Fraction(4, 5), Fraction(3, 10))
    assert found.sentence.startswith(
        "Over 1 question that both were asked in 10 cases or more, area assessors found 80% above "
        "the line and inspectors 30%. 80 and 30 are a difference this sample can show"
    )
    assert "in the cases as much as in the readers" in found.sentence
    form: Any = kinds_form(found)
    assert (form["area"], form["inspectors"], form["difference"]) == (80.0, 30.0, 50.0)
    assert form["questions"][0]["area"]["above"] == 16


def test_what_one_kind_was_asked_too_seldom_is_not_comparable(omi_2006: Instrument) -> None:
    both = [*cases(omi_2006, 9, 9), *cases(omi_2006, 30, 9)]
    found = against_inspectors(omi_2006, both, mask(range(9)), mask(range(9, 39)))
    assert found.whole is None
    assert "cannot be compared" in found.sentence
    assert kinds_form(found)["area"] is None
