"""Draw an inspection at random and write it into a real file: the same seed, the same inspection.

Drawn are small and larger samples, withdrawn cases and cases not begun, criteria that no case is
relevant to, and answers whose gates closed after they were given, so that they are parked.
"""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from omi_desktop.assets import asset
from omi_desktop.instrument.bank import bank_files
from omi_desktop.instrument.model import NOT_APPLICABLE, Instrument, Question, ValueType
from omi_desktop.store import (
    RELEASE_COST,
    Case,
    CaseStatus,
    Conclusion,
    Details,
    Finding,
    FindingKind,
    GoodPractice,
    How,
    Inspection,
    KeyCost,
    NewAnswer,
    Passage,
    Person,
    PersonKind,
    Rating,
    Recommendation,
    Record,
    Role,
    create,
)

BANK = asset("instrument/omi-2006")
PASSPHRASE = "a passphrase for a while"
SIZES = (2, 6, 12, 24, 45)
LEAD = "p1"


@dataclass(frozen=True, slots=True)
class Drawn:
    """An inspection that was written: its seed, and what is in it besides the answers."""

    seed: int
    statuses: dict[str, str]
    records: tuple[Record, ...]


def begin(seed: int, path: Path, cost: KeyCost = RELEASE_COST) -> Inspection:
    """Begin the inspection of this seed in a new file at `path`; the caller closes."""
    chance = random.Random(seed)
    details = Details(
        id=f"i{seed}",
        area=chance.choice(("Cumbria", "North Rutland", "Westmorland")),
        role=Role.LEAD,
        created="2006-07-01T00:00:00.000Z",
        fieldwork="2006-07-17",
        publication=chance.choice(("", "2006-11-16")),
    )
    return create(path, PASSPHRASE, bank=bank_files(BANK), details=details, cost=cost)


def fill(seed: int, inspection: Inspection) -> Drawn:
    """Write everything that this seed draws into a new inspection."""
    chance = random.Random(seed)
    inspection.add_people(
        [
            Person(LEAD, "Dana Hale", PersonKind.LEAD_INSPECTOR),
            Person("p2", "Sam Beck", PersonKind.AREA_ASSESSOR),
        ]
    )
    cases = [
        Case(f"c{place}", f"CU-{place:04}", place, CaseStatus.NOT_STARTED, "", "p2")
        for place in range(SIZES[seed % len(SIZES)] + chance.randint(0, 4))
    ]
    inspection.add_cases(cases, by=LEAD)
    _answer(inspection, cases, chance)
    _change_facts(inspection, cases, chance)
    for case in cases:
        _set_status(inspection, case, chance)
    records = tuple(_records(inspection.instrument, chance))
    inspection.change_records(put=records, by=LEAD)
    statuses = {case.ref: str(case.status) for case in inspection.cases()}
    return Drawn(seed, statuses, records)


def _answer(inspection: Inspection, cases: Sequence[Case], chance: random.Random) -> None:
    """Answer at random whatever the gates say; some criteria get no relevant case at all."""
    instrument = inspection.instrument
    barren = set(chance.sample(list(instrument.criterion), chance.choice((0, 1, 1, 3))))
    # Steep, so that some questions have one answer throughout and some gates hardly open.
    leaning = {
        question.id: [chance.random() ** 3 + 0.02 for _ in _choices(question)]
        for question in instrument.questions.values()
    }
    answers = []
    for case in cases:
        diligence = chance.choice((0.0, 0.4, 0.9, 0.97, 1.0))
        for question in instrument.questions.values():
            if chance.random() >= diligence:
                continue
            nothing = question.criterion in barren and question.counts
            if nothing and chance.random() < 0.5:
                continue
            if nothing or chance.random() < 0.04:
                value = NOT_APPLICABLE
            else:
                value = _value(question, leaning[question.id], chance)
            answers.append(NewAnswer(case.id, question.id, value, "", "p2", ""))
    inspection.write_answers(answers, how=How.TYPED)


def _choices(question: Question) -> tuple[str, ...]:
    return tuple(choice.id for choice in question.scale.choices) if question.scale else ()


def _value(question: Question, leaning: Sequence[float], chance: random.Random) -> str:
    choices = _choices(question)
    match question.value_type:
        case ValueType.NUMBER:
            return str(chance.randint(0, 24))
        case ValueType.DATE:
            return f"2006-01-{chance.randint(1, 28):02}"
        case ValueType.TEXT:
            return "Words, and more words."
        case ValueType.SEVERAL:
            given = set(chance.choices(choices, leaning, k=3))
            return "+".join(choice for choice in choices if choice in given)
        case _:
            return chance.choices(choices, leaning)[0]


