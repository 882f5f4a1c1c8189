"""Figures state their size, so that nothing moves when they arrive, and those further down load when they are near.

A figure too wide for a phone says so in its class, and its panels follow one by one (panels_apart.py).
"""

import pathlib
import re

import panels_apart

_TO_PIXELS = {"pt": 4 / 3, "px": 1, "": 1}
_IMAGE = re.compile(r'<img\b[^>]*\bsrc="(?:[^"]*/)?([^"/]*)"[^>]*>')


def size(path):
    """Width and height of an SVG in pixels, or None if it does not say."""
    head = path.read_text(encoding="utf-8", errors="replace")[:2000]
    tag = re.search(r"<svg\b[^>]*>", head)
    sides = tag and [re.search(rf'\s{side}="([\d.]+)(pt|px|)"', tag[0]) for side in ("width", "height")]
    return [round(float(side[1]) * _TO_PIXELS[side[2]]) for side in sides] if sides and all(sides) else None


def with_sizes(body, paths):
    """The HTML of a page, whose images have the sizes of the files at ``paths`` and are lazy but for the first."""
    first = True

    def described(image):
        nonlocal first
        added = "" if first else ' loading="lazy"'
        first = False
        path = paths.get(image[1])
        if path and path.suffix == ".svg" and " width=" not in image[0] and (sides := size(path)):
            added += ' width="{}" height="{}"'.format(*sides)
            svg = path.read_text(encoding="utf-8")
            apart = panels_apart.images(image[0], svg)
            kind = "lrnotes-together" if apart else "lrnotes-wide" if panels_apart.is_wide(svg) else ""
            if kind and " class=" not in image[0]:
                added += f' class="{kind}"'
            return f"<img{added}{image[0].removeprefix('<img')}{apart}"
        return f"<img{added}{image[0].removeprefix('<img')}"

    return _IMAGE.sub(described, body)


def describe(app, pagename, templatename, context, doctree):
    if doctree:
        paths = {name: pathlib.Path(app.srcdir, source) for source, name in app.builder.images.items()}
        context["body"] = with_sizes(context["body"], paths)


def setup(app):
    app.connect("html-page-context", describe)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
