"""Letters as Word documents (.docx), written part by part: the looks are in ``templates/docx/styles.xml``."""

from __future__ import annotations

from functools import lru_cache
from html import escape
from importlib.resources import files
from string import Template
from typing import TYPE_CHECKING

from generator.docx_table import table_xml
from generator.emblem import emblem_picture
from generator.fitting import Fit
from generator.png import Picture
from generator.qr import BORDER, QR_CM, modules_across, qr_png
from generator.sentences import LINE_BREAK
from generator.table_layout import TABLE
from generator.words import Line, letter_lines
from generator.zip_package import PackedPart, package, packed

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from circulars.letter import Letter
    from circulars.office import OfficeProfile

#: English Metric Units, in which pictures are measured.
EMU_PER_CM = 360_000
EMBLEM_CM, MEMO_EMBLEM_CM, EMBLEM_TOP_CM = 3.0, 1.5, 1.5
#: Twips: the code's column beside the closing's, together the width of the text; the code's own breadth in its column.
CODE_COLUMN, CLOSING_COLUMN, CODE_WIDTH = 4536, 4535, 2551
TWIPS_PER_POINT = 20

#: Single spacing, in 240ths of the font's line.
SINGLE_LINE = 240
SINGLE = Fit()

NAMESPACES = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" '
    'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture"'
)
#: The Word style of each style of line; lines of other styles are laid out by themselves.
STYLES = {
    "emblem": "Emblem",
    "number": "Number",
    "dateline": "DateLine",
    "subject": "Heading",
    "addressee": "Heading",
    "reference": "Reference",
    "enclosure": "Enclosure",
    "body": "Body",
    "heading": "Item1",
    "item1": "Item1",
    "item2": "Item2",
    "item3": "Item3",
    "sender": "Sender",
    "seal": "Seal",
    "date": "SealDate",
    "respect": "Respect",
    "signature": "Signature",
    "signatory": "Signatory",
    "unit": "Unit",
    "caption": "Caption",
    "title": "OrderTitle",
    "rule": "Rule",
    "given": "Given",
    "memo-urgency": "MemoUrgency",
    "memo-title": "MemoTitle",
    "memo-head": "MemoHead",
}
BODY = ("body", "heading", "item1", "item2", "item3")
#: Lines that stand beside the closing or below it.
FOOT = ("unit", "qr", "caption")


def letter_docx(
    letter: Letter, office: OfficeProfile, *, fit: Fit = SINGLE, text: str | None = None
) -> bytes:
    """The letter as a Word document naming the office's font; the same bytes for the same letter.

    Args:
        letter: The letter.
        office: Who sends it.
        fit: How closely it is set (`generator.pdf_writer.letter_fit`).
        text: Paragraphs to stand in the place of the letter's own, as WordprocessingML.

    Raises:
        UsageError: If the form of letter cannot be written, or a value holds a control character.
        InputFileError: If the office's emblem cannot be read.
    """
    lines = letter_lines(letter, office)
    emblem = emblem_picture(office)
    code = next((qr_png(line.words) for line in lines if line.style == "qr"), None)
    secrecy = next((line.words for line in lines if line.style == "secrecy"), "")
    pictures = {"emblem": emblem, "code": Picture.of(code) if code else None}
    shown = {name: picture for name, picture in pictures.items() if picture is not None}
    return package(
        [
            *_shared_parts(office.font, secrecy, letter.subject, letter.sender, fit),
            _relations(tuple((name, one.kind) for name, one in shown.items())),
            packed("word/document.xml", _document(lines, emblem, code, text).encode()),
            *(_media(f"word/media/{name}.{one.kind}", one.data) for name, one in shown.items()),
        ]
    )


@lru_cache(maxsize=16)
def _shared_parts(font: str, secrecy: str, title: str, creator: str, fit: Fit) -> tuple[PackedPart, ...]:
    """The parts that all letters of one circular have in common, packed."""
    texts = shared_parts(font, secrecy=secrecy, title=title, creator=creator, fit=fit)
    return tuple(packed(name, text.encode(), level=9) for name, text in texts.items())


