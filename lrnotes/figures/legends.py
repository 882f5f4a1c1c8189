"""Legends beside the data, never on it: below a figure or below a panel."""

from .labels import wrapped
from .style import TEXT_SIZE

_EM = TEXT_SIZE / 72  # inches
_CHARACTER = 0.6 * _EM  # about what a character takes on average
_HANDLE, _PAD, _GAP = 2.2, 0.6, 1.2  # of an entry, in widths of the text; the handle is longer than a dash pattern
_ENTRY, _LINE = 0.21, 0.175  # inches from an entry of one line to the next, and from line to line within one


class Legend:
    """The labels of some curves in one row, or one below the other where a row would be wider than ``width`` inches.

    ``height`` is what they take up, in inches.
    """

    def __init__(self, labels, width):
        around = (_HANDLE + _PAD + _GAP) * _EM
        self.labels = [wrapped(label, int((width - around) / _CHARACTER)) for label in labels]
        row = sum(around + len(label) * _CHARACTER for label in self.labels)
        more_lines = sum(label.count("\n") for label in self.labels)
        one_row = not more_lines and row - _GAP * _EM <= width
        self._columns = len(labels) if one_row else 1
        self.height = _ENTRY * (1 if one_row else len(labels)) + _LINE * more_lines

    def draw(self, owner, curves, **place):
        """Draw it as the legend of a figure or of axes."""
        # Matplotlib leaves out labels that begin with an underscore and reads dollar signs as mathematics, so it gets
        # the real texts afterwards.
        legend = owner.legend(
            curves, ["label"] * len(curves), ncols=self._columns, borderpad=0, borderaxespad=0, labelspacing=0.45,
            handlelength=_HANDLE, handletextpad=_PAD, columnspacing=_GAP, **place,
        )  # fmt: skip
        for text, label in zip(legend.get_texts(), self.labels, strict=True):
            text.set_parse_math(False)
            text.set_text(label)
