"""The front page: every schedule's true curve, a link to its chapter, and a filter that needs no script."""

import html
import re

import numpy as np
import pytest
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys

import catalogue
import gallery
from support.site_pages import HTML

FRONT = "book/index"
ENTRIES = catalogue.entries()
SHOWN = [(entry, schedule, steps) for entry in ENTRIES for schedule, steps in entry.schedules]
FAMILIES = list(dict.fromkeys(entry.family for entry in ENTRIES))


def _plain(text):
    return html.unescape(text).replace("’", "'")


@pytest.fixture(scope="module")
def cards():
    """(curve, link, name) of every card, from the built page."""
    text = (HTML / f"{FRONT}.html").read_text(encoding="utf-8")
    found = re.findall(
        r'<li><svg.*?<polyline points="([^"]+)".*?href="([^"]+)".*?<span[^>]*>(.*?)</span>', text, re.DOTALL
    )
    return [(curve, link, _plain(name)) for curve, link, name in found]


def test_every_schedule_has_a_card(cards):
    assert len(cards) == len(SHOWN)
    names = [name for _, _, name in cards]
    assert len(names) == len(set(names))


@pytest.mark.parametrize("index", range(len(SHOWN)), ids=lambda index: type(SHOWN[index][1]).__name__)
def test_the_curve_is_what_the_definition_gives(cards, index):
    """The line passes the rate of a hundred whole steps; points that it passes in a straight line are left out."""
    _, schedule, steps = SHOWN[index]
    line = np.array([[float(number) for number in point.split(",")] for point in cards[index][0].split()])
    assert line[0, 0] == 0 and line[-1, 0] == gallery.WIDTH and (np.diff(line[:, 0]) >= 0).all()
    at = np.unique(np.floor(np.arange(101) * max(1, steps / 100) + 0.5).clip(max=steps))
    rates = np.array([schedule(int(step)) for step in at])
    low, high = min(rates.min(), 0), rates.max()
    curve = np.column_stack([at * gallery.WIDTH / steps, gallery.HEIGHT * (high - rates) / (high - low)])
    assert distances(curve, line).max() <= 0.0501


def distances(points, line):
    """How far each point is from the nearest piece of the line."""
    start, way = line[:-1], np.diff(line, axis=0)
    length = (way**2).sum(axis=1)
    start, way, length = start[length > 0], way[length > 0], length[length > 0]
    part = (((points[:, None] - start) * way).sum(axis=2) / length).clip(0, 1)
    return np.linalg.norm(points[:, None] - (start + part[..., None] * way), axis=2).min(axis=1)


@pytest.mark.parametrize("name", ["Step decay", "Multi-step decay", "Piecewise constant decay", "Chebyshev steps"])
def test_what_falls_in_stairs_has_stairs_on_its_card(cards, name):
    (curve,) = [curve for curve, _, shown in cards if shown == name]
    points = [tuple(map(float, point.split(","))) for point in curve.split()]
    assert all(a[0] == b[0] or a[1] == b[1] for a, b in zip(points, points[1:]))


def test_half_a_cosine_by_hand(cards):
    (curve,) = [curve for curve, _, name in cards if name == "Cosine decay"]
    x, y = zip(*(map(float, point.split(",")) for point in curve.split()))
    # 0.01 down to 0.0001 in 50 of 60 steps: halfway, at step 25, the rate is 0.00505.
    assert y[0] == 0
    assert np.interp(50, x, y) == pytest.approx(60 * (1 - 0.505), abs=0.05)
    assert y[-1] == pytest.approx(59.4)


def test_links_lead_to_the_chapter_of_that_name(cards):
    for (entry, schedule, _), (_, link, name) in zip(SHOWN, cards, strict=True):
        page = (HTML / FRONT).parent / link
        assert page.resolve() == HTML / f"{entry.page}.html"
        assert f"<h1>{entry.title}<" in _plain(page.read_text(encoding="utf-8"))
        assert name == (entry.title if len(entry.schedules) == 1 else gallery.name_of(type(schedule).__name__))


def test_words_are_set_not_marked_up():
    text = (HTML / f"{FRONT}.html").read_text(encoding="utf-8")
    assert (
        "``" not in text
        and '<p>Multiplies the learning rate by the same factor in every <code class="docutils literal' in text
    )


