"""The programs of an interactive plot: JavaScript source that computes its rates and the numbers in its code.

They are written as code where the figure is made, so that the page needs no ``eval``::

    (globalThis.lrnotesPrograms ??= {})["KEY"] = {rates: [(p) => ..., ...], values: [(p) => ..., ...], ...};

``p`` holds the values of the parameters, by their places in the description.
"""

import hashlib
import re

from ..to_others.templates import Slot


class Programs:
    """Sources by kind, each of them once: ``rates`` or ``rules``, and for the code ``values`` and ``conditions``."""

    def __init__(self):
        self._kinds = {}

    def place(self, kind, source):
        """The place of a source among those of its kind."""
        sources = self._kinds.setdefault(kind, {})
        return sources.setdefault(source, len(sources))

    def code(self, template):
        """A framework's code (:class:`lrnotes.to_others.templates.CodeTemplate`) as the description has it."""
        texts = {part: self._text(getattr(template, part)) for part in ("ours", "native", "otherwise")}
        condition = template.condition
        place = None if condition is None else self.place("conditions", f"(p) => {condition}")
        return {"framework": template.framework, **texts, "condition": place}

    def _text(self, pieces):
        """Plain pieces, and ``[kind, place]`` for each number or word that a control changes."""
        if pieces is None:
            return None
        return [
            [piece.kind, self.place("values", f"(p) => {piece.source}")] if isinstance(piece, Slot) else piece
            for piece in pieces
        ]

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
