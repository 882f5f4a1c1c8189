"""Figures state their size, so that nothing moves when they arrive, and those further down load when they are near."""

import pathlib
import re

_TO_PIXELS = {"pt": 4 / 3, "px": 1, "": 1}


def size(path):
    """Width and height of an SVG in pixels, or None."""
    head = path.read_text(encoding="utf-8", errors="replace")[:2000]
    tag = re.search(r"<svg\b[^>]*>", head)
    sides = tag and [re.search(rf'\s{side}="([\d.]+)(pt|px|)"', tag[0]) for side in ("width", "height")]
    return [round(float(side[1]) * _TO_PIXELS[side[2]]) for side in sides] if sides and all(sides) else None


def describe(app, pagename, templatename, context, doctree):
    if not doctree:
        return
    paths = {name: pathlib.Path(app.srcdir, source) for source, name in app.builder.images.items()}
    first = True

    def described(match):
        nonlocal first
        tag = match[0]
        path = paths.get(re.search(r'src="(?:[^"]*/)?([^"/]*)"', tag)[1])
        added = "" if first else ' loading="lazy"'
        first = False
        if path and path.suffix == ".svg" and " width=" not in tag and (sides := size(path)):
            added += ' width="{}" height="{}"'.format(*sides)
        return f"<img{added}{tag[4:]}"

    context["body"] = re.sub(r'<img\b[^>]*\bsrc="[^>]*>', described, context["body"])


def setup(app):
    app.connect("html-page-context", describe)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
