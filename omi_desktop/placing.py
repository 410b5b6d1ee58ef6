"""Write a file whole or not at all."""

from __future__ import annotations

import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from omi_desktop.errors import RequestError


@contextmanager
def placed(path: Path, what: str) -> Iterator[Path]:
    """Yield a name beside `path` to write to; when the block ends well, it takes that place.

    What stood at `path` before stays until then, and stays for good where the block fails. Raises
    RequestError, saying that `what` (“The workbook”) could not be written, for any OSError.
    """
    beside = path.with_name(f".{path.stem}-{secrets.token_hex(4)}.part{path.suffix}")
    try:
        yield beside
        beside.replace(path)
    except OSError as error:
        raise RequestError(
            f"{what} could not be written to {path} ({error.strerror or error}): close it if it is "
            "open in another program, check that the folder is there, or choose another place."
        ) from error
    finally:
        beside.unlink(missing_ok=True)
