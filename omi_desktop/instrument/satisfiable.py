"""Whether a condition can hold in any case at all.

A search over the answers that the condition rests on, directly and through gates and the
conditions of the questions themselves: an answer can stand only where its question applies.
Three-valued evaluation cuts the search as soon as the answers chosen so far decide it.
"""

from __future__ import annotations

from itertools import combinations

from omi_desktop.instrument.gates import (
    Always,
    And,
    Condition,
    GateName,
    Not,
    Or,
    Test,
    parts,
)
from omi_desktop.instrument.model import Instrument, Question, ValueType, several

_ABSENT = ""


def can_hold(condition: Condition, instrument: Instrument) -> bool:
    """Tell whether some choice of answers makes the condition true."""
    tests = _tests(condition, instrument)
    order = list(dict.fromkeys(test.question for test in tests))
    options = {name: _options(instrument.questions[name], tests) for name in order}
    return _search(condition, instrument, order, options, {})


def _search(
    condition: Condition,
    instrument: Instrument,
    order: list[str],
    options: dict[str, tuple[str, ...]],
    chosen: dict[str, str],
) -> bool:
    truth = _holds(condition, instrument, chosen)
    if truth is False or not _consistent(instrument, chosen):
        return False
    open_names = [name for name in order if name not in chosen]
    if not open_names:
        return truth is True
    name = open_names[0]
    return any(
        _search(condition, instrument, order, options, {**chosen, name: value})
        for value in options[name]
    )


def _consistent(instrument: Instrument, chosen: dict[str, str]) -> bool:
    """Tell whether no chosen answer belongs to a question that does not apply."""
    return all(
        value == _ABSENT
        or _holds(instrument.questions[name].applies_to, instrument, chosen) is not False
        for name, value in chosen.items()
    )


def _holds(condition: Condition, instrument: Instrument, chosen: dict[str, str]) -> bool | None:
    match condition:
        case Always():
            return True
        case GateName(gate):
            return _holds(instrument.gate[gate].when, instrument, chosen)
        case Test():
            return _passes(condition, chosen.get(condition.question))
        case Not(part):
            truth = _holds(part, instrument, chosen)
            return None if truth is None else not truth
        case And(inner):
            truths = [_holds(part, instrument, chosen) for part in inner]
            return False if False in truths else None if None in truths else True
        case Or(inner):
            truths = [_holds(part, instrument, chosen) for part in inner]
            return True if True in truths else None if None in truths else False


def _passes(test: Test, value: str | None) -> bool | None:
    if value is None:
        return None
    return value != _ABSENT and matches(test, value)


def matches(test: Test, value: str) -> bool:
    """Tell whether a stored value passes a test of its question."""
    match test.operator:
        case "=" | "in":
            return value in test.values
        case "!=":
            return value not in test.values
        case "has":
            return test.values[0] in several(value)
        case "<":
            return value.isdigit() and int(value) < int(test.values[0])
        case "<=":
            return value.isdigit() and int(value) <= int(test.values[0])
        case ">":
            return value.isdigit() and int(value) > int(test.values[0])
        case _:
            return value.isdigit() and int(value) >= int(test.values[0])


def _tests(condition: Condition, instrument: Instrument) -> list[Test]:
    """Return every test the condition rests on, through gates and conditions of questions."""
    found: dict[Test, None] = {}
    seen: set[str] = set()
    waiting: list[Condition] = [condition]
    while waiting:
        for part in parts(waiting.pop()):
            if isinstance(part, GateName) and f"gate {part.gate}" not in seen:
                seen.add(f"gate {part.gate}")
                waiting.append(instrument.gate[part.gate].when)
            elif isinstance(part, Test):
                found[part] = None
                if part.question not in seen:
                    seen.add(part.question)
                    waiting.append(instrument.questions[part.question].applies_to)
    return list(found)


def _options(question: Question, tests: list[Test]) -> tuple[str, ...]:
    """Return enough answers to a question to tell every test of it apart, and no answer."""
    own = [test for test in tests if test.question == question.id]
    tested = [value for test in own for value in test.values]
    if question.value_type is ValueType.SEVERAL:
        names = sorted(set(tested))
        sets = [c for size in range(len(names) + 1) for c in combinations(names, size)]
        return (*("+".join(chosen) or "other" for chosen in sets), _ABSENT)
    if question.scale is not None:
        return (*(choice.id for choice in question.scale.choices), _ABSENT)
    if question.value_type is ValueType.NUMBER:
        near = {max(0, int(v) + step) for v in tested if v.isdigit() for step in (-1, 0, 1)}
        return (*(str(number) for number in sorted(near)), _ABSENT)
    return (*tested, "another", _ABSENT)
