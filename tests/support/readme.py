"""The Python lines that the README and a chapter print, for the tests that run them."""

import json
import pathlib
import re

ROOT = pathlib.Path(__file__).parents[2]


def _blocks(text):
    return re.findall(r"^```python\n(.*?)^```", text, re.MULTILINE | re.DOTALL)


def readme_lines(*words):
    """The README's only block that has these words, after the one that makes the schedule."""
    first, *blocks = _blocks((ROOT / "README.md").read_text(encoding="utf-8"))
    (found,) = (each for each in blocks if all(word in each for word in words))
    return first + found


def group_lines(word):
    """The block with this word from the section on groups of weights, after the one that makes the schedules."""
    notebook = json.loads((ROOT / "book" / "concepts" / "composing.ipynb").read_text(encoding="utf-8"))
    (section,) = (
        "".join(cell["source"]) for cell in notebook["cells"] if "".join(cell["source"]).startswith("## Groups")
    )
    first, *blocks = _blocks(section)
    (found,) = (each for each in blocks if word in each)
    return f"from lrnotes import CosineDecay, LinearDecay\n{first}{found}"
