"""A page fits its reader: narrow or wide, light or dark, moving or still, with scripts or without, on paper."""

import itertools

import pytest
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys
from selenium.webdriver.support.ui import WebDriverWait

from support.browser import evaluate, holds_soon, until_idle
from support.facts import BRIGHTNESS, SCROLLING, SHOWN
from support.site_pages import BUILT, CHAPTERS, PAGES
from support.visits import DESKTOP, PHONE

every_page = pytest.mark.parametrize("page", BUILT)


@every_page
@pytest.mark.parametrize("script", [True, False], ids=["with JavaScript", "without"])
def test_no_bright_box_on_a_dark_page_and_no_dark_one_on_a_bright_page(visit, page, script):
    for scheme, is_wrong in {"dark": lambda light: light > 0.35, "light": lambda light: light < 0.65}.items():
        boxes = visit(page, scheme=scheme, script=script)["brightness"]
        assert boxes
        wrong = [box for box in boxes if is_wrong(box[0])]
        assert not wrong, (scheme, wrong[:5])


@pytest.mark.parametrize("page", [*CHAPTERS, "book/api/base"])
def test_what_is_too_wide_for_a_phone_scrolls_inside_itself_by_keyboard(visit, page):
    opened = visit(page, width=PHONE)
    if page == "book/cosine/cosine_decay":
        assert len(opened["scrolling"]) >= 3
    for tab_index, element in opened["scrolling"]:
        assert tab_index == 0, element
    assert len(opened["moved by keyboard"]) == (2 if opened["scrolling"] else 0)  # the first and the last
    for has_the_focus, moved_by in opened["moved by keyboard"]:
        assert has_the_focus and moved_by > 0


def test_what_is_far_off_is_laid_out_and_measured_when_a_reader_comes_near(look):
    browser = look("book/feedback/greedy", width=560)  # on a phone, code is wrapped
    seen = "e.checkVisibility({contentVisibilityAuto: true})"
    assert holds_soon(browser, f"{SCROLLING}.filter((e) => {seen}).every((e) => e.tabIndex === 0)")
    until_idle(browser)
    far = f"[...document.querySelectorAll('#exercises pre, #watch-out pre')].filter(e => !{seen})"
    assert browser.execute_script(f"return {far}.length") > 5
    wide = browser.execute_script(f"const all = {far}; return all.find(e => e.scrollWidth > e.clientWidth + 1)")
    assert wide.get_property("tabIndex") == -1
    browser.execute_script("arguments[0].scrollIntoView()", wide)
    WebDriverWait(browser, 5).until(lambda _: wide.get_property("tabIndex") == 0)
    until_idle(browser)
    assert 0 <= wide.rect["y"] - browser.execute_script("return scrollY") < 300


@pytest.mark.parametrize("part", ["examples", "exercises", "background"])
def test_a_link_to_a_part_goes_there(look, part):
    """Though the parts between are not laid out."""
    browser = look("book/cosine/cosine_decay", width=PHONE, motion="reduce")
    browser.execute_script("location.hash = arguments[0]", part)
    top = f"document.getElementById('{part}').getBoundingClientRect().top"
    end = "innerHeight + scrollY >= document.documentElement.scrollHeight - 1"
    is_there = f"scrollY > 0 && ({top} >= -5 && {top} < 200 || {end})"
    assert holds_soon(browser, is_there)
    until_idle(browser)  # what is laid out on the way there does not push it away again
    until_idle(browser)
    assert evaluate(browser, is_there), evaluate(browser, top)


