"""404.html, which the host shows for any address that it has not: its links start at the site's root."""

import pathlib
import re
import urllib.parse


def page(app):
    toc = app.config.external_site_map if hasattr(app.config, "external_site_map") else app.env.external_site_map
    parts = [
        {
            "caption": part.caption,
            "pages": [(name, app.env.titles[name].astext()) for name in part.items if name in app.env.titles],
        }
        for part in toc.root.subtrees
    ]
    yield "404", {"title": "There is no such page", "parts": parts}, "404.html"


def with_addresses_from_the_root(app, exception):
    path = pathlib.Path(app.outdir, "404.html")
    if exception or not path.exists():
        return
    root = urllib.parse.urlsplit(app.config.html_baseurl).path
    html = re.sub(
        r'\b(href|src|action|content_root|content)="(?!#|/|[a-z]+:)((?:\./)?(?:[\w./-]+\.\w+(?:[?#][^"]*)?|_\w+/[\w/]*|\./)?)"',
        lambda match: f'{match[1]}="{root}{match[2].removeprefix("./")}"',
        path.read_text(encoding="utf-8"),
    )
    path.write_text(html, encoding="utf-8")


def setup(app):
    app.connect("html-collect-pages", page)
    app.connect("build-finished", with_addresses_from_the_root, priority=950)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
