"""Trains the glyph reader of `parsers.digits` on glyphs drawn from fonts, and says how well it does.

Usage: python -m benchmarks.train_digits [--out parsers/digits/weights.npz] [--without WORD …]

The glyphs are drawn on sheets, one sheet a font and size; each sheet is worn (blurred,
specked, thinned, turned, made coarse) and cut into pieces just as a page is. Fonts: Sarabun from
the package fontpkg-sarabun and those of Debian's fonts-thai-tlwg, fonts-tlwg-laksaman and fonts-liberation. Takes about
two minutes on one core; the same seed gives the same weights on the same machine.
"""

from __future__ import annotations

import argparse
import time
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import fontpkg
import numpy as np
from PIL import Image, ImageDraw, ImageFilter, ImageFont

from parsers.digits.network import ALPHABET, JUNK, WEIGHTS, Network, Shape, inputs_of
from parsers.ocr.components import components
from parsers.ocr.picture import Grey, Ink, median3, otsu

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from parsers.digits.network import Floats

TLWG = Path("/usr/share/fonts/truetype/tlwg")
#: Fonts without Thai, for Western digits as old letters have them (Arial, Times).
WESTERN = Path("/usr/share/fonts/truetype/liberation")
#: Weights and slants that no letter is set in teach nothing.
_LEFT_OUT = (
    *("Thin", "ExtraLight", "ExtraBold", "SemiBold", "Medium", "Light", "Purisa", "Oblique"),
    *("Mono-", "Narrow", "Typist-", "Typewriter-", "TlwgMono", "Umpush-Light"),
)
HIDDEN = 160
#: Digits decide, so they are drawn more often than letters.
_REPEATS = {**dict.fromkeys("๐๑๒๓๔๕๖๗๘๙", 8), **dict.fromkeys("0123456789", 6), **dict.fromkeys("/.,-()ว", 4)}
_MARKS = "ัิีึืุู็่้๊๋์ํ"


class Sample(NamedTuple):
    """A piece of ink, how it stands on its line, and what it is."""

    piece: Ink
    shape: Shape
    label: int


def fonts(without: Sequence[str] = ()) -> list[Path]:
    """The font files to learn from."""
    found = [
        *Path(fontpkg.path("Sarabun")).parent.glob("Sarabun-*.ttf"),
        *TLWG.glob("*.ttf"),
        *WESTERN.glob("*.ttf"),
    ]
    skipped = (*_LEFT_OUT, *without)
    return sorted(path for path in found if not any(word in path.name for word in skipped))


