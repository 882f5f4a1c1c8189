"""A static figure's panels one by one, for phones: on the page they are views of the one file, one a row.

A panel's place is read from the figure itself, as lrnotes draws it. A figure with a panel as wide as itself, or with a
line of text above all panels, stays whole.
"""

import html
import re

_WIDEST = 352  # points: a figure no wider is legible on a phone as it is
_TICKS = 9  # points to the right of a panel that its last tick's label may need
_CHARACTER = 0.62  # about the width of a character, in sizes of the text
_HANDLE = 32  # points from the left end of a legend's entry to its text
_ROW = 280  # points of a legend that fit a phone
_TITLE = 24  # points above a panel
_AXIS = 42  # points below a panel with the axis's label, where a legend of all panels begins
_TO_PIXELS, _TO_PIXELS_OF_A_LEGEND = 4 / 3, 1.15  # a legend's text is 12 px, however long its lines
_PANEL = re.compile(
    r'<g id="axes_\d+">\s*<g id="patch_\d+">\s*<path d="M ([\d.]+) ([\d.]+)\s+L ([\d.]+) [\d.]+\s+L [\d.]+ ([\d.]+)'
)
_SIZE = re.compile(r'viewBox="0 0 ([\d.]+) ([\d.]+)"')
_TEXT = re.compile(r'font-size: ([\d.]+)px[^>]*\bx="([\d.]+)" y="([\d.]+)"[^>]*>([^<]*)<')
_FIGURE_TEXT = re.compile(r'^  <g id="text_\d+">', re.MULTILINE)
_FIGURE_LEGEND = re.compile(r'^  <g id="legend_\d+">', re.MULTILINE)


def views(svg):
    """The parts of a figure as (x, y, width, height) in its own units; none if it stays whole.

    Example:
        >>> import lrnotes, lrnotes.figures.svg
        >>> figure = lrnotes.plot(lrnotes.CosineDecay(0.1, 50), 60)
        >>> [view[0] for view in views(lrnotes.figures.svg.svg(figure))]
        [0.0, 291.5, 58.4]
    """
    size = _SIZE.search(svg)
    panels = sorted({tuple(float(number) for number in found) for found in _PANEL.findall(svg)}, key=_place)
    if not size or len(panels) < 2 or _FIGURE_TEXT.search(svg):
        return []
    width, height = map(float, size.groups())
    rows = [[panel for panel in panels if panel[3] == top] for top in sorted({panel[3] for panel in panels})]
    legend = bool(_FIGURE_LEGEND.search(svg))
    found = []
    for number, row in enumerate(rows):
        top = row[0][3] - _TITLE if number else 0.0
        bottom = rows[number + 1][0][3] - _TITLE if number + 1 < len(rows) else height
        if legend and number + 1 == len(rows):
            bottom = max(panel[1] for panel in row) + _AXIS
        edges = [0.0, *(panel[2] + _TICKS for panel in row[:-1]), width]
        found += [(left, top, right - left, bottom - top) for left, right in zip(edges, edges[1:])]
    if any(view[2] > _WIDEST for view in found):
        return []
    if legend:
        found += [(left, bottom, right - left, height - bottom) for left, right in _legend(svg, width)]
    return [tuple(round(number, 1) for number in view) for view in found]


def _legend(svg, width):
    """The left and right ends of the parts of the legend of all panels: a long row of entries is cut between them."""
    texts = _TEXT.findall(svg[_FIGURE_LEGEND.search(svg).start() :])
    entries = [
        (float(x) - _HANDLE, float(x) + _CHARACTER * float(size) * len(html.unescape(text)))
        for size, x, _, text in texts
    ]
    if len({y for _, _, y, _ in texts}) > 1:
        return [(min(left for left, _ in entries), min(width, max(right for _, right in entries)))]
    cut = entries[:1]
    for left, right in entries[1:]:
        if right - cut[-1][0] > _ROW:
            cut.append((left, right))
        else:
            cut[-1] = cut[-1][0], right
    return cut


def images(image, svg):
    """The HTML of a figure's parts, each an image of its own; the first one has the description."""
    found, panels = views(svg), len(set(_PANEL.findall(svg)))
    bare = re.sub(r'\s(?:width|height|loading|style|class)="[^"]*"', "", image).removeprefix("<img")
    parts = []
    for number, view in enumerate(found):
        part = re.sub(r'src="([^"]*)"', rf'src="\1#svgView(viewBox({",".join(f"{side:g}" for side in view)}))"', bare)
        if number:
            part = re.sub(r'\salt="[^"]*"', ' alt="" role="presentation"', part)
        legend = number >= panels
        width, height = (round(side * (_TO_PIXELS_OF_A_LEGEND if legend else _TO_PIXELS)) for side in view[2:])
        kind = ' class="lrnotes-legend"' if legend else ""
        shape = f'style="aspect-ratio: {width} / {height}"'  # a view has the proportions of the whole file by itself
        parts.append(f'<img loading="lazy" width="{width}" height="{height}" {shape}{kind}{part}')
    return f'<span class="lrnotes-panels">{"".join(parts)}</span>' if parts else ""


def is_wide(svg):
    """Whether a phone cannot show the figure at a size at which its text is legible."""
    size = _SIZE.search(svg)
    return bool(size) and float(size[1]) > _WIDEST


def _place(panel):
    return panel[3], panel[0]
