"""What staff interviews come to: counted from those recorded with the cases, or as typed.

Numbers that the lead inspector typed stand, for not every interview need be in the file; where none
were typed, every recorded interview counts once, however many cases its manager has.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

from omi_desktop.store.interviewing import STAFF, managers_of, staff_of
from omi_desktop.store.records import SurveyResult, SurveyReturn

if TYPE_CHECKING:
    from collections.abc import Sequence

    from omi_desktop.instrument.model import Instrument
    from omi_desktop.store import Inspection
    from omi_desktop.store.interviewing import Staff


Numbers: TypeAlias = "Sequence[SurveyReturn | SurveyResult]"


@dataclass(frozen=True, slots=True)
class Surveys:
    """The results of all surveys; `interviews` are the staff interviews recorded with the cases.

    `is_counted` is true where those of the staff interview are counted and not typed.
    """

    returns: tuple[SurveyReturn, ...]
    results: tuple[SurveyResult, ...]
    interviews: int = 0
    is_counted: bool = False

    @property
    def typed(self) -> Surveys:
        """Return what was typed alone."""
        if not self.is_counted:
            return self
        returns = tuple(each for each in self.returns if each.survey != STAFF)
        results = tuple(each for each in self.results if each.survey != STAFF)
        return Surveys(returns, results, self.interviews)

    @property
    def typed_staff(self) -> Numbers:
        """Return the numbers of the staff interview that were typed."""
        both: Numbers = (*self.typed.returns, *self.typed.results)
        return tuple(each for each in both if each.survey == STAFF)


def surveys_of(inspection: Inspection) -> Surveys:
    """Return what the file holds of surveys, the staff interview counted where it was not typed."""
    returns = inspection.records(SurveyReturn)
    results = inspection.records(SurveyResult)
    staff = staff_of(inspection, managers_of(inspection))
    typed = Surveys(returns, results, len(staff))
    if typed.typed_staff or not staff:
        return typed
    counted = SurveyReturn(STAFF, len(staff), len(staff))
    own = staff_counted(inspection.instrument, staff)
    return Surveys((*returns, counted), (*results, *own), len(staff), is_counted=True)


def staff_counted(instrument: Instrument, staff: Sequence[Staff]) -> tuple[SurveyResult, ...]:
    """Return for each item how many managers answered it, and how many of them above the line."""
    found = []
    for survey in instrument.surveys:
        for item in survey.items if survey.id == STAFF else ():
            answers = [one.answers[item.id].value for one in staff if item.id in one.answers]
            choices = [item.scale.choice(value) for value in answers if item.scale and value]
            given = [choice for choice in choices if choice is not None]
            above = sum(choice.above_line is True for choice in given)
            if given:
                found.append(SurveyResult(STAFF, item.id, len(given), above))
    return tuple(found)
