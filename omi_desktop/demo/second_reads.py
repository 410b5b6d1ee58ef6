"""The blind second reads of the demo, and what was agreed on where they differ.

They change no printed figure: where an answer was agreed on, the agreed one is what the report of
2006 rests on, and whichever reader gave another is invented.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from msgspec.structs import replace

from omi_desktop.clock import stamp
from omi_desktop.instrument.gates import question_names
from omi_desktop.store.second_records import SecondAnswer, SecondReading
from omi_desktop.store.team_records import SecondRead
from omi_desktop.store.values import CaseStatus, NewAnswer, Person, PersonKind

if TYPE_CHECKING:
    from omi_desktop.demo.cases import Chance
    from omi_desktop.instrument.model import Instrument, Question

_FIRST_PLACE, _EVERY = 4, 8
_AGREED, _AGREED_IN_A_CASE = 9, 3
# How often the second answer is on the other side of the line, and how often only another word.
_OTHER_SIDE, _OTHER_WORD = 0.08, 0.06
_HALF_READ = 40


@dataclass(frozen=True, slots=True)
class AgreedOn:
    """An answer that was agreed on in the demo: where, what, and why."""

    case: str
    question: str
    value: str
    reason: str


@dataclass(frozen=True, slots=True)
class ReadAgain:
    """The second reads: `answers` are all first answers, some of them as they were before."""

    answers: tuple[NewAnswer, ...]
    reads: tuple[SecondRead, ...]
    readings: tuple[SecondReading, ...]
    agreed: tuple[AgreedOn, ...]


def read_again(
    instrument: Instrument,
    written: Sequence[Sequence[NewAnswer]],
    people: Sequence[Person],
    readers: Sequence[Person],
    words: str,
    chance: Chance,
) -> ReadAgain:
    """Return second reads of every eighth case by the other kind of assessor, the last half read.

    `written` are the answers of each case in order, `readers` who gave them, `words` the text of
    the notes and reasons.
    """
    texts = {name: list(found) for name, found in tomllib.loads(words).items()}
    area = [p for p in people if p.kind is PersonKind.AREA_ASSESSOR]
    others = [p for p in people if p.kind is PersonKind.INSPECTOR]
    gating = _gating(instrument)
    places = range(_FIRST_PLACE, len(written), _EVERY)
    before: dict[tuple[str, str], str] = {}
    reads: list[SecondRead] = []
    readings: list[SecondReading] = []
    agreed: list[AgreedOn] = []
    for number, place in enumerate(places):
        answers = written[place]
        is_area = readers[place].kind is PersonKind.AREA_ASSESSOR
        pool = others if is_area else area
        reader = pool[number % len(pool)]
        is_whole = place + _EVERY < len(written)
        found: list[SecondAnswer] = []
        left = _AGREED_IN_A_CASE
        for given in answers if is_whole else answers[:_HALF_READ]:
            question = instrument.questions[given.question]
            value, note = given.value, ""
            drawn, which = chance.number(), chance.number()
            if value is not None and question.id not in gating and drawn < _OTHER_SIDE:
                other = _another(question, value, which, is_above=not question.above_line(value))
                note = texts["notes"][int(which * len(texts["notes"]))] if other else ""
                if other and is_whole and left and len(agreed) < _AGREED and not given.note:
                    left -= 1
                    is_first = len(agreed) % 2 == 0
                    reasons = texts["first" if is_first else "second"]
                    reason = reasons[len(agreed) // 2 % len(reasons)]
                    agreed.append(AgreedOn(given.case, given.question, value, reason))
                    if not is_first:
                        # The second reader was right: the first one had given the other answer.
                        before[given.case, given.question] = other
                        other = value
                value = other or value
            elif value is not None and question.id not in gating and drawn > 1 - _OTHER_WORD:
                same = question.above_line(value)
                value = _another(question, value, which, is_above=same) or value
            at = stamp(datetime.fromisoformat(given.at) + timedelta(days=1, minutes=20))
            found.append(SecondAnswer(given.question, value, note, reader.id, at))
        case = answers[0].case
        status = CaseStatus.COMPLETE if is_whole else CaseStatus.IN_PROGRESS
        reads.append(SecondRead(case, reader.id))
        pack = f"second-{reader.id}"
        readings.append(SecondReading(case, reader.id, pack, status.value, "", tuple(found)))
    return ReadAgain(_as_before(written, before), tuple(reads), tuple(readings), tuple(agreed))


def _as_before(
    written: Sequence[Sequence[NewAnswer]], before: Mapping[tuple[str, str], str]
) -> tuple[NewAnswer, ...]:
    return tuple(
        replace(new, value=before.get((new.case, new.question), new.value))
        for own in written
        for new in own
    )


def _gating(instrument: Instrument) -> frozenset[str]:
    """Return the questions that others wait for: a differing answer there would differ in all."""
    conditions = [question.applies_to for question in instrument.questions.values()]
    conditions += [gate.when for gate in instrument.gates]
    return frozenset().union(*map(question_names, conditions))


def _another(question: Question, value: str, which: float, *, is_above: bool | None) -> str | None:
    """Return another answer on this side of the line, None where there is none.

    `which` says by chance, from 0 up to 1, which of several.
    """
    if question.scale is None or not question.counts or question.above_line(value) is None:
        return None
    others = [c.id for c in question.scale.choices if c.above_line is is_above and c.id != value]
    return others[int(which * len(others))] if others else None
