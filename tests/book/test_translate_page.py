"""What the page of conversions shows of configurations runs as it stands."""

import pathlib
import re

import pytest

import lrnotes
from lrnotes import translate
from support.book import BOOK

PAGE = (BOOK / "translate.md").read_text(encoding="utf-8")
FILES = {
    "llama3_8b.toml": "[optimizer]\nlr = 3e-4\n[training]\nsteps = 1000\n[lr_scheduler]\nwarmup_steps = 200\n",
    "ds_config.json": '{"scheduler": {"type": "WarmupLR", "params": {"warmup_max_lr": 0.001}}}',
}


def test_the_configurations_of_the_page():
    code = re.search(r"## Configurations\n.*?```python\n(.*?)```", PAGE, re.S)[1]
    made = []

    class Path:
        def __init__(self, name):
            self.name = pathlib.PurePosixPath(name).name

        def read_text(self):
            return FILES[self.name]

    def kept(name, **arguments):
        made.append(translate(name, **arguments))

    exec(code, {"translate": kept, "pathlib": type("pathlib", (), {"Path": Path})})
    assert [repr(each) for each in made] == [
        "CosineAnnealing(initial_learning_rate=2e-05, decay_steps=970, after_end='extend').warmup(30)",
        "CosineAnnealing(initial_learning_rate=0.00015, decay_steps=495000, end_learning_rate=1e-05).warmup(5000)",
        "WarmupStableDecay(maximal_learning_rate=0.0003, warmup_steps=200, stable_steps=1, decay_steps=800).skip(1)",
        "PiecewiseInterpolation(milestones=(1, 1000), values=(0.0, 0.001), shape='logarithmic')",
        "(Constant(learning_rate=0.02).warmup(499, initial_learning_rate=2e-05) * "
        "(50.0 * MultiStepDecay(initial_learning_rate=0.02, milestones=(58640, 80630))))",
    ]
    assert isinstance(made[0], lrnotes.Schedule)


@pytest.mark.parametrize(
    "name, arguments",
    [
        ("CosineAnnealingScheduler", {"start_value_mult": 0.5}),
        ("CosineAnnealingScheduler", {"cycle_mult": 1.5}),
        ("SequentialLR", {"schedulers": [lrnotes.Constant(0.1), lrnotes.SWALR(0.1, 0.05)], "milestones": [9]}),
    ],
)
def test_what_the_page_says_has_no_equal(name, arguments):
    assert all(word in PAGE for word in (*(each for each in arguments if each.endswith("mult")), "SWALR"))
    more = {"start_value": 0.1, "end_value": 0.01, "cycle_size": 9} if "Annealing" in name else {}
    with pytest.raises(ValueError):
        translate(name if "Annealing" not in name else f"ignite.handlers.{name}", **more, **arguments)