def test_going_back_lands_where_the_reader_was(look, site):
    """Also from another page, when the browser has kept nothing of this one."""
    browser = look("book/feedback/reduce_on_plateau", motion="reduce")
    browser.execute_script("addEventListener('unload', () => {})")  # a page with such a listener is never kept
    part = "document.querySelector('#exercises')"
    browser.execute_script(f"{part}.scrollIntoView()")
    until_idle(browser)
    browser.execute_script("scrollBy(0, -120)")
    until_idle(browser)
    before = evaluate(browser, f"{part}.getBoundingClientRect().top")
    assert 0 < before < 300 and evaluate(browser, "scrollY") > 2000
    browser.get(f"{site}/book/glossary.html")
    browser.back()
    top = f"Math.abs({part}.getBoundingClientRect().top - {before})"
    assert holds_soon(browser, f"{top} < 5"), evaluate(browser, top)
    until_idle(browser)
    assert evaluate(browser, top) < 5


@pytest.mark.parametrize("width", [PHONE, DESKTOP])
def test_headings_step_down(look, width):
    browser = look("book/cosine/cosine_decay", width=width)
    sizes = evaluate(
        browser,
        "['h1', 'h2', 'h3', 'p'].map((name) => { const style = getComputedStyle(document.querySelector("
        "`article section > ${name}`)); return [parseFloat(style.fontSize), +style.fontWeight]; })",
    )
    assert all(above[0] >= 1.15 * below[0] and above[1] >= below[1] for above, below in itertools.pairwise(sizes)), (
        sizes
    )


def test_a_phone_shows_the_panels_of_a_figure_one_a_row_in_legible_size(look):
    browser = look("book/cosine/cosine_decay", width=PHONE)
    panels = browser.find_elements(By.CSS_SELECTOR, ".lrnotes-panels img:not(.lrnotes-legend, details *)")
    assert len(panels) >= 5
    for panel in panels:
        browser.execute_script("arguments[0].scrollIntoView()", panel)
        assert panel.is_displayed() and panel.rect["x"] >= 0 and panel.rect["x"] + panel.rect["width"] <= PHONE
        points = float(panel.get_attribute("src").rpartition("(")[2].split(",")[2])
        assert 10.5 * panel.rect["width"] / points >= 11  # the size of the figure's text on the page, in pixels
    assert not [img for img in browser.find_elements(By.CSS_SELECTOR, "img.lrnotes-together") if img.is_displayed()]


def test_a_term_of_the_glossary_shows_its_definition_by_keyboard(look):
    browser = look("book/cosine/cosine_decay")
    term = browser.find_element(By.CSS_SELECTOR, "a.lrnotes-term")
    assert len(term.get_attribute("title")) > 20
    shown = "getComputedStyle(document.querySelector('a.lrnotes-term'), '::after').content"
    assert evaluate(browser, shown) == "none"
    browser.find_element(By.TAG_NAME, "body").send_keys(Keys.TAB)
    browser.execute_script("document.querySelector('a.lrnotes-term').focus({focusVisible: true})")
    assert evaluate(browser, shown) == f'"{term.get_attribute("title")}"'


@every_page
def test_nothing_moves_for_readers_who_ask_for_that(visit, page):
    moving = visit(page, motion="reduce")["moving"]
    assert not moving, moving[:5]


@every_page
@pytest.mark.parametrize("width", [PHONE, DESKTOP])
def test_is_whole_without_javascript(visit, page, width):
    with_scripts, without = visit(page, width=width), visit(page, width=width, script=False)
    assert without["title"] == with_scripts["title"]
    if page in CHAPTERS:  # what is folded stays folded
        assert with_scripts["paragraphs"] > 10
        assert without["paragraphs shown"] >= 0.5 * with_scripts["paragraphs"]
    # The way to every other page, on a phone too; a button only where it does something.
    # Those of the reference are below its first page.
    assert len(set(without["links"])) >= len([each for each in PAGES if not each.startswith("book/api/")])
    assert {button for button in without["buttons"] if "dropdown-toggle" not in button} == set()
    assert without["scroll width"] <= width


