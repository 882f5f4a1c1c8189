"""A figure as SVG text, the same in every environment."""

import hashlib
import io
import re

from .style import styled


def svg(figure):
    """The figure as SVG text, the same in every environment: without a date, a version or random ids."""
    buffer = io.BytesIO()
    with styled(**{"svg.hashsalt": "lrnotes", "svg.fonttype": "none"}):
        figure.savefig(buffer, format="svg", metadata={"Date": None, "Creator": None})
    text = buffer.getvalue().decode()
    # Matplotlib's ids are hashes of reprs that differ between NumPy versions, so they are replaced by numbers.
    ids = list(dict.fromkeys(re.findall(r'\bid="([a-z][0-9a-f]{10})"', text)))
    for number, name in enumerate(ids):
        text = text.replace(name, f"id-{number}")
    prefix = hashlib.sha256(text.encode()).hexdigest()[:8]  # Two figures on one page must not share an id.
    for number in reversed(range(len(ids))):
        text = text.replace(f"id-{number}", f"f{prefix}-{number}")
    return text
