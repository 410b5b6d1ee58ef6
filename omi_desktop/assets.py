"""Where the plain files are: question banks, fonts, icons, style sheets, the demo."""

from __future__ import annotations

from pathlib import Path

# Installed, the files stand inside the package (the build puts them there); in a checkout they
# stand beside it. Plain paths, because reportlab and Qt want paths.
_INSTALLED = Path(__file__).parent / "_resources"
_CHECKOUT = Path(__file__).parent.parent / "resources"


def asset(name: str) -> Path:
    """Return the path of a resource by its name below `resources/`, such as "fonts/x.ttf"."""
    root = _INSTALLED if _INSTALLED.is_dir() else _CHECKOUT
    return root / name
