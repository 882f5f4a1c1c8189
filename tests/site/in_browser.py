"""Questions to a loaded page that several tests ask."""

from support.browser import evaluate, load_all_parts, requests

__all__ = ["evaluate", "load_all_parts", "requests"]
