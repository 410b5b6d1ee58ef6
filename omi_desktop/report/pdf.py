"""Write the report as a PDF."""

from __future__ import annotations

import secrets
from typing import TYPE_CHECKING

from omi_desktop.errors import RequestError
from omi_desktop.report.pdf_blocks import flowables
from omi_desktop.report.pdf_pages import Pages, document
from omi_desktop.report.pdf_type import register

if TYPE_CHECKING:
    from pathlib import Path

    from omi_desktop.report.model import Report


def write_pdf(report: Report, path: Path) -> None:
    """Write the report to `path`; what stood there before stays until the new file is whole."""
    register()
    beside = path.with_name(f".{path.stem}-{secrets.token_hex(4)}.pdf")
    try:
        document(beside, report).build(flowables(report.blocks), canvasmaker=Pages)
        beside.replace(path)
    except OSError as error:
        raise _unwritable(path, error) from error
    finally:
        beside.unlink(missing_ok=True)


def _unwritable(path: Path, error: OSError) -> RequestError:
    return RequestError(
        f"The report cannot be written to {path}: {error.strerror or error}. "
        "Close the file where it is open, or choose another place."
    )
