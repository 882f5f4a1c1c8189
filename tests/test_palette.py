"""The palette stands once, can be seen on white and in the dark, and tells curves apart without color."""

import pathlib
import re

import pytest

import lrnotes
from lrnotes.figures.palette import COLORS, DASHES, INK, css_variables, pen
from lrnotes.figures.style import LINE_WIDTH, line_style
from lrnotes.figures.svg import svg

ROOT = pathlib.Path(lrnotes.__file__).parents[1]
WHITE, DARK = "#ffffff", "#121212"  # the theme's pages
# How much lighter the dark page shows a static figure.
FACTOR = float(re.search(r"brightness\(([\d.]+)\)", (ROOT / "book/_assets/lrnotes.css").read_text(encoding="utf-8"))[1])


def channels(color):
    return [int(color[i : i + 2], 16) / 255 for i in (1, 3, 5)]


def contrast(first, second):
    """WCAG's contrast ratio of two colors, each as its channels from 0 to 1."""
    luminances = []
    for color in (first, second):
        linear = [each / 12.92 if each <= 0.04045 else ((each + 0.055) / 1.055) ** 2.4 for each in color]
        luminances.append(0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2])
    low, high = sorted(luminances)
    return (high + 0.05) / (low + 0.05)


def lighter(color):
    return [min(1, each * FACTOR) for each in channels(color)]


def test_text_has_a_contrast_of_4_5_on_both_pages():
    assert contrast(channels(INK), channels(WHITE)) >= 4.5
    assert contrast(lighter(INK), channels(DARK)) >= 4.5


@pytest.mark.parametrize("color", COLORS)
def test_curves_have_a_contrast_of_3_on_both_pages(color):
    assert contrast(channels(color), channels(WHITE)) >= 3
    assert contrast(channels(color), channels(DARK)) >= 3  # interactive plots
    assert contrast(lighter(color), channels(DARK)) >= 3


def test_every_curve_has_a_color_and_dashes_that_no_other_has():
    pens = [pen(index) for index in range(12)]
    assert len(set(pens)) == 12 and len({color for color, _ in pens[:6]}) == len({dash for _, dash in pens[:6]}) == 6
    for dash in DASHES[1:]:
        assert len(dash) % 2 == 0 and min(dash[1::2]) >= 3  # a gap narrower than the line cannot be seen


def test_dashes_of_static_figures_are_as_long_and_have_butt_ends():
    text = svg(lrnotes.plot([lrnotes.Constant(0.1 * (1 + index)) for index in range(6)], 10))
    patterns = [tuple(map(float, each.split(","))) for each in re.findall(r"stroke-dasharray: ([\d., ]+)", text)]
    points = {tuple(round(0.75 * length, 3) for length in dash) for dash in DASHES[1:]}
    assert {tuple(round(length, 3) for length in pattern) for pattern in patterns} == points
    assert "stroke-linecap: butt" in text
    assert not re.search(r"stroke-dasharray[^\"]*stroke-linecap: (?!butt)", text)
    assert line_style(0)["linestyle"] == "-" and line_style(1)["linestyle"][1][0] * LINE_WIDTH == 6


def test_texts_of_static_figures_are_11_pixels_where_a_page_shows_them_620_wide():
    figures = [
        lrnotes.plot([lrnotes.CosineDecay(0.1, 50), lrnotes.Constant(0.1)], 60, title="title"),
        lrnotes.vary(lrnotes.CosineDecay(0.1, 50), 60, alpha=[0, 0.1]),
        lrnotes.plot(lrnotes.GreedyLR(0.1), losses=lrnotes.loss_curve("noisy plateau")),
    ]
    for text in map(svg, figures):
        width = float(re.search(r'viewBox="0 0 ([\d.]+)', text)[1])
        sizes = set(re.findall(r"<text [^>]*font-size: ([\d.]+)px", text))
        assert sizes and min(map(float, sizes)) * 620 / width >= 11
        # Exponents are smaller.
        exponents = set(re.findall(r"<tspan [^>]*font-size: ([\d.]+)px", text))
        assert all(float(size) * 620 / width >= 7.5 for size in exponents)


def test_css_variables_are_the_palette():
    declared = dict(re.findall(r"(--[\w-]+): ([^;]+);", css_variables()))
    assert [declared[f"--lrnotes-color-{number}"] for number in range(1, 7)] == list(COLORS)
    dashes = [declared[f"--lrnotes-dash-{number}"] for number in range(1, 7)]
    assert dashes == ["none", "8 4", "2 3", "10 3 2 3", "4 4", "14 4"] and len(declared) == 12


def test_the_palette_stands_nowhere_else():
    """A change of the palette touches one file: no style sheet, script or module repeats a color."""
    sources = [
        path
        for folder in ("lrnotes", "book/_assets", "book/_tools", "book/_templates")
        for path in (ROOT / folder).rglob("*")
        if path.suffix in (".py", ".js", ".mjs", ".css", ".html") and "node_modules" not in path.parts
    ]
    assert len(sources) > 40
    repeats = [
        (path.relative_to(ROOT).as_posix(), color)
        for path in sources
        if path.name != "palette.py"
        for color in (*COLORS, INK)
        if color in path.read_text(encoding="utf-8").lower()
    ]
    assert repeats == []
