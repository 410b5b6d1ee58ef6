"""The front of the report: cover, foreword, acknowledgements, summary."""

from __future__ import annotations

from typing import TYPE_CHECKING

from omi_desktop.report import timetable, wording
from omi_desktop.report.cut import data_cut
from omi_desktop.report.model import Block, Column, Cover, Heading, Paragraph, Row, Table
from omi_desktop.report.parts.prose import passages

if TYPE_CHECKING:
    from collections.abc import Iterator

    from omi_desktop.report.gather import ReportData

NOTICE = "notice"
SUMMARY_OF_THE_THREAD = "summary/risk-of-harm"

_TITLES = {
    "lead inspector": ("Lead inspector", "Lead inspectors"),
    "inspector": ("Inspector", "Inspectors"),
    "practice assessor": ("Practice assessor", "Practice assessors"),
    "area assessor": ("Area assessor", "Area assessors"),
}


def cover(data: ReportData) -> Iterator[Block]:
    """Yield the cover."""
    kept, cut = data.kept, data_cut(data)
    fieldwork = wording.dated(timetable.fieldwork(data.details, kept.timetable))
    yield Cover(
        programme=data.instrument.title,
        title="A report on offender management in",
        area=data.details.area,
        lines=tuple(
            filter(
                None,
                (
                    "An inspection led by HM Inspectorate of Probation",
                    f"Fieldwork: {fieldwork}" if fieldwork else "",
                    wording.dated(timetable.publication(data.details, kept.timetable)),
                    f"Data cut {cut.number}: {wording.time(cut.at)}" if cut.number else "",
                    *(data.figures.text(p.text) for p in kept.passages if p.part == NOTICE),
                ),
            )
        ),
    )


def foreword(data: ReportData) -> Iterator[Block]:
    """Yield the foreword as it was written."""
    yield from _part("Foreword", passages("foreword", data))


def acknowledgements(data: ReportData) -> Iterator[Block]:
    """Yield the thanks and the names of the team."""
    yield from _part("Acknowledgements", (*passages("acknowledgements", data), *_team(data)))


def summary(data: ReportData) -> Iterator[Block]:
    """Yield the summary, a heading for each section that has one."""
    blocks: list[Block] = [*passages("summary", data)]
    for section in data.instrument.sections:
        own = list(passages(f"summary/{section.id}", data))
        if own:
            blocks += [Heading(2, section.title, contents=False), *own]
    thread = list(passages(SUMMARY_OF_THE_THREAD, data))
    if thread:
        blocks += [Heading(2, "Risk of Harm", contents=False), *thread]
    yield from _part("Summary", blocks)


def _team(data: ReportData) -> Iterator[Block]:
    rows = []
    for kind, (one, many) in _TITLES.items():
        names = [person.name for person in data.people if person.kind == kind]
        if names:
            rows.append(Row((one if len(names) == 1 else many, wording.listed(names))))
    rows += [Row((thanked.post, thanked.name)) for thanked in data.kept.contributors]
    if rows:
        yield Paragraph("The inspection was carried out by:")
        yield Table("", (Column("", 1), Column("", 3)), tuple(rows))


def _part(title: str, blocks: Iterator[Block] | tuple[Block, ...] | list[Block]) -> Iterator[Block]:
    found = list(blocks)
    if found:
        yield Heading(1, title)
        yield from found
