"""How somebody wants the program to look: colours, contrast, motion and text size.

What is not chosen follows the system, and goes on following it while the program runs.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

import msgspec
from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QApplication

from omi_ui import remembered, theme

if TYPE_CHECKING:
    from pathlib import Path

    from PySide6.QtGui import QAccessibilityHints, QFont, QStyleHints

SIZES = (100, 110, 125, 150, 175, 200)
"""The text sizes that are offered, in percent of the system's."""


class Appearance(msgspec.Struct, frozen=True):
    """What was chosen; None follows the system."""

    dark: bool | None = None
    contrast: bool | None = None
    still: bool | None = None
    """Whether nothing moves by itself: no blinking, no bar that runs to and fro."""
    text: int = 100


class Wearing(QObject):
    """Gives the program its appearance, keeps what is chosen, and follows the system in the rest.

    Without a `path` a choice lasts while the program runs.
    """

    changed = Signal()

    def __init__(self, app: QApplication, system_points: float, path: Path | None) -> None:
        super().__init__(app)
        self._app = app
        self._points = system_points
        self._path = path
        self.appearance = remembered.recall(path, Appearance())
        self._blinking = app.cursorFlashTime()
        self._is_still = False
        self._stilled: list[Qt.UIEffect] = []
        hints, wishes = _of_system()
        hints.colorSchemeChanged.connect(self.follow)
        wishes.contrastPreferenceChanged.connect(self.follow)
        wishes.motionPreferenceChanged.connect(self.follow)

    @property
    def look(self) -> theme.Tokens:
        """Return the colours that hold now."""
        (hints, wishes), chosen = _of_system(), self.appearance
        dark, contrast = chosen.dark, chosen.contrast
        if dark is None:
            dark = hints.colorScheme() is Qt.ColorScheme.Dark
        if contrast is None:
            contrast = wishes.contrastPreference() is Qt.ContrastPreference.HighContrast
        return theme.look_of(dark=dark, contrast=contrast)

    @property
    def is_still(self) -> bool:
        """Tell whether nothing is to move by itself."""
        if self.appearance.still is not None:
            return self.appearance.still
        _, wishes = _of_system()
        return wishes.motionPreference() is Qt.MotionPreference.ReducedMotion

    @property
    def font(self) -> QFont:
        """Return the font of body text in the size that was chosen."""
        return theme.body_font(self._points, _within(self.appearance.text) / 100)

    def choose(self, appearance: Appearance) -> None:
        """Wear a choice at once and keep it; RequestError where it cannot be kept for next time."""
        if appearance != self.appearance:
            self.appearance = appearance
            self.follow()
            remembered.keep(self._path, appearance)

    def follow(self) -> None:
        """Wear what was chosen, and in the rest what the system asks for now."""
        still = self.is_still
        if still is not self._is_still:
            self._is_still = still
            self._app.setCursorFlashTime(0 if still else self._blinking)
            self._still_effects(still=still)
        theme.wear(self._app, self.look, self.font)
        self.changed.emit()

    def _still_effects(self, *, still: bool) -> None:
        """Turn off the fading and sliding that is on, or turn it on again."""
        if still:
            self._stilled = [each for each in Qt.UIEffect if self._app.isEffectEnabled(each)]
        for effect in self._stilled:
            self._app.setEffectEnabled(effect, not still)


def wearing() -> Wearing:
    """Return what the program wears; where nobody dressed it, it goes on as it looks now."""
    app = QApplication.instance()
    if not isinstance(app, QApplication):
        raise TypeError("there is no application with widgets yet")
    return app.findChild(Wearing) or Wearing(app, app.font().pointSizeF(), None)


@cache
def _of_system() -> tuple[QStyleHints, QAccessibilityHints]:
    # Kept for ever: once PySide lets go of the first, it takes the second for deleted.
    hints = QApplication.styleHints()
    return hints, hints.accessibility()


def _within(text: int) -> int:
    return max(SIZES[0], min(text, SIZES[-1]))
