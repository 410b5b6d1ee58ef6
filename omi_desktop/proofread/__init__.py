"""Read prose as a careful editor would: `proofread` finds what does not agree, and says why."""

from __future__ import annotations

from omi_desktop.proofread.check import proofread
from omi_desktop.proofread.findings import Checked, Finding, Kind, Proof

__all__ = ["Checked", "Finding", "Kind", "Proof", "proofread"]
