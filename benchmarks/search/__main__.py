"""How well and how fast letters are found: ``python -m benchmarks.search``.

    --letters N   letters to find things among (20,000)
    --alone       without the rivals: for a million letters
    --copies N    every letter so many times over: a larger index, made sooner; only times are measured
    --index DIR   where the index is made and kept; one that is whole there is asked as it is
    --pages N     letters as PDFs that are received with all steps, to measure intake (60)

The letters are invented (`benchmarks.search.corpus`), the truth is by construction. Times are CPU time of this
process, after a first round that warms the caches; figures of one run stand side by side.
"""

from __future__ import annotations

import argparse
import statistics
import tempfile
import time
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path
from typing import TYPE_CHECKING

from benchmarks.search.corpus import made_letter
from benchmarks.search.intake import measure_intake
from benchmarks.search.questions import mixed, numbers, questions, spans
from benchmarks.search.rivals import rivals
from desk.highlights import snippet
from desk.indexed_letters import received_letter
from desk.search import MatchKind, Searched, found_in
from parsers.search_query import parse_query
from registry.search.index import IndexState, LetterIndex, finished, row_of

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from benchmarks.search.corpus import MadeLetter
    from benchmarks.search.questions import Question

_SHARE = 200
#: Letters among which recall and precision are measured: every answer is compared as a whole.
_JUDGED = 20_000


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(prog="benchmarks.search")
    parser.add_argument("--letters", type=int, default=20_000)
    parser.add_argument("--alone", action="store_true")
    parser.add_argument("--copies", type=int, default=1)
    parser.add_argument("--index", type=Path)
    parser.add_argument("--pages", type=int, default=60)
    asked = parser.parse_args()
    count = asked.letters
    with tempfile.TemporaryDirectory() as folder:
        index = LetterIndex(asked.index or Path(folder))
        if index.state() != finished(IndexState(done=count * asked.copies)):
            _build(index, count, asked.copies)
        letters = [made_letter(number) for number in range(1, min(count, _JUDGED) + 1)]
        if asked.copies == 1:
            if count <= _JUDGED:
                _judge(index, letters, alone=asked.alone)
            _near(index, letters)
            _numbers(index, letters)
        _latency(index, letters)
    if asked.pages:
        measure_intake(asked.pages)


def _build(index: LetterIndex, letters: int, copies: int) -> None:
    """Index the letters, and say at what cost."""
    begun, own = time.perf_counter(), time.process_time()
    size, count = 0, letters * copies
    with index.writing() as writing, ProcessPoolExecutor(2) as pool:
        firsts = range(1, letters + 1, _SHARE)
        for rows, length in pool.map(_rows, firsts, [letters] * len(firsts)):
            for copy in range(copies):
                writing.put([_copied(one, copy) for one in rows], new=True)
                size += length
        writing.keep(finished(IndexState(done=count)))
    wall, writer = time.perf_counter() - begun, time.process_time() - own
    _, on_disk = index.size()
    sample = [made_letter(number) for number in range(1, 301)]
    own = time.process_time()
    for letter in sample:
        row_of(received_letter(letter.entry(), letter.text))
    words = (time.process_time() - own) / len(sample)
    print(f"{count:,} letters, {size / count / 1000:.2f} kB of text each")
    print(f"  words and skeleton   {words * 1e3:6.2f} CPU-ms a letter")
    print(
        f"  written to the index {writer / count * 1e3:6.2f} CPU-ms a letter; wall {wall:.0f} s in 2 processes"
    )
    print(
        f"  index                {on_disk / size:6.2f} × text ({on_disk / 1e6:,.0f} MB, the text itself in it)\n"
    )


def _rows(first: int, count: int) -> tuple[list[tuple[str, str]], int]:
    letters = [made_letter(number) for number in range(first, min(first + _SHARE, count + 1))]
    rows = [row_of(received_letter(one.entry(), one.text)) for one in letters]
    return rows, sum(len(one.text.encode()) for one in letters)


def _copied(row: tuple[str, str], copy: int) -> tuple[str, str]:
    key, letter = row
    return row if copy == 0 else (f"{key}.{copy}", letter.replace(f'"{key}"', f'"{key}.{copy}"', 1))


