"""Area assessors against inspectors: how often each find a judgement above the line.

Area assessors work in the area that is inspected. Whether they judge more kindly can be seen only
on questions that both kinds were asked often enough; there the share above the line is averaged
over the questions, so that neither is helped by having been asked easier ones. They read different
cases all the same, so a difference may lie in the cases as much as in the readers. The blind second
reads, in which two read the same case, tell the two apart.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from omi_desktop.scoring.score import ScoredCase
from omi_desktop.scoring.scorecard import percent
from omi_desktop.statistics.bootstrap import RESAMPLES, SEED
from omi_desktop.statistics.comparing import Comparison, compared
from omi_desktop.statistics.groups import Group
from omi_desktop.statistics.intervals import SMALL_BASE, Interval, wilson
from omi_desktop.statistics.judgements import judgements
from omi_desktop.statistics.wording import of_two

if TYPE_CHECKING:
    from omi_desktop.instrument.model import Instrument

AREA = "Area assessors"
OTHERS = "Inspectors"


@dataclass(frozen=True, slots=True)
class QuestionByKind:
    """One comparable question: of how many relevant cases of each kind it was above the line."""

    id: str
    title: str
    area: tuple[int, int]
    others: tuple[int, int]

    @property
    def intervals(self) -> tuple[Interval | None, Interval | None]:
        """Return Wilson's interval of each share."""
        return wilson(*self.area), wilson(*self.others)


@dataclass(frozen=True, slots=True)
class AgainstInspectors:
    """The two kinds over all comparable questions, and on each of them.

    `whole` is None where there is nothing to compare.
    """

    whole: Comparison | None
    questions: tuple[QuestionByKind, ...]

    @property
    def sentence(self) -> str:
        """Return what can honestly be said of it."""
        known = self.whole
        if known is None or known.part.share is None or known.others.share is None:
            return (
                "Area assessors and inspectors have no question in common that each answered in "
                f"{SMALL_BASE} cases or more, so they cannot be compared."
            )
        told = of_two(known.part.share, known.others.share, known.interval, known.p_value)
        questions = len(self.questions)
        over = "1 question" if questions == 1 else f"{questions} questions"
        shares = (percent(known.part.share), percent(known.others.share))
        return (
            f"Over {over} that both were asked in {SMALL_BASE} cases or more, area assessors found "
            f"{shares[0]}% above the line and inspectors {shares[1]}%. {told} They read different "
            "cases, so what there is of a difference may lie in the cases as much as in the "
            "readers."
        )


def against_inspectors(
    instrument: Instrument,
    cases: Sequence[ScoredCase],
    area: int,
    others: int,
    *,
    resamples: int = RESAMPLES,
    seed: str = SEED,
) -> AgainstInspectors:
    """Compare the two kinds; `area` and `others` are the masks of the cases that each read."""
    judged = judgements(instrument, cases)
    here, there = judged.among(area), judged.among(others)
    found: list[QuestionByKind] = []
    for name in judged.questions:
        pairs = [
            (own.questions[name].sufficient.bit_count(), own.questions[name].relevant.bit_count())
            for own in (here, there)
        ]
        if min(base for _, base in pairs) >= SMALL_BASE:
            found.append(QuestionByKind(name, instrument.questions[name].short, *pairs))
    if not found:
        return AgainstInspectors(None, ())
    group = Group("area assessor", AREA, area & judged.counted, others & judged.counted)
    # One name stands for a question by itself; two or more for their average.
    what = "+".join(one.id for one in found)
    (whole,) = compared(instrument, cases, what, [group], resamples=resamples, seed=seed)
    return AgainstInspectors(whole, tuple(found))
