"""A PDF of a letter as it came, with a text behind each page that can be searched and copied.

The text is drawn invisibly over the page's own picture, every cluster of it as one glyph of a font without shapes,
whose character map says the whole cluster: so no reader can take a mark from its letter. The page looks as before.
"""

from __future__ import annotations

import zlib
from functools import cache
from io import BytesIO
from typing import TYPE_CHECKING

from fontTools.fontBuilder import FontBuilder
from fontTools.pens.ttGlyphPen import TTGlyphPen
from pikepdf import (
    Array,
    Dictionary,
    Name,
    Page,
    Pdf,
    PdfError,
    Stream,
    parse_content_stream,
    unparse_content_stream,
)

from circulars.errors import InputFileError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from pikepdf import Object
    from PIL.Image import Image

    from circulars.source import Box

    #: The clusters of a line in order, each with its place; a blank that was not drawn has none.
    TextLine = Sequence[tuple[str, Box | None]]
    TextPage = Sequence[TextLine]

#: A character map may hold at most a hundred entries in one block.
_BLOCK = 100
#: Dots an inch of a page that is drawn anew.
_DOTS = 300
_MOST_PIXELS = 40_000_000
#: Of the height of a line, what lies below its base.
_DESCENT = 0.25
_FONT = "/SarabanText"
#: The rendering mode of text that is not shown (ISO 32000-1, 9.3.6).
_INVISIBLE = 3
_SHOWING = {"Tj", "TJ", "'", '"'}


def searchable(pdf: bytes, pages: Sequence[TextPage], name: str) -> bytes:
    """The PDF with the text of each page behind it; the same bytes for the same input.

    A page whose own text reads right already stays as it is. One that shows letters which read wrongly becomes a
    picture of itself, for they cannot be silenced.

    Args:
        pdf: The document as it came.
        pages: The text of every page, places in points from its top left corner as it is seen.
        name: What the file is called, for messages.

    Raises:
        InputFileError: If the document cannot be written anew.
    """
    try:
        with Pdf.open(BytesIO(pdf)) as document:
            codes, own = _codes(pages), _own_texts(pdf)
            font = _font(document, codes)
            for number, (page, text) in enumerate(zip(document.pages, pages, strict=True)):
                if _letters(own[number]) == _letters("".join(part for line in text for part, _ in line)):
                    continue
                if not _without_hidden_text(document, page):
                    _draw_anew(document, page, pdf, number)
                _put_behind(document, page, font, _content(page, text, codes))
            out = BytesIO()
            document.save(out, deterministic_id=True)
    except (PdfError, ValueError) as error:
        raise InputFileError("pdf-damaged", file=name) from error
    return out.getvalue()


def _own_texts(pdf: bytes) -> list[str]:
    """What each page reads as it is."""
    import pypdfium2 as pdfium

    document = pdfium.PdfDocument(pdf)
    texts = [page.get_textpage().get_text_bounded() for page in document]
    document.close()
    return texts


def _letters(text: str) -> str:
    return "".join(text.split())


def _codes(pages: Iterable[TextPage]) -> dict[str, int]:
    """A code for every cluster that occurs."""
    texts = {text for page in pages for line in page for text, _ in line}
    return {text: code for code, text in enumerate(sorted(texts | {" "}), start=1)}


def _font(document: Pdf, codes: Mapping[str, int]) -> Dictionary:
    """A font of glyphs without shapes, each as wide as the font is high."""
    descriptor = Dictionary(
        Type=Name.FontDescriptor, FontName=Name(_FONT), Flags=4, FontBBox=Array([0, -250, 1000, 750]), ItalicAngle=0,
        Ascent=750, Descent=-250, CapHeight=750, StemV=80, FontFile2=Stream(document, _box_font()),
    )  # fmt: skip
    descendant = Dictionary(
        Type=Name.Font, Subtype=Name.CIDFontType2, BaseFont=Name(_FONT), DW=1000, CIDToGIDMap=Stream(document, bytes((0, 1)) * (max(codes.values()) + 1)),
        CIDSystemInfo=Dictionary(Registry=b"Adobe", Ordering=b"Identity", Supplement=0),
        FontDescriptor=document.make_indirect(descriptor),
    )  # fmt: skip
    return document.make_indirect(
        Dictionary(
            Type=Name.Font,
            Subtype=Name.Type0,
            BaseFont=Name(_FONT),
            Encoding=Name("/Identity-H"),
            DescendantFonts=Array([document.make_indirect(descendant)]),
            ToUnicode=Stream(document, _character_map(codes)),
        )
    )


