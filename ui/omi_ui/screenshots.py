"""Pictures of every screen: python -m omi_ui.screenshots DIR [--only WORDS] [--readme]."""

from __future__ import annotations

import argparse
import shutil
import sys
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from omi_ui.lasting_constants import keep_constants

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication, QWidget

    from omi_ui.main_window import MainWindow

SIZES = ((1366, 768), (1920, 1080))
README = "screenshots/scores.png"
LOOKS = (
    ("light", 1.0),
    ("dark", 1.0),
    ("light", 2.0),
    ("light-contrast", 1.0),
    ("dark-contrast", 1.0),
)
"""The appearances in which every screen is drawn, each with how much its text is enlarged."""


def main(argv: Sequence[str] | None = None) -> int:
    """Write the pictures and return the exit code."""
    parser = argparse.ArgumentParser(prog="python -m omi_ui.screenshots")
    parser.add_argument("folder", type=Path, metavar="DIR")
    parser.add_argument("--only", default="", help="draw the screens with this in their name")
    parser.add_argument("--readme", action="store_true", help="write the README's picture too")
    asked = parser.parse_args(argv)
    keep_constants()

    from omi_ui.app import make_app

    app = make_app(sys.argv[:1])
    asked.folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="omi-pictures-") as scratch:
        drawn = _pictures(app, Path(scratch), asked.folder, asked.only, readme=asked.readme)
        for written in drawn:
            sys.stdout.write(f"{written}\n")
    return 0


def _pictures(
    app: QApplication, scratch: Path, folder: Path, only: str, *, readme: bool
) -> Iterator[Path]:
    from omi_desktop import demo
    from omi_desktop.demo.write import write_demo
    from omi_desktop.exchange.pack import make_pack
    from omi_desktop.store import derive_key, open_with_key
    from omi_ui import gallery, theme
    from omi_ui.drawn_inspection import drawn_inspection
    from omi_ui.main_window import MainWindow
    from omi_ui.tasks import TaskRunner

    path, pack = scratch / "Cumbria 2006.omi", scratch / "Reader.omi"
    write_demo(path, demo.PASSPHRASE)
    # The README shows the demo as everybody gets it, before it is prepared for pictures.
    plain = Path(shutil.copyfile(path, scratch / "Cumbria.omi"))
    key = derive_key(path, demo.PASSPHRASE)
    with open_with_key(path, key) as inspection:
        gallery.prepare(inspection)
        make_pack(inspection, gallery.READER, pack, demo.PASSPHRASE, by="")
    files = ((path, key, ""), (pack, derive_key(pack, demo.PASSPHRASE), "assessor-"))
    points = app.font().pointSizeF()
    colours = {
        f"{name}{contrast}": theme.look_of(dark=name == "dark", contrast=bool(contrast))
        for name in ("light", "dark")
        for contrast in ("", "-contrast")
    }
    for look, enlarged in LOOKS:
        theme.wear(app, colours[look], theme.body_font(points, enlarged))
        window = MainWindow(TaskRunner(), scratch / "recent.json")
        window.resize(*SIZES[0])
        window.show()
        for screen in gallery.first_screens():
            if only in screen.name:
                screen.show(window)
                yield from _grab(window, folder, screen.name, look, enlarged)
        for file, its_key, whose in files:
            workspace = window.show_inspection(open_with_key(file, its_key))
            for screen in gallery.screens(workspace):
                if only in whose + screen.name:
                    screen.show(window)
                    yield from _grab(window, folder, whose + screen.name, look, enlarged)
            if not whose and only in "areas":
                for screen in gallery.areas(workspace, scratch, demo.PASSPHRASE):
                    screen.show(window)
                    yield from _grab(window, folder, screen.name, look, enlarged)
            window.close_file()
        if readme and (look, enlarged) == LOOKS[0]:
            window.show_inspection(open_with_key(plain, derive_key(plain, demo.PASSPHRASE)))
            yield _readme_picture(window)
            window.close_file()
        yield from _grab(window, folder, "start-recent", look, enlarged)
        if only in "sample-drawn team-drawn":
            made = scratch / f"Drawn {look} {enlarged}.omi"
            window.show_inspection(drawn_inspection(made, demo.PASSPHRASE))
            for name in ("sample", "team"):
                gallery.show_rail(window, name, "")
                yield from _grab(window, folder, f"{name}-drawn", look, enlarged)
            window.close_file()
        window.close()


def _grab(window: QWidget, folder: Path, screen: str, look: str, enlarged: float) -> Iterator[Path]:
    from PySide6.QtTest import QTest

    for width, height in SIZES if (look, enlarged) == LOOKS[0] else SIZES[:1]:
        window.resize(width, height)
        QTest.qWait(60)
        text = "" if enlarged == 1.0 else f"-text{enlarged * 100:.0f}"
        path = folder / f"{screen}-{width}x{height}-{look}{text}.png"
        window.grab().save(str(path))
        yield path


def _readme_picture(window: MainWindow) -> Path:
    from PySide6.QtTest import QTest

    from omi_desktop.assets import asset
    from omi_ui import gallery

    if window.workspace is not None:
        window.workspace.show_screen("scores")
    gallery.settle(window)
    window.resize(1366, 768)
    QTest.qWait(60)
    path = asset(README)
    path.parent.mkdir(parents=True, exist_ok=True)
    window.grab().save(str(path))
    return path


if __name__ == "__main__":
    sys.exit(main())
