"""A chart copied as a picture, or saved as PNG or SVG."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QWidget

from omi_desktop.errors import OmiError, RequestError
from omi_desktop.placing import placed
from omi_ui.widgets.drawn_chart import DrawnChart
from omi_ui.widgets.labels import button
from omi_ui.widgets.painting import png, svg_bytes

_KINDS = "Picture of pixels (*.png);;Drawing (*.svg)"


class PictureButtons(QWidget):
    """Copy and save the chart as it is on screen, on white paper with a title."""

    said = Signal(str)
    refused = Signal(object)

    def __init__(self, chart: DrawnChart) -> None:
        super().__init__()
        self._chart = chart
        self.title = ""
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(4)
        self.copy_button = button("Copy picture", self.copy, "quiet")
        self.save_button = button("Save picture…", self._on_save, "quiet", "As PNG or SVG")
        line.addWidget(self.copy_button)
        line.addWidget(self.save_button)

    def copy(self) -> None:
        """Put the chart on the clipboard."""
        QGuiApplication.clipboard().setImage(png(self._chart.picture, self.title))
        self.said.emit("The chart is copied as a picture.")

    def save_to(self, path: Path) -> None:
        """Save the chart: as a drawing where the name ends in .svg, else as pixels."""
        try:
            self._write(path)
        except OmiError as error:
            self.refused.emit(error)
        else:
            self.said.emit(f"Saved {path.name}.")

    def _write(self, path: Path) -> None:
        if path.suffix.lower() not in (".png", ".svg"):
            raise RequestError(
                f"“{path.name}” was not saved: a picture is a PNG or an SVG. Give it a name that "
                "ends in .png or .svg."
            )
        with placed(path, "The picture") as beside:
            if path.suffix.lower() == ".svg":
                beside.write_bytes(svg_bytes(self._chart.picture, self.title))
            elif not png(self._chart.picture, self.title).save(str(beside)):
                raise OSError("no picture could be written there")

    def _on_save(self) -> None:
        suggested = f"{self.title}.png".replace("/", "-")
        chosen, kind = QFileDialog.getSaveFileName(self, "Save picture", suggested, _KINDS)
        if chosen:
            path = Path(chosen)
            ending = ".svg" if "svg" in kind else ".png"
            self.save_to(path if path.suffix else path.with_name(path.name + ending))
