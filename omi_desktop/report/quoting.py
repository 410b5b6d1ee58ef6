"""What an assessor marked in a case, as words for the report: quoted, and without its case."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from omi_desktop.report.live import stored
from omi_desktop.store.records import GoodPractice

if TYPE_CHECKING:
    from collections.abc import Iterable

    from omi_desktop.instrument.model import Instrument
    from omi_desktop.store.records import Mark

THE_CASE = "[the case]"
"""Stands in a quotation where the reference of a case stood; square brackets say it is ours."""

_MARKS_WITHIN = str.maketrans({"“": "‘", "”": "’", '"': "’"})
_OPENING = re.compile(r'(^|(?<=[\s([]))"')


def without_references(text: str, references: Iterable[str]) -> str:
    """Return a text in one line in which no case can be recognised by its reference."""
    line = " ".join(text.split())
    # The longest first: one reference may begin as another one does.
    for reference in sorted(filter(None, references), key=len, reverse=True):
        named = rf"(?<!\w){re.escape(reference)}(?!\w)"
        line = re.sub(named, THE_CASE, line, flags=re.IGNORECASE)
    return line


def quotation(mark: Mark, references: Iterable[str]) -> str:
    """Return a marked passage in quotation marks, as plain words of one line."""
    line = without_references(mark.text, references)
    return f"“{_OPENING.sub('‘', line).translate(_MARKS_WITHIN)}”"


def as_good_practice(
    mark: Mark, references: Iterable[str], known: Iterable[GoodPractice], instrument: Instrument
) -> GoodPractice:
    """Return an example of good practice written from a mark, after all that are `known`."""
    question = instrument.questions.get(mark.question)
    titles = {each.id: each.title for each in instrument.criteria}
    titles |= {each.id: each.title for each in instrument.leadership}
    return GoodPractice(
        position=max((each.position for each in known), default=0) + 1,
        title=question.short if question else titles.get(mark.criterion, mark.criterion),
        criterion=mark.criterion,
        text=stored((without_references(mark.text, references),)),
        mark=mark.id,
    )
