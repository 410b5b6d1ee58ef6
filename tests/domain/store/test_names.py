"""The names of the store: each is there, and none is loaded before it is asked for."""

from __future__ import annotations

import subprocess
import sys

import pytest

from omi_desktop import store

_LOADED = """
import sys
import omi_desktop.store.keys
print(*sorted(n for n in sys.modules if n.startswith("omi_desktop.store.")))
"""


@pytest.mark.parametrize("name", store.__all__)
def test_every_name_is_that_of_its_module(name: str) -> None:
    found = getattr(store, name)
    # An alias of types and a value have no home of their own to ask.
    home = getattr(found, "__module__", "")
    if home.startswith("omi_desktop.store."):
        assert getattr(sys.modules[home], name) is found
    assert vars(store)[name] is found


def test_a_name_that_the_store_does_not_have_is_refused() -> None:
    with pytest.raises(AttributeError, match="nothing_of_the_kind"):
        store.nothing_of_the_kind  # noqa: B018


def test_a_key_is_worked_out_without_loading_the_rest_of_the_store() -> None:
    done = subprocess.run(
        [sys.executable, "-c", _LOADED],
        capture_output=True,
        text=True,
        check=True,
        env={"PYTHONPATH": ":".join(sys.path)},
    )
    assert done.stdout.split() == [
        "omi_desktop.store.holding",
        "omi_desktop.store.keys",
        "omi_desktop.store.recognition",
    ]
