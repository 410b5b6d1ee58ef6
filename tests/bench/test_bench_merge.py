"""Twelve locked workbooks of nine cases each, every question answered, into the lead's copy.

The whole way is measured: unlocking and reading each workbook, comparing, writing. A note stands
beside every third answer, and the lead inspector wrote a note of their own at every fiftieth.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
import time
from datetime import UTC, datetime
from itertools import count
from pathlib import Path

import pytest
from pytest_benchmark.fixture import BenchmarkFixture

from omi_desktop.assets import asset
from omi_desktop.exchange.pack import make_pack
from omi_desktop.exchange.read_return import read_return
from omi_desktop.instrument.bank import bank_files
from omi_desktop.instrument.model import Question
from omi_desktop.merge.apply import merge
from omi_desktop.merge.receipt import Receipt
from omi_desktop.report.return_workbook import write_return
from omi_desktop.store import (
    Case,
    CaseStatus,
    Details,
    How,
    Inspection,
    KeyCost,
    NewAnswer,
    Person,
    PersonKind,
    Role,
    create,
    open_inspection,
)

RETURNS = 12
CASES = 9
SECONDS = 5
MEGABYTES = 300
WORD = "a quiet word"
# Only the lead's copy and the packs are made cheaply; the workbooks are locked as any return.
COST = KeyCost(1, 8, 1)
_NOTE = "Seen in the file and in the contact log; the plan was reviewed after twelve weeks. "
_AT = "2006-07-19T10:00:00.000Z"
_WRITTEN = datetime(2006, 7, 21, 15, 30, tzinfo=UTC)


def value_of(question: Question) -> str:
    if question.scale is not None:
        return question.scale.choices[0].id
    return {"number": "14", "date": "2006-07-18"}.get(question.value_type.value, "Some text")


def make_returns(folder: Path) -> None:
    """Write a lead's copy and what its assessors send back; one note in fifty differs."""
    bank = bank_files(asset("instrument/omi-2006"))
    details = Details("bench", "Cumbria", Role.LEAD, "")
    with create(folder / "lead.omi", WORD, bank=bank, details=details, cost=COST) as lead:
        people = [Person(f"p{n}", f"Assessor {n}", PersonKind.INSPECTOR) for n in range(RETURNS)]
        lead.add_people(people)
        cases = [
            Case(f"c{n}", f"CU-{n:03}", n + 1, CaseStatus.NOT_STARTED, "", f"p{n // CASES}")
            for n in range(RETURNS * CASES)
        ]
        lead.add_cases(cases, by="")
        for person in people:
            pack = folder / f"{person.id}.omi"
            make_pack(lead, person.id, pack, WORD, by="p0", cost=COST)
            with open_inspection(pack, WORD, cost=COST) as copy:
                answer_all(copy, person.id)
                write_return(copy, folder / f"{person.id}.xlsx", WORD, at=_WRITTEN)
        questions = list(lead.instrument.questions)
        for number, case in enumerate(cases):
            for question in questions[number % 50 :: 50]:
                lead.note(case.id, question, "Ours.", by="p0")


def answer_all(copy: Inspection, person: str) -> None:
    copy.write_answers(
        (
            NewAnswer(case.id, q.id, value_of(q), "" if place % 3 else _NOTE, person, _AT)
            for case in copy.cases()
            for place, q in enumerate(copy.instrument.questions.values())
        ),
        how=How.TYPED,
    )
    for case in copy.cases():
        copy.set_status(case.id, CaseStatus.COMPLETE, by=person)


def read_and_merge(folder: Path, lead: Path) -> Receipt:
    with open_inspection(lead, WORD, cost=COST) as inspection:
        returns = [read_return(folder / f"p{n}.xlsx", WORD) for n in range(RETURNS)]
        return merge(inspection, returns, by="p0")


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A lead's copy and the twelve workbooks that came back."""
    made = tmp_path_factory.mktemp("returns")
    make_returns(made)
    return made


# The processor's time, because other work on the machine says nothing of the merge.
@pytest.mark.benchmark(timer=time.process_time)
def test_twelve_workbooks_of_nine_cases_are_read_and_merged(
    benchmark: BenchmarkFixture, folder: Path, tmp_path: Path
) -> None:
    numbers = count()

    def fresh() -> tuple[tuple[Path, Path], dict[str, object]]:
        lead = tmp_path / f"lead-{next(numbers)}.omi"
        shutil.copyfile(folder / "lead.omi", lead)
        return (folder, lead), {}

    receipt = benchmark.pedantic(read_and_merge, setup=fresh, rounds=3)
    with open_inspection(tmp_path / "lead-0.omi", WORD, cost=COST) as merged:
        questions = len(merged.instrument.questions)
        assert merged.saved().answers == RETURNS * CASES * questions
    assert [one.refused for one in receipt.returns] == [None] * RETURNS
    assert any(one.conflicts for one in receipt.returns)
    assert benchmark.stats.stats.median <= SECONDS


@pytest.mark.skipif(sys.platform != "linux", reason="the peak is asked of Linux")
def test_twelve_workbooks_of_nine_cases_take_little_memory(folder: Path, tmp_path: Path) -> None:
    shutil.copyfile(folder / "lead.omi", tmp_path / "lead.omi")
    # Of a program of its own; getrusage would tell of the program that started it, too.
    code = (
        "import importlib.util, re, sys\n"
        "from pathlib import Path\n"
        f"spec = importlib.util.spec_from_file_location('bench', {__file__!r})\n"
        "bench = importlib.util.module_from_spec(spec)\n"
        "spec.loader.exec_module(bench)\n"
        "bench.read_and_merge(*map(Path, sys.argv[1:]))\n"
        "print(re.search(r'VmHWM:\\s+(\\d+)', Path('/proc/self/status').read_text())[1])\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, str(folder), str(tmp_path / "lead.omi")],
        check=True,
        capture_output=True,
        text=True,
        cwd=Path(__file__).parents[2],
    )
    assert int(done.stdout) <= MEGABYTES * 1024
