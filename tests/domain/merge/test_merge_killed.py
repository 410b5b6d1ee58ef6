"""A merge that is killed is in the file whole or not at all.

`OMI_SOAK=1` kills two thousand; the test otherwise kills ten.
"""

from __future__ import annotations

import os
import random
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

from omi_desktop.merge.apply import undo_merge
from omi_desktop.store import Inspection
from omi_desktop.store.merge_records import Merge, MergedReturn

KILLS = 2000 if os.environ.get("OMI_SOAK") else 10
FIRST_SEED = int(os.environ.get("OMI_KILLS", "20060718"))
A_FILE = 20
"""So many kills share a file; then another begins, because the whole of a file is checked."""

MOST_LINES = 12
NOTHING: dict[str, dict[str, str]] = {"c1": {}, "c2": {}, "c3": {}}
ALL = {case: {"months": "14", "1.1.1": "sufficient"} for case in NOTHING}


def test_a_killed_merge_is_there_whole_or_not_at_all(
    path: Path, open_lead: Callable[[Path], Inspection], lead_of: Callable[[Inspection], Any]
) -> None:
    with open_lead(path) as inspection:
        lead_of(inspection).pack("k1", "p2", ["c1", "c2", "c3"])
    fresh, done = path.read_bytes(), 0
    for seed in range(FIRST_SEED, FIRST_SEED + KILLS):
        if (seed - FIRST_SEED) % A_FILE == 0:
            path.write_bytes(fresh)
            done = 0
        said = killed(path, random.Random(seed).randint(0, MOST_LINES))
        with open_lead(path) as inspection:
            try:
                done = whole_or_nothing(inspection, said, done)
            except AssertionError as error:
                error.add_note(f"The seed was {seed}.")
                raise


def whole_or_nothing(inspection: Inspection, said: list[str], before: int) -> int:
    """Fail where a step is half there or was lost; leave nothing merged, and count the steps."""
    assert inspection.check() == ()
    merges = inspection.records(Merge)
    is_merged = bool(merges) and not merges[-1].undone_at
    assert inspection.values() == (ALL if is_merged else NOTHING)
    assert bool(inspection.records(MergedReturn)) == is_merged
    # At most the one step that was under way came after the last that was acknowledged.
    told = len([line for line in said if line in ("merged", "undone")])
    assert told <= steps(inspection) - before <= told + 1
    if is_merged:
        undo_merge(inspection, by="p1")
    return steps(inspection)


def steps(inspection: Inspection) -> int:
    return sum(1 + bool(one.undone_at) for one in inspection.records(Merge))


def killed(path: Path, lines: int) -> list[str]:
    """Let the other program say so many lines, kill it, and return all that it had said."""
    root = Path(__file__).parents[3]
    program = subprocess.Popen(
        [sys.executable, str(Path(__file__).with_name("another_program.py")), str(path)],
        cwd=root,
        env={**os.environ, "PYTHONPATH": str(root)},
        stdout=subprocess.PIPE,
        text=True,
    )
    with program:
        assert program.stdout is not None
        told = [program.stdout.readline() for _ in range(lines + 1)]
        program.kill()
        told += program.stdout.readlines()
    return [line.strip() for line in told]