@cache
def _box_font() -> bytes:
    """A font whose only glyph is a box: some readers pass over letters that take no room on the page."""
    builder = FontBuilder(1000, isTTF=True)
    builder.setupGlyphOrder([".notdef", "box"])
    builder.setupCharacterMap({0x25A0: "box"})
    pen = TTGlyphPen(None)
    for move, point in (
        (pen.moveTo, (0, -250)),
        (pen.lineTo, (0, 750)),
        (pen.lineTo, (1000, 750)),
        (pen.lineTo, (1000, -250)),
    ):
        move(point)
    pen.closePath()
    box = pen.glyph()
    builder.setupGlyf({".notdef": box, "box": box})
    builder.setupHorizontalMetrics({".notdef": (1000, 0), "box": (1000, 0)})
    builder.setupHorizontalHeader(ascent=750, descent=-250)
    builder.setupNameTable({"familyName": "SarabanText", "styleName": "Regular"})
    builder.setupOS2(sTypoAscender=750, sTypoDescender=-250, usWinAscent=750, usWinDescent=250)
    builder.setupPost()
    builder.font["head"].created = builder.font["head"].modified = 0
    builder.font.recalcTimestamp = False
    out = BytesIO()
    builder.save(out)
    return out.getvalue()


def _character_map(codes: Mapping[str, int]) -> bytes:
    entries = [f"<{code:04X}> <{text.encode('utf-16-be').hex().upper()}>" for text, code in codes.items()]
    blocks = [entries[at : at + _BLOCK] for at in range(0, len(entries), _BLOCK)]
    body = "\n".join("\n".join([f"{len(one)} beginbfchar", *one, "endbfchar"]) for one in blocks)
    return (
        "/CIDInit /ProcSet findresource begin\n12 dict begin\nbegincmap\n"
        "/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def\n"
        "/CMapName /Adobe-Identity-UCS def\n/CMapType 2 def\n"
        f"1 begincodespacerange\n<0000> <FFFF>\nendcodespacerange\n{body}\nendcmap\n"
        "CMapName currentdict /CMap defineresource pop\nend\nend\n"
    ).encode("ascii")


def _content(page: Page, lines: Iterable[TextLine], codes: Mapping[str, int]) -> bytes:
    """The operations that write the lines invisibly."""
    left, bottom, right, top = (float(one) for one in page.cropbox)
    turn = int(page.get("/Rotate", 0)) % 360
    seen = {
        0: f"1 0 0 1 {left:.2f} {top:.2f}", 90: f"0 1 -1 0 {left:.2f} {bottom:.2f}",
        180: f"-1 0 0 -1 {right:.2f} {bottom:.2f}", 270: f"0 -1 1 0 {right:.2f} {top:.2f}",
    }[turn]  # fmt: skip
    parts = [part for line in lines for part in _line(line, codes)]
    return (
        f"q {seen} cm BT {_FONT} 1 Tf 3 Tr\n".encode("ascii") + "\n".join(parts).encode("ascii") + b"\nET Q\n"
    )


def _line(line: TextLine, codes: Mapping[str, int]) -> Iterator[str]:
    placed = [box for _, box in line if box is not None]
    if not placed:
        return
    size = max(min(max(box[3] - box[1] for box in placed), 200.0), 1.0)
    after: float | None = None
    for at, (text, box) in enumerate(line):
        if box is None:
            if after is None:
                continue
            following = next((one for _, one in line[at + 1 :] if one is not None), None)
            x0, x1 = after, following[0] if following and following[0] > after else after + 0.25 * size
            y = _base(placed[-1] if following is None else following)
        else:
            x0, x1, y = box[0], box[2], _base(box)
        width = max(x1 - x0, 0.1)
        yield f"{100 * width / size:.2f} Tz {size:.2f} 0 0 {size:.2f} {x0:.2f} {-y:.2f} Tm <{codes[text]:04X}> Tj"
        after = x0 + width


def _base(box: Box) -> float:
    return box[3] - _DESCENT * (box[3] - box[1])


def _put_behind(document: Pdf, page: Page, font: Dictionary, content: bytes) -> None:
    page.contents_add(Stream(document, b"q\n"), prepend=True)
    page.contents_add(Stream(document, b"\nQ\n" + content))
    resources = page.obj.get("/Resources")
    if resources is None:
        resources = page.obj["/Resources"] = Dictionary()
    if "/Font" not in resources:
        resources["/Font"] = Dictionary()
    resources["/Font"][_FONT] = font