def test_curves_weigh_little(cards):
    assert sum(len(curve) for curve, _, _ in cards) < 1200 * len(cards)


@pytest.mark.parametrize("width", [360, 1280])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_curves_are_seen_without_scrolling(look, width, scheme):
    browser = look(FRONT, width=width, scheme=scheme)
    boxes = browser.execute_script(
        "return [...document.querySelectorAll('.lrnotes-gallery svg')].map(s => s.getBoundingClientRect())"
        ".map(b => [b.width, b.bottom])"
    )
    assert len(boxes) == len(SHOWN)
    assert min(wide for wide, _ in boxes) >= 100
    assert sum(bottom < 740 for _, bottom in boxes) >= 2


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_a_card_is_one_link_that_stands_out_when_focused(look, scheme):
    browser = look(FRONT, scheme=scheme)
    card = browser.find_element(By.CSS_SELECTOR, ".lrnotes-gallery li")
    box = browser.execute_script("return arguments[0].getBoundingClientRect()", card)
    hit = browser.execute_script(
        "return document.elementFromPoint(arguments[0], arguments[1]).closest('a')?.href",
        box["x"] + 20, box["y"] + 20,
    )  # fmt: skip
    assert hit.endswith(f"{ENTRIES[0].page}.html")
    browser.find_element(By.CSS_SELECTOR, ".lrnotes-filter input").click()
    for _ in range(3):  # past the permanent link of the heading
        browser.switch_to.active_element.send_keys(Keys.TAB)
        if browser.switch_to.active_element.text == ENTRIES[0].title:
            break
    assert browser.switch_to.active_element.text == ENTRIES[0].title
    assert browser.execute_script("return getComputedStyle(document.activeElement, '::after').outlineStyle") == "solid"


def families_shown(browser):
    return [
        section.find_element(By.TAG_NAME, "h2").text.strip("#")
        for section in browser.find_elements(By.CSS_SELECTOR, ".lrnotes-family")
        if section.is_displayed()
    ]


def test_filter_by_keyboard(look):
    browser = look(FRONT)
    assert families_shown(browser) == FAMILIES
    browser.find_element(By.CSS_SELECTOR, ".lrnotes-filter input").send_keys(Keys.SPACE)
    for family in FAMILIES:
        browser.switch_to.active_element.send_keys(Keys.ARROW_DOWN)
        assert families_shown(browser) == [family]
        chosen = browser.switch_to.active_element
        assert chosen.is_selected() and chosen.get_attribute("type") == "radio"
        assert chosen.accessible_name.startswith(family)  # what is announced
        count = sum(entry.family == family for entry, _, _ in SHOWN)
        assert chosen.accessible_name.endswith(f" {count}")
        style = browser.execute_script("return getComputedStyle(document.activeElement.parentElement).outlineStyle")
        assert style == "solid"
    browser.switch_to.active_element.send_keys(Keys.ARROW_DOWN)  # round to "All"
    assert families_shown(browser) == FAMILIES


def test_filter_by_thumb(look):
    browser = look(FRONT, width=360)
    labels = browser.find_elements(By.CSS_SELECTOR, ".lrnotes-filter label")
    for label in labels:
        assert label.size["height"] >= 36 and label.size["width"] >= 36
    labels[2].click()
    assert families_shown(browser) == [FAMILIES[1]]


def test_filter_is_announced_as_a_group(look):
    group = look(FRONT).find_element(By.CSS_SELECTOR, ".lrnotes-filter")
    assert group.aria_role == "group" and group.accessible_name == "Show"


def test_filter_and_curves_need_no_script():
    text = (HTML / f"{FRONT}.html").read_text(encoding="utf-8")
    gallery_of_the_page = text[text.index('<fieldset class="lrnotes-filter"') : text.index("Three ways to use it</")]
    assert "<script" not in gallery_of_the_page and " on" not in re.sub(r">[^<]*<", "><", gallery_of_the_page)
    for family in FAMILIES:
        assert f"~.lrnotes-family:not(#{re.sub(' ', '-', family.lower())}){{display:none}}" in text
