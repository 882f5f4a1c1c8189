"""A page fits its reader: narrow or wide, light or dark, moving or still, with scripts or without, on paper."""

import pytest
from in_browser import evaluate, load_all_parts, until_parts_are_measured
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys
from site_pages import BUILT, CHAPTERS, PAGES

every_page = pytest.mark.parametrize("page", BUILT)

# How bright the background of each box is, 0 to 1, where it has one of its own.
_BRIGHTNESS = """
[...document.querySelectorAll('body, body *')].filter(e => e.checkVisibility() && e.offsetWidth * e.offsetHeight > 2500)
  .filter(e => e.id !== "pst-skip-link")  // out of sight until it has the focus
  .map(e => [e, getComputedStyle(e).backgroundColor.match(/[\\d.]+/g).map(Number)])
  .filter(([e, [r, g, b, a = 1]]) => a > 0.3)
  .map(([e, [r, g, b]]) => [(0.2126 * r + 0.7152 * g + 0.0722 * b) / 255, e.outerHTML.slice(0, 120)])
"""
_SHOWN = "(e) => e.checkVisibility({visibilityProperty: true, opacityProperty: true})"


@every_page
@pytest.mark.parametrize("script", [True, False], ids=["with JavaScript", "without"])
def test_no_bright_box_on_a_dark_page_and_no_dark_one_on_a_bright_page(look, page, script):
    for scheme, is_wrong in {"dark": lambda light: light > 0.35, "light": lambda light: light < 0.65}.items():
        boxes = evaluate(look(page, scheme=scheme, script=script), _BRIGHTNESS)
        assert boxes
        wrong = [box for box in boxes if is_wrong(box[0])]
        assert not wrong, (scheme, wrong[:5])


@pytest.mark.parametrize("page", [*CHAPTERS, "book/api"])
def test_what_is_too_wide_for_a_phone_scrolls_inside_itself_by_keyboard(look, page):
    browser = look(page, width=360)
    load_all_parts(browser)
    until_parts_are_measured(browser)
    wide = browser.execute_script(
        "return [...document.querySelectorAll('main *')].filter(e => e.scrollWidth > e.clientWidth + 1 && e.clientWidth"
        " && e.checkVisibility() && /auto|scroll/.test(getComputedStyle(e).overflowX))"
    )
    assert len(wide) >= 3
    for element in wide:
        assert element.get_property("tabIndex") == 0, element.get_attribute("outerHTML")[:150]
    for element in (wide[0], wide[-1]):
        browser.execute_script("arguments[0].focus()", element)
        assert browser.execute_script("return document.activeElement === arguments[0]", element)
        element.send_keys(Keys.ARROW_RIGHT, Keys.ARROW_RIGHT)
        browser.execute_async_script("setTimeout(arguments[0], 300)")
        assert element.get_property("scrollLeft") > 0


def test_what_is_far_off_is_laid_out_and_measured_when_a_reader_comes_near(look):
    browser = look("book/feedback/greedy", width=360)
    until_parts_are_measured(browser)
    seen = "e.checkVisibility({contentVisibilityAuto: true})"
    far = f"[...document.querySelectorAll('#exercises pre, #watch-out pre')].filter(e => !{seen})"
    assert browser.execute_script(f"return {far}.length") > 5
    wide = browser.execute_script(f"const all = {far}; return all.find(e => e.scrollWidth > e.clientWidth + 1)")
    assert wide.get_property("tabIndex") == -1
    browser.execute_script("arguments[0].scrollIntoView()", wide)
    until_parts_are_measured(browser)
    assert wide.get_property("tabIndex") == 0
    assert 0 <= wide.rect["y"] - browser.execute_script("return scrollY") < 300


