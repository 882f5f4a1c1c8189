"""A slider over pictures that were drawn ahead, as a notebook's output: without any page around it."""

import base64

import lrnotes
from lrnotes.figures.slides import Slides
from support.browser import become, errors, requests

SHOWN = """
const seen = (element) => getComputedStyle(element).display !== "none";
return [...document.querySelectorAll(".lrnotes-slides")].map((slides) =>
  [...slides.querySelectorAll("[data-slide]")].filter(seen).map((each) => each.dataset.slide));
"""


def slides_of(rates, start):
    figures = []
    pictures = {f"{rate}": (f"{rate} <is> drawn.", []) for rate in rates}
    for times in (1, 2):
        figure, (axes,) = lrnotes.panels(1)
        figures.append(figure)
        for rate in rates:
            pictures[f"{rate}"][1].extend(axes.plot([0, times * rate]))
    slides = Slides(figures, pictures, name="Learning rate", alt="A line for each rate.", start=start)
    return slides._repr_mimebundle_()["text/html"]


def test_the_arrow_keys_choose_the_picture_and_its_sentence(chromium):
    """Two on one page do not disturb each other, and share no id."""
    first, second = slides_of([0.1, 0.2, 0.3], "0.2"), slides_of([0.1, 0.5], "0.1")
    become(chromium, height=1200)
    page = f"<!doctype html><meta charset=utf-8>{first}{second}"
    chromium.get("data:text/html;base64," + base64.b64encode(page.encode()).decode())
    assert chromium.execute_script(SHOWN) == [["1"] * 3, ["0"] * 3]  # a sentence, and a line in either figure
    slider, other = chromium.find_elements("css selector", "input")
    slider.send_keys("\ue014")  # the right arrow
    assert chromium.execute_script(SHOWN) == [["2"] * 3, ["0"] * 3]
    assert slider.get_attribute("aria-valuetext") == "0.3"
    assert chromium.find_element("css selector", "p").text == "0.3 <is> drawn."
    other.send_keys("\ue014")
    assert chromium.execute_script(SHOWN) == [["2"] * 3, ["1"] * 3]
    ids = chromium.execute_script("return [...document.querySelectorAll('[id]')].map(({id}) => id)")
    assert len(ids) == len(set(ids))
    assert not [url for url in requests(chromium) if not url.startswith("data:")]
    assert not errors(chromium)


def test_without_scripts_and_in_print_the_picture_at_the_start_stays_and_no_slider(chromium):
    page = "data:text/html;base64," + base64.b64encode(slides_of([0.1, 0.2], "0.2").encode()).decode()
    shown = {}
    for reader, wishes in (("scripts", {}), ("no scripts", {"script": False}), ("print", {"media": "print"})):
        become(chromium, height=1200, **wishes)
        chromium.get(page)
        assert chromium.execute_script(SHOWN) == [["1"] * 3], reader
        shown[reader] = chromium.find_element("css selector", "input").is_displayed()
    assert shown == {"scripts": True, "no scripts": False, "print": False}
