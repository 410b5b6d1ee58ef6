from __future__ import annotations

import re
from datetime import UTC, datetime

import pypdf
import pytest

from omi_desktop.demo import PASSPHRASE
from omi_desktop.demo.write import write_demo
from omi_desktop.report.content import report
from omi_desktop.report.gather import ReportData, gather
from omi_desktop.report.pdf import write_pdf
from omi_desktop.store import open_inspection

PUBLISHED = {
    "1.1": 90,
    "1.2": 74,
    "1.3": 73,
    "1.4": 71,
    "1.5": 67,
    "2.1": 62,
    "2.2": 75,
    "2.3": 75,
    "2.4": 80,
    "2.5": 72,
    "2.6": 82,
    "2.7": 70,
    "3.1": 60,
    "3.2": 72,
}


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> ReportData:
    """Return what the report of the demo shows."""
    path = tmp_path_factory.mktemp("demo") / "demo.omi"
    write_demo(path, PASSPHRASE)
    with open_inspection(path, PASSPHRASE) as inspection:
        return gather(inspection, at=datetime(2006, 7, 21, 15, 30, tzinfo=UTC))


@pytest.fixture(scope="module")
def pages(demo: ReportData, tmp_path_factory: pytest.TempPathFactory) -> list[str]:
    """Return the text of each page of the printed demo."""
    path = tmp_path_factory.mktemp("printed") / "demo.pdf"
    write_pdf(report(demo), path)
    return [" ".join(page.extract_text().split()) for page in pypdf.PdfReader(path).pages]


def test_the_printed_demo_carries_the_published_scores(demo: ReportData, pages: list[str]) -> None:
    for criterion in demo.instrument.criteria:
        heading = f"{criterion.id} {criterion.title} {criterion.descriptor}"
        page = next(page for page in pages if " ".join(heading.split()) in page)
        assert re.search(rf"\b{PUBLISHED[criterion.id]}% from \d+ cases", page), criterion.id
    assert any("Score for the Risk of Harm thread 76%" in page for page in pages)


def test_every_part_of_the_demo_is_printed(pages: list[str]) -> None:
    text = " ".join(pages)
    for title in (
        "Foreword",
        "Acknowledgements",
        "List of abbreviations",
        "Summary of scores",
        "Recommendations for improvement",
        "Next steps",
        "There will not be a further inspection in Cumbria.",
        "Sharing good practice",
        "Offender management in Cumbria",
        "Service users’ perspective",
        "Of the 100 questionnaires sent, 11 were returned.",
        "Appendix 1: Contextual information",
        "Appendix 3: Scoring approach",
        "99, of these 99 complete",
    ):
        assert title in text, title


def test_every_passage_of_the_demo_has_its_place(demo: ReportData, pages: list[str]) -> None:
    text = "".join("".join(pages).split())
    for passage in demo.kept.passages:
        for line in passage.text.splitlines():
            words = "".join(line.lstrip("-•– ").split())[:40]
            assert words in text, (passage.part, line)
