"""Readings and letters received, as the terminal shows them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from circulars.agencies import issuer_of
from circulars.below import offices_below
from circulars.labels import label
from circulars.messages import message
from terminal.blocks import blocks
from terminal.corrections import correction_line
from terminal.layout import Column, clip, pad, paint, table, width, wrap
from terminal.lexicon_screens import added_screen
from terminal.terms import NONE, day, deadline, digits, item, number
from terminal.words import say

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from circulars.circular import Circular
    from circulars.directive import Directive
    from circulars.reading import Reading
    from desk.receive import Received
    from desk.review import Confirmed, Corrected
    from desk.settings import Settings
    from parsers.crops import Dot
    from registry.entries import Correction, Incoming, Outgoing
    from terminal.call import Call

_LOOKS = {"error": ("red",), "warning": ("yellow",), "info": ("cyan",)}


def init_screen(settings: Settings, call: Call) -> str:
    """An office that was set up, and where it can be changed."""
    office, lang = settings.office, call.lang
    count = digits(len(offices_below(office)), lang)
    done = (
        say("init.department", lang, name=office.name, provinces=count)
        if office.nationwide
        else say("init.done", lang, province=office.province.name, districts=count)
    )
    return paint(done, "green", "bold") + "\n" + say("init.next", lang, file=settings.profile)


def reading_screen(
    name: str,
    reading: Reading,
    issues: Sequence[dict[str, Any]],
    call: Call,
    drawn: Mapping[int, Sequence[Sequence[Dot]]],
) -> str:
    """What a file says: its heading, its codes and enclosures, its directives, what is in doubt, some of it drawn."""
    letter = reading.letter
    parts = [
        paint(name, "bold"),
        _heading(letter, call),
        _besides(reading, call),
        _directives(letter, call),
        _issues(issues, drawn, call),
    ]
    return "\n".join(part for part in parts if part)


def _heading(letter: Circular, call: Call) -> str:
    lang = call.lang
    urgency = "" if letter.urgency == "normal" else paint(label(letter.urgency, lang), "red", "bold")
    key = letter.number.key if letter.number else None
    cited = [
        f"{one.issuer or ''} {number(one.number, lang)} {day(one.dated, lang)}".strip()
        for one in letter.references
    ]
    rows = [
        ("form", label(letter.form, lang)),
        ("number", f"{number(key, lang)}  {urgency}".rstrip()),
        ("dated", day(letter.dated, lang)),
        ("from", " / ".join(filter(None, dict.fromkeys((issuer_of(letter), *letter.drafting_unit)))) or NONE),
        ("to", letter.addressee.text if letter.addressee else NONE),
        ("subject", letter.subject or NONE),
        ("cites", "; ".join(cited) or NONE),
    ]
    return _pairs([(say(f"field.{name}", lang), value) for name, value in rows])


def _besides(reading: Reading, call: Call) -> str:
    """What else stands in the file: codes, and enclosures behind the letter."""
    lang = call.lang
    rows = [(say("field.codes", lang), " ".join(one.text.split())) for one in reading.source.codes]
    for one in reading.attached:
        first, last = digits(one.first_page, lang), digits(one.last_page, lang)
        key = "page.one" if first == last else "page.range"
        pages = say(key, lang, page=first) if first == last else say(key, lang, first=first, last=last)
        rows.append((say("field.attached", lang), f"{clip(one.title, call.room - 30)} ({pages})"))
    return _pairs(rows) if rows else ""


def _pairs(rows: Sequence[tuple[str, str]]) -> str:
    columns = max(width(title) for title, _ in rows)
    return "\n".join(f"  {pad(paint(title, 'dim'), columns)}  {value}" for title, value in rows)


def _directives(letter: Circular, call: Call) -> str:
    if not letter.directives:
        return "  " + say("none.directives", call.lang)
    columns = [
        Column(title=say("column.item", call.lang)),
        Column(title=say("column.actors", call.lang)),
        Column(title=say("column.kind", call.lang)),
        Column(title=say("column.due", call.lang), least=16),
        Column(title=say("column.text", call.lang), least=20),
    ]
    rows = [_directive(place, one, call.lang) for place, one in enumerate(letter.directives)]
    return "\n" + table(columns, rows, call.room)


def _directive(place: int, one: Directive, lang: str) -> list[str]:
    kind = label(one.kind, lang) + (say("standing", lang) if one.standing else "")
    return [
        item(one.item, place, lang),
        ", ".join(label(level, lang) for level in one.actors) or NONE,
        kind,
        "; ".join(deadline(when, lang) for when in one.deadlines) or NONE,
        " ".join(one.text.split()),
    ]


def _issues(
    issues: Sequence[dict[str, Any]], drawn: Mapping[int, Sequence[Sequence[Dot]]], call: Call
) -> str:
    if not issues:
        return ""
    lines = ["", paint(say("title.issues", call.lang), "bold")]
    for place, one in enumerate(issues, start=1):
        severity = say(f"severity.{one['severity']}", call.lang)
        text = message(one["kind"], call.lang, one["facts"])
        field = f" ({one['field']})" if one["field"] else ""
        lines.append(
            f"  {digits(place, call.lang)}. {paint(severity, *_LOOKS[one['severity']])} {text}{paint(field, 'dim')}"
        )
        if place - 1 in drawn:
            lines.append(blocks(drawn[place - 1], call.room, indent="     "))
        if "crop" in one:
            lines.append(f"     {paint(one['crop'], 'cyan')}")
        if one["suggestion"]:
            proposed = clip(" ".join(one["suggestion"].split()), call.room - 12)
            lines.append(f"     → {proposed}")
    return "\n".join(lines)


def received_screen(received: Received, call: Call) -> str:
    """What became of a file."""
    entry, lang = received.entry, call.lang
    receipt = digits(entry.receipt, lang)
    key = "received.known" if received.known else "received.new"
    looks = ("yellow",) if received.known else ("green",)
    lines = [
        paint(say(key, lang, receipt=receipt, file=entry.file_name), *looks, "bold"),
        _pairs(
            [
                (say("field.number", lang), number(entry.number, lang)),
                (say("field.subject", lang), entry.subject or NONE),
            ]
        ),
    ]
    if received.same_letter is not None:
        same = digits(received.same_letter.receipt, lang)
        lines.append(paint(say("received.same", lang, receipt=same), "yellow"))
    issues = entry.reading["issues"]
    if not received.known:
        lines.append(say("received.next", lang, receipt=receipt, issues=digits(len(issues), lang)))
    return "\n".join(lines)


def letter_screen(entry: Incoming, corrections: Sequence[Correction], call: Call) -> str:
    """One letter received with its whole reading."""
    lang = call.lang
    state = label(entry.state, lang)
    if entry.confirmed is not None:
        state += f" ({entry.confirmed_by}, {day(entry.confirmed.date(), lang)})"
    title = say("title.letter", lang, receipt=digits(entry.receipt, lang), state=state, file=entry.file_name)
    if entry.version > 1:
        title += say("title.version", lang, version=digits(entry.version, lang))
    letter = entry.letter
    lines = [paint(title, "bold"), _heading(letter, call)]
    lines += [_details(place, one, call) for place, one in enumerate(letter.directives)]
    lines += [] if letter.directives else ["  " + say("none.directives", lang)]
    lines.append(_issues(entry.reading["issues"], {}, call))
    if corrections:
        lines += ["", paint(say("title.corrections", lang), "bold")]
        lines += [
            f"  {day(one.at.date(), lang)} {one.by}  {correction_line(one, letter, lang)}"
            for one in corrections
        ]
    return "\n".join(line for line in lines if line)


def _details(place: int, one: Directive, call: Call) -> str:
    """A directive with all its words, and what was made of them."""
    lang = call.lang
    name, actors, kind, due, _ = _directive(place, one, lang)
    lines = ["\n" + paint(f"{name} · {kind} · {actors} · {due}", "bold")]
    lines.append(wrap(one.text, call.room, "    "))
    notes = [("due", when.explanation) for when in one.deadlines]
    notes += [("quota", f"{digits(one.quota.number, lang)} {one.quota.unit}")] if one.quota else []
    notes += [("channel", f"{label(channel.kind, lang)} “{channel.text}”") for channel in one.channels]
    notes += [("otherwise", one.otherwise or ""), ("nil", say("nil", lang) if one.nil_report else "")]
    for title, text in notes:
        if text:
            told = wrap(f"{say(f'field.{title}', lang)}: {text}", call.room, " " * 8)
            lines.append(f"      → {told.lstrip()}")
    return "\n".join(lines)


def waiting_screen(entries: Sequence[Incoming], call: Call) -> str:
    """The readings that wait for a person."""
    if not entries:
        return say("none.waiting", call.lang)
    return incoming_register(entries, call) + "\n\n" + say("waiting.next", call.lang)


def incoming_register(entries: Sequence[Incoming], call: Call) -> str:
    """The register of letters received, in the columns of form 13."""
    lang = call.lang
    if not entries:
        return say("none.letters", lang)
    columns = [
        Column(title=say("column.receipt", lang), right=True),
        Column(title=say("column.received", lang)),
        Column(title=say("field.number", lang)),
        Column(title=say("field.dated", lang)),
        Column(title=say("field.from", lang), least=10),
        Column(title=say("field.subject", lang), least=16),
        Column(title=say("column.state", lang)),
    ]
    rows = [
        [
            digits(one.receipt, lang),
            day(one.received.date(), lang),
            number(one.number, lang),
            day(one.dated, lang),
            one.sender or NONE,
            one.subject or NONE,
            label(one.state, lang),
        ]
        for one in entries
    ]
    return table(columns, rows, call.room)


def outgoing_register(entries: Sequence[Outgoing], call: Call) -> str:
    """The register of letters sent, in the columns of form 14."""
    lang = call.lang
    if not entries:
        return say("none.letters", lang)
    columns = [
        Column(title=say("field.number", lang)),
        Column(title=say("field.dated", lang)),
        Column(title=say("field.from", lang), least=10),
        Column(title=say("field.to", lang), least=10),
        Column(title=say("field.subject", lang), least=16),
        Column(title=say("column.relays", lang)),
    ]
    rows = [
        [
            number(one.number, lang),
            day(one.dated, lang),
            one.sender,
            one.addressee or NONE,
            one.subject or NONE,
            number(one.relays, lang),
        ]
        for one in entries
    ]
    return table(columns, rows, call.room)


def corrected_screen(corrected: Corrected, call: Call) -> str:
    """What a correction changed, and what it left in doubt."""
    lang = call.lang
    receipt = digits(corrected.entry.receipt, lang)
    if not corrected.made:
        return say("corrected.nothing", lang, receipt=receipt)
    lines = [paint(say("corrected.done", lang, receipt=receipt), "green", "bold")]
    letter = corrected.entry.letter
    lines += [f"  {correction_line(one, letter, lang)}" for one in corrected.made]
    lines += [added_screen(one, call) for one in corrected.noted]
    moved = corrected.assigned
    if moved.new or moved.moved or moved.dropped:
        counts = {name: digits(len(getattr(moved, name)), lang) for name in ("new", "moved", "dropped")}
        lines.append(say("corrected.tasks", lang, **counts))
    lines.append(_issues(corrected.entry.reading["issues"], {}, call))
    return "\n".join(line for line in lines if line)


def confirmed_screen(confirmed: Confirmed, call: Call) -> str:
    """A letter confirmed, and how many tasks it made."""
    entry, lang = confirmed.entry, call.lang
    receipt = digits(entry.receipt, lang)
    tasks = confirmed.assigned.new
    offices = len({one.office_code for one in tasks})
    done = say(
        "confirmed.done", lang, receipt=receipt, tasks=digits(len(tasks), lang), offices=digits(offices, lang)
    )
    return paint(done, "green", "bold") + "\n" + wrap(say("confirmed.next", lang, receipt=receipt), call.room)


def printed_screen(file: Path, rows: int, call: Call) -> str:
    """Where a register was written."""
    return paint(say("register.printed", call.lang, file=file, rows=digits(rows, call.lang)), "green", "bold")
