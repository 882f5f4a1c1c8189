"""The site's own address shows the first page, without a detour: a copy of it, its links counted from the root."""

import pathlib
import posixpath
import re


def write(app, exception):
    first = pathlib.Path(app.outdir, f"{app.config.root_doc}.html")
    if exception or not first.exists():
        return
    folder = posixpath.dirname(app.config.root_doc)

    def from_the_root(match):
        path, *rest = re.split(r"(?=[?#])", match[2], maxsplit=1)
        slash = "/" if path.endswith("/") else ""
        return f'{match[1]}="{posixpath.normpath(posixpath.join(folder, path))}{slash}{"".join(rest)}"'

    html = first.read_text(encoding="utf-8")
    html = re.sub(r'\b(href|src|action|data-content_root)="(?!#|/|[a-z]+:)([^"]+)"', from_the_root, html)
    html = html.replace('href="#"', f'href="{app.config.root_doc}.html"')
    pathlib.Path(app.outdir, "index.html").write_text(html, encoding="utf-8")


def setup(app):
    app.connect("build-finished", write, priority=920)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
