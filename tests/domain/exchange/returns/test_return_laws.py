"""Whatever people write, a return gives it back: through the workbook, and after Excel saved it."""

from __future__ import annotations

import random
from dataclasses import replace
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path

import openpyxl
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from omi_desktop.exchange.read_return import read_return
from omi_desktop.report.return_workbook import return_bytes
from omi_desktop.store import CaseStatus, Inspection, Mark, MarkKind
from omi_desktop.store.return_sheet import PIECE, ReturnSheet, Shown, cells, read_cells
from omi_desktop.store.returned import Returned, ReturnedAnswer, ReturnedCase
from omi_desktop.store.returning import bank_fingerprint, digest_of_return, returned_of, sealed

WRITTEN = datetime(2006, 7, 21, 15, 30, tzinfo=UTC)

# What the store keeps: everything but the zero character and halves of characters.
texts = st.text(
    st.characters(exclude_characters="\0", exclude_categories=("Cs",)), max_size=60
) | st.sampled_from(
    [
        "_x0041_ _x005F_",
        "=1+1",
        "'quoted",
        " two  spaces ",
        "a\r\nb\rc\nd",
        "\x01\x1f\x85",
        "\u2028",
    ]
)
keys = st.text("abc123", min_size=1, max_size=6)
answers = st.builds(
    ReturnedAnswer,
    case=keys,
    question=keys,
    value=st.none() | texts.filter(bool),
    note=texts | st.just("long “note” " * (PIECE // 6)),
    by=keys,
    at=texts,
    revision=st.integers(0, 10**9),
)
returns = st.builds(
    Returned,
    name=st.just("r.xlsx"),
    inspection=keys,
    bank=st.just(bank_fingerprint({"a.toml": "x = 1\n"})),
    pack=keys,
    base_revision=st.integers(0, 10**9),
    revision=st.integers(0, 10**9),
    assessor=keys,
    digest=st.just(""),
    cases=st.lists(
        st.builds(ReturnedCase, keys, texts, st.sampled_from(CaseStatus), texts), max_size=3
    ).map(tuple),
    answers=st.lists(answers, max_size=6, unique_by=lambda a: (a.case, a.question)).map(tuple),
    marks=st.lists(
        st.builds(Mark, keys, keys, keys, keys, st.sampled_from(MarkKind), texts, keys, texts),
        max_size=3,
    ).map(tuple),
).map(sealed)


@given(returns, st.randoms(use_true_random=False))
def test_the_sheet_return_gives_back_what_went_in_whatever_the_order_of_its_rows(
    returned: Returned, chance: random.Random
) -> None:
    shown = {
        (a.case, a.question): Shown("answered", "words", a.note, a.at, 7) for a in returned.answers
    }
    whole = ReturnSheet(returned, shown, {"a.toml": "x = 1\n"})
    rows = [(str(number), *rest) for number, *rest in cells(whole)]
    assert all(len(piece) <= PIECE for _, _, piece, _ in rows)
    assert all(piece.isprintable() for _, _, piece, _ in rows)
    mixed = [*rows, *rows[:3]]
    chance.shuffle(mixed)
    assert read_cells(mixed, "r.xlsx") == whole


@given(returns)
def test_the_digest_knows_the_content_and_neither_name_nor_order(returned: Returned) -> None:
    turned = replace(
        returned,
        name="another.xlsx",
        cases=returned.cases[::-1],
        answers=returned.answers[::-1],
        marks=returned.marks[::-1],
    )
    assert digest_of_return(turned) == returned.digest
    assert digest_of_return(replace(returned, revision=returned.revision + 1)) != returned.digest


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(note=texts, remark=texts.filter(lambda text: bool(text.strip())), reason=texts)
def test_what_people_write_comes_back_to_the_letter_after_excel_saved_it(
    copy: Inspection, tmp_path: Path, note: str, remark: str, reason: str
) -> None:
    copy.note("c1", "1.1.1", note, by="p2")
    copy.answer("c1", "remark", remark, by="p2")
    copy.set_status("c1", CaseStatus.IN_PROGRESS, by="p2", reason=reason)
    copy.put_record(
        Mark("m9", "c1", "1.1", "", MarkKind.ILLUSTRATION, note, "p2", "2006-07-18"), by="p2"
    )
    path = tmp_path / "r.xlsx"
    told = returned_of(copy, path.name)
    path.write_bytes(return_bytes(copy, told, at=WRITTEN))
    assert read_return(path, "") == told
    # As another program writes it: its own strings, its own XML.
    book = openpyxl.load_workbook(BytesIO(path.read_bytes()))
    for sheet in book:
        for row in sheet.iter_rows():
            for cell in row:
                if isinstance(cell.value, str):
                    cell.data_type = "s"
    book.save(path)
    assert read_return(path, "") == told
