"""axe-core finds nothing to complain about on any page, and all text can be read.

Keyboard, motion and reading without JavaScript have tests of their own.
"""

import base64

import pytest

from support.browser import become, evaluate
from support.facts import AXE, CONTRAST, widths_in_turn
from support.lighthouse import KINDS
from support.site_pages import BUILT
from support.visits import DESKTOP, SCHEMES, screens


@pytest.mark.parametrize("page, width", [(page, width) for page in BUILT for width in widths_in_turn(page)])
def test_axe_finds_no_violation(visit, page, width):
    """In the dark the elements are the same: it looks at one page of each kind."""
    for scheme in SCHEMES if page in KINDS and width == DESKTOP else ["light"]:
        opened = visit(page, width=width, scheme=scheme)
        assert not opened["violations"], f"{opened.visit}\n" + "\n".join(opened["violations"])


@pytest.mark.parametrize(
    "page, width", [(page, width) for page in BUILT for width, scheme in screens(page) if scheme == "dark"]
)
def test_a_page_has_the_same_elements_in_the_dark(visit, page, width):
    light, dark = (visit(page, width=width, scheme=scheme)["elements"] for scheme in SCHEMES)
    assert light == dark


@pytest.mark.parametrize("page", BUILT)
def test_all_text_has_contrast(full_visits, page):
    for opened in full_visits(page):
        assert opened["contrast"]["judged"] > 5
        assert not opened["contrast"]["faults"], f"{opened.visit}\n" + "\n".join(opened["contrast"]["faults"])


# A body, the words of which text is hard to read, and how hard: with WCAG's formula, by hand.
_HARD_TO_READ = {
    "gray": ("<p style='color: #777'>gray words", ["4.48"]),
    "gray enough": ("<p style='color: #767676'>gray words", []),
    "large": ("<p style='color: #949494; font-size: 24px'>large words", []),
    "large and pale": ("<p style='color: #969696; font-size: 24px'>large words", ["2.96"]),
    "bold": ("<p style='color: #949494; font-size: 19px'><b>bold words</b>", []),
    "on a box": ("<div style='background: #222'><p style='color: #777'>gray words", ["3.55"]),
    "faded": ("<p style='color: #000; opacity: 0.5'>faded words", ["3.98"]),
    "faded box": ("<div style='background: #000; opacity: 0.5'><p style='color: #000'>words", ["1.00"]),
    "see-through": ("<p style='color: rgb(0 0 0 / 50%)'>words", ["3.98"]),
    "another notation": ("<p style='color: oklab(0.6 0 0)'>words", ["3.95"]),
    "a box": ("<input value='words' style='color: #777; background: #fff'>", ["4.48"]),
    "switched off": ("<input value='words' disabled style='color: #777'>", []),
    "a sign": ("<p style='color: #777'>+", []),
    "signs": ("<p style='color: #777'>( )", ["4.48"]),
    "not shown": ("<p style='color: #eee; visibility: hidden'>words", []),
    "for the eye alone": ("<p style='color: #777' aria-hidden=true>words", ["4.48"]),
    "a link": (
        "<main><p style='color: #000'>words <a href=x style='color: #500; text-decoration: none'>link</a>",
        ["1.39"],
    ),
    "a link with a line": ("<main><p style='color: #000'>words <a href=x style='color: #500'>link</a>", []),
    "a drawing": ("<svg><text y=20 fill='#777'>words", ["4.48"]),
}
# axe judges no text of drawings, and calls a contrast of 1 uncertain.
_NOT_AXES = {"a drawing", "faded box"}


@pytest.mark.parametrize("case", _HARD_TO_READ)
def test_contrast_is_judged_as_by_axe(chromium, case):
    body, ratios = _HARD_TO_READ[case]
    page = f"<!doctype html><title>words</title><body style='background: #fff'>{body}"
    become(chromium)
    chromium.get("data:text/html;base64," + base64.b64encode(page.encode()).decode())
    found = evaluate(chromium, CONTRAST)["faults"]
    assert [each.partition(" ")[0] for each in found] == ratios
    chromium.execute_script(AXE.read_text(encoding="utf-8"))
    rules = "{runOnly: {type: 'rule', values: ['color-contrast', 'link-in-text-block']}}"
    count = f"axe.run(document, {rules}).then((r) => r.violations.flatMap((each) => each.nodes).length)"
    assert case in _NOT_AXES or evaluate(chromium, count, wait=True) == len(ratios)
