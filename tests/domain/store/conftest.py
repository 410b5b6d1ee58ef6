"""Small, quick inspections in real files."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from omi_desktop.instrument.bank import bank_files
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
    open_inspection,
)

PASSPHRASE = "a quiet word"
COST = KeyCost(passes=1, kibibytes=8, lanes=1)


@dataclass
class Ticking:
    """A clock that moves on by a second whenever it is read."""

    moment: datetime = field(default=datetime(2006, 7, 18, 9, tzinfo=UTC))

    def __call__(self) -> datetime:
        self.moment += timedelta(seconds=1)
        return self.moment


@pytest.fixture
def passphrase() -> str:
    """The passphrase of every file made here."""
    return PASSPHRASE


@pytest.fixture
def cost() -> KeyCost:
    """A key that is derived at once; only ever for tests."""
    return COST


@pytest.fixture(scope="session")
def bank() -> dict[str, str]:
    """A bank with a fact of every type, a gate, a scored question and a summary question."""
    return bank_files(Path(__file__).parent / "small-bank")


@pytest.fixture
def details() -> Details:
    """The details of a new inspection."""
    return Details("cumbria-06", "Cumbria", Role.LEAD, "2006-07-17T08:00:00.000Z")


@pytest.fixture
def team() -> tuple[Person, ...]:
    """Two people."""
    return (
        Person("p1", "Ada Byron", PersonKind.LEAD_INSPECTOR),
        Person("p2", "Grace Hop", PersonKind.AREA_ASSESSOR),
    )


@pytest.fixture
def sample() -> tuple[Case, ...]:
    """Three cases that nobody has started."""
    return tuple(
        Case(f"c{n}", f"CU-{n:03}", n, CaseStatus.NOT_STARTED, "", None) for n in (1, 2, 3)
    )


@pytest.fixture
def path(
    tmp_path: Path,
    bank: dict[str, str],
    details: Details,
    team: tuple[Person, ...],
    sample: tuple[Case, ...],
) -> Path:
    """A closed inspection file with a team and three cases."""
    where = tmp_path / "cumbria.omi"
    with create(where, PASSPHRASE, bank=bank, details=details, clock=Ticking(), cost=COST) as made:
        made.add_people(team)
        made.add_cases(sample, by="p1")
    return where


@pytest.fixture
def reopen(path: Path) -> Callable[[], Inspection]:
    """Open the file at `path`, as often as wanted; the caller closes."""

    def again() -> Inspection:
        return open_inspection(path, PASSPHRASE, Ticking(), cost=COST)

    return again


@pytest.fixture
def inspection(reopen: Callable[[], Inspection]) -> Iterator[Inspection]:
    """The inspection at `path`, open."""
    with reopen() as opened:
        yield opened


@pytest.fixture
def start_another_program() -> Iterator[Callable[..., subprocess.Popen[str]]]:
    """Start `another_program.py` with these arguments; it is gone when the test ends."""
    program = Path(__file__).parent / "another_program.py"
    root = Path(__file__).parents[3]
    with ExitStack() as at_the_end:

        def start(path: Path, *arguments: str) -> subprocess.Popen[str]:
            started = at_the_end.enter_context(
                subprocess.Popen(
                    [sys.executable, str(program), str(path), *arguments],
                    cwd=root,
                    env={**os.environ, "PYTHONPATH": str(root)},
                    stdin=subprocess.PIPE,
                    stdout=subprocess.PIPE,
                    text=True,
                )
            )
            at_the_end.callback(started.kill)
            return started

        yield start


@pytest.fixture
def in_another_program(
    start_another_program: Callable[..., subprocess.Popen[str]],
) -> Callable[..., str]:
    """Open a file in another program; return what it says."""

    def told(path: Path, *, unprivileged: bool = False) -> str:
        what = "open-unprivileged" if unprivileged else "open"
        return start_another_program(path, what).communicate(timeout=60)[0]

    return told


@pytest.fixture
def held_by_another_program(
    start_another_program: Callable[..., subprocess.Popen[str]],
) -> Callable[[Path], Callable[[], None]]:
    """Let another program open a file and keep it; return what kills that program."""

    def hold(path: Path) -> Callable[[], None]:
        holder = start_another_program(path, "hold")
        assert holder.stdout is not None
        assert holder.stdout.readline() == "open\n"

        def kill() -> None:
            holder.kill()
            holder.wait(timeout=60)

        return kill

    return hold


@pytest.fixture
def open_to_all() -> Iterator[Path]:
    """A folder that other users of the machine can reach, unlike the folders of pytest."""
    folder = Path(tempfile.mkdtemp())
    folder.chmod(0o777)
    yield folder
    folder.chmod(0o700)
    shutil.rmtree(folder)


@pytest.fixture(scope="module")
def searched(
    tmp_path_factory: pytest.TempPathFactory, bank: dict[str, str]
) -> Iterator[Inspection]:
    """One inspection with three cases and a note, open for all the examples of a law."""
    where = tmp_path_factory.mktemp("searched") / "a.omi"
    details = Details("i", "Area", Role.LEAD, "")
    with create(where, PASSPHRASE, bank=bank, details=details, cost=COST) as made:
        made.add_cases(
            [Case(f"c{n}", f"CU-{n}", n, CaseStatus.NOT_STARTED, "", None) for n in (1, 2, 3)],
            by="p1",
        )
        made.note("c1", "1.1.1", "A note of some words", by="p1")
        yield made
