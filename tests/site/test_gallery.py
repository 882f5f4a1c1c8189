"""The front page: every schedule's true curve, a link to its chapter, and a filter that needs no script."""

import html
import re

import numpy as np
import pytest
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys

import catalogue
import gallery
import lrnotes
from support.site_pages import HTML

FRONT = "book/index"
ENTRIES = gallery.by_use(catalogue.entries())
SHOWN = [(entry, schedule, steps) for entry in ENTRIES for schedule, steps in entry.schedules]
FAMILIES = list(dict.fromkeys(entry.family for entry in ENTRIES))


def _plain(text):
    return html.unescape(text.replace("<wbr>", "")).replace("’", "'")


@pytest.fixture(scope="module")
def cards():
    """(curve, link, name) of every card, from the built page."""
    text = (HTML / f"{FRONT}.html").read_text(encoding="utf-8").partition('<ul class="lrnotes-gallery')[2]
    found = re.findall(
        r'<li[^>]*><svg.*?<polyline points="([^"]+)".*?href="([^"]+)".*?<span[^>]*>(.*?)</span>', text, re.DOTALL
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


def curve_of(cards, name):
    (curve,) = [card[0] for (_, schedule, _), card in zip(SHOWN, cards, strict=True) if type(schedule).__name__ == name]
    return curve


@pytest.mark.parametrize("name", ["StepDecay", "MultiStepDecay", "PiecewiseConstantDecay", "ChebyshevSteps"])
def test_what_falls_in_stairs_has_stairs_on_its_card(cards, name):
    curve = curve_of(cards, name)
    points = [tuple(map(float, point.split(","))) for point in curve.split()]
    assert all(a[0] == b[0] or a[1] == b[1] for a, b in zip(points, points[1:]))


def test_half_a_cosine_by_hand(cards):
    x, y = zip(*(map(float, point.split(",")) for point in curve_of(cards, "CosineDecay").split()))
    # A warmup of 500 steps to 3e-4, then down to 3e-5 in 9,500 of 11,000 steps: halfway, at step 5,250, it is 1.65e-4.
    assert y[0] == 60 and min(y) == 0
    assert np.interp(120 * 5250 / 11_000, x, y) == pytest.approx(60 * (1 - 0.55), abs=0.05)
    assert y[-1] == pytest.approx(54)


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


def test_families_and_schedules_are_in_the_order_of_their_use():
    """In the published recipes: cosine before linear decay before steps, and of the decays the linear one first."""
    assert ENTRIES[0].page == "book/cosine/cosine_decay"
    first = {}
    for entry in ENTRIES:
        first.setdefault(entry.page.split("/")[1], entry.page)
    assert list(first)[:3] == ["cosine", "decay", "piecewise"] and first["decay"] == "book/decay/linear"
    assert sorted(entry.page for entry in ENTRIES) == sorted(entry.page for entry in catalogue.entries())


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_first_screen_of_a_phone_has_the_install_line_three_schedules_and_the_ways_on(look, scheme):
    browser = look(FRONT, width=360, scheme=scheme)
    install, *others = browser.execute_script(
        "return [...document.querySelectorAll('article pre, .lrnotes-start a, .lrnotes-ways a')]"
        ".map((e) => [e.textContent.trim(), e.getAttribute('href'), e.getBoundingClientRect().bottom])"
    )[:8]
    assert install[0].startswith("pip install") and f"lrnotes-{lrnotes.__version__}-" in install[0]
    names = ["cosine_decay", "linear", "warmup_stable_decay", "which", "introduction", "translate", "compare"]
    assert [link.rpartition("/")[2] for _, link, _ in others] == [f"{name}.html" for name in names]
    assert max(bottom for _, _, bottom in [install, *others]) <= 800


@pytest.mark.parametrize("width", [360, 1280])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_curves_are_large_enough_and_the_first_ones_are_seen_without_scrolling(look, width, scheme):
    browser = look(FRONT, width=width, scheme=scheme)
    boxes = browser.execute_script(
        "return ['.lrnotes-start svg', 'ul.lrnotes-gallery svg'].map((where) => [...document.querySelectorAll(where)]"
        ".map((curve) => curve.getBoundingClientRect()).map((box) => [box.width, box.bottom]))"
    )
    first, all_of_them = boxes
    assert len(first) == 3 and len(all_of_them) == len(SHOWN)
    assert min(wide for wide, _ in all_of_them) >= 100 and min(wide for wide, _ in first) >= 64
    assert max(bottom for _, bottom in first) < 740


def test_what_the_schedules_to_begin_with_are_drawn_of_is_what_is_written_beside_them():
    page = (HTML / f"{FRONT}.html").read_text(encoding="utf-8")
    (start,) = re.findall(r'<ul class="lrnotes-start.*?</ul>', page, re.DOTALL)
    curves = [re.findall(r"[^ ]+", points) for points in re.findall(r'<polyline points="([^"]+)"', start)]
    said = [re.sub(r"<[^>]+>", "", code) for code in re.findall(r"<code.*?</code>", start, re.DOTALL)]
    assert len(curves) == len(said) == 3
    for points, expression in zip(curves, said):
        schedule = lrnotes.parse(expression)
        x, y = zip(*(map(float, point.split(",")) for point in points))
        rates = np.array([schedule(step) for step in range(0, 10_001, 500)])
        at = np.interp(np.arange(0, 10_001, 500) * gallery.WIDTH / 10_000, x, y)
        assert at == pytest.approx(gallery.HEIGHT * (1 - rates / 3e-4), abs=0.06)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_a_card_is_one_link_that_stands_out_when_focused(look, scheme):
    browser = look(FRONT, scheme=scheme)
    card = browser.find_element(By.CSS_SELECTOR, "ul.lrnotes-gallery li")
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
