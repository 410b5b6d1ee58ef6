"""The look in one place: colours by name in four appearances, the grid, the type scale."""

from __future__ import annotations

from enum import Enum
from functools import lru_cache
from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import asdict
from PySide6.QtGui import QColor, QFont, QFontDatabase, QFontMetrics, QPalette
from PySide6.QtWidgets import QApplication

from omi_desktop.assets import asset

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

FAMILY = "Liberation Sans"
SYMBOLS = "DejaVu Sans"
LEAST_POINTS = 10.0
"""The smallest text size for body text; a larger one of the system is followed."""


class Size(Enum):
    """The type scale, as multiples of the system's text size."""

    SMALL = 0.88
    BODY = 1.0
    HEADING = 1.2
    TITLE = 1.5


class Tokens(Struct, frozen=True):
    """Every colour of one appearance, by what it is for."""

    ground: str
    surface: str
    raised: str
    line: str
    edge: str
    ink: str
    muted: str
    accent: str
    accent_strong: str
    on_accent: str
    accent_soft: str
    above: str
    above_soft: str
    below: str
    below_soft: str
    on_mark: str
    rail: str
    rail_chosen: str
    rail_ink: str
    rail_muted: str
    rail_edge: str


LIGHT = Tokens(
    ground="#f5f6f8",
    surface="#ffffff",
    raised="#eceff3",
    line="#dde1e7",
    edge="#7f8a99",
    ink="#1a2330",
    muted="#56616f",
    accent="#1d4f91",
    accent_strong="#163d72",
    on_accent="#ffffff",
    accent_soft="#e4edf8",
    above="#1f5fa8",
    above_soft="#e4edf8",
    below="#b34a06",
    below_soft="#fcece0",
    on_mark="#ffffff",
    rail="#1b2a41",
    rail_chosen="#2c4163",
    rail_ink="#f2f5f9",
    rail_muted="#b3c0d3",
    rail_edge="#1b2a41",
)
DARK = Tokens(
    ground="#14181e",
    surface="#1b2128",
    raised="#262d37",
    line="#333b47",
    edge="#7d8998",
    ink="#e7eaef",
    muted="#a6b0bd",
    accent="#8db8f2",
    accent_strong="#b3d0f7",
    on_accent="#0f1620",
    accent_soft="#22344d",
    above="#79aef2",
    above_soft="#22344d",
    below="#f29a5e",
    below_soft="#43291a",
    on_mark="#0f1620",
    rail="#0e131a",
    rail_chosen="#233349",
    rail_ink="#e7eaef",
    rail_muted="#9eabbc",
    rail_edge="#0e131a",
)
LIGHT_CONTRAST = Tokens(
    ground="#ffffff",
    surface="#ffffff",
    raised="#e8e8e8",
    line="#595959",
    edge="#000000",
    ink="#000000",
    muted="#262626",
    accent="#003a8c",
    accent_strong="#002766",
    on_accent="#ffffff",
    accent_soft="#d2e4ff",
    above="#003f8f",
    above_soft="#d2e4ff",
    below="#752b00",
    below_soft="#ffe6d1",
    on_mark="#ffffff",
    rail="#000000",
    rail_chosen="#3a3a3a",
    rail_ink="#ffffff",
    rail_muted="#e6e6e6",
    rail_edge="#000000",
)
DARK_CONTRAST = Tokens(
    ground="#000000",
    surface="#000000",
    raised="#262626",
    line="#a6a6a6",
    edge="#ffffff",
    ink="#ffffff",
    muted="#e6e6e6",
    accent="#8cc8ff",
    accent_strong="#c2e2ff",
    on_accent="#000000",
    accent_soft="#003157",
    above="#8cc8ff",
    above_soft="#003157",
    below="#ffb066",
    below_soft="#472300",
    on_mark="#000000",
    rail="#000000",
    rail_chosen="#3a3a3a",
    rail_ink="#ffffff",
    rail_muted="#e6e6e6",
    rail_edge="#a6a6a6",
)
LOOKS = (LIGHT, DARK, LIGHT_CONTRAST, DARK_CONTRAST)
CONTRASTS = (LIGHT_CONTRAST, DARK_CONTRAST)
"""The appearances of high contrast: letters at least 7 to 1, lines between things to be seen."""


TEXT_PAIRS = (
    ("ink", "ground"),
    ("ink", "surface"),
    ("ink", "raised"),
    ("ink", "accent_soft"),
    ("ink", "below_soft"),
    ("muted", "ground"),
    ("muted", "surface"),
    ("muted", "raised"),
    ("muted", "accent_soft"),
    ("accent", "ground"),
    ("accent", "surface"),
    ("accent", "accent_soft"),
    ("accent_strong", "accent_soft"),
    ("on_accent", "accent"),
    ("on_accent", "accent_strong"),
    ("above", "surface"),
    ("above", "above_soft"),
    ("below", "surface"),
    ("below", "ground"),
    ("below", "below_soft"),
    ("on_mark", "above"),
    ("on_mark", "below"),
    ("rail_ink", "rail"),
    ("rail_ink", "rail_chosen"),
    ("rail_muted", "rail"),
)
"""Every pair of letters and ground that the program uses: at least 4.5 to 1, or 7 to 1."""

MARK_PAIRS = (
    ("edge", "surface"),
    ("edge", "ground"),
    ("above", "surface"),
    ("above", "raised"),
    ("below", "surface"),
    ("below", "raised"),
    ("below", "accent_soft"),
    ("accent", "raised"),
    ("accent", "ground"),
)
"""Every pair of mark or border and ground that carries meaning: at least 3 to 1, or 4.5 to 1."""

