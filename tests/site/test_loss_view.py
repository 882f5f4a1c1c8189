"""The other view of a figure: what the schedule does to the loss, against the package's own forecast."""

import re

import numpy as np
import pytest
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys
from selenium.webdriver.support.select import Select

import lrnotes
from support.browser import evaluate, holds_soon
from support.live_parts import ENTRIES, Figure
from support.site_pages import HTML

COSINE = "book/cosine/cosine_decay"
SWITCH = ".lrnotes-views [data-view={}]"


def at_the_laws_peak(schedule, updates):
    rates = np.maximum(schedule(np.arange(updates)), 0)
    return 3e-4 * rates / rates.max()


def loss(schedule, updates, size="100M"):
    rates = at_the_laws_peak(schedule, updates)
    return f"{lrnotes.MultiPowerLaw.published(size)(rates, updates):.3f}"


def box(figure):
    """Where the controls below the switch stand."""
    return [figure.find(each).rect for each in (".lrnotes-chart", "[data-own=steps]", ".lrnotes-buttons")]


@pytest.mark.parametrize("width", [360, 1280])
def test_the_keyboard_switches_and_nothing_moves(look, site, width):
    figure = Figure(look(COSINE, width=width))
    before = box(figure)
    figure.find(SWITCH.format("loss")).send_keys(Keys.ENTER)
    figure.settle()
    assert box(figure) == before
    assert figure.find(SWITCH.format("loss")).get_attribute("aria-pressed") == "true"
    schedule = ENTRIES["CosineDecay"]
    said = f"Predicted loss after 10,000 updates: {loss(schedule, 10_000)} (100M)."
    assert figure.find(".lrnotes-hint").text.startswith(f"{said} Drawn at the law's peak of 3e-4;")
    assert figure.find(".lrnotes-chart").accessible_name.startswith(f"CosineDecay. {said}")
    Select(figure.find(".lrnotes-size")).select_by_value("400M")
    figure.settle()
    assert f": {loss(schedule, 10_000, '400M')} (400M)." in figure.find(".lrnotes-hint").text
    address = figure.browser.current_url.removeprefix(f"{site}/")
    assert address.endswith("?shown-view=loss&shown-size=400M")
    again = Figure(look(address, width=width))
    assert f": {loss(schedule, 10_000, '400M')} (400M)." in again.find(".lrnotes-hint").text
    again.find(SWITCH.format("rate")).send_keys(Keys.SPACE)
    again.settle()
    assert again.browser.current_url.endswith("?shown-size=400M")
    assert again.find(".lrnotes-hint").text.startswith("Drag a slider")


def test_what_no_run_of_the_law_had_is_gray_and_said(look):
    figure = Figure(look(f"{COSINE}.html?start-from=classic+notebook&shown-view=loss&shown-size=1B"))
    figure.settle()
    assert "Gray: outside the law's 2,160 to 72,000 updates." in figure.find(".lrnotes-hint").text
    assert len(figure.svg().find_elements(By.CSS_SELECTOR, "rect")) == 1
    assert figure.find(".lrnotes-status").text == "Ignored in the address: shown-size"


def test_the_comparisons_table_is_the_law_and_the_transferred_peak(look):
    figure = Figure(look("book/compare.html?shown-view=loss&common-length=5000&common-warmup=250"), ".lrnotes-compare")
    figure.settle()
    shown = [
        lrnotes.CosineDecay(0.0, 4750, 0.1, warmup_target=1.0, warmup_steps=250),
        lrnotes.LinearDecay(1.0, 4750).warmup(250),
    ]
    rows = figure.element.find_elements(By.CSS_SELECTOR, ".lrnotes-losses tbody tr")
    assert len(rows) == 3
    for schedule, row in zip(shown, rows):
        name, final, peak = (each.text for each in row.find_elements(By.CSS_SELECTOR, "th, td"))
        assert name in ("CosineDecay", "LinearDecay.warmup")
        assert final == loss(schedule, 5000), name
        assert peak == f"{lrnotes.transfer_peak(shown[0], schedule, 5000):.2f}", name
    lines = figure.svg().find_elements(By.CSS_SELECTOR, "path[stroke-width='2.2'][stroke-linejoin]")
    assert len(lines) == 6 and len({re.sub(r"\D", "", each.get_attribute("stroke")) for each in lines}) == 3


@pytest.mark.parametrize("width", [360, 1280])
def test_without_scripts_the_loss_at_the_default_settings_is_folded_below_the_chart(look, width):
    browser = look(COSINE, width=width, script=False)
    fold = "document.querySelector('details.lrnotes-loss')"
    assert evaluate(browser, f"{fold}.checkVisibility() && !{fold}.open")
    assert evaluate(browser, f"{fold}.firstChild.textContent") == "Loss"
    evaluate(browser, f"{fold}.open = true")
    said = f"Predicted loss after 10,000 updates: {loss(ENTRIES['CosineDecay'], 10_000)} (100M)."
    assert evaluate(browser, f"{fold}.querySelector('p').textContent").startswith(said)
    assert evaluate(browser, f"{fold}.querySelector('img').alt") == "Predicted loss and bound"
    assert holds_soon(browser, f"{fold}.querySelector('img').naturalWidth > 300")
    assert evaluate(browser, f"{fold}.querySelector('img').getBoundingClientRect().right <= innerWidth")
    assert evaluate(browser, "document.documentElement.scrollWidth") <= width
    name = evaluate(browser, f"{fold}.querySelector('img').src").rpartition("/")[2]
    drawn = (HTML / "_static" / name).read_text(encoding="utf-8")
    assert drawn.count('stroke-width="2.2"') == 2 and "predicted training loss (100M)" in drawn
