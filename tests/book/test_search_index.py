"""A page that is not written this time keeps its names in the search."""

import json

from sphinx.application import Sphinx

from search_index import English

PAGE = """
Page
====

.. index:: single: OneCycleLR
.. index:: see: 1cycle; OneCycleLR
"""


def names(folder):
    app = Sphinx(
        folder, None, folder / "out", folder / "doctrees", "html", {"extensions": ["search_index"]}, status=None
    )
    app.build()
    index = json.loads(
        (folder / "out" / "searchindex.js").read_text().removeprefix("Search.setIndex(").removesuffix(")")
    )
    return index["indexentries"]


def test_names_stay_when_another_page_changes(tmp_path):
    (tmp_path / "index.rst").write_text("Front\n=====\n\n.. toctree::\n\n   page\n")
    (tmp_path / "page.rst").write_text(PAGE)
    first = names(tmp_path)
    assert set(first) == {"onecyclelr", "1cycle"}
    (tmp_path / "index.rst").write_text("Front page\n==========\n\n.. toctree::\n\n   page\n")
    assert names(tmp_path) == first


def test_every_spelling_of_warmup_is_one_word():
    words = English({}).split("A warm-up, a Warm up, warm-ups and warmup_steps; swarm upwards")
    assert words == ["A", "warmup", "a", "warmup", "warmups", "and", "warmup_steps", "swarm", "upwards"]
