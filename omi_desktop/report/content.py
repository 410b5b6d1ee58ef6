"""The content of the report: from one moment of an inspection to everything that is printed.

Passages are printed in the part they name: notice (on the cover), foreword, acknowledgements,
summary, summary/<section>, summary/risk-of-harm, area, perspective, perspective/<survey>,
section/<section>, criterion/<criterion>, context, method, scoring, role, sample.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from functools import cache, partial
from itertools import chain
from typing import TYPE_CHECKING

from omi_desktop.instrument.narrowing import short_title
from omi_desktop.report import wording
from omi_desktop.report.annex import NOT_FOR_PUBLICATION, TITLE, annex
from omi_desktop.report.checklist import checklist
from omi_desktop.report.cut import data_cut
from omi_desktop.report.model import Block, Contents, Metadata, PageBreak, Report
from omi_desktop.report.parts import criteria, follow_up, front, leadership
from omi_desktop.report.parts.appendices import SAMPLE, abbreviations, appendix
from omi_desktop.report.parts.appendices import TITLES as APPENDICES
from omi_desktop.report.parts.perspective import perspective
from omi_desktop.report.parts.scores import summary_of_scores
from omi_desktop.scoring.reconciliation import reconciliation

if TYPE_CHECKING:
    from collections.abc import Iterator

    from omi_desktop.instrument.model import Section
    from omi_desktop.report.gather import ReportData

ABBREVIATIONS = "abbreviations"


@dataclass(frozen=True, slots=True)
class Part:
    """A part of the report, composed when it is wanted; it may turn out to have no content.

    Parts with the same `leaf` follow one another on a page, the next leaf begins a new one. `under`
    is the heading of level 1 that an earlier part holds for this one, "" where it has its own.
    """

    id: str
    leaf: str
    compose: Callable[[], Iterable[Block]]
    under: str = ""


def parts(data: ReportData) -> Iterator[Part]:
    """Yield every part of the report in the order in which it is published.

    Their ids are those of the passages that are printed in them, and besides: cover, contents,
    abbreviations, scores, recommendations, next-steps, good-practice.
    """
    yield Part("cover", "cover", partial(front.cover, data))
    yield Part("foreword", "foreword", partial(front.foreword, data))
    yield Part("acknowledgements", "foreword", partial(front.acknowledgements, data))
    yield Part("contents", "contents", partial(iter, (Contents("Contents"),)))
    yield Part(ABBREVIATIONS, ABBREVIATIONS, partial(_abbreviations, data))
    yield Part("summary", "summary", partial(front.summary, data))
    yield Part("scores", "scores", partial(summary_of_scores, data))
    yield Part("recommendations", "follow-up", partial(follow_up.recommendations, data))
    yield Part("next-steps", "follow-up", partial(follow_up.next_steps, data))
    yield Part("good-practice", "follow-up", partial(follow_up.good_practice, data))
    yield Part("area", "area", partial(follow_up.in_the_area, data))
    yield Part("perspective", "perspective", partial(perspective, data))
    scored = {criterion.section for criterion in data.instrument.criteria}
    for section in data.instrument.sections:
        yield from (_scored if section.id in scored else _rated)(section, data)
    claims = cache(partial(still_open, data))
    code = reconciliation(data.scorecard)
    for part in APPENDICES:
        # Whoever asks how the cases were chosen gets that page and nothing else.
        leaf = SAMPLE if part == SAMPLE else "appendices"
        yield Part(part, leaf, partial(appendix, part, data, code, claims))


def report(data: ReportData, *, with_annex: bool = False) -> Report:
    """Return the report of an inspection; parts without content are left out.

    The annex, which is not for publication, comes last where it is asked for.
    """
    order = tuple(parts(data))
    written = {part.id: tuple(part.compose()) for part in order if part.id != ABBREVIATIONS}
    written[ABBREVIATIONS] = tuple(abbreviations(chain.from_iterable(written.values())))
    if with_annex:
        last = Part("annex", "annex", partial(annex, data))
        order = (*order, last)
        written[last.id] = tuple(last.compose())
    return _report(data, tuple(_on_pages((part, written[part.id]) for part in order)))


def annex_report(data: ReportData) -> Report:
    """Return the annex as a document of its own; every page says that it is not for publication."""
    made = _report(data, (Contents("Contents"), *annex(data)))
    told = (made.metadata.draft, NOT_FOR_PUBLICATION)
    title = f"{made.metadata.title}: {wording.within(TITLE)}"
    draft = " · ".join(filter(None, told))
    return replace(made, metadata=replace(made.metadata, title=title, draft=draft))


def sample(data: ReportData, part: Part) -> Report:
    """Return a report that holds one part only."""
    return _report(data, tuple(part.compose()))


def still_open(data: ReportData) -> tuple[str, ...]:
    """Return what has to be settled before the report is final, one short claim each."""
    return tuple(point.claim for point in checklist(data))


def _scored(section: Section, data: ReportData) -> Iterator[Part]:
    """Yield a section of scored criteria, each on a page of its own."""
    leaf = f"section/{section.id}"
    yield Part(leaf, leaf, partial(criteria.section, section, data))
    scores = {score.id: score for score in data.scorecard.criteria}
    for criterion in data.instrument.criteria:
        if criterion.section == section.id:
            own = scores[criterion.id]
            yield Part(
                f"criterion/{criterion.id}",
                leaf,
                partial(criteria.criterion, criterion, own, data),
                under=f"{section.id}. {section.title}",
            )
            # What has no score yet fills no page, so such criteria follow one another.
            if own.score is not None:
                leaf = f"after/{criterion.id}"


def _rated(section: Section, data: ReportData) -> Iterator[Part]:
    """Yield the section of rated criteria; the performance table stands with its criterion."""
    leaf = f"section/{section.id}"
    rated = data.instrument.leadership
    if rated:
        yield Part(leaf, leaf, partial(criteria.section, section, data))
    under = f"{section.id}. {section.title}"
    for criterion in rated:
        compose = partial(leadership.criterion, criterion, data)
        yield Part(f"criterion/{criterion.id}", leaf, compose, under)
    if leadership.PERFORMANCE not in {criterion.id for criterion in rated}:
        yield Part("performance", leaf, partial(leadership.performance, data), under)


def _abbreviations(data: ReportData) -> Iterator[Block]:
    others = (part for part in parts(data) if part.id != ABBREVIATIONS)
    return abbreviations(block for part in others for block in part.compose())


def _on_pages(written: Iterable[tuple[Part, tuple[Block, ...]]]) -> Iterator[Block]:
    """Yield the blocks of the parts, each leaf on a new page; a part without blocks leaves none."""
    leaf = ""
    for part, blocks in written:
        if blocks:
            if leaf and part.leaf != leaf:
                yield PageBreak()
            leaf = part.leaf
            yield from blocks


def _report(data: ReportData, blocks: tuple[Block, ...]) -> Report:
    code = reconciliation(data.scorecard)
    return Report(
        metadata=_metadata(data, code),
        cut=data_cut(data),
        blocks=blocks,
        scorecard=data.scorecard,
        reconciliation=code,
    )


def _metadata(data: ReportData, code: str) -> Metadata:
    cut, area = data_cut(data), data.details.area
    cases = cut.cases
    return Metadata(
        title=f"Offender management in {area}",
        subject=f"{data.instrument.title}: {area}",
        author="HM Inspectorate of Probation",
        keywords=f"offender management, inspection, {area}, reconciliation code {code}",
        running_head=f"{short_title(data.instrument)}: {area}",
        foot=f"Figures of {wording.time(cut.at)}, {wording.of(cases.assessed, cases.sampled)} "
        f"cases assessed{f', data cut {cut.number}' if cut.number else ''}",
        draft="" if cut.number else "Draft",
    )
