"""What the Thai shaping of a font is changed with: glyphs added, anchors copied, substitutions appended."""

from __future__ import annotations

from copy import deepcopy
from typing import TYPE_CHECKING, Any

from fontTools.ttLib.tables import otTables

from generator.glyph_texts import substitutions

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from fontTools.ttLib import TTFont

#: Kinds of lookup, as GSUB numbers them.
SINGLE, LIGATURE, CHAINED = 1, 4, 6


def add_glyph(font: TTFont, name: str, outline: Any, *, advance: int, like: str) -> None:
    """Add a glyph as the last one, of the same class as another and attaching where that one does."""
    font.setGlyphOrder([*font.getGlyphOrder(), name])
    font["glyf"].glyphs[name] = outline
    font["glyf"].glyphOrder = font.getGlyphOrder()
    outline.recalcBounds(font["glyf"])
    font["hmtx"].metrics[name] = (advance, getattr(outline, "xMin", 0))
    gdef = font["GDEF"].table
    for table in (gdef.GlyphClassDef, gdef.MarkAttachClassDef):
        if table is not None and like in table.classDefs:
            table.classDefs[name] = table.classDefs[like]
    for table in _positionings(font):
        for prefix in ("Mark", "Mark1"):
            _copy_anchor(table, prefix, like, name)


def _copy_anchor(table: Any, prefix: str, like: str, name: str) -> None:
    coverage = getattr(table, f"{prefix}Coverage", None)
    if coverage is not None and like in coverage.glyphs:
        records = getattr(table, f"{prefix}Array").MarkRecord
        records.append(deepcopy(records[coverage.glyphs.index(like)]))
        coverage.glyphs.append(name)


def mark_offset(font: TTFont, base: str, mark: str) -> tuple[int, int] | None:
    """How far from a base's (or another mark's) origin a mark is drawn; None if the font has no anchors for them."""
    found = None
    for table in _positionings(font):
        found = _anchored(table, ("Base", "Mark"), base, mark) or found
        found = _anchored(table, ("Mark2", "Mark1"), base, mark) or found
    return found


def _anchored(table: Any, prefixes: tuple[str, str], base: str, mark: str) -> tuple[int, int] | None:
    below, above = prefixes
    bases, marks = getattr(table, f"{below}Coverage", None), getattr(table, f"{above}Coverage", None)
    if bases is None or marks is None or base not in bases.glyphs or mark not in marks.glyphs:
        return None
    record = getattr(table, f"{above}Array").MarkRecord[marks.glyphs.index(mark)]
    array = getattr(table, f"{below}Array")
    anchors = getattr(array, f"{below}Record")[bases.glyphs.index(base)]
    anchor = getattr(anchors, f"{below}Anchor")[record.Class]
    if anchor is None:
        return None
    return (
        anchor.XCoordinate - record.MarkAnchor.XCoordinate,
        anchor.YCoordinate - record.MarkAnchor.YCoordinate,
    )


def draw_marks_back(font: TTFont, distance: int) -> None:
    """Let every mark begin earlier by some units, and be seen where it was: outline and anchors move the other way."""
    marks: set[str] = set()
    anchors: dict[int, Any] = {}
    for table in _positionings(font):
        for prefix in ("Mark", "Mark1"):
            if (coverage := getattr(table, f"{prefix}Coverage", None)) is not None:
                marks.update(coverage.glyphs)
                records = getattr(table, f"{prefix}Array").MarkRecord
                anchors |= {id(one.MarkAnchor): one.MarkAnchor for one in records}
        # What is set above a mark moves with that mark's outline.
        for record in getattr(getattr(table, "Mark2Array", None), "Mark2Record", ()):
            anchors |= {id(one): one for one in record.Mark2Anchor if one is not None}
    for anchor in anchors.values():
        anchor.XCoordinate += distance
    for name in marks:
        glyph, (advance, bearing) = font["glyf"][name], font["hmtx"].metrics[name]
        if glyph.numberOfContours > 0:
            glyph.coordinates.translate((distance, 0))
            glyph.recalcBounds(font["glyf"])
            font["hmtx"].metrics[name] = advance, bearing + distance


