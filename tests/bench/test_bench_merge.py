"""Twelve returns of nine cases each, every question answered, into the lead's copy at once.

A note stands beside every third answer.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
import time
from pathlib import Path

import pytest
from pytest_benchmark.fixture import BenchmarkFixture

from omi_desktop.assets import asset
from omi_desktop.instrument.bank import bank_files
from omi_desktop.instrument.model import Question
from omi_desktop.merge.apply import merge
from omi_desktop.store import (
    Case,
    CaseStatus,
    Details,
    Inspection,
    KeyCost,
    Person,
    PersonKind,
    Role,
    create,
)
from omi_desktop.store.merge_records import Pack
from omi_desktop.store.returned import Returned, ReturnedAnswer, ReturnedCase
from omi_desktop.store.returning import bank_fingerprint, sealed

RETURNS = 12
CASES = 9
SECONDS = 5
MEGABYTES = 300
_NOTE = "Seen in the file and in the contact log; the plan was reviewed after twelve weeks. "


def value_of(question: Question) -> str:
    if question.scale is not None:
        return question.scale.choices[0].id
    return {"number": "14", "date": "2006-07-18"}.get(question.value_type.value, "Some text")


def begun(folder: Path) -> tuple[Inspection, list[Returned]]:
    """Return a lead's copy and what its assessors give back; one answer in fifty differs."""
    bank = bank_files(asset("instrument/omi-2006"))
    details = Details("bench", "Cumbria", Role.LEAD, "")
    inspection = create(
        folder / "lead.omi", "word", bank=bank, details=details, cost=KeyCost(1, 8, 1)
    )
    people = [Person(f"p{n}", f"Assessor {n}", PersonKind.INSPECTOR) for n in range(RETURNS)]
    inspection.add_people(people)
    cases = [
        Case(f"c{n}", f"CU-{n:03}", n + 1, CaseStatus.NOT_STARTED, "", f"p{n // CASES}")
        for n in range(RETURNS * CASES)
    ]
    inspection.add_cases(cases, by="")
    base = inspection.saved().revision
    packs = [
        Pack(f"k{n}", f"p{n}", "", base, tuple(c.id for c in cases[n * CASES : (n + 1) * CASES]))
        for n in range(RETURNS)
    ]
    inspection.change_records(put=packs, by="")
    questions = list(inspection.instrument.questions.values())
    for number, case in enumerate(cases):
        for question in questions[number % 50 :: 50]:
            inspection.note(case.id, question.id, "Ours.", by="p0")
    fingerprint = bank_fingerprint(bank)
    return inspection, [
        sealed(
            Returned(
                name=f"{pack.id}.xlsx",
                inspection="bench",
                bank=fingerprint,
                pack=pack.id,
                base_revision=base,
                revision=5000,
                assessor=pack.assessor,
                digest="",
                cases=tuple(
                    ReturnedCase(case, case, CaseStatus.COMPLETE, "") for case in pack.cases
                ),
                answers=tuple(
                    ReturnedAnswer(
                        case,
                        q.id,
                        value_of(q),
                        "" if place % 3 else _NOTE,
                        pack.assessor,
                        "2006-07-19T10:00:00.000Z",
                        9,
                    )
                    for case in pack.cases
                    for place, q in enumerate(questions)
                ),
                marks=(),
            )
        )
        for pack in packs
    ]


# The processor's time, because other work on the machine says nothing of the merge.
@pytest.mark.benchmark(timer=time.process_time)
def test_twelve_returns_of_nine_cases_are_merged(
    benchmark: BenchmarkFixture, tmp_path: Path
) -> None:
    folders: list[tempfile.TemporaryDirectory[str]] = []
    opened: list[Inspection] = []

    def fresh() -> tuple[tuple[Inspection, list[Returned]], dict[str, object]]:
        folders.append(tempfile.TemporaryDirectory(dir=tmp_path))
        inspection, returns = begun(Path(folders[-1].name))
        opened.append(inspection)
        return (inspection, returns), {}

    def all_of_them(inspection: Inspection, returns: list[Returned]) -> None:
        merge(inspection, returns, by="p0")

    benchmark.pedantic(all_of_them, setup=fresh, rounds=3)
    questions = len(opened[-1].instrument.questions)
    assert opened[-1].saved().answers == RETURNS * CASES * questions
    for inspection in opened:
        inspection.close()
    for folder in folders:
        folder.cleanup()
    assert benchmark.stats.stats.median <= SECONDS


@pytest.mark.skipif(sys.platform != "linux", reason="the peak is asked of Linux")
def test_twelve_returns_of_nine_cases_take_little_memory(tmp_path: Path) -> None:
    # Of a program of its own; getrusage would tell of the program that started it, too.
    code = (
        "import importlib.util, re, sys\n"
        "from pathlib import Path\n"
        f"spec = importlib.util.spec_from_file_location('bench', {__file__!r})\n"
        "bench = importlib.util.module_from_spec(spec)\n"
        "spec.loader.exec_module(bench)\n"
        "inspection, returns = bench.begun(Path(sys.argv[1]))\n"
        "bench.merge(inspection, returns, by='p0')\n"
        "print(re.search(r'VmHWM:\\s+(\\d+)', Path('/proc/self/status').read_text())[1])\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, str(tmp_path)],
        check=True,
        capture_output=True,
        text=True,
        cwd=Path(__file__).parents[2],
    )
    assert int(done.stdout) <= MEGABYTES * 1024
