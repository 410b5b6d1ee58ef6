"""Enums made swiftly are those that Python makes."""

from __future__ import annotations

import enum
import pickle
import sys
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6 import QtCore, QtGui, QtSvg, QtWidgets

from omi_ui import swift_enums

pytestmark = pytest.mark.skipif(
    sys.version_info[:2] != (3, 11), reason="other Pythons make their enums themselves"
)
KINDS = (enum.Enum, enum.IntEnum, enum.Flag, enum.IntFlag)
BOUNDARIES = (None, enum.KEEP, enum.STRICT, enum.CONFORM, enum.EJECT)


def _both(cls: Any, names: Any, boundary: Any = None) -> tuple[Any, Any]:
    how = {"module": __name__, "qualname": "Outer.Made", "boundary": boundary}
    return (
        swift_enums._BY_PYTHON(cls, "Made", names, **how),
        swift_enums._create(cls, "Made", names, **how),
    )


def _told(made: Any) -> dict[str, object]:
    """Return all that an enum and its members say of themselves."""
    own = {
        name: value
        for name, value in vars(made).items()
        if name not in made.__members__ and name not in ("_member_map_", "_value2member_map_")
    }
    plain = {name: value for name, value in own.items() if not callable(value)}
    return {
        "names": set(vars(made)),
        "plain": {name: repr(value) for name, value in plain.items() if name[:2] != "__"},
        "doc": made.__doc__,
        "where": (made.__module__, made.__qualname__, made.__name__),
        "listed": [(member.name, member.value) for member in made],
        "backwards": [member.name for member in reversed(made)],
        "members": [(name, m.name, m.value, repr(m), str(m)) for name, m in _members(made)],
        "own": [sorted(vars(m)) for _, m in _members(made)],
        "order": [m._sort_order_ for _, m in _members(made)],
        "by value": [(value, made(value).name) for value in made._value2member_map_],
        "hashes": [hash(m) for _, m in _members(made)],
        "attributes": [getattr(made, name) is m for name, m in _members(made)],
        "bound": made.__mro__[1:],
        "flagged": _flagged(made),
    }


def _members(made: Any) -> list[tuple[str, Any]]:
    return list(made.__members__.items())


def _flagged(made: Any) -> list[object]:
    if not issubclass(made, enum.Flag):
        return []
    found: list[object] = []
    for _, one in _members(made):
        for _, other in _members(made):
            found += [(one | other).value, (one & other).value, (one ^ other).value]
        found += [repr(~one), one in made, bool(one)]
        found.append(_parts(one))
    return found


def _parts(one: Any) -> object:
    try:
        return [part.name for part in one]
    except (ValueError, AttributeError) as failure:
        # Python cannot take every flag apart: not one of all bits, where it is -1.
        return str(failure)


def _enums_of_qt() -> list[type[enum.Enum]]:
    found: dict[int, type[enum.Enum]] = {}
    for module in (QtCore, QtGui, QtSvg, QtWidgets):
        # A class of Qt is there once it is asked for.
        asked = [getattr(module, name) for name in dir(module)]
        for outer in [module, *(value for value in asked if isinstance(value, type))]:
            for inner in list(vars(outer).values()):
                if isinstance(inner, enum.EnumType):
                    found[id(inner)] = inner
    return list(found.values())


def test_every_enum_of_qt_is_made_as_python_makes_it() -> None:
    enums = _enums_of_qt()
    assert len(enums) > 300
    for qt in enums:
        kind = next(base for base in qt.__mro__ if base in KINDS)
        if kind not in swift_enums.kinds_taken():
            continue
        names = tuple((name, member.value) for name, member in qt.__members__.items())
        boundary = getattr(qt, "_boundary_", None)
        by_python, swift = _both(kind, names, boundary)
        assert _told(swift) == _told(by_python), qt


@given(
    kind=st.sampled_from(KINDS),
    boundary=st.sampled_from(BOUNDARIES),
    pairs=st.lists(
        st.tuples(
            st.text("abcXYZ_0", min_size=1, max_size=4)
            | st.sampled_from(["name", "value", "real", "mro", "_private", "__dunder__"]),
            st.integers(0, 70) | st.sampled_from([1 << 20, 1 << 31, 1 << 40]),
        ),
        max_size=7,
    ),
)
def test_made_up_enums_are_made_or_refused_as_by_python(
    kind: Any, boundary: Any, pairs: list[tuple[str, int]]
) -> None:
    boundary = boundary if issubclass(kind, enum.Flag) else None
    how = {"module": __name__, "qualname": "Made", "boundary": boundary}
    outcomes: list[object] = []
    for make in (swift_enums._BY_PYTHON, swift_enums._create):
        try:
            outcomes.append(_told(make(kind, "Made", tuple(pairs), **how)))
        except (ValueError, TypeError, AttributeError) as refusal:
            outcomes.append((type(refusal), str(refusal)))
    assert outcomes[0] == outcomes[1]


def test_the_kind_that_qt_has_most_of_is_taken() -> None:
    assert enum.Enum in swift_enums.kinds_taken()


def test_nothing_plain_is_left_to_python(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise AssertionError("made by Python")

    swift_enums.kinds_taken()

    monkeypatch.setattr(enum.EnumType, "_create_", swift_enums._create)
    monkeypatch.setattr(swift_enums, "_BY_PYTHON", refuse)
    swift_enums._empty.cache_clear()
    with pytest.raises(AssertionError, match="made by Python"):
        enum.Enum("Odd", [("name", 1)])
    monkeypatch.undo()
    monkeypatch.setattr(enum.EnumType, "_create_", swift_enums._create)
    swift_enums._empty(enum.Enum, None)
    monkeypatch.setattr(swift_enums, "_BY_PYTHON", refuse)
    # As Qt's binding calls it: without a module.
    made: Any = enum.Enum("Made", [("a", 1), ("b", 2)])
    assert (made.a.value, made.__module__) == (1, __name__)


def test_an_unknown_number_is_refused_as_by_python() -> None:
    by_python, swift = _both(enum.Enum, (("a", 1),))
    with pytest.raises(ValueError, match="2 is not a valid"):
        by_python(2)
    with pytest.raises(ValueError, match="2 is not a valid"):
        swift(2)


def test_members_survive_pickling() -> None:
    assert pickle.loads(pickle.dumps(QtCore.Qt.Key.Key_Return)) is QtCore.Qt.Key.Key_Return
