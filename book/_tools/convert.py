"""The ``{convert}`` directive: the tool that converts another library's call, and the scripts that it loads.

The scripts hold the rows of the table of originals as JavaScript (:mod:`translated_rows`): one for each library, which
the page loads when a reader asks for one of its schedules, and one with the names and arguments of all originals.
"""

import concurrent.futures
import gc
import hashlib
import html
import inspect
import json
import pathlib
import re

from docutils import nodes
from sphinx.util.docutils import SphinxDirective

import argument_values
import lrnotes
import recorded_rows
import translated_rows
from lrnotes import from_others
from lrnotes.figures.loss_curves import CURVES, loss_curve
from lrnotes.live import output
from lrnotes.to_others.code_number import ALWAYS, NEVER
from lrnotes.to_others.code_text import with_values
from lrnotes.to_others.frameworks import FRAMEWORKS
from lrnotes.to_others.install import install_line, wheel
from lrnotes.to_others.line_breaks import laid_out
from lrnotes.to_others.marked_texts import ALONE
from lrnotes.to_others.optimizers import with_optimizer
from lrnotes.to_others.stand_ins import program

EXAMPLES = (
    "torch.optim.lr_scheduler.OneCycleLR(optimizer, max_lr=0.1, total_steps=1000)",
    "get_cosine_schedule_with_warmup(optimizer, 500, 10000)",
    "optax.warmup_cosine_decay_schedule(0.0, 1e-3, 1000, 50000)",
)
_SCRIPTS = "convert"  # the folder of the scripts
_CODE = re.compile(r"""--[\w-]+|\w+=(?:"\w+"|[\d.]*\d|\w+)|\w+\(\w*\)|"[^"]+"|\w+""")
_NAMES = {word for library in from_others.LIBRARIES for word in re.findall(r"\w+", library.title)}
_IS_CODE = re.compile(r'[_=("]|[a-z][A-Z]|^--')


class Convert(SphinxDirective):
    """The tool, whose script comes when a reader turns to it."""

    def run(self):
        address = "../" * self.env.docname.count("/") + self.env.app.lrnotes_convert
        tries = "".join(
            f'<button type="button" data-call="{html.escape(call)}"><code>{_short(call)}</code></button>'
            for call in EXAMPLES
        )
        text = (
            f'<div class="lrnotes-convert" data-rows="{address}">'
            '<label for="convert-call">A call from your code, or the name of a schedule</label>'
            '<input id="convert-call" data-part="call" list="convert-names" autocomplete="off" autocapitalize="off" '
            f'spellcheck="false" aria-describedby="convert-message" placeholder="{html.escape(EXAMPLES[0])}">'
            '<datalist id="convert-names" data-part="names"></datalist>'
            f'<p class="lrnotes-tries">For example: {tries}</p>'
            '<p id="convert-message" data-part="message" role="status"></p>'
            '<div data-part="result" hidden>'
            '<div class="lrnotes-arguments" data-part="form" role="group" aria-label="Arguments of the original"></div>'
            '<div class="lrnotes-chart" data-part="chart" role="img"></div>'
            '<p class="lrnotes-pitfall"><strong>Pitfall.</strong> <span data-part="pitfall"></span></p>'
            '<div data-part="code"></div><p data-part="status" role="status"></p>'
            "<details><summary>The same conversion in Python</summary>"
            '<pre tabindex="0"><code data-part="python"></code></pre></details>'
            "</div></div>"
            "<noscript><p>The tool that converts a call needs JavaScript. Without it, the tables below show an example "
            "of every schedule, and <code>lrnotes.translate</code> converts your arguments in Python.</p></noscript>"
        )
        return [nodes.raw("", text, format="html")]


def _short(call):
    """The name that is called, without its modules, with breaks after its underscores."""
    return call.partition("(")[0].rpartition(".")[2].replace("_", "_<wbr>")


def note_html(original):
    """The note, with arguments and other code in it as code."""
    found, position = [], 0
    for word in _CODE.finditer(original.note):
        if word[0] in original.parameters or (_IS_CODE.search(word[0]) and word[0] not in _NAMES):
            found.append(f"{html.escape(original.note[position : word.start()])}<code>{html.escape(word[0])}</code>")
            position = word.end()
    return "".join([*found, html.escape(original.note[position:])])


# The script with all originals.


def index_script():
    """The names and arguments of all originals, the lines of the frameworks, and a loss curve."""
    data = {
        "originals": [_described(original) for original in from_others.ORIGINALS],
        "frameworks": [_framework(framework) for framework in FRAMEWORKS],
        "losses": loss_curve(next(iter(CURVES))).tolist(),
    }
    return f"globalThis.lrnotesOriginals = {output.in_json(data)};"


