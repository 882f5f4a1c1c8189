"""The page of published recipes, its filter, its links to Compare, and the line below a chapter's title."""

import pytest
from selenium.webdriver.common.by import By
from selenium.webdriver.support.select import Select

import lrnotes
from support.browser import load_all_parts
from support.live_parts import Figure
from support.site_pages import HTML

PAGE = "book/recipes"
RECIPES = sorted(lrnotes.recipes(), key=lambda recipe: -recipe.year)


def shown(browser):
    """The names of the recipes that a reader sees."""
    return browser.execute_script(
        "return [...document.querySelectorAll('.lrnotes-recipe')].filter(each => each.checkVisibility())"
        ".map(each => each.querySelector('h3').firstChild.textContent)"
    )


@pytest.fixture
def page(look):
    browser = look(PAGE)
    load_all_parts(browser)
    return browser


def found(browser):
    return browser.find_element(By.CSS_SELECTOR, ".lrnotes-lookup output").text


def test_every_recipe_with_its_facts_its_expression_and_its_source(page):
    cards = page.execute_script(
        "return [...document.querySelectorAll('.lrnotes-recipe')].map(each => [each.querySelector('h3').firstChild"
        ".textContent, each.closest('.lrnotes-looked-up').querySelector('h2').firstChild.textContent,"
        " each.innerText, each.querySelector('pre').textContent.trim(),"
        " [...each.querySelectorAll('p > a')].map(link => link.href),"
        " !!each.querySelector(':scope > div svg polyline')])"
    )
    assert [name for name, *_ in cards] == [recipe.name for recipe in RECIPES]
    for (_, year, text, code, links, drawn), recipe in zip(cards, RECIPES, strict=True):
        assert year == str(recipe.year) and code == recipe.expression and drawn
        assert f"{recipe.peak:.6g}" in text and recipe.task in text and recipe.shape in text
        assert (recipe.optimizer or "not read") in text
        assert ("as published" in text) is not recipe.proved
        assert "/book/compare.html?plot=" in links[0]
        assert links[1:] == [source.url for source in (recipe.source, recipe.formula) if source]


def test_words_and_choices_leave_the_recipes_that_have_them_all(page, look, site):
    field = page.find_element(By.CSS_SELECTOR, ".lrnotes-lookup input")
    assert found(page) == f"{len(RECIPES)} recipes"
    field.send_keys("2025 smollm3")
    assert shown(page) == ["SmolLM3-3B", "SmolLM3-3B-SFT", "SmolLM3-3B-APO"]
    task, shape = (Select(each) for each in page.find_elements(By.CSS_SELECTOR, ".lrnotes-lookup select"))
    task.select_by_visible_text("instruction tuning")
    assert shown(page) == ["SmolLM3-3B-SFT"] and found(page) == f"1 of {len(RECIPES)}"
    field.clear()
    task.select_by_index(0)
    shape.select_by_visible_text("warmup-stable-decay")
    expected = [recipe.name for recipe in RECIPES if recipe.shape == "warmup-stable-decay"]
    assert shown(page) == expected and len(expected) >= 3
    years = [each.text for each in page.find_elements(By.CSS_SELECTOR, ".lrnotes-looked-up h2") if each.is_displayed()]
    assert len(years) == len({recipe.year for recipe in RECIPES if recipe.shape == "warmup-stable-decay"})
    again = look(page.current_url.removeprefix(f"{site}/"))
    assert shown(again) == expected
    assert not [entry for entry in again.get_log("browser") if entry["level"] in ("SEVERE", "WARNING")]


@pytest.mark.parametrize("name", ["OLMo-3-7B", "MoCo-v1"])
def test_a_recipe_opens_in_compare(page, look, site, name):
    recipe = lrnotes.recipe(name)
    link = page.find_element(By.CSS_SELECTOR, f"#{name.lower()} p > a").get_attribute("href")
    figure = Figure(look(link.removeprefix(f"{site}/")), ".lrnotes-compare")
    assert figure.shows(recipe.schedule, 0)
    assert figure.rows(0)[-1][0] == recipe.length
    assert "Ignored in the address" not in figure.element.text


def test_without_javascript_all_recipes_and_no_filter(look):
    browser = look(PAGE, script=False)
    expression = (
        "[[...document.querySelectorAll('.lrnotes-recipe')].filter(each => each.checkVisibility()).length,"
        " document.querySelector('.lrnotes-lookup').checkVisibility()]"
    )
    answer = browser.execute_cdp_cmd("Runtime.evaluate", {"expression": expression, "returnByValue": True})
    assert answer["result"]["value"] == [len(RECIPES), False]


def test_a_chapter_says_who_uses_its_schedules(look):
    browser = look("book/warmup_stable_decay/warmup_stable_decay")
    line = browser.find_element(By.CSS_SELECTOR, "h1 ~ div .lrnotes-used-by")
    assert line.text == (
        "Used by: SmolLM3-3B, Apertus-8B, Apertus-70B, SmolLM-360M, SmolLM-1.7B, SmolLM2-135M and 2 more."
    )
    assert line.find_element(By.TAG_NAME, "a").get_attribute("href").endswith("/book/recipes.html#smollm3-3b")
    cosine = look("book/cosine/cosine_decay").find_element(By.CSS_SELECTOR, ".lrnotes-used-by")
    count = len([recipe for recipe in RECIPES if recipe.shape == "cosine"])
    assert cosine.text.endswith(f" and {count - 6} more.")
    look(f"{PAGE}.html?find=CosineDecay")
    assert len(shown(cosine.parent)) == count
    assert "lrnotes-used-by" not in (HTML / "book/less_common/rex.html").read_text(encoding="utf-8")
