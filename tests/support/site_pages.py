"""Which pages the built site has."""

import os

from support.book import ROOT, config, contents

HTML = ROOT / os.environ.get("SITE", "_build/html")
PAGES = contents()
CHAPTERS = [page for page in PAGES if page.count("/") == 2 and not page.startswith("book/api/")]
# Those of a schedule; the others are on ideas.
SCHEDULES = [page for page in CHAPTERS if not page.startswith(("book/concepts/", "book/training/"))]
# Of pages that moved: old path, new address.
REDIRECTS = config()["sphinx"]["config"]["redirects"]
# With those that Sphinx adds: search, index, not found. The root's index.html is the first page once more.
EVERY = sorted(
    path.relative_to(HTML).with_suffix("").as_posix()
    for path in HTML.rglob("*.html")
    if "_static" not in path.parts
    and path != HTML / "index.html"
    and path.relative_to(HTML).with_suffix("").as_posix() not in REDIRECTS
)
# The pages of the reference are alike: of those below its overview, the tests open the base class, which is the longest
# kind, and the forecast, which has formulas.
BUILT = [page for page in EVERY if not page.startswith("book/api/") or page.endswith(("/base", "/forecast"))]
