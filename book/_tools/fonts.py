"""KaTeX's fonts with the characters that the book has, and no others: a third of their weight."""

import html
import logging
import pathlib
import re

from fontTools import subset
from fontTools.ttLib import TTFont

logging.getLogger("fontTools").setLevel(logging.WARNING)  # Sphinx would print its progress

_FONTS = pathlib.Path(__file__).parents[1] / "_assets" / "katex" / "fonts"
_ESCAPED = re.compile(r"\\u([0-9a-f]{4})")  # in the descriptions of live figures


def characters(pages):
    """Every character that a page shows, or that its scripts may."""
    found = set()
    for page in pages:
        found |= set(html.unescape(page))
        found |= {chr(int(code, 16)) for code in _ESCAPED.findall(page)}
    return found


def write(app, exception):
    if exception:
        return
    out = pathlib.Path(app.outdir)
    pages = (path.read_text(encoding="utf-8") for path in out.rglob("*.html") if "_static" not in path.parts)
    wanted = characters(pages)
    for path in sorted(_FONTS.glob("*.woff2")):
        reduced(path, wanted, out / "_static" / "katex" / "fonts" / path.name)


def reduced(path, wanted, target):
    """Write the font with the wanted characters alone."""
    font = TTFont(path)
    options = subset.Options(flavor="woff2", hinting=False, layout_features=["*"], notdef_outline=True)
    subsetter = subset.Subsetter(options)
    subsetter.populate(unicodes=[ord(character) for character in wanted])
    subsetter.subset(font)
    subset.save_font(font, target, options)


def setup(app):
    app.connect("build-finished", write, priority=950)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
