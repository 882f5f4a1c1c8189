"""``lrnotes plot``: the curve is where the schedule says, in every kind of terminal."""

import io
import re
import sys

import pytest

from lrnotes.commands.canvas import Canvas
from lrnotes.commands.terminal_plot import ticks

LINE = "LinearDecay(1.0, 100)"


class Terminal(io.TextIOWrapper):
    def __init__(self, encoding="utf-8"):
        super().__init__(io.BytesIO(), encoding)

    def isatty(self):
        return True

    @property
    def text(self):
        self.flush()
        return self.buffer.getvalue().decode(self.encoding)


@pytest.fixture
def shown(run, monkeypatch):
    """What a terminal of that encoding shows."""
    for name in ("NO_COLOR", "COLUMNS"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("TERM", "xterm")

    def shows(*arguments, encoding="utf-8"):
        terminal = Terminal(encoding)
        monkeypatch.setattr(sys, "stdout", terminal)
        assert run("plot", *arguments).code == 0
        return terminal.text

    return shows


def test_a_line_in_ascii_is_a_line(shown, monkeypatch):
    monkeypatch.setenv("NO_COLOR", "1")
    lines = shown(LINE, "--steps", "100", "--width", "52", "--height", "11", encoding="ascii").splitlines()
    assert lines[0].split() == ["*", "LinearDecay(initial_learning_rate=1.0..."]
    rows = [line[10:] for line in lines[1:12]]
    for column in range(41):  # a rate of 1 in the highest row, 0 in the lowest
        marked = [row for row in range(11) if column < len(rows[row]) and rows[row][column] == "*"]
        assert marked and min(abs(row - column / 4) for row in marked) <= 0.5 + 1 / 8
    labels = {row: line[:9].strip() for row, line in enumerate(lines[1:12]) if line[:9].strip()}
    assert labels == {0: "1", 5: "0.5", 10: "0"} and {lines[row + 1][9] for row in labels} == {"+"}
    assert lines[12][9:] == "+" + "+" + "-" * 19 + "+" + "-" * 19 + "+" and lines[13].split() == ["0", "50", "100"]


def test_steps_are_drawn_upright(shown):
    text = shown("PiecewiseConstantDecay([50], [1.0, 0.0])", "--steps", "100", "--width", "31", "--height", "5")
    rows = [line[10:] for line in re.sub("\033\\[[0-9]*m", "", text).splitlines()[1:6]]
    assert rows[0].startswith("⠉" * 9) and rows[4].rstrip().endswith("⣀" * 9)
    upright = [index for index, each in enumerate(rows[2]) if each != " "]
    assert upright == [10] and rows[1][10] != " " != rows[3][10]


def test_braille_for_one_curve_and_marks_or_colors_for_several(shown, monkeypatch):
    assert re.search("[\u2801-\u28ff]", shown(LINE))
    colored = shown(LINE, "CosineDecay(1.0, 100)")
    assert "\033[36m" in colored and "\033[33m" in colored and re.search("[\u2801-\u28ff]", colored)
    monkeypatch.setenv("NO_COLOR", "1")
    plain = shown(LINE, "CosineDecay(1.0, 100)")
    assert "\033" not in plain and not re.search("[\u2801-\u28ff]", plain) and "*" in plain and "+" in plain
    monkeypatch.setenv("NO_COLOR", "")  # an empty one says nothing
    assert "\033" in shown(LINE)
    monkeypatch.setenv("TERM", "dumb")
    assert "\033" not in shown(LINE)


@pytest.mark.parametrize("encoding", ["ascii", "latin-1", "cp437"])
def test_an_output_that_cannot_hold_braille_gets_ascii(shown, encoding):
    assert shown(LINE, encoding=encoding).isascii()


def test_the_plot_is_as_wide_as_the_terminal(run, monkeypatch):
    for columns in (40, 133):
        monkeypatch.setenv("COLUMNS", str(columns))
        assert max(map(len, run("plot", LINE).out.splitlines())) in (columns - 1, columns)


def test_a_logarithmic_axis_has_powers_of_ten_and_a_gap_at_zero(run):
    text = run("plot", "StepDecay(0.1, 10)", "--steps", "39", "--log").out
    labels = re.findall(r"^ *(\S+)[┤+]", text, re.MULTILINE)
    assert labels == ["0.1", "0.01", "0.001", "0.0001"]
    half = run("plot", "PiecewiseConstantDecay([50], [1.0, 0.0])", "--steps", "100", "--log", "--width", "50").out
    curve = [line[10:].rstrip() for line in half.splitlines()[1:17]]
    assert max(map(len, curve)) in (20, 21)


@pytest.mark.parametrize("schedule", ["Constant(0.0)", "Constant(0.1)", "Constant(1e-300)", "LinearDecay(1e100, 1e9)"])
@pytest.mark.parametrize("options", [[], ["--log"], ["--at", "7"], ["--width", "20", "--height", "3"]])
def test_what_has_no_range_is_drawn_all_the_same(run, schedule, options):
    result = run("plot", schedule, *options)
    assert result.code == 0 and not result.err and "nan" not in result.out and "inf" not in result.out


def test_the_rates_of_a_rule_that_responds_to_a_loss(run):
    result = run("plot", "ReduceLROnPlateau(0.1, patience=0)", "--losses", "1,1,1,1", "--log")
    assert result.code == 0 and "ReduceLROnPlateau" in result.out and " 4" in result.out


def test_figures_in_files(run, tmp_path):
    for name, start in (("a.svg", b"<?xml"), ("b.PNG", b"\x89PNG"), ("c.pdf", b"%PDF")):
        assert (
            run("plot", LINE, "CosineDecay(0.1, 10)", "--steps", "0:1000000:5", "--out", str(tmp_path / name)).code == 0
        )
        assert (tmp_path / name).read_bytes().startswith(start)
    assert run("plot", "GreedyLR(0.1)", "--losses", "1,2,3", "--out", str(tmp_path / "d.svg")).code == 0
    assert "loss of each epoch" in (tmp_path / "d.svg").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("low", "high", "most", "expected"),
    [
        (0, 1100, 6, [0, 200, 400, 600, 800, 1000]),
        (0, 0.1, 5, [0, 0.02, 0.04, 0.06, 0.08, 0.1]),
        (3e-5, 3e-4, 3, [1e-4, 2e-4, 3e-4]),
        (-6, -1, 5, [-6, -5, -4, -3, -2, -1]),
        (4e6, 4.72e6, 4, [4e6, 4.2e6, 4.4e6, 4.6e6]),
    ],
)
def test_ticks_are_round_numbers(low, high, most, expected):
    assert ticks(low, high, most) == expected


def test_the_dots_of_a_braille_pattern():
    canvas = Canvas(1, 1, braille=True)
    canvas.draw([(0, 0), None])
    assert canvas.lines(False) == ["⡀"]  # dot 7, the lowest on the left
    canvas = Canvas(1, 1, braille=True)
    canvas.draw([None, (3, 3)])
    assert canvas.lines(False) == ["⠈"]  # dot 4, the highest on the right
    canvas = Canvas(2, 1, braille=True)
    canvas.draw([(0, 3), (0, 3), (1, 2), None])
    assert canvas.lines(False) == ["⣿⠆"]
