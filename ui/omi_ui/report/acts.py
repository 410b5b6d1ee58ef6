"""What can be done with one entry of a list, in the words of its menu, with its keys."""

from __future__ import annotations

from enum import Enum


class Act(Enum):
    """One entry of the menu of a passage, a recommendation, an example or a person."""

    FIGURE = ("Insert figure…", "Ctrl+I")
    REFERENCE = ("Refer to a finding…", "Ctrl+R")
    WORDS = ("Edit the sentence’s words", "Ctrl+E")
    ACCEPT_ONE = ("Accept the figure at the caret", "Ctrl+Shift+F")
    ACCEPT = ("Accept the changed figures", "Ctrl+Shift+A")
    TRACES = ("Choose what it rests on…", "Ctrl+T")
    UP = ("Move up", "Alt+Up")
    DOWN = ("Move down", "Alt+Down")
    BELOW = ("Add one below", "Ctrl+Return")
    REMOVE = ("Remove", "Ctrl+Shift+Del")
    MARKS = ("From a case…", "Ctrl+Shift+M")

    @property
    def words(self) -> str:
        """Return what it is called."""
        return self.value[0]

    @property
    def keys(self) -> str:
        """Return its keys, as Qt reads them."""
        return self.value[1]


LIVE = frozenset({Act.FIGURE, Act.REFERENCE, Act.WORDS, Act.ACCEPT_ONE, Act.ACCEPT})
"""What is done with the figures of a text."""

ORDER = frozenset({Act.UP, Act.DOWN, Act.BELOW, Act.REMOVE})
"""What is done with an entry in its list."""

PANELS = frozenset({Act.FIGURE, Act.REFERENCE, Act.TRACES, Act.MARKS})
"""What a panel beside the text asks for."""
