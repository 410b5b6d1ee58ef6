"""Random inspections, everything that is made of them, and what it should say."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import redirect_stdout
from dataclasses import dataclass
from datetime import UTC, datetime
from importlib.util import module_from_spec, spec_from_file_location
from io import StringIO
from pathlib import Path
from types import ModuleType
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile

import openpyxl
import pytest
from openpyxl import Workbook
from PySide6.QtWidgets import QApplication

from omi_desktop.assets import asset
from omi_desktop.cli import run
from omi_desktop.exchange.answers_csv import write_answers
from omi_desktop.instrument.bank import read_bank
from omi_desktop.instrument.model import Instrument
from omi_desktop.report.content import annex_report, report
from omi_desktop.report.docx import write_docx
from omi_desktop.report.gather import ReportData, gather
from omi_desktop.report.html import write_html
from omi_desktop.report.pdf import write_pdf
from omi_desktop.report.workbook import write_workbook
from omi_desktop.scoring.json_form import json_form
from omi_desktop.store import RELEASE_COST, KeyCost

HERE = Path(__file__).parent
BANK = asset("instrument/omi-2006")
CUT = datetime(2006, 7, 21, 15, 30, tzinfo=UTC)
QUICK = KeyCost(passes=1, kibibytes=64, lanes=1)
IN_A_BATCH = 5
BATCHES = 40 if os.environ.get("OMI_SOAK") else 1
COMPARED: pytest.StashKey[dict[str, int]] = pytest.StashKey()
Facts = dict[str, str]


def _module(name: str) -> ModuleType:
    # By path: the folder of the tests is no package.
    known = f"agreement_{name}"
    if known not in sys.modules:
        spec = spec_from_file_location(known, HERE / f"{name}.py")
        assert spec is not None
        assert spec.loader is not None
        sys.modules[known] = module_from_spec(spec)
        spec.loader.exec_module(sys.modules[known])
    return sys.modules[known]


@dataclass(frozen=True)
class Made:
    """One random inspection: where its outputs lie, and what they must say."""

    drawn: Any
    folder: Path
    expected: Any
    scores: dict[str, Any]
    data: ReportData

    @property
    def name(self) -> str:
        """Return by what the inspection can be drawn again."""
        return f"seed {self.drawn.seed} ({len(self.drawn.statuses)} cases)"

    def path(self, kind: str) -> Path:
        """Return where the output of this kind lies."""
        return self.folder / f"{self.drawn.seed}.{kind}"


@dataclass(frozen=True)
class Batch:
    """Some inspections, and the workbooks that another program calculates meanwhile."""

    made: tuple[Made, ...]
    office: subprocess.Popen[bytes] | None
    folder: Path

    def recalculated(self, made: Made) -> Workbook:
        """Return a workbook as it was calculated from its formulas alone; the caller closes."""
        assert self.office is not None
        assert self.office.wait(timeout=240) == 0
        return openpyxl.load_workbook(
            self.folder / "out" / f"{made.drawn.seed}.xlsx", data_only=True
        )


@pytest.fixture(scope="session")
def reading() -> Any:
    """Return the readers of every output."""
    return _module("reading")


@pytest.fixture(scope="session")
def bank() -> Instrument:
    """Return the question bank of every inspection here."""
    return read_bank(BANK)


@pytest.fixture(scope="module")
def one(tmp_path_factory: pytest.TempPathFactory) -> Made:
    """Return one inspection of some cases with everything made of it."""
    return _finished(_begun(IN_A_BATCH - 2, tmp_path_factory.mktemp("one")))


@pytest.fixture(scope="module", params=range(BATCHES), ids=lambda n: f"from-{n * IN_A_BATCH}")
def batch(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Batch]:
    """Return the inspections of some seeds with everything made of them."""
    first = request.param * IN_A_BATCH
    folder = tmp_path_factory.mktemp(f"from-{first}-")
    begun = [_begun(seed, folder) for seed in range(first, first + IN_A_BATCH)]
    # Starting the other program takes seconds: once for all, and while the rest is written.
    office = _recalculate(begun, folder) if shutil.which("soffice") else None
    yield Batch(tuple(_finished(one) for one in begun), office, folder)
    if office is not None:
        office.wait(timeout=240)
    # Two hundred inspections would fill the disk.
    shutil.rmtree(folder)


@pytest.fixture(scope="session")
def look(qapp: QApplication) -> None:
    """Give the window its fonts and its look."""
    from omi_ui import theme
    from omi_ui.lasting_constants import keep_constants

    keep_constants()
    qapp.setStyle("Fusion")
    theme.load_fonts()
    theme.wear(qapp, theme.LIGHT, theme.body_font(10))


@pytest.fixture(scope="session")
def differences() -> Callable[[Facts, Facts], dict[str, str]]:
    """Return the comparer."""
    return _differences


@pytest.fixture
def agrees(request: pytest.FixtureRequest) -> Callable[[str, Made, Facts, Facts], None]:
    """Return a function that fails with seed and figures where an output says something else."""
    tally = request.config.stash.setdefault(COMPARED, {})

    def compare(output: str, made: Made, expected: Facts, found: Facts) -> None:
        wrong = _differences(expected, found)
        numbers = sum(_numbers(value) for value in expected.values())
        tally[output] = tally.get(output, 0) + numbers
        tally[f"{output}, inspections"] = tally.get(f"{output}, inspections", 0) + 1
        lines = "\n".join(f"  {key}: {what}" for key, what in wrong.items())
        assert not wrong, (
            f"{made.name}: {len(wrong)} of {len(expected)} statements ({numbers} numbers) "
            f"in {output} differ\n{lines}"
        )

    return compare


def pytest_terminal_summary(terminalreporter: Any, config: pytest.Config) -> None:
    """Say how many numbers were compared."""
    tally = config.stash.get(COMPARED, {})
    outputs = [name for name in tally if not name.endswith("inspections")]
    if outputs:
        told = ", ".join(
            f"{name} {tally[name]:,} in {tally[f'{name}, inspections']}" for name in outputs
        )
        terminalreporter.write_line(f"Numbers compared, and in how many inspections: {told}.")


def _differences(expected: Facts, found: Facts) -> dict[str, str]:
    """Return by key what is missing, said otherwise, or said and not expected."""
    keys = dict.fromkeys((*expected, *found))
    return {
        key: f"should be “{expected.get(key, 'nothing')}”, is “{found.get(key, 'nothing')}”"
        for key in keys
        if expected.get(key) != found.get(key)
    }


def _numbers(value: str) -> int:
    # What stands in words, such as "Not scored", is one figure too.
    return max(1, len(re.findall(r"\d[\d.,]*", value)))


@dataclass(frozen=True)
class Begun:
    """One random inspection of which the workbook is there; what is still to be made follows."""

    drawn: Any
    path: Path
    data: ReportData
    scores: dict[str, Any] | None


def _begun(seed: int, folder: Path) -> Begun:
    drawing = _module("random_inspection")
    path = folder / f"{seed}.omi"
    # One of a batch goes through the commands, keys of full cost included; the others save the
    # time that their keys would take, through the functions that stand behind the commands.
    commanded = seed % IN_A_BATCH == 0
    with drawing.begin(seed, path, RELEASE_COST if commanded else QUICK) as inspection:
        drawn = drawing.fill(seed, inspection)
        data = gather(inspection, at=CUT)
        if not commanded:
            write_answers(inspection, path.with_suffix(".csv"))
    if commanded:
        return Begun(drawn, path, data, _command(path, drawing.PASSPHRASE))
    write_workbook(report(data), data, path.with_suffix(".xlsx"))
    return Begun(drawn, path, data, None)


def _finished(begun: Begun) -> Made:
    path, data = begun.path, begun.data
    if begun.scores is None:
        value = report(data)
        write_pdf(value, path.with_suffix(".pdf"))
        write_docx(value, path.with_suffix(".docx"))
        write_html(value, path.with_suffix(".html"))
    write_pdf(annex_report(data), path.with_suffix(".annex.pdf"))
    gates = [*dict.fromkeys(re.findall(r" where (\w+)", repr(begun.drawn.records)))]
    counted = _counted(path.with_suffix(".csv"), gates)
    second = _module("independent_score").Bank(BANK)
    drawn = begun.drawn
    says = _module("expected").Expected(counted, second, drawn.statuses, drawn.records)
    return Made(drawn, path.parent, says, begun.scores or json_form(data.scorecard), data)


def _command(path: Path, passphrase: str) -> dict[str, Any]:
    """Have the commands write every output; return what `omi score` prints."""
    secret = path.with_name("passphrase")
    secret.write_text(passphrase, encoding="utf-8")
    given = ["--passphrase-file", str(secret)]
    kinds = ("xlsx", "pdf", "docx", "html")
    outputs = [word for kind in kinds for word in (f"--{kind}", str(path.with_suffix(f".{kind}")))]
    assert run(["export", str(path), *outputs, *given]) == 0
    assert run(["answers", "export", str(path), str(path.with_suffix(".csv")), *given]) == 0
    with redirect_stdout(StringIO()) as told:
        assert run(["score", str(path), "--json", *given]) == 0
    found: dict[str, Any] = json.loads(told.getvalue())
    return found


def _counted(table: Path, gates: list[str]) -> dict[str, Any]:
    """Return what the script counts, run by itself so that nothing of the program can help it."""
    script = [sys.executable, "-I", str(HERE / "independent_score.py"), str(BANK), str(table)]
    told = subprocess.run([*script, *gates], check=True, capture_output=True, encoding="utf-8")
    found: dict[str, Any] = json.loads(told.stdout)
    return found


def _recalculate(begun: list[Begun], folder: Path) -> subprocess.Popen[bytes]:
    """Start the calculation of all workbooks in one go, without the values beside the formulas."""
    bare = folder / "bare"
    bare.mkdir()
    for one in begun:
        workbook = one.path.with_suffix(".xlsx")
        _without_values(workbook, bare / workbook.name)
    command = ["soffice", f"-env:UserInstallation={(folder / 'profile').as_uri()}", "--headless"]
    command += ["--convert-to", "xlsx:Calc MS Excel 2007 XML", "--outdir", str(folder / "out")]
    return subprocess.Popen(
        [*command, *(str(path) for path in sorted(bare.iterdir()))],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )


def _without_values(source: Path, target: Path) -> None:
    with ZipFile(source) as full, ZipFile(target, "w", ZIP_DEFLATED) as bare:
        for part in full.infolist():
            text = full.read(part)
            if part.filename.startswith("xl/worksheets/sheet"):
                text = re.sub(rb"</f><v>[^<]*</v>", b"</f>", text)
                text = re.sub(rb' t="str"(>\s*<f>)', rb"\1", text)
            bare.writestr(part, text)
