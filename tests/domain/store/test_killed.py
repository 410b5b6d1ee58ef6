"""What was acknowledged is on disk, whatever happens to the program the moment after.

Twenty sessions are killed; with `OMI_SOAK=1` it is two thousand, a hundred times twenty. Each has a
seed of its own, which is named where it fails.
"""

from __future__ import annotations

import os
import random
import sys
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from subprocess import Popen

import pytest

from omi_desktop.store import Inspection

KILLS = 20
FIRST_SEED = 20060718
TIMES = 100 if os.environ.get("OMI_SOAK") else 1
MOST_LINES = 150
MOST_LOST = 1.0

Saved = tuple[int, int, str, str, str]
Key = tuple[float, str, str]


@dataclass
class Said:
    """What a session had said when it was killed: what was saved, and which keys were pressed."""

    saved: list[Saved] = field(default_factory=list)
    keys: list[Key] = field(default_factory=list)

    def take(self, line: str) -> None:
        match line.split():
            case ["saved", revision, answers, case, question, text]:
                self.saved.append((int(revision), int(answers), case, question, text))
            case ["key", moment, case, text]:
                self.keys.append((float(moment), case, text))
            case other:
                raise AssertionError(f"the other program said {other}")


def killed_session(program: Popen[str], lines: int) -> Said:
    """Let a session say so many lines, kill it, and return all that it had said."""
    assert program.stdout is not None
    assert program.stdout.readline() == "open\n"
    told = [program.stdout.readline() for _ in range(lines)]
    program.kill()
    # What stands in the pipe still was said before the kill.
    told += program.stdout.readlines()
    program.wait(timeout=60)
    said = Said()
    for line in told:
        said.take(line)
    return said


def no_answer_is_lost(inspection: Inspection, said: Said) -> None:
    """Fail where something that was acknowledged is not in the file."""
    assert inspection.check() == ()
    changes = inspection.history()
    told = {(change.case, change.question, change.new) for change in changes}
    for _, _, case, question, text in said.saved:
        assert (case, question, text) in told
    if said.saved:
        revision, answers, *_ = said.saved[-1]
        assert inspection.saved().revision >= revision
        assert inspection.saved().answers >= answers
        # At most the one write that was under way came after the last that was acknowledged.
        after = [change for change in changes if change.revision > revision]
        assert len({change.question for change in after if change.question}) <= 1


def seconds_lost(inspection: Inspection, said: Said) -> float:
    """Return for how long somebody had typed what is nowhere in the file."""
    if not said.keys:
        return 0.0
    end, case, whole = said.keys[-1]
    found = [typed.text for typed in inspection.journalled() if typed.case == case]
    noted = inspection.answers(case).get("remark")
    found.append(noted.note if noted else "")
    kept = max((len(text) for text in found if whole.startswith(text)), default=0)
    sentence = whole.split(":")[0] + ":"
    missed = [
        moment
        for moment, where, text in said.keys
        if where == case and text.startswith(sentence) and len(text) > kept
    ]
    return end - missed[0] if missed else 0.0


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
