"""One style sheet and one script for the whole site, of what its pages use.

The theme and the extensions bring a dozen of each, 92 kB (gzipped) of rules alone, of which the pages use a quarter.
What an extension adds to a single page stays a file of its own.
"""

import hashlib
import pathlib
import posixpath
import re

import lightningcss
import rjsmin

import theme

STYLES, SCRIPTS, NO_SCRIPT = "_static/site.css", "_static/site.js", "_static/noscript.css"
FONTS = "_static/fonts.css"  # a page asks for these once it is shown
_FACE = re.compile(r"@font-face\s*\{[^}]*\}")
_ICON_FONT = "Font Awesome"  # of the theme, 118 to 156 kB a file: icons/icons.css draws instead
# Sphinx's own rules, which the theme imports, and the theme's, which its layout names itself.
_THEME_STYLES = ["_static/basic.css", "_static/styles/pydata-sphinx-theme.css"]
_THEME_SCRIPTS = ["_static/scripts/bootstrap.js", "_static/scripts/pydata-sphinx-theme.js"]
# The theme measures every block of code again after each that it has marked; scrollable.js does so all at once.
_TAB_STOPS = re.compile(r"""\["pre",[^\]]*\](?=\.join\()""")
_DARK = "/* What a script would choose: dark where the system is. */\n"
_ICONS = re.compile(r"svg-inline--fa|fa[srb]?|fa-[\w-]+")  # the theme's, for a font; ours are in icons/icons.css


def of_every_page(app, pagename, templatename, context, doctree):
    """Before anything is added for this page alone."""
    app.lrnotes_bundle = (
        [*_THEME_STYLES, *(_name(one) for one in context["css_files"] if _ours(one))],
        [*filter(_ours, context["script_files"]), *_THEME_SCRIPTS],
    )


def link_to_the_bundle(app, pagename, templatename, context, doctree):
    styles, scripts = app.lrnotes_bundle
    context["css_files"] = [one for one in context["css_files"] if _name(one) not in styles and not _of_the_theme(one)]
    context["script_files"] = [one for one in context["script_files"] if one not in scripts and not _of_the_theme(one)]
    # A script finds its own settings on the tag that it came with.
    context["bundle_data"] = {
        key: value
        for script in scripts
        for key, value in getattr(script, "attributes", {}).items()
        if key.startswith("data-")
    }


def write(app, exception):
    if exception or not hasattr(app, "lrnotes_bundle"):
        return
    out = pathlib.Path(app.outdir)
    styles, scripts = app.lrnotes_bundle
    pages = {path: path.read_text(encoding="utf-8") for path in out.rglob("*.html") if "_static" not in path.parts}
    script = _script(out, scripts)
    others = [path.read_text(encoding="utf-8") for path in out.glob("_static/*.js")]
    style = _style(out, styles, _words(pages.values()) | set(re.findall(r"[\w-]+", "\n".join([script, *others]))))
    versions, fonts = {}, "\n".join(face for face in _FACE.findall(style) if _ICON_FONT not in face) + "\n"
    style = _FACE.sub("", style)
    plain = (out / NO_SCRIPT).read_text(encoding="utf-8").partition(_DARK)[0] + _DARK + _dark(style)
    for name, content in ((STYLES, style), (SCRIPTS, script), (NO_SCRIPT, plain), (FONTS, fonts)):
        (out / name).write_text(content, encoding="utf-8")
        versions[posixpath.basename(name)] = hashlib.sha256(content.encode()).hexdigest()[:10]
    # Pages that were not written this time name the bundle of last time.
    for path, page in pages.items():
        new = re.sub(
            r"(/|\")((?:site|noscript|fonts)\.(?:css|js))(\?v=\w*)?\"",
            lambda m: f'{m[1]}{m[2]}?v={versions[m[2]]}"',
            page,
        )
        if new != page:
            path.write_text(new, encoding="utf-8")


def _name(asset):
    return str(getattr(asset, "filename", asset)).partition("?")[0]


def _ours(asset):
    """A file of the site, or a line of script, that the bundle can hold."""
    attributes = getattr(asset, "attributes", {})
    return (
        "://" not in _name(asset)
        and not _of_the_theme(asset)
        and attributes.get("type") not in ("module", "application/json")
        and attributes.get("rel", "stylesheet") == "stylesheet"
    )


def _of_the_theme(asset):
    """Where the page stands, for its menu of versions, which this book has not; and Thebe, asked for twice."""
    body = getattr(asset, "attributes", {}).get("body") or ""
    return body.startswith("DOCUMENTATION_OPTIONS.") or "thebe" in f"{_name(asset)}{body}".lower()


def _words(pages):
    """Every class and id in the pages, and every word of the scripts in them."""
    found = set()
    for page in pages:
        for value in re.findall(r'\b(?:class|id)="([^"]*)"', page):
            found.update(value.split())
        for script in re.findall(r"<script>(.*?)</script>", page, re.DOTALL):
            found.update(re.findall(r"[\w-]+", script))
    return found


def _style(out, names, words):
    sheets = []
    for name in names:
        sheet = (out / name).read_text(encoding="utf-8")
        if name in _THEME_STYLES:
            sheet = _pruned(sheet, {word for word in words if not _ICONS.fullmatch(word)})
        sheets.append(_moved(sheet, posixpath.relpath(posixpath.dirname(name), "_static")))
    sheet = "\n".join(sheets)
    notices = dict.fromkeys(re.findall(r"/\*!.*?\*/", sheet, re.DOTALL))
    return "".join(f"{notice}\n" for notice in notices) + _pruned(sheet, words)


def _moved(sheet, folder):
    """A sheet from a folder, as it says the same above it."""

    def moved(match):
        return f'url("{posixpath.normpath(posixpath.join(folder, match[2]))}")'

    return re.sub(r"url\(\s*([\"']?)(?!data:|#|/|https?:)([^)\"']+)\1\s*\)", moved, sheet)


def _pruned(sheet, words):
    """The rules that can meet one of the words."""
    names = set(re.findall(r"[.#]([A-Za-z_-][\w-]*)", sheet))
    return lightningcss.process_stylesheet(sheet, error_recovery=True, unused_symbols=names - words)


def _dark(sheet):
    """The rules of the dark scheme, for a page that says the light one and no script to say it otherwise."""
    rules = re.findall(r"(?<=[}/])([^{}@]*\[data-theme=dark\][^{}]*)(\{[^{}]*\})", sheet)
    theme.require(rules, what=["the rules of the dark scheme"])
    rules = "".join(names.replace("[data-theme=dark]", "[data-theme]") + rule for names, rule in rules)
    return f"@media screen and (prefers-color-scheme:dark){{{rules}}}\n"


def _script(out, scripts):
    parts, found = [], 0
    for script in scripts:
        body = getattr(script, "attributes", {}).get("body")
        if body is None:
            body, count = _TAB_STOPS.subn('["#none"]', (out / _name(script)).read_text(encoding="utf-8"))
            found += count
            body = rjsmin.jsmin(re.sub(r"//# sourceMappingURL=.*", "", body), keep_bang_comments=True)
        parts.append(body.strip().rstrip(";") + ";")
    theme.require(found, what=["the elements that the theme makes reachable by keyboard"])
    return "\n".join(parts) + "\n"


def setup(app):
    app.connect("html-page-context", of_every_page, priority=1)
    app.connect("html-page-context", link_to_the_bundle, priority=950)
    app.connect("build-finished", write, priority=900)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
