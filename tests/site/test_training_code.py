"""A chapter's training code on its page: tabs of highlighted code, those of the notebook's output."""

import nbformat
import pytest
from selenium.webdriver.common.by import By

from book import BOOK, notebooks

CHAPTERS = [path for path in notebooks() if path.parent not in (BOOK, BOOK / "concepts")]


def blocks_of(path):
    cells = nbformat.read(path, as_version=4).cells
    (output,) = [c.outputs[0].data["text/markdown"] for c in cells if c.source.startswith("training_code(")]
    pieces = output.split(":::{tab-item} ")[1:]
    return [(piece.partition("\n")[0], piece.partition("```python\n")[2].partition("\n```")[0]) for piece in pieces]


@pytest.mark.parametrize("path", CHAPTERS, ids=lambda path: path.stem)
def test_each_tab_shows_its_frameworks_code_and_the_others_are_hidden(look, path):
    browser = look(f"book/{path.relative_to(BOOK).with_suffix('')}", width=360)
    (tabs,) = browser.find_elements(By.CLASS_NAME, "sd-tab-set")
    labels = tabs.find_elements(By.CLASS_NAME, "sd-tab-label")
    contents = tabs.find_elements(By.CLASS_NAME, "sd-tab-content")
    expected = blocks_of(path)
    assert [label.text for label in labels] == [name for name, _ in expected]
    for label, (_, code) in zip(labels, expected, strict=True):
        browser.execute_script("arguments[0].click()", label)
        (shown,) = [content for content in contents if content.is_displayed()]
        assert shown.find_element(By.TAG_NAME, "pre").text == code
        assert shown.find_elements(By.CSS_SELECTOR, ".highlight-python .kn")  # an import, as Pygments marks it
    assert not browser.find_elements(
        By.XPATH, "//summary[normalize-space()='PyTorch']"
    )  # the form for other front ends
