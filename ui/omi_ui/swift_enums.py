"""Make the enums of Qt's binding in a fraction of the time.

PySide6 makes an enum of Python for every enum of every class of Qt that is touched: 210 with 3,800
members before the first window stands. Python 3.11 works out each class anew and takes each member
through a descriptor; here an empty enum is made by Python once for each kind, and copied, and the
members are put into the copy as Python would have left them. Other Pythons make their enums
themselves.
"""

from __future__ import annotations

import enum
import sys
from collections.abc import Callable
from functools import cache, lru_cache
from typing import Any, TypeAlias

Pairs: TypeAlias = "list[tuple[str, int]] | tuple[tuple[str, int], ...]"

_PLAIN = (enum.Enum, enum.IntEnum, enum.Flag, enum.IntFlag)
_BY_PYTHON: Callable[..., Any] = vars(enum.EnumType)["_create_"]
_new_class = type.__new__
_enter = type.__setattr__
"""An enum refuses to be given members; as a class it does not."""
_SAMPLE = (("one", 1), ("two", 2), ("again", 2), ("all", 7), ("none", 0))
_OF_A_CLASS = {"__dict__", "__weakref__", "__module__", "__qualname__"}


def make_enums_swiftly() -> None:
    """Take over the making of enums from names and numbers; calling twice does no harm."""
    if sys.version_info[:2] == (3, 11):
        enum.EnumType._create_ = _create  # type: ignore[attr-defined]


@cache
def kinds_taken() -> tuple[type[enum.Enum], ...]:
    """Return the kinds that come out here as this very release of Python makes them.

    What a flag keeps of its bits has changed within 3.11; where it is another way, or anything
    else is, the kind is left to Python.
    """
    return tuple(kind for kind in _PLAIN if _inside(_swift(kind)) == _inside(_by_python(kind)))


def _swift(kind: type[enum.Enum]) -> Any:
    return _filled(kind, "Sample", _SAMPLE, __name__, None, enum.KEEP)


def _by_python(kind: type[enum.Enum]) -> Any:
    return _BY_PYTHON(kind, "Sample", _SAMPLE, module=__name__, boundary=enum.KEEP)


def _inside(made: Any) -> dict[str, str]:
    """Return all that an enum keeps, but for how it does things."""
    return {
        name: "" if callable(value) else repr(value)
        for name, value in vars(made).items()
        if name not in ("__dict__", "__weakref__", "__doc__")
    }


def _create(
    cls: Any,
    class_name: str,
    names: Any,
    *,
    module: str | None = None,
    qualname: str | None = None,
    type: Any = None,  # noqa: A002 - the name Python gives it
    start: int = 1,
    boundary: Any = None,
) -> Any:
    """Return what `EnumType._create_` returns, which also makes whatever is not plain."""
    if module is None:
        # As Python finds it: that of whoever called the enum.
        module = sys._getframe(2).f_globals.get("__name__")
    if module is None or type is not None or cls not in kinds_taken() or not _are_plain(cls, names):
        how = {"module": module, "qualname": qualname, "type": type, "start": start}
        return _BY_PYTHON(cls, class_name, names, **how, boundary=boundary)
    return _filled(cls, class_name, names, module, qualname, boundary)


def _filled(
    cls: Any, class_name: str, names: Pairs, module: str, qualname: str | None, boundary: Any
) -> Any:
    """Return a copy of the empty enum of this kind, with its members in it."""
    own = {
        name: value.copy() if isinstance(value, dict | list) else value
        for name, value in _empty(cls, boundary)
    }
    own["__module__"] = module
    if qualname is not None:
        own["__qualname__"] = qualname
    made = _new_class(enum.EnumType, class_name, (cls,), own)
    if issubclass(cls, enum.Flag):
        _fill_flag(made, names)
    else:
        _fill(made, names)
    return made


def _are_plain(cls: type[enum.Enum], names: object) -> bool:
    """Tell whether these are pairs of ordinary names, each once, and whole numbers."""
    if not isinstance(names, list | tuple):
        return False
    seen = set(_taken(cls))
    for pair in names:
        if type(pair) is not tuple:
            return False
        name, value = pair
        if type(value) is not int or type(name) is not str or name in seen or name[:1] == "_":
            return False
        seen.add(name)
    return True


@lru_cache(maxsize=len(_PLAIN))
def _taken(cls: type[enum.Enum]) -> frozenset[str]:
    """Return the names for which Python does more: those of the base classes, and refused ones."""
    return frozenset({"mro", ""}.union(*(vars(base) for base in cls.__mro__)))


@cache
def _empty(cls: type[enum.Enum], boundary: object) -> tuple[tuple[str, object], ...]:
    """Return what Python puts into an enum of this kind before its members."""
    made = _BY_PYTHON(cls, "Empty", (), module=__name__, boundary=boundary)
    return tuple((name, value) for name, value in vars(made).items() if name not in _OF_A_CLASS)


def _fill(made: Any, names: Pairs) -> None:
    by_name, by_value, listed = made._member_map_, made._value2member_map_, made._member_names_
    is_number = issubclass(made, int)
    for name, value in names:
        member = by_value.get(value)
        if member is None:
            member = int.__new__(made, value) if is_number else object.__new__(made)
            member._value_ = value
            member._name_ = name
            member.__objclass__ = made
            member._sort_order_ = len(listed)
            by_value[value] = member
            listed.append(name)
        by_name[name] = member
        _enter(made, name, member)


def _fill_flag(made: Any, names: Pairs) -> None:
    """Fill a flag, in which only a single bit counts as a member of its own."""
    _fill(made, names)
    by_value, mask, singles = made._value2member_map_, 0, 0
    listed: list[str] = []
    for value, member in by_value.items():
        mask |= value
        member._sort_order_ = len(listed)
        if value and not value & (value - 1):
            singles |= value
            listed.append(member._name_)
    _enter(made, "_member_names_", listed)
    every_bit = 2 ** mask.bit_length() - 1
    for kept, bits in (("flag_mask", mask), ("singles_mask", singles), ("all_bits", every_bit)):
        _enter(made, f"_{kept}_", bits)
    in_order = [made._member_map_[name]._value_ for name in listed]
    if in_order != sorted(in_order):
        _enter(made, "_iter_member_", made._iter_member_by_def_)
