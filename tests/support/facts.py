"""What a visit asks a page, in order: functions of the browser, by the name that the tests read the answer under."""

import os
import pathlib

from selenium.webdriver.common.keys import Keys

from support.browser import errors, evaluate, holds_soon, load_all_parts, requests
from support.lighthouse import KINDS

PHONE, DESKTOP = 360, 1280
ALL = bool(os.environ.get("ALL"))  # all pages in every way, which takes twice as long
AXE = pathlib.Path(__file__).parents[1] / "lighthouse" / "node_modules" / "axe-core" / "axe.min.js"
CONTRAST = pathlib.Path(__file__).with_name("contrast.js").read_text(encoding="utf-8")

SHOWN = "(e) => e.checkVisibility({visibilityProperty: true, opacityProperty: true})"
_PARAGRAPHS = "[...document.querySelectorAll('article p, .bd-search-container p')]"
# How bright the background of each box is, 0 to 1, where it has one of its own.
BRIGHTNESS = """[...document.querySelectorAll("body, body *")]
  .filter((e) => e.checkVisibility() && e.offsetWidth * e.offsetHeight > 2500)
  .filter((e) => e.id !== "pst-skip-link")  // out of sight until it has the focus
  .map((e) => [e, getComputedStyle(e).backgroundColor.match(/[\\d.]+/g).map(Number)])
  .filter(([e, [r, g, b, a = 1]]) => a > 0.3)
  .map(([e, [r, g, b]]) => [(0.2126 * r + 0.7152 * g + 0.0722 * b) / 255, e.outerHTML.slice(0, 120)])
"""
_MOVING = """
[...document.querySelectorAll("*")].filter((e) => {
  const style = getComputedStyle(e);
  return style.scrollBehavior === "smooth" || /[1-9]/.test(style.transitionDuration) || style.animationName !== "none";
}).map((e) => e.outerHTML.slice(0, 120))
"""
# How far what was seen already has moved since the page opened, as a fraction of the window. What was painted last is
# told to an observer after the next frames.
_SHIFT = """
new Promise((done) => {
  let sum = 0;
  new PerformanceObserver((list) => { for (const entry of list.getEntries()) sum += entry.value; })
    .observe({type: "layout-shift", buffered: true});
  requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(() => done(sum), 50)));
})
"""
_SIZES = """
["navigation", "resource"].flatMap((kind) => performance.getEntriesByType(kind))
  .map((entry) => [entry.name, entry.encodedBodySize])
"""
# What would show as an empty box: text of the theme's icon font, which is not served.
_GLYPHS = """
[...document.querySelectorAll("body *")].flatMap((element) => ["::before", "::after"].map((part) => {
  const style = getComputedStyle(element, part), ofTheFont = style.fontFamily.includes("Awesome");
  return ofTheFont && !["none", "normal", '""'].includes(style.content) ? element.outerHTML.slice(0, 200) : null;
})).filter(Boolean)
"""
# What is too wide for its place and scrolls there, where it can be seen.
# Tabs move by the arrow keys, and what holds them scrolls with the one that has the focus.
SCROLLING = """[...document.querySelectorAll("main :not([role=tablist])")].filter((e) =>
  e.scrollWidth > e.clientWidth + 1
  && e.clientWidth && e.checkVisibility() && /auto|scroll/.test(getComputedStyle(e).overflowX))
"""
_TABS = """
[...document.querySelectorAll(".sd-tab-set")].map((set) => [...set.querySelectorAll(".sd-tab-label")].map((label) => {
  label.click();
  const shown = [...set.querySelectorAll(".sd-tab-content")].filter((content) => content.checkVisibility());
  return {name: label.innerText, shown: shown.map((content) => ({
    code: content.querySelector("pre").innerText,
    imports: content.querySelectorAll(".highlight-python .kn").length,  // as Pygments marks them
  }))};
}))
"""
# Of each element its kind, whether it can be seen, and what it tells assistive technology, as one number.
_ELEMENTS = (
    f"""((told, isShown) =>"""
    """
[...document.querySelectorAll("body *")].reduce((hash, element) => {
  const words = [...element.attributes].filter(({name}) => told.test(name)).map(({name, value}) => `${name}=${value}`);
  return [...[element.tagName, isShown(element), ...words].join()]
    .reduce((sum, letter) => (Math.imul(sum, 31) + letter.codePointAt(0)) | 0, hash);
}, 0)
"""
    f""")(/^(aria-|role$|alt$|tabindex$|href$|for$|type$)/, {SHOWN})"""
)
# Of a figure whose panels come one by one on a phone, the first has the description of all.
_IMAGES = """
[...document.querySelectorAll("article img:not([role=presentation])")]
  .filter((image) => image.checkVisibility())
  .map((image) => [image.alt, image.naturalWidth])
"""
_CARDS = """
[...document.querySelectorAll("article img, .lrnotes-live, .text_html:has(.lrnotes-live)")]
  .map((element) => getComputedStyle(element).backgroundColor)
"""


