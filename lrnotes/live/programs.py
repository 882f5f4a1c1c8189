"""The programs of a live figure: JavaScript source that computes its rates and the numbers in its code.

They are written as code where the figure is made, so that the page needs no ``eval``::

    (globalThis.lrnotesPrograms ??= {})["KEY"] = {rates: [(p) => ..., ...], values: [(p) => ..., ...], ...};

``p`` holds the values of the parameters, by their places in the description.
"""

import hashlib
import re

_MARKER = re.compile(r"«(\w+):([^»]*)»")


class Programs:
    """Sources by kind, each of them once: ``rates`` or ``rules``, and for the code ``values`` and ``conditions``."""

    def __init__(self):
        self._kinds = {}

    def place(self, kind, source):
        """The place of a source among those of its kind."""
        sources = self._kinds.setdefault(kind, {})
        return sources.setdefault(source, len(sources))

    def text(self, template):
        """A text of :func:`lrnotes.code.templates` as a list: plain pieces, and ``[kind, place]`` for its numbers."""
        if template is None:
            return None
        pieces, end = [], 0
        for mark in _MARKER.finditer(template):
            pieces += [template[end : mark.start()], [mark[1], self.place("values", f"(p) => {mark[2]}")]]
            end = mark.end()
        return [piece for piece in [*pieces, template[end:]] if piece]

    def code(self, entry):
        """A framework's code as the description has it."""
        texts = {part: self.text(entry[part]) for part in ("ours", "native", "otherwise")}
        condition = None if entry["when"] is None else self.place("conditions", f"(p) => {entry['when']}")
        return {"framework": entry["framework"], **texts, "condition": condition}

    def source(self):
        """All of them, as one expression."""
        kinds = [f"{kind}: [\n{_listed(sources)}\n]" for kind, sources in self._kinds.items()]
        return f"{{{', '.join(kinds)}}}"


def _listed(sources):
    return ",\n".join(sources)


def key_of(*texts):
    """A short name for what these texts describe."""
    return hashlib.sha256("\0".join(texts).encode()).hexdigest()[:12]


def stored(key, source):
    """The script that stores the programs for the chart to find, fit to stand in a page's HTML."""
    return in_html(f'(globalThis.lrnotesPrograms ??= {{}})["{key}"] = {source};')


def in_html(script):
    """JavaScript that no HTML parser takes for markup: names of a reader's own stand in it in strings alone."""
    return re.sub(r"<(?=!--|/|script)", r"\\u003c", script, flags=re.IGNORECASE)
