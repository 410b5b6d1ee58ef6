"""What a person sees when the program has a fault: that nothing is lost, and what to do."""

from __future__ import annotations

import platform
import sys
import traceback
from types import TracebackType

from PySide6.QtCore import QProcess, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QHBoxLayout, QPlainTextEdit, QVBoxLayout, QWidget

from omi_desktop import __version__
from omi_ui.widgets.labels import button, label


class CrashWindow(QWidget):
    """Says that the work is on disk; offers the details and a fresh start."""

    def __init__(self, details: str, arguments: list[str]) -> None:
        super().__init__()
        self._details = details
        self._arguments = arguments
        self.setObjectName("ground")
        self.setWindowTitle("OMI Desktop has a fault")
        self.setWindowModality(Qt.WindowModality.ApplicationModal)
        self.resize(640, 420)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 24, 24, 24)
        column.setSpacing(12)
        column.addWidget(label("OMI Desktop has a fault", "title"))
        column.addWidget(
            label(
                "Every answer that the strip at the foot called saved is on disk. Reopen the "
                "program to go on. The details below help to mend the fault; they hold no "
                "answers and no passphrase.",
                wraps=True,
            )
        )
        text = QPlainTextEdit(details)
        text.setReadOnly(True)
        text.setAccessibleName("Details of the fault")
        column.addWidget(text, 1)
        line = QHBoxLayout()
        line.addWidget(button("Reopen", self._on_reopen, "primary"))
        line.addWidget(button("Copy details", self._on_copy))
        line.addWidget(button("Go on without reopening", self._on_go_on, "quiet"))
        line.addStretch(1)
        column.addLayout(line)

    def _on_copy(self) -> None:
        QGuiApplication.clipboard().setText(self._details)

    def _on_reopen(self) -> None:
        # A frozen program is its own interpreter and takes no module.
        module = [] if getattr(sys, "frozen", False) else ["-m", "omi_ui"]
        QProcess.startDetached(sys.executable, [*module, *self._arguments])
        QApplication.exit(1)

    def _on_go_on(self) -> None:
        self.close()


class CrashHook:
    """Shows one crash window for an exception nobody expected."""

    def __init__(self, arguments: list[str]) -> None:
        self._arguments = arguments
        self.window: CrashWindow | None = None

    def __call__(
        self,
        kind: type[BaseException],
        error: BaseException,
        trace: TracebackType | None,
    ) -> None:
        """Print the fault, and show it unless one is shown already."""
        traceback.print_exception(kind, error, trace)
        if issubclass(kind, KeyboardInterrupt):
            QApplication.exit(130)
            return
        if self.window is not None and self.window.isVisible():
            return
        self.window = CrashWindow(details(kind, trace), self._arguments)
        self.window.show()


def details(kind: type[BaseException], trace: TracebackType | None) -> str:
    """Return where the program failed, without the message, which might quote an answer."""
    frames = "".join(traceback.format_tb(trace))
    system = f"{platform.system()} {platform.release()}, Python {platform.python_version()}"
    return f"OMI Desktop {__version__} on {system}\n\n{frames}{kind.__name__}\n"
