"""The page that compares schedules."""

import dataclasses

import pytest
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys
from selenium.webdriver.support.select import Select

import lrnotes
import recipe_figures
from lrnotes.to_others.templates import programs
from support.live_parts import ENTRIES, Figure

PAGE = "book/compare"


@pytest.fixture
def figure(look):
    return Figure(look(PAGE), ".lrnotes-compare")


def reset_common(figure):
    """Leave the schedules as their chapters have them."""
    for name in ("peak", "length", "warmup"):
        box = figure.find(f"[data-common={name}]")
        figure.type(box, Keys.DELETE)


def chosen(figure):
    return [
        Select(each).first_selected_option.text
        for each in figure.element.find_elements(By.CSS_SELECTOR, "legend select")
    ]


def test_every_schedule_of_the_book_can_be_chosen(figure):
    options = [option.text for option in Select(figure.find("legend select")).options]
    assert sorted(options) == sorted([*ENTRIES, *recipe_figures.compositions()]) and len(options) >= 8


def test_it_starts_with_the_most_used_at_one_peak_and_length(figure):
    assert chosen(figure) == ["CosineDecay", "LinearDecay.warmup", "WarmupStableDecay"]
    for i in range(3):
        rates = dict(map(tuple, figure.rows(i)))
        assert max(rates.values()) == pytest.approx(1e-3, rel=0.01), chosen(figure)[i]
        assert rates[0] <= 1e-4 and list(rates)[-1] == 11_000
        later = [step for step, rate in rates.items() if rate >= 0.99e-3]
        assert later[0] == pytest.approx(500, abs=20)


def test_a_common_value_sets_every_schedule_and_stays_in_the_link(figure, look, site):
    for name, value in (("length", "2000"), ("warmup", "100"), ("peak", "0.02")):
        figure.type(figure.find(f"[data-common={name}]"), value)
    figure.settle()
    assert figure.shows(lrnotes.LinearDecay(0.02, 1900).warmup(100), 1)
    assert figure.rows(0)[-1][0] == 2200
    figure.type(figure.find("[data-common=warmup]"), "3000")
    assert figure.find("[data-common=warmup]").get_attribute("validationMessage").startswith("the warmup must be")
    again = Figure(look(figure.browser.current_url.removeprefix(f"{site}/")), ".lrnotes-compare")
    assert again.shows(lrnotes.LinearDecay(0.02, 1900).warmup(100), 1)
    assert again.find("[data-common=length]").get_attribute("value") == "2000"


def test_code_and_values_are_there_when_a_reader_asks(figure):
    fold = figure.find("fieldset:nth-of-type(2) .lrnotes-series-code")
    assert not fold.find_elements(By.CSS_SELECTOR, "pre")
    figure.click(fold.find_element(By.CSS_SELECTOR, "summary"))
    figure.settle()
    expected = programs(lrnotes.LinearDecay(1e-3, 9500).warmup(500))[0].ours
    assert fold.find_element(By.CSS_SELECTOR, "pre").get_attribute("textContent") == expected
    figure.click(figure.find(".lrnotes-values summary"))
    figure.type(figure.find(".lrnotes-values input"), "0, 500, 10000")
    cells = [each.text for each in figure.element.find_elements(By.CSS_SELECTOR, ".lrnotes-values tr")]
    assert cells[0].startswith("step CosineDecay LinearDecay.warmup") and cells[2].startswith("500 0.001 0.001 0.001")
    assert len(cells) == 4


def test_the_chart_stays_in_view_while_the_last_schedule_is_edited(figure):
    last = figure.find("fieldset:nth-of-type(3) .lrnotes-rows summary")
    figure.click(last)
    top = figure.browser.execute_script(
        "return document.querySelector('.lrnotes-compare .lrnotes-chart').getBoundingClientRect().top"
    )
    assert -1 <= top <= 120


def test_two_to_six_are_added_changed_and_removed(figure):
    reset_common(figure)
    add = figure.find(".lrnotes-add")
    while add.is_displayed():
        figure.click(add)
    figure.settle()
    assert len(chosen(figure)) == 6 == len(set(chosen(figure)))
    Select(figure.find("fieldset:nth-of-type(2) select")).select_by_visible_text("LinearCosineDecay")
    figure.settle()
    assert figure.shows(ENTRIES["LinearCosineDecay"], 1)
    swatches = figure.element.find_elements(By.CSS_SELECTOR, ".lrnotes-swatch line")
    assert len({each.value_of_css_property("stroke") for each in swatches}) == 6
    assert len({each.value_of_css_property("stroke-dasharray") for each in swatches}) == 6  # not by color alone
    removers = figure.element.find_elements(By.CSS_SELECTOR, ".lrnotes-remove")
    while (shown := [button for button in removers if button.is_displayed()]) and len(chosen(figure)) > 2:
        figure.click(shown[0])
        removers = figure.element.find_elements(By.CSS_SELECTOR, ".lrnotes-remove")
    assert len(chosen(figure)) == 2 and not [button for button in removers if button.is_displayed()]


def test_link_carries_the_comparison(figure, look, site):
    reset_common(figure)
    figure.click(figure.find(".lrnotes-add"))
    Select(figure.find("fieldset:nth-of-type(4) select")).select_by_visible_text("TriangularCyclicalLearningRate")
    figure.click(figure.find("fieldset:nth-of-type(4) .lrnotes-rows summary"))
    figure.type(figure.find("fieldset:nth-of-type(4) [data-name=step_size] input[type=number]"), "12.5")
    figure.settle()
    address = figure.browser.current_url
    assert "plot=TriangularCyclicalLearningRate(step_size=12.5)" in address
    again = Figure(look(address.removeprefix(f"{site}/")), ".lrnotes-compare")
    assert chosen(again) == [*chosen(again)[:3], "TriangularCyclicalLearningRate"]
    changed = dataclasses.replace(ENTRIES["TriangularCyclicalLearningRate"], step_size=12.5)
    assert again.shows(changed, 3)
    again.click(again.find(".lrnotes-reset-all"))
    again.settle()
    assert len(chosen(again)) == 3 and "plot=" not in again.browser.current_url


def test_its_link_to_the_chapter_carries_the_settings(figure):
    figure.type(figure.row("decay_steps", "input[type=number]"), "77")
    figure.settle()
    link = figure.find("fieldset a").get_attribute("href")
    assert "/book/cosine/cosine_decay.html?" in link and "decay_steps=77" in link


def test_a_link_of_an_earlier_version_opens_as_it_was(look):
    plots = "plot=LinearDecay(initial_learning_rate=0.2,decay_steps=70)&plot=StepDecay(step_size=30)"
    figure = Figure(look(f"{PAGE}.html?{plots}&last-step=99"), ".lrnotes-compare")
    assert chosen(figure) == ["LinearDecay", "StepDecay"] and figure.rows(0)[-1][0] == 99
    assert figure.shows(dataclasses.replace(ENTRIES["LinearDecay"], initial_learning_rate=0.2, decay_steps=70), 0)
    assert figure.find("[data-common=peak]").get_attribute("value") == ""


def test_pointing_tells_every_rate(figure):
    figure.type(figure.own("steps", "span:nth-of-type(2) input"), "500")
    figure.settle()
    told = figure.find("output").text
    for name in chosen(figure):
        assert f"{name}: 0.001" in told
