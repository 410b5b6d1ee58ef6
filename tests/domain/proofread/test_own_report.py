"""The report that this program writes itself, of the demo, holds none of the faults."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from omi_desktop.demo import PASSPHRASE
from omi_desktop.demo.write import write_demo
from omi_desktop.proofread import Kind, proofread
from omi_desktop.report.content import report
from omi_desktop.report.gather import gather
from omi_desktop.report.plain import plain_text
from omi_desktop.store import open_inspection

AT = datetime(2026, 11, 23, 9, 30, tzinfo=UTC)


@pytest.fixture(scope="module")
def own_report(tmp_path_factory: pytest.TempPathFactory) -> tuple[str, tuple[str, ...]]:
    """Return the text of the demo's report and the references of its cases."""
    path: Path = tmp_path_factory.mktemp("demo") / "demo.omi"
    write_demo(path, PASSPHRASE)
    with open_inspection(path, PASSPHRASE) as inspection:
        data = gather(inspection, at=AT)
    return plain_text(report(data)), tuple(case.ref for case in data.cases)


def test_our_own_report_has_no_finding(own_report: tuple[str, tuple[str, ...]]) -> None:
    text, case_refs = own_report
    proof = proofread(text, case_refs=case_refs)
    assert proof.findings == ()
    assert proof.checked.percentages > 300


def test_a_figure_typed_wrong_into_our_own_report_is_found(
    own_report: tuple[str, tuple[str, ...]],
) -> None:
    text, case_refs = own_report
    assert "(50 of 70)" in text
    spoilt = text.replace("(50 of 70)", f"(52 of 70, one of them {case_refs[0]})", 1)
    kinds = [finding.kind for finding in proofread(spoilt, case_refs=case_refs).findings]
    assert kinds == [Kind.ARITHMETIC, Kind.DISCLOSURE]
