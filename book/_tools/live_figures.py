"""The live figures of the built pages: drawn ahead for readers without JavaScript, their code served once for all.

In a notebook's output a live figure carries its script with it. Here the script is left out, and Vega draws, in Node,
what the browser will draw: nothing on the page moves when the figure comes to life, and a page without scripts
shows the curve all the same.
"""

import hashlib
import json
import pathlib
import re

import catalogue
from docutils import nodes
from node import Node
from sphinx.util.docutils import SphinxDirective

import lrnotes
from lrnotes import feedback_live, live

VEGA = "_static/vega/vega.js"
_ASSETS = pathlib.Path(__file__).parents[1] / "_assets"
_WIDTHS = {"lrnotes-wide": 700, "lrnotes-narrow": 330}  # of which the style sheet shows one
_node = None


def _start(app):
    """The figures' script and style, where Sphinx serves them from and where Node finds them."""
    global _node
    folder = pathlib.Path(app.doctreedir, "live")
    folder.mkdir(parents=True, exist_ok=True)
    files = {"live.js": live.script(), "live.css": live.style() + feedback_live.style()}
    for name, text in {**files, "feedback_live.js": feedback_live.script()}.items():
        path = folder / name
        if not path.exists() or path.read_text(encoding="utf-8") != text:
            path.write_text(text, encoding="utf-8")
    app.config.html_static_path.append(str(folder))
    _node = Node(
        """
        const [vega, live, feedback] = process.argv.slice(1).map(require);
        async function answerTo({series, steps, widths, losses}) {
          if (losses) {
            const [description] = series, values = feedback.starts(description), charts = {};
            for (const [name, width] of Object.entries(widths)) charts[name] = feedback.drawing(description, {values, losses, width});
            const sentences = [feedback.sentence(losses, feedback.states(description, values, losses))];
            return {charts, sentences, html: feedback.html(description, "ID", "CHART"), shared: ""};
          }
          series = series.map((description, index) => ({description, values: live.starts(description), index}));
          const answer = {charts: {}};
          for (const [name, width] of Object.entries(widths)) {
            const view = new vega.View(vega.parse(live.specification(series, steps, width)), {renderer: "none"});
            await view.runAsync();
            answer.charts[name] = await view.toSVG();
            answer.sentences = series.map((_, i) => live.sentence(view.data(`curve${i}`)));
          }
          answer.html = live.html(series[0].description, "ID", "CHART");
          answer.shared = live.horizon(steps, "ID") + live.BUTTONS;
          return answer;
        }
        """,
        _ASSETS / "vega" / "vega.js",
        folder / "live.js",
        folder / "feedback_live.js",
    )


def _drawn(descriptions, steps, titles, losses=None):
    """The chart as HTML, its description in words, and the HTML of the controls of the first and of all."""
    answer = _node.ask(series=descriptions, steps=steps, widths=_WIDTHS, losses=losses)
    charts = "".join(
        f'<div class="{name}" aria-hidden="true">{_small(svg)}</div>' for name, svg in answer["charts"].items()
    )
    words = " ".join(f"{title}. {sentence}" for title, sentence in zip(titles, answer["sentences"]))
    return charts, words, answer["html"], answer["shared"]


def _small(svg):
    """Vega's SVG without what a page does not need: sixteen digits for a place on the screen, names of its marks."""
    return re.sub(r"<[^>]+>", lambda tag: _small_tag(tag[0]), svg)


def _small_tag(tag):
    tag = re.sub(r' (?:aria-\w+|role|class)="[^"]*"', "", tag)
    tag = re.sub(r"-?\d+\.\d{3,}", lambda number: f"{float(number[0]):.1f}".removesuffix(".0"), tag)
    return re.sub(r'<svg ([^>]*?)width="\d+" height="\d+"', r"<svg \1", tag)


