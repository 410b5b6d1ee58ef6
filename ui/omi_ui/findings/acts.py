"""What can be done with one finding, in the words of its menu, with its keys."""

from __future__ import annotations

from enum import Enum


class Act(Enum):
    """One entry of the menu of a finding."""

    FIGURE = ("Insert figure…", "Ctrl+I")
    REFERENCE = ("Refer to a finding…", "Ctrl+R")
    CASES = ("Show the cases behind the figure", "Alt+Return")
    WORDS = ("Edit the sentence’s words", "Ctrl+E")
    ACCEPT_ONE = ("Accept the figure at the caret", "Ctrl+Shift+F")
    ACCEPT = ("Accept the changed figures", "Ctrl+Shift+A")
    UP = ("Move up", "Alt+Up")
    DOWN = ("Move down", "Alt+Down")
    OTHER_SIDE = ("Move to the other side", "Alt+Right")
    MERGE = ("Merge into the one above", "Ctrl+M")
    BELOW = ("Add a finding below", "Return")
    REMOVE = ("Remove", "Ctrl+Shift+Del")

    @property
    def words(self) -> str:
        """Return what it is called."""
        return self.value[0]

    @property
    def keys(self) -> str:
        """Return its keys, as Qt reads them."""
        return self.value[1]
