"""Moving a case by hand: the rules that the move would break."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from omi_desktop.sampling.interests import Interest
from omi_desktop.sampling.reasons import number_of_cases
from omi_desktop.sampling.team import CaseToRead, Reader

IS_SECOND_READER = "is to read it a second time"


def broken_rules(
    reader: Reader,
    case: CaseToRead,
    cases: Sequence[CaseToRead],
    interests: Iterable[Interest],
) -> tuple[str, ...]:
    """Return each rule that giving the case to the reader breaks, as it goes on from their name.

    The shares are no rule: what a move does to them is seen in the balance.
    """
    broken = [i.why for i in interests if (i.reader, i.case) == (reader.id, case.id)]
    if case.second_reader == reader.id:
        broken.append(IS_SECOND_READER)
    if not reader.reads:
        broken.append("does not read cases now")
    held = sum(reader.id in (one.reader, one.second_reader) for one in cases if one.id != case.id)
    if reader.most is not None and held >= reader.most:
        broken.append(f"can take {number_of_cases(reader.most)} and has {held}")
    return tuple(broken)
