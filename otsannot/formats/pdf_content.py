"""Follows the drawing of a PDF's page and gives its words, each run with its place and size (ISO 32000-2, 9.4)."""

from __future__ import annotations

import math
import zlib
from typing import Any, NamedTuple

import pikepdf

from otsannot.formats.pdf_fonts import Font

LARGEST_CONTENT = 100_000_000
"""Bytes of drawing on one page, once unpacked."""
DEEPEST_FORM = 12
"""Drawings within drawings."""

_CHUNK = 1_000_000
_OPERATORS = "q Q cm BT ET Tf Tc Tw Tz TL Ts Td TD Tm T* Tj TJ ' \" Do BDC BMC EMC"
_SPACE_GAP = 0.17
"""Of the font size: a wider gap within a string parts words, as files without spaces have it."""
_SPACE_GAP_BESIDE = 0.5
"""The same in a font that has shown a space of its own."""
_WIDE_GAP = 0.8
_SPACES = (" ", "\u00a0")

Matrix = tuple[float, float, float, float, float, float]
IDENTITY: Matrix = (1, 0, 0, 1, 0, 0)


class Run(NamedTuple):
    """Letters drawn one after the other from `left` to `right` on a baseline; lengths are points, y goes up."""

    left: float
    right: float
    y: float
    size: float
    text: str
    is_bold: bool = False
    is_artifact: bool = False


class Drawn(NamedTuple):
    """What a page draws: upright runs, turned ones in their own coordinates, and whether it draws pictures."""

    runs: list[Run]
    turned: list[Run]
    has_pictures: bool
    width: float = 0.0


def drawn_on(page: pikepdf.Page, fonts: dict[Any, Font]) -> Drawn:
    """The runs of a page in the order of drawing; `fonts` keeps those of the document."""
    drawing = _Drawing(fonts)
    drawing.follow(page.obj, page.obj.get("/Resources", pikepdf.Dictionary()), _upright(page), 0)
    left, bottom, right, top = (float(edge) for edge in page.mediabox)
    wide = abs(top - bottom) if _upright(page)[1] else abs(right - left)
    return Drawn(drawing.runs, drawing.turned, drawing.has_pictures, wide)


def times(first: Matrix, second: Matrix) -> Matrix:
    """The matrix that does the first and then the second."""
    a, b, c, d, e, f = first
    g, h, i, j, k, m = second
    return (a * g + b * i, a * h + b * j, c * g + d * i, c * h + d * j, e * g + f * i + k, e * h + f * j + m)


def _upright(page: pikepdf.Page) -> Matrix:
    turned = int(page.obj.get("/Rotate", 0)) % 360 if isinstance(page.obj.get("/Rotate", 0), int) else 0
    return {90: (0, -1, 1, 0, 0, 0), 180: (-1, 0, 0, -1, 0, 0), 270: (0, 1, -1, 0, 0, 0)}.get(turned, IDENTITY)


class _State(NamedTuple):
    """What `q` keeps and `Q` brings back."""

    matrix: Matrix
    font: Font | None = None
    size: float = 1.0
    letter: float = 0.0
    word: float = 0.0
    wide: float = 1.0
    leading: float = 0.0
    rise: float = 0.0


