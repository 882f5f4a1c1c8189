"""The live figure of a feedback schedule in the built page: a loss to choose or draw, and the rate that answers it."""

import dataclasses
import re

import numpy as np
import pytest
from selenium.webdriver.common.action_chains import ActionChains
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys
from selenium.webdriver.support.ui import Select

import lrnotes
from support.browser import evaluate
from support.live_parts import LiveFigure

PLATEAU, GREEDY = "book/feedback/reduce_on_plateau", "book/feedback/greedy"
PAGES = {
    PLATEAU: (lrnotes.ReduceLROnPlateau(1e-3, factor=0.5, patience=5, min_lr=1e-6), "noisy plateau"),
    GREEDY: (lrnotes.GreedyLR(5e-5, factor=0.9, patience=2, min_lr=5e-6, max_lr=5e-4), "diverging"),
}


def changed(page, **arguments):
    """The schedule of a page with other arguments."""
    return dataclasses.replace(PAGES[page][0], **arguments)


class Figure(LiveFigure):
    def __init__(self, browser):
        super().__init__(browser, ".lrnotes-feedback")

    def ask(self, expression):
        return self.browser.execute_script(f"const figure = arguments[0].figure; return {expression}", self.element)

    def rates(self):
        return [state["rate"] for state in self.states()]

    def states(self):
        names = self.ask("figure.description.state")
        return [dict(zip(names, state)) for state in self.ask("figure.states()")]

    def losses(self):
        return self.ask("figure.losses")

    def shows(self, schedule):
        np.testing.assert_allclose(self.rates(), schedule.rates(self.losses()), rtol=1e-12)
        return True

    def choose(self, name, word):
        own = name in ("losses", "axis")
        Select((self.own if own else self.row)(name, "select")).select_by_visible_text(word)
        self.settle()

    def type(self, box, text):
        super().type(box, text)
        self.settle()

    def click(self, element):
        super().click(element)
        self.settle()

    def drawn(self):
        """Where the stairs of the rate are, as drawn: the height in the middle of each epoch."""
        path = self.find('.lrnotes-chart path[stroke-width="2.2"]').get_attribute("d")
        x, y = np.array([point.split(",") for point in re.split("[ML]", path)[1:]], float).T
        epochs = len(self.losses())
        return y[np.searchsorted(x, (np.arange(epochs) + 0.5) * x[-1] / epochs, side="right") - 1]


@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize("width", [360, 1280])
def test_is_drawn_within_the_page_with_a_labelled_control_for_each_argument(look, page, width):
    figure = Figure(look(page, width=width))
    schedule, curve = PAGES[page]
    assert figure.find(".lrnotes-chart svg").size["width"] <= figure.element.size["width"]
    assert figure.losses() == lrnotes.loss_curve(curve).tolist() and figure.shows(schedule)
    figure.assert_a_labelled_control_for_each_argument()
    assert figure.own("losses", "select").accessible_name == "loss curve"
    assert figure.own("axis", "select").accessible_name == "axis of the rate"
    words = figure.find(".lrnotes-chart").accessible_name
    assert (
        words.startswith(f"{type(schedule).__name__}. Over 60 epochs the loss goes from 2.4")
        and " The learning rate starts at " in words
    )


@pytest.mark.parametrize("page", PAGES)
def test_heights_on_the_logarithmic_axis_are_the_rates(look, page):
    figure = Figure(look(page))
    assert_on_a_line(figure.drawn(), np.log(figure.rates()[:-1]))
    figure.choose("axis", "linear")
    assert_on_a_line(figure.drawn(), np.array(figure.rates()[:-1]))


def assert_on_a_line(heights, values):
    """Heights, which are written to a tenth of a pixel, fall in proportion to the values."""
    heights, low, high = np.array(heights), values.argmin(), values.argmax()
    slope = (heights[high] - heights[low]) / (values[high] - values[low])
    np.testing.assert_allclose(heights, heights[low] + slope * (values - values[low]), atol=0.1)


def test_each_loss_curve_is_answered(look):
    figure = Figure(look(PLATEAU))
    for name in ("smooth decay, then flat", "two plateaus", "diverging", "noisy plateau"):
        figure.choose("losses", name)
        assert figure.losses() == lrnotes.loss_curve(name).tolist() and figure.shows(PAGES[PLATEAU][0])


