"""What must hold across a whole question bank, beyond each table being well formed."""

from __future__ import annotations

import string
from collections.abc import Iterator

from omi_desktop.instrument.build import Built
from omi_desktop.instrument.gates import (
    ALWAYS,
    Condition,
    Test,
    gate_names,
    parts,
    question_names,
)
from omi_desktop.instrument.model import (
    Coherence,
    Criterion,
    Instrument,
    Kind,
    Question,
    ValueType,
)
from omi_desktop.instrument.satisfiable import can_hold
from omi_desktop.instrument.source import Fault, Place

PLACES = ("count", "base", "percent")
"""The places a report sentence must have, and the only ones it may have."""

_ORDERED = {"<", "<=", ">", ">="}
_DATE_AND_MONTHS = [ValueType.DATE, ValueType.NUMBER]


def cross_check(built: Built) -> Iterator[Fault]:
    """Yield the faults that show only when the parts of a bank are held against one another."""
    yield from _head(built)
    yield from _scales(built)
    for criterion in built.instrument.criteria:
        yield from _criterion(built, criterion)
    for question in built.instrument.questions.values():
        yield from _question(built, question)
    for rule in built.instrument.coherence:
        yield from _coherence(built, rule)
    yield from _interview(built)
    names_are_known = True
    for sort, name, key, condition in conditions(built.instrument):
        for sentence in _names(built.instrument, condition):
            names_are_known = False
            yield built.places[(sort, name)].fault(key, sentence)
    # Circles and conditions that never hold make sense only once every name is known.
    if not names_are_known:
        return
    circles = tuple(_circles(built))
    yield from circles
    if not circles:
        yield from _never(built)


def conditions(instrument: Instrument) -> Iterator[tuple[str, str, str, Condition]]:
    """Yield every condition of a bank as (sort of part, its id, key, condition)."""
    for gate in instrument.gates:
        yield "gate", gate.id, "when", gate.when
    for question in instrument.questions.values():
        yield "question", question.id, "applies_to", question.applies_to
    for rule in instrument.coherence:
        yield "warning", rule.id, "when", rule.when


def _interview(built: Built) -> Iterator[Fault]:
    guide, questions = built.instrument.interview, built.instrument.questions
    if guide is None:
        return
    for name in guide.after:
        if name not in questions or questions[name].value_type is not ValueType.DATE:
            yield built.places[("interview", "")].fault("after", f"“{name}” is no date of a case.")
    for prompt in guide.prompts:
        for name in prompt.informs:
            if name not in questions:
                place = built.places[("prompt", prompt.id)]
                yield place.fault("informs", f"There is no question “{name}”.")


def _head(built: Built) -> Iterator[Fault]:
    instrument, place = built.instrument, built.places[("instrument", "")]
    if instrument.individual_weight + instrument.summary_weight != 100:
        yield place.fault("individual_weight", "The two weights must add up to 100.")
    if not 0 < instrument.line < 100:
        yield place.fault("line", "The line must lie between 0 and 100.")
    sections = {section.id for section in instrument.sections}
    for section in instrument.risk_of_harm_sections:
        if section not in sections:
            yield place.fault("risk_of_harm_sections", f"There is no section “{section}”.")
    if not instrument.criteria:
        yield place.fault("id", "The bank has no criterion to score.")


def _scales(built: Built) -> Iterator[Fault]:
    for scale in built.scales.values():
        place = built.places[("scale", scale.id)]
        if scale.judges and not scale.above:
            yield place.fault("choices", f"The scale “{scale.id}” has no answer above the line.")
        if scale.judges and any(choice.above_line is None for choice in scale.choices):
            yield place.fault(
                "choices", f"The scale “{scale.id}” does not say of every answer where it lies."
            )


def _criterion(built: Built, criterion: Criterion) -> Iterator[Fault]:
    place = built.places[("criterion", criterion.id)]
    if criterion.section not in {section.id for section in built.instrument.sections}:
        yield place.fault("section", f"There is no section “{criterion.section}”.")
    summaries = [q for q in criterion.questions if q.kind is Kind.SUMMARY]
    if len(summaries) > 1:
        extra = built.places[("question", summaries[1].id)]
        yield extra.fault("kind", f"Criterion {criterion.id} has more than one summary question.")
    if not any(q.counts for q in criterion.questions):
        yield place.fault("id", f"Criterion {criterion.id} has no question that is scored.")


