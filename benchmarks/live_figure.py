"""What moving a slider costs in the reader's browser: script for an update, frames on a four times slower processor.

BROWSER=/usr/bin/chromium python benchmarks/live_figure.py
"""

import os
import pathlib
import sys

from selenium import webdriver

ROOT = pathlib.Path(__file__).resolve().parents[1]
sys.path += [str(ROOT / "tests"), str(ROOT / "book" / "_tools")]

from bars import SHORT, verdict  # noqa: E402
from support import host  # noqa: E402
from support.site_pages import SCHEDULES  # noqa: E402

SCRIPT = 0.6  # milliseconds for an update of 600 points, at most
FRAMES = 60
PAGES = [*(SCHEDULES[::20] if SHORT else SCHEDULES), "book/compare"]
# The first move brings the chart; what it replaces has `drawn` alone, so the figure is looked up again.
UPDATES = """
dispatchEvent(new Event("pointermove"));
const done = arguments[0], element = document.querySelector(".lrnotes-live, .lrnotes-compare");
element.figure.chart.drawn.then(() => {
  const figure = element.figure, {controls} = figure.chosen ? figure.chosen[0] : figure, spent = [];
  const index = controls.description.parameters.findIndex((parameter) => parameter.slider && !parameter.slider.log);
  const {low, high, step} = controls.description.parameters[index].slider;
  figure.ownSteps = 600;
  for (let i = 0; i < 300; i++) {
    const start = performance.now();
    controls.rows[index].owner.value(low + step * (1 + i % Math.floor((high - low) / step)));
    figure.chart.update(); figure.tell();
    spent.push(performance.now() - start);
  }
  spent.sort((a, b) => a - b);
  done([spent[150], spent[285]]);
});
"""
MOVE = """
dispatchEvent(new Event("pointermove"));
const done = arguments[0], figure = document.querySelector(".lrnotes-live, .lrnotes-compare").figure;
figure.chart.drawn.then(() => {
  const slider = [...document.querySelectorAll('input[type=range]:enabled')][1], times = [];
  (function frame(now) {
    times.push(now);
    slider.value = Number(slider.min) + (times.length * 3) % (slider.max - slider.min);
    slider.dispatchEvent(new Event("input"));
    if (times.length < 240) requestAnimationFrame(frame);
    else {
      const gaps = times.slice(61).map((time, i) => time - times[60 + i]);
      done([1000 * gaps.length / gaps.reduce((a, b) => a + b), gaps.filter((gap) => gap > 25).length, gaps.length]);
    }
  })(performance.now());
});
"""


def main():
    options = webdriver.ChromeOptions()
    options.binary_location = os.environ["BROWSER"]
    for flag in ("--headless", "--no-sandbox", "--disable-gpu", "--disable-background-networking"):
        options.add_argument(flag)
    driver = pathlib.Path("/usr/bin/chromedriver")
    service = webdriver.chrome.service.Service(str(driver)) if driver.exists() else None
    browser = webdriver.Chrome(options=options, service=service)
    browser.set_script_timeout(120)
    site = host.serve()
    print("\nmoving a slider: script for one update (median, 95 %); frames at a quarter of the processor's speed")
    try:
        for page in PAGES:
            browser.execute_cdp_cmd("Emulation.setCPUThrottlingRate", {"rate": 1})
            browser.get(f"{site.url}/{page}.html")
            median, high = browser.execute_async_script(UPDATES)
            browser.get(f"{site.url}/{page}.html")
            browser.execute_cdp_cmd("Emulation.setCPUThrottlingRate", {"rate": 4})
            rate, late, frames = browser.execute_async_script(MOVE)
            script = f"{median:.2f} ms ({high:.2f})  {verdict(median, SCRIPT, ' ms')}"
            smooth = f"{rate:.0f} a second, {late} of {frames} late  {verdict(round(rate), FRAMES, least=True)}"
            print(f"{page:<52} {script:<36} {smooth}", flush=True)
    finally:
        browser.quit()
        site.shutdown()


if __name__ == "__main__":
    main()
