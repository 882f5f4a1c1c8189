"""Importing the package is quick: what needs a large library imports it when it is used."""

import ast
import json
import os
import pathlib
import pickle
import subprocess
import sys

import pytest

import lrnotes

LARGE = ["tensorflow", "keras", "tf_keras", "jax", "torch", "sympy", "matplotlib", "IPython", "pandas", "scipy"]


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


def test_importing_the_package_makes_no_classes(tmp_path):
    code = "import lrnotes\nresult = sorted(each for each in sys.modules if each.startswith(('lrnotes', 'numpy')))"
    assert fresh(code, tmp_path) == [
        "lrnotes",
        "lrnotes.core",
        "lrnotes.core.classes",
        "lrnotes.core.messages",
        "lrnotes.core.slots",
    ]


def test_a_schedule_makes_the_classes_of_its_family_alone(tmp_path):
    code = (
        "from lrnotes import CosineDecay\nresult = sorted(each for each in sys.modules if 'lrnotes.schedules.' in each)"
    )
    assert fresh(code, tmp_path) == ["lrnotes.schedules.cosine"]
    code = "import lrnotes\nlrnotes.Constant\nresult = 'lrnotes.core.composition' in sys.modules"
    assert fresh(code, tmp_path) is False


def test_type_checkers_see_the_same_names_in_the_same_modules():
    # They cannot read the table of modules: lrnotes/__init__.py has an import of each name for them.
    tree = ast.parse(pathlib.Path(lrnotes.__file__).read_text())
    block = next(each for each in tree.body if isinstance(each, ast.If) and ast.unparse(each.test) == "TYPE_CHECKING")
    seen = {}
    for statement in block.body:
        assert isinstance(statement, ast.ImportFrom) and statement.level == 1
        for alias in statement.names:
            assert alias.asname == alias.name, f"write {alias.name} as {alias.name}: that is how a name is exported"
            seen[alias.name] = statement.module
    assert seen == lrnotes._MODULES


KEPT = pathlib.Path(__file__).with_name("kept") / "configurations_0.2.0.json"


def test_every_class_is_deserialized_without_an_import_by_hand(tmp_path):
    # Each in turn, so that none finds its class because another one has loaded it.
    code = f"""
import lrnotes
import pathlib
stored = json.loads(pathlib.Path({str(KEPT)!r}).read_text())["schedules"]
result = []
for each in stored:
    for module in [name for name in sys.modules if name.startswith("lrnotes")]:
        del sys.modules[module]
    import lrnotes
    result.append(repr(lrnotes.deserialize(each["serialized"])) == each["repr"])
"""
    result = fresh(code, tmp_path)
    assert len(result) >= 45 and all(result)


def test_a_pickled_schedule_needs_no_import_by_hand(tmp_path):
    data = pickle.dumps(lrnotes.TanhDecay(0.1, 100).warmup(5))
    assert fresh(f"import pickle\nresult = repr(pickle.loads({data!r}))", tmp_path) == (
        "TanhDecay(initial_learning_rate=0.1, decay_steps=100).warmup(5)"
    )


def test_a_users_class_does_not_take_the_name_of_one_of_ours_that_is_not_loaded_yet(tmp_path):
    code = """
import lrnotes
class CosineDecay(lrnotes.Schedule):
    peak: float
    def formula(self, xp, step):
        return self.peak
theirs = lrnotes.serialize(CosineDecay(0.3))
ours = lrnotes.serialize(lrnotes.CosineDecay(0.1, 50))
result = [theirs["class_name"], ours["class_name"], lrnotes.deserialize(theirs)(0), lrnotes.deserialize(ours)(0)]
"""
    assert fresh(code, tmp_path) == ["__main__.CosineDecay", "CosineDecay", 0.3, 0.1]


def test_an_unknown_name():
    with pytest.raises(AttributeError, match="module 'lrnotes' has no attribute 'CosineDecoy'"):
        lrnotes.CosineDecoy
    with pytest.raises(ImportError, match="CosineDecoy"):
        from lrnotes import CosineDecoy  # noqa: F401


def test_the_version():
    assert all(part.isdigit() for part in lrnotes.__version__.split("."))


def test_a_first_use_inside_a_graph_says_nothing(tmp_path):
    # TensorFlow translates every function that is called there, and warns of those that it cannot: importlib's.
    code = """
import contextlib, io, os
os.environ["TF_CPP_MIN_LOG_LEVEL"] = "3"
import tensorflow as tf
import lrnotes
said = io.StringIO()
with contextlib.redirect_stdout(said), contextlib.redirect_stderr(said):
    rates = tf.function(lambda step: lrnotes.CosineDecay(0.1, 100).warmup(10)(step))
    rate = float(rates(tf.constant(60.0)))
result = [round(rate, 6), said.getvalue()]
"""
    environment = {**os.environ, "PYTHONPATH": str(pathlib.Path(lrnotes.__file__).parents[1])}
    done = subprocess.run(
        [sys.executable, "-c", f"import json, sys\n{code}\nprint(json.dumps(result))"],
        env=environment,
        cwd=tmp_path,
        capture_output=True,
        text=True,
    )
    assert "AutoGraph" not in done.stderr + done.stdout
    assert json.loads(done.stdout.splitlines()[-1]) == [0.05, ""]
