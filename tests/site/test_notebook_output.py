"""The live figure as a notebook's output, outside the site: in Colab, JupyterLab or VS Code, without any network."""

import base64

import pytest

import lrnotes
from support.browser import become, errors, requests
from support.live_parts import Figure

SCHEDULE = lrnotes.CosineDecay(1e-2, 50, 1e-2)
OTHER = lrnotes.CosineDecay(0.0, 9500, warmup_target=1e-3, warmup_steps=500)
REQUIRE_JS = (
    "<script>window.define = (...given) => { throw new Error(`taken for a module: ${given}`); }; "
    "define.amd = {};</script>"
)
around = pytest.mark.parametrize("around", ["", REQUIRE_JS], ids=["alone", "with RequireJS"])
_ALL_DRAWN = """
const done = arguments[0], all = [...document.querySelectorAll(".lrnotes-live")];
Promise.all(all.map((element) => element.figure.chart.drawn))
  .then(() => done(all.map((element) => element.figure.kind)));
"""


def open_outputs(chromium, around, *outputs):
    """A page of nothing but these outputs; gives the kinds of the figures once they are drawn."""
    page = f"<!doctype html><meta charset=utf-8>{around}{''.join(outputs)}"
    become(chromium, height=2400)
    chromium.get("data:text/html;base64," + base64.b64encode(page.encode()).decode())
    return chromium.execute_async_script(_ALL_DRAWN)


def output_of(schedule, *arguments, **given):
    return lrnotes.explore(schedule, *arguments, **given)._repr_mimebundle_()["text/html"]


@around
def test_output_brings_all_it_needs(chromium, around):
    """The same output twice is two figures."""
    output = output_of(SCHEDULE, 60, presets={"longer": OTHER})
    assert open_outputs(chromium, around, output, output) == ["schedule", "schedule"]
    figure = Figure(chromium)
    assert figure.shows(SCHEDULE)
    figure.type(figure.row("decay_steps", "input[type=number]"), "30")
    figure.settle()
    assert figure.shows(lrnotes.CosineDecay(1e-2, 30, 1e-2))
    assert figure.find("pre").text.count("decay_steps=30,") == 1
    assert figure.find("pre").text.startswith('# pip install "lrnotes @ https://')
    figure.click(figure.find("[data-preset='0']"))
    figure.settle()
    assert figure.shows(OTHER) and figure.find("pre").text.count("decay_steps=9500,") == 1
    assert not figure.find(".lrnotes-link").is_displayed()  # its address is not the reader's
    # JupyterLab leaves the arrow keys to what says so itself.
    assert figure.row("decay_steps", "input[type=range]").get_attribute("data-lm-suppress-shortcuts") is not None
    charts = chromium.find_elements("css selector", ".lrnotes-chart svg")
    assert [chart.is_displayed() for chart in charts] == [True, True]
    assert not [url for url in requests(chromium) if not url.startswith("data:")]
    assert not errors(chromium)


@around
def test_output_of_a_feedback_schedule_brings_all_it_needs(chromium, around):
    """Beside the other kind of figure, whose script it shares, and twice."""
    schedule = lrnotes.GreedyLR(0.01, factor=0.8, patience=2)
    output = output_of(schedule, losses="diverging")
    kinds = open_outputs(chromium, around, output, output_of(SCHEDULE, 60), output)
    assert kinds == ["feedback", "schedule", "feedback"]
    rates = chromium.execute_script(
        "return [...document.querySelectorAll('.lrnotes-feedback')].map(({figure}) => figure.states()"
        ".map((state) => state[figure.description.state.indexOf('rate')]))"
    )
    expected = schedule.rates(lrnotes.loss_curve("diverging")).tolist()
    assert rates == [pytest.approx(expected, rel=1e-12)] * 2
    assert all(link.is_displayed() is False for link in chromium.find_elements("css selector", ".lrnotes-link"))
    assert not [url for url in requests(chromium) if not url.startswith("data:")]
    assert not errors(chromium)


def test_a_feedback_rule_shows_its_common_controls_first_and_folds_the_others(chromium):
    open_outputs(chromium, "", output_of(lrnotes.ReduceLROnPlateau(0.1, factor=0.5, patience=4)))
    rows = chromium.find_elements("css selector", ".lrnotes-row[data-name]")
    shown = [row.get_attribute("data-name") for row in rows if row.is_displayed()]
    assert shown == ["initial_learning_rate", "factor", "patience", "cooldown", "min_lr"]
    fold = chromium.find_element("css selector", ".lrnotes-more summary")
    assert fold.text == f"More settings ({len(rows) - 5})"
    fold.click()
    assert all(row.is_displayed() for row in rows)


class Named(lrnotes.Schedule):
    """Fields that the figure, the browser or JavaScript uses for itself."""

    steps: float
    losses: float
    default: float
    λ: float
    constructor: float

    def formula(self, xp, step):
        return (self.losses + self.default + self.λ + self.constructor) / (1 + step / self.steps)


def test_names_break_nothing(chromium):
    """Whatever a field is called, and whatever a name holds, the figure works.

    Names of fields that mean something elsewhere, markup in a name, and a composition whose control is called steps.
    """
    named = Named(10.0, 1.0, 2.0, 3.0, 4.0)
    marked = lrnotes.CosineDecay(0.1, 100, name="<!--<script>alert(1)</script>").skip(1)
    outputs = output_of(named, 60), output_of(marked, 60), output_of(SCHEDULE, 60)
    assert open_outputs(chromium, "", *outputs) == ["schedule"] * 3
    figures = chromium.find_elements("css selector", ".lrnotes-live")
    for element, schedule in zip(figures, (named, marked, SCHEDULE), strict=True):
        rows = chromium.execute_script("return arguments[0].figure.rows(1)", element)
        assert [rate for _, rate in rows] == pytest.approx([schedule(step) for step, _ in rows], rel=1e-12, abs=1e-15)
    figure = Figure(chromium)
    figure.type(figure.row("λ", "input[type=number]"), "30")
    figure.settle()
    assert figure.shows(Named(10.0, 1.0, 2.0, 30.0, 4.0))
    assert not errors(chromium)
