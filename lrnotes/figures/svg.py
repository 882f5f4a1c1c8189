"""A figure as SVG text, the same in every environment."""

import hashlib
import io
import re

from .style import styled

_ID = re.compile(r'(\bid="|href="#|url\(#)([a-z][0-9a-f]{10})\b')


def svg(figure):
    """The figure as SVG text, the same in every environment: without a date, a version or random ids."""
    buffer = io.BytesIO()
    with styled(**{"svg.hashsalt": "lrnotes", "svg.fonttype": "none"}):
        figure.savefig(buffer, format="svg", metadata={"Date": None, "Creator": None})
    text = buffer.getvalue().decode()
    # Matplotlib's ids are hashes of reprs that differ between NumPy versions, so they become numbers. Two figures on
    # one page must not share an id, so a hash of the figure precedes the numbers.
    numbers = {}
    for place in _ID.finditer(text):
        numbers.setdefault(place[2], len(numbers))
    numbered = _ID.sub(lambda place: f"{place[1]}id-{numbers[place[2]]}", text)
    prefix = hashlib.sha256(numbered.encode()).hexdigest()[:8]
    return _ID.sub(lambda place: f"{place[1]}f{prefix}-{numbers[place[2]]}", text)
