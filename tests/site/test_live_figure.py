"""The live figure in the built page: drawn, moved, shared, and right."""

import json
import re

import numpy as np
import pytest
from selenium.webdriver.common.action_chains import ActionChains
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys

import lrnotes
from lrnotes.to_others.templates import programs
from support.browser import become, errors, evaluate, holds_soon, move, requests
from support.facts import widths_in_turn
from support.live_parts import ANSWERING, ENTRIES, Figure
from support.live_settings import settings_of, with_settings
from support.site_pages import SCHEDULES

COSINE = "book/cosine/cosine_decay"
CLASSIC = f"{COSINE}.html?start-from=classic+notebook"  # from 0.01 to 0.0001 over 50 steps


@pytest.mark.parametrize(
    "page, width", [(page, width) for page in SCHEDULES if page not in ANSWERING for width in widths_in_turn(page)]
)
def test_is_drawn_within_the_page_with_a_labelled_control_for_each_number(look, page, width):
    figure = Figure(look(page, width=width))
    assert figure.svg().is_displayed() and figure.svg().size["width"] <= figure.element.size["width"]
    figure.assert_a_labelled_control_for_each_argument()
    assert re.match(
        r"\w+\. Over steps 0 to \d+ the learning rate starts at ", figure.find(".lrnotes-chart").accessible_name
    )


@pytest.mark.parametrize("width", [360, 1280])
def test_nothing_moves_when_it_comes_to_life(look, width):
    browser = look(COSINE, width=width)
    moved = browser.execute_async_script(
        "const done = arguments[0]; "
        "new PerformanceObserver((list, o) => {}).observe({type: 'layout-shift', buffered: true});"
        "let sum = 0; new PerformanceObserver((list) => { for (const e of list.getEntries()) sum += e.value; })"
        ".observe({type: 'layout-shift', buffered: true}); setTimeout(() => done(sum), 500)"
    )
    assert moved < 0.02


def test_keyboard_moves_a_slider_and_the_curve_to_the_values_that_numpy_gives(look):
    figure = Figure(look(CLASSIC))
    slider = figure.row("decay_steps", "input[type=range]")
    for _ in range(7):
        slider.send_keys(Keys.ARROW_RIGHT)
    figure.settle()
    assert (
        slider.get_attribute("aria-valuetext")
        == figure.row("decay_steps", "input[type=number]").get_attribute("value")
        == "57"
    )
    assert figure.shows(lrnotes.CosineDecay(1e-2, 57, 1e-2))
    assert figure.shows(lrnotes.CosineDecay(1e-2, 50, 1e-2), 0)  # the dotted line stays where it was


def test_rates_have_a_logarithmic_slider_whose_first_notch_is_zero(look):
    figure = Figure(look(CLASSIC))
    slider = figure.row("initial_learning_rate", "input[type=range]")
    for _ in range(100):
        slider.send_keys(Keys.ARROW_LEFT)
    figure.settle()
    assert slider.get_attribute("aria-valuetext") == "0.001"
    assert figure.shows(lrnotes.CosineDecay(1e-3, 50, 1e-2))
    slider.send_keys(Keys.HOME)
    figure.settle()
    assert slider.get_attribute("aria-valuetext") == "0"
    assert {rate for _, rate in figure.rows()} == {0}
    assert figure.find(".lrnotes-chart").is_displayed()
    figure.click(figure.row("initial_learning_rate", ".lrnotes-reset"))
    figure.settle()
    assert figure.shows(lrnotes.CosineDecay(1e-2, 50, 1e-2))


def test_box_takes_an_exact_value_and_refuses_what_the_schedule_refuses(look):
    figure = Figure(look(CLASSIC))
    box = figure.row("decay_steps", "input[type=number]")
    figure.type(box, "33.25")
    figure.settle()
    assert figure.shows(lrnotes.CosineDecay(1e-2, 33.25, 1e-2))
    figure.type(box, "-4")
    figure.settle()
    assert box.get_attribute("validationMessage") == "decay_steps must be a finite number of steps above 0"
    assert box.get_attribute("aria-invalid") is not None
    rates = figure.rows()
    assert all(rate == pytest.approx(lrnotes.CosineDecay(1e-2, 33.25, 1e-2)(step)) or step < 34 for step, rate in rates)
    figure.row("alpha", "input[type=number]").click()  # leaving the box brings the value back that rules


