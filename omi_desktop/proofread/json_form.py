"""The document that `omi proofread --json` prints."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from omi_desktop.proofread.findings import Proof


def json_form(proof: Proof) -> dict[str, object]:
    """Return the findings and what was checked, ready to be written as JSON."""
    return {
        "findings": [
            {
                "line": found.line,
                "kind": found.kind.value,
                "text": found.text,
                "why": found.why,
            }
            for found in proof.findings
        ],
        "checked": {
            "percentages": proof.checked.percentages,
            "references": proof.checked.references,
        },
    }
