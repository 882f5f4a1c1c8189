"""axe-core finds nothing to complain about on any page.

Keyboard, motion and reading without JavaScript have tests of their own.
"""

import pytest

from support.site_pages import BUILT
from support.visits import DESKTOP, PHONE, SCHEMES


@pytest.mark.parametrize("page", BUILT)
@pytest.mark.parametrize("scheme", SCHEMES)
@pytest.mark.parametrize("width", [PHONE, DESKTOP])
def test_axe_finds_no_violation(visit, page, scheme, width):
    found = visit(page, width=width, scheme=scheme)["violations"]
    assert not found, "\n".join(found)
