"""A picture of characters: curves by dots of Braille patterns, or one mark a character where those cannot be shown."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

_BRAILLE = 0x2800
_DOTS = np.array([[0x01, 0x08], [0x02, 0x10], [0x04, 0x20], [0x40, 0x80]])
#: A mark for each curve, where characters tell them apart.
MARKS = "*+ox#@"
#: The colors of the curves: cyan, yellow, magenta, green, red, blue.
COLORS = (36, 33, 35, 32, 31, 34)


class Canvas:
    """``width`` by ``height`` characters. Columns and rows of :meth:`draw` are dots, row 0 the lowest."""

    def __init__(self, width: int, height: int, braille: bool) -> None:
        self._braille = braille
        self._across, self._up = (2, 4) if braille else (1, 1)
        self.width, self._height = width, height
        self._layers: list[NDArray[np.bool_]] = []

    @property
    def columns(self) -> int:
        return self.width * self._across

    @property
    def rows(self) -> int:
        return self._height * self._up

    def draw(self, spans: Sequence[tuple[int, int] | None]) -> None:
        """A further curve: for each column the lowest and the highest row that it takes, or None."""
        layer = np.zeros((self.rows, self.columns), bool)
        for column, span in enumerate(spans):
            if span is not None:
                layer[span[0] : span[1] + 1, column] = True
        self._layers.append(layer[::-1])  # the first line of text is the highest row

    def lines(self, color: bool) -> list[str]:
        """The picture. A later curve hides an earlier one where both have a character."""
        lines = [[" "] * self.width for _ in range(self._height)]
        for index, layer in enumerate(self._layers):
            cells = layer.reshape(self._height, self._up, self.width, self._across)
            for row, column in zip(*np.nonzero(cells.any(axis=(1, 3)))):
                lines[row][column] = painted(self._character(cells[row, :, column, :], index), index, color)
        return ["".join(line) for line in lines]

    def _character(self, dots: NDArray[np.bool_], index: int) -> str:
        return chr(_BRAILLE + int(_DOTS[dots].sum())) if self._braille else MARKS[index % len(MARKS)]


def painted(text: str, index: int, color: bool) -> str:
    """The text in the color of a curve."""
    return f"\033[{COLORS[index % len(COLORS)]}m{text}\033[0m" if color else text
