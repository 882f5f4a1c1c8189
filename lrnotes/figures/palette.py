"""The colors and dashes of curves, in the order in which they are given out: here and nowhere else.

The static figures and the cards read them from here; the interactive plots get them as CSS variables.
"""

#: Of curves: at least 3:1 on white and on the dark page, and distinguishable for color-blind readers.
COLORS = ("#2f7fc1", "#d55e00", "#0a8f6c", "#b45fa5", "#8a7a00", "#7a7a7a")
#: A dash pattern for each color, in CSS pixels of line and gap, drawn with butt caps; the empty one is a solid line.
DASHES = ((), (8, 4), (2, 3), (10, 3, 2, 3), (4, 4), (14, 4))
#: Of the text and axes of static figures: 4.5:1 on white. The dark page lightens these figures, ink and curves alike.
INK = "#737373"


def pen(index):
    """The color and the dash pattern of the curve with this number; a color that comes again has another dash."""
    round_number, number = divmod(index, len(COLORS))
    return COLORS[number], DASHES[(number + round_number) % len(DASHES)]


def css_variables():
    """The palette as CSS declarations, ``--lrnotes-color-1`` and ``--lrnotes-dash-1`` first.

    Example:
        >>> css_variables().splitlines()[1]
        '--lrnotes-dash-1: none;'
    """
    lines = []
    for number, (color, dash) in enumerate(zip(COLORS, DASHES), 1):
        lines.append(f"--lrnotes-color-{number}: {color};")
        lines.append(f"--lrnotes-dash-{number}: {' '.join(map(str, dash)) or 'none'};")
    return "\n".join(lines)