def file_of(library):
    """The name of a library's script."""
    return re.sub(r"\W+", "-", library.title.lower())


def _described(original):
    row = recorded_rows.Row(original)
    return {
        "name": original.name,
        "names": list(original.names),
        "library": {"title": original.library.title, "file": file_of(original.library)},
        "yields": original.library.yields,
        "reads": original.reads_the_optimizer,
        "ignored": list(original.library.ignored),
        "note": note_html(original),
        "arguments": [_argument(row, name) for name in row.arguments],
    }


def _argument(row, name):
    value, default = row.arguments[name], row.original.parameters.get(name, inspect.Parameter.empty)
    initial = None if default is inspect.Parameter.empty else text_of(default)
    found = {"name": name, "example": text_of(value), "initial": initial}
    options = [text_of(each) for each in row.choices.get(name, ())]
    if isinstance(value, bool):
        found["options"] = ["True", "False"]
    elif isinstance(value, str) and len(options) > 1:
        found["options"] = options
    if name in row.idle:
        found["idle"] = True
    if "*" in (structure := argument_values.structure(value)):
        found["fixed"] = structure
    return found


def text_of(value):
    """A value as Python code; a function by its name."""
    if isinstance(value, (list, tuple)):
        return f"[{', '.join(map(text_of, value))}]"
    if isinstance(value, dict):
        return f"{{{', '.join(f'{text_of(key)}: {text_of(each)}' for key, each in value.items())}}}"
    if isinstance(value, str):
        return json.dumps(value)
    return value.__name__ if hasattr(value, "__name__") else repr(value)


def _framework(framework):
    package = [framework.package] if framework.package else []
    kinds = {
        "schedule": (framework.schedule, framework.training),
        "feedback": (framework.feedback, framework.feedback_training),
    }
    return {
        "title": framework.title,
        "key": framework.key,
        "install": install_line(*package),
        "installWithUs": install_line(wheel(), *package),
        "alone": None if framework.key else ALONE,
        **{kind: _lines(framework, *parts) for kind, parts in kinds.items()},
    }


def _lines(framework, own, training):
    """The program around the schedule; what follows it for SGD and for AdamW."""
    before, after = program([], "SCHEDULE", training, training.after).split("SCHEDULE")
    optimizers = (with_optimizer("\n".join(own.lines), framework, condition) for condition in (NEVER, ALWAYS))
    return {
        "imports": [*own.imports, *training.imports],
        "before": with_values(laid_out(before)),
        "after": [with_values(laid_out(lines + after)) for lines in optimizers],
    }


# Where Sphinx serves them from.


def _library_script(place):
    return translated_rows.LibraryScript(from_others.LIBRARIES[place]).source()


def scripts(folder):
    """Write all scripts into a folder, unless they are there and nothing that makes them has changed."""
    folder = pathlib.Path(folder)
    key = _key()
    stamp = folder.parent.with_suffix(".key")
    if stamp.exists() and stamp.read_text(encoding="utf-8") == key:
        return key
    folder.mkdir(parents=True, exist_ok=True)
    libraries = from_others.LIBRARIES
    # Nothing that they make is garbage before they end; looking for it would take a sixth of their time.
    with concurrent.futures.ProcessPoolExecutor(initializer=gc.disable) as pool:
        for library, text in zip(libraries, pool.map(_library_script, range(len(libraries)))):
            (folder / f"{file_of(library)}.js").write_text(text, encoding="utf-8")
    (folder / "originals.js").write_text(index_script(), encoding="utf-8")
    tool = pathlib.Path(output.__file__).with_name("convert.js")
    (folder / "convert.js").write_text(tool.read_text(encoding="utf-8"), encoding="utf-8")
    stamp.write_text(key, encoding="utf-8")
    return key


def _key():
    """What tells one state of the code from another."""
    package = pathlib.Path(lrnotes.__file__).parent
    sources = [*package.rglob("*.py"), package / "live" / "convert.js", *pathlib.Path(__file__).parent.glob("*.py")]
    digest = hashlib.sha256()
    for path in sorted(sources):
        digest.update(path.read_bytes())
    return digest.hexdigest()[:8]


def _start(app):
    folder = pathlib.Path(app.srcdir, "_build", "convert", _SCRIPTS)
    key = scripts(folder)
    app.config.html_static_path.append(str(folder.parent))
    app.lrnotes_convert = f"_static/{_SCRIPTS}/NAME.js?v={key}"


def setup(app):
    app.add_directive("convert", Convert)
    app.connect("builder-inited", _start)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
