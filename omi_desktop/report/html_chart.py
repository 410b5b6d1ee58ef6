"""Chart 1 as a drawing inside the page, in the colours of the page."""

from __future__ import annotations

from html import escape
from textwrap import wrap
from typing import TYPE_CHECKING

from omi_desktop.report.pdf_type import printable
from omi_desktop.report.wording import NOT_SCORED

if TYPE_CHECKING:
    from collections.abc import Iterator

    from omi_desktop.report.model import Bar, Chart

_WIDTH = 720
_LEFT, _RIGHT = 300, 590
_SCORES = 635
_LETTERS = 42
"""So many letters of a label stand in a line; in wide letters they still end before the bars."""
_LEADING = 15
_BAR = 14
_GAP = 9
_HEAD = 44
_SECTION = 26


def drawing(chart: Chart, key: str) -> str:
    """Return the chart; its ids begin with the key."""
    body: list[str] = []
    top = _HEAD
    for section, title in chart.sections:
        bars = [bar for bar in chart.bars if bar.section == section]
        if bars:
            body.append(_words(0, top + 13, title, "section"))
            top += _SECTION
        for bar in bars:
            lines = wrap(printable(f"{bar.label} {bar.title}"), _LETTERS) or [""]
            height = max(_BAR, len(lines) * _LEADING)
            body += _row(bar, lines, top, height, f"{key}-hatch")
            top += height + _GAP
    return "\n".join(
        [
            f'<svg role="img" viewBox="0 0 {_WIDTH} {top + 24}" '
            f'aria-labelledby="{key}-title {key}-words">',
            f'<title id="{key}-title">{escape(printable(chart.title))}</title>',
            f'<desc id="{key}-words">{escape(printable(chart.alternative))}</desc>',
            f'<defs><pattern id="{key}-hatch" width="5" height="5" '
            'patternUnits="userSpaceOnUse" patternTransform="rotate(45)">'
            '<rect class="pale" width="5" height="5"/><line class="stroke" y2="5"/>'
            "</pattern></defs>",
            *_axis(top),
            *body,
            *_line(chart, top),
            "</svg>",
        ]
    )


def _at(value: float) -> float:
    return round(_LEFT + (_RIGHT - _LEFT) * value / 100, 1)


def _row(bar: Bar, lines: list[str], top: float, height: float, hatch: str) -> Iterator[str]:
    middle = top + height / 2
    first = middle - (len(lines) - 1) * _LEADING / 2 + 4
    for place, words in enumerate(lines):
        yield _words(0, first + place * _LEADING, words)
    if bar.value is None:
        yield _words(_LEFT + 5, middle + 4, NOT_SCORED, "quiet")
        return
    look = f'class="below" fill="url(#{hatch})"' if bar.below_line else 'class="bar"'
    yield (
        f'<rect {look} x="{_LEFT}" y="{middle - _BAR / 2}" '
        f'width="{_at(bar.value) - _LEFT:.1f}" height="{_BAR}"/>'
    )
    yield _words(_SCORES, middle + 4, f"{bar.value}%", "score below" if bar.below_line else "score")
    yield _words(_WIDTH, middle + 4, bar.note, "note")


def _axis(bottom: float) -> Iterator[str]:
    for value in range(0, 101, 20):
        x = _at(value)
        yield f'<line class="grid" x1="{x}" y1="{_HEAD - 8}" x2="{x}" y2="{bottom}"/>'
        yield _words(x, bottom + 16, f"{value}%", "axis")


def _line(chart: Chart, bottom: float) -> Iterator[str]:
    x = _at(chart.line)
    for look in ("halo", "line"):
        yield f'<line class="{look}" x1="{x}" y1="{_HEAD - 14}" x2="{x}" y2="{bottom}"/>'
    yield _words(x, _HEAD - 22, chart.line_title, "priority")


def _words(x: float, y: float, words: str, look: str = "") -> str:
    kind = f' class="{look}"' if look else ""
    return f'<text x="{x}" y="{y}"{kind}>{escape(printable(words))}</text>'
