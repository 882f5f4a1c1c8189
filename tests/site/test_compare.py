"""The page that compares schedules."""

import pytest
from selenium.webdriver.common.by import By
from selenium.webdriver.support.select import Select

import recipe_figures
from support.live_parts import ENTRIES, Figure

PAGE = "book/compare"


@pytest.fixture
def figure(look):
    return Figure(look(PAGE), ".lrnotes-compare")


def chosen(figure):
    return [
        Select(each).first_selected_option.text
        for each in figure.element.find_elements(By.CSS_SELECTOR, "legend select")
    ]


def test_every_schedule_of_the_book_can_be_chosen(figure):
    options = [option.text for option in Select(figure.find("legend select")).options]
    assert sorted(options) == sorted([*ENTRIES, *recipe_figures.compositions()]) and len(options) >= 8


def test_each_curve_is_its_schedule(figure):
    for i, name in enumerate(chosen(figure)):
        assert figure.shows(ENTRIES[name], i)


def test_two_to_six_are_added_changed_and_removed(figure):
    add = figure.find(".lrnotes-add")
    while add.is_displayed():
        figure.click(add)
    figure.settle()
    assert len(chosen(figure)) == 6 == len(set(chosen(figure)))
    Select(figure.find("fieldset:nth-of-type(2) select")).select_by_visible_text("LinearCosineDecay")
    figure.settle()
    for i, name in enumerate(chosen(figure)):
        assert figure.shows(ENTRIES[name], i)
    swatches = figure.element.find_elements(By.CSS_SELECTOR, ".lrnotes-swatch line")
    assert len({each.value_of_css_property("stroke") for each in swatches}) == 6
    assert len({each.value_of_css_property("stroke-dasharray") for each in swatches}) == 6  # not by color alone
    removers = figure.element.find_elements(By.CSS_SELECTOR, ".lrnotes-remove")
    while (shown := [button for button in removers if button.is_displayed()]) and len(chosen(figure)) > 2:
        figure.click(shown[0])
        removers = figure.element.find_elements(By.CSS_SELECTOR, ".lrnotes-remove")
    assert len(chosen(figure)) == 2 and not [button for button in removers if button.is_displayed()]


def test_link_carries_the_comparison(figure, look, site):
    figure.click(figure.find(".lrnotes-add"))
    Select(figure.find("fieldset:nth-of-type(3) select")).select_by_visible_text("TriangularCyclicalLearningRate")
    figure.type(figure.find("fieldset:nth-of-type(3) [data-name=step_size] input[type=number]"), "12.5")
    figure.settle()
    address = figure.browser.current_url
    assert "plot=TriangularCyclicalLearningRate(step_size=12.5)" in address
    again = Figure(look(address.removeprefix(f"{site}/")), ".lrnotes-compare")
    assert chosen(again) == [*chosen(again)[:2], "TriangularCyclicalLearningRate"]
    changed = type(ENTRIES["TriangularCyclicalLearningRate"])(1e-3, 1e-2, 12.5)
    assert again.shows(changed, 2)
    again.click(again.find(".lrnotes-reset-all"))
    again.settle()
    assert len(chosen(again)) == 2 and "plot=" not in again.browser.current_url


def test_its_link_to_the_chapter_carries_the_settings(figure, look):
    figure.type(figure.find("[data-name=decay_steps] input[type=number]"), "77")
    figure.settle()
    link = figure.find("fieldset a").get_attribute("href")
    assert link.endswith("/book/cosine/cosine_decay.html?decay_steps=77")


def test_pointing_tells_every_rate(figure):
    figure.type(figure.own("steps", "span:nth-of-type(2) input"), "25")
    figure.settle()
    told = figure.find("output").text
    for name in chosen(figure):
        assert f"{name}: " in told
    assert "CosineDecay: 0.00505" in told