def _positionings(font: TTFont) -> Iterator[Any]:
    for lookup in font["GPOS"].table.LookupList.Lookup:
        for table in lookup.SubTable:
            yield getattr(table, "ExtSubTable", table)


def drop_ligatures_of(font: TTFont, glyphs: Iterable[str]) -> None:
    """Let the font form no ligature that has one of these glyphs in it."""
    unwanted = set(glyphs)
    for table in substitutions(font):
        for first, found in getattr(table, "ligatures", {}).items():
            table.ligatures[first] = [
                one for one in found if first not in unwanted and unwanted.isdisjoint(one.Component)
            ]


def append_singles(
    font: TTFont, mapping: Mapping[str, str], contexts: Iterable[Sequence[Iterable[str]]]
) -> None:
    """Put last in ``ccmp``: these glyphs become those, where one of the contexts goes before (nearest first)."""
    single = otTables.SingleSubst()
    single.mapping = dict(mapping)
    target = _append_lookup(font, SINGLE, [single])
    chains = [_chain(font, target, before=context, glyphs=[mapping]) for context in contexts]
    _use_in_ccmp(font, _append_lookup(font, CHAINED, chains))


def append_ligatures(
    font: TTFont, merged: Mapping[tuple[str, str], str], *, after: Sequence[Iterable[str]] = ()
) -> None:
    """Put last in ``ccmp``: these pairs become one glyph, where one of the glyphs of ``after`` follows, if given."""
    table = otTables.LigatureSubst()
    table.ligatures = {}
    for (first, second), name in merged.items():
        ligature = otTables.Ligature()
        ligature.LigGlyph, ligature.Component, ligature.CompCount = name, [second], 2
        table.ligatures.setdefault(first, []).append(ligature)
    target = _append_lookup(font, LIGATURE, [table])
    firsts, seconds = zip(*merged, strict=True)
    _use_in_ccmp(
        font, _append_lookup(font, CHAINED, [_chain(font, target, glyphs=[firsts, seconds], after=after)])
    )


def _append_lookup(font: TTFont, kind: int, tables: list[Any]) -> int:
    lookup = otTables.Lookup()
    lookup.LookupType, lookup.LookupFlag = kind, 0
    lookup.SubTable, lookup.SubTableCount = tables, len(tables)
    lookups = font["GSUB"].table.LookupList
    lookups.Lookup.append(lookup)
    lookups.LookupCount = len(lookups.Lookup)
    return len(lookups.Lookup) - 1


def _use_in_ccmp(font: TTFont, lookup: int) -> None:
    for record in font["GSUB"].table.FeatureList.FeatureRecord:
        if record.FeatureTag == "ccmp":
            record.Feature.LookupListIndex.append(lookup)
            record.Feature.LookupCount += 1


def _chain(
    font: TTFont,
    target: int,
    *,
    before: Sequence[Iterable[str]] = (),
    glyphs: Sequence[Iterable[str]],
    after: Sequence[Iterable[str]] = (),
) -> Any:
    chain = otTables.ChainContextSubst()
    chain.Format = 3
    chain.BacktrackCoverage = [_coverage(font, one) for one in before]
    chain.InputCoverage = [_coverage(font, one) for one in glyphs]
    chain.LookAheadCoverage = [_coverage(font, one) for one in after]
    chain.BacktrackGlyphCount, chain.InputGlyphCount = len(before), len(glyphs)
    chain.LookAheadGlyphCount = len(after)
    record = otTables.SubstLookupRecord()
    record.SequenceIndex, record.LookupListIndex = 0, target
    chain.SubstLookupRecord, chain.SubstCount = [record], 1
    return chain


def _coverage(font: TTFont, glyphs: Iterable[str]) -> Any:
    coverage = otTables.Coverage()
    coverage.glyphs = sorted(set(glyphs), key=font.getGlyphID)
    return coverage