def _bring_to_life(app, doctree):
    """Every live figure in the outputs of the page, as the site has it."""
    for number, node in enumerate(n for n in doctree.findall(nodes.raw) if 'class="lrnotes-live' in n.astext()):
        data = re.search(r'<script type="application/json">(.*?)</script>', node.astext(), re.DOTALL)[1]
        description = json.loads(data)
        feedback = description.get("kind") == "feedback"
        losses = description["curves"][description["losses"]] if feedback else None
        charts, words, controls, _ = _drawn([description], description.get("steps"), [description["name"]], losses)
        controls = controls.replace("ID-", f"live-{number}-").replace('aria-label=""', f'aria-label="{words}"', 1)
        html = (
            f'<div class="lrnotes-live{" lrnotes-feedback" if feedback else ""}"><div class="lrnotes-figure">{controls.replace("CHART", charts, 1)}</div>'
            f'<script type="application/json">{data}</script></div>'
        )
        node.replace_self(nodes.raw("", html, format="html"))


class Compare(SphinxDirective):
    """``{compare}``: several schedules on the same axes, each from its chapter's own figure; the arguments are the first ones."""

    has_content = True

    def run(self):
        entries = []
        for entry in catalogue.entries():
            self.env.note_dependency(str(entry.source))
            for schedule, steps in entry.schedules:
                if isinstance(schedule, catalogue.Answering):
                    continue  # what answers to losses has no curve over the steps
                name = type(schedule).__name__
                page = self.env.app.builder.get_relative_uri(self.env.docname, entry.page)
                description = _lean(lrnotes.explore(schedule, steps).description)
                first = schedule is entry.schedules[0][0]  # the chapter's own figure
                entries.append({"title": name, "page": page, "first": first, "description": description})
        start = [line.strip() for line in self.content if line.strip()]
        chosen = [next(entry for entry in entries if entry["title"] == name) for name in start]
        steps = max(entry["description"]["steps"] for entry in chosen)
        charts, words, _, shared = _drawn([entry["description"] for entry in chosen], steps, start)
        data = json.dumps({"catalogue": entries, "start": start, "most": 6}, sort_keys=True).replace("</", "<\\/")
        html = (
            f'<div class="lrnotes-compare" id="compare"><div class="lrnotes-chart" role="img" aria-label="{words}">{charts}</div>'
            f'<div class="lrnotes-controls">{shared.replace("ID-", "compare-")}<div class="lrnotes-series-list"></div>'
            '<button type="button" class="lrnotes-add">Add a schedule</button></div>'
            f'<script type="application/json">{data}</script></div>'
        )
        return [nodes.raw("", html, format="html")]


def _lean(description):
    """The description without the code: the chapter has it."""
    return description | {"forms": [{k: v for k, v in form.items() if k != "code"} for form in description["forms"]]}


def _serve(app, pagename, templatename, context, doctree):
    """The figures' code, and where Vega is, for the pages that have a figure."""
    body = context.get("body", "")
    if 'class="lrnotes-live' not in body and 'class="lrnotes-compare"' not in body:
        return
    version = hashlib.sha256((_ASSETS / "vega" / "vega.js").read_bytes()).hexdigest()[:8]
    address = f"{context['pathto'](VEGA, resource=True)}?v={version}"
    context["metatags"] = context.get("metatags", "") + f'<meta name="lrnotes-vega" content="{address}"/>\n'
    app.add_js_file("live.js", loading_method="defer")
    if 'class="lrnotes-live lrnotes-feedback"' in body:
        app.add_js_file("feedback_live.js", loading_method="defer")
    if 'class="lrnotes-compare"' in body:
        app.add_js_file("compare.js", loading_method="defer")


def _outdated(app, env, added, changed, removed):
    """Sphinx looks at the pages alone: newer code of the figures makes those with figures outdated."""
    built = pathlib.Path(app.outdir, "searchindex.js")
    package = pathlib.Path(live.__file__).parent
    newest = max(path.stat().st_mtime for path in package.rglob("*.*") if path.suffix != ".pyc")
    return env.found_docs if built.exists() and newest > built.stat().st_mtime else ()


def _stop(*_):
    if _node is not None:
        _node.close()


def setup(app):
    app.add_directive("compare", Compare)
    app.connect("builder-inited", _start)
    app.connect("doctree-read", _bring_to_life)
    app.connect("html-page-context", _serve)
    app.connect("env-get-outdated", _outdated)
    app.connect("build-finished", _stop)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