def test_a_length_for_the_warm_up_switches_its_target_on_and_off_again(look):
    figure = Figure(look(CLASSIC))
    check = figure.row("warmup_target", "input[type=checkbox]")
    assert not check.is_selected() and not figure.row("warmup_target", "input[type=range]").is_enabled()
    figure.type(figure.row("warmup_steps", "input[type=number]"), "10")
    figure.type(figure.row("initial_learning_rate", "input[type=number]"), "0.001")
    figure.settle()
    assert check.is_selected()
    assert figure.shows(lrnotes.CosineDecay(1e-3, 50, 1e-2, warmup_target=1e-2, warmup_steps=10))
    figure.click(check)
    figure.settle()
    assert figure.row("warmup_steps", "input[type=number]").get_attribute("value") == "0"
    assert figure.shows(lrnotes.CosineDecay(1e-3, 50, 1e-2))


def test_pointing_at_the_curve_or_typing_a_step_tells_the_rate(look):
    browser = look(CLASSIC)
    figure = Figure(browser)
    svg = figure.svg()
    browser.execute_script("arguments[0].scrollIntoView({block: 'center'})", svg)
    ActionChains(browser).move_to_element_with_offset(svg, -svg.size["width"] // 4, 0).perform()
    figure.settle()
    step = int(figure.own("steps", "span:nth-of-type(2) input").get_attribute("value"))
    told = figure.find("output").text
    assert 20 < step < 40 and float(told) == pytest.approx(lrnotes.CosineDecay(1e-2, 50, 1e-2)(step), rel=1e-5)
    figure.type(figure.own("steps", "span:nth-of-type(2) input"), "25")
    figure.settle()
    assert figure.find("output").text == "0.00505"


def test_link_carries_the_settings_without_a_trail_in_the_history(look, site):
    browser = look(CLASSIC)
    figure = Figure(browser)
    before = browser.execute_script("return history.length")
    slider = figure.row("decay_steps", "input[type=range]")
    for _ in range(5):
        slider.send_keys(Keys.ARROW_RIGHT)
    figure.type(figure.row("alpha", "input[type=number]"), "0.125")
    figure.settle()
    address = browser.current_url
    assert address == f"{site}/{CLASSIC}&decay_steps=55&alpha=0.125"
    assert browser.execute_script("return history.length") == before
    figure = Figure(look(f"{CLASSIC}&alpha=0.125&decay_steps=55&last-step=90&nonsense=1&initial_learning_rate=-1"))
    assert figure.shows(lrnotes.CosineDecay(1e-2, 55, 0.125))
    assert figure.rows()[-1][0] == 90
    assert figure.row("alpha", "input[type=number]").get_attribute("value") == "0.125"
    figure.click(figure.find(".lrnotes-reset-all"))
    figure.settle()
    assert "start-from=classic+notebook" in browser.current_url
    assert "alpha" not in browser.current_url and "last-step" not in browser.current_url
    assert figure.shows(lrnotes.CosineDecay(1e-2, 50, 1e-2))


def test_second_figure_of_a_page_has_an_address_of_its_own(look):
    browser = look("book/custom/custom_schedule.html?2.maximal_learning_rate=0.02")
    browser.execute_script("document.querySelectorAll('.lrnotes-live')[1].scrollIntoView()")
    first, second = browser.execute_async_script(
        "const done = arguments[0], all = [...document.querySelectorAll('.lrnotes-live')];"
        "Promise.all(all.map(f => f.figure.chart.drawn)).then(() => done(all.map(f => f.figure.controls.changes())))"
    )
    assert first == [] and [value for _, value in second] == ["0.02"]


@pytest.mark.parametrize("framework", [0, 2, 3])
def test_code_has_the_settings_and_is_copied_by_a_click(look, framework):
    browser = look(CLASSIC)
    figure = Figure(browser)
    figure.type(figure.row("decay_steps", "input[type=number]"), "1234")
    figure.type(figure.row("initial_learning_rate", "input[type=number]"), "1")
    figure.settle()
    name, ours, native, reason = programs(lrnotes.CosineDecay(1.0, 1234, 1e-2))[framework]
    tab = figure.element.find_elements(By.CSS_SELECTOR, "[role=tab]")[framework]
    figure.click(tab)
    assert tab.text == name and tab.get_attribute("aria-selected") == "true"
    assert figure.find("pre").get_attribute("textContent") == ours
    other = figure.find("[data-side=native]")
    assert other.is_enabled() is (native is not None)
    if native is None:
        assert figure.find(".lrnotes-reason").text == reason
    else:
        figure.click(other)
        assert figure.find("pre").get_attribute("textContent") == native
    browser.execute_cdp_cmd(
        "Browser.grantPermissions", {"permissions": ["clipboardReadWrite", "clipboardSanitizedWrite"]}
    )
    figure.click(figure.find(".lrnotes-code .lrnotes-copy"))
    figure.settle()
    assert figure.find("[role=status]").text == "Code copied"
    assert browser.execute_async_script("navigator.clipboard.readText().then(arguments[0])") == (native or ours)
    figure.click(figure.find("[data-side=ours]"))  # as it was


def test_a_button_starts_from_other_settings_and_a_link_says_so(look, site):
    browser = look(COSINE)
    figure = Figure(browser)
    start = figure.rows()
    button = figure.find("[data-preset='0']")
    assert button.text == "classic notebook"
    button.send_keys(Keys.ENTER)
    figure.settle()
    assert figure.shows(lrnotes.CosineDecay(1e-2, 50, 1e-2)) and figure.rows()[-1][0] == 55
    assert browser.current_url == f"{site}/{CLASSIC}" and button.get_attribute("aria-pressed") == "true"
    figure.type(figure.row("decay_steps", "input[type=number]"), "100000")
    figure.settle()
    assert figure.rows()[-1][0] == 110_000  # the axis follows, also in a link
    assert Figure(look(f"{CLASSIC}&decay_steps=100000")).rows()[-1][0] == 110_000
    figure = Figure(look(f"{COSINE}.html?start-from=nowhere"))
    assert figure.find("[role=status]").text == "Ignored in the address: start-from"
    assert figure.rows() == start


def test_a_total_scales_all_steps_whose_shares_stay(look):
    figure = Figure(look(f"{CLASSIC}&warmup_steps=10"))
    shares = [each.text for each in figure.element.find_elements(By.CSS_SELECTOR, ".lrnotes-share")]
    assert shares == ["83%", "17%"]
    total = figure.own("total", "input[type=range]")
    assert total.get_attribute("aria-valuetext") == "60"
    figure.type(figure.own("total", "input[type=number]"), "600")
    figure.settle()
    assert total.get_attribute("aria-valuetext") == "600"
    start = float(figure.row("initial_learning_rate", "input[type=number]").get_attribute("value"))
    assert figure.shows(lrnotes.CosineDecay(start, 500, 1e-2, warmup_target=1e-2, warmup_steps=100))


def test_numbers_that_do_not_go_together_are_named_while_they_do_not(look):
    figure = Figure(look("book/cyclical/one_cycle"))
    box = figure.row("total_steps", "input[type=number]")
    figure.type(box, "2")
    figure.settle()
    assert figure.find("[role=status]").text.startswith("OneCycle: total_steps must be above ")
    figure.type(box, "2000")
    figure.settle()
    assert figure.find("[role=status]").text == ""


def test_tabs_go_by_arrow_keys_and_are_remembered_in_the_next_chapter(look):
    figure = Figure(look(COSINE))
    tabs = figure.element.find_elements(By.CSS_SELECTOR, "[role=tab]")
    tabs[0].click()
    tabs[0].send_keys(Keys.ARROW_LEFT)
    assert tabs[-1].get_attribute("aria-selected") == "true" and tabs[0].get_attribute("tabindex") == "-1"
    tabs[-1].send_keys(Keys.ARROW_LEFT)
    chosen = tabs[-2].text
    other = Figure(look("book/cyclical/cyclical"))
    assert other.find('[role=tab][aria-selected="true"]').text == chosen
    other.find("[role=tab]").click()  # as it was


def test_without_scripts_the_curve_is_there_and_nothing_that_would_not_work(look):
    browser = look(COSINE, script=False)
    assert evaluate(browser, "document.querySelector('.lrnotes-chart svg').checkVisibility()")
    assert evaluate(browser, "document.querySelector('.lrnotes-chart').ariaLabel").startswith(
        "CosineDecay. Over steps 0 to "
    )
    assert not evaluate(browser, "document.querySelector('.lrnotes-controls').checkVisibility()")
    folds = "[...document.querySelectorAll('.lrnotes-folded details')].filter(fold => fold.checkVisibility())"
    assert evaluate(browser, f"{folds}.map(fold => fold.querySelector('summary').textContent)") == [
        framework for framework, *_ in programs(lrnotes.CosineDecay(0.1, 10))
    ]
    assert evaluate(browser, f"{folds}.every(fold => fold.textContent.includes('pip install'))")


def test_the_chart_is_fetched_when_the_figure_comes_near_and_run_when_the_reader_moves(look, site):
    page = "book/custom/custom_schedule"
    browser = look(page, height=100)
    browser.get(f"{site}/{page}.html")  # nobody moves
    browser.get_log("performance")
    browser.execute_async_script("setTimeout(arguments[0], 700)")
    assert not [url for url in requests(browser) if "/chart.js" in url]
    browser.execute_script("document.body.prepend(document.querySelector('.lrnotes-live'))")
    assert holds_soon(browser, "document.head.querySelector('link[rel=prefetch][href*=\"/chart.js\"]') !== null")
    assert not browser.execute_script("return [...document.querySelectorAll('[data-alive]')].length")
    figure = Figure(browser)
    figure.row("warmup_steps", "input[type=number]").send_keys(
        Keys.ARROW_UP
    )  # what comes before the script is not lost
    browser.execute_async_script(
        "document.querySelector('.lrnotes-live').figure.chart.drawn.then(() => arguments[0]())"
    )
    figure.settle()
    assert figure.shows(lrnotes.WarmupSustainStepDecay(warmup_steps=1001, sustain_steps=500, decay_steps=1000))


def test_address_with_settings_is_drawn_at_once(look, site):
    browser = look(COSINE)
    browser.get(f"{site}/{CLASSIC}&decay_steps=20")
    browser.execute_async_script(
        "document.querySelector('.lrnotes-live').figure.chart.drawn.then(() => arguments[0]())"
    )
    assert Figure(browser).shows(lrnotes.CosineDecay(1e-2, 20, 1e-2))


def test_drawing_made_ahead_has_the_axes_of_the_live_one(look):
    live = Figure(look(COSINE)).svg().get_attribute("textContent")
    browser = look(COSINE, script=False)
    ahead = "[...document.querySelectorAll('.lrnotes-chart svg')].find(svg => svg.checkVisibility()).textContent"
    assert evaluate(browser, ahead) == live
    assert "learning rate, logarithmic axis" in live


def test_no_text_becomes_code(look):
    """Where a page may not use ``eval`` or ``Function``, a figure moves as everywhere."""
    figure = Figure(look(CLASSIC))
    figure.browser.execute_script(  # later, for while a debugger asks, other rules hold
        "setTimeout(() => { try { window.became = Function('return 1')(); } catch (e) { window.became = e.name; } })"
    )
    assert holds_soon(figure.browser, "window.became === 'EvalError'")
    figure.type(figure.row("decay_steps", "input[type=number]"), "30")
    figure.settle()
    assert figure.shows(lrnotes.CosineDecay(1e-2, 30, 1e-2))
    assert "decay_steps=30," in figure.find("pre").get_attribute("textContent")


def test_the_axis_follows_the_settings_until_the_reader_sets_it(look):
    figure = Figure(look(CLASSIC))
    box, horizon = figure.row("decay_steps", "input[type=number]"), figure.own("steps", "input")
    figure.type(box, "100000")
    figure.settle()
    assert figure.rows()[-1][0] == 110000 == int(horizon.get_attribute("value"))
    assert min(rate for _, rate in figure.rows()) == pytest.approx(1e-4)  # the whole fall is seen
    figure.type(horizon, "500")
    figure.type(box, "1000")
    figure.settle()
    assert figure.rows()[-1][0] == 500
    figure.click(figure.find(".lrnotes-reset-all"))
    figure.settle()
    assert figure.rows()[-1][0] == 55


def test_a_warmup_that_is_switched_on_is_seen(look):
    figure = Figure(look(CLASSIC))
    figure.type(figure.row("warmup_steps", "input[type=number]"), "10")
    figure.settle()
    assert figure.shows(lrnotes.CosineDecay(0.0, 50, 1e-2, warmup_target=1e-2, warmup_steps=10))
    figure.type(figure.row("warmup_steps", "input[type=number]"), "0")
    figure.settle()
    assert figure.row("initial_learning_rate", "input[type=number]").get_attribute("value") == "0.01"


def test_stairs_are_drawn_as_stairs(look):
    """The line goes to the right and straight down, in the figure and in the drawing made ahead."""
    browser = look("book/piecewise/step")
    for path in ("[stroke-width='2.2']", "[stroke-width='2.2']"):
        line = browser.find_element(By.CSS_SELECTOR, f".lrnotes-chart svg path{path}").get_attribute("d")
        points = [tuple(map(float, point.split(","))) for point in re.findall(r"-?[\d.]+,-?[\d.]+", line)]
        moves = [(abs(b[0] - a[0]) > 0.01, abs(b[1] - a[1]) > 0.01) for a, b in zip(points, points[1:])]
        assert (True, True) not in moves and (False, True) in moves


@pytest.mark.parametrize("page", [COSINE, "book/piecewise/multi_step"])
@pytest.mark.parametrize(
    "query",
    ["?losses=constructor", "?__proto__=1", "?constructor=2", "?=3", "?last-step=__proto__", "?decay_steps=1e999"],
)
def test_an_address_that_says_nonsense_is_ignored_with_a_word(look, site, page, query):
    browser = look(page)
    browser.get(f"{site}/{page}.html{query}")
    browser.execute_async_script(
        "document.querySelector('.lrnotes-live').figure.chart.drawn.then(() => arguments[0]())"
    )
    figure = Figure(browser)
    assert figure.rows() == figure.rows(0)  # as it starts
    assert figure.find("[role=status]").text.startswith("Ignored in the address")
    assert not errors(browser)


def test_links_of_0_2_0_open_as_they_were_meant(look):
    """Links that readers have stored: the names in them are kept."""
    values = "initial_learning_rate=0.01&decay_steps=55&alpha=0.125&warmup_target=0.02&warmup_steps=5"
    figure = Figure(look(f"{COSINE}.html?{values}&last-step=90"))
    assert figure.shows(lrnotes.CosineDecay(1e-2, 55, 0.125, warmup_target=0.02, warmup_steps=5))
    assert figure.rows()[-1][0] == 90
    classic = "start-from=classic+notebook"
    figure = Figure(look(f"book/piecewise/multi_step.html?{classic}&milestones_2=70&milestones_3=75"))
    assert figure.shows(lrnotes.MultiStepDecay(0.1, [30, 70, 75], 0.1))
    figure = Figure(look(f"book/decay/exponential.html?{classic}&staircase=true"))
    assert figure.shows(lrnotes.ExponentialDecay(1e-2, 20, 0.5, staircase=True))


# In the browser itself, from the descriptions and programs that the page of comparisons holds.
_GRID = """
const [title, settings, steps, done] = arguments, here = document.querySelector(".lrnotes-compare");
import(document.querySelector('meta[name="lrnotes-chart"]').content).then((chart) => {
  const {catalogue} = JSON.parse(here.querySelector('script[type="application/json"]').textContent);
  const {description, programs} = catalogue.find((entry) => entry.title === title);
  done(settings.map(({values, on}) => {
    const all = chart.initialSettings(description);
    for (const [place, value] of Object.entries(values)) all.values[place] = value;
    for (const [place, value] of Object.entries(on)) all.on[place] = value;
    if (chart.formOf(description, all).error) return null;
    return chart.ratesAt(description, globalThis.lrnotesPrograms[programs], all, steps).map(String);
  }));
});
"""


@pytest.fixture(scope="module")
def comparison(chromium, site):
    """What the page of comparisons holds of each schedule; the page is left open for all tests that compute on it."""
    become(chromium)
    chromium.get(f"{site}/book/compare.html")
    move(chromium)
    held = chromium.find_element(By.CSS_SELECTOR, ".lrnotes-compare > script").get_attribute("textContent")
    return {entry["title"]: entry["description"] for entry in json.loads(held)["catalogue"]}


@pytest.mark.xdist_group("grid")
@pytest.mark.parametrize("name", ENTRIES)
def test_values_equal_numpys_over_a_grid_of_settings(comparison, chromium, name):
    description = comparison[name]
    settings = settings_of(description)
    # The first steps, and steps as far as the longest of the settings goes.
    steps = np.unique([*range(12), *np.linspace(0, 2.2 * description["steps"], 119, dtype=int)])
    answers = chromium.execute_async_script(_GRID, name, settings, steps.tolist())
    compared = 0
    for setting, rates in zip(settings, answers, strict=True):
        schedule = with_settings(ENTRIES[name], description, setting)
        if schedule is None or rates is None:
            continue
        expected = schedule(steps)
        scale = np.abs(expected[np.isfinite(expected)]).max(initial=0.0) or 1.0
        rates = np.array([float(rate.replace("Infinity", "inf")) for rate in rates])
        np.testing.assert_allclose(rates, expected, rtol=1e-12, atol=1e-12 * scale, err_msg=str(setting))
        compared += 1
    assert compared > 0.5 * len(settings)  # of two places in a list, one is often not above the other
