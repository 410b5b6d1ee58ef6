"""An area's list read as a caseload: every row is a case that can be drawn, or says why not."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING

from omi_desktop.exchange.frame_dates import has_month_first, read_day
from omi_desktop.exchange.frame_mapping import (
    AGE,
    BIRTH,
    COMMENCED,
    MANAGER,
    OFFICE,
    REFERENCE,
    RELEASED,
    TEAM,
    ColumnMapping,
    fields_of,
    refuse_unusable_mapping,
)
from omi_desktop.exchange.frame_words import age_bands, choices_of, plain
from omi_desktop.sampling.caseload import Caseload, ListedCase, Unusable

if TYPE_CHECKING:
    from omi_desktop.exchange.frame_table import Table
    from omi_desktop.instrument.model import Instrument
    from omi_desktop.sampling.rules import Rules

_SENTENCE = "case_type"
_START = "start_date"
_AGE_BAND = "age_band"
_LICENCE = "licence"
_OLDEST = 110
_WORDS_TOLD = 5
_LONGEST_AGE = 3
_LONGEST_SHOWN = 40
_MISSING = date.min
"""Stands in the columns of dates for a cell that is empty."""


def read_caseload(
    table: Table, mapping: ColumnMapping, instrument: Instrument, rules: Rules
) -> Caseload:
    """Return the cases of a list that can be drawn, and why the other rows cannot.

    Raises RequestError where the mapping does not go with the list. The first of several rows with
    one reference is kept.
    """
    refuse_unusable_mapping(mapping, table, instrument)
    reading = _Reading(table, mapping, instrument, rules)
    cases: list[ListedCase] = []
    unusable: list[Unusable] = []
    for number, cells in table.rows:
        try:
            cases.append(reading.case(number, cells))
        except _NotUsable as error:
            unusable.append(Unusable(number, str(error)))
    return Caseload(
        cases=tuple(cases),
        unusable=tuple(unusable),
        rows=len(table.rows),
        digest=table.digest,
        told=frozenset(reading.told),
        notes=(*table.notes, *reading.notes()),
    )


class _NotUsable(Exception):
    """No case can be drawn from a row; the text says why."""


@dataclass(slots=True)
class _Reading:
    """The columns of a list, looked up once, and what was seen on the way down."""

    table: Table
    mapping: ColumnMapping
    instrument: Instrument
    rules: Rules
    told: set[str] = field(default_factory=set)
    _places: dict[str, int] = field(default_factory=dict)
    _choices: dict[str, dict[str, str]] = field(default_factory=dict)
    _days: dict[str, dict[str, date | None]] = field(default_factory=dict)
    _month_first: dict[str, bool] = field(default_factory=dict)
    _seen: dict[str, int] = field(default_factory=dict)
    _bands: tuple[tuple[int, int, str], ...] = ()
    _fact_names: tuple[str, ...] = ()
    _fact_places: tuple[int, ...] = ()
    _profiles: dict[tuple[str, ...], dict[str, str]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        columns = {name: place for place, name in enumerate(self.table.columns)}
        self._places = {name: columns[column] for name, column in self.mapping.columns}
        for one in fields_of(self.instrument):
            if one.fact is not None and one.id in self._places:
                self._choices[one.id] = dict(choices_of(one.fact))
                self.told.add(one.id)
        for fact, word, choice in self.mapping.words:
            self._choices.setdefault(fact, {})[plain(word)] = choice
        self._fact_names = tuple(name for name in self._choices if name in self._places)
        self._fact_places = tuple(self._places[name] for name in self._fact_names)
        for name in (COMMENCED, RELEASED, BIRTH):
            if name in self._places:
                place = self._places[name]
                self._days[name] = {"": _MISSING}
                self._month_first[name] = has_month_first(
                    {cells[place] for _, cells in self.table.rows}
                )
        if "ap_resident" in self.told and "ap_referred" in self.instrument.questions:
            self.told.add("ap_referred")
        if {COMMENCED, RELEASED} & self._places.keys() and _START in self.instrument.questions:
            self.told.add(_START)
        if {BIRTH, AGE} & self._places.keys() and _AGE_BAND in self.instrument.questions:
            self.told.add(_AGE_BAND)
            self._bands = age_bands(self.instrument.questions[_AGE_BAND])

    def case(self, number: int, cells: tuple[str, ...]) -> ListedCase:
        """Return the case of a row; raises _NotUsable."""
        ref = " ".join(self._cell(REFERENCE, cells).split())
        if not ref:
            raise _NotUsable("It has no case reference.")
        first = self._seen.setdefault(ref.casefold(), number)
        if first != number:
            raise _NotUsable(f"Its reference “{_short(ref)}” stands in row {first} already.")
        facts = dict(self._facts(cells))
        start = self._start(facts.get(_SENTENCE), cells)
        born = self._day(BIRTH, cells)
        self._refuse_outside(start)
        age = self._age(start, born, cells)
        if start is not None and _START in self.told:
            facts[_START] = start.isoformat()
        if age is not None:
            band = next((name for low, high, name in self._bands if low <= age <= high), None)
            if band is not None:
                facts[_AGE_BAND] = band
        # Nobody lives in approved premises without having been referred there.
        if facts.get("ap_resident") == "yes" and "ap_referred" in self.told:
            facts.setdefault("ap_referred", "yes")
        return ListedCase(
            ref=ref,
            row=number,
            facts=facts,
            start=start.isoformat() if start else "",
            office=self._cell(OFFICE, cells),
            team=self._cell(TEAM, cells),
            manager=self._cell(MANAGER, cells),
        )

    def notes(self) -> Iterator[str]:
        """Yield a sentence for each column whose words are not all known, or written oddly."""
        for name, place in zip(self._fact_names, self._fact_places, strict=True):
            known = self._choices[name]
            words = Counter(cells[place] for _, cells in self.table.rows)
            unknown = [
                (word, number)
                for word, number in words.most_common()
                if word and name != _SENTENCE and plain(word) not in known
            ]
            if unknown:
                told = [f"“{_short(word)}” ({number:,})" for word, number in unknown[:_WORDS_TOLD]]
                if len(unknown) > _WORDS_TOLD:
                    told.append(f"and {len(unknown) - _WORDS_TOLD} more")
                yield (
                    f"In column “{self.mapping.column(name)}” these words are not known and count "
                    f"as nothing: {', '.join(told)}."
                )
        for name, month_first in self._month_first.items():
            if month_first:
                column = self.mapping.column(name)
                yield f"Column “{column}” writes the month before the day, and was read so."

    def _cell(self, name: str, cells: tuple[str, ...]) -> str:
        place = self._places.get(name)
        return "" if place is None else cells[place]

    def _facts(self, cells: tuple[str, ...]) -> Mapping[str, str]:
        """Return the facts of a row; rows that say the same are read once."""
        words = tuple(cells[place] for place in self._fact_places)
        facts = self._profiles.get(words)
        if facts is None:
            facts = {}
            for name, word in zip(self._fact_names, words, strict=True):
                value = self._value(name, word)
                if value is not None:
                    facts[name] = value
            self._profiles[words] = facts
        return facts

    def _value(self, name: str, word: str) -> str | None:
        known = self._choices[name]
        value = known.get(plain(word)) if word else None
        if value is None and name == _SENTENCE:
            raise _NotUsable(
                f"“{_short(word)}” is neither a community order nor a licence."
                if word
                else "It does not say what the person is serving."
            )
        return value

    def _start(self, sentence: str | None, cells: tuple[str, ...]) -> date | None:
        """Return the day supervision began: release on a licence, commencement of an order."""
        commenced, released = self._day(COMMENCED, cells), self._day(RELEASED, cells)
        if sentence == _LICENCE:
            return released if RELEASED in self._places else commenced
        return commenced if COMMENCED in self._places else released

    def _day(self, name: str, cells: tuple[str, ...]) -> date | None:
        known = self._days.get(name)
        if known is None:
            return None
        text = cells[self._places[name]]
        if text not in known:
            known[text] = read_day(text, month_first=self._month_first[name])
        day = known[text]
        if day is None:
            column = self.mapping.column(name)
            raise _NotUsable(f"“{_short(text)}” in column “{column}” is no day there ever was.")
        return None if day is _MISSING else day

    def _refuse_outside(self, start: date | None) -> None:
        begins, ends = self.rules.begins, self.rules.ends
        if begins is None and ends is None:
            return
        if start is None:
            raise _NotUsable("It does not say when supervision began.")
        if (begins and start < begins) or (ends and start > ends):
            raise _NotUsable(f"Supervision began on {start.isoformat()}, outside the window.")

    def _age(self, start: date | None, born: date | None, cells: tuple[str, ...]) -> int | None:
        if born is None:
            text = self._cell(AGE, cells)
            return int(text) if text.isdecimal() and len(text) <= _LONGEST_AGE else None
        if start is None:
            return None
        age = start.year - born.year - ((start.month, start.day) < (born.month, born.day))
        if not 0 <= age <= _OLDEST:
            raise _NotUsable(
                f"Born on {born.isoformat()} and supervised from {start.isoformat()}: "
                "one of the two days is wrong."
            )
        return age


def _short(text: str) -> str:
    return text if len(text) <= _LONGEST_SHOWN else f"{text[: _LONGEST_SHOWN - 1]}…"
