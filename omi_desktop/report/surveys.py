"""What a questionnaire or an interview can and cannot have come to: counts that fit each other."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from omi_desktop.errors import RequestError
from omi_desktop.report import wording
from omi_desktop.store.records import SurveyResult, SurveyReturn

if TYPE_CHECKING:
    from collections.abc import Sequence

    from omi_desktop.instrument.model import Survey, SurveyItem

_MOST = 999_999
_COUNT = re.compile(r"\d+|\d{1,3}(,\d{3})+", re.ASCII)


@dataclass(frozen=True, slots=True)
class _Outcome:
    """What the file is to hold in place of `kept`, and what is to be said."""

    place: str
    record: SurveyReturn | SurveyResult | None
    kept: SurveyReturn | SurveyResult | None
    sentence: str = ""
    is_half: bool = False


@dataclass(frozen=True, slots=True)
class TypedItem:
    """What stands in the fields of an item: how many answered, how many above the line."""

    item: str
    answered: str
    above: str


@dataclass(frozen=True, slots=True)
class TypedSurvey:
    """What stands in the fields of a survey."""

    sent: str
    returned: str
    remark: str
    items: tuple[TypedItem, ...]


@dataclass(frozen=True, slots=True)
class Settled:
    """What of the fields can be kept, and what is to be said of the rest.

    `refused` and `wanting` pair an item, or "" for the numbers sent and returned, with a sentence.
    """

    put: tuple[SurveyReturn | SurveyResult, ...]
    drop: tuple[SurveyReturn | SurveyResult, ...]
    refused: tuple[tuple[str, str], ...]
    wanting: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Shown:
    """A result in the words of the report: its percentage or a dash, and the part in words."""

    percentage: str
    part: str


def count_typed(text: str, what: str) -> int | None:
    """Return a count as it was typed, None for nothing; raises RequestError where it is none."""
    bare = text.strip()
    if not bare:
        return None
    if not _COUNT.fullmatch(bare) or int(bare.replace(",", "")) > _MOST:
        raise RequestError(f"“{bare}” is not {what}. Write a whole number, such as 12.")
    return int(bare.replace(",", ""))


def shown(answered: int, above: int) -> Shown:
    """Return a result as the report words it; below the small base there is no percentage."""
    # Of one answer the report's words speak of a case, and this is a person.
    of_one = "one of one" if above else "none of one"
    part = of_one if answered == 1 else wording.part_of(above, answered)
    return Shown(wording.share(above, answered), part)


def above_line(item: SurveyItem) -> str:
    """Return the answers to an item that count as above the line, in words."""
    choices = item.scale.choices if item.scale else ()
    return "; ".join(choice.label for choice in choices if choice.above_line)


def refuse_impossible_return(
    sent: int, returned: int, survey: Survey, results: Sequence[SurveyResult]
) -> None:
    """Raise RequestError where more came back than were sent, or fewer than answered an item."""
    if returned > sent:
        raise RequestError(
            f"{returned:,} cannot have come back of {sent:,} sent. Correct one of the two."
        )
    own = [result for result in results if result.survey == survey.id]
    most = max(own, key=lambda result: result.answered, default=None)
    if most is not None and most.answered > returned:
        raise RequestError(
            f"{wording.counted(most.answered, 'person', 'people')} answered item "
            f"{_place(survey, most.item)}, so {returned:,} cannot be all. "
            "Correct this number or the item."
        )


def refuse_impossible_result(answered: int, above: int, returned: SurveyReturn | None) -> None:
    """Raise RequestError where more answered than there were, or more above the line than answered.

    Where it is not said yet how many there were, any number may have answered.
    """
    if returned is not None and answered > returned.returned:
        raise RequestError(
            f"{answered:,} cannot have answered: there were {returned.returned:,} in all. "
            "Correct this number, or how many there were."
        )
    if above > answered:
        raise RequestError(
            f"{above:,} cannot be above the line of {answered:,} who answered. "
            "Correct one of the two."
        )


def settle(
    survey: Survey,
    typed: TypedSurvey,
    returned: SurveyReturn | None,
    results: Sequence[SurveyResult],
) -> Settled:
    """Return what of the fields of a survey can be kept beside what the file holds of it.

    Counts that cannot be true together are not kept, and neither is half a pair; all others are.
    """
    outcome = _returned(survey, typed, returned)
    asked = outcome.record if isinstance(outcome.record, SurveyReturn) else None
    items = [_answered(survey, each, asked, results) for each in typed.items]
    if asked is not None and not outcome.sentence:
        own = [item.record for item in items if isinstance(item.record, SurveyResult)]
        try:
            refuse_impossible_return(asked.sent, asked.returned, survey, own)
        except RequestError as error:
            outcome = _Outcome("", returned, returned, str(error))
            items = [_answered(survey, each, returned, results) for each in typed.items]
    outcomes = (outcome, *items)
    return Settled(
        put=tuple(o.record for o in outcomes if o.record is not None and o.record != o.kept),
        drop=tuple(o.kept for o in outcomes if o.record is None and o.kept is not None),
        refused=tuple((o.place, o.sentence) for o in outcomes if o.sentence and not o.is_half),
        wanting=tuple((o.place, o.sentence) for o in outcomes if o.is_half),
    )


def _returned(survey: Survey, typed: TypedSurvey, kept: SurveyReturn | None) -> _Outcome:
    try:
        sent = count_typed(typed.sent, "how many were sent")
        returned = count_typed(typed.returned, "how many came back")
        if sent is not None and returned is not None:
            refuse_impossible_return(sent, returned, survey, ())
            remark = typed.remark.strip()
            return _Outcome("", SurveyReturn(survey.id, sent, returned, remark), kept)
    except RequestError as error:
        return _Outcome("", kept, kept, str(error))
    if sent is None and returned is None and not typed.remark.strip():
        return _Outcome("", None, kept)
    other = "how many were sent" if sent is None else "how many came back"
    if sent is None and returned is None:
        other = "how many were sent and came back"
    return _Outcome("", kept, kept, f"Say also {other}; nothing is kept until then.", is_half=True)


def _answered(
    survey: Survey,
    typed: TypedItem,
    returned: SurveyReturn | None,
    results: Sequence[SurveyResult],
) -> _Outcome:
    kept = next((r for r in results if (r.survey, r.item) == (survey.id, typed.item)), None)
    try:
        answered = count_typed(typed.answered, "how many answered")
        above = count_typed(typed.above, "how many answered above the line")
        if answered is not None and above is not None:
            refuse_impossible_result(answered, above, returned)
            result = SurveyResult(survey.id, typed.item, answered, above)
            return _Outcome(typed.item, result, kept)
    except RequestError as error:
        return _Outcome(typed.item, kept, kept, str(error))
    if answered is None and above is None:
        return _Outcome(typed.item, None, kept)
    other = "how many answered" if answered is None else "how many of them above the line"
    words = f"Say also {other}; nothing is kept until then."
    return _Outcome(typed.item, kept, kept, words, is_half=True)


def _place(survey: Survey, item: str) -> int:
    ids = [each.id for each in survey.items]
    return ids.index(item) + 1 if item in ids else 0
