<<<<<<< HEAD
"""The repairs of the theme's pages say so when the theme no longer has what they repair."""

import types

import pytest
from sphinx.errors import ExtensionError

import bundle
import theme


def application(folder, page):
    (folder / "index.html").write_text(page)
    return types.SimpleNamespace(outdir=folder)


def test_each_repair_is_made_and_the_pages_of_a_second_run_count_too(tmp_path):
    app = application(tmp_path, "\n".join(theme._REPAIRS))
    for _ in range(2):
        theme.repair(app, None)
        page = (tmp_path / "index.html").read_text()
        for wrong, right in theme._REPAIRS.items():
            assert page.count(right) == 1
            assert wrong in right or wrong not in page


@pytest.mark.parametrize("wrong", theme._REPAIRS)
def test_a_repair_that_no_longer_applies_is_an_error(wrong, tmp_path):
    app = application(tmp_path, "\n".join(other for other in theme._REPAIRS if other != wrong))
    with pytest.raises(ExtensionError, match="do not have what theme.py repairs"):
        theme.repair(app, None)


def test_a_script_of_the_theme_without_its_loop_is_an_error(tmp_path):
    name = bundle._THEME_SCRIPTS[-1]
    (tmp_path / name).parent.mkdir(parents=True)
    (tmp_path / name).write_text('["pre", "div"].join(",")')
    assert "#none" in bundle._script(tmp_path, [name])
    (tmp_path / name).write_text("nothing()")
    with pytest.raises(ExtensionError, match="in 0 places"):
        bundle._script(tmp_path, [name])
=======
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
>>>>>>> chart
