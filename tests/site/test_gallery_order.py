"""The gallery's other orders, as a reader chooses them, against NumPy's order of the predictions."""

import pytest
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys
from selenium.webdriver.support.select import Select

import catalogue
import gallery
import predicted
from support.browser import errors
from support.facts import AXE

FRONT = "book/index"
CARDS = [
    (entry.title if len(entry.shown) == 1 else gallery.name_of(shown.name), predicted.prediction(shown), entry.family)
    for entry in gallery.by_use(catalogue.entries())
    for shown in entry.shown
]
KNOWN = [card for card in CARDS if not card[1].reason]
OTHERS = [name for name, prediction, _ in CARDS if prediction.reason]


def cards(browser):
    """(name, number) of the cards that are seen, in their order."""
    return browser.execute_script(
        "return [...document.querySelectorAll('.lrnotes-gallery > li')].filter((card) => card.checkVisibility())"
        ".map((card) => [card.querySelector('a').textContent,"
        " card.querySelector('.lrnotes-predicted').textContent])"
    )


def choose(browser, keys):
    browser.find_element(By.ID, "lrnotes-sort").send_keys(keys)


@pytest.mark.parametrize("order, keys", [("loss", Keys.ARROW_DOWN), ("bound", Keys.END)])
def test_the_order_is_numpys_and_what_has_no_number_is_last_with_the_reason(look, order, keys):
    browser = look(FRONT)
    before = cards(browser)
    assert [name for name, _ in before] == [name for name, *_ in CARDS]
    choose(browser, keys)
    after = cards(browser)
    expected = [name for name, *_ in sorted(KNOWN, key=lambda card: getattr(card[1], order))]
    assert [name for name, _ in after] == expected + OTHERS
    written = dict(after)
    for name, prediction, _ in CARDS:
        loss, bound = prediction.loss or 0, prediction.bound or 0
        number = f"predicted loss {loss:.3f}" if order == "loss" else f"bound {bound:.5f}"
        assert written[name] == (f"no forecast: {prediction.reason}" if prediction.reason else number)
    assert browser.current_url.endswith(f"?sort={order}")
    choose(browser, Keys.HOME)
    assert cards(browser) == before and browser.current_url.endswith("index.html")
    assert not errors(browser)


def test_an_address_opens_an_order_which_is_one_list_with_a_heading_and_the_filter_works_in_it(look):
    browser = look(f"{FRONT}.html?sort=loss")
    control = Select(browser.find_element(By.ID, "lrnotes-sort"))
    assert control.first_selected_option.text == "predicted final loss (100M model)"
    assert browser.find_element(By.ID, "lrnotes-sort").accessible_name == "Sort by"
    lists = browser.find_elements(By.CSS_SELECTOR, "ol.lrnotes-gallery")
    assert len(lists) == 1 and lists[0].aria_role == "list"
    (heading,) = [each.text for each in browser.find_elements(By.CSS_SELECTOR, ".lrnotes-sorted h2")]
    assert heading == "By predicted final loss (100M model)"
    browser.execute_script(AXE.read_text(encoding="utf-8"))
    found = browser.execute_async_script("axe.run('main').then((r) => arguments[0](r.violations.map((v) => v.help)))")
    assert found == []
    family = CARDS[0][2]
    browser.execute_script("document.querySelectorAll('.lrnotes-filter input')[1].click()")
    of_family = [name for name, prediction, its in CARDS if its == family]
    assert sorted(name for name, _ in cards(browser)) == sorted(of_family)


def test_a_shared_address_with_another_order_shows_the_families(look):
    browser = look(f"{FRONT}.html?sort=weight")
    assert [name for name, _ in cards(browser)] == [name for name, *_ in CARDS]


def test_without_scripts_there_is_no_control_that_would_do_nothing(look):
    browser = look(FRONT, script=False)
    assert not browser.find_element(By.CLASS_NAME, "lrnotes-sort").is_displayed()
    assert not browser.find_element(By.CLASS_NAME, "lrnotes-sorted").is_displayed()
