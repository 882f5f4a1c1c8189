"""What the live figures of both kinds share: their elements, found and moved as a reader does."""

import json

from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys


class LiveFigure:
    """A figure of the page that a browser shows."""

    def __init__(self, browser, selector):
        self.browser, self.element = browser, browser.find_element(By.CSS_SELECTOR, selector)

    def find(self, selector):
        return self.element.find_element(By.CSS_SELECTOR, selector)

    def row(self, name, kind):
        return self.find(f'[data-name="{name}"] {kind}')

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
