"""The live figure as a notebook's output, outside the site: in Colab, JupyterLab or VS Code."""

import base64

import pytest
from in_browser import requests
from test_live_figure import Figure

import lrnotes
from lrnotes import live

SCHEDULE = lrnotes.CosineDecay(1e-2, 50, 1e-2)
REQUIRE_JS = "<script>window.define = (...given) => { throw new Error(`taken for a module: ${given}`); }; define.amd = {};</script>"


@pytest.mark.parametrize("around", ["", REQUIRE_JS], ids=["alone", "with RequireJS"])
def test_output_brings_all_it_needs_but_vega(chromium, site, around):
    output = lrnotes.explore(SCHEDULE, 60)._repr_mimebundle_()["text/html"]
    assert output.count(live._CDN) == 1
    page = f"<!doctype html><meta charset=utf-8>{around}{output}{output}".replace(
        live._CDN, f"{site}/_static/vega/vega.js"
    )
    chromium.get_log("browser"), chromium.get_log("performance")
    chromium.execute_cdp_cmd(  # high enough for both: a figure is drawn when it is near
        "Emulation.setDeviceMetricsOverride", {"width": 1280, "height": 2400, "deviceScaleFactor": 1, "mobile": False}
    )
    chromium.get("data:text/html;base64," + base64.b64encode(page.encode()).decode())
    chromium.execute_async_script(
        "document.querySelector('.lrnotes-live').figure.chart.drawn.then(() => arguments[0]())"
    )
    figure = Figure(chromium)
    assert figure.shows(SCHEDULE)
    figure.type(figure.row("decay_steps", "input[type=number]"), "30")
    figure.settle()
    assert figure.shows(lrnotes.CosineDecay(1e-2, 30, 1e-2))
    assert figure.find("pre").text.count("decay_steps=30,") == 1
    assert not figure.find(".lrnotes-link").is_displayed()  # its address is not the reader's
    charts = chromium.find_elements("css selector", ".lrnotes-chart > div")
    # The same output twice is two figures.
    assert [chart.shadow_root.find_element("css selector", "svg").is_displayed() for chart in charts] == [True, True]
    assert len([url for url in requests(chromium) if not url.startswith(("data:", site))]) == 0
    assert not [entry for entry in chromium.get_log("browser") if entry["level"] == "SEVERE"]


@pytest.mark.parametrize("around", ["", REQUIRE_JS], ids=["alone", "with RequireJS"])
def test_output_of_a_feedback_schedule_brings_all_it_needs(chromium, site, around):
    """Beside the other kind of figure, whose script it shares, and twice."""
    schedule = lrnotes.GreedyLR(0.01, factor=0.8, patience=2)
    output = lrnotes.explore(schedule, losses="diverging")._repr_mimebundle_()["text/html"]
    other = lrnotes.explore(SCHEDULE, 60)._repr_mimebundle_()["text/html"]
    page = f"<!doctype html><meta charset=utf-8>{around}{output}{other}{output}"
    page = page.replace(live._CDN, f"{site}/_static/vega/vega.js")
    chromium.get_log("browser"), chromium.get_log("performance")
    chromium.execute_cdp_cmd(
        "Emulation.setDeviceMetricsOverride", {"width": 1280, "height": 4000, "deviceScaleFactor": 1, "mobile": False}
    )
    chromium.get("data:text/html;base64," + base64.b64encode(page.encode()).decode())
    kinds = chromium.execute_async_script(
        "const done = arguments[0], all = [...document.querySelectorAll('.lrnotes-live')];"
        "Promise.all(all.map(f => f.figure.chart.drawn)).then(() => done(all.map(f => f.figure.constructor.name)))"
    )
    assert kinds == ["FeedbackFigure", "Explorer", "FeedbackFigure"]
    rates = chromium.execute_script(
        "return [...document.querySelectorAll('.lrnotes-feedback')].map(f => f.figure.states().map(s => s.rate))"
    )
    expected = schedule.rates(lrnotes.loss_curve("diverging")).tolist()
    assert rates == [pytest.approx(expected, rel=1e-12)] * 2
    assert all(link.is_displayed() is False for link in chromium.find_elements("css selector", ".lrnotes-link"))
    assert not [url for url in requests(chromium) if not url.startswith(("data:", site))]
    assert not [entry for entry in chromium.get_log("browser") if entry["level"] == "SEVERE"]