_BY_GROUND = {QColor(look.ground).rgb(): look for look in LOOKS}
"""Every appearance has a ground of its own, by which a widget knows it again."""


def contrast(one: str, other: str) -> float:
    """Return the contrast of two colours as WCAG reckons it, from 1 to 21."""
    brighter, darker = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (brighter + 0.05) / (darker + 0.05)


def _luminance(colour: str) -> float:
    channels = (int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5))
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def tokens(widget: QWidget) -> Tokens:
    """Return the colours that hold where the widget stands: they travel in the palette."""
    # The program's palette: in that of a widget the style sheet has put a ground of its own, and
    # the white of a list is the ground of high contrast.
    del widget
    ground = QApplication.palette().color(QPalette.ColorRole.Window)
    return _BY_GROUND.get(ground.rgb()) or (DARK if ground.lightness() < 128 else LIGHT)


def font(size: Size = Size.BODY, *, bold: bool = False) -> QFont:
    """Return the program's font in a step of the type scale; not to be changed, but copied."""
    # The application's font is the body text; a widget's own may already be a heading.
    return _scaled(QApplication.font().toString(), size, bold)


def measure(size: Size = Size.BODY, *, bold: bool = False) -> QFontMetrics:
    """Return the measures of the program's font in a step of the type scale."""
    return _measured(QApplication.font().toString(), size, bold)


def bold_size(words: str) -> tuple[int, int]:
    """Return the height and width of a few words in bold body text."""
    return _bold_size(QApplication.font().toString(), words)


@lru_cache(maxsize=512)
def _bold_size(body: str, words: str) -> tuple[int, int]:
    measured = _measured(body, Size.BODY, bold=True)
    return measured.height(), measured.horizontalAdvance(words)


@lru_cache(maxsize=32)
def _scaled(body: str, size: Size, bold: bool) -> QFont:
    scaled = QFont()
    scaled.fromString(body)
    scaled.setFamilies([FAMILY, SYMBOLS])
    scaled.setPointSizeF(scaled.pointSizeF() * size.value)
    scaled.setBold(bold)
    return scaled


@lru_cache(maxsize=32)
def _measured(body: str, size: Size, bold: bool) -> QFontMetrics:
    return QFontMetrics(_scaled(body, size, bold))


def load_fonts() -> None:
    """Register the fonts that come with the program, so that it looks the same everywhere."""
    for face in ("Regular", "Bold"):
        QFontDatabase.addApplicationFont(str(asset(f"fonts/LiberationSans-{face}.ttf")))
    QFontDatabase.addApplicationFont(str(asset("fonts/DejaVuSans.ttf")))


def body_font(system_points: float, enlarged: float = 1.0) -> QFont:
    """Return the font of body text for the system's text size."""
    chosen = QFont([FAMILY, SYMBOLS])
    chosen.setPointSizeF(max(system_points, LEAST_POINTS) * enlarged)
    return chosen


def palette(look: Tokens) -> QPalette:
    """Return the palette that carries an appearance to every widget."""
    made = QPalette()
    role = QPalette.ColorRole
    for name, value in (
        (role.Window, look.ground),
        (role.WindowText, look.ink),
        (role.Base, look.surface),
        (role.AlternateBase, look.ground),
        (role.Text, look.ink),
        (role.Button, look.raised),
        (role.ButtonText, look.ink),
        (role.BrightText, look.on_accent),
        (role.Highlight, look.accent),
        (role.HighlightedText, look.on_accent),
        (role.Accent, look.accent),
        (role.Link, look.accent),
        (role.LinkVisited, look.accent),
        (role.PlaceholderText, look.muted),
        (role.ToolTipBase, look.surface),
        (role.ToolTipText, look.ink),
        (role.Light, look.surface),
        (role.Midlight, look.raised),
        (role.Mid, look.line),
        (role.Dark, look.edge),
        (role.Shadow, look.edge),
    ):
        made.setColor(name, QColor(value))
    for name in (role.WindowText, role.Text, role.ButtonText):
        made.setColor(QPalette.ColorGroup.Disabled, name, QColor(look.muted))
    return made


def style_sheet(look: Tokens, points: float) -> str:
    """Return the style sheet with colours and type sizes filled in."""
    text = asset("style/app.qss").read_text(encoding="utf-8")
    values = asdict(look) | {
        "small": f"{points * Size.SMALL.value:.1f}pt",
        "body": f"{points:.1f}pt",
        "heading": f"{points * Size.HEADING.value:.1f}pt",
        "title": f"{points * Size.TITLE.value:.1f}pt",
        "icons": asset("icons").as_posix(),
        "appearance": "dark" if look in (DARK, DARK_CONTRAST) else "light",
    }
    # Longest first, so that @accent_soft is not read as @accent.
    for name in sorted(values, key=len, reverse=True):
        text = text.replace(f"@{name}", values[name])
    return text


def wear(app: QApplication, look: Tokens, text: QFont) -> None:
    """Give the whole program an appearance and a text size; open windows change at once."""
    app.setFont(text)
    app.setPalette(palette(look))
    app.setStyleSheet(style_sheet(look, text.pointSizeF()))


def look_of(*, dark: bool, contrast: bool) -> Tokens:
    """Return the colours of an appearance."""
    if contrast:
        return DARK_CONTRAST if dark else LIGHT_CONTRAST
    return DARK if dark else LIGHT
