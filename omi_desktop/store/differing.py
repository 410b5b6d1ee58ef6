"""Where two readings of a case differ, question by question: what moderation is about."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from omi_desktop.instrument.applicability import State, standing
from omi_desktop.instrument.model import ValueType
from omi_desktop.store.second_readings import NOTHING_GIVEN, Given

if TYPE_CHECKING:
    from collections.abc import Mapping

    from omi_desktop.instrument.model import Instrument, Question
    from omi_desktop.store.moderation_records import Agreed
    from omi_desktop.store.second_readings import BothReadings

_GIVEN = (State.ANSWERED, State.NOT_APPLICABLE)


@dataclass(frozen=True, slots=True)
class DifferingAnswer:
    """A question on which two readings of a case differ, or on which was agreed.

    `agreed` is what was agreed on and stands; `is_overtaken` tells that something was, and that
    the answer was changed since.
    """

    question: Question
    first: Given
    second: Given
    agreed: Agreed | None
    is_overtaken: bool

    @property
    def is_across_line(self) -> bool:
        """Tell whether one is above the line and the other below, so that a score differs."""
        sides = [
            None if given.value is None else self.question.above_line(given.value)
            for given in (self.first, self.second)
        ]
        return None not in sides and sides[0] is not sides[1]

    @property
    def is_open(self) -> bool:
        """Tell whether nothing was agreed on, or it does not stand any more."""
        return self.agreed is None


def differing_answers(
    instrument: Instrument, counted: Mapping[str, str], both: BothReadings
) -> tuple[DifferingAnswer, ...]:
    """Return where two readings differ, in the order of the bank.

    `counted` are the answers that stand in the case. A question is compared where it applies to
    the case as it counts and the second reader was asked it; what only one of them was asked
    follows from an earlier answer, and comes up once that is agreed on. Words of one's own differ
    always, so text is not compared.
    """
    now = standing(instrument, counted)
    again = standing(instrument, both.second_values())
    found: list[DifferingAnswer] = []
    for name, question in instrument.questions.items():
        agreed = both.agreed.get(name)
        is_overtaken = name in both.overtaken
        first = both.first.get(name, NOTHING_GIVEN)
        second = both.second.get(name, NOTHING_GIVEN)
        differs = (
            question.value_type is not ValueType.TEXT
            and first.value != second.value
            and bool(now.applies(name))
            and again.state(name) in _GIVEN
        )
        if differs or agreed or is_overtaken:
            found.append(DifferingAnswer(question, first, second, agreed, is_overtaken))
    return tuple(found)
