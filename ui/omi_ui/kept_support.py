"""Keep the Python modules inside Qt's binding compiled, as Python keeps every other module.

PySide6 brings a dozen modules of its own as text within a library and compiles them anew at each
start. They are kept here in the folder where Python keeps what it compiled of this package. The
largest of them writes type stubs for other programs; it is loaded empty.
"""

from __future__ import annotations

import builtins
import hashlib
import importlib.util
import marshal
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from types import CodeType
from typing import Any

_OF_THE_BINDING = ("shibokensupport/", "signature_bootstrap.py")
_NOT_NEEDED = "shibokensupport/signature/lib/pyi_generator.py"


def kept_path() -> Path:
    """Return where the compiled modules are kept."""
    return Path(importlib.util.cache_from_source(str(Path(__file__).with_name("binding.py"))))


@contextmanager
def support_kept(path: Path | None = None) -> Iterator[None]:
    """Import PySide6 within this: its own modules are compiled once, then read from `path`.

    A file that is damaged, or of another PySide6 or Python, is passed over and written anew.
    """
    python = builtins.compile
    kept = _read(path or kept_path())
    used: dict[tuple[str, bytes], CodeType] = {}

    def compiled(source: Any, filename: Any, *rest: Any, **how: Any) -> Any:
        if not (isinstance(source, bytes) and str(filename).startswith(_OF_THE_BINDING)):
            return python(source, filename, *rest, **how)
        text = b"" if filename == _NOT_NEEDED else source
        key = (str(filename), hashlib.sha256(text).digest())
        code = used[key] = kept.get(key) or python(text, filename, *rest, **how)
        return code

    builtins.compile = compiled
    try:
        yield
    finally:
        builtins.compile = python
    if used and used.keys() != kept.keys() and not sys.dont_write_bytecode:
        _write(path or kept_path(), used)


def _read(path: Path) -> dict[tuple[str, bytes], CodeType]:
    try:
        written = path.read_bytes()
    except OSError:
        return {}
    head, body = written[: len(_head(b""))], written[len(_head(b"")) :]
    # Only what was written whole may be unpacked: marshal trusts what it reads.
    found = marshal.loads(body) if head == _head(body) else {}  # noqa: S302 - our own, and whole
    return found if isinstance(found, dict) else {}


def _write(path: Path, used: dict[tuple[str, bytes], CodeType]) -> None:
    body = marshal.dumps(used)
    beside = path.with_name(f"{path.name}.{os.getpid()}")
    # Where nothing can be written it is compiled each time, as PySide6 does anyway.
    with suppress(OSError):
        path.parent.mkdir(parents=True, exist_ok=True)
        beside.write_bytes(_head(body) + body)
        beside.replace(path)


def _head(body: bytes) -> bytes:
    return importlib.util.MAGIC_NUMBER + hashlib.sha256(body).digest()
