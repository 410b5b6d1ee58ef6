"""Another program that opens an inspection file: `another_program.py FILE open|hold|write`.

open    says what happens, and closes
hold    says “open” and stays until it is killed
write   says each answer it was told is saved, on and on, until it is killed
"""

from __future__ import annotations

import itertools
import os
import random
import sys
from pathlib import Path

from omi_desktop.errors import OmiError
from omi_desktop.store import Inspection, KeyCost, open_inspection

PASSPHRASE = "a quiet word"
COST = KeyCost(passes=1, kibibytes=8, lanes=1)


def main(path: Path, what: str) -> None:
    if what == "open-unprivileged":
        # Whoever may do everything has no file that is read only.
        if os.getuid() == 0:
            os.setuid(65534)
        what = "open"
    try:
        inspection = open_inspection(path, PASSPHRASE, cost=COST)
    except OmiError as error:
        say(f"{type(error).__name__}: {error}")
        return
    with inspection:
        say("open")
        if what == "hold":
            sys.stdin.read()
        if what == "write":
            write(inspection, random.Random(sys.argv[3]))


def say(line: str) -> None:
    # One write of the whole line, so that a kill leaves none half said.
    os.write(1, f"{line}\n".encode())


def write(inspection: Inspection, chance: random.Random) -> None:
    # Values that no earlier run wrote: the same answer again would be no change.
    for turn in itertools.count(inspection.saved().revision * 1000):
        case = chance.choice(["c1", "c2", "c3"])
        if turn % 3 == 2:
            question, value = "remark", f"{turn}{'x' * chance.randrange(4000)}"
            saved = inspection.note(case, question, value, by="p2")
        else:
            question, value = "months", str(turn)
            saved = inspection.answer(case, question, value, by="p2")
        say(f"{saved.revision} {saved.answers} {case} {question} {value}")


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2])
