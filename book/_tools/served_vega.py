"""Every page says where the site itself serves Vega."""

FOLDER = "_static/vega/"


def say_where(app, pagename, templatename, context, doctree):
    address = context["pathto"](FOLDER, resource=True)
    context["metatags"] = context.get("metatags", "") + f'<meta name="lrnotes-vega" content="{address}"/>\n'


def setup(app):
    app.connect("html-page-context", say_where)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
