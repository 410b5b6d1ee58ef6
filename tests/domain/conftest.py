from __future__ import annotations

import pytest

from omi_desktop.assets import asset
from omi_desktop.instrument.bank import read_bank
from omi_desktop.instrument.model import Instrument


@pytest.fixture(scope="session")
def omi_2006() -> Instrument:
    """Return the shipped question bank."""
    return read_bank(asset("instrument/omi-2006"))
