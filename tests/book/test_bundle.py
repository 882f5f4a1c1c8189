"""The bundle of the theme's scripts says so when the theme no longer has what it changes."""

import pytest
from sphinx.errors import ExtensionError

import bundle


def test_a_script_of_the_theme_without_its_loop_is_an_error(tmp_path):
    name = bundle._THEME_SCRIPTS[-1]
    (tmp_path / name).parent.mkdir(parents=True)
    (tmp_path / name).write_text('["pre", "div"].join(",")')
    assert "#none" in bundle._script(tmp_path, [name])
    (tmp_path / name).write_text("nothing()")
    with pytest.raises(
        ExtensionError, match="nothing to repair for the elements that the theme makes reachable by keyboard"
    ):
        bundle._script(tmp_path, [name])
