"""Measurements, as the terminal shows them."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from circulars.directive import DirectiveKind
from circulars.labels import label
from terminal.layout import Column, paint, table, wrap
from terminal.terms import NONE
from terminal.words import say

if TYPE_CHECKING:
    from collections.abc import Iterable
    from typing import Any

    from desk.evaluate import DeadlineScore
    from desk.evaluate_letters import LetterScore
    from desk.tally import Tally
    from terminal.call import Call

#: Cases listed; `--json` has them all.
_WORST = 10
_FIELDS = ("due", "due_and_time", "rhythm", "rhythm_and_time", "at_once")


def deadlines_screen(score: DeadlineScore, call: Call) -> str:
    """Precision, recall and F1 by field and by class, the traps, and the worst cases."""
    parts = [
        tally_table([(say(f"measure.{name}", call.lang), getattr(score, name)) for name in _FIELDS], call),
        "\n".join(_counts(score, call.lang)),
        tally_table(_by_class(score, call.lang), call),
    ]
    worst = score.figures()["worst"][:_WORST]
    if worst:
        parts.append("\n".join([paint(say("measure.worst", call.lang), "bold"), *_cases(worst, call)]))
    return "\n\n".join(parts)


def letters_screen(score: LetterScore, call: Call) -> str:
    """The heading's fields, the directives by kind and detail, and the letters with most differences."""

    def named(tallies: dict[str, Tally]) -> list[tuple[str, Tally]]:
        return [(say(f"measure.letter.{name}", call.lang), one) for name, one in tallies.items()]

    kinds = [
        (f"  {label(DirectiveKind(name), call.lang)}", one) for name, one in sorted(score.by_kind.items())
    ]
    details = [(f"  {name}", one) for name, one in named(score.details)]
    ordered = [(say("measure.letter.directives", call.lang), score.directives), *kinds, *details]
    parts = [
        say("measure.count.letters", call.lang, some=len(score.worst), of=score.letters),
        say(
            "measure.count.header", call.lang, some=score.exact, of=score.compared, share=f"{score.share:.3f}"
        ),
        tally_table(named(score.fields), call),
        tally_table([*ordered, *named({"issues": score.issues})], call),
    ]
    worst = score.figures()["worst"][:_WORST]
    if worst:
        parts.append("\n".join([paint(say("measure.worst", call.lang), "bold"), *_letters(worst, call)]))
    return "\n\n".join(parts)


def _letters(worst: list[dict[str, Any]], call: Call) -> list[str]:
    lines = []
    for case in worst:
        lines.append(case["letter"])
        for one in case["differences"]:
            pair = "; ".join(
                f"{say(f'measure.{title}', call.lang)}: {json.dumps(one[title], ensure_ascii=False)}"
                for title in ("expected", "found")
            )
            lines.append(wrap(f"{one['field']} — {pair}", call.room, "  "))
    return lines


def tally_table(rows: Iterable[tuple[str, Tally]], call: Call) -> str:
    """A table of tallies, one a line."""
    titles = ("what", "precision", "recall", "f1", "right", "false", "missed")
    columns = [
        Column(title=say(f"measure.{title}", call.lang), right=title != "what", least=0) for title in titles
    ]
    cells = [
        [name, *(f"{share:.3f}" for share in (one.precision, one.recall, one.f1))]
        + [str(count) for count in (one.right, one.false, one.missed)]
        for name, one in rows
    ]
    return table(columns, cells, call.room)


def _counts(score: DeadlineScore, lang: str) -> list[str]:
    found = score.figures()
    pairs = {
        "texts": (found["texts"]["exact"], found["texts"]["of"]),
        "actors": (found["actors"]["right"], found["actors"]["of"]),
        "traps": (found["traps"]["alarmed"], found["traps"]["of"]),
        "invented": (found["unknowable"]["invented"], found["unknowable"]["of"]),
        "undoubted": (found["undoubted"]["wrong"], found["undoubted"]["of"]),
    }
    return [say(f"measure.count.{name}", lang, some=some, of=of) for name, (some, of) in pairs.items()]


def _by_class(score: DeadlineScore, lang: str) -> list[tuple[str, Tally]]:
    return [
        (f"{name}: {say(f'measure.{of}', lang)}", tally)
        for name, tallies in sorted(score.by_class.items())
        for of, tally in tallies.items()
        if tally.right + tally.false + tally.missed
    ]


def _cases(worst: list[dict[str, Any]], call: Call) -> list[str]:
    lines = []
    for case in worst:
        lines.append(wrap(f"{case['id']}  {case['text']}", call.room))
        for title in ("expected", "found"):
            said = "; ".join(map(_said, case[title])) or NONE
            lines.append(wrap(f"{say(f'measure.{title}', call.lang)}: {said}", call.room, "  "))
    return lines


def _said(one: dict[str, Any]) -> str:
    when = one["due"] or one["rrule"] or one["kind"]
    return f"“{one['quote']}” → {when}"
