"""What the theme, and Jupyter Book with it, put around a page that this book does not want there."""

import pathlib

from sphinx.errors import ExtensionError

# What a reader without JavaScript, or with assistive technology, would stumble over, and how it is said right.
_REPAIRS = {
    # Without a script "auto" has no colours at all; with one, the head's script says which.
    ' data-theme="auto"': ' data-theme="light"',
    # The search button stands in it, beside the navigation.
    '<div id="pst-primary-sidebar"': '<div role="complementary" aria-label="Book" id="pst-primary-sidebar"',
    '<dialog id="pst-primary-sidebar-modal">': '<dialog id="pst-primary-sidebar-modal" aria-label="Book">',
    '<dialog id="pst-secondary-sidebar-modal">': '<dialog id="pst-secondary-sidebar-modal" aria-label="On this page">',
    '<dialog id="pst-search-dialog">': '<dialog id="pst-search-dialog" aria-label="Search">',
    # A name that is not what the button says cannot be spoken to it.
    'search-button__button pst-js-only" title="Search" aria-label="Search" data-bs-placement="bottom" '
    'data-bs-toggle="tooltip">\n <i': 'search-button__button pst-js-only" data-bs-placement="bottom">\n <i',
    'role="doc-biblioentry"': 'role="listitem"',
    '<th class="head"><p></p></th>': "<td></td>",
    '<summary aria-label="Toggle hidden content">': "<summary>",
}


def leave_out_thebe(app):
    """Jupyter Book loads Thebe, which starts code elsewhere: no chapter uses it, and its settings end every page."""
    for event in ("env-before-read-docs", "doctree-resolved"):
        for listener in app.events.listeners.get(event, [])[:]:
            if listener.handler.__module__.startswith("sphinx_thebe"):
                app.disconnect(listener.id)


def lighten_buttons(app, pagename, templatename, context, doctree):
    """An icon of ours for Colab's picture of 8 kB."""
    for group in context.get("header_buttons", ()):
        for button in group.get("buttons", ()):
            if str(button.get("icon")).endswith("logo_colab.png"):
                button["icon"] = "fab fa-google"


def note_what_is_written(app, pagename, templatename, context, doctree):
    app.lrnotes_written = {*getattr(app, "lrnotes_written", ()), pagename}


def repair(app, exception):
    """Say it right on every page; a repair that no page of a whole build needs any more stops the build."""
    if exception:
        return
    applied = set()
    for path in pathlib.Path(app.outdir).rglob("*.html"):
        page = new = path.read_text(encoding="utf-8")
        for wrong, right in _REPAIRS.items():
            if wrong in new and (right not in new or wrong not in right):
                applied.add(wrong)
                new = new.replace(wrong, right)
        if new != page:
            path.write_text(new, encoding="utf-8")
    if set(app.env.found_docs) <= getattr(app, "lrnotes_written", set()):  # pages of an earlier build are repaired already
        require(*(wrong in applied for wrong in _REPAIRS), what=[repr(wrong) for wrong in _REPAIRS])


def require(*found, what):
    """An error that names what is no longer there to be repaired."""
    gone = [name for name, is_there in zip(what, found, strict=True) if not is_there]
    if gone:
        raise ExtensionError(f"the theme has changed: nothing to repair for {'; '.join(gone)}. See book/_tools/theme.py, bundle.py")


def setup(app):
    app.connect("builder-inited", leave_out_thebe)
    app.connect("html-page-context", lighten_buttons, priority=600)
    app.connect("html-page-context", note_what_is_written)
    app.connect("build-finished", repair)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
