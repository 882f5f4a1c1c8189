"""Repairs of the theme's pages and scripts: a build stops where one no longer finds what it repairs."""

import types

import bundle
import pytest
import theme
from sphinx.errors import ExtensionError

PAGE = "<html>" + "\n".join(theme._REPAIRS) + "</html>"


def built(folder, page, written=("index",)):
    (folder / "index.html").write_text(page, encoding="utf-8")
    return types.SimpleNamespace(
        outdir=folder, env=types.SimpleNamespace(found_docs={"index"}), lrnotes_written=set(written)
    )


def test_every_repair_is_made_and_once(tmp_path):
    theme.repair(built(tmp_path, PAGE), None)
    once = (tmp_path / "index.html").read_text(encoding="utf-8")
    assert all(right in once for right in theme._REPAIRS.values())
    theme.repair(built(tmp_path, once, written=()), None)  # a build that wrote no page anew
    assert (tmp_path / "index.html").read_text(encoding="utf-8") == once


@pytest.mark.parametrize("wrong", theme._REPAIRS)
def test_a_theme_that_says_it_otherwise_stops_the_build(tmp_path, wrong):
    with pytest.raises(ExtensionError, match="the theme has changed: nothing to repair for"):
        theme.repair(built(tmp_path, PAGE.replace(wrong, "")), None)


def test_a_theme_with_another_script_or_sheet_stops_the_build(tmp_path):
    with pytest.raises(ExtensionError, match="reachable by keyboard"):
        bundle._script(tmp_path, [types.SimpleNamespace(attributes={"body": "let theme = 3"})])
    with pytest.raises(ExtensionError, match="dark scheme"):
        bundle._dark("a{color:red}")
