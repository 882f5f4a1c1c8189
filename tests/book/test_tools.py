"""The tools that change built pages: what they do, and that they stop the build if there is nothing to change."""

import types

import pytest
from sphinx.errors import ExtensionError

import front_page
import images
import not_found
import theme

# The first page, and the page of addresses that do not exist

PAGE = (
    '<a href="#">first</a> <a href="../_static/a.css?v=1">b</a> '
    '<a href="cosine/cosine_decay.html#id">c</a> <a href="../">d</a>'
)


def test_a_copy_of_the_first_page_at_the_root_has_addresses_from_there():
    assert front_page.from_the_root(PAGE, "book/index") == (
        '<a href="book/index.html">first</a> <a href="_static/a.css?v=1">b</a> '
        '<a href="book/cosine/cosine_decay.html#id">c</a> <a href="./">d</a>'
    )
    for untouched in ("https://host/a", "/a", "#part", "mailto:a@b"):
        html = f'<a href="#">first</a> <a href="{untouched}">a</a>'
        assert f'href="{untouched}">a' in front_page.from_the_root(html, "book/index")


def test_a_first_page_without_a_link_to_itself_stops_the_build():
    with pytest.raises(ExtensionError, match="nothing to repair for the link of the first page to itself"):
        front_page.from_the_root(PAGE.replace('"#"', '"index.html"'), "book/index")


def test_addresses_of_the_page_for_others_start_at_the_root():
    html = (
        '<link href="_static/a.css?v=1"/> <a href="book/which.html#id">b</a> '
        '<form action="search.html"> <a href="#x">c</a>'
    )
    assert not_found.from_the_root(html, "/lrnotes/") == (
        '<link href="/lrnotes/_static/a.css?v=1"/> <a href="/lrnotes/book/which.html#id">b</a> '
        '<form action="/lrnotes/search.html"> <a href="#x">c</a>'
    )


def test_an_address_that_stays_relative_stops_the_build():
    with pytest.raises(ExtensionError, match="relative addresses such as .*href=.a b.html"):
        not_found.from_the_root('<a href="a b.html">', "/lrnotes/")


# Repairs of the theme


@pytest.fixture
def app(tmp_path):
    """A build of one page that needs every repair."""
    page = "".join(f"<p>{wrong}</p>" for wrong in theme._REPAIRS)
    (tmp_path / "index.html").write_text(page, encoding="utf-8")
    app = types.SimpleNamespace(outdir=tmp_path, env=types.SimpleNamespace(found_docs={"index"}), extensions={})
    theme.start(app)
    theme.note_what_is_written(app, "index", "page.html", {}, None)
    buttons = {"header_buttons": [{"buttons": [{"icon": "../_static/images/logo_colab.png"}, {"icon": None}]}]}
    theme.lighten_buttons(app, "index", "page.html", buttons, None)
    assert buttons["header_buttons"][0]["buttons"] == [{"icon": "fab fa-google"}, {"icon": None}]
    return app


def test_every_repair_is_made_once(app):
    theme.repair(app, None)
    page = (app.outdir / "index.html").read_text(encoding="utf-8")
    assert page == "".join(f"<p>{right}</p>" for right in theme._REPAIRS.values())
    # A later build that writes another page leaves it as it is, and misses nothing.
    app.env.found_docs.add("other")
    theme.repair(app, None)
    assert (app.outdir / "index.html").read_text(encoding="utf-8") == page


@pytest.mark.parametrize("wrong", theme._REPAIRS)
def test_a_repair_that_no_page_needs_stops_the_build(app, wrong):
    page = app.outdir / "index.html"
    page.write_text(page.read_text(encoding="utf-8").replace(f"<p>{wrong}</p>", ""), encoding="utf-8")
    with pytest.raises(ExtensionError) as error:
        theme.repair(app, None)
    assert repr(wrong) in str(error.value) and str(error.value).count(";") == repr(wrong).count(";")


def test_a_button_without_the_picture_stops_the_build(app):
    app.lrnotes_lightened = False
    with pytest.raises(ExtensionError, match="nothing to repair for logo_colab.png"):
        theme.repair(app, None)


def test_thebe_without_listeners_stops_the_build(app):
    app.events = types.SimpleNamespace(listeners={})
    theme.leave_out_thebe(app)  # Sphinx without Jupyter Book does not load it.
    app.extensions = {"sphinx_thebe": None}
    with pytest.raises(ExtensionError, match="listeners of sphinx_thebe"):
        theme.leave_out_thebe(app)


# Sizes of images


def test_images_state_their_size_and_all_but_the_first_are_lazy(tmp_path):
    (tmp_path / "a.svg").write_text('<?xml?><svg width="576pt" height="223.2pt" viewBox="0 0 1 1">', encoding="utf-8")
    (tmp_path / "b.svg").write_text('<svg viewBox="0 0 1 1">', encoding="utf-8")
    paths = {name: tmp_path / name for name in ("a.svg", "b.svg")}
    body = '<img alt="one" src="../_images/a.svg"/><img src="a.svg"/><img src="b.svg"><img src="c.png" width="3">'
    assert images.with_sizes(body, paths) == (
        '<img width="768" height="298" alt="one" src="../_images/a.svg"/>'
        '<img loading="lazy" width="768" height="298" src="a.svg"/><img loading="lazy" src="b.svg">'
        '<img loading="lazy" src="c.png" width="3">'
    )
