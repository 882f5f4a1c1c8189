"""The search keeps the names of the index: Sphinx forgets those of every page that a build does not write again."""

from sphinx.util.index_entries import split_index_msg


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
    app.connect("html-collect-pages", remember)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
