"""Answer questions on spelling, a line of JSON each: python -m omi_desktop.spelling [MY-WORDS].

    {"check": ["sufficent", "plan"]}   {"checked": ["sufficent", "plan"], "unknown": ["sufficent"]}
    {"suggest": "sufficent"}           {"word": "sufficent", "suggestions": ["sufficient", …]}
    {"add": "keyworker"}               nothing

It runs beside the window as a process of its own. The dictionary holds all of Python up while it
loads and while it thinks of suggestions, for up to a second: in a thread it would hold the window
up as well. It ends when nobody can ask any more.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

if TYPE_CHECKING:
    from collections.abc import Sequence

    from omi_desktop.spelling.dictionary import Dictionary


def main(arguments: Sequence[str]) -> int:
    """Answer until the questions end."""
    from omi_desktop.spelling.dictionary import Dictionary

    dictionary = Dictionary(Path(arguments[0]) if arguments else None)
    serve(dictionary, sys.stdin.buffer, sys.stdout.buffer)
    return 0


def serve(dictionary: Dictionary, questions: BinaryIO, answers: BinaryIO) -> None:
    """Answer each line of `questions` with a line in `answers`."""
    for line in questions:
        answer = answer_to(dictionary, json.loads(line))
        if answer is not None:
            answers.write(json.dumps(answer).encode("ascii") + b"\n")
            answers.flush()


def answer_to(dictionary: Dictionary, question: dict[str, object]) -> dict[str, object] | None:
    """Return the answer to one question; None where it wants none."""
    match question:
        case {"check": [*words]}:
            unknown = [word for word in words if not dictionary.knows(str(word))]
            return {"checked": words, "unknown": unknown}
        case {"suggest": str(word)}:
            return {"word": word, "suggestions": list(dictionary.suggestions(word))}
        case {"add": str(word)}:
            dictionary.add(word)
            return None
    raise ValueError(f"no question on spelling: {question}")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
