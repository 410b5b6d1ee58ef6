"""What can be compared, and by what."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain

from omi_desktop.instrument.model import Instrument, ValueType
from omi_desktop.store import BESIDE_ANSWERS


@dataclass(frozen=True, slots=True)
class Asked:
    """A comparison that is wanted: what, by what, and whether it is meant for publication."""

    of: str
    by: str
    for_publication: bool = False


@dataclass(frozen=True, slots=True)
class Divider:
    """Something that divides the cases into groups: a fact, a gate, or who read them."""

    id: str
    title: str
    kind: str

    def is_meant_by(self, letters: str) -> bool:
        """Tell whether all of the letters stand in it."""
        words = f"{self.id} {self.title} {self.kind}".casefold()
        return all(part in words for part in letters.casefold().split())


def dividers(instrument: Instrument) -> tuple[Divider, ...]:
    """Return everything that figures can be compared by: facts first, questions last."""
    return tuple(chain(_facts(instrument), _gates(instrument), _questions(instrument)))


def divider_title(instrument: Instrument, by: str) -> str:
    """Return the words for a divider by its id, the id itself where the bank has none."""
    return next((each.title for each in dividers(instrument) if each.id == by), by)


def figure_title(instrument: Instrument, of: str) -> str:
    """Return what is compared as it is told in a list: “2.4.8 Judgements on non-compliance”."""
    if of in instrument.questions:
        return f"{of} {instrument.questions[of].short}"
    if of in instrument.criterion:
        return f"{of} {instrument.criterion[of].title}"
    if "+" in of:
        return f"Mean of {', '.join(of.split('+'))}"
    return "Risk of Harm thread" if of == "risk-of-harm" else of.replace("-", " ").capitalize()


def _facts(instrument: Instrument) -> Iterator[Divider]:
    for fact in instrument.facts:
        if fact.scale is not None and fact.value_type in (ValueType.CHOICE, ValueType.SEVERAL):
            yield Divider(fact.id, fact.short, "Fact")
    for name, words in BESIDE_ANSWERS:
        yield Divider(name, words, "Fact")


def _gates(instrument: Instrument) -> Iterator[Divider]:
    for gate in instrument.gates:
        yield Divider(gate.id, gate.title, "Group")


def _questions(instrument: Instrument) -> Iterator[Divider]:
    profile = {fact.id for fact in instrument.facts}
    for question in instrument.questions.values():
        if question.id not in profile and question.scale is not None:
            yield Divider(question.id, f"{question.id} {question.short}", "Question")
