"""The window is killed while keys are pressed in it: what its strip said is on disk is on disk.

A few sessions are killed; with `OMI_SOAK=1` it is two thousand. Each has a seed of its own, which
is named where it fails.
"""

from __future__ import annotations

import os
import random
import subprocess
import sys
from pathlib import Path

import pytest

from omi_desktop.store import Inspection, KeyCost, open_inspection
from tests.domain.store.killing import MOST_LOST, killed_session, no_answer_is_lost, seconds_lost

KILLS = 4
FIRST_SEED = 20060718
TIMES = 500 if os.environ.get("OMI_SOAK") else 1
MOST_LINES = 150
PASSPHRASE = "four plain words here"
CHEAP = KeyCost(passes=1, kibibytes=64, lanes=1)
UNDER_WAY = 2
"""One key may save a note and an answer before the program can say so."""


def _start(path: Path, seed: int) -> subprocess.Popen[str]:
    root = Path(__file__).parents[2]
    return subprocess.Popen(
        [sys.executable, str(Path(__file__).with_name("typing_program.py")), str(path), str(seed)],
        env={
            **os.environ,
            "PYTHONPATH": os.pathsep.join((str(root), str(root / "ui"))),
            "QT_QPA_PLATFORM": "offscreen",
        },
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    )


@pytest.mark.skipif(sys.platform == "win32", reason="there is no SIGKILL on Windows")
@pytest.mark.parametrize("first", range(FIRST_SEED, FIRST_SEED + KILLS * TIMES, KILLS))
def test_random_kills_of_the_window_lose_no_answer_and_at_most_a_second_of_typing(
    first: int, inspection: Inspection, capsys: pytest.CaptureFixture[str]
) -> None:
    path = inspection.path
    inspection.close()
    saved = keys = unsaved = 0
    worst = 0.0
    for seed in range(first, first + KILLS):
        with _start(path, seed) as program:
            said = killed_session(program, random.Random(seed).randint(1, MOST_LINES))
        with open_inspection(path, PASSPHRASE, cost=CHEAP) as again:
            try:
                no_answer_is_lost(again, said, UNDER_WAY)
                lost = seconds_lost(again, said)
                assert lost <= MOST_LOST
            except AssertionError as error:
                error.add_note(f"The seed of the session was {seed}.")
                raise
            for left in again.journalled():
                unsaved += 1
                again.forget_typed(left.case, left.question)
        worst = max(worst, lost)
        saved += len(said.saved)
        keys += len(said.keys)
    assert saved + keys > 0
    with capsys.disabled():
        sys.stdout.write(
            f"\n{KILLS} kills of the window, seeds {first} to {first + KILLS - 1}: "
            f"{saved} acknowledged writes, none lost; {keys} keys of notes, {unsaved} texts came "
            f"back, at most {worst:.3f} s of typing lost\n"
        )
