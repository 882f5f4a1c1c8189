"""Importing the package is quick: what needs a large library imports it when it is used."""

import json
import os
import pathlib
import subprocess
import sys

import pytest

import lrnotes

LARGE = "tensorflow keras tf_keras jax torch sympy matplotlib IPython pandas scipy".split()


def fresh(code, folder):
    """What ``code`` leaves in ``result``, run by a Python that has imported nothing yet."""
    package = str(pathlib.Path(lrnotes.__file__).parents[1])
    done = subprocess.run(
        [sys.executable, "-W", "error", "-c", f"import json, sys\n{code}\nprint(json.dumps(result))"],
        env={**os.environ, "PYTHONPATH": package},
        cwd=folder,
        check=True,
        capture_output=True,
        text=True,
    )
    assert not done.stderr
    return json.loads(done.stdout)


USES = {
    "import": "import lrnotes",
    "import everything": "from lrnotes import *",
    "use": """
import lrnotes
schedule = lrnotes.CosineDecay(0.1, 50)
schedule.warmup(5)([0, 7])
lrnotes.latex(schedule), lrnotes.parameters_of(lrnotes.CosineDecay), lrnotes.definition(lrnotes.CosineDecay)
repr(schedule), lrnotes.serialize(schedule), lrnotes.CosineDecay.__doc__, dir(lrnotes)
""",
}


@pytest.mark.parametrize("use", USES.values(), ids=USES)
def test_no_large_library_is_imported(use, tmp_path):
    code = f"{use}\nresult = sorted({{each.partition('.')[0] for each in sys.modules}} & set({LARGE}))"
    assert fresh(code, tmp_path) == []


def test_a_figure_imports_matplotlib_alone(tmp_path):
    use = "import lrnotes; lrnotes.plot(lrnotes.CosineDecay(0.1, 50), 60)"
    code = f"{use}\nresult = sorted({{each.partition('.')[0] for each in sys.modules}} & set({LARGE}))"
    assert fresh(code, tmp_path) == ["matplotlib"]


def test_every_public_name_is_there(tmp_path):
    assert len(set(lrnotes.__all__)) == len(lrnotes.__all__)
    for name in lrnotes.__all__:
        assert getattr(lrnotes, name).__module__.partition(".")[0] == "lrnotes"
    assert set(lrnotes.__all__) <= set(dir(lrnotes))
    code = "from lrnotes import *\nimport lrnotes\nresult = sorted(set(lrnotes.__all__) - set(globals()))"
    assert fresh(code, tmp_path) == []


def test_dir_names_what_has_not_been_loaded_yet(tmp_path):
    code = "import lrnotes\nresult = sorted(set(lrnotes.__all__) - set(dir(lrnotes)))"
    assert fresh(code, tmp_path) == []


def test_an_unknown_name():
    with pytest.raises(AttributeError, match="module 'lrnotes' has no attribute 'CosineDecoy'"):
        lrnotes.CosineDecoy
    with pytest.raises(ImportError, match="CosineDecoy"):
        from lrnotes import CosineDecoy  # noqa: F401


def test_the_version():
    assert all(part.isdigit() for part in lrnotes.__version__.split("."))
