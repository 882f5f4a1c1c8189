"""What lrnotes says where a library of one of its extras is not installed, and of what is not a schedule's class."""

import pathlib
import subprocess
import sys

import pytest

import lrnotes

ROOT = pathlib.Path(__file__).resolve().parents[1]
WITHOUT = """
import sys


class Missing:
    def find_spec(self, name, path, target=None):
        if name == {module!r}:
            raise ModuleNotFoundError(f"No module named {{name!r}}", name=name)


sys.meta_path.insert(0, Missing())
try:
    {use}
except ModuleNotFoundError as error:
    print(error.name, error)
"""


@pytest.mark.parametrize(
    ("module", "extra", "library", "use"),
    [
        ("matplotlib", "plot", "Matplotlib", "import lrnotes; lrnotes.plot(lrnotes.CosineDecay(0.1, 9), 9)"),
        (
            "matplotlib",
            "plot",
            "Matplotlib",
            "import lrnotes; lrnotes.vary(lrnotes.CosineDecay(0.1, 9), 9, alpha=[0, 1])",
        ),
        ("matplotlib", "plot", "Matplotlib", "import lrnotes; lrnotes.panels(2)"),
        ("keras", "keras", "Keras", "import lrnotes.keras"),
        ("torch", "torch", "PyTorch", "import lrnotes.torch"),
    ],
)
def test_the_message_names_the_extra(module, extra, library, use):
    code = WITHOUT.format(module=module, use=use)
    ran = subprocess.run([sys.executable, "-c", code], cwd=ROOT, check=True, capture_output=True, text=True)
    assert ran.stdout.startswith(f"{module} ")
    assert f"needs {library}, which the extra lrnotes[{extra}] installs" in ran.stdout


def test_a_library_that_misses_something_itself_is_heard():
    code = WITHOUT.format(module="matplotlib.figure", use="import lrnotes; lrnotes.panels(2)")
    ran = subprocess.run([sys.executable, "-c", code], cwd=ROOT, check=True, capture_output=True, text=True)
    assert ran.stdout.startswith("matplotlib.figure ")
    assert "extra" not in ran.stdout


def test_the_definition_of_what_is_not_a_class():
    with pytest.raises(TypeError, match=r"definition: .*; got CosineDecay\(.*\); its class is CosineDecay$"):
        lrnotes.definition(lrnotes.CosineDecay(0.1, 100))
    for other in (3, int, None, "CosineDecay"):
        with pytest.raises(
            TypeError, match=f"subclass of lrnotes.Schedule or lrnotes.FeedbackSchedule; got {other!r}$"
        ):
            lrnotes.definition(other)
