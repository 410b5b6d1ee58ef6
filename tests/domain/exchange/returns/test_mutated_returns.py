"""Returns that something happened to, from a broken stick to a hand in Excel.

`OMI_SOAK=1` reads five thousand of them; the test otherwise reads 150. Each has its own seed, so
that one that fails can be read again.
"""

from __future__ import annotations

import os
import random
import sys
import time
import zipfile
from collections.abc import Callable
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from omi_desktop.errors import RequestError
from omi_desktop.exchange.read_return import read_return
from omi_desktop.report.return_workbook import return_bytes, write_return
from omi_desktop.store import Inspection, KeyCost
from omi_desktop.store.checking_records import Comment, Reply
from omi_desktop.store.returned import Returned
from omi_desktop.store.returning import digest_of_return, returned_of

MUTATIONS = 5_000 if os.environ.get("OMI_SOAK") else 150
SECONDS = 20
"""How long one file may take on a busy machine; a whole one takes a few tenths of a second."""

MEBIBYTES = 400
"""By how much the memory may grow over all files together."""

PASSWORD = "a password"
WRITTEN = datetime(2006, 7, 21, 15, 30, tzinfo=UTC)
Mutate = Callable[[bytes, random.Random], bytes]


def _flipped(content: bytes, chance: random.Random) -> bytes:
    mutable = bytearray(content)
    for _ in range(chance.choice((1, 1, 3, 30))):
        mutable[chance.randrange(len(mutable))] ^= 1 << chance.randrange(8)
    return bytes(mutable)


def _cut(content: bytes, chance: random.Random) -> bytes:
    return content[: chance.randrange(len(content))]


def _spliced(content: bytes, chance: random.Random) -> bytes:
    at, length = chance.randrange(len(content)), chance.randrange(1, 5000)
    other = chance.randrange(len(content))
    return content[:at] + content[other : other + length] + content[at + length :]


