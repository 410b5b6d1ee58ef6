"""Another program that merges a return and takes it back, on and on: `another_program.py FILE`.

It says “open”, then “merged” and “undone” in turn, each when that is on disk.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path

from omi_desktop.merge.apply import merge, undo_merge
from omi_desktop.store import CaseStatus, KeyCost, open_inspection
from omi_desktop.store.merge_records import Pack
from omi_desktop.store.returned import Returned, ReturnedAnswer, ReturnedCase
from omi_desktop.store.returning import bank_fingerprint, sealed


def main(path: Path) -> None:
    cost = KeyCost(passes=1, kibibytes=8, lanes=1)
    with open_inspection(path, "a quiet word", cost=cost) as inspection:
        (pack,) = inspection.records(Pack)
        returned = Returned(
            name="back.xlsx",
            inspection=inspection.details.id,
            bank=bank_fingerprint(inspection.bank_files),
            pack=pack.id,
            base_revision=pack.base_revision,
            revision=99,
            assessor=pack.assessor,
            digest="",
            cases=tuple(
                ReturnedCase(c.id, c.ref, CaseStatus.COMPLETE, "") for c in inspection.cases()
            ),
            answers=tuple(
                ReturnedAnswer(case.id, question, value, "Seen.", "p2", "", 99)
                for case in inspection.cases()
                for question, value in (("months", "14"), ("1.1.1", "sufficient"))
            ),
            marks=(),
        )
        os.write(1, b"open\n")
        while True:
            merge(inspection, [sealed(returned)], by="p1")
            os.write(1, b"merged\n")
            undo_merge(inspection, by="p1")
            os.write(1, b"undone\n")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
