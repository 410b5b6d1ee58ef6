from __future__ import annotations

from omi_desktop.instrument.gates import gate_names, question_names
from omi_desktop.instrument.model import Instrument
from omi_desktop.instrument.narrowing import REMARK, risk_of_harm_only
from omi_desktop.scoring.averaging import thread_questions
from omi_desktop.scoring.score import ScoredCase, scorecard

Cases = tuple[ScoredCase, ...]


def test_only_the_thread_is_asked_with_what_it_rests_on(omi_2006: Instrument) -> None:
    narrow = risk_of_harm_only(omi_2006)
    asked = {q.id for criterion in narrow.criteria for q in criterion.questions}
    marked = {question.id for question in thread_questions(omi_2006)}
    assert marked <= asked
    assert asked - marked == {"1.2.P1"}
    assert [question.id for question in thread_questions(narrow)] == [
        question.id for question in thread_questions(omi_2006)
    ]
    assert (narrow.leadership, narrow.surveys) == ((), ())


def test_no_condition_of_the_narrow_bank_rests_on_what_is_not_asked(omi_2006: Instrument) -> None:
    narrow = risk_of_harm_only(omi_2006)
    conditions = [question.applies_to for question in narrow.questions.values()]
    conditions += [gate.when for gate in narrow.gates]
    conditions += [rule.when for rule in narrow.coherence]
    for condition in conditions:
        assert question_names(condition) <= set(narrow.questions)
        assert gate_names(condition) <= set(narrow.gate)
    for rule in narrow.coherence:
        named = {*rule.given, *rule.wanting, *rule.order, *rule.lasts}
        assert named <= set(narrow.questions)


def test_whatever_has_lost_questions_says_so_in_its_title(omi_2006: Instrument) -> None:
    narrow = risk_of_harm_only(omi_2006)
    titles = {criterion.id: criterion.title for criterion in narrow.criteria}
    for criterion in omi_2006.criteria:
        whole = all(q.risk_of_harm for q in criterion.questions if q.counts)
        if criterion.id in titles:
            assert titles[criterion.id].endswith(REMARK) is not whole
    assert all(section.title.endswith(REMARK) for section in narrow.sections)
    assert narrow.title.endswith(REMARK)


def test_the_thread_scores_the_same_whether_the_rest_is_asked_or_not(
    omi_2006: Instrument, demo_cases: Cases
) -> None:
    narrow = risk_of_harm_only(omi_2006)
    asked = [
        ScoredCase(case.status, {q: v for q, v in case.values.items() if q in narrow.questions})
        for case in demo_cases
    ]
    whole = scorecard(omi_2006, demo_cases, area="", ratings={})
    alone = scorecard(narrow, asked, area="", ratings={})
    assert alone.risk_of_harm == whole.risk_of_harm
    assert alone.risk_of_harm.rounded == 76
    for question in alone.risk_of_harm.questions:
        assert alone.question(question) == whole.question(question)