def _question(built: Built, question: Question) -> Iterator[Fault]:
    place = built.places[("question", question.id)]
    if question.stage not in {stage.id for stage in built.instrument.stages}:
        yield place.fault("stage", f"There is no stage “{question.stage}”.")
    if question.criterion and not question.id.startswith(f"{question.criterion}."):
        yield place.fault("id", f"The id must begin with “{question.criterion}.”.")
    if not question.counts:
        return
    if any(question.criterion == leading.id for leading in built.instrument.leadership):
        yield place.fault("kind", "Section 4 is rated in words; a question here must be a fact.")
    if question.scale is None or not question.scale.above:
        yield place.fault("scale", "A question that is scored needs an answer above the line.")
    for key, sentence in (("strength", question.strength), ("improvement", question.improvement)):
        yield from _sentence(place, key, sentence)
    if not question.guidance:
        yield place.fault("guidance", "“guidance” is missing.")


def _coherence(built: Built, rule: Coherence) -> Iterator[Fault]:
    place = built.places[("warning", rule.id)]
    asked = built.instrument.questions
    named = {
        "given": rule.given,
        "wanting": rule.wanting,
        "order": rule.order,
        "lasts": rule.lasts,
    }
    for key, names in named.items():
        for name in names:
            if name not in asked:
                yield place.fault(key, f"There is no fact or question “{name}”.")
    if any(_type(built, name) is not ValueType.DATE for name in rule.order):
        yield place.fault("order", "Only dates can stand in an order.")
    if len(rule.order) == 1:
        yield place.fault("order", "An order needs two dates or more.")
    if rule.lasts and [_type(built, name) for name in rule.lasts] != _DATE_AND_MONTHS:
        yield place.fault("lasts", "“lasts” needs a date and then a number of months.")
    if rule.when == ALWAYS and not any(named.values()):
        yield place.fault("id", "This warning would be given in every case.")


def _type(built: Built, name: str) -> ValueType | None:
    question = built.instrument.questions.get(name)
    return question.value_type if question else None


def _sentence(place: Place, key: str, sentence: str) -> Iterator[Fault]:
    if not sentence:
        yield place.fault(key, f"“{key}” is missing.")
        return
    try:
        found = [name for _, name, _, _ in string.Formatter().parse(sentence) if name is not None]
    except ValueError:
        yield place.fault(key, f"The braces in “{key}” do not pair.")
        return
    for name in found:
        if name not in PLACES:
            yield place.fault(key, f"“{{{name}}}” is not a place that can be filled.")
    for name in PLACES:
        if name not in found:
            yield place.fault(key, f"“{key}” has no place for {{{name}}}.")


def _names(instrument: Instrument, condition: Condition) -> Iterator[str]:
    for name in sorted(gate_names(condition)):
        if name not in instrument.gate:
            yield f"There is no gate “{name}”."
    for part in parts(condition):
        if isinstance(part, Test):
            yield from _test(instrument, part)


def _test(instrument: Instrument, test: Test) -> Iterator[str]:
    question = instrument.questions.get(test.question)
    if question is None:
        yield f"There is no fact or question “{test.question}”."
        return
    several = question.value_type is ValueType.SEVERAL
    if several != (test.operator == "has"):
        wanted = "“has”" if several else f"anything but “{test.operator}”"
        yield f"The answer to “{test.question}” must be tested with {wanted}."
        return
    for value in test.values:
        if question.scale is not None and question.scale.choice(value) is None:
            yield f"“{value}” is not an answer to “{test.question}”."
        elif test.operator in _ORDERED and not value.isdigit():
            yield f"“{value}” is not a number, so nothing is {test.operator} it."


def _circles(built: Built) -> Iterator[Fault]:
    """Yield one fault for each circle, at the part where it closes."""
    instrument = built.instrument
    needs: dict[tuple[str, str], list[tuple[str, str]]] = {
        (sort, name): [
            *(("gate", gate) for gate in sorted(gate_names(condition))),
            *(("question", question) for question in sorted(question_names(condition))),
        ]
        for sort, name, _, condition in conditions(instrument)
    }
    done: set[tuple[str, str]] = set()

    def walk(node: tuple[str, str], path: list[tuple[str, str]]) -> Iterator[Fault]:
        if node in path:
            circle = [*path[path.index(node) :], node]
            key = "when" if node[0] == "gate" else "applies_to"
            told = " → ".join(f"{sort} “{name}”" for sort, name in circle)
            yield built.places[node].fault(key, f"These depend on one another: {told}.")
            return
        if node in done:
            return
        for needed in needs[node]:
            yield from walk(needed, [*path, node])
        done.add(node)

    for node in needs:
        yield from walk(node, [])


def _never(built: Built) -> Iterator[Fault]:
    for sort, name, key, condition in conditions(built.instrument):
        if not can_hold(condition, built.instrument):
            what = "This gate" if sort == "gate" else f"The condition of this {sort}"
            yield built.places[(sort, name)].fault(key, f"{what} can never hold.")
