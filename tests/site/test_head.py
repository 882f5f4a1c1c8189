"""What every page says of itself: to search engines, to whoever shares its address, and to whoever mistypes it."""

import html.parser
import urllib.parse
import xml.etree.ElementTree as xml

import matplotlib.image
import numpy as np
import pytest

import cards
import catalogue
from lrnotes.figures.palette import COLORS
from support.book import config
from support.browser import evaluate
from support.site_pages import BUILT, CHAPTERS, HTML, PAGES, SCHEDULES

BASE = config()["html"]["baseurl"]
SHARED = [page for page in BUILT if page != "404"]


class _Head(html.parser.HTMLParser):
    def __init__(self, text):
        super().__init__()
        self.meta, self.links, self.title, self.lang, self._in_title = {}, {}, "", None, False
        self.feed(text.partition("</head>")[0])

    def handle_starttag(self, tag, attributes):
        attributes = dict(attributes)
        if tag == "html":
            self.lang = attributes.get("lang")
        if tag == "meta" and "content" in attributes:
            self.meta.setdefault(attributes.get("name") or attributes.get("property"), []).append(attributes["content"])
        if tag == "link":
            self.links.setdefault(attributes["rel"], []).append(attributes["href"])
        self._in_title = tag == "title"

    def handle_data(self, data):
        self.title += data if self._in_title else ""


def head(page):
    return _Head((HTML / f"{page}.html").read_text(encoding="utf-8"))


def address_of(page):
    return BASE if page in ("book/index", "index") else f"{BASE}{page}.html"


@pytest.mark.parametrize("page", [*BUILT, "index"])
def test_language_title_and_description(page):
    found = head(page)
    assert found.lang == "en"
    assert found.title.strip() and found.title.count("lrnotes") == 1
    (description,) = found.meta["description"]
    assert 40 <= len(description) <= 240
    assert not set("<>{}`\\$") & set(description)


def test_titles_and_descriptions_are_of_their_page_alone():
    heads = [head(page) for page in BUILT]
    assert len({one.title for one in heads}) == len({one.meta["description"][0] for one in heads}) == len(BUILT)


@pytest.mark.parametrize("page", [*SHARED, "index"])
def test_one_canonical_address(page):
    assert head(page).links["canonical"] == [address_of(page)]


@pytest.mark.parametrize("page", [*SHARED, "index"])
def test_what_a_shared_link_shows(page):
    found = head(page)
    meta = {name: content[0] for name, content in found.meta.items() if len(content) == 1}
    assert meta["og:url"] == address_of(page)
    assert meta["og:site_name"] == "lrnotes"
    assert meta["og:type"] == ("article" if page in CHAPTERS else "website")
    assert meta["og:title"] == meta["twitter:title"] and meta["og:title"] in found.title
    assert meta["og:description"] == meta["twitter:description"] == meta["description"]
    assert meta["twitter:card"] == "summary_large_image"
    assert meta["og:image"] == meta["twitter:image"] and meta["og:image"].startswith(BASE)
    assert len(meta["og:image:alt"].split()) >= 8 and meta["og:image:alt"] == meta["twitter:image:alt"]
    picture = matplotlib.image.imread(HTML / meta["og:image"].removeprefix(BASE))
    assert picture.shape[:2] == (630, 1200) == (int(meta["og:image:height"]), int(meta["og:image:width"]))


def test_every_schedules_chapter_has_a_picture_of_its_own_and_the_others_share_one():
    pictures = {page: head(page).meta["og:image"][0] for page in SHARED}
    chapters = [entry.page for entry in catalogue.entries()]
    assert chapters == SCHEDULES
    assert len({pictures[page] for page in chapters}) == len(chapters)
    assert len({pictures[page] for page in SHARED if page not in chapters}) == 1


