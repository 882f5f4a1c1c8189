"""axe-core finds nothing to complain about on any page. Keyboard, motion and reading without JavaScript: in their tests."""

import json
import pathlib

import pytest
from in_browser import load_all_parts, until_parts_are_measured
from site_pages import BUILT

AXE = pathlib.Path(__file__).parents[1] / "lighthouse" / "node_modules" / "axe-core" / "axe.min.js"


@pytest.mark.parametrize("page", BUILT)
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [360, 1280])
def test_axe_finds_no_violation(look, page, scheme, width):
    browser = look(page, width=width, scheme=scheme)
    load_all_parts(browser)
    until_parts_are_measured(browser)
    browser.execute_script(AXE.read_text(encoding="utf-8"))
    result = browser.execute_async_script(
        "const done = arguments[0]; axe.run(document, {resultTypes: ['violations']}).then(done, e => done({error: `${e}`}))"
    )
    assert result["passes"], result
    found = [
        f"{violation['id']} ({violation['impact']}): {violation['help']}\n    {node['html'][:200]}\n"
        f"    {' '.join(map(str, node['target']))}\n    {json.dumps(node['failureSummary'])}"
        for violation in result["violations"]
        for node in violation["nodes"]
    ]
    assert not found, "\n".join(found)
