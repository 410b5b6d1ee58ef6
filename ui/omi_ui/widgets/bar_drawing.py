"""One drawing of horizontal bars for the window and for picture files, readable without colour."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QLineF, QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QGuiApplication, QImage, QPainter, QPen

from omi_ui import theme

_HATCH = 6.0
_SHARP = 2
"""A picture of pixels has so many of them for one of the screen."""
_MARGIN = 16


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar: `share` is 0 to 100, or None where there is nothing to draw.

    `low` and `high` are the ends of its whisker on the same scale. `figure` is printed in place of
    the share where the share alone would say too much.
    """

    id: str
    title: str
    share: int | None
    below_line: bool
    beside: str
    heading: str = ""
    """Printed above the bar where it begins a new block."""
    low: float | None = None
    high: float | None = None
    figure: str = ""

    @property
    def shown(self) -> str:
        """Return the figure as it is printed."""
        return self.figure or ("–" if self.share is None else str(self.share))

    @property
    def spoken(self) -> str:
        """Return the bar as a screen reader says it."""
        return ", ".join(filter(None, (f"{self.title} {self.shown}", self.beside)))


@dataclass(frozen=True, slots=True)
class BarDrawing:
    """Bars and their line on a sheet of some width."""

    bars: tuple[Bar, ...]
    line: int
    line_label: str
    width: int

    @property
    def height(self) -> int:
        """Return how high all bars are together."""
        return self._place()[-1]

    @property
    def spoken(self) -> str:
        """Return every bar in words."""
        return "; ".join(bar.spoken for bar in self.bars)

    def row(self, number: int) -> QRect:
        """Return where a bar's row is."""
        return QRect(0, self._place()[number], self.width, _row())

    def under(self, y: float) -> int | None:
        """Return the number of the bar at a height, or None between bars."""
        *tops, _ = self._place()
        return next((n for n, top in enumerate(tops) if top <= y < top + _row()), None)

    def draw(self, painter: QPainter, look: theme.Tokens, focused: int | None = None) -> None:
        """Draw titles, tracks, bars, whiskers, figures and the line."""
        if not self.bars:
            return
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        *tops, bottom = self._place()
        left, right = self._track()
        for number, (bar, top) in enumerate(zip(self.bars, tops, strict=True)):
            self._draw_bar(painter, look, bar, top, focused=number == focused)
        x = left + (right - left) * self.line / 100
        foot = bottom - _row()
        painter.setPen(QPen(QColor(look.ink), 1.5, Qt.PenStyle.DashLine))
        painter.drawLine(QPointF(x, tops[0] - 2), QPointF(x, foot + 2))
        # Above the line, so that its dashes do not cut the ends of a whisker.
        for bar, top in zip(self.bars, tops, strict=True):
            _draw_whisker(painter, look, bar, QRectF(left, top, right - left, _row()))
        painter.setFont(theme.font(theme.Size.SMALL))
        painter.setPen(QColor(look.ink))
        small = theme.measure(theme.Size.SMALL)
        wide = small.horizontalAdvance(self.line_label) + 8.0
        start = max(min(x - wide / 2, self.width - wide), 0.0)
        words = QRectF(start, foot + 2, wide, _row() - 4)
        painter.drawText(words, Qt.AlignmentFlag.AlignCenter, self.line_label)

    def _draw_bar(
        self, painter: QPainter, look: theme.Tokens, bar: Bar, top: int, *, focused: bool
    ) -> None:
        left, right = self._track()
        row = _row()
        middle = Qt.AlignmentFlag.AlignVCenter
        if bar.heading:
            painter.setFont(theme.font(theme.Size.SMALL, bold=True))
            painter.setPen(QColor(look.muted))
            painter.drawText(QRectF(8, top - row, self.width - 16, row), middle, bar.heading)
        if focused:
            painter.setPen(QPen(QColor(look.accent), 2))
            painter.setBrush(QColor(look.accent_soft))
            painter.drawRoundedRect(QRectF(1, top + 1, self.width - 2, row - 2), 4, 4)
        painter.setFont(theme.font())
        painter.setPen(QColor(look.ink))
        elide = Qt.TextElideMode.ElideRight
        title = theme.measure().elidedText(_title(bar), elide, int(left) - 20)
        painter.drawText(QRectF(8, top, left - 16, row), middle, title)
        thick = row * 0.52
        track = QRectF(left, top + (row - thick) / 2, right - left, thick)
        painter.fillRect(track, QColor(look.raised))
        if bar.share is not None:
            track.setWidth(track.width() * bar.share / 100)
            _fill(painter, track, look, below=bar.below_line)
        painter.setFont(theme.font(bold=True))
        painter.setPen(QColor(look.below if bar.below_line else look.ink))
        figure = QRectF(right + 8, top, self._figure_width(), row)
        painter.drawText(figure, middle | Qt.AlignmentFlag.AlignRight, bar.shown)
        painter.setFont(theme.font(theme.Size.SMALL))
        painter.setPen(QColor(look.muted))
        beside = QRectF(figure.right() + 12, top, self.width - figure.right() - 14, row)
        painter.drawText(beside, middle, bar.beside)

    def _place(self) -> list[int]:
        """Return the top of every bar's row, then the height of the whole."""
        row, y, tops = _row(), 4, []
        for bar in self.bars:
            if bar.heading:
                y += row
            tops.append(y)
            y += row
        return [*tops, y + row]

    def _track(self) -> tuple[float, float]:
        measure = theme.measure()
        widest = max(measure.horizontalAdvance(_title(bar)) for bar in self.bars)
        left = min(widest + 28, self.width * 0.44)
        small = theme.measure(theme.Size.SMALL)
        beside = max(small.horizontalAdvance(bar.beside) for bar in self.bars)
        return left, max(self.width - self._figure_width() - beside - 36, left + 60)

    def _figure_width(self) -> float:
        bold = theme.measure(bold=True)
        return max(bold.horizontalAdvance(f"{words} ") for words in ("100", *self._figures()))

    def _figures(self) -> list[str]:
        return [bar.shown for bar in self.bars]


