"""Which pages the built site has."""

import os

from book import ROOT, contents

HTML = ROOT / os.environ.get("SITE", "_build/html")
PAGES = contents()
CHAPTERS = [page for page in PAGES if page.count("/") == 2]
# With those that Sphinx adds: search, indices, not found. The root's index.html leads to the first page.
BUILT = sorted(
    path.relative_to(HTML).with_suffix("").as_posix()
    for path in HTML.rglob("*.html")
    if "_static" not in path.parts and path != HTML / "index.html"
)
