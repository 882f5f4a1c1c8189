"""What the live figures of both kinds share: their elements, found and moved as a reader does."""

import json
import math

from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys

import catalogue

# Those that answer to losses have a figure of another kind: test_feedback_figure.py.
ANSWERING = {entry.page for entry in catalogue.entries() if isinstance(entry.schedules[0][0], catalogue.Answering)}
ENTRIES = {
    type(schedule).__name__: schedule
    for entry in catalogue.entries()
    if entry.page not in ANSWERING
    for schedule, _ in entry.schedules
}


class LiveFigure:
    """A figure of the page that a browser shows."""

    def __init__(self, browser, selector):
        self.browser, self.element = browser, browser.find_element(By.CSS_SELECTOR, selector)

    def find(self, selector):
        return self.element.find_element(By.CSS_SELECTOR, selector)

    def row(self, name, kind):
        """A control of a parameter, unfolded if it is behind "More settings" or "Settings"."""
        row = self.find(f'[data-name="{name}"]')
        self.browser.execute_script(
            "for (let at = arguments[0]; at; at = at.parentElement) if (at.localName === 'details') at.open = true", row
        )
        return row.find_element(By.CSS_SELECTOR, kind)

    def click(self, element):
        self.browser.execute_script("arguments[0].scrollIntoView({block: 'center'})", element)
        element.click()

    def type(self, box, text):
        box.send_keys(Keys.CONTROL, "a")
        box.send_keys(text)

    def own(self, name, kind):
        """A control of the figure itself, whose names are apart from those of the parameters."""
        return self.find(f'[data-own="{name}"] {kind}')

    def svg(self):
        return self.find(".lrnotes-chart svg")

    def settle(self):
        """Wait for the next frame, for the words, and for the address to be written."""
        self.browser.execute_async_script(
            "const done = arguments[0]; setTimeout(() => requestAnimationFrame(done), 350)"
        )

    def assert_a_labelled_control_for_each_argument(self):
        description = json.loads(self.find('script[type="application/json"]').get_attribute("textContent"))
        assert description["parameters"]
        for parameter in description["parameters"]:
            name = parameter["name"]
            if "options" in parameter:
                kind = "input[type=checkbox]" if isinstance(parameter["value"], bool) else "select"
                assert self.row(name, kind).accessible_name.endswith(name)
                continue
            slider, box = self.row(name, "input[type=range]"), self.row(name, "input[type=number]")
            assert slider.accessible_name.endswith(name) and box.accessible_name == f"{name}, exact value"
            assert slider.size["width"] >= 100 and slider.size["height"] >= 24
            assert float(box.get_attribute("value")) == parameter["value"]


class Figure(LiveFigure):
    """The figure of a schedule, or several."""

    def __init__(self, browser, selector=".lrnotes-live"):
        super().__init__(browser, selector)

    def rows(self, curve=1):
        """Steps and rates as the chart holds them."""
        return self.browser.execute_script("return arguments[0].figure.rows(arguments[1])", self.element, curve)

    def shows(self, schedule, curve=1):  # the first curve of a chapter's figure is where it started
        for step, rate in self.rows(curve):
            assert math.isclose(rate, schedule(step), rel_tol=1e-12, abs_tol=1e-14), step
        return True
