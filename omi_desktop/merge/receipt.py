"""What a merge did, return by return: as a value, as text to be printed, as counts."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from dataclasses import replace as replaced
from datetime import datetime
from typing import TYPE_CHECKING

from omi_desktop.clock import MONTHS
from omi_desktop.merge.ground import ANSWER, RECORD, Held, manager_named
from omi_desktop.merge.plan import MergePlan, Planned, PlannedReturn
from omi_desktop.merge.standing import Outcome, place_of
from omi_desktop.store.merge_records import Keep
from omi_desktop.store.record_words import place_words, said_words

if TYPE_CHECKING:
    from omi_desktop.instrument.model import Instrument
    from omi_desktop.merge.ground import Ground
    from omi_desktop.store.merge_records import Conflict

_KEPT = {Keep.ASSESSOR: "the assessor’s was kept", Keep.OURS: "ours was kept"}


@dataclass(frozen=True, slots=True)
class ReturnReceipt:
    """What became of one return; counts are of answers.

    `left_alone` are those that were changed in the lead's copy alone, `already_here` those that
    both sides gave alike, `second` those of blind second reads, which are kept apart. `still_open`
    counts what differs and was not settled at once, notes, cases and marks by themselves. `cases`,
    `marks`, `records` and `replies` count what else is new. `lines` say what a person should look
    at.
    """

    file: str
    assessor: str
    refused: str | None
    new: int = 0
    unchanged: int = 0
    already_here: int = 0
    conflicts: int = 0
    left_alone: int = 0
    still_open: int = 0
    unusable: int = 0
    second: int = 0
    cases: int = 0
    marks: int = 0
    records: int = 0
    replies: int = 0
    lines: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Receipt:
    """What a merge did, or would do where it was not applied; `number` is that of the merge."""

    applied: bool
    at: str
    number: int | None
    returns: tuple[ReturnReceipt, ...]

    @property
    def needs_a_look(self) -> bool:
        """Tell whether a return was refused, or something is open or could not be used."""
        return any(one.refused or one.still_open or one.unusable for one in self.returns)

    @property
    def text(self) -> str:
        """Return the receipt as plain text, to be printed."""
        return "\n".join(_lines(self))


def receipt_of(
    plan: MergePlan,
    ground: Ground,
    *,
    at: str,
    applied: bool,
    number: int | None = None,
    settled: Sequence[Conflict] = (),
) -> Receipt:
    """Return the receipt of a plan; `settled` are the conflicts that a rule settled with it."""
    # A manager may come with the same merge as what is about them.
    came = [claim for claim in plan.written if claim.what == RECORD]
    if came:
        fresh = {place_of(claim): Held(claim.value, claim.by, claim.at) for claim in came}
        ground = replaced(ground, here={**fresh, **ground.here})
    kept = {one.key: one.kept for one in settled if one.kept}
    by_pack: dict[str, list[Conflict]] = {}
    for conflict in plan.conflicts:
        by_pack.setdefault(conflict.pack, []).append(conflict)
    return Receipt(
        applied,
        at,
        number,
        tuple(_of_return(one, ground, by_pack.get(one.pack, ()), kept) for one in plan.returns),
    )


def _of_return(
    told: PlannedReturn, ground: Ground, conflicts: Sequence[Conflict], kept: Mapping[str, Keep]
) -> ReturnReceipt:
    if told.refused:
        return ReturnReceipt(told.name, told.assessor, told.refused)
    others = Counter(one.what for one in told.planned if one.outcome is Outcome.NEW)
    return ReturnReceipt(
        told.name,
        told.assessor,
        None,
        new=told.count(Outcome.NEW),
        unchanged=told.count(Outcome.UNCHANGED, Outcome.ALREADY_HERE),
        already_here=told.count(Outcome.ALREADY_HERE),
        conflicts=told.count(Outcome.CONFLICT),
        left_alone=told.count(Outcome.LEFT_ALONE),
        still_open=sum(one.key not in kept for one in conflicts),
        unusable=len(told.unusable),
        second=sum(
            one.second and one.what == ANSWER and one.outcome is Outcome.NEW for one in told.planned
        ),
        cases=others["case"],
        marks=others["mark"],
        records=others["record"],
        replies=others["reply"],
        lines=tuple(_to_look_at(told, ground, conflicts, kept)),
    )


def _to_look_at(
    told: PlannedReturn, ground: Ground, conflicts: Sequence[Conflict], kept: Mapping[str, Keep]
) -> Iterator[str]:
    for one in conflicts:
        ours, theirs = (_shown(one.what, one.question, v, ground) for v in (one.ours, one.theirs))
        line = (
            f"differs: {_where(one.case, one.question, one.what, ground)}: ours {ours}"
            f"{_who(one.ours_by, one.ours_at, ground.people)}, theirs {theirs}"
            f"{_whose(one, ground.people)}"
        )
        yield f"{line}; {_KEPT[kept[one.key]]}" if one.key in kept else line
    blind = ground.second.get(told.pack, frozenset())
    for left in told.unusable:
        case = ground.refs.get(left.case, left.case)
        if left.case in blind:
            # Kept whole with the return; nobody is shown what a blind second read says.
            yield f"not used: {case}, {left.question}, in a blind second read"
            continue
        said = f", note “{left.note}”" if left.note else ""
        yield f"not used: {case}, {left.question}, answer “{left.value or ''}”{said}: {left.why}"
    for planned in told.planned:
        if planned.edited and planned.outcome is not Outcome.UNCHANGED:
            where = _where(planned.case, planned.question, planned.what, ground)
            yield f"typed in Excel, by whom unknown: {where}"
    for planned in told.planned:
        if planned.outcome is Outcome.LEFT_ALONE:
            yield f"left alone, changed here only: {_of_planned(planned, ground)}"


def _lines(receipt: Receipt) -> Iterator[str]:
    at = _moment(receipt.at)
    if receipt.number is not None:
        yield f"Merge {receipt.number}, {at}"
    elif receipt.applied:
        yield f"Merge, {at}: everything was here already, so nothing was written"
    else:
        yield f"What a merge would do, {at}. Nothing was written."
    for one in receipt.returns:
        yield ""
        yield f"{one.file}" + (f" ({one.assessor})" if one.assessor else "")
        if one.refused:
            yield f"  refused: {one.refused}"
            continue
        yield (
            f"  {_answers(one.new)} new, {one.unchanged:,} unchanged (of these "
            f"{one.already_here:,} given alike on both sides), {one.conflicts:,} differ, "
            f"{one.left_alone:,} left alone, {one.unusable:,} not usable"
        )
        if one.cases or one.marks:
            yield f"  cases whose status is new: {one.cases}; marked passages: {one.marks}"
        if one.records:
            yield f"  interviews, staff answers and words on warnings that are new: {one.records}"
        if one.replies:
            yield f"  replies to comments: {one.replies}"
        if one.second:
            yield f"  of the new answers, {one.second} are of blind second reads and kept apart"
        yield from (f"  {line}" for line in one.lines)


def _moment(at: str) -> str:
    """Return "18 July 2006, 14:02 UTC"."""
    moment = datetime.fromisoformat(at)
    return f"{moment.day} {MONTHS[moment.month - 1]} {moment.year}, {moment:%H:%M} UTC"


def _answers(number: int) -> str:
    return "1 answer" if number == 1 else f"{number:,} answers"


def _where(case: str, question: str, what: str, ground: Ground) -> str:
    ref = ground.refs.get(case, case)
    match what:
        case "record":
            who = ref or manager_named(ground, question)
            return ", ".join(part for part in (who, place_words(question)) if part)
        case "status":
            return f"{ref}, status"
        case "reason":
            return f"{ref}, reason of its status"
        case "mark":
            return f"{ref}, marked passage"
        case "note":
            return f"{ref}, {question}, note"
        case _:
            return f"{ref}, {question}"


def _of_planned(planned: Planned, ground: Ground) -> str:
    what = "status" if planned.what == "case" else planned.what
    return _where(planned.case, planned.question, what, ground)


def _shown(what: str, question: str, value: str | None, ground: Ground) -> str:
    if what == "record":
        return (
            f"“{said_words(ground.instrument, question, value, ground.refs)}”"
            if value
            else "nothing"
        )
    if what == "mark":
        return "nothing" if value is None else "a passage"
    return f"“{words(ground.instrument, question, value)}”" if value else "nothing"


def words(instrument: Instrument, question: str, value: str) -> str:
    """Return an answer in the words of its question, any other value as it is."""
    asked = instrument.questions.get(question)
    if asked is None or (asked.scale and not all(map(asked.scale.choice, value.split("+")))):
        return value
    return asked.label(value)


def _whose(one: Conflict, people: Mapping[str, str]) -> str:
    if one.edited:
        return " (typed in Excel, by whom unknown)"
    return _who(one.theirs_by, one.theirs_at, people)


def _who(by: str, at: str, people: Mapping[str, str]) -> str:
    told = [text for text in (people.get(by, by), at[:16].replace("T", " ")) if text]
    return f" ({', '.join(told)})" if told else ""
