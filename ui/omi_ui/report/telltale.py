"""What in a text would tell whose case it is about."""

from __future__ import annotations

from typing import TYPE_CHECKING

from omi_desktop.proofread.disclosure import disclosures
from omi_desktop.proofread.take_apart import read_page

if TYPE_CHECKING:
    from omi_desktop.report.gather import ReportData


def telltale(text: str, data: ReportData) -> tuple[str, ...]:
    """Return a sentence for every case reference and every name of a person in a text."""
    people = (*(each.name for each in data.people), *(each.name for each in data.kept.contributors))
    refs = tuple(case.ref for case in data.cases)
    found = disclosures(read_page(text), people, refs)
    return tuple(dict.fromkeys(f"“{each.text}”: {each.why}" for each in found))
