"""What differs between a return and the lead's copy, in words: ours, theirs, and before."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from omi_desktop.merge.ground import (
    ANSWER,
    MARK,
    NOTE,
    REASON,
    RECORD,
    STATUS,
    Place,
    ground_of,
    manager_named,
    value_at,
)
from omi_desktop.merge.receipt import words
from omi_desktop.report import wording
from omi_desktop.store import Mark
from omi_desktop.store.record_rows import from_body
from omi_desktop.store.record_words import asked_words, place_words, said_words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from omi_desktop.instrument.model import Instrument
    from omi_desktop.merge.ground import Ground
    from omi_desktop.store import Inspection
    from omi_desktop.store.merge_records import Claim, Conflict

_NOTHING = {ANSWER: "No answer", NOTE: "No note", REASON: "No reason", MARK: "Not marked"}


@dataclass(frozen=True, slots=True)
class Side:
    """What one side says, who said it when, and the note beside it ("" where there is none)."""

    value: str
    who: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class Difference:
    """A conflict as it is shown: where it is, what was asked, and its three sides."""

    conflict: Conflict
    ref: str
    place: str
    asked: str
    ours: Side
    theirs: Side
    before: Side


def differences(inspection: Inspection, conflicts: Sequence[Conflict]) -> tuple[Difference, ...]:
    """Return open conflicts in words, in their order; follows the history where there are any."""
    if not conflicts:
        return ()
    ground = ground_of(inspection)
    return tuple(_difference(ground, one) for one in conflicts)


def row(one: Difference) -> tuple[str, ...]:
    """Return the line of a difference: case, place, what we say, what they say, the question."""
    return (one.ref, one.place, _line(one.ours.value), _line(one.theirs.value), one.asked)


def _difference(ground: Ground, one: Conflict) -> Difference:
    people = ground.people
    theirs = "typed in Excel, by whom is unknown"
    if not one.edited:
        theirs = _who(people.get(one.theirs_by, one.theirs_by), one.theirs_at)
    place, asked = _asked(ground.instrument, one)
    before, claimed, ours = "", "", ""
    if one.what == ANSWER:
        base = ground.bases.get(one.pack, {})
        note = Place(one.case, one.question, NOTE)
        before = value_at(base, note) or ""
        ours = value_at(ground.here, note) or ""
        claim = _claim(ground, one.pack, note)
        claimed = before if claim is None else claim.value or ""
    return Difference(
        one,
        ground.refs.get(one.case, one.case) or manager_named(ground, one.question),
        place,
        asked,
        Side(
            _said(ground, one, one.ours),
            _who(people.get(one.ours_by, one.ours_by), one.ours_at),
            ours,
        ),
        Side(_said(ground, one, one.theirs), theirs, claimed),
        Side(_said(ground, one, one.base), "When the pack was made", before),
    )


def _claim(ground: Ground, pack: str, place: Place) -> Claim | None:
    """Return what a pack's reader changed in a place; None where they left it as it was."""
    merged = ground.merged.get(pack)
    own = merged.claims if merged else ()
    return next((c for c in own if (c.case, c.question, c.what) == place), None)


def _asked(bank: Instrument, one: Conflict) -> tuple[str, str]:
    """Return a short name of the place, and the question that was asked there."""
    if one.what == STATUS:
        return "Status", "How far the case has come"
    if one.what == REASON:
        return "Reason", "The reason that goes with the status of the case"
    if one.what == MARK:
        held = one.ours or one.theirs or one.base
        at = from_body(held, Mark) if held else None
        return "Marked passage", f"A passage marked at {at.question or at.criterion}" if at else ""
    if one.what == RECORD:
        return place_words(one.question), asked_words(bank, one.question)
    asked = bank.questions.get(one.question)
    text = asked.text if asked else ""
    return (f"{one.question}, note" if one.what == NOTE else one.question), text


def _said(ground: Ground, one: Conflict, value: str | None) -> str:
    bank = ground.instrument
    if one.what == RECORD:
        return said_words(bank, one.question, value, ground.refs)
    if not value:
        return _NOTHING.get(one.what, "Nothing")
    if one.what == ANSWER:
        return words(bank, one.question, value)
    if one.what == MARK:
        return f"“{from_body(value, Mark).text}”"
    return wording.capital(value) if one.what == STATUS else value


def _who(name: str, at: str) -> str:
    told = (name, wording.time(datetime.fromisoformat(at)) if at else "")
    return ", ".join(filter(None, told))


def _line(text: str) -> str:
    return " ".join(text.split())
