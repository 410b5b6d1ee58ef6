"""The question bank of an inspection that looks at the Risk of Harm thread alone."""

from __future__ import annotations

from collections.abc import Iterable

from msgspec.structs import replace

from omi_desktop.instrument.gates import Condition, gate_names, question_names
from omi_desktop.instrument.model import Coherence, Criterion, Instrument, Question, Section

REMARK = "Risk of Harm only"
"""Stands behind the title of whatever has lost questions: its score is not that of the whole."""


def risk_of_harm_only(instrument: Instrument) -> Instrument:
    """Return the bank with only the questions of the Risk of Harm thread, and what they rest on.

    The facts of a case stay: the sample is drawn and described by them. Criteria without a
    question of the thread, section 4 and the questionnaires are not there; a title of which only
    a part is asked says so. Ids stay what they are, so that answers find their questions again
    when everything is asked.
    """
    kept = _kept(instrument)
    criteria = tuple(
        _narrowed(criterion, kept)
        for criterion in instrument.criteria
        if any(question.id in kept and question.counts for question in criterion.questions)
    )
    sections = {criterion.section for criterion in criteria}
    partial = {c.section for c in instrument.criteria if c not in criteria}
    names = {question.id for criterion in criteria for question in criterion.questions}
    names |= {fact.id for fact in instrument.facts}
    return replace(
        instrument,
        title=f"{instrument.title}, {REMARK}",
        sections=tuple(
            _remarked_section(section) if section.id in partial else section
            for section in instrument.sections
            if section.id in sections
        ),
        criteria=criteria,
        leadership=(),
        surveys=(),
        gates=tuple(
            gate for gate in instrument.gates if _rests_on(instrument, [gate.when]) <= names
        ),
        coherence=tuple(rule for rule in instrument.coherence if _named(instrument, rule) <= names),
    )


def short_title(instrument: Instrument) -> str:
    """Return a title for a narrow place: the remark alone where a bank has it."""
    return REMARK if instrument.title.endswith(REMARK) else instrument.title


def _kept(instrument: Instrument) -> frozenset[str]:
    marked = [
        question
        for criterion in instrument.criteria
        if criterion.section in instrument.risk_of_harm_sections
        for question in criterion.questions
        if question.risk_of_harm
    ]
    asked = frozenset(question.id for question in marked)
    return asked | _rests_on(instrument, (question.applies_to for question in marked))


def _rests_on(instrument: Instrument, conditions: Iterable[Condition]) -> frozenset[str]:
    """Return every fact and question that conditions rest on, through gates and each other."""
    found: set[str] = set()
    gates: set[str] = set()
    waiting = list(conditions)
    while waiting:
        condition = waiting.pop()
        for gate in gate_names(condition) - gates:
            gates.add(gate)
            waiting.append(instrument.gate[gate].when)
        for question in question_names(condition) - found:
            found.add(question)
            waiting.append(instrument.questions[question].applies_to)
    return frozenset(found)


def _narrowed(criterion: Criterion, kept: frozenset[str]) -> Criterion:
    questions = tuple(question for question in criterion.questions if question.id in kept)
    is_whole = _counted(questions) == _counted(criterion.questions)
    title = criterion.title if is_whole else f"{criterion.title}: {REMARK}"
    return replace(criterion, title=title, questions=questions)


def _counted(questions: Iterable[Question]) -> list[str]:
    return [question.id for question in questions if question.counts]


def _remarked_section(section: Section) -> Section:
    return replace(section, title=f"{section.title}: {REMARK}")


def _named(instrument: Instrument, rule: Coherence) -> frozenset[str]:
    told = {*rule.given, *rule.wanting, *rule.order, *rule.lasts}
    return _rests_on(instrument, [rule.when]) | told
