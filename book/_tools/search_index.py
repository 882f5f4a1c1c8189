"""What the search knows: every spelling of warmup as one word, and the names of the index.

Sphinx forgets the names of every page that a build does not write again. The order of the results is decided in
``_assets/search_order.js``.
"""

import re

from sphinx.search.en import SearchEnglish
from sphinx.util.index_entries import split_index_msg

_WARMUP = re.compile(r"\bwarm[-\s]up(s?)\b", re.IGNORECASE)


class English(SearchEnglish):
    """English, in which "warm-up" and "warm up" are the same word as "warmup"."""

    def split(self, input):
        return super().split(_WARMUP.sub(r"warmup\1", input))


def remember(app):
    """Give the search the names of the pages that it has not read in this build."""
    indexer = getattr(app.builder, "indexer", None)  # Other builders than that of HTML have no search.
    if indexer is not None:
        for page, entries in app.env.domains["index"].entries.items():
            if page not in indexer._index_entries:
                indexer._index_entries[page] = sorted({name for entry in entries for name in _names(*entry)})
    return ()


def _names(kind, value, target, main, key):
    return [(word, target or "", main) for word in split_index_msg(kind, value)]


def setup(app):
    app.add_search_language(English)
    app.connect("html-collect-pages", remember)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