def png(drawing: BarDrawing, title: str) -> QImage:
    """Return the drawing on white paper with its title above it, as a picture of pixels."""
    size = _sheet(drawing)
    picture = QImage(size * _SHARP, QImage.Format.Format_RGB32)
    picture.setDevicePixelRatio(_SHARP)
    painter = QPainter(picture)
    _draw_sheet(painter, drawing, title)
    painter.end()
    picture.setText("Description", drawing.spoken)
    return picture


def svg(drawing: BarDrawing, title: str) -> bytes:
    """Return the drawing on white paper with its title above it, and its numbers in words."""
    # Loaded when the first picture is wanted: the window starts without it.
    from PySide6.QtSvg import QSvgGenerator

    size = _sheet(drawing)
    content = QByteArray()
    buffer = QBuffer(content)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    sheet = QSvgGenerator()
    sheet.setOutputDevice(buffer)
    sheet.setSize(size)
    sheet.setViewBox(QRect(0, 0, size.width(), size.height()))
    # Text is measured for the screen, so the sheet must be as fine as the screen.
    sheet.setResolution(round(QGuiApplication.primaryScreen().logicalDotsPerInch()))
    sheet.setTitle(title)
    sheet.setDescription(drawing.spoken)
    painter = QPainter(sheet)
    _draw_sheet(painter, drawing, title)
    painter.end()
    buffer.close()
    return bytes(content.data())


def _sheet(drawing: BarDrawing) -> QSize:
    heading = theme.measure(bold=True).height() + _MARGIN // 2
    return QSize(drawing.width + 2 * _MARGIN, drawing.height + heading + 2 * _MARGIN)


def _draw_sheet(painter: QPainter, drawing: BarDrawing, title: str) -> None:
    size = _sheet(drawing)
    painter.fillRect(QRectF(0, 0, size.width(), size.height()), QColor(theme.LIGHT.surface))
    painter.setFont(theme.font(bold=True))
    painter.setPen(QColor(theme.LIGHT.ink))
    tall = theme.measure(bold=True).height()
    where = QRectF(_MARGIN + 8, _MARGIN, drawing.width - 16, tall)
    painter.drawText(where, Qt.AlignmentFlag.AlignVCenter, title)
    painter.translate(_MARGIN, _MARGIN * 1.5 + tall)
    drawing.draw(painter, theme.LIGHT)


def _title(bar: Bar) -> str:
    return f"{bar.id}  {bar.title}" if bar.id else bar.title


def _row() -> int:
    return theme.measure().height() + 12


def _fill(painter: QPainter, where: QRectF, look: theme.Tokens, *, below: bool) -> None:
    if not below:
        painter.fillRect(where, QColor(look.above))
        return
    painter.fillRect(where, QColor(look.below_soft))
    painter.save()
    painter.setPen(QPen(QColor(look.below), 1.5))
    # Strokes rather than a pattern of dots: those would not grow with a picture. Each is cut
    # where the bar ends, so no clip is needed, which not every program draws.
    tall, start = where.height(), where.left() - where.height() + _HATCH
    while start < where.right():
        from_x, to_x = max(start, where.left()), min(start + tall, where.right())
        if to_x > from_x:
            low = where.bottom() - (from_x - start)
            painter.drawLine(QLineF(from_x, low, to_x, where.bottom() - (to_x - start)))
        start += _HATCH
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawRect(where)
    painter.restore()


def _draw_whisker(painter: QPainter, look: theme.Tokens, bar: Bar, row: QRectF) -> None:
    if bar.low is None or bar.high is None:
        return
    low, high = (row.left() + row.width() * end / 100 for end in (bar.low, bar.high))
    middle, cap = row.center().y(), row.height() * 0.16
    # Light under dark, so that it shows on the bar and on the track alike.
    for colour, thick in ((look.surface, 4.5), (look.ink, 1.8)):
        painter.setPen(QPen(QColor(colour), thick))
        painter.drawLine(QLineF(low, middle, high, middle))
        for x in (low, high):
            painter.drawLine(QLineF(x, middle - cap, x, middle + cap))
