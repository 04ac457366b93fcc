"""The glyphs of a PDF page in the order in which the page draws them, read as the file says they read.

pdfminer interprets the page; this device differs from its own in that it obeys
``/ActualText``, keeps glyphs that have no reading instead of dropping them, and
never sorts by position: in Thai a mark and its letter share one place, and only
the order of drawing tells which belongs to which.
"""

from __future__ import annotations

import codecs
import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from pdfminer.pdfdevice import PDFTextDevice
from pdfminer.pdffont import PDFFont
from pdfminer.pdfinterp import PDFPageInterpreter
from pdfminer.pdftypes import dict_value, resolve1
from pdfminer.psparser import PSLiteral, literal_name
from pdfminer.utils import decode_text

from circulars.errors import InputFileError
from parsers.clean import private_use
from parsers.font_program import EmbeddedFonts

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pdfminer.pdfcolor import PDFColorSpace
    from pdfminer.pdfdevice import PDFTextSeq
    from pdfminer.pdfinterp import PDFGraphicState, PDFStackT, PDFTextState
    from pdfminer.pdfpage import PDFPage
    from pdfminer.utils import Matrix, PathSegment

#: Stands for a glyph that the file gives no reading for.
UNREAD = "\ufffd"
#: No letter has so many glyphs on a page; a file that has is made to exhaust its reader.
MOST_GLYPHS = 200_000


class Glyph(NamedTuple):
    """One glyph as drawn; a tuple, because a page has thousands. Lengths are in points; x and y are of its origin, from the page's top left corner.

    For turned text the page is turned with it, so that every line runs from
    left to right: ``turn`` counts the quarters.
    """

    text: str
    x: float
    y: float
    advance: float
    size: float  #: of the font, in points on the page
    font: int  #: the same number for all glyphs of a font
    code: int  #: the glyph's code in its font
    turn: int = 0
    actual: bool = False  #: its reading is the page's own word, not the font's


@dataclass(frozen=True, slots=True, kw_only=True)
class DrawnPage:
    """What a page draws: its glyphs in their order, and how much of it is pictures."""

    width: float
    height: float
    glyphs: tuple[Glyph, ...]
    pictures: float  #: the share of the page that its largest picture covers
    drawings: int  #: how many paths are painted
    hidden: int  #: how many glyphs are drawn invisibly, as over a scan


class LetterInterpreter(PDFPageInterpreter):
    """Interprets pages for a `LetterDevice`."""

    def do_BDC(self, tag: PDFStackT, props: PDFStackT) -> None:  # noqa: N802 - pdfminer's name
        """Begin a marked passage; its properties may stand in the page's resources."""
        if isinstance(props, PSLiteral):
            named = dict_value(self.resources.get("Properties") or {})
            props = resolve1(named.get(literal_name(props)))
        super().do_BDC(tag, props)


class LetterDevice(PDFTextDevice):
    """Collects the glyphs of one page after another."""

    def __init__(self, fonts: EmbeddedFonts) -> None:
        super().__init__(fonts)
        self._fonts = fonts
        self._glyphs: list[Glyph] = []
        self._spans: list[tuple[int, str | None]] = []
        self._readings: dict[tuple[int, int], tuple[str, float]] = {}
        self._render = 0
        self._hidden = 0
        self._picture = 0.0
        self._drawings = 0
        self._area = 1.0

    def draw(self, page: PDFPage) -> DrawnPage:
        """The glyphs of the page.

        Raises:
            InputFileError: If the page draws more glyphs than any letter has.
        """
        self._glyphs, self._spans, self._hidden = [], [], 0
        self._picture, self._drawings = 0.0, 0
        matrix, width, height = _upright(page)
        self._area = max(width * height, 1.0)
        interpreter = LetterInterpreter(self.rsrcmgr, self)
        interpreter.render_contents(page.resources, page.contents, ctm=matrix)
        glyphs = tuple(one for one in self._glyphs if _is_on_page(one, width, height))
        return DrawnPage(
            width=width,
            height=height,
            glyphs=glyphs,
            pictures=min(self._picture, 1.0),
            drawings=self._drawings,
            hidden=self._hidden,
        )

    def begin_tag(self, tag: PSLiteral, props: PDFStackT | None = None) -> None:  # noqa: ARG002 - pdfminer's signature
        """A marked passage begins, perhaps one that says what it reads."""
        actual = props.get("ActualText") if isinstance(props, dict) else None
        self._spans.append((len(self._glyphs), None if actual is None else _decoded(resolve1(actual))))

    def end_tag(self) -> None:
        """A marked passage ends."""
        if not self._spans:
            return
        start, text = self._spans.pop()
        if text is not None:
            self._glyphs[start:] = with_actual_text(self._glyphs[start:], text)

    def render_image(self, name: str, stream: object) -> None:  # noqa: ARG002 - pdfminer's signature
        """A picture fills the unit square of its matrix."""
        a, b, c, d, _, _ = self.ctm or (0, 0, 0, 0, 0, 0)
        self._picture = max(self._picture, abs(a * d - b * c) / self._area)

    def paint_path(
        self,
        graphicstate: PDFGraphicState,  # noqa: ARG002 - pdfminer's signature
        stroke: bool,  # noqa: ARG002
        fill: bool,  # noqa: ARG002
        evenodd: bool,  # noqa: ARG002
        path: Sequence[PathSegment],  # noqa: ARG002
    ) -> None:
        """A line or a shape is drawn."""
        self._drawings += 1

    def render_string(
        self, textstate: PDFTextState, seq: PDFTextSeq, ncs: PDFColorSpace, graphicstate: PDFGraphicState
    ) -> None:
        """A string is shown."""
        self._render = textstate.render
        if textstate.font is not None:
            super().render_string(textstate, seq, ncs, graphicstate)

    def render_char(  # noqa: PLR0917 - pdfminer's signature
        self,
        matrix: Matrix,
        font: PDFFont,
        fontsize: float,
        scaling: float,
        rise: float,
        cid: int,
        ncs: PDFColorSpace,  # noqa: ARG002 - pdfminer's signature
        graphicstate: PDFGraphicState,  # noqa: ARG002
    ) -> float:
        """A glyph is shown; the answer is how far to move on, in text space."""
        text, width = self._readings.get((id(font), cid)) or self._read(font, cid)
        advance = width * fontsize * scaling
        if len(self._glyphs) >= MOST_GLYPHS:
            raise InputFileError("pdf-too-heavy")
        self._hidden += self._render == 3
        a, b, c, d, x, y = matrix
        turn = _turn(a, b)
        x, y = turned(x + c * rise, y + d * rise, turn)
        size = abs(fontsize) * math.hypot(c, d)
        self._glyphs.append(Glyph(text, x, y, advance * math.hypot(a, b), size, id(font), cid, turn))
        return advance

    def _read(self, font: PDFFont, cid: int) -> tuple[str, float]:
        found = self._readings[id(font), cid] = (self._fonts.text(font, cid) or UNREAD, font.char_width(cid))
        return found