class _Drawing:
    def __init__(self, fonts: dict[Any, Font]) -> None:
        self.runs: list[Run] = []
        self.turned: list[Run] = []
        self.has_pictures = False
        self._fonts = fonts
        self._line: Matrix = IDENTITY
        self._text: Matrix = IDENTITY
        self._marks: list[tuple[str, bool, int, int]] = []  # actual text, artifact, and how many runs there were

    def follow(self, content: Any, resources: Any, matrix: Matrix, depth: int) -> None:
        """Follow a drawing with the resources it names. Raises ValueError when it grows beyond bounds."""
        _check_size(content)
        state, kept = _State(matrix), list[_State]()
        for instruction in pikepdf.parse_content_stream(content, operators=_OPERATORS):
            operands, name = instruction.operands, str(instruction.operator)
            if name in ("Tj", "TJ", "'", '"'):
                state = self._show(state, name, operands)
            elif name == "q":
                kept.append(state)
            elif name == "Q":
                state = kept.pop() if kept else state
            elif name == "cm":
                state = state._replace(matrix=times(_matrix(operands), state.matrix))
            elif name == "Do":
                self._draw(operands[0], resources, state.matrix, depth)
            elif name in ("BDC", "BMC", "EMC"):
                self._mark(name, operands, resources)
            elif name == "BT":
                self._line = self._text = IDENTITY
            else:
                state = self._set(state, name, operands, resources)

    def _set(self, state: _State, name: str, operands: Any, resources: Any) -> _State:
        """Take over what an operator of text says."""
        if name == "Tf":
            return state._replace(font=self._font(operands[0], resources), size=float(operands[1]))
        numbers = [float(operand) for operand in operands]
        if name == "Tm":
            self._line = self._text = _matrix(operands)
        elif name in ("Td", "TD", "T*"):
            x, y = (0.0, -state.leading) if name == "T*" else (numbers[0], numbers[1])
            self._line = self._text = times((1, 0, 0, 1, x, y), self._line)
            return state._replace(leading=-y) if name == "TD" else state
        elif name == "Tc":
            return state._replace(letter=numbers[0])
        elif name == "Tw":
            return state._replace(word=numbers[0])
        elif name == "Tz":
            return state._replace(wide=numbers[0] / 100)
        elif name == "TL":
            return state._replace(leading=numbers[0])
        elif name == "Ts":
            return state._replace(rise=numbers[0])
        return state

    def _font(self, name: Any, resources: Any) -> Font | None:
        fonts = resources.get("/Font") if resources is not None else None
        source = fonts.get(str(name)) if isinstance(fonts, pikepdf.Dictionary) else None
        if not isinstance(source, pikepdf.Dictionary):
            return None
        key = source.objgen if source.is_indirect else id(source)
        if key not in self._fonts:
            self._fonts[key] = Font(source)
        return self._fonts[key]

    def _draw(self, name: Any, resources: Any, matrix: Matrix, depth: int) -> None:
        """Draw a form, which may hold text, or note that there is a picture."""
        drawings = resources.get("/XObject") if resources is not None else None
        drawing = drawings.get(str(name)) if isinstance(drawings, pikepdf.Dictionary) else None
        if not isinstance(drawing, pikepdf.Stream):
            return
        if drawing.get("/Subtype") == "/Image":
            self.has_pictures = True
        elif depth < DEEPEST_FORM:
            own = drawing.get("/Matrix")
            inner = times(_matrix(own), matrix) if isinstance(own, pikepdf.Array) and len(own) == 6 else matrix
            line, text = self._line, self._text
            self.follow(drawing, drawing.get("/Resources", resources), inner, depth + 1)
            self._line, self._text = line, text

    def _mark(self, name: str, operands: Any, resources: Any) -> None:
        """Keep what marked content says of itself (14.6, 14.9.4), and put its own text in the place of its letters."""
        if name != "EMC":
            said = operands[1] if len(operands) > 1 else None
            if isinstance(said, pikepdf.Name):
                lists = resources.get("/Properties") if resources is not None else None
                said = lists.get(str(said)) if isinstance(lists, pikepdf.Dictionary) else None
            actual = said.get("/ActualText") if isinstance(said, pikepdf.Dictionary) else None
            text = str(actual) if isinstance(actual, pikepdf.String) else ""
            is_artifact = bool(operands) and str(operands[0]) == "/Artifact"
            self._marks.append((text, is_artifact, len(self.runs), len(self.turned)))
        elif self._marks:
            text, _is_artifact, upright, turned = self._marks.pop()
            if text:
                _replace(self.runs, upright, text)
                _replace(self.turned, turned, text)

    def _show(self, state: _State, name: str, operands: Any) -> _State:
        if name in ("'", '"'):
            if name == '"' and len(operands) == 3:
                state = state._replace(word=float(operands[0]), letter=float(operands[1]))
            self._line = self._text = times((1, 0, 0, 1, 0, -state.leading), self._line)
        if state.font is None or not len(operands):
            return state
        shown = operands[-1] if name == "TJ" else [operands[-1]]
        writing = _Writing(self, state)
        for item in shown:
            if isinstance(item, pikepdf.String):
                writing.write(bytes(item))
            else:
                writing.skip(-float(item) / 1000 * state.size * state.wide)
        writing.end()
        self._text = times((1, 0, 0, 1, writing.x, 0), self._text)
        return state

    def add(self, state: _State, start: float, end: float, text: str) -> None:
        """Put a run where the text matrix places it, from `start` to `end` in the space of text."""
        a, b, c, d, e, f = times(times((1, 0, 0, 1, 0, state.rise), self._text), state.matrix)
        along, size = math.hypot(a, b), abs(state.size) * math.hypot(c, d)
        assert state.font is not None
        is_artifact = any(mark[1] for mark in self._marks)
        if size < 0.5 or along == 0 or not text:
            return
        if a > 0 and abs(b) < 0.05 * a:
            run = Run(e + start * a, e + end * a, f, size, text, state.font.is_bold, is_artifact)
            self.runs.append(run)
            return
        cosine, sine = a / along, b / along
        x, y = e * cosine + f * sine, f * cosine - e * sine
        self.turned.append(Run(x + start * along, x + end * along, y, size, text, state.font.is_bold, is_artifact))


