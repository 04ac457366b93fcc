"""The glyphs of a PDF page in the order in which the page draws them, read as the file says they read.

pdfminer interprets the page; this device differs from its own in that it obeys
``/ActualText``, keeps glyphs that have no reading instead of dropping them, and
never sorts by position: in Thai a mark and its letter share one place, and only
the order of drawing tells which belongs to which.
"""

from __future__ import annotations

import codecs
import math
from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from pdfminer.pdfdevice import PDFTextDevice
from pdfminer.pdffont import PDFFont
from pdfminer.pdfinterp import PDFPageInterpreter
from pdfminer.pdftypes import dict_value, resolve1, stream_value
from pdfminer.psparser import PSLiteral, literal_name
from pdfminer.utils import decode_text, mult_matrix

from circulars.errors import InputFileError
from parsers.clean import private_use
from parsers.font_program import EmbeddedFonts
from parsers.pdf_annotations import appearances
from parsers.pdf_content import operations, shapes

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pdfminer.pdfinterp import PDFStackT, PDFTextState
    from pdfminer.pdfpage import PDFPage
    from pdfminer.utils import Matrix

#: Stands for a glyph that the file gives no reading for.
UNREAD = "\ufffd"
#: No letter has so many glyphs on a page; a file that has is made to exhaust its reader.
MOST_GLYPHS = 200_000
#: Nor so much content, so many lines and shapes, or so many parts drawn from elsewhere.
MOST_CONTENT, MOST_DRAWINGS, MOST_PARTS = 24_000_000, 600_000, 20_000


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
    strokes: int  #: of how many lines and rectangles they are made
    hidden: int  #: how many glyphs are drawn invisibly, as over a scan


#: The operations that a page's text depends on, and what pdfminer calls them, with their operands' number.
_OPERATIONS = {
    **{name.encode(): (f"do_{name}", count) for name, count in (
        ("q", 0), ("Q", 0), ("cm", 6), ("BT", 0), ("ET", 0), ("Tm", 6), ("Td", 2), ("TD", 2), ("Tf", 2), ("Tc", 1),
        ("Tw", 1), ("Tz", 1), ("TL", 1), ("Ts", 1), ("Tr", 1), ("Tj", 1), ("TJ", 1), ("Do", 1), ("BMC", 1), ("BDC", 2),
        ("EMC", 0),
    )},
    b"T*": ("do_T_a", 0),
    b"'": ("do__q", 1),
    b'"': ("do__w", 3),
    b"EI": ("inline_picture", 0),
}  # fmt: skip


_new = tuple.__new__


class LetterInterpreter(PDFPageInterpreter):
    """Interprets pages for a `LetterDevice`, as far as their text depends on it."""

    device: LetterDevice

    def execute(self, streams: Sequence[object]) -> None:
        """Do the operations of content streams, none of which is being done already."""
        self.stream_ids.clear()
        content: list[bytes] = []
        for stream in map(stream_value, streams):
            if stream.objid is not None and stream.objid not in self.parent_stream_ids:
                self.stream_ids.add(stream.objid)
                content.append(stream.get_data())
        whole = b"\n".join(content)
        self.device.add_content(whole)
        methods = {word: (getattr(self, name), count) for word, (name, count) in _OPERATIONS.items()}
        for word, operands in operations(whole, methods):
            method, count = methods[word]
            if len(operands) >= count:
                method(*operands[len(operands) - count :])

    def do_BDC(self, tag: PDFStackT, props: PDFStackT) -> None:  # noqa: N802 - pdfminer's name
        """Begin a marked passage; its properties may stand in the page's resources."""
        if isinstance(props, PSLiteral):
            named = dict_value(self.resources.get("Properties") or {})
            props = resolve1(named.get(literal_name(props)))
        super().do_BDC(tag, props)

    def do_q(self) -> None:
        """Save what the text depends on."""
        self.gstack.append((self.ctm, self.textstate.copy(), self.graphicstate))

    def do_TJ(self, seq: PDFStackT) -> None:  # noqa: N802 - pdfminer's name
        """Show text."""
        if self.textstate.font is not None and isinstance(seq, list):
            self.device.show(self.textstate, self.textstate.font, seq)

    def inline_picture(self) -> None:
        """A picture that stands in the content itself was drawn."""
        self.device.render_image("", None)