def _value(expression, wait=False):
    return lambda browser: evaluate(browser, expression, wait)


def count_scripts(browser):
    """From here on it is written down which scripts run, none of them of the page before."""
    browser.get("about:blank")
    browser.execute_cdp_cmd("Profiler.enable", {})
    browser.execute_cdp_cmd("Profiler.startPreciseCoverage", {"callCount": False, "detailed": False})


def _scripts(browser):
    """The length of each script of the page that has run, by its address."""
    ran = {}
    for script in browser.execute_cdp_cmd("Profiler.takePreciseCoverage", {})["result"]:
        parts = [part for each in script["functions"] for part in each["ranges"]]
        if script["url"].startswith("http") and any(part["count"] for part in parts):
            length = max(part["endOffset"] for part in parts)
            ran[script["url"]] = ran.get(script["url"], 0) + length  # a page has several scripts of its own
    browser.execute_cdp_cmd("Profiler.stopPreciseCoverage", {})
    browser.execute_cdp_cmd("Profiler.disable", {})
    return ran


def before_the_first_move(visit):
    """Of a page that a reader has opened and only looks at."""
    questions = {"sizes before a move": _value(_SIZES)}
    if visit.counts_scripts:
        questions["scripts before a move"] = _scripts
    return questions


def as_it_opens(visit):
    """Of a page as it is drawn, nothing forced."""
    questions = {
        "address": _value("location.href"),
        "titles": _value("document.querySelectorAll('main h1').length"),
        "paragraphs": _value(f"{_PARAGRAPHS}.length"),
    }
    questions |= of_another_screen(visit)
    if visit.whole:
        raw = "[...document.querySelectorAll('article .math')].filter((m) => !m.querySelector('.katex')).length"
        questions |= of_another_scheme(visit)
        questions |= {
            "layout shift": _value(_SHIFT, wait=True),
            "errors in mathematics": _value("document.querySelectorAll('.katex-error').length"),
            "mathematics not set": _value(raw),
        }
    return questions


def of_another_screen(visit):
    """Of a page whose reader has turned the phone, made the window narrow, or chosen another scheme."""
    questions = {
        "scroll width": _value("document.documentElement.scrollWidth"),
        "title": _value("document.querySelector('main h1')?.textContent"),
    }
    if visit.width == DESKTOP:
        questions["brightness"] = _value(BRIGHTNESS)
    if visit.motion == "reduce":
        questions["moving"] = _value(_MOVING)
    if not visit.script:
        links = f"[...document.querySelectorAll('nav.bd-links a')].filter({SHOWN}).map((a) => a.href)"
        buttons = f"[...document.querySelectorAll('button')].filter({SHOWN}).map((b) => b.className)"
        shown = f"{_PARAGRAPHS}.filter({SHOWN}).length"
        questions |= {"links": _value(links), "buttons": _value(buttons), "paragraphs shown": _value(shown)}
    return questions