def test_menus_open_without_javascript(look):
    browser = look("book/cosine/cosine_decay", script=False)
    evaluate(browser, "document.querySelector('.dropdown-launch-buttons button').focus()")
    shown = evaluate(browser, f"({SHOWN})(document.querySelector('.dropdown-launch-buttons a'))")
    assert shown is True


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_is_printed_dark_on_white_without_what_paper_cannot_do(look, scheme):
    browser = look("book/cosine/cosine_decay", scheme=scheme)
    look_on_paper = {"media": "print", "features": [{"name": "prefers-color-scheme", "value": scheme}]}
    browser.execute_cdp_cmd("Emulation.setEmulatedMedia", look_on_paper)
    assert holds_soon(browser, f"{BRIGHTNESS}.every(([light]) => light > 0.65)"), min(evaluate(browser, BRIGHTNESS))
    assert evaluate(browser, BRIGHTNESS)
    hidden = ".bd-sidebar-primary, .bd-sidebar-secondary, .bd-header-article, .prev-next-footer, button.copybtn"
    assert evaluate(browser, f"[...document.querySelectorAll('{hidden}')].filter({SHOWN}).length") == 0
    title = f"[...document.querySelectorAll('h1')].filter({SHOWN}).map(h => h.textContent.replace('#', ''))"
    assert len(evaluate(browser, title)) == 1
    folded = "[...document.querySelectorAll('.bd-article details')]"
    assert evaluate(browser, f"{folded}.length") >= 3 and evaluate(browser, f"{folded}.every(({{open}}) => open)")
    browser.execute_cdp_cmd("Emulation.setEmulatedMedia", {**look_on_paper, "media": "screen"})
    assert holds_soon(browser, f"document.documentElement.dataset.theme === '{scheme}'")
    assert evaluate(browser, f"{folded}.filter(({{open}}) => open).length") == 0  # as it was before


def test_paper_cuts_off_no_table_and_breaks_no_box_off_empty(look):
    browser = look("book/cosine/cosine_decay", width=700)
    browser.execute_cdp_cmd("Emulation.setEmulatedMedia", {"media": "print"})
    places = "[...document.querySelectorAll('.bd-article table')].map((table) => [table, table.closest('section')])"
    cut = f"{places}.filter(([table, part]) => table.offsetWidth > part.clientWidth + 1).length"
    assert evaluate(browser, f"{places}.length") >= 2 and holds_soon(browser, f"{cut} === 0")
    boxes = "['pre', '.highlight', '.highlight-python'].map((box) => document.querySelector(`.cell_input ${box}`))"
    styles = f"{boxes}.map(getComputedStyle).map(({{breakInside, overflow}}) => breakInside + ' ' + overflow)"
    assert set(evaluate(browser, styles)) == {"auto visible"}  # else the whole code goes to the next page


def test_a_phone_opens_the_list_of_pages_and_the_search(look):
    browser = look("book/introduction", width=PHONE, motion="reduce")
    link = browser.find_element(By.CSS_SELECTOR, "nav.bd-links a[href$='cosine_decay.html']")
    assert not link.is_displayed()
    browser.find_element(By.CSS_SELECTOR, ".primary-toggle").click()
    assert link.is_displayed()
    browser.switch_to.active_element.send_keys(Keys.ESCAPE)
    assert not link.is_displayed()
    browser.find_element(By.CSS_SELECTOR, ".article-header-buttons .search-button").click()
    assert browser.execute_script("return document.activeElement.name") == "q"


def test_a_chosen_scheme_is_there_before_the_first_paint(look, site):
    """The head says which, without waiting for the scripts: no flash of white."""
    browser = look("book/introduction", scheme="light")
    browser.execute_script("localStorage.setItem('mode', 'dark')")
    try:
        browser.execute_cdp_cmd("Network.enable", {})
        browser.execute_cdp_cmd("Network.setBlockedURLs", {"urls": ["*site.js*"]})
        browser.get(f"{site}/book/introduction.html")
        assert browser.execute_script("return document.documentElement.dataset.theme") == "dark"
    finally:
        browser.execute_cdp_cmd("Network.setBlockedURLs", {"urls": []})
        browser.execute_script("localStorage.clear()")
