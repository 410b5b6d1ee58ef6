"""What of a return can be used at all, and one sentence on why the rest cannot."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from omi_desktop.errors import RequestError
from omi_desktop.store.acceptable import refuse_unoffered, refuse_unwritable
from omi_desktop.store.interview_records import StaffAnswer
from omi_desktop.store.returned_records import case_of

if TYPE_CHECKING:
    from omi_desktop.merge.ground import Ground
    from omi_desktop.store.merge_records import MergedReturn, Pack
    from omi_desktop.store.returned import Returned, ReturnedAnswer
    from omi_desktop.store.returned_records import ReturnedKind


def refusal(ground: Ground, returned: Returned) -> str | None:
    """Return why a whole return is refused, or None where it is taken."""
    name = returned.name
    if returned.inspection != ground.inspection:
        return (
            f"“{name}” belongs to another inspection. Merge it into the copy that its pack was "
            "made from."
        )
    if returned.pack not in ground.packs:
        return (
            f"“{name}” comes from a pack that this copy did not make. Merge it into the copy that "
            "made the pack."
        )
    if returned.bank != ground.bank:
        return (
            f"“{name}” was answered with another question bank than this inspection's, so its "
            "answers mean something else. Make a new pack for its assessor."
        )
    return None


def older(merged: Mapping[str, MergedReturn], returned: Returned) -> str | None:
    """Return why a return is refused that is older than one of the same pack, merged before."""
    known = merged.get(returned.pack)
    if known is None or returned.revision >= known.revision:
        return None
    return (
        f"“{returned.name}” is an older copy of “{known.name}”, which was merged already. "
        "Ask for the newest return, or leave it out: all that is in it came with the newer one."
    )


def why_unusable(ground: Ground, pack: Pack, answer: ReturnedAnswer) -> str | None:
    """Return why one answer of a return cannot be used, or None where it can."""
    if answer.case not in ground.refs:
        return f"There is no case “{answer.case}” in the sample."
    if answer.case not in pack.cases:
        return f"Case {ground.refs[answer.case]} is not in the pack that this return comes from."
    question = ground.instrument.questions.get(answer.question)
    if question is None:
        return f"There is no question “{answer.question}” in the question bank of this inspection."
    try:
        if answer.value is not None:
            refuse_unoffered(question, answer.value)
        refuse_unwritable(answer.note, "note")
    except RequestError as error:
        return str(error)
    return None


def why_record_unusable(ground: Ground, pack: Pack, record: ReturnedKind) -> str | None:
    """Return why an interview, staff answer or word of a return cannot be used, or None."""
    case = case_of(record)
    if case and case not in pack.cases:
        name = ground.refs.get(case, case)
        return f"Case {name} is not in the pack that this return comes from."
    if isinstance(record, StaffAnswer) and record.value:
        items = (item for survey in ground.instrument.surveys for item in survey.items)
        asked = next((item for item in items if item.id == record.item), None)
        if asked is None:
            return f"There is no item “{record.item}” in the staff interview of this inspection."
        if asked.scale is not None and asked.scale.choice(record.value) is None:
            return f"“{record.value}” is no answer to “{asked.text}”."
    return None
