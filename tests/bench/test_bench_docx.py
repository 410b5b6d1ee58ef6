from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest
from pytest_benchmark.fixture import BenchmarkFixture

from omi_desktop.demo import PASSPHRASE
from omi_desktop.demo.write import write_demo
from omi_desktop.report.content import report
from omi_desktop.report.docx import write_docx
from omi_desktop.report.gather import ReportData, gather
from omi_desktop.store import open_inspection

WHOLE_DOCX_SECONDS = 3


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> ReportData:
    """Return what the report of the demo shows."""
    path = tmp_path_factory.mktemp("demo") / "demo.omi"
    write_demo(path, PASSPHRASE)
    with open_inspection(path, PASSPHRASE) as inspection:
        return gather(inspection, at=datetime(2006, 7, 21, 15, 30, tzinfo=UTC))


def test_the_whole_word_draft_of_the_demo(
    benchmark: BenchmarkFixture, demo: ReportData, tmp_path: Path
) -> None:
    path = tmp_path / "demo.docx"

    def whole() -> None:
        write_docx(report(demo), path)

    benchmark.pedantic(whole, rounds=5, warmup_rounds=1)
    assert path.stat().st_size > 30_000
    assert benchmark.stats.stats.median <= WHOLE_DOCX_SECONDS