def test_controls_move_the_rate_by_keyboard_and_words(look):
    figure = Figure(look(PLATEAU))
    slider = figure.row("patience", "input[type=range]")
    slider.send_keys(Keys.ARROW_LEFT, Keys.ARROW_LEFT)
    figure.settle()
    assert figure.shows(changed(PLATEAU, patience=3))
    figure.choose("patience_rule", ">=")
    figure.type(figure.row("cooldown", "input[type=number]"), "3")
    figure.choose("last_of_cooldown", "counted")
    expected = changed(PLATEAU, patience=3, cooldown=3, patience_rule=">=", last_of_cooldown="counted")
    assert figure.shows(expected)
    box = figure.row("factor", "input[type=number]")
    figure.type(box, "1.5")
    assert box.get_attribute("validationMessage") == "factor must be a number above 0 and below 1"
    assert figure.shows(expected)


_DRAG = """
const slider = arguments[0].querySelectorAll("input[type=range]:enabled")[1], {chart} = arguments[0].figure;
const low = Number(slider.min), range = slider.max - low, watch = new MutationObserver(() => {});
const drag = () => {
  for (let i = 0; i <= 40; i++) {
    slider.value = low + range * i / 40;
    slider.dispatchEvent(new Event("input"));
    chart.update();
  }
};
drag();
watch.observe(chart.place, {subtree: true, childList: true, attributes: true});
drag();
return watch.takeRecords().reduce((counts, {type}) => ({...counts, [type]: (counts[type] ?? 0) + 1}), {});
"""


@pytest.mark.parametrize("page", PAGES)
def test_a_drag_adds_and_removes_no_elements(look, page):
    """Each would have the browser look through the styles of the page, and a phone would miss frames."""
    figure = Figure(look(page))
    counts = figure.browser.execute_script(_DRAG, figure.element)
    assert counts["attributes"] > 100 and "childList" not in counts


def test_a_flag_brings_the_window_in(look):
    figure = Figure(look(GREEDY))
    figure.click(figure.row("smooth", "input[type=checkbox]"))
    figure.type(figure.row("window_size", "input[type=number]"), "7")
    assert figure.shows(changed(GREEDY, smooth=True, window_size=7))


def test_the_pointer_draws_the_loss(look):
    browser = look(PLATEAU)
    figure = Figure(browser)
    chart, panel = figure.find(".lrnotes-chart"), figure.find(".lrnotes-draw")  # drawing makes the panel anew
    browser.execute_script("arguments[0].scrollIntoView({block: 'center'})", chart)
    width, height = panel.size["width"], panel.size["height"]
    middle = [
        round(panel.rect[a] + panel.rect[b] / 2 - chart.rect[a] - chart.rect[b] / 2)
        for a, b in (("x", "width"), ("y", "height"))
    ]
    before = figure.losses()
    actions = ActionChains(browser, duration=50)
    actions.move_to_element_with_offset(chart, *middle).click_and_hold()
    actions.move_to_element_with_offset(chart, middle[0] + int(width * 0.4), middle[1] - int(height * 0.4))
    actions.release().perform()
    figure.settle()
    losses = figure.losses()
    assert len(losses) == 60 and losses[:28] == before[:28]  # left of the pen nothing changed
    assert losses[30] < losses[40] < losses[52] and all(np.diff(losses[30:53]) >= 0)
    assert Select(figure.own("losses", "select")).first_selected_option.text == "drawn by hand"
    assert figure.shows(PAGES[PLATEAU][0]) and figure.rates() != PAGES[PLATEAU][0].rates(before).tolist()


