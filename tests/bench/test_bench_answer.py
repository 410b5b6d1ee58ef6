"""An answer costs little more than the bare commit that makes it durable."""

from __future__ import annotations

import statistics
import sys
import time
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

import pytest

from omi_desktop.assets import asset
from omi_desktop.instrument.bank import bank_files
from omi_desktop.instrument.model import ValueType
from omi_desktop.store import (
    Case,
    CaseStatus,
    Details,
    How,
    Inspection,
    Key,
    KeyCost,
    NewAnswer,
    Role,
    create,
    open_inspection,
)
from omi_desktop.store.connection import connect, use_write_ahead_log

COST = KeyCost(1, 8, 1)
CASES = 100
QUESTIONS = 190
ROUNDS = 400
MOST_OFTEN_ALLOWED = 1.5
VALUES_MILLISECONDS = 60


@pytest.fixture(scope="module")
def inspection(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Inspection]:
    """The real bank, a hundred cases, 190 answers each, a fifth of them with a note."""
    path = tmp_path_factory.mktemp("bench") / "a.omi"
    made = create(
        path,
        "word",
        bank=bank_files(asset("instrument/omi-2006")),
        details=Details("i", "Area", Role.LEAD, ""),
        cost=COST,
    )
    made.add_cases(
        [Case(f"c{n}", f"C-{n}", n, CaseStatus.NOT_STARTED, "", None) for n in range(1, CASES + 1)],
        by="p",
    )
    made.write_answers(
        (
            NewAnswer(
                case.id, question, value, "A note of ordinary length. " * (n % 5 == 0), "p", ""
            )
            for case in made.cases()
            for n, (question, value) in enumerate(first_choices(made))
        ),
        how=How.IMPORTED,
    )
    made.close()
    # Opened anew, so that its log begins as short as that of the bare file: appending to a file
    # costs more than writing over what an earlier, larger log left behind.
    with open_inspection(path, "word", cost=COST) as opened:
        yield opened


@pytest.fixture
def tell(capsys: pytest.CaptureFixture[str]) -> Callable[[str], None]:
    """Write a measured figure past pytest's capture."""

    def write(figure: str) -> None:
        with capsys.disabled():
            sys.stdout.write(f"\n{figure}\n")

    return write


def first_choices(inspection: Inspection, choice: int = 0) -> list[tuple[str, str]]:
    """Return 190 questions, each with one of its choices."""
    return [
        (question.id, question.scale.choices[choice].id)
        for question in inspection.instrument.questions.values()
        if question.value_type is ValueType.CHOICE and question.scale
    ][:QUESTIONS]


def milliseconds(work: Callable[[], object]) -> float:
    """Return how long `work` takes."""
    before = time.perf_counter()
    work()
    return (time.perf_counter() - before) * 1000


def test_one_answer_against_a_bare_commit(
    inspection: Inspection, tmp_path: Path, tell: Callable[[str], None]
) -> None:
    bare = connect(tmp_path / "bare.omi", Key(bytes(32), bytes(range(16))), make=True)
    use_write_ahead_log(bare)
    bare.conn.execute("CREATE TABLE t (id INTEGER PRIMARY KEY, value TEXT NOT NULL) STRICT")

    def commit() -> None:
        bare.conn.execute("BEGIN")
        bare.conn.execute("INSERT INTO t (value) VALUES ('sufficient')")
        bare.conn.execute("COMMIT")

    (question, one), (_, other) = first_choices(inspection)[50], first_choices(inspection, 1)[50]
    commits: list[float] = []
    answers: list[float] = []
    for number in range(ROUNDS):
        case, value = f"c{number % CASES + 1}", (other, one)[number // CASES % 2]
        before = inspection.saved().revision
        # Turn about, because a flush soon after another may be cheaper.
        if number % 2:
            commits.append(milliseconds(commit))
        answers.append(milliseconds(partial(inspection.answer, case, question, value, by="p")))
        if not number % 2:
            commits.append(milliseconds(commit))
        assert inspection.saved().revision == before + 1
    bare.close()
    answer, commit_alone = statistics.median(answers), statistics.median(commits)
    ratio = answer / commit_alone
    tell(f"answer {answer:.3f} ms, bare commit {commit_alone:.3f} ms, {ratio:.2f} times")
    assert ratio <= MOST_OFTEN_ALLOWED


def test_the_values_of_a_hundred_cases_are_read_quickly(
    inspection: Inspection, tell: Callable[[str], None]
) -> None:
    taken = [milliseconds(inspection.values) for _ in range(9)]
    assert sum(map(len, inspection.values().values())) == CASES * QUESTIONS
    tell(f"values: first {taken[0]:.1f} ms, median {statistics.median(taken):.1f} ms")
    assert statistics.median(taken) <= VALUES_MILLISECONDS
