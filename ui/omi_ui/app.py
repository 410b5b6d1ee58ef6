"""Start the program: arguments, look, window; the only place that puts the parts together."""

from __future__ import annotations

import gc
import os
import sys
import time
from collections.abc import Sequence
from functools import cached_property, partial
from pathlib import Path
from typing import TYPE_CHECKING

from omi_ui.arguments import asked_for
from omi_ui.loading import load_msgspec, load_qt
from omi_ui.unlocking import Unlocking

if TYPE_CHECKING:
    from types import TracebackType

    from PySide6.QtWidgets import QApplication

    from omi_ui.crash import CrashHook
    from omi_ui.main_window import MainWindow

_LOADED_AT = time.monotonic()
_SPOKEN_AFTER = 300
"""Milliseconds after which a screen reader is told our own roles: a start does not wait for it."""
_CIRCLES_AFTER = 50_000
"""How many more objects there may be before Python looks for circles among them.

Its own 700 are met hundreds of times while the program loads, and nothing that is loaded is ever
given back.
"""


def main(argv: Sequence[str] | None = None) -> int:
    """Show the window until it is closed and return the exit code."""
    arguments = list(sys.argv if argv is None else argv)
    asked = asked_for(arguments[1:])
    passphrase = _passphrase(asked.passphrase_file)
    if asked.exit_when_ready and not (asked.file and passphrase):
        return _refuse("--exit-when-ready needs a FILE and its passphrase in OMI_PASSPHRASE.")
    gc.set_threshold(_CIRCLES_AFTER)
    load_msgspec()
    unlocking = Unlocking(asked.file, passphrase) if asked.file and passphrase else None
    if unlocking is not None:
        # The key takes longest of all; it is on its way before Qt is even loaded.
        unlocking.begin(beside_loading=True)
    load_qt()

    from PySide6.QtCore import QTimer

    from omi_desktop.errors import OmiError
    from omi_ui.main_window import MainWindow
    from omi_ui.start.recent import list_path
    from omi_ui.tasks import TaskRunner

    app = make_app(arguments[:1], list_path().with_name("appearance.json"))
    runner = TaskRunner()
    window = MainWindow(runner)
    sys.excepthook = _Excepthook(arguments[1:])
    if asked.screen:
        window.opened.connect(_Shower(window, asked.screen).show)
    watch = _ReadyWatch(window, unlocking) if asked.exit_when_ready and unlocking else None
    if unlocking is not None:
        window.open_with(unlocking.path, unlocking.key)
    window.show()
    if unlocking is not None:
        QTimer.singleShot(0, partial(_stand, unlocking, watch))
    QTimer.singleShot(_SPOKEN_AFTER, _give_roles)
    try:
        if asked.file and unlocking is None:
            window.start.ask_passphrase(asked.file)
        elif asked.demo:
            window.open_demo()
    except OmiError as error:
        window.problems.show_error(error)
    return app.exec()


def _give_roles() -> None:
    from omi_ui.widgets.spoken_roles import give_roles

    give_roles()


def _stand(unlocking: Unlocking, watch: _ReadyWatch | None) -> None:
    """Load what an open file will need; after that everything waits for its key."""
    try:
        import omi_ui.workspace  # noqa: F401
    finally:
        # Whatever else happens, whoever waits for the key must get an answer.
        unlocking.begin()
    if watch is not None:
        watch.idle_at = time.monotonic()


def make_app(argv: Sequence[str], appearance: Path | None = None) -> QApplication:
    """Return the application with its fonts and its look: as a file says, else as the system."""
    from PySide6.QtWidgets import QApplication

    from omi_ui import theme
    from omi_ui.appearance import Wearing

    # The style is named here: where it is set later Qt's binding loads all that styles can do.
    app = QApplication([*argv, "-style", "Fusion"])
    app.setApplicationName("OMI Desktop")
    app.setDesktopFileName("omi-desktop")
    points = app.font().pointSizeF()
    theme.load_fonts()
    Wearing(app, points, appearance).follow()
    return app


class _ReadyWatch:
    """Measures until the window can be used, for `--exit-when-ready`."""

    def __init__(self, window: MainWindow, unlocking: Unlocking) -> None:
        self._window = window
        self._unlocking = unlocking
        self.idle_at = 0.0
        """When the window stood and everything waited for the key."""
        window.opened.connect(self.on_opened)
        window.problems.shown.connect(self.on_problem)

    def on_opened(self) -> None:
        """Paint the window with the file: it is done when that returns, and not before."""
        from PySide6.QtCore import QTimer

        self._window.repaint()
        waited = max(self._unlocking.ended_at - self.idle_at, 0.0)
        sys.stdout.write(f"ready {since_start() * 1000:.0f} unlock {waited * 1000:.0f}\n")
        sys.stdout.flush()
        QTimer.singleShot(0, self._on_ready)

    def on_problem(self, sentence: str) -> None:
        """Say why the file cannot be opened."""
        from PySide6.QtWidgets import QApplication

        QApplication.exit(_refuse(sentence))

    def _on_ready(self) -> None:
        from PySide6.QtWidgets import QApplication

        self._window.close()
        QApplication.exit(0)


def since_start() -> float:
    """Return the seconds since the process started; where no clock tells, since this loaded."""
    try:
        fields = Path("/proc/self/stat").read_text(encoding="ascii").rpartition(")")[2].split()
        started = int(fields[19]) / os.sysconf("SC_CLK_TCK")
        return time.clock_gettime(time.CLOCK_BOOTTIME) - started
    except (OSError, AttributeError, ValueError):
        return time.monotonic() - _LOADED_AT


class _Excepthook:
    """Hands an exception nobody expected to the crash window, which is loaded for the first."""

    def __init__(self, arguments: list[str]) -> None:
        self._arguments = arguments

    @cached_property
    def _hook(self) -> CrashHook:
        from omi_ui.crash import CrashHook

        return CrashHook(self._arguments)

    def __call__(
        self, kind: type[BaseException], error: BaseException, trace: TracebackType | None
    ) -> None:
        self._hook(kind, error, trace)


class _Shower:
    """Shows a screen once a file is open."""

    def __init__(self, window: MainWindow, screen: str) -> None:
        self._window = window
        self._screen = screen

    def show(self) -> None:
        """Show it."""
        if self._window.workspace is not None:
            self._window.workspace.show_screen(self._screen)


def _passphrase(file: Path | None) -> str:
    if file is not None:
        try:
            return file.read_text(encoding="utf-8").rstrip("\r\n")
        except (OSError, UnicodeDecodeError):
            sys.exit(_refuse(f"“{file}” cannot be read. Give a text file with the passphrase."))
    return os.environ.get("OMI_PASSPHRASE", "")


def _refuse(sentence: str) -> int:
    sys.stderr.write(f"{sentence}\n")
    return 2