class LetterDevice(PDFTextDevice):
    """Collects the glyphs of one page after another."""

    def __init__(self, fonts: EmbeddedFonts) -> None:
        super().__init__(fonts)
        self._fonts = fonts
        self._glyphs: list[Glyph] = []
        self._spans: list[tuple[int, str | None]] = []
        self._readings: defaultdict[int, dict[int, tuple[str, float]]] = defaultdict(dict)
        self._hidden = 0
        self._picture = 0.0
        self.drawings = self.strokes = 0
        self._content = self._parts = 0
        self._area = 1.0

    def draw(self, page: PDFPage) -> DrawnPage:
        """The glyphs of the page.

        Raises:
            InputFileError: If the page draws more glyphs than any letter has.
        """
        self._glyphs, self._spans, self._hidden = [], [], 0
        self._picture, self.drawings, self.strokes, self._content, self._parts = 0.0, 0, 0, 0, 0
        matrix, width, height = _upright(page)
        self._area = max(width * height, 1.0)
        interpreter = LetterInterpreter(self.rsrcmgr, self)
        interpreter.render_contents(page.resources, page.contents, ctm=matrix)
        for stream, place in appearances(page):
            above = interpreter.subinterp()
            above.render_contents(
                dict_value(stream.get("Resources") or {}), [stream], ctm=mult_matrix(place, matrix)
            )
        glyphs = tuple(
            one
            for one in self._glyphs
            if (0 <= one.x <= width and 0 <= one.y <= height and not one.turn)
            or _is_on_page(one, width, height)
        )
        return DrawnPage(
            width=width,
            height=height,
            glyphs=glyphs,
            pictures=min(self._picture, 1.0),
            drawings=self.drawings,
            strokes=self.strokes,
            hidden=self._hidden,
        )

    def add_content(self, content: bytes) -> None:
        """A part of the page begins, with this content.

        Raises:
            InputFileError: If the page has more than any letter.
        """
        self._content += len(content)
        self._parts += 1
        if self._content > MOST_CONTENT or self._parts > MOST_PARTS:
            raise InputFileError("pdf-too-heavy")
        painted, strokes = shapes(content)
        self.drawings += painted
        self.strokes += strokes
        if self.drawings > MOST_DRAWINGS:
            raise InputFileError("pdf-too-heavy")

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
            before = self._glyphs[start - 1] if start else None
            self._glyphs[start:] = with_actual_text(self._glyphs[start:], text, before)

    def render_image(self, name: str, stream: object) -> None:  # noqa: ARG002 - pdfminer's signature
        """A picture fills the unit square of its matrix."""
        a, b, c, d, _, _ = self.ctm or (0, 0, 0, 0, 0, 0)
        self._picture = max(self._picture, abs(a * d - b * c) / self._area)

    def show(self, state: PDFTextState, font: PDFFont, pieces: Sequence[object]) -> None:
        """A string is shown, its pieces moved by the numbers between them."""
        if self.ctm is None:
            return
        scaling = state.scaling * 0.01
        a, b, c, d, e, f = mult_matrix(state.matrix, self.ctm)
        turn, stretch = _turn(a, b), math.hypot(a, b)
        size = abs(state.fontsize) * math.hypot(c, d)
        step = state.fontsize * scaling
        between = state.charspace * scaling
        after_blank = 0 if font.is_multibyte() else state.wordspace * scaling
        number, glyphs = id(font), self._glyphs
        readings = self._readings[number]
        before = len(glyphs)
        x, rise = state.linematrix[0], state.linematrix[1] + state.rise
        # Held upright, the line runs from its start in this direction.
        start_x, start_y = turned(rise * c + e, rise * d + f, turn)
        along, down = turned(a, b, turn)
        decode, reading, add = font.decode, readings.get, glyphs.append
        for piece in pieces:
            if not isinstance(piece, bytes):
                x -= piece * 0.001 * step if isinstance(piece, int | float) else 0
                continue
            for code in decode(piece):
                text, width = reading(code) or self._read(font, code)
                place = (start_x + x * along, start_y + x * down, width * step * stretch)
                # Made without its own constructor, which takes twice as long.
                add(_new(Glyph, (text, *place, size, number, code, turn, False)))
                x += width * step + between
                if code == 32:
                    x += after_blank
        state.linematrix = (x, state.linematrix[1])
        self._hidden += len(glyphs) - before if state.render == 3 else 0
        if len(glyphs) > MOST_GLYPHS:
            raise InputFileError("pdf-too-heavy")

    def _read(self, font: PDFFont, cid: int) -> tuple[str, float]:
        found = self._readings[id(font)][cid] = (self._fonts.text(font, cid) or UNREAD, font.char_width(cid))
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


def with_actual_text(glyphs: Sequence[Glyph], text: str, before: Glyph | None = None) -> list[Glyph]:
    """The glyphs of a passage with the text that it says it reads, spread over its letters in order.

    A glyph that stands on the one before it (``before`` is the one before the passage) is no letter of its own.
    """
    if not glyphs:
        return []
    alone = [
        one.advance > 0 and not (last and is_over(one, last))
        for last, one in zip((before, *glyphs), glyphs, strict=False)
    ]
    bases = [index for index, one in enumerate(alone) if one] or [0]
    clusters = _clusters(text)
    share: list[str] = [""] * len(glyphs)
    for number, cluster in enumerate(clusters):
        share[bases[number * len(bases) // len(clusters)]] += cluster
    return [
        one._replace(text=new, actual=True)
        for one, new, stands in zip(glyphs, share, alone, strict=True)
        if new or stands
    ]


def is_over(glyph: Glyph, before: Glyph) -> bool:
    """Whether a glyph is drawn in the place of the one before it, as the marks of fonts are whose glyphs are all of one width."""
    return (
        before.advance > 0
        and before.text[:1] not in {"", *MARKS}
        and glyph.turn == before.turn
        and abs(glyph.x - before.x) < 0.1 * glyph.size
        and abs(glyph.y - before.y) < 0.5 * glyph.size
    )


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
    return char in MARKS


#: Thai marks, also as shaped by old fonts.
MARKS = frozenset("ัิีึืฺุู็่้๊๋์ํ๎") | {glyph for glyph, thai in private_use().items() if thai not in "ญฐ"}
