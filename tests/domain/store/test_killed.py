"""What was acknowledged is on disk, whatever happens to the program the moment after."""

from __future__ import annotations

import random
import subprocess
from collections.abc import Callable
from pathlib import Path

from omi_desktop.store import Inspection

KILLS = 20


def test_every_acknowledged_answer_outlives_twenty_kills(
    path: Path,
    reopen: Callable[[], Inspection],
    start_another_program: Callable[..., subprocess.Popen[str]],
) -> None:
    chance = random.Random(20060718)
    for kill in range(KILLS):
        program = start_another_program(path, "write", str(kill))
        assert program.stdout is not None
        assert program.stdout.readline() == "open\n"
        acknowledged = [program.stdout.readline() for _ in range(chance.randint(1, 120))]
        program.kill()
        # What stands in the pipe still was acknowledged before the kill.
        acknowledged += program.stdout.readlines()
        program.wait(timeout=60)
        assert path.with_name(f"{path.name}-wal").exists()

        with reopen() as inspection:
            assert inspection.check() == ()
            changes = inspection.history()
            told = {(change.case, change.question, change.new) for change in changes}
            for line in acknowledged:
                _, _, case, question, value = line.split()
                assert (case, question, value) in told
            revision, answers, *_ = acknowledged[-1].split()
            assert inspection.saved().revision >= int(revision)
            assert inspection.saved().answers >= int(answers)
            # At most the one write that was under way came after the last that was acknowledged.
            after = [change for change in changes if change.revision > int(revision)]
            assert len({change.question for change in after if change.question}) <= 1