@pytest.mark.parametrize("entry", catalogue.entries(), ids=lambda entry: entry.page)
def test_the_curve_on_the_picture_is_the_schedule(entry):
    """Where the first colour is highest in each column of pixels, as high as the rate at that step says."""
    picture = matplotlib.image.imread(HTML / head(entry.page).meta["og:image"][0].removeprefix(BASE))[:, :, :3]
    colour = np.array([int(COLORS[0][i : i + 2], 16) / 255 for i in (1, 3, 5)])
    rows, columns = np.nonzero((abs(picture - colour) < 0.02).all(axis=2))
    half = round(cards.thickness(entry.shown[0]) / 72 * 100 / 2)  # of the line, whose ends are round
    left, right = columns.min() + half, columns.max() - half
    schedule, steps = entry.schedules[0]
    rates = schedule(np.arange(steps + 1))
    stairs = (
        entry.shown[0].figure.is_feedback or entry.shown[0].figure.description["forms"][0].get("drawing") == "steps"
    )
    seen, true = [], []
    for column in range(left + 20, right - 20, 5):
        step = (column - left) / (right - left) * steps  # drawn with a line, or a stair, from each step to the next
        if (columns == column).any() and not (stairs and abs(step % 1 - 0.5) > 0.25):  # away from upright lines
            seen.append(-rows[columns == column].mean())
            true.append(rates[int(step)] if stairs else np.interp(step, range(steps + 1), rates))
    assert len(seen) > 40
    if min(true) == max(true):
        assert max(seen) - min(seen) < 1
        return
    # Other curves may cover the first here and there; most of it is seen.
    slope, offset = np.polyfit(true, seen, 1)
    assert slope > 0
    errors = abs(np.polyval((slope, offset), true) - seen) / (max(seen) - min(seen))
    assert np.median(errors) < 0.02, np.median(errors)


def test_sitemap_lists_every_page_of_the_book_and_robots_names_it():
    space = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
    root = xml.parse(HTML / "sitemap.xml").getroot()
    assert sorted(node.text for node in root.iter(f"{space}loc")) == sorted(map(address_of, PAGES))
    robots = (HTML / "robots.txt").read_text(encoding="utf-8").splitlines()
    assert f"Sitemap: {BASE}sitemap.xml" in robots and "Disallow" not in "".join(robots)


@pytest.mark.parametrize("wrong", ["nothing", "book/cosine/nothing", "a/b/c/d/e/", "book/cosine/cosine_decay.html/x"])
def test_a_wrong_address_shows_the_book_from_any_depth(look, site, wrong):
    browser = look(wrong)
    assert browser.title.startswith("There is no such page")
    links = browser.execute_script("return [...document.querySelectorAll('article a, .bd-content a')].map(a => a.href)")
    pages = [page for page in PAGES[1:] if not page.startswith("book/api/")]  # those are below the first of them
    assert {f"{site}/{page}.html" for page in pages} <= set(links)
    assert browser.execute_script("return document.querySelector('.bd-content form').action") == f"{site}/search.html"
    # Its style sheet, script and icon were there.
    failed = [entry["message"] for entry in browser.get_log("browser") if entry["level"] == "SEVERE"]
    assert [message for message in failed if urllib.parse.urlsplit(site).path + f"/{wrong}" not in message] == []
    assert evaluate(browser, "getComputedStyle(document.querySelector('.bd-content')).display") == "flex"


def test_the_site_itself_opens_on_the_first_page(look, site):
    browser = look("index")
    assert browser.current_url == f"{site}/index.html"
    root = browser.execute_script("return [document.title, [...document.links].map(a => a.href)]")
    browser = look("book/index")
    first = browser.execute_script("return [document.title, [...document.links].map(a => a.href)]")
    assert root[0] == first[0]
    strip = [[link.partition("#")[0] or link for link in links] for links in (root[1], first[1])]
    assert [link.replace(f"{site}/index.html", f"{site}/book/index.html") for link in strip[0]] == strip[1]
