"""What the command line asks of the window."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from argparse import ArgumentParser

SCREENS = ("cases", "scores", "export")


class Asked(NamedTuple):
    """A file, and what to do with it."""

    file: Path | None = None
    demo: bool = False
    passphrase_file: Path | None = None
    screen: str | None = None
    exit_when_ready: bool = False


def asked_for(arguments: Sequence[str]) -> Asked:
    """Return what is asked for; exits with a sentence where that cannot be said.

    A file and switches are read here: the parser of Python takes longer to load than to read them.
    """
    files = [word for word in arguments if not word.startswith("-")]
    switches = set(arguments) - set(files)
    if len(files) > 1 or "" in files or not switches <= {"--demo", "--exit-when-ready"}:
        return Asked(**vars(parser().parse_args(arguments)))
    return Asked(
        file=Path(files[0]) if files else None,
        demo="--demo" in switches,
        exit_when_ready="--exit-when-ready" in switches,
    )


def parser() -> ArgumentParser:
    """Return the parser of every argument there is."""
    from argparse import ArgumentParser

    made = ArgumentParser(prog="omi-desktop", description="Open an inspection.")
    made.add_argument("file", nargs="?", type=Path, metavar="FILE", help="an inspection (.omi)")
    made.add_argument("--demo", action="store_true", help="open the demo inspection")
    made.add_argument("--passphrase-file", type=Path, metavar="F", help="holds the passphrase")
    made.add_argument("--screen", choices=SCREENS, help="the screen to begin with")
    made.add_argument(
        "--exit-when-ready", action="store_true", help="print how long the start took, and exit"
    )
    return made
