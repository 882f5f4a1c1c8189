"""The package as a stranger installs it: the wheel, in an environment that holds NumPy alone."""

import pathlib
import subprocess
import sys
import zipfile

import pytest

import served_wheel

ROOT = pathlib.Path(__file__).resolve().parents[1]
LOWEST = "numpy==1.26.*" if sys.version_info < (3, 12) else "numpy==2.1.*"
NEWEST = "numpy>=2.2"

USE = """
import sys, numpy, lrnotes
from lrnotes import *
schedules = [
    CosineDecay(1, 100), CosineDecay(0, 100, warmup_target=0.1, warmup_steps=10), LinearCosineDecay(0.1, 100),
    NoisyLinearCosineDecay(0.1, 100, seed=7), CyclicalLearningRate(1e-3, 1e-2, 25, lambda cycle: 1 / cycle),
    TriangularCyclicalLearningRate(1e-3, 1e-2, 25), Triangular2CyclicalLearningRate(1e-3, 1e-2, 25),
    ExponentialCyclicalLearningRate(1e-3, 1e-2, 25, gamma=0.9), WarmupSustainStepDecay(),
    Schedule.from_function(lambda step: 0.1),
    0.5 * CosineDecay(0.1, 9).warmup(3).then(CosineDecay(0.1, 9), at=12).repeat(every=30),
]
for schedule in schedules:
    rates = schedule(numpy.arange(200))
    assert rates.shape == (200,) and rates[7] == numpy.float64(schedule(7)) or abs(rates[7] - schedule(7)) < 1e-15
    assert "eta(t)" in lrnotes.latex(schedule)
assert "lrnotesPrograms" in lrnotes.explore(CosineDecay(0.1, 100))._repr_mimebundle_()["text/html"]
installed = {name.partition(".")[0] for name in sys.modules}
assert not installed & {"matplotlib", "tensorflow", "keras", "jax", "torch", "sympy"}
print(numpy.__version__, lrnotes.__file__)
"""


@pytest.fixture(scope="module")
def built(tmp_path_factory):
    return served_wheel.build(tmp_path_factory.mktemp("wheel"))


def test_wheel_holds_the_package_and_nothing_else(built):
    with zipfile.ZipFile(built) as archive:
        names = {name for name in archive.namelist() if ".dist-info/" not in name}
    package = ROOT / "lrnotes"
    unwanted = {"__pycache__", "node_modules"}
    files = [path for path in package.rglob("*") if path.is_file() and not unwanted & set(path.parts)]
    shipped = [path for path in files if not path.is_relative_to(package / "live" / "chart")]
    assert names == {path.relative_to(ROOT).as_posix() for path in shipped}
    assert {pathlib.PurePath(name).suffix for name in names} == {".py", ".js", ".css", ".json", ".typed"}
    assert "lrnotes/py.typed" in names


def test_two_builds_are_the_same_to_the_byte(built, tmp_path):
    assert served_wheel.build(tmp_path / "again").read_bytes() == built.read_bytes()


def test_every_schedule_with_numpy_alone(built, tmp_path):
    subprocess.run([sys.executable, "-m", "venv", "--without-pip", tmp_path / "venv"], check=True)
    python = tmp_path / "venv" / "bin" / "python"
    for numpy in (LOWEST, NEWEST):
        install = [sys.executable, "-m", "pip", "--python", python, "install", "--quiet", built, numpy]
        subprocess.run(install, check=True)
        ran = subprocess.run([python, "-c", USE], cwd=tmp_path, capture_output=True, text=True, check=False)
        assert ran.returncode == 0, ran.stderr
        assert str(tmp_path) in ran.stdout