@pytest.mark.parametrize("part", ["the-curve", "exercises", "where-it-comes-from"])
def test_a_link_to_a_part_goes_there(look, part):
    """Though the parts between are not laid out."""
    browser = look("book/cosine/cosine_decay", width=360, motion="reduce")
    browser.execute_script("location.hash = arguments[0]", part)
    until_parts_are_measured(browser)
    top = browser.execute_script(f"return document.getElementById('{part}').getBoundingClientRect().top")
    end = browser.execute_script("return innerHeight + scrollY >= document.documentElement.scrollHeight - 1")
    assert -5 <= top < 200 or end


@every_page
def test_nothing_moves_for_readers_who_ask_for_that(look, page):
    browser = look(page, motion="reduce")
    moving = browser.execute_script(
        "return [...document.querySelectorAll('*')].filter(e => { const s = getComputedStyle(e);"
        "return s.scrollBehavior === 'smooth' || /[1-9]/.test(s.transitionDuration) || s.animationName !== 'none'; })"
        ".map(e => e.outerHTML.slice(0, 120))"
    )
    assert not moving, moving[:5]


@every_page
@pytest.mark.parametrize("width", [360, 1280])
def test_is_whole_without_javascript(look, page, width):
    browser = look(page, width=width)
    text = evaluate(browser, "document.querySelector('main h1').textContent")
    paragraphs = evaluate(browser, "document.querySelectorAll('article p, .bd-search-container p').length")
    browser = look(page, width=width, script=False)
    assert evaluate(browser, "document.querySelector('main h1').textContent") == text
    shown = f"[...document.querySelectorAll('article p, .bd-search-container p')].filter({_SHOWN})"
    if page in CHAPTERS:  # what is folded stays folded
        assert evaluate(browser, f"{shown}.length") >= 0.5 * paragraphs > 10
    # The way to every other page, on a phone too; a button only where it does something.
    links = evaluate(browser, f"[...document.querySelectorAll('nav.bd-links a')].filter({_SHOWN}).map(a => a.href)")
    assert len(set(links)) >= len(PAGES)
    buttons = f"[...document.querySelectorAll('button')].filter({_SHOWN}).map(b => b.className)"
    assert {button for button in evaluate(browser, buttons) if "dropdown-toggle" not in button} == set()
    assert evaluate(browser, "document.documentElement.scrollWidth") <= width


def test_menus_open_without_javascript(look):
    browser = look("book/cosine/cosine_decay", script=False)
    evaluate(browser, "document.querySelector('.dropdown-launch-buttons button').focus()")
    shown = evaluate(browser, f"({_SHOWN})(document.querySelector('.dropdown-launch-buttons a'))")
    assert shown is True


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_is_printed_dark_on_white_without_what_paper_cannot_do(look, scheme):
    browser = look("book/cosine/cosine_decay", scheme=scheme)
    look_on_paper = {"media": "print", "features": [{"name": "prefers-color-scheme", "value": scheme}]}
    browser.execute_cdp_cmd("Emulation.setEmulatedMedia", look_on_paper)
    browser.execute_async_script("setTimeout(arguments[0], 100)")
    boxes = evaluate(browser, _BRIGHTNESS)
    assert min(light for light, _ in boxes) > 0.65
    hidden = ".bd-sidebar-primary, .bd-sidebar-secondary, .bd-header-article, .prev-next-footer, button.copybtn"
    assert evaluate(browser, f"[...document.querySelectorAll('{hidden}')].filter({_SHOWN}).length") == 0
    title = f"[...document.querySelectorAll('h1')].filter({_SHOWN}).map(h => h.textContent.replace('#', ''))"
    assert evaluate(browser, title) == ["Cosine decay"]
    browser.execute_cdp_cmd("Emulation.setEmulatedMedia", {**look_on_paper, "media": "screen"})
    browser.execute_async_script("setTimeout(arguments[0], 100)")
    assert evaluate(browser, "document.documentElement.dataset.theme") == scheme


def test_a_phone_opens_the_list_of_pages_and_the_search(look):
    browser = look("book/introduction", width=360, motion="reduce")
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
