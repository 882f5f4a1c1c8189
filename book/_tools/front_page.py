"""The site's own address shows the first page without a redirect: a copy, with its links counted from the root."""

import pathlib
import posixpath
import re

import theme

_ADDRESS = re.compile(r'\b(href|src|action|data-content_root)="(?!#|/|[a-z]+:)([^"]+)"')


def from_the_root(html, page):
    """The HTML of ``page``, which lies in a folder, with addresses that hold one or more folders above it."""
    folder = posixpath.dirname(page)

    def moved(match):
        path, *rest = re.split(r"(?=[?#])", match[2], maxsplit=1)
        slash = "/" if path.endswith("/") else ""
        return f'{match[1]}="{posixpath.normpath(posixpath.join(folder, path))}{slash}{"".join(rest)}"'

    # The page's link to itself, in the navigation, has no address but "#".
    theme.require('href="#"' in html, what=["the link of the first page to itself"])
    return _ADDRESS.sub(moved, html).replace('href="#"', f'href="{page}.html"')


def write(app, exception):
    first = pathlib.Path(app.outdir, f"{app.config.root_doc}.html")
    if exception or not first.exists():
        return
    html = from_the_root(first.read_text(encoding="utf-8"), app.config.root_doc)
    pathlib.Path(app.outdir, "index.html").write_text(html, encoding="utf-8")


def setup(app):
    app.connect("build-finished", write, priority=920)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
