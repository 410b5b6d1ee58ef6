"""A draw as the JSON that scripts read."""

from __future__ import annotations

from collections.abc import Sequence

from omi_desktop.sampling.caseload import Caseload
from omi_desktop.sampling.draw import Achieved, Drawn, Sample
from omi_desktop.sampling.kinds import Demands
from omi_desktop.sampling.rules import Rules, seal

_PLACES = 6


def sample_form(
    rules: Rules,
    asked: Demands,
    caseload: Caseload,
    sample: Sample | None,
    advice: Sequence[str],
    method: str,
) -> dict[str, object]:
    """Return a draw, or where `sample` is None why there was none; the keys never change."""
    return {
        "size": rules.size,
        "seed": rules.seed,
        "sealed": seal(rules),
        "cases": [_case(drawn) for drawn in sample.cases] if sample else [],
        "reserves": [reserve.case.ref for reserve in sample.reserves] if sample else [],
        "minimums": [
            {
                "gate": group.name,
                "required": group.required,
                "available": group.available,
                "achieved": group.achieved,
            }
            for group in _groups(asked, sample)
            if not group.is_stratum
        ],
        "strata": [
            {"name": group.name, "places": group.required, "available": group.available}
            for group in _groups(asked, sample)
            if group.is_stratum
        ],
        "feasible": sample is not None,
        "advice": list(advice),
        "unusable": [{"row": one.row, "why": one.why} for one in caseload.unusable],
        "rows": caseload.rows,
        "eligible": len(caseload.cases),
        "list": caseload.digest,
        "notes": list(caseload.notes),
        "method": method,
    }


def _groups(asked: Demands, sample: Sample | None) -> tuple[Achieved, ...]:
    if sample is not None:
        return sample.groups
    return tuple(
        Achieved(group.name, group.wanted, group.available, 0, group.is_stratum)
        for group in asked.groups
    )


def _case(drawn: Drawn) -> dict[str, object]:
    return {
        "case_ref": drawn.case.ref,
        "origin": str(drawn.origin),
        "minimum": drawn.minimum or None,
        "chance": round(float(drawn.chance), _PLACES),
    }
