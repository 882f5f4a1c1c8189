"""What the theme, and Jupyter Book with it, put around a page that this book does not want there."""


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


def setup(app):
    app.connect("builder-inited", leave_out_thebe)
    app.connect("html-page-context", lighten_buttons, priority=600)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