def of_another_scheme(visit):
    """Of a page whose reader has chosen another scheme."""
    return {
        "theme": _value("document.documentElement.dataset.theme"),
        "backgrounds of figures": _value(_CARDS),
    }


def _all_parts(browser):
    load_all_parts(browser)
    # Until the page has made reachable what scrolls; what it forgets is found by those who read "scrolling".
    return holds_soon(browser, f"{SCROLLING}.every((e) => e.tabIndex === 0)")


def _violations(options=""):
    """What axe-core finds, in words; fails where it did not run."""

    def violations(browser):
        browser.execute_script(AXE.read_text(encoding="utf-8"))
        result = evaluate(browser, f"axe.run(document, {{resultTypes: ['violations'], {options}}})", wait=True)
        assert result["passes"], result
        return [
            f"{violation['id']} ({violation['impact']}): {violation['help']}\n    {node['html'][:200]}\n"
            f"    {' '.join(map(str, node['target']))}\n    {node['failureSummary']}"
            for violation in result["violations"]
            for node in violation["nodes"]
        ]

    return violations


def widths_in_turn(page):
    """The screens for what takes long: half of the chapters, which are alike, on each, unless ALL is set."""
    if ALL or page in KINDS or page.count("/") < 2:
        return [PHONE, DESKTOP]
    return [[PHONE, DESKTOP][sum(page.encode()) % 2]]


def _axe(visit):
    """Axe's rules but that of contrast, and all of them of one page of each kind on a desktop.

    Contrast takes it most of its time, and is judged on every visit as axe does. In the dark a page has the same
    elements, which is tested: on a phone in the dark axe is not asked.
    """
    if visit.width not in widths_in_turn(visit.page):
        return {}
    if visit.page in KINDS and visit.width == DESKTOP:
        return {"violations": _violations()}
    if (visit.width, visit.scheme) == (PHONE, "dark"):
        return {}
    return {"violations": _violations("rules: {'color-contrast': {enabled: false}}")}


def of_all_parts(visit):
    """Of a page whose every part is laid out, and whose every image is there."""
    questions = {"all parts": _all_parts} | of_all_parts_in_another_scheme(visit)
    questions["scroll width of all parts"] = _value("document.documentElement.scrollWidth")
    if visit.scheme == "light" and visit.width == PHONE:
        questions["scrolling"] = _value(f"{SCROLLING}.map((e) => [e.tabIndex, e.outerHTML.slice(0, 150)])")
    if visit.width == DESKTOP:
        questions |= {"images": _value(_IMAGES), "sizes": _value(_SIZES), "glyphs": _value(_GLYPHS)}
    return questions | _axe(visit)


def of_all_parts_in_another_scheme(visit):
    """Of a page whose every part is laid out, and whose reader has chosen another scheme."""
    return {"contrast": _value(CONTRAST), "elements": _value(_ELEMENTS)}


def _moved_by_keyboard(browser):
    """Of the first and the last that scroll: whether each takes the focus, and how far it moves by two keys."""
    wide = browser.execute_script(f"return {SCROLLING}")
    answers = []
    for element in wide[:1] + wide[-1:]:
        browser.execute_script("arguments[0].focus()", element)
        focused = browser.execute_script("return document.activeElement === arguments[0]", element)
        element.send_keys(Keys.ARROW_RIGHT, Keys.ARROW_RIGHT)
        holds_soon(browser, "document.activeElement.scrollLeft > 0")
        answers.append([focused, element.get_property("scrollLeft")])
    return answers


def when_used(visit):
    """Of a page that is clicked and typed on."""
    questions = {}
    if visit.width == PHONE and visit.scheme == "light":
        folds = "[...document.querySelectorAll('summary')].filter((s) => s.textContent.trim() === 'PyTorch').length"
        questions = {"moved by keyboard": _moved_by_keyboard, "tabs": _value(_TABS), "folds of PyTorch": _value(folds)}
    return questions


def of_the_logs(visit):
    """What the browser wrote down meanwhile."""
    return {"requests": requests, "errors": errors}
