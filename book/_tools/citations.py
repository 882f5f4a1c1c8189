"""pybtex asks every installed package for each of its parts, for each citation anew: a third of a second a page."""

import functools

import pybtex.plugin


def setup(app):
    if not hasattr(pybtex.plugin._load_entry_point, "cache_info"):
        pybtex.plugin._load_entry_point = functools.cache(pybtex.plugin._load_entry_point)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
