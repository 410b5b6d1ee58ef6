"""What another program makes of the formulas, without the values written beside them."""

from __future__ import annotations

import re
import shutil
import subprocess
from io import BytesIO
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile

import openpyxl
import pytest
from openpyxl import Workbook

from omi_desktop.report.content import report
from omi_desktop.report.gather import ReportData
from omi_desktop.report.workbook import workbook_bytes

pytestmark = [
    pytest.mark.libreoffice,
    pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed"),
]


@pytest.fixture(scope="module")
def content(data: ReportData) -> bytes:
    """The workbook of the whole inspection, as bytes."""
    return workbook_bytes(report(data), data)


@pytest.fixture(scope="module")
def recalculated(content: bytes, tmp_path_factory: pytest.TempPathFactory) -> Workbook:
    """The workbook as LibreOffice calculates it from its formulas alone."""
    folder = tmp_path_factory.mktemp("libreoffice")
    bare = folder / "bare.xlsx"
    without_values(content, bare)
    subprocess.run(
        [
            "soffice",
            f"-env:UserInstallation={(folder / 'profile').as_uri()}",
            "--headless",
            "--convert-to",
            "xlsx:Calc MS Excel 2007 XML",
            "--outdir",
            str(folder / "out"),
            str(bare),
        ],
        check=True,
        capture_output=True,
        timeout=180,
    )
    return openpyxl.load_workbook(folder / "out" / "bare.xlsx", data_only=True)


def without_values(content: bytes, target: Path) -> None:
    """Write the workbook with every formula, and no value beside any."""
    with ZipFile(BytesIO(content)) as full, ZipFile(target, "w", ZIP_DEFLATED) as bare:
        for part in full.infolist():
            text = full.read(part)
            if part.filename.startswith("xl/worksheets/sheet"):
                text = re.sub(rb"</f><v>[^<]*</v>", b"</f>", text)
                text = re.sub(rb' t="str"(>\s*<f>)', rb"\1", text)
            bare.writestr(part, text)


def test_every_formula_gives_the_value_written_beside_it(
    content: bytes, recalculated: Workbook
) -> None:
    written = openpyxl.load_workbook(BytesIO(content), data_only=True)
    compared = 0
    for sheet in openpyxl.load_workbook(BytesIO(content)):
        for cell in (cell for row in sheet.iter_rows() for cell in row if cell.data_type == "f"):
            expected = written[sheet.title][cell.coordinate].value
            found = recalculated[sheet.title][cell.coordinate].value
            where = f"{sheet.title}!{cell.coordinate} {cell.value}"
            if isinstance(expected, int | float):
                assert found == pytest.approx(expected, abs=1e-9), where
            else:
                assert (found or "") == (expected or ""), where
            compared += 1
    assert compared > 1000


def test_the_recalculated_scores_are_those_of_the_scorecard(
    recalculated: Workbook, data: ReportData
) -> None:
    lines = list(recalculated["Summary"].iter_rows(values_only=True))
    shown = {line[0]: line[6] for line in lines}
    for criterion in data.scorecard.criteria:
        assert shown[criterion.id] == criterion.rounded
    assert shown["Thread"] == data.scorecard.risk_of_harm.rounded


def test_the_recalculated_check_agrees(recalculated: Workbook) -> None:
    assert recalculated["Check"]["B2"].value == "All figures agree"
