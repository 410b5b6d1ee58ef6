"""The service users' perspective: focus groups, questionnaires, and what was said in them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from omi_desktop.report import wording
from omi_desktop.report.model import (
    Align,
    Block,
    Column,
    Heading,
    Items,
    Numbering,
    Paragraph,
    Row,
    Table,
)
from omi_desktop.report.parts.prose import passages, written
from omi_desktop.store.interviewing import STAFF

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from omi_desktop.instrument.model import Survey, SurveyItem
    from omi_desktop.report.gather import ReportData


_PUBLISHED = ("offenders", "victims", "sentencers")


def perspective(data: ReportData) -> Iterator[Block]:
    """Yield what service users said, each group of them under its heading."""
    blocks = [*passages("perspective", data), *_focus_groups(data)]
    for survey in _asked_of_users(data):
        said = [
            *passages(f"perspective/{survey.id}", data),
            *_returned(survey, data),
            *results(survey, [item for item in survey.items if not item.reported_in], data),
        ]
        if said:
            blocks += [Heading(2, _title(survey)), *said]
    if blocks:
        yield Heading(1, "Service users’ perspective")
        yield from blocks


def reported_in(criterion_id: str, data: ReportData) -> Iterator[Block]:
    """Yield the results of the survey items that are reported under a criterion."""
    for survey in data.instrument.surveys:
        items = [item for item in survey.items if item.reported_in == criterion_id]
        yield from results(survey, items, data)


def results(survey: Survey, items: Sequence[SurveyItem], data: ReportData) -> Iterator[Block]:
    """Yield how the given items of a survey were answered, each with its own base."""
    found = {r.item: r for r in data.kept.survey_results if r.survey == survey.id and r.answered}
    shown = [(item, found[item.id]) for item in items if item.id in found]
    if not shown:
        return
    few = wording.in_words(wording.SMALL_BASE)
    small = any(result.answered < wording.SMALL_BASE for _, result in shown)
    yield Table(
        title=survey.title,
        columns=(
            Column("Item", 12),
            Column("Positive", 2, Align.RIGHT),
            Column("Answered", 2, Align.RIGHT),
            Column("Per cent", 2, Align.RIGHT),
        ),
        rows=tuple(
            Row(
                (
                    item.text,
                    str(result.above),
                    str(result.answered),
                    wording.share(result.above, result.answered),
                )
            )
            for item, result in shown
        ),
        notes=(f"No percentage is given where fewer than {few} people answered.",) if small else (),
    )


def _asked_of_users(data: ReportData) -> list[Survey]:
    """Return the surveys in the order of the report; those that it does not name come last."""
    asked = [survey for survey in data.instrument.surveys if survey.id != STAFF]
    places = {survey: place for place, survey in enumerate(_PUBLISHED)}
    return sorted(asked, key=lambda survey: places.get(survey.id, len(places)))


def _title(survey: Survey) -> str:
    return wording.capital(survey.title.removeprefix("Questionnaire to "))


def _returned(survey: Survey, data: ReportData) -> Iterator[Block]:
    for own in data.kept.survey_returns:
        if own.survey == survey.id:
            sent = wording.counted(own.sent, "questionnaire", "questionnaires")
            were = "was" if own.returned == 1 else "were"
            yield Paragraph(
                f"Of the {sent} sent, "
                f"{wording.in_words(own.returned) if own.returned else 'none'} {were} returned."
            )
            if own.remark:
                yield from written(own.remark)


def _focus_groups(data: ReportData) -> Iterator[Block]:
    groups = data.kept.focus_groups
    if not groups:
        return
    yield Heading(2, "Focus groups")
    sizes = [group.people for group in groups if group.people is not None]
    met = wording.capital(wording.in_words(len(groups)))
    met += " group was met" if len(groups) == 1 else " groups were met"
    everyone = f", {sum(sizes)} people in all" if len(sizes) == len(groups) > 1 else ""
    yield Paragraph(f"{met}{everyone}.")
    yield Items("", tuple(_met(group.who, group.people) for group in groups), Numbering.BULLETS)
    for group in groups:
        if group.text:
            yield Heading(3, group.who, contents=False)
            yield from written(group.text)


def _met(who: str, people: int | None) -> str:
    return who if people is None else f"{who}: {wording.counted(people, 'person', 'people')}"
