"""Export and print."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterator
from itertools import pairwise
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtGui import QImage
from PySide6.QtPdf import QPdfDocument
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import QApplication, QFileDialog, QProgressBar, QPushButton, QScrollArea
from pytestqt.qtbot import QtBot

from omi_desktop.errors import RequestError
from omi_desktop.store import Inspection
from omi_ui import theme
from omi_ui.export.printed_parts import parts_of
from omi_ui.export.view import ExportView
from omi_ui.tasks import TaskRunner
from omi_ui.widgets.pdf_paper import on_paper

PAGE = QSize(992, 1404)
NEAR = 9


@pytest.fixture
def view(
    qtbot: QtBot, inspection: Inspection, fill: Callable[[Inspection, str], None]
) -> Iterator[ExportView]:
    """Return the screen over an inspection with one answered case."""
    fill(inspection, "c0")
    runner = TaskRunner()
    made = ExportView(inspection, runner)
    qtbot.addWidget(made)
    made.resize(1166, 730)
    with qtbot.waitExposed(made):
        made.show()
    yield made
    made.close_documents()
    runner.close()


@pytest.fixture
def printer(tmp_path: Path) -> QPrinter:
    """Return a printer whose paper is a file."""
    made = QPrinter(QPrinter.PrinterMode.HighResolution)
    made.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    made.setOutputFileName(str(tmp_path / "printed.pdf"))
    return made


def test_at_twice_the_size_no_word_of_the_screen_is_cut_off(
    qtbot: QtBot, qapp: QApplication, view: ExportView
) -> None:
    theme.wear(qapp, theme.LIGHT, theme.body_font(10, 2.0))
    view.resize(1036, 733)
    column = view.findChild(QScrollArea)
    assert column is not None
    qtbot.waitUntil(lambda: column.viewport().width() < 500)
    assert column.widget().minimumSizeHint().width() <= column.viewport().width()
    theme.wear(qapp, theme.LIGHT, theme.body_font(10))


def test_the_workbook_is_written_beside_the_window(
    qtbot: QtBot, view: ExportView, tmp_path: Path
) -> None:
    path = tmp_path / "Westmorland.xlsx"
    with qtbot.waitSignal(view.said, timeout=60_000) as said:
        view.make_workbook(path)
        assert view.is_busy
    assert path.read_bytes()[:2] == b"PK"
    assert str(path) in said.args[0]
    assert not view.is_busy


def test_the_annex_is_written_alone_and_where_it_is_chosen_with_the_report(
    qtbot: QtBot, view: ExportView, tmp_path: Path
) -> None:
    alone, whole = tmp_path / "annex.pdf", tmp_path / "whole.pdf"
    with qtbot.waitSignal(view.said, timeout=60_000) as said:
        view.make_annex(alone)
    assert "not for publication" in said.args[0]
    view.with_annex.setChecked(True)
    with qtbot.waitSignal(view.said, timeout=60_000):
        view.make_pdf(whole)
    document = QPdfDocument(view)
    for path in (alone, whole):
        document.load(str(path))
        last = document.getAllText(document.pageCount() - 1).text()
        assert "not for publication" in last


def test_files_of_a_signed_report_bear_number_and_day_of_its_data_cut(
    view: ExportView, inspection: Inspection, monkeypatch: pytest.MonkeyPatch
) -> None:
    offered: list[str] = []

    def decline(_parent: object, _title: str, suggested: str, _kind: str) -> tuple[str, str]:
        offered.append(Path(suggested).name)
        return "", ""

    monkeypatch.setattr(QFileDialog, "getSaveFileName", decline)
    buttons = view.findChildren(QPushButton)
    save = next(one for one in buttons if one.text() == "Save the report…")
    save.click()
    signed = inspection.sign_off(by="lead", code="code")
    save.click()
    assert offered == ["Westmorland.pdf", f"Westmorland, data cut 1, {signed.at[:10]}.pdf"]


def test_the_draft_and_the_web_page_are_written(
    qtbot: QtBot, view: ExportView, tmp_path: Path
) -> None:
    draft, page = tmp_path / "Westmorland.docx", tmp_path / "Westmorland.html"
    with qtbot.waitSignal(view.said, timeout=60_000):
        view.make_draft(draft)
    with qtbot.waitSignal(view.said, timeout=60_000):
        view.make_web_page(page)
    assert draft.read_bytes()[:2] == b"PK"
    assert "<html" in page.read_text(encoding="utf-8")


def test_the_pages_are_shown(qtbot: QtBot, view: ExportView) -> None:
    assert not view.choice.one_part.isEnabled()
    shown = _shown(qtbot, view)
    assert shown.pageCount() > 3
    assert view.choice.one_part.isEnabled()


def test_printed_pages_are_those_that_were_asked_for(
    qtbot: QtBot, view: ExportView, tmp_path: Path, printer: QPrinter
) -> None:
    shown = _shown(qtbot, view)
    view.choice.some_pages.setChecked(True)
    view.choice.typed.setText("6-7, 3")
    with qtbot.waitSignal(view.said, timeout=60_000) as said:
        view.print_to(printer)
    assert said.args[0].startswith("3 pages went to ")
    printed = QPdfDocument()
    assert printed.load(str(tmp_path / "printed.pdf")) == QPdfDocument.Error.None_
    assert printed.pageCount() == 3
    assert [_most_alike(printed, page, shown) for page in range(3)] == [3, 6, 7]
    printed.close()


def test_one_part_is_printed_from_its_first_page_to_its_last(
    qtbot: QtBot, view: ExportView
) -> None:
    shown = _shown(qtbot, view)
    parts = {part.title: part for part in parts_of(shown)}
    criterion = next(part for title, part in parts.items() if title.startswith("1.3 "))
    assert view.preview is not None
    view.preview.area.show_page(criterion.first - 1)
    assert view.choice.part.currentText().strip() == criterion.title
    view.choice.one_part.setChecked(True)
    view.preview.area.show_page(0)
    numbers = view.choice.numbers()
    assert numbers == tuple(range(criterion.first, criterion.last + 1))
    assert criterion.title in shown.getAllText(numbers[0] - 1).text()
    after = next(part for title, part in parts.items() if title.startswith("1.4 "))
    assert after.first == criterion.last + 1
    section = next(part for title, part in parts.items() if title.startswith("1. "))
    assert section.level == 0
    assert section.first < criterion.first < section.last


def test_parts_that_share_a_page_are_both_printed_whole(qtbot: QtBot, view: ExportView) -> None:
    parts = parts_of(_shown(qtbot, view))
    appendices = [part for part in parts if part.title.startswith("Appendix")]
    assert len(appendices) > 1
    for before, after in pairwise(appendices):
        assert before.last in (after.first - 1, after.first)
    assert any(before.last == after.first for before, after in pairwise(parts))
    assert parts[-1].last == _count(view)


def test_pages_that_do_not_exist_are_refused_beside_the_field(
    qtbot: QtBot, view: ExportView
) -> None:
    _shown(qtbot, view)
    qtbot.keyClicks(view.choice.typed, "3-999")
    assert view.choice.some_pages.isChecked()
    assert not view.choice.check()
    assert "There is no page 999" in view.choice.fault
    qtbot.keyClick(view.choice.typed, Qt.Key.Key_Backspace)
    assert view.choice.fault == ""


def test_pages_made_again_keep_the_part_and_the_place(qtbot: QtBot, view: ExportView) -> None:
    _shown(qtbot, view)
    assert view.preview is not None
    view.choice.part.setCurrentIndex(4)
    view.choice.one_part.setChecked(True)
    chosen = view.choice.part.currentText()
    view.preview.area.show_page(5)
    place = view.preview.area.verticalScrollBar().value()
    _shown(qtbot, view)
    assert view.choice.part.currentText() == chosen
    assert view.preview.area.verticalScrollBar().value() == place


@pytest.mark.qt_log_ignore("QPainter::begin.*")
def test_a_printer_that_takes_nothing_is_said_in_a_sentence(
    qtbot: QtBot, view: ExportView, tmp_path: Path
) -> None:
    _shown(qtbot, view)
    printer = QPrinter()
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(tmp_path / "nowhere" / "printed.pdf"))
    with qtbot.waitSignal(view.refused, timeout=60_000) as refused:
        view.print_to(printer)
    assert isinstance(refused.args[0], RequestError)
    assert not view.is_busy


def test_printing_can_be_cancelled(qtbot: QtBot, view: ExportView, printer: QPrinter) -> None:
    _shown(qtbot, view)
    with qtbot.waitSignal(view.said, timeout=60_000) as said:
        view.print_to(printer)
        view.cancel()
    assert said.args[0].startswith("Cancelled.")
    assert not view.is_busy


def test_a_folder_that_is_not_there_is_said_in_a_sentence(
    qtbot: QtBot, view: ExportView, tmp_path: Path
) -> None:
    with qtbot.waitSignal(view.refused, timeout=60_000) as refused:
        view.make_pdf(tmp_path / "nowhere" / "report.pdf")
    assert isinstance(refused.args[0], RequestError)
    assert not view.is_busy


def test_progress_names_the_part_that_is_set(
    qtbot: QtBot, view: ExportView, tmp_path: Path
) -> None:
    doing: list[str] = []
    bar = view.findChildren(QProgressBar)[0]
    bar.valueChanged.connect(lambda _: doing.append(view.doing))
    with qtbot.waitSignal(view.said, timeout=60_000):
        view.make_pdf(tmp_path / "report.pdf")
    assert any("Summary of scores" in words for words in doing)
    assert any(words.startswith("Setting “3. ") for words in doing)


@pytest.mark.parametrize("kind", ["workbook", "pdf", "draft", "web_page"])
def test_cancelling_writes_nothing_and_keeps_what_was_there(
    qtbot: QtBot, view: ExportView, tmp_path: Path, kind: str
) -> None:
    path = tmp_path / "made"
    path.write_text("an older one")
    with qtbot.waitSignal(view.said, timeout=60_000) as said:
        getattr(view, f"make_{kind}")(path)
        view.cancel()
    assert said.args == ["Cancelled. Nothing was written."]
    assert path.read_text() == "an older one"
    assert [found.name for found in tmp_path.iterdir() if "made" in found.name] == ["made"]
    assert not view.is_busy


def test_the_pages_are_not_written_to_any_disk(
    qtbot: QtBot, view: ExportView, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TMPDIR", str(tmp_path / "scratch"))
    (tmp_path / "scratch").mkdir()
    monkeypatch.setattr(tempfile, "tempdir", None)
    _shown(qtbot, view)
    assert list((tmp_path / "scratch").iterdir()) == []
    assert not list(tmp_path.rglob("*.pdf"))


def _shown(qtbot: QtBot, view: ExportView) -> QPdfDocument:
    with qtbot.waitSignal(view.said, timeout=60_000):
        view.make_preview()
    assert view.preview is not None
    preview = view.preview
    # Until the window has given the pages their room, the place may still move.
    qtbot.waitUntil(lambda: preview.height() == view.height())
    assert preview.document is not None
    return preview.document


def _most_alike(printed: QPdfDocument, page: int, shown: QPdfDocument) -> int:
    """Return the number of the page, of the first few, that looks most like a printed one."""
    seen = _grey(printed, page)
    assert min(seen) < 128, "the paper is empty"
    differences = [
        sum(abs(one - other) for one, other in zip(seen, _grey(shown, number), strict=True))
        for number in range(NEAR)
    ]
    return differences.index(min(differences)) + 1


def _grey(document: QPdfDocument, page: int) -> bytes:
    paper = on_paper(document, page, PAGE, QRect(QPoint(0, 0), PAGE))
    # Made smaller, so that a dot more or less on the way to the printer counts for nothing.
    smooth = Qt.TransformationMode.SmoothTransformation
    grey = paper.scaledToWidth(248, smooth).convertToFormat(QImage.Format.Format_Grayscale8)
    return bytes(grey.constBits())


def _count(view: ExportView) -> int:
    assert view.preview is not None
    assert view.preview.document is not None
    return view.preview.document.pageCount()