def shared_parts(
    font: str, *, title: str, secrecy: str = "", creator: str = "", fit: Fit = SINGLE
) -> dict[str, str]:
    """The parts of a Word document beside its text, by their names in the package.

    Args:
        font: The font that it names.
        title: What it is about.
        secrecy: The mark at the head and foot of every page.
        creator: Whose it is.
        fit: How closely it is set.
    """
    values = {
        "font": escape(font),
        "secrecy": escape(secrecy),
        "title": escape(title),
        "creator": escape(creator),
        "line": str(SINGLE_LINE if fit.line is None else round(fit.line * TWIPS_PER_POINT)),
        "rule": "auto" if fit.line is None else "exact",
        "spacing": str(round(fit.spacing * TWIPS_PER_POINT)),
    }
    names = {
        "[Content_Types].xml": "content-types.xml",
        "_rels/.rels": "rels.xml",
        "docProps/app.xml": "app.xml",
        "docProps/core.xml": "core.xml",
        "word/styles.xml": "styles.xml",
        "word/settings.xml": "settings.xml",
        "word/header-first.xml": "header-first.xml",
        "word/header.xml": "header.xml",
        "word/footer.xml": "footer.xml",
    }
    return {part: template_part(name).substitute(values) for part, name in names.items()}


@lru_cache(maxsize=8)
def _media(name: str, data: bytes) -> PackedPart:
    """A picture, deflated once for all letters that show it; pictures are packed in themselves."""
    return packed(name, data)


@lru_cache(maxsize=32)
def template_part(name: str) -> Template:
    """A part of ``templates/docx`` with the places that are filled in."""
    return Template((files("templates") / "docx" / name).read_text(encoding="utf-8"))


@lru_cache(maxsize=16)
def _relations(pictures: tuple[tuple[str, str], ...]) -> PackedPart:
    kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/image"
    relations = "".join(
        f'<Relationship Id="{name}" Type="{kind}" Target="media/{name}.{ending}"/>\n'
        for name, ending in pictures
    )
    return packed(
        "word/_rels/document.xml.rels",
        template_part("document-rels.xml").substitute(pictures=relations).encode(),
    )


def _document(lines: Sequence[Line], emblem: Picture | None, code: bytes | None, text: str | None) -> str:
    drawing = _emblem(emblem, memo=any(line.style == "memo-title" for line in lines)) if emblem else ""
    flow = [line for line in lines if line.style in STYLES and line.style not in FOOT]
    last = max((index for index, line in enumerate(flow) if line.style in BODY), default=-1)
    paragraphs = [_paragraph(line, keep_next=index == last) for index, line in enumerate(flow[: last + 1])]
    if rows := [line for line in lines if line.style in TABLE]:
        place = next(index for index, line in enumerate(lines) if line.style in TABLE)
        paragraphs.insert(sum(line in flow for line in lines[:place]), table_xml(rows))
    if text is not None:
        first = next((index for index, line in enumerate(flow) if line.style in BODY), 0)
        paragraphs[first:] = [text]
    paragraphs[0] = paragraphs[0].replace("</w:pPr>", f"</w:pPr>{drawing}", 1)
    return (
        '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
        f"<w:document {NAMESPACES}><w:body>\n"
        + "\n".join(paragraphs)
        + "\n"
        + _closing(flow[last + 1 :], lines, code)
        + _section()
    )


# Hundreds of letters of one circular differ in a line or two.
@lru_cache(maxsize=1024)
def _paragraph(line: Line, *, keep_next: bool = False) -> str:
    style = STYLES[line.style]
    # The last paragraph of the text goes on with the closing: no page with a bare signature.
    keep = "<w:keepNext/>" if keep_next or line.style == "heading" else ""
    runs = _memo_runs(line.columns) if line.style == "memo-head" else _runs(line.words)
    return f'<w:p><w:pPr><w:pStyle w:val="{style}"/>{keep}</w:pPr>{runs}</w:p>'


def _runs(words: str, properties: str = "") -> str:
    if not words:
        return ""
    text = escape(words, quote=False).replace(LINE_BREAK, '</w:t><w:br/><w:t xml:space="preserve">')
    text = text.replace("\t", '</w:t><w:tab/><w:t xml:space="preserve">')
    return f'<w:r>{properties}<w:t xml:space="preserve">{text}</w:t></w:r>'


def _memo_runs(columns: Sequence[str]) -> str:
    """Labels and what is written after them on a dotted line, in turns."""
    label = '<w:rPr><w:rStyle w:val="MemoLabel"/></w:rPr>'
    dotted = '<w:rPr><w:u w:val="dotted"/></w:rPr>'
    pairs = zip(columns[::2], columns[1::2], strict=True)
    return "".join(
        _runs(f"{name}  ", label) + _runs(words, dotted) + "<w:r><w:tab/></w:r>" for name, words in pairs
    )