def _upright(page: PDFPage) -> tuple[Matrix, float, float]:
    """The matrix that turns the page's visible part upright, y downwards, and its width and height."""
    left, bottom, right, top = page.cropbox
    if page.rotate == 90:
        return (0, 1, 1, 0, -bottom, -left), top - bottom, right - left
    if page.rotate == 180:
        return (-1, 0, 0, 1, right, -bottom), right - left, top - bottom
    if page.rotate == 270:
        return (0, -1, -1, 0, top, right), top - bottom, right - left
    return (1, 0, 0, -1, -left, top), right - left, top - bottom


def _turn(a: float, b: float) -> int:
    """How many quarters a line that runs in direction (a, b), y downwards, is turned to the right."""
    if abs(b) <= abs(a):
        return 0 if a >= 0 else 2
    return 1 if b > 0 else 3


def turned(x: float, y: float, turn: int) -> tuple[float, float]:
    """A point of the page as seen when turned text is held upright."""
    return ((x, y), (y, -x), (-x, -y), (-y, x))[turn]


def unturned(x: float, y: float, turn: int) -> tuple[float, float]:
    """A point of turned text where it stands on the page."""
    return turned(x, y, -turn % 4)


def _is_on_page(glyph: Glyph, width: float, height: float) -> bool:
    x, y = unturned(glyph.x, glyph.y, glyph.turn)
    return -glyph.size <= x <= width + glyph.size and -glyph.size <= y <= height + glyph.size


def _decoded(actual: object) -> str | None:
    """The text that a passage says it reads."""
    if not isinstance(actual, bytes):
        return None
    if actual.startswith(codecs.BOM_UTF8):
        return actual[3:].decode("utf-8", "replace")
    return decode_text(actual)


def with_actual_text(glyphs: Sequence[Glyph], text: str) -> list[Glyph]:
    """The glyphs of a passage with the text that it says it reads, spread over its letters in order."""
    if not glyphs:
        return []
    bases = [index for index, one in enumerate(glyphs) if one.advance > 0] or [0]
    clusters = _clusters(text)
    share: list[str] = [""] * len(glyphs)
    for number, cluster in enumerate(clusters):
        share[bases[number * len(bases) // len(clusters)]] += cluster
    return [
        one._replace(text=new, actual=True)
        for one, new in zip(glyphs, share, strict=True)
        if new or one.advance > 0
    ]


def _clusters(text: str) -> list[str]:
    """The text cut before each character that stands by itself."""
    clusters: list[str] = []
    for char in text:
        if clusters and is_mark(char):
            clusters[-1] += char
        else:
            clusters.append(char)
    return clusters


def is_mark(char: str) -> bool:
    """Whether a character is drawn above or below the one before it."""
    return char in _MARKS


#: Thai marks, also as shaped by old fonts.
_MARKS = frozenset("ัิีึืฺุู็่้๊๋์ํ๎") | {glyph for glyph, thai in private_use().items() if thai not in "ญฐ"}
