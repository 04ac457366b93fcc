"""What lies upon a page: filled form fields, text boxes and stamps that were added to the finished file."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from pdfminer.pdfparser import PDFSyntaxError
from pdfminer.pdftypes import PDFStream, dict_value, int_value, list_value, num_value, resolve1
from pdfminer.psparser import PSLiteral, literal_name
from pdfminer.utils import MATRIX_IDENTITY, apply_matrix_pt, mult_matrix

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pdfminer.pdfpage import PDFPage
    from pdfminer.utils import Matrix

#: Flags of an annotation that is not shown: hidden, and not viewed.
_NOT_SHOWN = 0b100010
#: These have no words of the page in them: links, and windows that open over it.
_NO_TEXT = {"Link", "Popup"}


class Appearance(NamedTuple):
    """How an annotation is drawn."""

    stream: PDFStream
    matrix: Matrix  #: from its own space to that of the page


def appearances(page: PDFPage) -> Iterator[Appearance]:
    """The shown annotations of a page, in order; broken ones are passed over."""
    for reference in list_value(resolve1(page.annots) or []):
        try:
            annotation = dict_value(reference)
            if _is_shown(annotation) and (stream := _stream(annotation)) is not None:
                yield Appearance(stream, _placed(annotation, stream))
        except (PDFSyntaxError, TypeError, ValueError, LookupError, ZeroDivisionError):
            continue


def _is_shown(annotation: dict[str, object]) -> bool:
    kind = resolve1(annotation.get("Subtype"))
    name = literal_name(kind) if isinstance(kind, PSLiteral) else ""
    return name not in _NO_TEXT and not int_value(annotation.get("F", 0)) & _NOT_SHOWN


def _stream(annotation: dict[str, object]) -> PDFStream | None:
    """The normal appearance; of one with states (a tick box), that of its present state."""
    normal = resolve1(dict_value(annotation.get("AP", {})).get("N"))
    if isinstance(normal, dict):
        state = resolve1(annotation.get("AS"))
        normal = resolve1(normal.get(literal_name(state))) if isinstance(state, PSLiteral) else None
    return normal if isinstance(normal, PDFStream) else None


def _placed(annotation: dict[str, object], stream: PDFStream) -> Matrix:
    """The matrix that fits the appearance into the annotation's rectangle (ISO 32000-1, 12.5.5)."""
    own = _numbers(stream.get("Matrix"), MATRIX_IDENTITY)
    left, bottom, right, top = _numbers(stream.get("BBox"), (0, 0, 1, 1))
    corners = [apply_matrix_pt(_matrix(own), (x, y)) for x in (left, right) for y in (bottom, top)]
    low_x, high_x = min(x for x, _ in corners), max(x for x, _ in corners)
    low_y, high_y = min(y for _, y in corners), max(y for _, y in corners)
    x0, y0, x1, y1 = _numbers(annotation.get("Rect"), (0, 0, 0, 0))
    across = (max(x0, x1) - min(x0, x1)) / (high_x - low_x)
    up = (max(y0, y1) - min(y0, y1)) / (high_y - low_y)
    fit: Matrix = (across, 0, 0, up, min(x0, x1) - low_x * across, min(y0, y1) - low_y * up)
    return mult_matrix(_matrix(own), fit)


def _numbers(given: object, default: tuple[float, ...]) -> tuple[float, ...]:
    if given is None:
        return default
    return tuple(float(num_value(one)) for one in list_value(given))


def _matrix(numbers: tuple[float, ...]) -> Matrix:
    a, b, c, d, e, f = numbers
    return a, b, c, d, e, f
