"""Read the area's list beside the window: its columns, its words, and what can be drawn from it."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from omi_desktop.errors import RequestError
from omi_desktop.exchange.frame import read_caseload
from omi_desktop.exchange.frame_mapping import (
    REFERENCE,
    ColumnMapping,
    Guess,
    fields_of,
    guessed,
    mapping_of,
)
from omi_desktop.exchange.frame_table import Table, read_table
from omi_desktop.exchange.frame_words import choices_of, plain
from omi_desktop.sampling.feasibility import advice, feasibility
from omi_desktop.sampling.kinds import Demands, demands, untold
from omi_desktop.sampling.rules import read_rules
from omi_desktop.store.sample_records import RememberedMapping
from omi_desktop.store.sampling import refuse_second_draw
from omi_ui.sample.gate_words import in_words, named_by_title

if TYPE_CHECKING:
    from pathlib import Path

    from omi_desktop.sampling.caseload import Caseload
    from omi_desktop.sampling.rules import Rules
    from omi_desktop.store import Inspection, SealedRules
    from omi_ui.tasks import Step

WORDS_TOLD = 40
"""So many unknown words are offered for each field; a column of free text has thousands."""
_NEEDS_REFERENCE = "Say which column holds the case reference: every case needs one."


@dataclass(frozen=True, slots=True)
class UnknownWord:
    """A word of the list that the program does not know; `choice` is what it is taken for."""

    fact: str
    column: str
    word: str
    count: int
    choice: str


@dataclass(frozen=True, slots=True)
class LoadedList:
    """A list as it was read by one mapping and one version of the rules.

    `caseload` and `asked` are None where no case can be read, and `hindrance` says why. `advice`
    says what stands against the draw, `refused` why this file takes no other sample.
    """

    path: Path
    table: Table
    guesses: tuple[Guess, ...]
    mapping: ColumnMapping
    unknown: tuple[UnknownWord, ...]
    rules: SealedRules
    caseload: Caseload | None = None
    unusable_rows: tuple[tuple[str, str], ...] = ()
    asked: Demands | None = None
    hindrance: str = ""
    advice: tuple[str, ...] = ()
    refused: str = ""
    there_already: int = 0

    @property
    def can_be_drawn(self) -> bool:
        """Tell whether the sample can be drawn from it now."""
        return self.asked is not None and not self.advice and not self.refused


def load(inspection: Inspection, path: Path, rules: SealedRules, step: Step) -> LoadedList:
    """Return the list in a file, read as it was guessed under what is remembered of the area."""
    step(f"Reading {path.name}", 0.05)
    table = read_table(path)
    step("Looking at its columns", 0.5)
    guesses = guessed(table, inspection.instrument)
    remembered = inspection.records(RememberedMapping)
    columns = remembered[0].columns if remembered else ()
    mapping = mapping_of(
        guesses,
        [one for one in columns if one[1] in table.columns],
        remembered[0].words if remembered else (),
    )
    return read_by(inspection, LoadedList(path, table, guesses, mapping, (), rules), mapping, step)


def read_by(
    inspection: Inspection, loaded: LoadedList, mapping: ColumnMapping, step: Step
) -> LoadedList:
    """Return the list read once more, by other columns, words or rules."""
    bank = inspection.instrument
    step("Reading the cases", 0.6)
    fresh = replace(
        loaded,
        mapping=mapping,
        unknown=_unknown(inspection, loaded.table, mapping),
        caseload=None,
        unusable_rows=(),
        asked=None,
        hindrance="",
        advice=(),
    )
    if mapping.column(REFERENCE) is None:
        return replace(fresh, hindrance=_NEEDS_REFERENCE)
    rules = read_rules(loaded.rules.text)
    caseload = read_caseload(loaded.table, mapping, bank, rules)
    step("Looking whether the sample can be drawn", 0.85)
    asked = demands(bank, caseload.cases, rules)
    refused, there = _stands_against(inspection)
    return replace(
        fresh,
        caseload=caseload,
        unusable_rows=tuple((f"{one.row:,}", one.why) for one in caseload.unusable),
        asked=asked,
        advice=_advice(inspection, rules, caseload, asked),
        refused=refused,
        there_already=there,
    )


def _advice(
    inspection: Inspection, rules: Rules, caseload: Caseload, asked: Demands
) -> tuple[str, ...]:
    bank = inspection.instrument
    missing = {m.gate: untold(bank, m.gate, caseload.told) for m in rules.minimums}
    return advice(in_words(feasibility(asked), bank), named_by_title(missing, bank))


def _stands_against(inspection: Inspection) -> tuple[str, int]:
    """Return why no other sample may be drawn in the file, and how many cases stand in it."""
    there = sum(case.status.value != "withdrawn" for case in inspection.cases())
    try:
        refuse_second_draw(inspection, "drawn again")
    except RequestError as error:
        return str(error), there
    return "", there


def _unknown(
    inspection: Inspection, table: Table, mapping: ColumnMapping
) -> tuple[UnknownWord, ...]:
    places = {name: place for place, name in enumerate(table.columns)}
    given = {(fact, plain(word)): choice for fact, word, choice in mapping.words}
    found: list[UnknownWord] = []
    for field in fields_of(inspection.instrument):
        column = mapping.column(field.id)
        if field.fact is None or column is None or column not in places:
            continue
        known = choices_of(field.fact)
        words = Counter(cells[places[column]] for _, cells in table.rows)
        unknown = [
            UnknownWord(field.id, column, word, count, given.get((field.id, plain(word)), ""))
            for word, count in words.most_common()
            if word and plain(word) not in known
        ]
        found += unknown[:WORDS_TOLD]
    return tuple(found)
