"""What the theme, and Jupyter Book with it, put around a page that this book does not want there.

A repair that no longer applies stops the build: the theme has changed, and somebody has to look.
"""

import pathlib

from sphinx.errors import ExtensionError

# What a reader without JavaScript, or with assistive technology, would stumble over, and what stands there instead.
_REPAIRS = {
    # Without a script, "auto" has no colors at all; with one, the script in the head says which scheme it is.
    ' data-theme="auto"': ' data-theme="light"',
    # The search button is in the sidebar, beside the navigation.
    '<div id="pst-primary-sidebar"': '<div role="complementary" aria-label="Book" id="pst-primary-sidebar"',
    '<dialog id="pst-primary-sidebar-modal">': '<dialog id="pst-primary-sidebar-modal" aria-label="Book">',
    '<dialog id="pst-secondary-sidebar-modal">': '<dialog id="pst-secondary-sidebar-modal" aria-label="On this page">',
    '<dialog id="pst-search-dialog">': '<dialog id="pst-search-dialog" aria-label="Search">',
    # A reader who controls the page by voice says what the button shows, so its name must be the same.
    'search-button__button pst-js-only" title="Search" aria-label="Search" data-bs-placement="bottom" '
    'data-bs-toggle="tooltip">\n <i': 'search-button__button pst-js-only" data-bs-placement="bottom">\n <i',
    # It opens the list of the pages below another page.
    '<summary><span class="toctree-toggle"': '<summary aria-label="Pages below"><span class="toctree-toggle"',
    'role="doc-biblioentry"': 'role="listitem"',
    '<th class="head"><p></p></th>': "<td></td>",
}
_COLAB_ICON = "logo_colab.png"  # a picture of 8 kB, for which there is an icon of ours


def require(*found, what):
    """Stop the build and name what is no longer there to be repaired."""
    gone = [name for name, is_there in zip(what, found, strict=True) if not is_there]
    if gone:
        raise ExtensionError(f"The theme has changed: there is nothing to repair for {'; '.join(gone)}.")


def is_whole_build(app):
    """Whether this build has written every page; those of an earlier build are repaired already."""
    return app.env.found_docs <= app.lrnotes_written


def start(app):
    app.lrnotes_written = set()
    app.lrnotes_lightened = False


def note_what_is_written(app, pagename, templatename, context, doctree):
    app.lrnotes_written.add(pagename)


def leave_out_thebe(app):
    """Leave out Thebe, which runs code on other hosts: no chapter uses it, and its settings would end every page."""
    if "sphinx_thebe" not in app.extensions:
        return
    disconnected = 0
    for event in ("env-before-read-docs", "doctree-resolved"):
        for listener in app.events.listeners.get(event, [])[:]:
            if listener.handler.__module__.startswith("sphinx_thebe"):
                app.disconnect(listener.id)
                disconnected += 1
    require(disconnected, what=["the listeners of sphinx_thebe"])


def lighten_buttons(app, pagename, templatename, context, doctree):
    """Draw Colab's button with an icon of ours."""
    for group in context.get("header_buttons", ()):
        for button in group.get("buttons", ()):
            if str(button.get("icon")).endswith(_COLAB_ICON):
                button["icon"] = "fab fa-google"
                app.lrnotes_lightened = True


def repair(app, exception):
    """Repair the pages that this build has written."""
    if exception:
        return
    applied = set()
    for path in pathlib.Path(app.outdir).rglob("*.html"):
        page = repaired = path.read_text(encoding="utf-8")
        for wrong, right in _REPAIRS.items():
            if wrong in repaired:
                applied.add(wrong)
                repaired = repaired.replace(wrong, right)
        if repaired != page:
            path.write_text(repaired, encoding="utf-8")
    if is_whole_build(app):
        require(*(wrong in applied for wrong in _REPAIRS), what=map(repr, _REPAIRS))
        require(app.lrnotes_lightened, what=[_COLAB_ICON])


def setup(app):
    app.connect("builder-inited", start)
    app.connect("builder-inited", leave_out_thebe)
    app.connect("html-page-context", note_what_is_written)
    app.connect("html-page-context", lighten_buttons, priority=600)
    app.connect("build-finished", repair)
    # Written in several processes, no process would know of all pages.
    return {"parallel_read_safe": True, "parallel_write_safe": False}
