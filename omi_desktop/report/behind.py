"""The cases behind every figure of the scores, and what each of them answered."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import Enum
from typing import TYPE_CHECKING

from omi_desktop.instrument.applicability import standings
from omi_desktop.instrument.model import NOT_APPLICABLE, Instrument, Question
from omi_desktop.report.agreed import agreed_words
from omi_desktop.report.counting import Counts
from omi_desktop.report.wording import counted, day
from omi_desktop.scoring.averaging import THREAD, section_name
from omi_desktop.scoring.score import COUNTED, ScoredCase

if TYPE_CHECKING:
    from omi_desktop.scoring.scorecard import Scorecard
    from omi_desktop.statistics.distance import Distance
    from omi_desktop.statistics.judgements import Judgements
    from omi_desktop.store import Answer, Case
    from omi_desktop.store.moderation_records import Agreed

SAMPLE = "sample"
"""Stands for all cases of the sample where the name of a score is asked for."""


class Side(Enum):
    """Where the answer of a case lies; the value is its mark and its word."""

    BELOW = ("○", "Below the line")
    ABOVE = ("●", "Above the line")
    ANSWERED = ("–", "Answered")
    NOT_APPLICABLE = ("·", "Not applicable")
    OPEN = ("…", "Still open")


@dataclass(frozen=True, slots=True)
class CaseAnswer:
    """What one case says on a question: the answer, its note, who gave it and when."""

    case: str
    ref: str
    side: Side
    answer: str
    note: str = ""
    who: str = ""
    when: str = ""


@dataclass(frozen=True, slots=True)
class CaseBehind:
    """A case behind a score: on which side its answers lie, and where one would begin to read."""

    case: str
    ref: str
    state: str
    below: int
    above: int
    is_open: bool
    question: str


class Behind:
    """The cases behind the figures of one scorecard; `cases` and `scored` are by position."""

    def __init__(
        self,
        instrument: Instrument,
        cases: Sequence[Case],
        scored: Sequence[ScoredCase],
        card: Scorecard,
        judged: Judgements,
        people: Mapping[str, str],
    ) -> None:
        self._instrument = instrument
        self._cases = cases
        self._scored = scored
        self._card = card
        self._judged = judged
        self._people = people
        self._counts = Counts(instrument, scored, card if not card.where else None)
        self._standings = standings(instrument, [case.values for case in scored])
        where = self._standings.gate(card.where) if card.where else self._standings.everywhere
        self._chosen = tuple(place for place in range(len(cases)) if where >> place & 1)
        self._unfinished = tuple(
            place for place in self._chosen if scored[place].status in ("not started", COUNTED[0])
        )
        self._answers: Mapping[tuple[str, str], Answer] = {}
        self._agreed: Mapping[tuple[str, str], Agreed] = {}
        self._known: dict[str, Mapping[int, Side]] = {}
        self._open: dict[str, frozenset[int]] = {}
        self._distances: dict[str, Distance | None] = {}

    @property
    def knows_who(self) -> bool:
        """Tell whether notes, who and when are known yet."""
        return bool(self._answers)

    def learn(
        self,
        answers: Mapping[tuple[str, str], Answer],
        agreed: Mapping[tuple[str, str], Agreed] | None = None,
    ) -> None:
        """Take in notes, who and when by question and case; the screen does not wait for them.

        `agreed` is what was agreed on, by case and question.
        """
        self._answers = answers
        self._agreed = agreed or {}

    def question(self, question: str) -> tuple[CaseAnswer, ...]:
        """Return the cases behind a question: those below the line first, those open last."""
        places = self._sides(question)
        order = list(Side)
        return tuple(
            self._answer(question, place, side)
            for place, side in sorted(places.items(), key=lambda p: (order.index(p[1]), p[0]))
        )

    def score(self, name: str) -> tuple[CaseBehind, ...]:
        """Return the cases behind a score by its name; those open come last.

        For `SAMPLE` they are all cases that the scorecard counts as sampled.
        """
        asked = self.questions(name)
        below: dict[int, int] = {}
        above: dict[int, int] = {}
        first: dict[int, str] = {}
        for question in asked:
            for place, side in self._sides(question).items():
                if side in (Side.BELOW, Side.ABOVE):
                    tally = below if side is Side.BELOW else above
                    tally[place] = tally.get(place, 0) + 1
                if side is Side.BELOW:
                    first.setdefault(place, question)
        still_open = self._open_places(asked)
        shown = self._chosen if name == SAMPLE else sorted({*below, *above, *still_open})
        found = [
            CaseBehind(
                self._cases[place].id,
                self._cases[place].ref,
                str(self._cases[place].status).capitalize(),
                below.get(place, 0),
                above.get(place, 0),
                place in still_open,
                first.get(place, ""),
            )
            for place in shown
        ]
        return tuple(sorted(found, key=lambda case: (not case.below + case.above, -case.below)))

    def rests_on(self, name: str) -> int:
        """Return how many cases gave a relevant answer to a question that a score rests on."""
        found = (
            self._counts.behind(question, (), self._card.where) for question in self.questions(name)
        )
        return len(set().union(*(behind.base for behind in found)))

    def still_open(self, name: str) -> int:
        """Return in how many cases an answer that a score or a question rests on is missing."""
        return len(self._open_places(self.questions(name)))

    def questions(self, name: str) -> tuple[str, ...]:
        """Return the questions that a score rests on, by its name, or the one of this id."""
        if name in self._instrument.questions:
            return (name,)
        if name == THREAD:
            return self._card.risk_of_harm.questions
        return tuple(
            question.id
            for criterion in self._instrument.criteria
            if name in (criterion.id, section_name(criterion.section), SAMPLE)
            for question in criterion.questions
            if question.counts
        )

    def distance(self, question: str) -> Distance | None:
        """Return how far a question lies from the line, or None where no case is relevant."""
        from omi_desktop.statistics.distance import question_distance

        if question not in self._judged.questions:
            return None
        if question not in self._distances:
            found = question_distance(self._judged, question, self._card.line)
            self._distances[question] = found
        return self._distances[question]

    def nearest(self, distance: Distance) -> tuple[str, ...]:
        """Return the ids of the cases that would move a figure across the line, nearest first.

        They are as few as would do; none where all of them together would not.
        """
        near = distance.nearest_cases[: distance.cases or 0]
        return tuple(self._cases[case.index].id for case in near)

    def count_ahead(self) -> None:
        """Count what every page asks, so that none of them counts while it is drawn."""
        for question in self._instrument.questions:
            self._sides(question)
        self.still_open(SAMPLE)

    def reference(self, place: int) -> str:
        """Return the reference of a case by its index."""
        return self._cases[place].ref

    def _sides(self, question: str) -> Mapping[int, Side]:
        known = self._known.get(question)
        if known is None:
            known = self._known[question] = self._find_sides(question)
        return known

    def _find_sides(self, question: str) -> dict[int, Side]:
        asked = self._instrument.questions[question]
        judges = asked.scale is not None and asked.scale.judges
        where = self._card.where
        found = dict.fromkeys(self._open_on(question), Side.OPEN)
        excluded = self._counts.behind(question, (NOT_APPLICABLE,), where).counted
        found |= dict.fromkeys(excluded, Side.NOT_APPLICABLE)
        if asked.scale is None or not judges:
            return found | dict.fromkeys(self._given(asked), Side.ANSWERED)
        behind = self._counts.behind(question, tuple(asked.scale.above), where)
        found |= dict.fromkeys(behind.base, Side.BELOW)
        return found | dict.fromkeys(behind.counted, Side.ABOVE)

    def _given(self, asked: Question) -> Iterable[int]:
        given = self._standings.counted(asked.id).items()
        masks = sum(mask for value, mask in given if value != NOT_APPLICABLE)
        return (
            place
            for place in self._chosen
            if masks >> place & 1 and self._scored[place].status in COUNTED
        )

    def _open_places(self, questions: Iterable[str]) -> frozenset[int]:
        return frozenset().union(*map(self._open_on, questions))

    def _open_on(self, question: str) -> frozenset[int]:
        """Return the cases not yet complete in which the question may still be answered."""
        known = self._open.get(question)
        if known is None:
            given = sum(self._standings.counted(question).values())
            known = self._open[question] = frozenset(
                place
                for place in self._unfinished
                if not given >> place & 1 and self._standings.applies(question, place) is not False
            )
        return known

    def _answer(self, question: str, place: int, side: Side) -> CaseAnswer:
        case = self._cases[place]
        value = self._scored[place].values.get(question)
        words = side.value[1]
        if side is not Side.OPEN and value is not None:
            words = self._instrument.questions[question].label(value)
        agreed = self._agreed.get((case.id, question))
        if agreed is not None and side is not Side.OPEN:
            asked = self._instrument.questions[question]
            words = f"{words} ({agreed_words(agreed, asked, self._people)})"
        kept = self._answers.get((question, case.id))
        if kept is None:
            return CaseAnswer(case.id, case.ref, side, words)
        who = self._people.get(kept.by, "")
        return CaseAnswer(case.id, case.ref, side, words, kept.note, who, moment(kept.at))


def moment(stamp: str) -> str:
    """Return a moment in UTC as the day and time here: "18 July 2006, 14:02"."""
    here = datetime.fromisoformat(stamp).astimezone()
    return f"{day(here.date())}, {here:%H:%M}"


def rests_on(cases: int, still_open: int) -> str:
    """Return in words on how many cases a score rests and how many are open: "97 cases, 2 open"."""
    told = counted(cases, "case", "cases")
    return f"{told}, {still_open} open" if still_open else told
