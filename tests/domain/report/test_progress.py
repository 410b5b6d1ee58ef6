"""Documents that say how far they are, and stop when they are told to."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from omi_desktop.report.content import report
from omi_desktop.report.docx import write_docx
from omi_desktop.report.gather import ReportData
from omi_desktop.report.html import write_html
from omi_desktop.report.model import Heading
from omi_desktop.report.pdf import pdf_bytes, write_pdf
from omi_desktop.report.progress import Step, within
from omi_desktop.report.workbook import write_workbook

Write = Callable[[ReportData, Path, Step], None]


class Enough(Exception):
    """The work is to stop."""


def _pdf(data: ReportData, path: Path, step: Step) -> None:
    write_pdf(report(data), path, step)


def _docx(data: ReportData, path: Path, step: Step) -> None:
    write_docx(report(data), path, step)


def _html(data: ReportData, path: Path, step: Step) -> None:
    write_html(report(data), path, step)


def _workbook(data: ReportData, path: Path, step: Step) -> None:
    write_workbook(report(data), data, path, step)


every_document = pytest.mark.parametrize("write", [_pdf, _docx, _html, _workbook])


def _steps(write: Write, data: ReportData, path: Path) -> list[tuple[str, float]]:
    said: list[tuple[str, float]] = []
    write(data, path, lambda doing, share: said.append((doing, share)))
    return said


@every_document
def test_progress_only_grows_and_ends_at_the_end(
    write: Write, data: ReportData, tmp_path: Path
) -> None:
    said = _steps(write, data, tmp_path / "made")
    shares = [share for _, share in said]
    assert shares == sorted(shares)
    assert shares[0] >= 0
    assert shares[-1] == 1
    assert all(doing for doing, _ in said)


@every_document
def test_a_document_that_is_stopped_at_any_step_leaves_what_was_there(
    write: Write, data: ReportData, tmp_path: Path
) -> None:
    path = tmp_path / "made"
    steps = len(_steps(write, data, path))
    path.write_text("an older one")
    for last in {0, 1, steps // 2, steps - 1} & set(range(steps)):
        heard: list[str] = []

        def step(doing: str, _share: float, last: int = last, heard: list[str] = heard) -> None:
            heard.append(doing)
            if len(heard) > last:
                raise Enough

        with pytest.raises(Enough):
            write(data, path, step)
        # Stopped where it was, and not only told that it should have.
        assert len(heard) == last + 1
        assert [found.name for found in tmp_path.iterdir()] == ["made"]
        assert path.read_text() == "an older one"


def test_the_pdf_and_the_draft_name_every_part_they_come_to(
    data: ReportData, tmp_path: Path
) -> None:
    titles = [
        block.text
        for block in report(data).blocks
        if isinstance(block, Heading) and block.level == 1
    ]
    for write in (_pdf, _docx):
        said = " ".join(doing for doing, _ in _steps(write, data, tmp_path / "made"))
        missing = [title for title in titles if f"“{title}”" not in said]
        assert missing == []


def test_the_pages_for_the_screen_are_the_bytes_of_the_file(
    data: ReportData, tmp_path: Path
) -> None:
    write_pdf(report(data), tmp_path / "made.pdf")
    assert (tmp_path / "made.pdf").read_bytes() == pdf_bytes(report(data))


def test_a_stretch_of_the_work_counts_for_its_share() -> None:
    said: list[float] = []
    step = within(lambda _doing, share: said.append(share), 0.2, 0.6)
    for share in (0.0, 0.5, 1.0):
        step("on the way", share)
    assert said == pytest.approx([0.2, 0.4, 0.6])
