"""Read a question bank from its TOML files, naming every fault by file and line."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from omi_desktop.errors import BankError, RequestError
from omi_desktop.instrument.prepared import prepared

if TYPE_CHECKING:
    from omi_desktop.instrument.model import Instrument
    from omi_desktop.instrument.source import Fault, Source

_SINGLE_FILES = ("instrument.toml", "scales.toml", "facts.toml", "gates.toml")
_MAY_BE_MISSING = ("coherence.toml", "interview.toml")
_FOLDERS = ("criteria", "surveys")
_KNOWN_FILES = (*_SINGLE_FILES, *_MAY_BE_MISSING)


def bank_files(folder: Path) -> dict[str, str]:
    """Return the texts of a bank's TOML files by their path below `folder`, in a fixed order.

    Raises RequestError where there is no such folder or a file cannot be read as UTF-8.
    """
    if not folder.is_dir():
        raise RequestError(f"There is no folder “{folder}”. Give the folder of a question bank.")
    files: dict[str, str] = {}
    for path in sorted(folder.rglob("*.toml")):
        name = path.relative_to(folder).as_posix()
        try:
            files[name] = path.read_text(encoding="utf-8")
        except (OSError, UnicodeDecodeError) as error:
            raise RequestError(
                f"“{path}” cannot be read as UTF-8 text. Save it again as UTF-8."
            ) from error
    return files


def read_bank(folder: Path) -> Instrument:
    """Return the instrument that the files in `folder` describe; BankError names all faults."""
    return read_files(bank_files(folder))


def read_files(files: Mapping[str, str]) -> Instrument:
    """Return the instrument that these texts describe; BankError names all faults."""
    return _sound(*inspect_files(files))


def _sound(instrument: Instrument | None, found: tuple[Fault, ...]) -> Instrument:
    if found or instrument is None:
        first = found[0]
        others = f" and {len(found) - 1} more" if len(found) > 1 else ""
        raise BankError(
            f"The question bank has faults: {first}{others}. Mend them and check it again.",
            tuple(str(fault) for fault in found),
        )
    return instrument


def reread(files: Mapping[str, str]) -> Instrument:
    """Return the instrument of a bank that was checked when it was taken in.

    What holds across the bank is not held against it again: an inspection file keeps the bank it
    was started with, and opening one should not wait for that.
    """
    return prepared(files) or _sound(*_built(files, across=False))


def inspect_files(files: Mapping[str, str]) -> tuple[Instrument | None, tuple[Fault, ...]]:
    """Return the instrument, where one can be made at all, and every fault found on the way."""
    return _built(files, across=True)


def _built(
    files: Mapping[str, str], *, across: bool
) -> tuple[Instrument | None, tuple[Fault, ...]]:
    # Loaded here: a bank that is shipped prepared is opened without any of them.
    from omi_desktop.instrument.build import build
    from omi_desktop.instrument.checks import cross_check
    from omi_desktop.instrument.source import Fault, read_source

    found: list[Fault] = [
        Fault(name, 1, "This file is missing; every question bank has it.")
        for name in _SINGLE_FILES
        if name not in files
    ]
    sources: dict[str, Source] = {}
    for name, text in sorted(files.items(), key=lambda item: natural(item[0])):
        if name not in _KNOWN_FILES and name.split("/")[0] not in _FOLDERS:
            found.append(Fault(name, 1, "This file has no place in a question bank."))
            continue
        source = read_source(name, text)
        if isinstance(source, Fault):
            found.append(source)
        else:
            sources[name] = source
    if any(name not in sources for name in _SINGLE_FILES):
        return None, _in_order(found)
    built = build(sources)
    found.extend(built.faults)
    if across:
        found.extend(cross_check(built))
    return built.instrument, _in_order(found)


def natural(name: str) -> tuple[tuple[int, int, str], ...]:
    """Return a sort key under which 2.9 stands before 2.10."""
    return tuple(
        (0, int(part), "") if part.isdigit() else (1, 0, part)
        for part in re.split(r"(\d+)", name)
        if part
    )


def _in_order(found: Iterable[Fault]) -> tuple[Fault, ...]:
    return tuple(sorted(set(found), key=lambda f: (natural(f.file), f.line, f.sentence)))
