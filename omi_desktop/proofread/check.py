"""Proofread a text: every rule over it, the findings in the order of its lines."""

from __future__ import annotations

from typing import TYPE_CHECKING

from omi_desktop.proofread.arithmetic import pairs_checked, wrong_sums
from omi_desktop.proofread.bases import impossible
from omi_desktop.proofread.disclosure import disclosures
from omi_desktop.proofread.findings import Checked, Finding, Kind, Proof
from omi_desktop.proofread.measures import differing_measures
from omi_desktop.proofread.parties import unlike_judgements
from omi_desktop.proofread.placeholders import leftovers
from omi_desktop.proofread.references import broken_references
from omi_desktop.proofread.scores import differing_scores
from omi_desktop.proofread.structure import gaps
from omi_desktop.proofread.take_apart import read_page
from omi_desktop.proofread.targets import NEAR_MISS, misplaced_marks, unnamed_shortfalls
from omi_desktop.proofread.wording import ill_worded

if TYPE_CHECKING:
    from collections.abc import Mapping
    from decimal import Decimal

_ORDER = {kind: place for place, kind in enumerate(Kind)}


def proofread(
    text: str,
    *,
    names: tuple[str, ...] = (),
    case_refs: tuple[str, ...] = (),
    bases: Mapping[str, int] | None = None,
    near_miss: Decimal = NEAR_MISS,
) -> Proof:
    """Return what does not agree in a text, and how much was checked.

    `names` and `case_refs` must not stand in it. `bases` are populations whose size is known, such
    as “staff”: 44. `near_miss` is the share of a target that may be missing for an asterisk.
    """
    page = read_page(text)
    unattainable, at_a_base = impossible(page, bases or {})
    references, followed = broken_references(page)
    findings: list[Finding] = [
        *wrong_sums(page),
        *unattainable,
        *differing_measures(page),
        *differing_scores(page),
        *unlike_judgements(page),
        *references,
        *leftovers(page),
        *gaps(page),
        *misplaced_marks(page, near_miss),
        *unnamed_shortfalls(page, near_miss),
        *ill_worded(page),
        *disclosures(page, names, case_refs),
    ]
    ordered = sorted(dict.fromkeys(findings), key=lambda found: (found.line, _ORDER[found.kind]))
    return Proof(tuple(ordered), Checked(pairs_checked(page) + at_a_base, followed))
