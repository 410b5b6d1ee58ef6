"""The gates of the question bank and the groups of a draw, in the words of the bank."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import TYPE_CHECKING

from omi_desktop.report.drawn_groups import group_words
from omi_desktop.store.inspected_team import TYPES

if TYPE_CHECKING:
    from omi_desktop.instrument.model import Instrument
    from omi_desktop.sampling.feasibility import Feasibility


def gates_in_order(bank: Instrument) -> tuple[tuple[str, str], ...]:
    """Return id and title of every gate: the types that the report names first."""
    first = [gate for gate in TYPES if gate in bank.gate]
    rest = sorted(
        (gate.id for gate in bank.gates if gate.id not in first),
        key=lambda gate: bank.gate[gate].title,
    )
    return tuple((gate, bank.gate[gate].title) for gate in (*first, *rest))


def in_words(found: Feasibility, bank: Instrument) -> Feasibility:
    """Return what stands against a draw with every group named as a person would name it."""
    return replace(
        found,
        shortfalls=tuple(
            replace(short, group=group_words(bank, short.group)) for short in found.shortfalls
        ),
        lower=tuple((group_words(bank, gate), number) for gate, number in found.lower),
    )


def named_by_title(
    missing: Mapping[str, tuple[str, ...]], bank: Instrument
) -> dict[str, tuple[str, ...]]:
    """Return what the list has no column for, under the titles of the gates."""
    return {bank.gate[gate].title: names for gate, names in missing.items()}
