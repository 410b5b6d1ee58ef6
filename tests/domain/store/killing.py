"""What a session that was killed had said, held against what is in the file afterwards."""

from __future__ import annotations

from dataclasses import dataclass, field
from subprocess import Popen

from omi_desktop.store import Inspection

MOST_LOST = 1.0
"""Seconds of typing that may be lost."""

Saved = tuple[int, int, str, str, str]
Key = tuple[float, str, str, str]


@dataclass
class Said:
    """What a session had said when it was killed: what was saved, and which keys were pressed."""

    saved: list[Saved] = field(default_factory=list)
    keys: list[Key] = field(default_factory=list)

    def take(self, line: str) -> None:
        match line.split():
            case ["saved", revision, answers, case, question, text]:
                self.saved.append((int(revision), int(answers), case, question, text))
            case ["key", moment, case, question, text]:
                self.keys.append((float(moment), case, question, text))
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


def no_answer_is_lost(inspection: Inspection, said: Said, under_way: int = 1) -> None:
    """Fail where something that was acknowledged is not in the file.

    At most `under_way` writes may have come after the last that was acknowledged.
    """
    assert inspection.check() == ()
    changes = inspection.history()
    told = {(change.case, change.question, change.new) for change in changes}
    for _, _, case, question, text in said.saved:
        assert (case, question, text) in told
    if said.saved:
        revision, answers, *_ = said.saved[-1]
        assert inspection.saved().revision >= revision
        after = [change for change in changes if change.revision > revision]
        # An answer may have been taken back without the program having said so yet.
        taken_back = sum(change.what == "answer" and change.new is None for change in after)
        assert inspection.saved().answers >= answers - taken_back
        assert len({change.question for change in after if change.question}) <= under_way


def seconds_lost(inspection: Inspection, said: Said) -> float:
    """Return for how long somebody had typed what is nowhere in the file."""
    if not said.keys:
        return 0.0
    end, case, question, whole = said.keys[-1]
    place = (case, question)
    found = [t.text for t in inspection.journalled() if (t.case, t.question) == place]
    noted = inspection.answers(case).get(question)
    found.append(noted.note if noted else "")
    kept = max((len(text) for text in found if whole.startswith(text)), default=0)
    sentence = whole.split(":")[0] + ":"
    missed = [
        moment
        for moment, *where, text in said.keys
        if tuple(where) == place and text.startswith(sentence) and len(text) > kept
    ]
    return end - missed[0] if missed else 0.0