def _judge(index: LetterIndex, letters: Sequence[MadeLetter], *, alone: bool) -> None:
    """Recall and precision of words, compounds and phrases, ours and the others'."""
    asked = questions(letters)
    clean = frozenset(one.id for one in letters if not one.damaged)
    print(f"Among {len(letters):,} letters, {len(asked)} queries")
    print(f"{'':30} {'recall clean':>14} {'precision clean':>16} {'recall damaged':>15}")
    _line("Saraban, exact", asked, lambda text: _ours(index, text, len(letters), near=False), clean)
    _line("Saraban, with near", asked, lambda text: _ours(index, text, len(letters), near=True), clean)
    for kind in ("word", "compound", "phrase"):
        of_kind = [one for one in asked if one.kind == kind]
        _line(f"  {kind}: exact", of_kind, lambda text: _ours(index, text, len(letters), near=False), clean)
        _line(
            f"  {kind}: with near", of_kind, lambda text: _ours(index, text, len(letters), near=True), clean
        )
    if alone:
        return
    for rival in rivals():
        own = time.process_time()
        rival.build((one.id, one.text) for one in letters)
        built = time.process_time() - own
        _line(rival.name, asked, rival.all, clean)
        times = _times(rival.best, [one.text for one in asked])
        text = sum(len(one.text.encode()) for one in letters)
        print(
            f"      built {built / len(letters) * 1e3:.2f} CPU-ms a letter, {rival.size() / text:.2f} × text,"
            f" best 20 in p50 {times[0]:.1f} p95 {times[1]:.1f} ms"
        )
    times = _times(
        lambda text: found_in(index, parse_query(text), Searched(near=False)), [one.text for one in asked]
    )
    print(f"  Saraban, same queries: best 20 with counts in p50 {times[0]:.1f} p95 {times[1]:.1f} ms\n")


def _ours(index: LetterIndex, text: str, limit: int, *, near: bool) -> set[int]:
    _, hits = found_in(index, parse_query(text), Searched(limit=limit, near=near))
    return {int(hit.key.removeprefix("in:")) for hit, kind, _ in hits if kind is not MatchKind.APART}


def _line(
    name: str, asked: Sequence[Question], find: Callable[[str], set[int]], clean: frozenset[int]
) -> None:
    """Over all queries: the share of what should be found, and of what was found on clean paper that should."""
    right = wanted = found = right_damaged = wanted_damaged = 0
    for one in asked:
        answer = find(one.text)
        right, wanted = right + len(answer & one.clean), wanted + len(one.clean)
        found += len(answer & clean)
        right_damaged += len(answer & one.damaged)
        wanted_damaged += len(one.damaged)
    shares = right / max(wanted, 1), right / max(found, 1), right_damaged / max(wanted_damaged, 1)
    print(f"  {name:28} {shares[0]:14.3f} {shares[1]:16.3f} {shares[2]:15.3f}")


def _near(index: LetterIndex, letters: Sequence[MadeLetter]) -> None:
    """Whether the letter of a passage is among the ten best, by wrong characters in what was typed."""
    print("A passage of one letter, the letter among the ten best answers")
    for errors in (0, 1, 2, 4):
        asked = spans(letters, errors)
        hits = sum(
            f"in:{number}"
            in [hit.key for hit, _, _ in found_in(index, parse_query(f'"{text}"'), Searched(limit=10))[1]]
            for text, number in asked
        )
        print(f"  {errors} wrong characters  {hits / len(asked):.3f}")


def _numbers(index: LetterIndex, letters: Sequence[MadeLetter]) -> None:
    """Whether the first answer to a number in each of its spellings is a letter of that number."""
    by_key = {f"in:{one.id}": one.letter.number.key for one in letters if one.letter.number}
    asked = [(text, key) for spelt, key in numbers(letters) for text in spelt]
    firsts = [(key, found_in(index, parse_query(text), Searched(limit=1))[1]) for text, key in asked]
    right = sum(bool(hits) and by_key.get(hits[0][0].key, key) == key for key, hits in firsts)
    print(f"A number in any of five spellings, its letter first: {right} of {len(asked)}\n")


def _latency(index: LetterIndex, letters: Sequence[MadeLetter]) -> None:
    """How long a person waits: query understood, best twenty with counts, near ones if few, snippets."""

    def answer(text: str) -> None:
        for hit, _, query in found_in(index, parse_query(text), Searched())[1]:
            snippet(hit.text, query)

    times = _times(answer, mixed(letters))
    print(
        f"Interactive queries of all kinds, with snippets: p50 {times[0]:.1f}  p95 {times[1]:.1f}  worst {times[2]:.1f} ms\n"
    )


def _times(find: Callable[[str], object], texts: Sequence[str]) -> tuple[float, float, float]:
    """CPU ms after a warm-up: median, 95th percentile, worst."""
    for text in texts:
        find(text)
    times = []
    for text in texts:
        begun = time.process_time()
        find(text)
        times.append((time.process_time() - begun) * 1e3)
    return statistics.median(times), statistics.quantiles(times, n=20)[-1], max(times)


if __name__ == "__main__":
    main()
