"""The overview on screen and on sheets: what is answered, what is late, who is how often in time."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

from circulars.labels import label
from circulars.listing import ListColumn, Listing
from circulars.task import TaskState
from desk.matrix import Shown, kinds_of, tallies
from terminal.layout import Column, paint, table, width, wrap
from terminal.listings import listing_screen
from terminal.task_screens import answered_sentence, short_office
from terminal.terms import NONE, clock, day, digits, item
from terminal.words import say

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Sequence

    from circulars.directive import Directive
    from circulars.listing import Cell as ListCell
    from desk.matrix import Matrix, MatrixRow, Tallied
    from registry.cells import Cell
    from terminal.call import Call

#: The numbers at the head of an overview, in the order of what presses.
HEAD = (
    Shown.LATE,
    Shown.TODAY,
    Shown.WEEK,
    Shown.SILENT,
    Shown.CHECK,
    Shown.RETURNED,
    Shown.UNSENT,
    Shown.MISSING,
)
#: The columns of a tally.
COUNTED = (
    Shown.ALL,
    Shown.ANSWERED,
    Shown.SETTLED,
    Shown.MISSING,
    Shown.LATE,
    Shown.SILENT,
    Shown.WEEK,
    Shown.CHECK,
)
#: More offices than this stand in rows on a sheet, not in columns.
_MOST_COLUMNS = 40
#: More than this fill no screen; the sheet has them all.
_MOST_ROWS = 30
_SIGNS = {"answered": "✓", "settled": "–", "late": "!", "waiting": "○"}
_COLOURS = (("✓", "C6EFCE"), ("!", "FFC7CE"), ("○", "FFF2CC"))


def overview_screen(found: Matrix, call: Call) -> str:
    """The numbers of the day, then letter by letter who has not answered, and the matrix."""
    if not found.rows:
        return say("none.tasks", call.lang)
    blocks = [_head(found, call)]
    for letter, group in groupby(found.rows, key=lambda one: one.first.letter):
        rows, entry = list(group), found.entries[letter]
        directives = entry.letter.directives
        facts = {"receipt": digits(entry.receipt, call.lang), "subject": entry.subject or NONE}
        parts = [paint(wrap(say("title.overview", call.lang, **facts), call.room), "bold")]
        parts += [_row(row, directives[row.first.directive], found, call) for row in rows]
        parts.append(_matrix(rows, found, call))
        blocks.append("\n".join(part for part in parts if part))
    return "\n\n".join(blocks)


def _head(found: Matrix, call: Call) -> str:
    """The numbers of the day, each with the word that opens its list."""
    counts, lang = found.total.counts, call.lang
    told = [
        paint(
            f"{label(one, lang)} {digits(counts[one], lang)}",
            *(("red",) if one in {Shown.LATE, Shown.SILENT} and counts[one] else ()),
        )
        for one in HEAD
    ]
    title = say("overview.title", lang, day=day(found.today, lang))
    words = " | ".join(one.value for one in HEAD)
    hint = say("overview.open", lang, words=words)
    return "\n".join([paint(title, "bold"), _flowing(told, call.room), paint(wrap(hint, call.room), "dim")])


def _flowing(parts: Sequence[str], room: int) -> str:
    """Short texts beside each other, in as many lines as they need."""
    lines = [""]
    for one in parts:
        longer = f"{lines[-1]} · {one}" if lines[-1] else one
        if lines[-1] and width(longer) > room:
            lines.append(one)
        else:
            lines[-1] = longer
    return "\n".join(lines)


def _row(row: MatrixRow, directive: Directive, found: Matrix, call: Call) -> str:
    lang = call.lang
    head = [
        item(row.first.item, row.first.directive, lang),
        label(directive.kind, lang),
        due_words(row, directive, lang),
    ]
    lines = ["  " + " · ".join(head)]
    if row.districts:
        lines.append(_districts(row, found.today, call))
    lines += [
        f"      {one.office}: {_state(one, found.today, lang)}" for one in row.cells if one.level == row.own
    ]
    return "\n".join(lines)


def due_words(row: MatrixRow, directive: Directive, lang: str) -> str:
    """By when: the day and time, or for a rhythm the letter's own words."""
    first = row.first
    if row.due is not None:
        return f"{day(row.due, lang)} {clock(first.due_time, lang)}".rstrip()
    if first.rrule is None:
        return NONE
    return next((one.quote for one in directive.deadlines if one.rrule == first.rrule), first.rrule)


def _districts(row: MatrixRow, today: dt.date, call: Call) -> str:
    """The one line an office needs, in the colour of its state."""
    missing = row.missing
    late = any(Shown.LATE in kinds_of(one, today) for one in missing)
    looks = ("red",) if late else () if missing else ("green",)
    return paint(wrap(answered_sentence(row.districts, missing, call.lang), call.room, "      "), *looks)


def _state(cell: Cell, today: dt.date, lang: str) -> str:
    kinds, state = kinds_of(cell, today), label(TaskState(cell.state), lang)
    if Shown.LATE in kinds:
        return paint(f"{state} {say('late', lang)}", "red")
    return paint(state, "green") if Shown.ANSWERED in kinds else state


