"""The built search page finds a chapter by whatever name a reader knows its schedule."""

import re

import pytest
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys
from selenium.webdriver.support.ui import WebDriverWait

import catalogue
import lrnotes
from lrnotes.to_others.other_names import OTHER_NAMES
from support.browser import become, holds_soon

COSINE, ANNEALING = "book/cosine/cosine_decay", "book/cosine/cosine_annealing"
CYCLICAL, OWN = "book/cyclical/cyclical", "book/custom/custom_schedule"
PAGE = {type(schedule).__name__: entry.page for entry in catalogue.entries() for schedule, _ in entry.schedules}
ARGUMENTS = ["T_max", "num_training_steps", "cooldown"]
PUBLIC = [*lrnotes.__all__, "KerasSchedule", "warmup", "then", "repeat", "from_function", "get_config"]
NOWHERE = "NoSuchLR"
WARMUP = ["warmup", "warm-up", "warm up", "Warm-Up"]
OTHERS = ["WSD", "SGDR", "LR finder", "SmolLM3", "Pythia"]
NAMES = [
    ("torch.optim.lr_scheduler.CosineAnnealingLR", ANNEALING),
    ("get_cosine_schedule_with_warmup", COSINE),
    ("CosineAnnealingLR", ANNEALING),
    ("get_linear_schedule_with_warmup", "book/decay/linear"),
    ("CosineAnnealingWarmRestarts", "book/cosine/restarts"),
    ("OneCycleLR", "book/cyclical/one_cycle"),
    ("ReduceLROnPlateau", "book/feedback/reduce_on_plateau"),
    ("inverse_sqrt", "book/decay/power"),
    ("WSD", "book/warmup_stable_decay/warmup_stable_decay"),
    ("CyclicLR", CYCLICAL),
    ("triangular2", CYCLICAL),
    ("exp_range", "book/cyclical/exponential_cyclical"),
    ("lrfn", OWN),
    ("StepLR", "book/piecewise/step"),
]


@pytest.fixture(scope="module")
def found(chromium, site):
    """The pages that a search finds, best first: asked of the search page's own script, for all tests at once."""
    become(chromium)
    chromium.get(f"{site}/search.html")
    assert holds_soon(chromium, "typeof Search == 'object' && Search.hasIndex()", seconds=10)
    known = (name for names in OTHER_NAMES.values() for name in names)
    words = sorted({*known, *dict(NAMES), *ARGUMENTS, *PUBLIC, *WARMUP, *OTHERS, NOWHERE})
    answers = chromium.execute_script(
        "return arguments[0].map((words) => Search._performSearch(...Search._parseQuery(words)).map(([page]) => page))",
        words,
    )
    return {word: list(dict.fromkeys(reversed(pages))) for word, pages in zip(words, answers, strict=True)}.__getitem__


def test_the_name_of_a_model_leads_to_its_recipe(chromium, site, found):
    assert found("SmolLM3")[0] == "book/recipes" == found("Pythia")[0]
    answer = "return Search._performSearch(...Search._parseQuery('SmolLM3')).at(-1).slice(0, 3)"
    assert chromium.execute_script(answer) == ["book/recipes", "Published recipes > SmolLM3-3B", "#smollm3-3b"]


@pytest.mark.parametrize(
    "words, page",
    [
        ("cosineannealinglr", ANNEALING),
        ("fine-tune", "book/which"),
        ("warm-up", "book/training/batch_and_warmup"),
    ],
)
def test_a_name_typed_into_the_search_box_lists_the_page(look, site, words, page):
    browser = look("book/introduction")
    browser.find_element(By.TAG_NAME, "body").send_keys(Keys.CONTROL, "k")
    box = browser.switch_to.active_element
    assert box.get_attribute("type") == "search"
    box.send_keys(words, Keys.ENTER)
    wait = WebDriverWait(browser, 10)
    wait.until(lambda b: "search.html" in b.current_url)
    wait.until(
        lambda b: b.execute_script("return document.querySelector('#search-results .search-summary')?.innerText")
    )

    def links(b):
        found = [link.get_attribute("href") for link in b.find_elements(By.CSS_SELECTOR, "#search-results li a")]
        return [link.removeprefix(f"{site}/").partition(".html")[0] for link in found]

    assert wait.until(lambda b: page in links(b)[:3], message=f"{words} did not list {page}")