def samples(path: Path, size: int, rng: np.random.Generator) -> Iterator[Sample]:
    """The glyphs of a font in one size, worn in one way."""
    font = ImageFont.truetype(str(path), size)
    thai = WESTERN not in path.parents
    # Where Thai and Western letters are set together, digits are a seventh higher than consonants.
    core = -font.getbbox("ก", anchor="ls")[1] if thai else -font.getbbox("8", anchor="ls")[1] / 1.15
    text = _shuffled(rng, ALPHABET if thai else [char for char in ALPHABET if char.isascii()])
    cell, columns = round(size * 1.6), 24
    sheet = Image.new("L", (cell * columns, cell * -(-len(text) // columns)), 255)
    draw = ImageDraw.Draw(sheet)
    for index, char in enumerate(text):
        row, column = divmod(index, columns)
        place = (column * cell + cell // 2, row * cell + round(cell * 0.7))
        draw.text(place, _shown(char, rng), font=font, anchor="ms", fill=int(rng.integers(0, 70)))
    slant = float(rng.normal(0, 0.8))
    ink, stretch = _worn(sheet.rotate(slant, Image.Resampling.BICUBIC, fillcolor=255), size, rng)
    yield from _cut(ink, text, Grid(cell * stretch, columns, np.deg2rad(slant)), core * stretch, rng)


def _shuffled(rng: np.random.Generator, alphabet: Sequence[str]) -> str:
    chars = [char for char in alphabet for _ in range(_REPEATS.get(char, 1))]
    chars += [JUNK] * (24 if len(alphabet) == len(ALPHABET) else 0)
    rng.shuffle(chars)
    return "".join(chars)


def _shown(char: str, rng: np.random.Generator) -> str:
    """What is drawn for a character: a mark stands on a letter, junk is letters that touch."""
    if char in _MARKS:
        return "\u0e2d" + char
    if char != JUNK:
        return char
    digits = "๐๑๒๓๔๕๖๗๘๙0123456789"
    return "".join(rng.choice(list(digits), 2)) if rng.random() < 0.7 else "~"


def _worn(sheet: Image.Image, size: int, rng: np.random.Generator) -> tuple[Ink, float]:
    """The sheet as it comes out of a printer and a scanner, and how much larger it came out."""
    stretch = float(rng.choice([1.0, 1.0, 0.8, 0.65]))
    if stretch != 1.0:
        sheet = sheet.resize(
            (round(sheet.width * stretch), round(sheet.height * stretch)), Image.Resampling.BICUBIC
        )
    kind = rng.random()
    if kind < 0.5:
        sheet = sheet.filter(ImageFilter.GaussianBlur(float(rng.uniform(0.2, 0.035 * size))))
    grey = np.asarray(sheet, np.float32)
    spread = float(rng.uniform(0, 30))
    grey = grey + rng.normal(0, spread, grey.shape).astype(np.float32)
    worn: Grey = np.clip(grey, 0, 255).astype(np.uint8)
    if spread > 15:
        worn = median3(worn)
    threshold = otsu(worn) + float(rng.normal(0, 14))
    return worn <= np.clip(threshold, 60, 225), stretch


class Grid(NamedTuple):
    """How a sheet is divided: square cells, so many a row, turned by an angle about the sheet's middle."""

    cell: float
    columns: int
    slant: float

    def straight(self, x: Floats, y: Floats, shape: tuple[int, int]) -> tuple[Floats, Floats]:
        """Points of the turned sheet where they were drawn."""
        x, y = x - shape[1] / 2, y - shape[0] / 2
        cos, sin = np.cos(self.slant), np.sin(self.slant)
        return x * cos - y * sin + shape[1] / 2, x * sin + y * cos + shape[0] / 2


def _cut(ink: Ink, text: str, grid: Grid, core: float, rng: np.random.Generator) -> Iterator[Sample]:
    """The largest piece of each cell (of a mark: the one above or below its letter)."""
    pieces = components(ink)
    middle = (pieces.left + pieces.right) / 2
    x, y = grid.straight(middle, (pieces.top + pieces.bottom) / 2, ink.shape)
    foot = grid.straight(middle, pieces.bottom, ink.shape)[1]
    home = (y // grid.cell).astype(int) * grid.columns + (x // grid.cell).astype(int)
    order = np.argsort(-pieces.area, kind="stable")
    best: dict[int, list[int]] = {}
    for label in order:
        best.setdefault(int(home[label]), []).append(int(label))
    for index, char in enumerate(text):
        found = best.get(index, [])
        place = 1 if char in _MARKS else 0
        if len(found) <= place or pieces.area[found[place]] < 4:
            continue
        label = found[place]
        if char == JUNK and pieces.width[label] < core * 0.9:
            continue
        piece = pieces.crop(label)
        base = (index // grid.columns + 0.7) * grid.cell
        # Narrow strokes are left out: half of an H is a perfect 1.
        if char == JUNK or (rng.random() < 0.02 and piece.shape[1] > 1.2 * core):
            yield _junk(piece, core, rng)
        else:
            stands = _shape(piece, foot[label] - base, core, rng)
            yield Sample(piece, stands, ALPHABET.index(char))


def _junk(piece: Ink, core: float, rng: np.random.Generator) -> Sample:
    """A part of a glyph, or more than one."""
    if piece.shape[1] < 1.3 * core and rng.random() < 0.8:
        cut = max(int(piece.shape[1] * rng.uniform(0.35, 0.6)), 2)
        piece = piece[:, :cut] if rng.random() < 0.5 else piece[:, -cut:]
    return Sample(piece, _shape(piece, 0.0, core, rng), ALPHABET.index(JUNK))


def _shape(piece: Ink, below: float, core: float, rng: np.random.Generator) -> Shape:
    core *= float(np.exp(rng.normal(0, 0.08)))
    jitter = float(rng.normal(0, 0.06))
    return Shape(piece.shape[1] / core, piece.shape[0] / core, below / core + jitter)


def drawn(paths: Sequence[Path], rounds: int, seed: int) -> tuple[Floats, np.ndarray]:
    """Inputs and labels for all fonts."""
    rng = np.random.default_rng(seed)
    inputs, labels = [], []
    for _ in range(rounds):
        for path in paths:
            found = list(samples(path, int(rng.integers(32, 68)), rng))
            inputs.append(inputs_of([one.piece for one in found], [one.shape for one in found]))
            labels.append(np.array([one.label for one in found]))
    return np.concatenate(inputs), np.concatenate(labels)


def trained(inputs: Floats, labels: np.ndarray, epochs: int, seed: int) -> Network:
    """A network learnt by Adam with falling steps."""
    rng = np.random.default_rng(seed)
    sizes = (inputs.shape[1], HIDDEN, len(ALPHABET))
    weights = [
        rng.normal(0, (2 / sizes[0]) ** 0.5, sizes[:2]).astype(np.float32),
        np.zeros(HIDDEN, np.float32),
        rng.normal(0, (1 / HIDDEN) ** 0.5, sizes[1:]).astype(np.float32),
        np.zeros(sizes[2], np.float32),
    ]
    first = [np.zeros_like(one) for one in weights]
    second = [np.zeros_like(one) for one in weights]
    batch, step = 512, 0
    steps = epochs * (len(labels) // batch)
    for _ in range(epochs):
        order = rng.permutation(len(labels))
        for start in range(0, len(order) - batch + 1, batch):
            step += 1
            chosen = order[start : start + batch]
            slopes = _slopes(weights, inputs[chosen], labels[chosen], rng)
            rate = 0.003 * (1 - step / steps) + 1e-5
            for one, slope, m, v in zip(weights, slopes, first, second, strict=True):
                m[...] += 0.1 * (slope - m)
                v[...] += 0.001 * (slope * slope - v)
                one[...] -= rate * (m / (1 - 0.9**step)) / (np.sqrt(v / (1 - 0.999**step)) + 1e-8)
    return Network(*weights)


def _slopes(
    weights: list[Floats], inputs: Floats, labels: np.ndarray, rng: np.random.Generator
) -> list[Floats]:
    network = Network(*weights)
    active = np.maximum(inputs @ network.hidden + network.hidden_bias, 0)
    kept = (rng.random(active.shape) < 0.85).astype(np.float32) / 0.85
    active *= kept
    scores = active @ network.output + network.output_bias
    scores -= scores.max(axis=1, keepdims=True)
    wrong = np.exp(scores)
    wrong /= wrong.sum(axis=1, keepdims=True)
    wrong[np.arange(len(labels)), labels] -= 0.95
    wrong -= 0.05 / len(ALPHABET)
    wrong /= len(labels)
    back = (wrong @ network.output.T) * (active > 0) * kept
    return [inputs.T @ back, back.sum(0), active.T @ wrong, wrong.sum(0)]


def stored(network: Network, path: Path) -> Network:
    """The network written with half precision, as it will be read."""
    np.savez_compressed(
        path, **{name: getattr(network, name).astype(np.float16) for name in Network.__slots__}
    )
    with np.load(path) as kept:
        return Network(*(kept[name].astype(np.float32) for name in Network.__slots__))


def digit_error(network: Network, inputs: Floats, labels: np.ndarray, script: str) -> float:
    """The share of the script's digits that are read as anything else."""
    chosen = np.isin(labels, [ALPHABET.index(char) for char in script])
    read = network.probabilities(inputs[chosen]).argmax(axis=1)
    return float((read != labels[chosen]).mean())


def main() -> None:
    """Train, store and report."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--out", type=Path, default=Path("parsers/digits") / WEIGHTS)
    parser.add_argument(
        "--without", nargs="*", default=[], help="leave out fonts whose file name holds the word"
    )
    parser.add_argument("--rounds", type=int, default=14)
    parser.add_argument("--epochs", type=int, default=14)
    options = parser.parse_args()
    began = time.process_time()
    paths = fonts(options.without)
    inputs, labels = drawn(paths, options.rounds, seed=1)
    print(f"{len(paths)} fonts, {len(labels)} glyphs, {time.process_time() - began:.0f} s")
    network = stored(trained(inputs, labels, options.epochs, seed=2), options.out)
    tried, truth = drawn([path for path in fonts() if path not in paths] or paths, 2, seed=3)
    print(f"{options.out.stat().st_size / 1000:.0f} kB, {time.process_time() - began:.0f} s of CPU")
    for name, script in (("Thai", "๐๑๒๓๔๕๖๗๘๙"), ("Arabic", "0123456789")):
        print(
            f"{name} digits: {100 * digit_error(network, tried, truth, script):.2f} % wrong on glyphs not seen"
        )


if __name__ == "__main__":
    main()
