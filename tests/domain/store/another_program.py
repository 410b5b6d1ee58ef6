"""Another program that opens an inspection file: `another_program.py FILE open|hold|session SEED`.

open    says what happens, and closes
hold    says “open” and stays until it is killed
session answers, types notes key by key and saves them, on and on, until it is killed; says what
        it was told is saved and which key was pressed when
"""

from __future__ import annotations

import itertools
import os
import random
import sys
import time
from pathlib import Path

from omi_desktop.errors import OmiError
from omi_desktop.store import Inspection, KeyCost, open_inspection
from omi_desktop.store.journal import JOURNAL_EVERY

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
        if what == "session":
            session(inspection, random.Random(sys.argv[3]))


def say(line: str) -> None:
    # One write of the whole line, so that a kill leaves none half said.
    os.write(1, f"{line}\n".encode())


def session(inspection: Inspection, chance: random.Random) -> None:
    # Values that no earlier run wrote: the same answer again would be no change.
    for turn in itertools.count(inspection.saved().revision * 1000):
        case = chance.choice(["c1", "c2", "c3"])
        if chance.random() < 0.1:
            type_a_note(inspection, chance, case, f"{turn}:")
        else:
            saved = inspection.answer(case, "months", str(turn), by="p2")
            say(f"saved {saved.revision} {saved.answers} {case} months {turn}")


def type_a_note(inspection: Inspection, chance: random.Random, case: str, text: str) -> None:
    """Press keys as a person does, journal them as a window does, and save most of the notes."""
    waiting_since = None
    for _ in range(chance.randrange(1, 60)):
        text += chance.choice("abcde")
        moment = time.monotonic()
        say(f"key {moment} {case} remark {text}")
        waiting_since = moment if waiting_since is None else waiting_since
        hesitation = chance.choice([0.0, 0.0, 0.001, 0.01])
        while time.monotonic() < moment + hesitation:
            pass
        if time.monotonic() - waiting_since >= JOURNAL_EVERY * chance.random() ** 2:
            inspection.journal(case, "remark", text, by="p2")
            waiting_since = None
    if chance.random() < 0.7:
        saved = inspection.note(case, "remark", text, by="p2")
        say(f"saved {saved.revision} {saved.answers} {case} remark {text}")


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2])