def _change_facts(inspection: Inspection, cases: Sequence[Case], chance: random.Random) -> None:
    """Change, take back and restore answers that gates rest on: they close, and some reopen."""
    facts = [fact for fact in inspection.instrument.facts if fact.scale is not None]
    for case in chance.sample(cases, len(cases) // 2):
        before = inspection.answers(case.id)
        for fact in chance.sample(facts, 3):
            level = [1.0] * len(_choices(fact))
            other = None if chance.random() < 0.3 else _value(fact, level, chance)
            inspection.answer(case.id, fact.id, other, by="p2")
            if chance.random() < 0.3 and fact.id in before:
                inspection.answer(case.id, fact.id, before[fact.id].value, by="p2")


def _set_status(inspection: Inspection, case: Case, chance: random.Random) -> None:
    drawn = chance.choices(
        (CaseStatus.COMPLETE, CaseStatus.WITHDRAWN, CaseStatus.NOT_STARTED, None), (12, 1, 1, 3)
    )[0]
    if drawn is not None:
        reason = "The file is lost." if drawn is CaseStatus.WITHDRAWN else ""
        inspection.set_status(case.id, drawn, by=LEAD, reason=reason)


def _records(instrument: Instrument, chance: random.Random) -> Iterator[Record]:
    texts = _Texts(instrument, chance)
    for criterion in instrument.leadership:
        if chance.random() < 0.7:
            rating = chance.choice(instrument.ratings).id
            yield Rating(criterion.id, rating, texts.text())
    settled = chance.sample(list(instrument.criterion), 6)
    for criterion_id in settled:
        for kind in FindingKind:
            for place in range(chance.randint(0, 3)):
                yield Finding(criterion_id, kind, place + 1, texts.text(), texts.new_finding())
    for criterion_id in chance.sample(list(instrument.criterion), 2):
        yield Conclusion(criterion_id, chance.random() < 0.5, "The lead inspector’s reason.")
    for part in ("foreword", "summary/1", "area", "section/2", "criterion/2.2", "context"):
        yield Passage(part, 1, texts.text())
    for place in (1, 2):
        traces = (*chance.sample(list(instrument.criterion), 2), *texts.some_finding())
        yield Recommendation(place, texts.text(), traces)
    yield GoodPractice(1, "A plan in use", chance.choice(settled), texts.text())


class _Texts:
    """Texts with live figures, each with a number by which it is found in a document."""

    def __init__(self, instrument: Instrument, chance: random.Random) -> None:
        self._chance = chance
        self._gates = [*instrument.gate]
        judged = [q for q in instrument.questions.values() if q.counts]
        self._judged = [question.id for question in judged]
        self._sentences = [question.id for question in judged if question.strength]
        self._facts = [
            (fact.id, choice)
            for fact in instrument.facts
            if fact.value_type in (ValueType.CHOICE, ValueType.SEVERAL)
            for choice in _choices(fact)
        ]
        sections = {criterion.section for criterion in instrument.criteria}
        self._scores = [*instrument.criterion, *(f"section-{each}" for each in sorted(sections))]
        self._scores.append("risk-of-harm")
        self._findings: list[str] = []
        self._written = 0

    def new_finding(self) -> str:
        self._findings.append(f"finding-{len(self._findings) + 1}")
        return self._findings[-1]

    def some_finding(self) -> tuple[str, ...]:
        return (self._chance.choice(self._findings),) if self._findings else ()

    def text(self) -> str:
        self._written += 1
        figures = " and then ".join(self._figure() for _ in range(self._chance.randint(1, 3)))
        return f"Text {self._written} begins: {figures}; it ends. [{self._written}]"

    def _figure(self) -> str:
        pick = self._chance.choice
        side = pick(("", "", " insufficient"))
        where = pick(("", "", f" where {pick(self._gates)}"))
        match self._chance.randrange(8):
            case 0 | 1 | 2:
                form = pick(("percent", "count", "base", "of", "words", "share"))
                return f"{{{form} {pick(self._judged)}{side}{where}}}"
            case 3:
                names = "+".join(self._chance.sample(self._judged, 3))
                return f"{{percent {names}{side}{where}}}"
            case 4:
                fact, choice = pick(self._facts)
                return f"{{{pick(('percent', 'of', 'words'))} {fact} is {choice}{where}}}"
            case 5:
                return f"{{score {pick(self._scores)}{where}}}"
            case 6:
                return f"{{sentence {pick(self._sentences)}{side}{where}}}"
            case _:
                known = self.some_finding()
                return f"{{see {known[0]}}}" if known else "no finding"
