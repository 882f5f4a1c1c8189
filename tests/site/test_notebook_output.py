"""The live figure as a notebook's output, outside the site: in Colab, JupyterLab or VS Code."""

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
    page = f"<!doctype html><meta charset=utf-8>{around}{output}{output}".replace(live._CDN, f"{site}/_static/vega/vega.js")
    chromium.get_log("browser"), chromium.get_log("performance")
    chromium.get(f"{site}/robots.txt")
    chromium.execute_script("document.open(); document.write(arguments[0]); document.close()", page)
    chromium.execute_async_script("document.querySelector('.lrnotes-live').figure.chart.drawn.then(() => arguments[0]())")
    figure = Figure(chromium)
    assert figure.shows(SCHEDULE)
    figure.type(figure.row("decay_steps", "input[type=number]"), "30")
    figure.settle()
    assert figure.shows(lrnotes.CosineDecay(1e-2, 30, 1e-2))
    assert figure.find("pre").text.count("decay_steps=30,") == 1
    assert not figure.find(".lrnotes-link").is_displayed()  # its address is not the reader's
    second = chromium.find_elements("css selector", ".lrnotes-live")[1]  # the same output twice is two figures
    chromium.execute_script("arguments[0].scrollIntoView()", second)
    chromium.execute_async_script("arguments[0].figure.chart.drawn.then(() => arguments[1]())", second)
    assert second.find_element("css selector", ".lrnotes-chart svg").is_displayed()
    assert len([url for url in requests(chromium) if not url.startswith(site.rpartition('/')[0])]) == 0
    assert not [entry for entry in chromium.get_log("browser") if entry["level"] == "SEVERE"]
