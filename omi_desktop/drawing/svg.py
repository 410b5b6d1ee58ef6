"""A drawing as SVG: alone in a file, or inside a page that gives its inks their colours."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from html import escape

from omi_desktop.drawing.shapes import (
    Drawing,
    Face,
    Ink,
    Lettering,
    Rectangle,
    Shape,
    Stroke,
    Words,
)

FAMILY = "Liberation Sans, Arimo, Arial, Helvetica, sans-serif"
"""Faces of the same widths, so that words end where they were measured to end."""
_BOLD = (Face.TITLE, Face.FIGURE, Face.HEADING)


def alone(drawing: Drawing, title: str, lettering: Lettering, colours: Mapping[Ink, str]) -> bytes:
    """Return a whole file on paper of its own; `title` and the numbers are told in words."""
    size = f'width="{_number(drawing.width)}" height="{_number(drawing.height)}"'
    lines = (
        '<?xml version="1.0" encoding="UTF-8"?>',
        f'<svg xmlns="http://www.w3.org/2000/svg" role="img" {size} viewBox="{_box(drawing)}" '
        'aria-labelledby="title words">',
        f'<title id="title">{_text(title)}</title>',
        f'<desc id="words">{_text(drawing.spoken)}</desc>',
        f'<rect width="100%" height="100%" fill="{colours[Ink.PAPER]}"/>',
        f'<g font-family="{FAMILY}">',
        *(_shape(shape, lettering, colours) for shape in drawing.shapes),
        "</g>",
        "</svg>",
        "",
    )
    return "\n".join(lines).encode()


def inside(drawing: Drawing, title: str, spoken: str, lettering: Lettering, key: str) -> str:
    """Return an element for a page; ids begin with the key, and inks and faces are classes."""
    lines = (
        f'<svg role="img" viewBox="{_box(drawing)}" aria-labelledby="{key}-title {key}-words">',
        f'<title id="{key}-title">{_text(title)}</title>',
        f'<desc id="{key}-words">{_text(spoken)}</desc>',
        *(_shape(shape, lettering, None) for shape in drawing.shapes),
        "</svg>",
    )
    return "\n".join(lines)


def rules() -> Iterator[str]:
    """Yield the style rules of a page that holds drawings; `--above` and so on are its colours."""
    yield f"svg text {{ font-family: {FAMILY}; }}"
    for ink in Ink:
        yield f"svg .fill-{ink} {{ fill: var(--{ink}); }}"
        yield f"svg .edge-{ink} {{ stroke: var(--{ink}); }}"


def _shape(shape: Shape, lettering: Lettering, colours: Mapping[Ink, str] | None) -> str:
    match shape:
        case Rectangle():
            place = " ".join(
                f'{name}="{_number(value)}"'
                for name, value in (
                    ("x", shape.x),
                    ("y", shape.y),
                    ("width", shape.width),
                    ("height", shape.height),
                )
            )
            look = _look(shape.fill, shape.edge, colours)
            return f'<rect {place} stroke-width="{_number(shape.thick)}" {look}/>'
        case Stroke():
            place = " ".join(
                f'{name}="{_number(value)}"'
                for name, value in (
                    ("x1", shape.x1),
                    ("y1", shape.y1),
                    ("x2", shape.x2),
                    ("y2", shape.y2),
                )
            )
            dashes = ' stroke-dasharray="4 2"' if shape.dashed else ""
            look = _look(None, shape.ink, colours)
            return f'<line {place} stroke-width="{_number(shape.thick)}"{dashes} {look}/>'
        case Words():
            return _words(shape, lettering, colours)


def _words(shape: Words, lettering: Lettering, colours: Mapping[Ink, str] | None) -> str:
    weight = ' font-weight="bold"' if shape.face in _BOLD else ""
    anchor = "" if shape.anchor == "start" else f' text-anchor="{shape.anchor}"'
    size = _number(lettering.size(shape.face))
    look = _look(shape.ink, None, colours)
    # As long as they were measured, whichever face there is: wider letters would run into the bars.
    long = _number(lettering.width(shape.words, shape.face))
    fits = f'textLength="{long}" lengthAdjust="spacingAndGlyphs"'
    return (
        f'<text x="{_number(shape.x)}" y="{_number(shape.y)}" font-size="{size}"{weight}{anchor} '
        f"{fits} {look}>{_text(shape.words)}</text>"
    )


def _look(fill: Ink | None, edge: Ink | None, colours: Mapping[Ink, str] | None) -> str:
    if colours is None:
        names = [f"fill-{fill}"] if fill else []
        names += [f"edge-{edge}"] if edge else []
        return f'class="{" ".join(names)}"'
    told = [f'fill="{colours[fill]}"'] if fill else []
    told += [f'stroke="{colours[edge]}"'] if edge else []
    return " ".join(told)


def _box(drawing: Drawing) -> str:
    return f"0 0 {_number(drawing.width)} {_number(drawing.height)}"


def _number(value: float) -> str:
    return f"{value:.2f}".rstrip("0").rstrip(".")


def _text(words: str) -> str:
    # What no XML may hold, and half a surrogate pair, which no file can.
    clean = "".join(c if c.isprintable() or c == "\u00a0" else " " for c in words)
    return escape(clean)
