"""Which column of an area's list tells what: guessed from names and values, with the reason."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from omi_desktop.errors import RequestError
from omi_desktop.exchange.frame_dates import has_month_first, read_day
from omi_desktop.exchange.frame_words import choices_of, plain
from omi_desktop.instrument.model import ValueType

if TYPE_CHECKING:
    from omi_desktop.exchange.frame_table import Table
    from omi_desktop.instrument.model import Instrument, Question

REFERENCE = "reference"
COMMENCED = "commenced"
RELEASED = "released"
BIRTH = "birth"
AGE = "age"
OFFICE = "office"
TEAM = "team"
MANAGER = "manager"

_LOOKED_AT = 2_000
_MOST = 0.5
_NEARLY_ALL = 0.95
_DATES = (COMMENCED, RELEASED, BIRTH)

_TITLES = {
    REFERENCE: "Case reference",
    COMMENCED: "Commencement of the order",
    RELEASED: "Release on licence",
    BIRTH: "Date of birth",
    AGE: "Age",
    OFFICE: "Office",
    TEAM: "Team",
    MANAGER: "Offender manager",
}
_NAMES: Mapping[str, tuple[str, ...]] = {
    REFERENCE: (
        "case reference",
        "case ref",
        "reference",
        "ref",
        "crn",
        "case number",
        "case no",
        "case id",
        "case record number",
        "crams number",
        "offender id",
        "offender number",
        "urn",
        "pnc",
        "id",
    ),
    COMMENCED: (
        "commencement date",
        "date of commencement",
        "commenced",
        "order commenced",
        "order date",
        "start date",
        "start",
        "date of order",
        "order start date",
        "sentence date",
        "date of sentence",
    ),
    RELEASED: (
        "release date",
        "date of release",
        "released",
        "licence start date",
        "licence start",
        "date released",
        "licence commencement date",
    ),
    BIRTH: ("date of birth", "dob", "birth date", "born", "d o b"),
    AGE: ("age", "age at start", "age at commencement"),
    OFFICE: (
        "office",
        "probation office",
        "location",
        "ldu",
        "district",
        "site",
        "unit",
    ),
    TEAM: ("team", "team name", "supervising team"),
    MANAGER: (
        "offender manager",
        "om",
        "case manager",
        "supervising officer",
        "officer",
        "probation officer",
        "case holder",
        "holder",
        "offender manager name",
        "assigned officer",
    ),
    "case_type": ("sentence type", "sentence", "order type", "type", "case type", "disposal"),
    "tier": ("tier", "tier level", "tiering"),
    "gender": ("gender", "sex"),
    "ethnicity": ("ethnicity", "ethnic group", "ethnic origin", "race", "ethnic code"),
    "roh_level": (
        "roh level",
        "roh",
        "rosh",
        "rosh level",
        "risk of harm",
        "risk of harm level",
        "risk of serious harm",
        "level of risk of harm",
        "harm level",
    ),
    "mappa": ("mappa", "mappa level"),
    "ppo": ("ppo", "prolific", "prolific and priority offender", "ppo status"),
    "ap_resident": (
        "approved premises",
        "approved premises resident",
        "ap resident",
        "ap",
        "hostel",
        "hostel resident",
    ),
    "svc": (
        "victim contact",
        "statutory victim contact",
        "svc",
        "victim liaison",
        "vlo",
        "victim contact applies",
    ),
    "transferred_in": ("transferred in", "transfer in"),
    "disability": ("disability", "disabled"),
}


@dataclass(frozen=True, slots=True)
class Field:
    """Something that a list can tell of a case; `id` is ours, or that of a fact of the bank."""

    id: str
    title: str
    fact: Question | None = None


@dataclass(frozen=True, slots=True)
class ColumnMapping:
    """Which column tells of which field, and what words of the list mean.

    `words` holds the fact, the word and the id of the choice that it stands for.
    """

    columns: tuple[tuple[str, str], ...]
    words: tuple[tuple[str, str, str], ...] = ()

    def column(self, field: str) -> str | None:
        """Return the column that tells of a field."""
        return dict(self.columns).get(field)


@dataclass(frozen=True, slots=True)
class Guess:
    """A field, the column it was found in, and why."""

    field: str
    column: str
    why: str


def fields_of(instrument: Instrument) -> tuple[Field, ...]:
    """Return everything that a list can tell for this question bank."""
    own = tuple(Field(name, title) for name, title in _TITLES.items())
    facts = tuple(
        Field(fact.id, fact.short, fact)
        for fact in instrument.facts
        if fact.value_type is ValueType.CHOICE and fact.scale is not None and fact.id != "age_band"
    )
    return own + facts


def guessed(table: Table, instrument: Instrument) -> tuple[Guess, ...]:
    """Return what the columns of a list seem to tell, from their names and values.

    Every column is used once, every field found once; the surest pairs first.
    """
    values = _values(table)
    candidates: list[tuple[int, float, int, Guess]] = []
    for place, field in enumerate(fields_of(instrument)):
        for column in table.columns:
            named = _named(field, column)
            if not named:
                continue
            fit, why = _fit(field, values[column])
            if fit >= _MOST:
                guess = Guess(field.id, column, f"“{column}” is called so, and {why}.")
                candidates.append((-named, -fit, place, guess))
    candidates.sort(key=lambda one: one[:3])
    taken: dict[str, Guess] = {}
    used: set[str] = set()
    for _, _, _, guess in candidates:
        if guess.field not in taken and guess.column not in used:
            taken[guess.field] = guess
            used.add(guess.column)
    if REFERENCE not in taken:
        found = _by_values(table, values, used)
        if found is not None:
            taken[REFERENCE] = found
    return tuple(taken[f.id] for f in fields_of(instrument) if f.id in taken)


def mapping_of(
    guesses: Iterable[Guess],
    given: Iterable[tuple[str, str]] = (),
    words: Iterable[tuple[str, str, str]] = (),
) -> ColumnMapping:
    """Return a mapping: what was guessed, under what was given by hand."""
    by_hand = dict(given)
    columns = {
        guess.field: guess.column
        for guess in guesses
        if guess.column not in by_hand.values() or guess.field in by_hand
    }
    return ColumnMapping(tuple((columns | by_hand).items()), tuple(words))


def refuse_unusable_mapping(mapping: ColumnMapping, table: Table, instrument: Instrument) -> None:
    """Raise RequestError where a mapping does not go with the list or the question bank."""
    known = {field.id: field for field in fields_of(instrument)}
    for field, column in mapping.columns:
        if field not in known:
            raise RequestError(
                f"There is no field “{field}”. Choose one of {', '.join(sorted(known))}."
            )
        if column not in table.columns:
            raise RequestError(
                f"The list has no column “{column}”. Its columns are {', '.join(table.columns)}."
            )
    for fact, word, choice in mapping.words:
        asked = known[fact].fact if fact in known else None
        if asked is None or asked.scale is None or asked.scale.choice(choice) is None:
            raise RequestError(
                f"“{word}” cannot mean “{choice}” for “{fact}”: there is no such choice."
            )
    if mapping.column(REFERENCE) is None:
        raise RequestError(
            "No column of the list looks like the case reference. Say which one it is: "
            f"--column {REFERENCE}=NAME, with one of {', '.join(table.columns)}."
        )


def _values(table: Table) -> dict[str, list[str]]:
    """Return the filled cells of each column, of the first rows."""
    rows = [cells for _, cells in table.rows[:_LOOKED_AT]]
    return {
        column: [cells[place] for cells in rows if cells[place]]
        for place, column in enumerate(table.columns)
    }


def _named(field: Field, column: str) -> int:
    """Return how surely a column bears the name of a field: 2 exactly, 1 in part, 0 not."""
    name = plain(column)
    names = {plain(field.id), plain(field.title), *_NAMES.get(field.id, ())}
    if name in names:
        return 2
    padded = f" {name} "
    return int(any(f" {known} " in padded for known in names if len(known) > 2))


def _fit(field: Field, values: list[str]) -> tuple[float, str]:
    """Return which part of the cells say something for a field, and that in words."""
    if not values:
        return 0.0, "is empty"
    if field.id == REFERENCE:
        return len(set(values)) / len(values), "hardly any value repeats"
    if field.id in _DATES:
        month_first = has_month_first(values)
        days = sum(read_day(value, month_first=month_first) is not None for value in values)
        return days / len(values), "its values are dates"
    if field.id == AGE:
        return sum(value.isdecimal() for value in values) / len(values), "its values are ages"
    if field.fact is not None:
        known = choices_of(field.fact)
        told = sum(plain(value) in known for value in values)
        return told / len(values), "its words are known"
    return 1.0, "it holds names"


def _by_values(table: Table, values: Mapping[str, list[str]], used: set[str]) -> Guess | None:
    """Return the first column in which every row has a value of its own with a digit in it."""
    rows = min(len(table.rows), _LOOKED_AT)
    for column in table.columns:
        own = values[column]
        if (
            column not in used
            and len(own) >= _NEARLY_ALL * rows
            and len(set(own)) >= _NEARLY_ALL * len(own)
            and all(any(sign.isdigit() for sign in value) for value in own)
            and not all(read_day(value) for value in own)
        ):
            return Guess(REFERENCE, column, f"“{column}” has a value of its own in every row.")
    return None
