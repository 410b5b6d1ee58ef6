from __future__ import annotations

import time
from datetime import UTC, datetime
from pathlib import Path

import pytest
from pytest_benchmark.fixture import BenchmarkFixture

from omi_desktop.demo import PASSPHRASE
from omi_desktop.demo.write import write_demo
from omi_desktop.report.content import report
from omi_desktop.report.gather import ReportData, gather
from omi_desktop.report.workbook import write_workbook
from omi_desktop.store import open_inspection

WHOLE_WORKBOOK_SECONDS = 3


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> ReportData:
    """Return what the workbook of the demo shows."""
    path = tmp_path_factory.mktemp("demo") / "demo.omi"
    write_demo(path, PASSPHRASE)
    with open_inspection(path, PASSPHRASE) as inspection:
        return gather(inspection, at=datetime(2006, 7, 21, 15, 30, tzinfo=UTC))


# The processor's time, because other work on the machine says nothing of the export.
@pytest.mark.benchmark(timer=time.process_time)
def test_the_whole_workbook_of_the_demo(
    benchmark: BenchmarkFixture, demo: ReportData, tmp_path: Path
) -> None:
    path = tmp_path / "demo.xlsx"

    def whole() -> None:
        write_workbook(report(demo), demo, path)

    benchmark.pedantic(whole, rounds=5, warmup_rounds=1)
    assert path.stat().st_size > 100_000
    assert benchmark.stats.stats.median <= WHOLE_WORKBOOK_SECONDS