def _without_hidden_text(document: Pdf, page: Page) -> bool:
    """Take out what another program wrote invisibly over the page; False if it shows letters of its own."""
    kept = []
    hidden = [False]
    for one in parse_content_stream(page):
        operands, name = one.operands, str(one.operator)
        if name == "q":
            hidden.append(hidden[-1])
        elif name == "Q" and len(hidden) > 1:
            hidden.pop()
        elif name == "Tr" and operands:
            hidden[-1] = int(operands[0]) == _INVISIBLE
        if name not in _SHOWING:
            kept.append(one)
        elif not hidden[-1]:
            return False
    inner = page.obj.get("/Resources", Dictionary()).get("/XObject", Dictionary())
    if any(_shows_text(one) for one in inner.values()):
        return False
    page.obj["/Contents"] = Stream(document, unparse_content_stream(kept))
    return True


def _shows_text(inner: Object) -> bool:
    """Whether a part of the page that is drawn from elsewhere has letters."""
    if inner.get("/Subtype") != Name.Form:
        return False
    return any(str(one.operator) in _SHOWING for one in parse_content_stream(inner))


def _draw_anew(document: Pdf, page: Page, pdf: bytes, number: int) -> None:
    """Put the page's picture in the place of its content."""
    import pypdfium2 as pdfium

    drawn = pdfium.PdfDocument(pdf)[number]
    width, height = drawn.get_size()
    scale = min(_DOTS / 72, (_MOST_PIXELS / max(width * height, 1)) ** 0.5)
    pixels = drawn.render(scale=scale, rev_byteorder=True).to_numpy()[:, :, :3]
    picture = _image(
        document, zlib.compress(pixels.tobytes()), (pixels.shape[1], pixels.shape[0]), Name.FlateDecode
    )
    for key in ("/CropBox", "/Rotate", "/Annots"):
        if key in page.obj:
            del page.obj[key]
    _show(document, page, picture, width, height)


def _show(document: Pdf, page: Page, picture: Object, width: float, height: float) -> None:
    """Make the page one picture."""
    page.obj["/MediaBox"] = Array([0, 0, round(width, 2), round(height, 2)])
    page.obj["/Resources"] = Dictionary(XObject=Dictionary(Page=picture))
    page.obj["/Contents"] = Stream(
        document, f"q {width:.2f} 0 0 {height:.2f} 0 0 cm /Page Do Q".encode("ascii")
    )


def _image(
    document: Pdf, data: bytes, size: tuple[int, int], packed: Name, space: Name = Name.DeviceRGB
) -> Object:
    picture = Stream(document, data)
    for key, value in (
        ("/Type", Name.XObject), ("/Subtype", Name.Image), ("/Width", size[0]), ("/Height", size[1]),
        ("/ColorSpace", space), ("/BitsPerComponent", 8), ("/Filter", packed),
    ):  # fmt: skip
        picture[key] = value
    return document.make_indirect(picture)


def pdf_of_pictures(data: bytes, sizes: Sequence[tuple[float, float]], name: str) -> bytes:
    """A PDF of the pages of a picture file, whose pixels stay as they are.

    Args:
        data: The file.
        sizes: Width and height of each page in points, as it is seen.
        name: What the file is called, for messages.

    Raises:
        InputFileError: If the picture cannot be opened.
    """
    from PIL import Image as Images
    from PIL import ImageOps, UnidentifiedImageError
    from pillow_heif import register_heif_opener

    register_heif_opener()
    out = BytesIO()
    try:
        with Images.open(BytesIO(data)) as image, Pdf.new() as document:
            plain = (
                image.format == "JPEG" and image.mode in {"L", "RGB"} and image.getexif().get(0x0112, 1) == 1
            )
            for number, size in enumerate(sizes):
                image.seek(number)
                page = document.add_blank_page(page_size=size)
                if plain:
                    space = Name.DeviceGray if image.mode == "L" else Name.DeviceRGB
                    picture = _image(document, data, image.size, Name.DCTDecode, space)
                else:
                    seen = _on_white(ImageOps.exif_transpose(image))
                    picture = _image(document, zlib.compress(seen.tobytes()), seen.size, Name.FlateDecode)
                _show(document, page, picture, *size)
            document.save(out, deterministic_id=True)
    except (OSError, SyntaxError, ValueError, EOFError, UnidentifiedImageError) as error:
        raise InputFileError("picture-damaged", file=name) from error
    return out.getvalue()


def _on_white(image: Image) -> Image:
    from PIL import Image as Images

    if image.mode in {"RGBA", "LA", "PA"} or "transparency" in image.info:
        image = image.convert("RGBA")
        return Images.alpha_composite(Images.new("RGBA", image.size, "white"), image).convert("RGB")
    return image.convert("RGB")