def _entries(content: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(BytesIO(content)) as packed:
        return {name: packed.read(name) for name in packed.namelist()}


def _packed(entries: dict[str, bytes]) -> bytes:
    target = BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, part in entries.items():
            packed.writestr(name, part)
    return target.getvalue()


def _swapped(content: bytes, chance: random.Random) -> bytes:
    entries = _entries(content)
    one, other = chance.sample(sorted(entries), 2)
    entries[one], entries[other] = entries[other], entries[one]
    return _packed(entries)


def _entry_gone(content: bytes, chance: random.Random) -> bytes:
    entries = _entries(content)
    del entries[chance.choice(sorted(entries))]
    return _packed(entries)


def _entry_flipped(content: bytes, chance: random.Random) -> bytes:
    """Change bytes of a part before it is packed, so that its checksum is right."""
    entries = _entries(content)
    name = chance.choice(sorted(name for name, part in entries.items() if part))
    entries[name] = _flipped(entries[name], chance)
    return _packed(entries)


def _in_excel(change: Callable[[Any, random.Random], None]) -> Mutate:
    def mutate(content: bytes, chance: random.Random) -> bytes:
        book = openpyxl.load_workbook(BytesIO(content))
        for _ in range(chance.choice((1, 1, 4))):
            change(chance.choice(book.worksheets), chance)
        target = BytesIO()
        book.save(target)
        return target.getvalue()

    return mutate


_WORDS = ("", "Yes", "no", "Good enough", "good", "not applicable", "=1/0", "-", "9" * 40, 7, 2.5)


def _retyped(sheet: Any, chance: random.Random) -> None:
    cell = sheet.cell(
        chance.randrange(1, sheet.max_row + 1), chance.randrange(1, sheet.max_column + 1)
    )
    cell.value = chance.choice((*_WORDS, True, None, "x" * 30_000, "ü\u2028\x85“"))


def _answer_typed(sheet: Any, chance: random.Random) -> None:
    """Type an answer or a note, wherever the sheet has them."""
    names = [cell.value for cell in sheet[1]]
    if {"answer", "note"} <= set(names):
        row = chance.randrange(2, max(3, sheet.max_row + 1))
        column = names.index(chance.choice(("answer", "note"))) + 1
        sheet.cell(row, column).value = chance.choice(_WORDS)


def _row_doubled(sheet: Any, chance: random.Random) -> None:
    row = chance.randrange(1, sheet.max_row + 1)
    sheet.append([cell.value for cell in sheet[row]])


def _row_gone(sheet: Any, chance: random.Random) -> None:
    sheet.delete_rows(chance.randrange(1, sheet.max_row + 1))


def _column_moved(sheet: Any, chance: random.Random) -> None:
    one, other = (chance.randrange(1, sheet.max_column + 1) for _ in range(2))
    for row in range(1, sheet.max_row + 1):
        first, second = sheet.cell(row, one), sheet.cell(row, other)
        first.value, second.value = second.value, first.value


def _column_gone(sheet: Any, chance: random.Random) -> None:
    sheet.delete_cols(chance.randrange(1, sheet.max_column + 1))


def _renamed(sheet: Any, chance: random.Random) -> None:
    sheet.title = f"{chance.choice(('Answers', 'Return', 'Sheet'))}{chance.randrange(9)}"


PLAIN: tuple[Mutate, ...] = (
    _flipped,
    _cut,
    _spliced,
    _swapped,
    _entry_gone,
    _entry_flipped,
    _entry_flipped,
    *map(
        _in_excel,
        (
            _retyped,
            _retyped,
            _answer_typed,
            _answer_typed,
            _answer_typed,
            _row_doubled,
            _row_gone,
            _column_moved,
            _column_gone,
        ),
    ),
    _in_excel(_renamed),
)
SEALED: tuple[Mutate, ...] = (_flipped, _cut, _spliced)


@pytest.fixture
def originals(
    copy: Inspection, tmp_path: Path
) -> tuple[Returned, tuple[tuple[str, bytes, tuple[Mutate, ...]], ...]]:
    """A return as it was written, and its three forms with what can happen to each."""
    copy.put_record(Comment("k1", "c1", "1.1.1", "Where are the aims?", "p1", ""), by="p1")
    copy.put_record(Reply("r1", "k1", "c1", "On page two.", "p2", "", 1), by="p2")
    whole = returned_of(copy, "mutated")
    plain = return_bytes(copy, whole, at=WRITTEN)
    write_return(copy, tmp_path / "locked.xlsx", PASSWORD, at=WRITTEN)
    copy.close()
    return whole, (
        ("mutated.xlsx", plain, PLAIN),
        ("mutated.xlsx", (tmp_path / "locked.xlsx").read_bytes(), SEALED),
        ("mutated.omi", (tmp_path / "sam.omi").read_bytes(), SEALED),
    )


def test_a_mutated_return_is_read_right_or_refused_in_a_sentence(
    originals: tuple[Returned, tuple[tuple[str, bytes, tuple[Mutate, ...]], ...]],
    tmp_path: Path,
    pack_word: str,
    cost: KeyCost,
) -> None:
    whole, forms = originals
    outcomes = {"as written": 0, "typed in Excel": 0, "refused": 0}
    memory = _memory()
    slowest = 0.0
    for seed in range(MUTATIONS):
        chance = random.Random(seed)
        # Locked files differ in one way only, so most of the work goes into the open ones.
        name, content, mutations = forms[chance.choice((0, 0, 0, 0, 0, 0, 0, 1, 2, 2))]
        path = tmp_path / name
        path.write_bytes(chance.choice(mutations)(content, chance))
        begun = time.perf_counter()
        password = pack_word if path.suffix == ".omi" else PASSWORD
        outcomes[_outcome(path, password, cost, whole, seed)] += 1
        slowest = max(slowest, time.perf_counter() - begun)
    assert all(outcomes.values()), outcomes
    assert slowest < SECONDS
    grown = _memory() - memory
    assert grown < MEBIBYTES
    (tmp_path / "told.txt").write_text(
        f"{MUTATIONS} returns: {outcomes}, slowest {slowest:.2f} s, {grown} MiB more\n"
    )


def _memory() -> int:
    """Return the most memory this program has had so far, in MiB; 0 where that is not told."""
    if sys.platform == "win32":
        return 0
    import resource

    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return most // (1024 * 1024 if sys.platform == "darwin" else 1024)


def _outcome(path: Path, password: str, cost: KeyCost, whole: Returned, seed: int) -> str:
    refusal = ""
    try:
        found = read_return(path, password, cost=cost)
    except RequestError as error:
        refusal = str(error)
    if refusal:
        assert "\n" not in refusal, seed
        assert refusal.endswith("."), (seed, refusal)
        return "refused"
    assert found.digest == digest_of_return(found), seed
    if found.digest == whole.digest:
        return "as written"
    # What differs is told as typed in Excel, and nothing else differs.
    assert (found.cases, found.marks) == (whole.cases, whole.marks), seed
    assert (found.comments, found.replies) == (whole.comments, whole.replies), seed
    kept = {(a.case, a.question): a for a in whole.answers}
    for answer in found.answers:
        assert answer.edited or answer == kept[answer.case, answer.question], seed
    assert kept.keys() <= {(a.case, a.question) for a in found.answers}, seed
    return "typed in Excel"
