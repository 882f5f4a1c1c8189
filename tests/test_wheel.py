"""The package as a stranger installs it: the wheel, in an environment that holds NumPy alone."""

import pathlib
import subprocess
import sys
import zipfile

import pytest

ROOT = pathlib.Path(__file__).resolve().parents[1]
LOWEST = "numpy==1.26.*" if sys.version_info < (3, 12) else "numpy==2.1.*"

USE = """
import sys, numpy, lrnotes
from lrnotes import *
schedules = [
    CosineDecay(1, 100), CosineDecay(0, 100, warmup_target=0.1, warmup_steps=10), LinearCosineDecay(0.1, 100),
    NoisyLinearCosineDecay(0.1, 100, seed=7), CyclicalLearningRate(1e-3, 1e-2, 25, lambda cycle: 1 / cycle),
    TriangularCyclicalLearningRate(1e-3, 1e-2, 25), Triangular2CyclicalLearningRate(1e-3, 1e-2, 25),
    ExponentialCyclicalLearningRate(1e-3, 1e-2, 25, gamma=0.9), WarmupSustainStepDecay(),
    Schedule.from_function(lambda step: 0.1), 0.5 * CosineDecay(0.1, 9).warmup(3).then(CosineDecay(0.1, 9), at=12).repeat(every=30),
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
def wheel(tmp_path_factory):
    folder = tmp_path_factory.mktemp("wheel")
    subprocess.run([sys.executable, "-m", "pip", "wheel", "--quiet", "--no-deps", "-w", folder, ROOT], check=True)
    (built,) = folder.glob("lrnotes-*.whl")
    return built


def test_wheel_holds_the_package_and_nothing_else(wheel):
    with zipfile.ZipFile(wheel) as archive:
        names = {name for name in archive.namelist() if ".dist-info/" not in name}
    sources = ROOT / "lrnotes" / "live" / "chart"  # of chart.js, which is in it
    files = [path for path in (ROOT / "lrnotes").rglob("*") if path.is_file() and "__pycache__" not in path.parts]
    files = [path for path in files if not path.is_relative_to(sources)]
    assert names == {path.relative_to(ROOT).as_posix() for path in files}


@pytest.mark.parametrize("numpy", [LOWEST, "numpy"])
def test_every_schedule_with_numpy_alone(wheel, numpy, tmp_path):
    subprocess.run([sys.executable, "-m", "venv", tmp_path / "venv"], check=True)
    python = tmp_path / "venv" / "bin" / "python"
    subprocess.run([python, "-m", "pip", "install", "--quiet", wheel, numpy], check=True)
    ran = subprocess.run([python, "-c", USE], cwd=tmp_path, capture_output=True, text=True)
    assert ran.returncode == 0, ran.stderr
    assert str(tmp_path) in ran.stdout
