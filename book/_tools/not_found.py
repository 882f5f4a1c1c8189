"""404.html, which the host shows for every address that does not exist: its own addresses start at the site's root."""

import pathlib
import re
import urllib.parse

import theme

# Relative addresses of files and folders, as attributes hold them; "content" is also that of other <meta> elements.
_ADDRESS = re.compile(
    r'\b(href|src|action|content_root|content)="(?!#|/|[a-z]+:)'
    r'((?:\./)?(?:[\w./-]+\.\w+(?:[?#][^"]*)?|_\w+/[\w/]*|\./)?)"'
)
_RELATIVE = re.compile(r'\b(?:href|src|action)="(?!#|/|[a-z]+:)[^"]*"')


def page(app):
    """The page: every chapter under the caption of its part."""
    titles = app.env.titles
    parts = [
        {"caption": part.caption, "pages": [(name, titles[name].astext()) for name in part.items if name in titles]}
        for part in _table_of_contents(app).root.subtrees
    ]
    yield "404", {"title": "There is no such page", "parts": parts}, "404.html"


def _table_of_contents(app):
    """Where sphinx_external_toc keeps it: in the configuration, or in later versions in the environment."""
    return app.config.external_site_map if hasattr(app.config, "external_site_map") else app.env.external_site_map


def from_the_root(html, root):
    """The HTML with every relative address counted from the path ``root``."""
    html = _ADDRESS.sub(lambda match: f'{match[1]}="{root}{match[2].removeprefix("./")}"', html)
    left = _RELATIVE.findall(html)
    theme.require(not left, what=[f"relative addresses such as {left[:1]}, which not_found.py does not know"])
    return html


def with_addresses_from_the_root(app, exception):
    path = pathlib.Path(app.outdir, "404.html")
    if exception or not path.exists():
        return
    root = urllib.parse.urlsplit(app.config.html_baseurl).path
    path.write_text(from_the_root(path.read_text(encoding="utf-8"), root), encoding="utf-8")


def setup(app):
    app.connect("html-collect-pages", page)
    app.connect("build-finished", with_addresses_from_the_root, priority=950)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
