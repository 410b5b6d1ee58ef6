"""Every output of an inspection says what a script counts that shares nothing with the program."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from contextlib import closing
from typing import Any

import pytest
from pytestqt.qtbot import QtBot

from omi_desktop.instrument.model import Instrument
from omi_ui.scores.view import ScoresView

Agrees = Callable[..., None]


def test_the_script_understands_the_state_of_every_answer(batch: Any) -> None:
    for made in batch.made:
        assert made.expected.found["odd"] == [], made.name


@pytest.mark.parametrize("batch", [0], ids=["from-0"], indirect=True)
def test_the_inspections_hold_what_makes_counting_hard(batch: Any) -> None:
    statuses = {status for made in batch.made for status in made.drawn.statuses.values()}
    assert statuses == {"not started", "in progress", "complete", "withdrawn"}
    states = {line.split(",")[2] for made in batch.made for line in _lines(made)}
    assert {"answered", "not applicable", "not answered", "parked"} <= states
    criteria = [own for made in batch.made for own in made.expected.all["criteria"].values()]
    assert any(own["score"] is None for own in criteria)
    assert any(own["score"] is not None and own["summary"] is None for own in criteria)
    bases = {
        own["relevant"] for made in batch.made for own in made.expected.all["questions"].values()
    }
    assert any(0 < base < 10 for base in bases)
    assert any(base > 20 for base in bases)


def test_the_command_score_agrees(batch: Any, reading: Any, agrees: Agrees) -> None:
    for made in batch.made:
        agrees("omi score", made, made.expected.scores(), reading.scores(made.scores))


def test_the_window_agrees(
    batch: Any, reading: Any, agrees: Agrees, bank: Instrument, qtbot: QtBot, look: None
) -> None:
    view = ScoresView(bank)
    qtbot.addWidget(view)
    for made in batch.made:
        view.show_card(made.data.scorecard)
        agrees("window", made, made.expected.window(), reading.window(view, bank))


@pytest.mark.libreoffice
@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")
def test_the_workbook_calculated_by_another_program_agrees(
    batch: Any, reading: Any, agrees: Agrees
) -> None:
    for made in batch.made:
        with closing(batch.recalculated(made)) as book:
            found = reading.workbook(book)
        agrees("workbook", made, made.expected.workbook(), found)


@pytest.mark.skipif(shutil.which("pdftotext") is None, reason="poppler is not installed")
def test_the_pdf_agrees(batch: Any, reading: Any, agrees: Agrees, bank: Instrument) -> None:
    for made in batch.made:
        found = reading.report(reading.pdf_text(made.path("pdf")), bank)
        agrees("PDF", made, made.expected.report(), found)


@pytest.mark.skipif(shutil.which("pdftotext") is None, reason="poppler is not installed")
def test_the_annex_agrees(batch: Any, reading: Any, agrees: Agrees, bank: Instrument) -> None:
    for made in batch.made:
        found = reading.annex(reading.pdf_text(made.path("annex.pdf")), bank)
        told = made.expected.report().items()
        expected = {key: value for key, value in told if key.split()[0] in ("score", "result")}
        agrees("annex", made, expected, found)


def test_the_web_page_agrees(batch: Any, reading: Any, agrees: Agrees, bank: Instrument) -> None:
    for made in batch.made:
        found = reading.report(reading.html_text(made.path("html")), bank)
        agrees("web page", made, made.expected.report(), found)


def test_the_word_draft_agrees(batch: Any, reading: Any, agrees: Agrees, bank: Instrument) -> None:
    for made in batch.made:
        found = reading.report(reading.word_text(made.path("docx")), bank)
        agrees("Word draft", made, made.expected.report(), found)


def _lines(made: Any) -> list[str]:
    return made.path("csv").read_text(encoding="utf-8-sig").splitlines()[1:]
