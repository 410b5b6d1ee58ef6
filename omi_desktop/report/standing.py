"""The standing text: what every report of a programme says in the same words."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from omi_desktop.assets import asset

if TYPE_CHECKING:
    from collections.abc import Mapping


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece of standing text under its own heading, "" where it has none.

    It stands in every report, or `only` in that of a "whole" inspection or of the "thread" alone.
    """

    heading: str
    only: str
    paragraphs: tuple[str, ...]
    items: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Standing:
    """The standing text by its part of the report, and the abbreviations with their meanings."""

    parts: Mapping[str, tuple[Piece, ...]]
    abbreviations: tuple[tuple[str, str], ...]


@cache
def standing() -> Standing:
    """Return the standing text as it ships with the program."""
    text = tomllib.loads(asset("text/report.toml").read_text(encoding="utf-8"))
    terms = tomllib.loads(asset("text/abbreviations.toml").read_text(encoding="utf-8"))
    return Standing(
        parts={
            part: tuple(
                Piece(
                    heading=piece.get("heading", ""),
                    only=piece.get("only", ""),
                    paragraphs=tuple(piece.get("paragraphs", ())),
                    items=tuple(piece.get("items", ())),
                )
                for piece in pieces
            )
            for part, pieces in text.items()
        },
        abbreviations=tuple(sorted(terms.items(), key=lambda entry: entry[0].casefold())),
    )