def _matrix(rows: Sequence[MatrixRow], found: Matrix, call: Call) -> str:
    """Directives × offices, a sign a cell; offices downwards where they do not fit beside each other."""
    codes = [code for code in found.by_office if any(code in row.by_office for row in rows)]
    offices = [short_office(found.by_office[code].name) for code in codes]
    names = [item(row.first.item, row.first.directive, call.lang) for row in rows]
    signs = [[_painted(row.by_office.get(code), found.today) for code in codes] for row in rows]
    title = Column(title=say("column.item", call.lang))
    across = table(
        [title, *(Column(title=one) for one in offices)],
        [[name, *line] for name, line in zip(names, signs, strict=True)],
        call.room,
    )
    title = Column(title=say("column.office", call.lang))
    down = table(
        [title, *(Column(title=one) for one in names)],
        [[name, *line] for name, line in zip(offices, zip(*signs, strict=True), strict=True)],
        call.room,
    )
    for shown in (across, down) if len(codes) <= _MOST_ROWS else ():
        if all(width(line) <= call.room for line in shown.splitlines()):
            return f"\n{shown}\n{paint(say('overview.signs', call.lang), 'dim')}"
    return ""


def _sign(cell: Cell | None, today: dt.date) -> str:
    if cell is None:
        return ""
    kinds = kinds_of(cell, today)
    settled = next((one.value for one in (Shown.ANSWERED, Shown.SETTLED) if one in kinds), None)
    kind = settled or ("late" if Shown.LATE in kinds else "waiting")
    return _SIGNS[kind]


def _painted(cell: Cell | None, today: dt.date) -> str:
    sign = _sign(cell, today)
    return paint(sign, *{"✓": ("green",), "!": ("red", "bold")}.get(sign, ())) or " "


def tallies_screen(found: Matrix, by: str, call: Call) -> str:
    """The numbers of every district, province, officer or directive."""
    return "\n".join([_head(found, call), "", listing_screen(tally_listing(found, by, call.lang), call)])


def tally_listing(found: Matrix, by: str, lang: str) -> Listing:
    """The same as a table."""
    if by == "directive":
        return _directive_listing(found, lang)
    first = ListColumn(title=say(f"overview.by.{by}", lang), width=26)
    return Listing(
        title=say("overview.title", lang, day=day(found.today, lang)),
        name=first.title,
        columns=(first, *_count_columns(lang)),
        rows=tuple((one.name or NONE, *_counts(one, lang)) for one in tallies(found, by).values()),
        total=(say("rollup.total", lang), *_counts(found.total, lang)),
        frozen=1,
    )


def _directive_listing(found: Matrix, lang: str) -> Listing:
    rows: list[tuple[ListCell, ...]] = []
    for row in found.rows:
        entry = found.entries[row.first.letter]
        directive = entry.letter.directives[row.first.directive]
        name = item(row.first.item, row.first.directive, lang)
        due = due_words(row, directive, lang)
        rows.append((digits(entry.receipt, lang), name, entry.subject or NONE, due, *_counts(row, lang)))
    return Listing(
        title=say("overview.title", lang, day=day(found.today, lang)),
        name=say("overview.by.directive", lang),
        columns=(
            ListColumn(title=say("column.letter", lang), centre=True, width=11),
            ListColumn(title=say("column.item", lang), centre=True, width=8),
            ListColumn(title=say("field.subject", lang), width=34),
            ListColumn(title=say("column.due", lang), width=18),
            *_count_columns(lang),
        ),
        rows=tuple(rows),
        total=(say("rollup.total", lang), None, None, None, *_counts(found.total, lang)),
        frozen=2,
    )


def _count_columns(lang: str) -> tuple[ListColumn, ...]:
    return (
        *(ListColumn(title=label(one, lang), number=True, width=11) for one in COUNTED),
        ListColumn(title=label(Shown.IN_TIME, lang), number=True, width=11),
    )


def _counts(one: Tallied, lang: str) -> tuple[ListCell, ...]:
    counts, share = one.counts, one.in_time_share
    told = NONE if share is None else digits(f"{share * 100:.0f}%", lang)
    return (*(counts[kind] for kind in COUNTED), told)


def overview_sheets(found: Matrix, lang: str) -> list[Listing]:
    """The workbook: directives with who is waited for, the matrix, the offices, the officers."""
    bys = ["directive", "district", "officer", *(["province"] if len(found.by_province) > 1 else [])]
    return [
        tally_listing(found, bys[0], lang),
        _matrix_listing(found, lang),
        *(tally_listing(found, by, lang) for by in bys[1:]),
    ]


def _matrix_listing(found: Matrix, lang: str) -> Listing:
    names = [
        f"{digits(found.entries[row.first.letter].receipt, lang)} {item(row.first.item, row.first.directive, lang)}"
        for row in found.rows
    ]
    signs = [[_sign(row.by_office.get(code), found.today) for code in found.by_office] for row in found.rows]
    offices = [short_office(one.name) for one in found.by_office.values()]
    heads, rows = (offices, [[name, *line] for name, line in zip(names, signs, strict=True)])
    first = say("column.item", lang)
    if len(offices) > _MOST_COLUMNS:
        heads, first = names, say("column.office", lang)
        rows = [[name, *line] for name, line in zip(offices, zip(*signs, strict=True), strict=True)]
    return Listing(
        title=say("overview.title", lang, day=day(found.today, lang)),
        name=say("overview.matrix", lang),
        lines=(say("overview.signs", lang),),
        columns=(
            ListColumn(title=first, width=20),
            *(ListColumn(title=one, centre=True, width=13) for one in heads),
        ),
        rows=tuple(tuple(row) for row in rows),
        frozen=1,
        marks=_COLOURS,
    )
