"""The sample against the caseload: by type, office, sentence and month, as pairs of bars."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import partial
from typing import TYPE_CHECKING

from omi_desktop.drawing.pairs import PairedBar
from omi_desktop.report.wording import month_of, share
from omi_desktop.sampling.expected_work import types_of
from omi_desktop.store.inspected_team import TYPES

if TYPE_CHECKING:
    from omi_desktop.instrument.model import Instrument

_SENTENCE = "case_type"
_START = "start_date"
_BY_SENTENCE = ("licence", "community")
NOT_KNOWN = "Not known"


@dataclass(frozen=True, slots=True)
class Profile:
    """What a picture needs to know of a case: its facts, and the office that held it."""

    facts: Mapping[str, str]
    office: str


@dataclass(frozen=True, slots=True)
class Picture:
    """The pairs of bars under a title."""

    title: str
    bars: tuple[PairedBar, ...]


def pictures(
    bank: Instrument, sample: Sequence[Profile], listed: Sequence[Profile] | None
) -> tuple[Picture, ...]:
    """Return the four pictures; `listed` is the caseload, None where the list is not at hand."""
    gates = [gate for gate in TYPES if gate in bank.gate and gate not in _BY_SENTENCE]
    names = {gate: bank.gate[gate].title for gate in gates}
    scale = bank.questions[_SENTENCE].scale if _SENTENCE in bank.questions else None
    sentences = {choice.id: choice.label for choice in scale.choices} if scale else {}
    kinds = partial(_types, bank, gates)
    return tuple(
        Picture(title, _bars(sample, listed, tell, order, words))
        for title, tell, order, words in (
            ("By type", kinds, gates, names),
            ("By office", _offices, None, {}),
            ("By sentence", _sentences, tuple(sentences), sentences),
            ("By month in which supervision began", _months, None, {}),
        )
    )


_Tells = Callable[[Sequence[Profile]], Iterable[Iterable[str]]]


def _bars(
    sample: Sequence[Profile],
    listed: Sequence[Profile] | None,
    tell: _Tells,
    order: Sequence[str] | None,
    words: Mapping[str, str],
) -> tuple[PairedBar, ...]:
    mine = Counter(name for names in tell(sample) for name in names)
    theirs = None if listed is None else Counter(name for names in tell(listed) for name in names)
    seen = sorted(mine.keys() | (theirs or {}).keys(), key=lambda name: (name == "", name))
    names = [*order, *([""] if "" in seen else [])] if order is not None else seen
    return tuple(
        _bar(
            words.get(name) or month_of(name) or NOT_KNOWN,
            mine[name],
            len(sample),
            None if theirs is None else theirs[name],
            len(listed or ()),
        )
        for name in names
    )


def _bar(title: str, count: int, size: int, listed: int | None, whole: int) -> PairedBar:
    words, spoken = _figure(count, size), f"{title}: sample {count} of {size}"
    if listed is not None:
        words += f", list {_figure(listed, whole)}"
        spoken += f", list {listed:,} of {whole:,}"
    return PairedBar(
        title,
        None if listed is None else _part(listed, whole),
        _part(count, size),
        words,
        spoken,
    )


def _figure(count: int, base: int) -> str:
    return f"{count:,} ({share(count, base)})"


def _part(count: int, base: int) -> float:
    return float(Fraction(count, base)) if base else 0.0


def _types(
    bank: Instrument, gates: Sequence[str], cases: Sequence[Profile]
) -> Iterable[Iterable[str]]:
    return types_of(bank, [case.facts for case in cases], gates)


def _offices(cases: Sequence[Profile]) -> Iterable[Iterable[str]]:
    return ((case.office,) for case in cases)


def _sentences(cases: Sequence[Profile]) -> Iterable[Iterable[str]]:
    return ((case.facts.get(_SENTENCE, ""),) for case in cases)


def _months(cases: Sequence[Profile]) -> Iterable[Iterable[str]]:
    # A month as the first seven signs of its day sorts as it follows.
    return ((case.facts.get(_START, "")[:7],) for case in cases)
