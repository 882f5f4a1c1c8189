"""The notebooks as files: what nbval does not look at."""

import re
import shlex
import sys

import pytest

import lrnotes
import notebooks as tool
import served_wheel
from support.book import config, name_of, notebooks, read

every_notebook = pytest.mark.parametrize("path", notebooks(), ids=name_of)


@every_notebook
def test_is_in_its_normal_form(path):
    assert path.read_text(encoding="utf-8") == tool.normal_form(read(path)), "run: make notebooks"


@every_notebook
def test_first_cell_installs_what_the_chapter_needs_and_nothing_else_is_left_untested(path):
    cells = [cell for cell in read(path).cells if cell.cell_type == "code"]
    first = cells[0]
    assert first.metadata.tags == ["remove-cell", "nbval-skip"]
    address = f"{config()['html']['baseurl']}wheels/lrnotes-{lrnotes.__version__}-py3-none-any.whl"
    condition, installs = first.source.splitlines()[-2:]
    assert installs.split(maxsplit=3)[:3] == ["%pip", "install", "-q"]
    package, *others = shlex.split(installs)[3:]
    assert package == f"lrnotes[plot] @ {address}"
    brings = {"lrnotes", "matplotlib", *(each.replace("scikit-learn", "sklearn") for each in others)}
    imported = {
        name.partition(".")[0]
        for cell in cells[1:]
        for name in re.findall(r"^\s*(?:import|from) ([\w.]+)", cell.source, re.MULTILINE)
    }
    assert imported - set(sys.stdlib_module_names) - {"numpy"} <= brings
    assert set(re.findall(r'"(\w+)"', condition)) == brings, "what is looked for is what is installed"
    for cell in cells[1:]:
        assert not {tag for tag in cell.metadata.get("tags", []) if "nbval" in tag or "raises" in tag}, cell.source
        assert "NBVAL" not in cell.source and "PYTEST_VALIDATE" not in cell.source


@every_notebook
def test_no_other_address_of_the_package_is_named(path):
    for cell in read(path).cells:
        for address in re.findall(r"lrnotes(?:\[\w+\])? @ ([^\s\"]+)", cell.source):
            assert address == served_wheel.address()
        assert "pip install git+" not in cell.source


@every_notebook
def test_every_code_cell_was_run_in_order_and_none_failed(path):
    cells = [cell for cell in read(path).cells if cell.cell_type == "code"]
    assert [cell.execution_count for cell in cells] == list(range(1, len(cells) + 1))
    for cell in cells:
        for output in cell.outputs:
            assert output.output_type != "error" and output.get("name") != "stderr", output
        # A cell that ends in a call of lrnotes, or prints, and shows nothing was not run.
        if re.search(r"^(print|plot|vary|explore|latex|definition|parameters_of)\(", cell.source, re.MULTILINE):
            assert cell.outputs, f"no output: {cell.source}"


@every_notebook
def test_figures_are_svg_and_have_an_alt_text_that_says_something(path):
    figures = 0
    for cell in read(path).cells:
        kinds = [kind for output in cell.get("outputs", []) for kind in output.get("data", {})]
        assert "image/png" not in kinds and "image/jpeg" not in kinds
        if "image/svg+xml" in kinds:
            figures += 1
            alt = cell.metadata.get("mystnb", {}).get("image", {}).get("alt", "")
            assert len(alt.split()) >= 15, f"alt text of {cell.source[:60]!r}: {alt!r}"
    assert figures or name_of(path) == "introduction"


@every_notebook
def test_outputs_tell_nothing_of_the_machine_or_the_moment(path):
    for cell in read(path).cells:
        for output in cell.get("outputs", []):
            text = str(output)
            address = r"\bat 0x[0-9a-f]{6,}"
            path_here = r"/(home|root|tmp|usr|opt|work|Users)/"
            moment = r"\b20\d\d-\d\d-\d\d[T ]\d\d:"
            for pattern in (address, path_here, moment, "Warning:"):
                assert not re.search(pattern, text), (pattern, cell.source)


@every_notebook
def test_code_fits_the_page(path):
    for cell in read(path).cells[2:]:
        if cell.cell_type == "code":
            for line in cell.source.splitlines():
                assert len(line) <= 78, line
