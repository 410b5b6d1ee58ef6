"""What was acknowledged is on disk, whatever happens to the program the moment after.

Twenty sessions are killed; with `OMI_SOAK=1` it is two thousand, a hundred times twenty. Each has a
seed of its own, which is named where it fails.
"""

from __future__ import annotations

import os
import random
import sys
from collections.abc import Callable
from pathlib import Path
from subprocess import Popen

import pytest

from omi_desktop.store import Inspection

from .killing import MOST_LOST, killed_session, no_answer_is_lost, seconds_lost

KILLS = 20
FIRST_SEED = 20060718
TIMES = 100 if os.environ.get("OMI_SOAK") else 1
MOST_LINES = 150


@pytest.mark.parametrize("first", range(FIRST_SEED, FIRST_SEED + KILLS * TIMES, KILLS))
def test_random_kills_lose_no_acknowledged_answer_and_at_most_a_second_of_typing(
    first: int,
    path: Path,
    reopen: Callable[[], Inspection],
    start_another_program: Callable[..., Popen[str]],
    capsys: pytest.CaptureFixture[str],
) -> None:
    saved = keys = unsaved = 0
    worst = 0.0
    for seed in range(first, first + KILLS):
        chance = random.Random(seed)
        said = killed_session(
            start_another_program(path, "session", str(seed)), chance.randint(1, MOST_LINES)
        )
        assert path.with_name(f"{path.name}-wal").exists()
        with reopen() as inspection:
            try:
                no_answer_is_lost(inspection, said)
                lost = seconds_lost(inspection, said)
                assert lost <= MOST_LOST
            except AssertionError as error:
                error.add_note(f"The seed of the session was {seed}.")
                raise
            for left in inspection.journalled():
                unsaved += 1
                inspection.forget_typed(left.case, left.question)
        worst = max(worst, lost)
        saved += len(said.saved)
        keys += len(said.keys)
    assert unsaved > 0, "no session was killed while somebody typed"
    with capsys.disabled():
        sys.stdout.write(
            f"\n{KILLS} kills, seeds {first} to {first + KILLS - 1}: "
            f"{saved} acknowledged writes, none lost; {keys} keys, {unsaved} texts came back, "
            f"at most {worst:.3f} s of typing lost\n"
        )