def test_numbers_draw_the_loss_too(look):
    """The way without a pointer: seven losses, straight lines between them."""
    figure = Figure(look(PLATEAU))
    summary = figure.find("summary")
    summary.send_keys(Keys.ENTER)
    figure.settle()
    knots = figure.element.find_elements(By.CSS_SELECTOR, "[data-knot]")
    epochs = [int(knot.get_attribute("data-knot")) for knot in knots]
    wanted = [2.0, 1.0, 0.5, 0.5, 0.5, 1.5, 3.0]
    for knot, loss in zip(knots, wanted, strict=True):
        box = knot.find_element(By.CSS_SELECTOR, "input[type=number]")
        assert box.accessible_name == f"loss after epoch {int(knot.get_attribute('data-knot')) + 1}, exact value"
        figure.type(box, str(loss))
    np.testing.assert_allclose(figure.losses(), np.interp(np.arange(60), epochs, wanted), rtol=1e-3)
    assert figure.shows(PAGES[PLATEAU][0])
    slider = knots[-1].find_element(By.CSS_SELECTOR, "input[type=range]")
    slider.send_keys(Keys.ARROW_LEFT)
    figure.settle()
    assert figure.losses()[-1] == 2.99


def test_an_epoch_is_asked_by_pointer_and_by_number(look):
    browser = look(PLATEAU)
    figure = Figure(browser)
    figure.type(figure.own("probe", "input"), "35")
    state = figure.states()[35]
    told = figure.find("output").text
    assert told.startswith(
        f"loss {figure.losses()[34]:g}, rate {state['rate']:g}; best {state['best']:g}, bad {state['bad']}"
    )
    chart = figure.find(".lrnotes-chart")
    browser.execute_script("arguments[0].scrollIntoView({block: 'center'})", chart)
    ActionChains(browser).move_to_element_with_offset(chart, 0, chart.size["height"] // 4).perform()
    figure.settle()
    assert 25 <= int(figure.own("probe", "input").get_attribute("value")) <= 35


def test_link_carries_the_settings_and_the_drawing(look, site):
    browser = look(PLATEAU)
    figure = Figure(browser)
    figure.type(figure.row("patience", "input[type=number]"), "7")
    figure.choose("losses", "two plateaus")
    figure.choose("axis", "linear")
    assert re.fullmatch(
        rf"{site}/{PLATEAU}\.html\?patience=7&loss-curve=two\+plateaus&rate-axis=linear", browser.current_url
    )
    drawn = [round(3 / (1 + 0.1 * epoch), 3) for epoch in range(60)]
    figure = Figure(look(f"{PLATEAU}.html?patience=1&loss-curve={','.join(map(str, drawn))}&nonsense=1&factor=-1"))
    assert figure.losses() == drawn and figure.shows(changed(PLATEAU, patience=1))
    figure.click(figure.find(".lrnotes-reset-all"))
    assert figure.shows(PAGES[PLATEAU][0]) and figure.losses() == lrnotes.loss_curve("noisy plateau").tolist()
    assert "patience" not in browser.current_url and "loss-curve" not in browser.current_url


@pytest.mark.parametrize("page", PAGES)
def test_code_follows_the_controls(look, page):
    figure = Figure(look(page))
    figure.type(figure.row("patience", "input[type=number]"), "6")
    figure.element.find_elements(By.CSS_SELECTOR, "[role=tab]")[0].click()
    text = figure.find("pre").get_attribute("textContent")
    assert "patience=6" in text and "state = schedule.start()" in text


@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize("width", [360, 1280])
def test_nothing_moves_when_it_comes_to_life(look, page, width):
    browser = look(page, width=width)
    moved = browser.execute_async_script(
        "const done = arguments[0]; let sum = 0;"
        "new PerformanceObserver((list) => { for (const e of list.getEntries()) sum += e.value; })"
        ".observe({type: 'layout-shift', buffered: true}); setTimeout(() => done(sum), 500)"
    )
    assert moved < 0.02


@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize("width", [360, 1280])
def test_without_scripts_the_curves_are_there_and_nothing_that_would_not_work(look, page, width):
    browser = look(page, width=width, script=False)
    shown = "[...document.querySelectorAll('.lrnotes-chart svg')].filter(svg => svg.checkVisibility())"
    assert evaluate(browser, f"{shown}.length") == 1
    assert evaluate(browser, f"{shown}[0].querySelectorAll('[stroke-width=\"2.2\"]').length") == 1
    assert evaluate(browser, "document.querySelector('.lrnotes-chart').ariaLabel").startswith(
        type(PAGES[page][0]).__name__
    )
    assert not evaluate(browser, "document.querySelector('.lrnotes-controls').checkVisibility()")
