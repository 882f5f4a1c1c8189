"""The programs of a live figure: JavaScript source that computes its rates and the numbers in its code.

They are written as code where the figure is made, so that the page needs no ``eval``::

    (globalThis.lrnotesPrograms ??= {})["KEY"] = {"programs": [(p) => ..., ...], "numbers": [(p) => ..., ...]};

``p`` holds the values of the parameters, by their places in the description.
"""

import hashlib
import re

_MARKER = re.compile(r"«(\w+):([^»]*)»")


class Programs:
    """Sources, each of them once."""

    def __init__(self):
        self._programs, self._numbers = {}, {}

    def program(self, source):
        """The place of a program."""
        return self._programs.setdefault(source, len(self._programs))

    def number(self, expression):
        """The place of a number, which is a JavaScript expression of ``p``."""
        return self._numbers.setdefault(f"(p) => {expression}", len(self._numbers))

    def numbered(self, entry):
        """The code of a framework with places in its markers, where :func:`lrnotes.code.templates` has expressions."""
        texts = {
            part: entry[part] and _MARKER.sub(lambda mark: f"«{mark[1]}:{self.number(mark[2])}»", entry[part])
            for part in ("ours", "native", "otherwise")
        }
        when = None if entry["when"] is None else self.number(entry["when"])
        return {"framework": entry["framework"], **texts, "when": when}

    def source(self):
        """All of them, as an expression."""
        return f"{{programs: [\n{_listed(self._programs)}\n], numbers: [\n{_listed(self._numbers)}\n]}}"


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