@pytest.mark.parametrize("words, page", NAMES)
def test_a_name_of_another_library_finds_the_page(found, words, page):
    assert page in found(words)[:3]


def test_the_page_found_shows_the_words_and_loads_nothing_for_it(look, site):
    browser = look("search")
    browser.get(f"{site}/search.html?q=CosineAnnealingLR")
    wait = WebDriverWait(browser, 10)
    wait.until(lambda b: b.find_elements(By.CSS_SELECTOR, f"#search-results li a[href*='{COSINE}']"))
    browser = look(COSINE)
    wait.until(lambda b: b.find_elements(By.CSS_SELECTOR, "article .highlighted"))
    assert (
        "cosineannealinglr"
        in browser.find_element(By.CSS_SELECTOR, "article .highlighted").get_attribute("textContent").lower()
    )
    assert browser.find_element(By.CSS_SELECTOR, ".highlight-link a").is_displayed()
    loaded = browser.execute_script("return performance.getEntriesByType('resource').map(entry => entry.name)")
    assert not [name for name in loaded if "fontawesome" in name]


# What two chapters are called, or a word of the glossary: there the chapter comes second.
SHARED = {"PowerLR", "cosine annealing", "get_cosine_with_min_lr_schedule_with_warmup", "plateau"}


@pytest.mark.parametrize("name", OTHER_NAMES)
def test_every_other_name_finds_the_chapter_first(found, name):
    after = [other for other in OTHER_NAMES[name] if PAGE[name] not in found(other)[: 1 + (other in SHARED)]]
    assert OTHER_NAMES[name] and not after


@pytest.mark.parametrize("word", ARGUMENTS)
def test_an_argument_of_another_library_finds_the_glossary(found, word):
    assert "book/glossary" in found(word)


def test_every_public_name_finds_the_reference(found):
    missing = [name for name in PUBLIC if not any(page.startswith("book/api/") for page in found(name))]
    assert not missing


@pytest.mark.parametrize("words", WARMUP)
def test_warmup_is_found_however_it_is_spelled_and_chapters_come_first(found, words):
    assert found(words) == found("warmup")
    first = found(words)[:4]
    assert "book/warmup_stable_decay/warmup_stable_decay" in first
    assert not [page for page in first[:2] if page.startswith("book/api")]


@pytest.mark.parametrize(
    "words, page",
    [
        ("WSD", "book/warmup_stable_decay/warmup_stable_decay"),
        ("SGDR", "book/cosine/restarts"),
        ("LR finder", "book/finder_and_averaging/range_test"),
    ],
)
def test_what_people_call_it_finds_the_chapter_first(found, words, page):
    assert found(words)[0] == page


def test_a_chapter_is_listed_once_and_before_the_reference(found):
    for words in ("CosineDecay", "OneCycle", "StepDecay"):
        pages = found(words)
        assert pages[0] == PAGE[words] and any(page.startswith("book/api/") for page in pages[:3])


def test_excerpts_are_sentences_and_fit_a_phone(look, site):
    browser = look("search", width=360)
    browser.get(f"{site}/search.html?q=warmup")
    wait = WebDriverWait(browser, 10)
    wait.until(lambda b: len(b.find_elements(By.CSS_SELECTOR, "#search-results .context")) >= 8)
    texts, wide = browser.execute_script(
        "return [[...document.querySelectorAll('#search-results .context')].map((e) => e.textContent),"
        " document.documentElement.scrollWidth]"
    )
    assert wide <= 360
    for text in texts:
        assert 30 < len(text) <= 230 and not re.search(r"[\\\n¶▶]|#(?!\d)|\\frac|Drag|sliders?\b", text), text
    assert sum("warmup" in text.lower().replace("-", "") for text in texts) >= len(texts) / 2


def test_what_is_nowhere_is_not_found(found):
    assert found(NOWHERE) == []
