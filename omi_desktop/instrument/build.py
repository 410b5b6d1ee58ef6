"""Turn the tables of a question bank into an Instrument, table by table."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import TypeVar

from omi_desktop.instrument.fields import Reader
from omi_desktop.instrument.gates import ALWAYS, Condition, GateSyntaxError, parse
from omi_desktop.instrument.model import (
    NOT_APPLICABLE,
    Choice,
    Coherence,
    Criterion,
    Gate,
    Instrument,
    InterviewGuide,
    InterviewPart,
    Kind,
    LeadershipCriterion,
    Prompt,
    Question,
    Scale,
    Section,
    SpecificCriterion,
    Stage,
    Survey,
    SurveyItem,
    ValueType,
)
from omi_desktop.instrument.source import Fault, Place, Source, Table

Part = TypeVar("Part")

FACTS_STAGE = "facts"


@dataclass(frozen=True, slots=True)
class Built:
    """An instrument with the place of each of its parts, and the faults met while building."""

    instrument: Instrument
    scales: Mapping[str, Scale]
    places: Mapping[tuple[str, str], Place]
    faults: tuple[Fault, ...]


@dataclass(slots=True)
class _Site:
    """What is gathered while the tables are read."""

    scales: dict[str, Scale] = field(default_factory=dict)
    places: dict[tuple[str, str], Place] = field(default_factory=dict)
    faults: list[Fault] = field(default_factory=list)

    def claim(self, sort: str, name: str, place: Place) -> None:
        """Note where a part stands; a second part of the same name is a fault."""
        first = self.places.get((sort, name))
        if first is None:
            self.places[(sort, name)] = place
            return
        self.faults.append(
            place.fault(
                "id",
                f"The {sort} “{name}” stands already in {first.file}, line {first.of('id')}; "
                "an id is given once.",
            )
        )


def build(sources: Mapping[str, Source]) -> Built:
    """Return what the tables describe; faulty tables are left out and their faults reported."""
    site = _Site()
    head = sources["instrument.toml"]
    for table in sources["scales.toml"].many.get("scale", ()):
        _scale(table, site)
    root = Reader(head.root, site.faults)
    sections = tuple(_named(head, site, "section", Section))
    stages = tuple(_named(head, site, "stage", Stage))
    ratings = tuple(_named(head, site, "rating", Choice, "label"))
    facts = tuple(_questions(sources["facts.toml"].many.get("fact", ()), site, criterion=""))
    gates = tuple(_gates(sources["gates.toml"], site))
    criteria, leadership = _criteria(sources, site)
    instrument = Instrument(
        id=root.text("id"),
        title=root.text("title"),
        version=root.text("version"),
        individual_weight=root.number("individual_weight"),
        summary_weight=root.number("summary_weight"),
        line=root.number("line"),
        risk_of_harm_sections=root.texts("risk_of_harm_sections"),
        sections=sections,
        stages=stages,
        ratings=ratings,
        facts=facts,
        gates=gates,
        criteria=tuple(criteria),
        leadership=tuple(leadership),
        surveys=tuple(_surveys(sources, site)),
        coherence=tuple(_coherence(sources.get("coherence.toml"), site)),
        interview=_interview(sources.get("interview.toml"), site),
    )
    root.nothing_else()
    site.places[("instrument", "")] = head.root.place
    return Built(instrument, site.scales, site.places, tuple(site.faults))


def _named(
    head: Source, site: _Site, sort: str, make: Callable[[str, str], Part], words: str = "title"
) -> Iterator[Part]:
    """Read tables that hold an id and what it is called: sections, stages, ratings."""
    for table in head.many.get(sort, ()):
        read = Reader(table, site.faults)
        name = read.text("id")
        part = make(name, read.text(words))
        read.nothing_else()
        site.claim(sort, name, table.place)
        yield part


def _scale(table: Table, site: _Site) -> None:
    read = Reader(table, site.faults)
    scale = Scale(read.text("id"), _choices(read, "choices"))
    read.nothing_else()
    site.claim("scale", scale.id, table.place)
    site.scales.setdefault(scale.id, scale)


def _choices(read: Reader, key: str) -> tuple[Choice, ...]:
    """Read inline choices; a choice may not be called what "not applicable" is stored as."""
    choices: list[Choice] = []
    for item in read.tables(key):
        choice = Choice(item.text("id"), item.text("label"), item.flag_or_none("above_line"))
        item.nothing_else()
        if choice.id == NOT_APPLICABLE or "+" in choice.id:
            read.fault(key, f"A choice cannot be called “{choice.id}”.")
        if any(other.id == choice.id for other in choices):
            read.fault(key, f"The choice “{choice.id}” stands twice.")
        choices.append(choice)
    if not choices:
        read.fault(key, f"There is no choice in “{key}”.")
    return tuple(choices)


def _gates(source: Source, site: _Site) -> Iterator[Gate]:
    for table in source.many.get("gate", ()):
        read = Reader(table, site.faults)
        gate = Gate(read.text("id"), read.text("title"), _condition(read, "when", required=True))
        read.nothing_else()
        site.claim("gate", gate.id, table.place)
        yield gate


def _coherence(source: Source | None, site: _Site) -> Iterator[Coherence]:
    for table in source.many.get("warning", ()) if source else ():
        read = Reader(table, site.faults)
        rule = Coherence(
            id=read.text("id"),
            sentence=read.text("sentence"),
            when=_condition(read, "when"),
            given=read.texts_or_none("given"),
            wanting=read.texts_or_none("wanting"),
            order=read.texts_or_none("order"),
            lasts=read.texts_or_none("lasts"),
        )
        read.nothing_else()
        site.claim("warning", rule.id, table.place)
        yield rule


def _condition(read: Reader, key: str, *, required: bool = False) -> Condition:
    text = read.text(key) if required else read.text_or(key, "always")
    try:
        return parse(text) if text else ALWAYS
    except GateSyntaxError as error:
        read.fault(key, f"The condition cannot be read: {error}.")
        return ALWAYS


def _questions(tables: tuple[Table, ...], site: _Site, criterion: str) -> Iterator[Question]:
    for table in tables:
        yield _question(Reader(table, site.faults), table, site, criterion)


def _question(read: Reader, table: Table, site: _Site, criterion: str) -> Question:
    kind = Kind.FACT if not criterion else read.one_of("kind", Kind)
    value_type = read.one_of_or("type", ValueType, ValueType.CHOICE)
    question = Question(
        id=read.text("id"),
        kind=kind,
        text=read.text("text"),
        short=read.text("short"),
        criterion=criterion,
        stage=read.text("stage") if criterion else FACTS_STAGE,
        group=read.text("group") if not criterion else "",
        applies_to=_condition(read, "applies_to"),
        value_type=value_type,
        scale=_question_scale(read, site, value_type),
        risk_of_harm=read.flag("risk_of_harm"),
        guidance=read.text_or("guidance", ""),
        strength=read.text_or("strength", ""),
        improvement=read.text_or("improvement", ""),
        printed=read.flag("printed", default=True),
    )
    read.nothing_else()
    site.claim("question", question.id, table.place)
    return question


def _question_scale(read: Reader, site: _Site, value_type: ValueType) -> Scale | None:
    if value_type not in (ValueType.CHOICE, ValueType.SEVERAL):
        return None
    if read.has("values"):
        return Scale("", _choices(read, "values"))
    name = read.text("scale")
    scale = site.scales.get(name)
    if scale is None and name:
        read.fault("scale", f"There is no scale “{name}”.")
    return scale


def _criteria(
    sources: Mapping[str, Source], site: _Site
) -> tuple[list[Criterion], list[LeadershipCriterion]]:
    scored: list[Criterion] = []
    rated: list[LeadershipCriterion] = []
    for name, source in sources.items():
        if not name.startswith("criteria/"):
            continue
        head = source.single.get("criterion")
        if head is None:
            site.faults.append(Fault(name, 1, "The table [criterion] is missing."))
            continue
        read = Reader(head, site.faults)
        criterion, title = read.text("id"), read.text("title")
        descriptor, section = read.text("descriptor"), read.text("section")
        read.nothing_else()
        site.claim("criterion", criterion, head.place)
        questions = tuple(_questions(source.many.get("question", ()), site, criterion))
        specific = tuple(_specific(source, site))
        if specific:
            rated.append(LeadershipCriterion(criterion, title, descriptor, specific, questions))
        else:
            scored.append(Criterion(criterion, title, descriptor, section, questions))
    return scored, rated


def _specific(source: Source, site: _Site) -> Iterator[SpecificCriterion]:
    for table in source.many.get("specific", ()):
        read = Reader(table, site.faults)
        specific = SpecificCriterion(read.text("id"), read.text("text"), read.text("prompt"))
        read.nothing_else()
        site.claim("specific criterion", specific.id, table.place)
        yield specific


def _surveys(sources: Mapping[str, Source], site: _Site) -> Iterator[Survey]:
    for name, source in sources.items():
        if not name.startswith("surveys/"):
            continue
        head = source.single.get("survey")
        if head is None:
            site.faults.append(Fault(name, 1, "The table [survey] is missing."))
            continue
        read = Reader(head, site.faults)
        survey = Survey(
            id=read.text("id"),
            title=read.text("title"),
            respondents=read.text("respondents"),
            introduction=read.text("introduction"),
            items=tuple(_survey_items(source, site)),
        )
        read.nothing_else()
        site.claim("survey", survey.id, head.place)
        yield survey


def _survey_items(source: Source, site: _Site) -> Iterator[SurveyItem]:
    for table in source.many.get("item", ()):
        read = Reader(table, site.faults)
        value_type = read.one_of_or("type", ValueType, ValueType.CHOICE)
        item = SurveyItem(
            id=read.text("id"),
            text=read.text("text"),
            scale=_question_scale(read, site, value_type),
            guidance=read.text_or("guidance", ""),
            reported_in=read.text_or("reported_in", ""),
        )
        read.nothing_else()
        site.claim("item", item.id, table.place)
        yield item


def _interview(source: Source | None, site: _Site) -> InterviewGuide | None:
    """Return the interview of a bank that has one; its prompts keep their order in each part."""
    if source is None:
        return None
    head = source.single.get("interview")
    if head is None:
        site.faults.append(Fault("interview.toml", 1, "The table [interview] is missing."))
        return None
    read = Reader(head, site.faults)
    title, introduction = read.text("title"), read.text("introduction")
    after = read.texts_or_none("after")
    read.nothing_else()
    site.claim("interview", "", head.place)
    named = tuple(_named(source, site, "part", Section))
    prompts: dict[str, list[Prompt]] = {part.id: [] for part in named}
    for table in source.many.get("prompt", ()):
        read = Reader(table, site.faults)
        part = read.text("part")
        prompt = Prompt(read.text("id"), read.text("text"), read.text("ask"), read.texts("informs"))
        read.nothing_else()
        site.claim("prompt", prompt.id, table.place)
        if part in prompts:
            prompts[part].append(prompt)
        elif part:
            read.fault("part", f"There is no part “{part}”.")
    parts = tuple(InterviewPart(part.id, part.title, tuple(prompts[part.id])) for part in named)
    return InterviewGuide(title, introduction, parts, after)
