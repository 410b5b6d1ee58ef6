"""The report read over beside the text: what does not agree, why, and where it is mended."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, QTimer, Signal
from PySide6.QtWidgets import QFrame, QScrollArea, QVBoxLayout, QWidget

from omi_desktop.errors import OmiError
from omi_desktop.report.wording import capital, counted
from omi_ui.widgets.labels import button, label

if TYPE_CHECKING:
    from omi_desktop.report.gather import ReportData
    from omi_desktop.report.spots import Spot
    from omi_ui.tasks import Step, Task, TaskRunner

PAUSE = 1200
"""So many milliseconds after the last change the report is read again."""


@dataclass(frozen=True, slots=True)
class Remark:
    """A fault: of what kind, the words that show it, why it is one, and where it is mended."""

    kind: str
    text: str
    why: str
    spot: Spot


@dataclass(frozen=True, slots=True)
class ReadOver:
    """What was found, and how much was checked."""

    remarks: tuple[Remark, ...]
    percentages: int
    references: int


def read_over(data: ReportData) -> ReadOver:
    """Return what does not agree in the report; takes about a second, so it runs on the worker."""
    from omi_desktop.proofread import proofread
    from omi_desktop.report.content import report
    from omi_desktop.report.plain import plain_text
    from omi_desktop.report.whereabouts import spots_at

    text = plain_text(report(data))
    proof = proofread(text, case_refs=tuple(case.ref for case in data.cases))
    spots = spots_at(text, [found.line for found in proof.findings], data)
    return ReadOver(
        tuple(
            Remark(str(found.kind), found.text, found.why, spot)
            for found, spot in zip(proof.findings, spots, strict=True)
        ),
        proof.checked.percentages,
        proof.checked.references,
    )


class Proofreader(QObject):
    """Reads the report over after a pause of typing; only what was wanted last is told."""

    told = Signal(object)
    failed = Signal(object)
    begun = Signal()

    def __init__(self, runner: TaskRunner, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._runner = runner
        self._wanted: ReportData | None = None
        self._task: Task | None = None
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(PAUSE)
        self._pause.timeout.connect(self._start)

    def want(self, data: ReportData) -> None:
        """Read this over once no other wish has followed for a moment."""
        self._wanted = data
        self._pause.start()

    def want_now(self, data: ReportData) -> None:
        """Read this over as soon as the worker is free."""
        self._wanted = data
        self._pause.stop()
        self._start()

    def close(self) -> None:
        """Wish for nothing any more."""
        self._pause.stop()
        self._wanted = None
        if self._task is not None:
            self._task.cancel()

    def _start(self) -> None:
        if self._task is not None or self._wanted is None:
            return
        data, self._wanted = self._wanted, None
        self.begun.emit()

        def work(step: Step) -> ReadOver:
            step("Reading the report over", 0.0)
            return read_over(data)

        self._task = self._runner.run(
            work, self._on_done, self._on_failed, cancelled=self._on_ended
        )

    def _on_done(self, found: ReadOver) -> None:
        if self._wanted is None:
            self.told.emit(found)
        self._on_ended()

    def _on_failed(self, error: Exception) -> None:
        self._on_ended()
        if not isinstance(error, OmiError):
            raise error
        self.failed.emit(error)

    def _on_ended(self) -> None:
        self._task = None
        if not self._pause.isActive():
            self._start()


class ProofPanel(QScrollArea):
    """The remarks one below the other, each with a button that leads to its place."""

    wanted = Signal(str, str)

    def __init__(self) -> None:
        super().__init__()
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidgetResizable(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._words = ""
        self._show((), "The report is read over when this is opened.")

    @property
    def words(self) -> str:
        """Return the sentence above the remarks."""
        return self._words

    def show_begun(self) -> None:
        """Say that the report is being read, and leave the remarks as they are."""
        self._status.setText("Reading the report over")

    def show_found(self, found: ReadOver) -> None:
        """Show what was found."""
        checked = (
            f"{counted(found.percentages, 'percentage', 'percentages')} and "
            f"{counted(found.references, 'reference', 'references')} checked"
        )
        count = counted(len(found.remarks), "remark", "remarks")
        words = f"{count}; {checked}." if found.remarks else f"Nothing to mend; {checked}."
        self._show(found.remarks, words)

    def show_failed(self, error: OmiError) -> None:
        """Say why the report could not be read over."""
        self._show((), str(error))

    def _show(self, remarks: tuple[Remark, ...], words: str) -> None:
        self._words = words
        body = QWidget()
        body.setObjectName("ground")
        column = QVBoxLayout(body)
        column.setContentsMargins(16, 12, 16, 16)
        column.setSpacing(4)
        self._status = label(words, "muted", wraps=True)
        column.addWidget(self._status)
        for remark in remarks:
            rule = QFrame()
            rule.setProperty("role", "rule")
            column.addSpacing(4)
            column.addWidget(rule)
            column.addWidget(label(capital(remark.kind), "small"))
            column.addWidget(label(f"“{remark.text}”", "strong", wraps=True))
            column.addWidget(label(remark.why, wraps=True))
            led = partial(self.wanted.emit, str(remark.spot.screen), remark.spot.place)
            go = button("Go there", led, "quiet")
            go.setAccessibleName(f"Go there: {remark.text}")
            column.addWidget(go, 0, Qt.AlignmentFlag.AlignLeft)
        column.addStretch(1)
        old = self.takeWidget()
        self.setWidget(body)
        if old is not None:
            old.deleteLater()