class _Writing:
    """The letters of one string, broken into runs at wide gaps, and into single letters where they run to the left."""

    def __init__(self, drawing: _Drawing, state: _State) -> None:
        self.x = 0.0
        self._drawing = drawing
        self._state = state
        self._start = 0.0
        self._end = 0.0
        self._letters: list[str] = []
        self._apart = False

    def write(self, codes: bytes) -> None:
        state = self._state
        assert state.font is not None
        for glyph in state.font.glyphs(codes):
            wide = (
                glyph.width / 1000 * state.size + state.letter + (state.word if glyph.is_space else 0.0)
            ) * state.wide
            if glyph.is_from_right:
                self.end()
                self._drawing.add(state, self.x, self.x + wide, glyph.text)
                self.x += wide
                self._start = self._end = self.x
                continue
            if not self._letters:
                self._start = self.x
            elif self._apart and not glyph.text.startswith(_SPACES) and not self._letters[-1].endswith(_SPACES):
                self._letters.append(" ")
            self._apart = False
            self._letters.append(glyph.text)
            self.x += wide
            self._end = self.x

    def skip(self, amount: float) -> None:
        self.x += amount
        gap = amount / (abs(self._state.size) or 1)
        if gap > _WIDE_GAP or gap < -_WIDE_GAP:
            self.end()
        elif gap > (_SPACE_GAP_BESIDE if self._state.font is not None and self._state.font.has_spaces else _SPACE_GAP):
            self._apart = True

    def end(self) -> None:
        if self._letters:
            self._drawing.add(self._state, self._start, self._end, "".join(self._letters))
            self._letters.clear()
        self._apart = False


def _check_size(content: Any) -> None:
    """Unpack what draws a page as far as is allowed. Raises ValueError when it goes on."""
    streams = content.get("/Contents", []) if not isinstance(content, pikepdf.Stream) else [content]
    left = LARGEST_CONTENT
    for stream in [streams] if isinstance(streams, pikepdf.Stream) else streams:
        raw = stream.read_raw_bytes()
        filters = stream.get("/Filter")
        if filters is not None and "FlateDecode" in str(filters):
            left -= _unpacked_size(raw, left)
        left -= len(raw)
        if left < 0:
            raise ValueError("a page draws too much")


def _unpacked_size(packed: bytes, most: int) -> int:
    unpacking, size = zlib.decompressobj(), 0
    while packed and size <= most:
        try:
            size += len(unpacking.decompress(packed, _CHUNK))
        except zlib.error:  # the library mends what it can
            break
        packed = unpacking.unconsumed_tail
    return size


def _replace(runs: list[Run], since: int, text: str) -> None:
    """Let one run say the text that stands for all since then."""
    if len(runs) <= since:
        return
    widest = max(runs[since:], key=lambda run: run.right - run.left)
    line = [run for run in runs[since:] if abs(run.y - widest.y) < widest.size]
    left, right = min(run.left for run in line), max(run.right for run in line)
    runs[since:] = [widest._replace(text=text, left=left, right=right)]


def _matrix(operands: Any) -> Matrix:
    a, b, c, d, e, f = (float(operand) for operand in operands)
    return (a, b, c, d, e, f)