def _closing(closing: Iterable[Line], lines: Sequence[Line], code: bytes | None) -> str:
    """What closes the letter, the QR code in the empty half beside it, and the owner unit below."""
    units = "".join(_paragraph(line) for line in lines if line.style == "unit") or _end()
    paragraphs = "".join(_paragraph(line) for line in closing)
    if code is None:
        return paragraphs + units
    caption = "".join(_paragraph(line) for line in lines if line.style == "caption")
    picture = f'<w:p><w:pPr><w:pStyle w:val="Code"/></w:pPr>{_qr_code(code)}</w:p>'
    beside = (picture + caption).replace("</w:pPr>", f'<w:ind w:right="{CODE_COLUMN - CODE_WIDTH}"/></w:pPr>')
    # The half of the page is the column now, not an indent.
    paragraphs = paragraphs.replace("</w:pPr>", '<w:ind w:left="0"/></w:pPr>')
    return (
        '<w:tbl><w:tblPr><w:tblW w:w="9071" w:type="dxa"/><w:tblLayout w:type="fixed"/>'
        '<w:tblCellMar><w:left w:w="0" w:type="dxa"/><w:right w:w="0" w:type="dxa"/></w:tblCellMar></w:tblPr>'
        f'<w:tblGrid><w:gridCol w:w="{CODE_COLUMN}"/><w:gridCol w:w="{CLOSING_COLUMN}"/></w:tblGrid>'
        "<w:tr><w:trPr><w:cantSplit/></w:trPr>"
        f"{_cell(CODE_COLUMN, beside)}{_cell(CLOSING_COLUMN, paragraphs)}</w:tr></w:tbl>{units}"
    )


def _cell(width: int, content: str) -> str:
    return f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/></w:tcPr>{content}</w:tc>'


def _end() -> str:
    return '<w:p><w:pPr><w:pStyle w:val="End"/></w:pPr></w:p>'


def _section() -> str:
    return (
        "<w:sectPr>"
        '<w:headerReference w:type="default" r:id="header"/><w:headerReference w:type="first" r:id="headerFirst"/>'
        '<w:footerReference w:type="default" r:id="footer"/><w:footerReference w:type="first" r:id="footer"/>'
        '<w:pgSz w:w="11906" w:h="16838"/>'
        '<w:pgMar w:top="851" w:right="1134" w:bottom="1134" w:left="1701" w:header="283" w:footer="283" w:gutter="0"/>'
        '<w:pgNumType w:fmt="thaiNumbers"/><w:titlePg/>'
        "</w:sectPr></w:body></w:document>\n"
    )


def _emblem(picture: Picture, *, memo: bool) -> str:
    """The emblem behind the first line: centred at the head of a letter, at the left of a memo."""
    height = int((MEMO_EMBLEM_CM if memo else EMBLEM_CM) * EMU_PER_CM)
    width = height * picture.width // picture.height
    across = (
        '<wp:positionH relativeFrom="margin"><wp:align>left</wp:align></wp:positionH>'
        if memo
        else '<wp:positionH relativeFrom="page"><wp:align>center</wp:align></wp:positionH>'
    )
    top = int(EMBLEM_TOP_CM * EMU_PER_CM)
    return (
        '<w:r><w:drawing><wp:anchor distT="0" distB="0" distL="0" distR="0" simplePos="0" relativeHeight="1" '
        'behindDoc="1" locked="0" layoutInCell="1" allowOverlap="1"><wp:simplePos x="0" y="0"/>'
        f'{across}<wp:positionV relativeFrom="page"><wp:posOffset>{top}</wp:posOffset></wp:positionV>'
        f'<wp:extent cx="{width}" cy="{height}"/><wp:wrapNone/>{_graphic("emblem", 1, width, height)}'
        "</wp:anchor></w:drawing></w:r>"
    )


def _qr_code(png: bytes) -> str:
    modules = modules_across(png)
    side = int(QR_CM * EMU_PER_CM * modules / (modules - 2 * BORDER)) + 1
    return (
        f'<w:r><w:drawing><wp:inline distT="0" distB="0" distL="0" distR="0"><wp:extent cx="{side}" cy="{side}"/>'
        f"{_graphic('code', 2, side, side)}</wp:inline></w:drawing></w:r>"
    )


def _graphic(name: str, number: int, width: int, height: int) -> str:
    return (
        f'<wp:docPr id="{number}" name="{name}"/><a:graphic>'
        '<a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/picture"><pic:pic>'
        f'<pic:nvPicPr><pic:cNvPr id="{number}" name="{name}"/><pic:cNvPicPr/></pic:nvPicPr>'
        f'<pic:blipFill><a:blip r:embed="{name}"/><a:stretch><a:fillRect/></a:stretch></pic:blipFill>'
        f'<pic:spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="{width}" cy="{height}"/></a:xfrm>'
        '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom></pic:spPr></pic:pic></a:graphicData></a:graphic>'
    )
