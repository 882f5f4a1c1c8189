"""pybtex searches all installed packages again for each citation: a third of a second a page. Here it does so once."""

import functools

import pybtex.plugin


def setup(app):
    # A private name: if pybtex renames it, the build stops here.
    if not hasattr(pybtex.plugin._load_entry_point, "cache_info"):
        pybtex.plugin._load_entry_point = functools.cache(pybtex.plugin._load_entry_point)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
