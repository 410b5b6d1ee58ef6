from __future__ import annotations

import random
import subprocess
import sys
import time
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest
import xlsxwriter
from pytest_benchmark.fixture import BenchmarkFixture

from omi_desktop.assets import asset
from omi_desktop.exchange.frame import read_caseload
from omi_desktop.exchange.frame_mapping import guessed, mapping_of
from omi_desktop.exchange.frame_table import read_table
from omi_desktop.instrument.bank import read_bank
from omi_desktop.sampling.draw import Sample, draw
from omi_desktop.sampling.rules import Minimum, Rules

ROWS = 60_000
SECONDS = 5
MEGABYTES = 300
MINIMUMS = (
    Minimum("high_roh", 20),
    Minimum("ppo", 7),
    Minimum("approved_premises_resident", 4),
    Minimum("statutory_victim_contact", 11),
    Minimum("minority_ethnic", 5),
)
COLUMNS = (
    "CRN",
    "Sentence",
    "Start date",
    "Office",
    "Offender manager",
    "Tier",
    "RoH",
    "PPO",
    "Approved premises",
    "Victim contact",
    "Ethnicity",
    "Gender",
)


def rows() -> list[list[str | date]]:
    chance = random.Random(60_000)
    return [
        [
            f"CU-{number:06}",
            "Licence" if chance.random() < 0.3 else "Community order",
            date(2005, 10, 1) + timedelta(days=chance.randrange(180)),
            f"Office {chance.randrange(40)}",
            f"Manager {chance.randrange(900)}",
            f"Tier {chance.randint(1, 4)}",
            chance.choices(["Low", "Medium", "High", "Very high"], [58, 35, 6, 1])[0],
            "Yes" if chance.random() < 0.04 else "No",
            "Yes" if chance.random() < 0.01 else "No",
            "Yes" if chance.random() < 0.08 else "No",
            chance.choices(["White", "Asian", "Black"], [988, 7, 5])[0],
            "Male" if chance.random() < 0.86 else "Female",
        ]
        for number in range(1, ROWS + 1)
    ]


@pytest.fixture(scope="module")
def lists(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """Return one list of 60,000 cases as CSV and as a workbook."""
    folder = tmp_path_factory.mktemp("lists")
    made = rows()
    told = [",".join(COLUMNS), *(",".join(map(str, row)) for row in made)]
    (folder / "list.csv").write_text("\n".join(told), encoding="utf-8")
    book = xlsxwriter.Workbook(folder / "list.xlsx")
    sheet, day = book.add_worksheet(), book.add_format({"num_format": "dd/mm/yyyy"})
    sheet.write_row(0, 0, COLUMNS)
    for number, row in enumerate(made, start=1):
        for column, value in enumerate(row):
            if isinstance(value, date):
                begun = datetime(value.year, value.month, value.day)
                sheet.write_datetime(number, column, begun, day)
            else:
                sheet.write_string(number, column, value)
    book.close()
    return {kind: folder / f"list.{kind}" for kind in ("csv", "xlsx")}


def drawn(path: Path) -> Sample:
    bank = read_bank(asset("instrument/omi-2006"))
    rules = Rules(100, "cumbria-2006", MINIMUMS, reserves=10)
    table = read_table(path)
    caseload = read_caseload(table, mapping_of(guessed(table, bank)), bank, rules)
    return draw(bank, caseload.cases, rules)


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
# The processor's time, because other work on the machine says nothing of the draw.
@pytest.mark.benchmark(timer=time.process_time)
def test_a_list_of_60_000_cases_is_read_checked_and_drawn_from(
    kind: str, benchmark: BenchmarkFixture, lists: dict[str, Path]
) -> None:
    sample = benchmark.pedantic(drawn, args=(lists[kind],), rounds=3)
    assert sample.eligible == ROWS
    assert len(sample.cases) == 100
    assert benchmark.stats.stats.median <= SECONDS


@pytest.mark.skipif(sys.platform != "linux", reason="the peak is asked of Linux")
@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_a_list_of_60_000_cases_takes_little_memory(kind: str, lists: dict[str, Path]) -> None:
    # Of a program of its own; getrusage would tell of the program that started it, too.
    code = (
        "import importlib.util, re, sys\n"
        "from pathlib import Path\n"
        f"spec = importlib.util.spec_from_file_location('bench', {__file__!r})\n"
        "bench = importlib.util.module_from_spec(spec)\n"
        "spec.loader.exec_module(bench)\n"
        "bench.drawn(Path(sys.argv[1]))\n"
        "print(re.search(r'VmHWM:\\s+(\\d+)', Path('/proc/self/status').read_text())[1])\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, str(lists[kind])],
        check=True,
        capture_output=True,
        text=True,
        cwd=Path(__file__).parents[2],
    )
    assert int(done.stdout) <= MEGABYTES * 1024
