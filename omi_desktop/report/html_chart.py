"""Chart 1 inside the web page: the drawing of the PDF, in the colours of the page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from omi_desktop.drawing.svg import inside
from omi_desktop.report.chart import LETTERING, shapes
from omi_desktop.report.pdf_type import printable

if TYPE_CHECKING:
    from omi_desktop.report.model import Chart

_WIDTH = 470.0


def drawing(chart: Chart, key: str) -> str:
    """Return the chart; its ids begin with the key."""
    words = printable(chart.alternative)
    return inside(shapes(chart, _WIDTH), printable(chart.title), words, LETTERING, key)
