"""The live figures of the built pages: drawn ahead for readers without JavaScript, their code served once for all.

In a notebook's output a live figure carries its script with it. Here the script is left out, and the chart draws, in
Node, what it will draw in the browser: nothing on the page moves when the figure comes to life, and a page without
scripts shows the curve all the same. The chart's script comes with the reader's first move, by the loader that is in
the site's own script.
"""

import hashlib
import pathlib

from docutils import nodes
from sphinx.util.docutils import SphinxDirective

import catalogue
import chart
import loss_pictures
import recipe_figures
import stored_figure
from lrnotes.live import output

_COMPOSING = "book/concepts/composing"  # the chapter on what recipes do to schedules
CHART, PROGRAMS, CODE = "_static/chart.js", "_static/programs.js", "_static/code.js"


def _start(app):
    """The chart's script and style, and the programs of the comparison, where Sphinx serves them from."""
    folder = pathlib.Path(app.doctreedir, "live")
    folder.mkdir(parents=True, exist_ok=True)
    loader = chart.CHART.with_name("loader.js").read_text(encoding="utf-8")
    compared = "\n".join(figure.script for figure in _compared_figures())
    files = {"chart.js": output.script(), "chart.css": output.style(), "loader.js": loader}
    files |= {"programs.js": compared, "code.js": _code()}
    for name, text in files.items():
        path = folder / name
        if not path.exists() or path.read_text(encoding="utf-8") != text:
            path.write_text(text, encoding="utf-8")
    app.config.html_static_path.append(str(folder))
    app.lrnotes_versions = {
        f"_static/{name}": hashlib.sha256(text.encode()).hexdigest()[:8] for name, text in files.items()
    }


def _address(app, pathto, name):
    return f"{pathto(name, resource=True)}?v={app.lrnotes_versions[name]}"


def _bring_to_life(app, doctree):
    """Every live figure in the outputs of the page, as the site has it."""
    found = [(node, stored_figure.found_in(node.astext())) for node in doctree.findall(nodes.raw)]
    for number, (node, figure) in enumerate((node, figure) for node, figure in found if figure):
        inside, loss = chart.figure(figure, f"live-{number}")
        picture = loss_pictures.picture(app, figure, loss)
        kind = "lrnotes-live lrnotes-feedback" if figure.is_feedback else "lrnotes-live"
        html = (
            f'<div class="{kind}" data-programs="{figure.key}"><div class="lrnotes-figure">{inside}</div>{picture}'
            f'<script type="application/json">{figure.json}</script><script>{figure.script}</script></div>'
        )
        _mark_parts(node)
        node.replace_self(nodes.raw("", html, format="html"))


def _mark_parts(node):
    """Tell the style sheet which parts of the page hold a chart: it stays in view while they scroll."""
    while node := node.parent:
        if isinstance(node, nodes.section):
            node["classes"].append("lrnotes-with-chart")


class Compare(SphinxDirective):
    """``{compare}``: several schedules on the same axes, each from its chapter's own figure.

    The content names the first ones, the options what all of them start from.
    """

    has_content = True
    option_spec = {"peak": float, "length": int, "warmup": int}  # noqa: RUF012 - as docutils has it

    def run(self):
        listed, figures = [], []
        for entry, shown in catalogue.compared():
            self.env.note_dependency(str(entry.source))
            page = self.env.app.builder.get_relative_uri(self.env.docname, entry.page)
            own = shown is entry.shown[0]  # the chapter's own figure, which takes settings from a link
            figure = shown.figure
            described = {"description": _lean(figure.description), "programs": figure.key}
            listed.append({"title": shown.name, "page": page, "first": own, **described})
            figures.append(figure)
        composing = self.env.app.builder.get_relative_uri(self.env.docname, _COMPOSING)
        for title, figure in recipe_figures.compositions().items():
            described = {"description": _lean(figure.description), "programs": figure.key}
            listed.append({"title": title, "page": composing, "first": False, **described})
            figures.append(figure)
        data = {"catalogue": listed, "start": [line.strip() for line in self.content if line.strip()], "most": 6}
        data["common"] = {name: self.options.get(name) for name in self.option_spec}
        html = (
            f'<div class="lrnotes-compare" id="compare" data-programs-src="{PROGRAMS}" data-code-src="{CODE}">'
            f"{chart.comparison(data, figures, 'compare')}"
            f'<script type="application/json">{output.in_json(data)}</script></div>'
            "<noscript><p>Choosing schedules and their settings needs JavaScript. Without it, this page shows the "
            "curves with which it starts.</p></noscript>"
        )
        return [nodes.raw("", html, format="html")]


def _compared_figures():
    yield from (shown.figure for _, shown in catalogue.compared())
    yield from recipe_figures.compositions().values()


def _code():
    """The code of the compared schedules, by the keys of their programs: fetched when a reader asks for it."""
    listed = {
        figure.key: [form.get("code", []) for form in figure.description["forms"]] for figure in _compared_figures()
    }
    return f"globalThis.lrnotesCode = {output.in_json(listed)};"


def _lean(description):
    """The description without what the comparison fetches later or has no use for."""
    forms = [{key: value for key, value in form.items() if key != "code"} for form in description["forms"]]
    return {key: value for key, value in description.items() if key not in ("schedule", "presets")} | {"forms": forms}


def _serve(app, pagename, templatename, context, doctree):
    """The figures' code, for the pages that have a figure."""
    body = context.get("body", "")
    if 'class="lrnotes-live' not in body and 'class="lrnotes-compare"' not in body:
        return
    address = _address(app, context["pathto"], CHART)
    context["metatags"] = context.get("metatags", "") + f'<meta name="lrnotes-chart" content="{address}"/>\n'
    for name, file in (("programs", PROGRAMS), ("code", CODE)):
        address = _address(app, context["pathto"], file)
        body = body.replace(f'data-{name}-src="{file}"', f'data-{name}-src="{address}"')
    context["body"] = loss_pictures.with_addresses(body, context["pathto"])


def _outdated(app, env, added, changed, removed):
    """Sphinx looks at the pages alone: newer code of the figures makes those with figures outdated."""
    built = pathlib.Path(app.outdir, "searchindex.js")
    package = chart.CHART.parents[1]
    newest = max(path.stat().st_mtime for path in package.rglob("*.*") if path.suffix != ".pyc" and path.is_file())
    return env.found_docs if built.exists() and newest > built.stat().st_mtime else ()


def setup(app):
    app.add_directive("compare", Compare)
    app.connect("builder-inited", _start)
    app.connect("doctree-read", _bring_to_life)
    app.connect("html-page-context", _serve)
    app.connect("env-get-outdated", _outdated)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
