"""What the table of equivalents makes of originals that do not install beside the others, against rates recorded from
them: tests/recorded says from what. All are of float64 but for where fastai joins parts, which is in float32."""

import inspect
import json
import pathlib

import numpy as np
import pytest

from lrnotes import FeedbackSchedule, translate
from lrnotes.from_others import LIBRARIES, ORIGINALS, find
from lrnotes.from_others.pytorch import ever_slower, tenth_each_hundred
from support.translations import FLOAT32, FLOAT64, assert_equal, differences_in_arguments

FILES = sorted((pathlib.Path(__file__).parent / "recorded").glob("*.json"))
READ = {path.stem: json.loads(path.read_text(encoding="utf-8")) for path in FILES}
RECORDED = {name: record for name, record in READ.items() if "settings" in record}  # some are of other things
FUNCTIONS = {each.__name__: each for each in (tenth_each_hundred, ever_slower)}
SETTINGS = [
    pytest.param(each, record, id=f"{each['original'].rpartition('.')[2]}({each['arguments']})")
    for record in RECORDED.values()
    for each in record["settings"]
]
ELSEWHERE = {
    "Keras",
    "TensorFlow 1",
    "TensorFlow Addons",
    "PyTorch",
    "Optax",
    "transformers",
    "PyTorch-Ignite",
    "MMEngine",
}


@pytest.mark.parametrize("setting, record", SETTINGS)
def test_every_recorded_rate(setting, record):
    rate = {"learning_rate": setting["learning_rate"]} if "learning_rate" in setting else {}
    ours = translate(setting["original"], **rate, **{name: _ours(each) for name, each in setting["arguments"].items()})
    if isinstance(ours, FeedbackSchedule):
        found = ours.rates(record["metrics"])
    else:
        found = ours(np.array(record["steps"][: len(setting["rates"])]))
    joined = any(each in setting["original"] for each in ("combined_cos", "fit_", "fine_tune"))  # by fastai
    in_float32 = joined or record.get("float32", False)
    assert_equal(found, setting["rates"], FLOAT32 if in_float32 else FLOAT64)


def _ours(value):
    """A recorded argument; a schedule in it is recorded as a name and arguments, a function as its name."""
    if isinstance(value, str) and value in FUNCTIONS:
        return FUNCTIONS[value]
    if isinstance(value, list):
        return [_ours(each) for each in value]
    if isinstance(value, dict) and set(value) == {"original", "arguments"}:
        return translate(value["original"], **{name: _ours(each) for name, each in value["arguments"].items()})
    return value


def test_every_original_is_recorded_that_is_not_compared_live():
    recorded = {setting["original"] for record in RECORDED.values() for setting in record["settings"]}
    wanted = {each.name for each in ORIGINALS if each.library.title not in ELSEWHERE}
    assert wanted - recorded == {"fastai.callback.schedule.combine_scheds"}
    assert recorded <= wanted
    assert ELSEWHERE < {library.title for library in LIBRARIES}


SIGNATURES = [
    pytest.param(name, arguments, id=name)
    for record in RECORDED.values()
    for name, arguments in record.get("signatures", {}).items()
]


@pytest.mark.parametrize("name, arguments", SIGNATURES)
def test_the_arguments_are_those_of_the_original(name, arguments):
    function = Recorded(arguments)
    assert differences_in_arguments(find(name), function) is None


class Recorded:
    """Stands in for a function whose arguments are recorded."""

    def __init__(self, arguments):
        parameters = [
            inspect.Parameter(
                name, inspect.Parameter.KEYWORD_ONLY, default=default[0] if default else inspect.Parameter.empty
            )
            for name, *default in arguments
        ]
        self.__signature__ = inspect.Signature(parameters)

    def __call__(self):
        raise NotImplementedError


def test_parts_of_a_training():
    """fastai's combine_scheds: fit_sgdr is made of it."""
    halves = [translate("SchedCos", start=0.1, end=0.0, total_steps=100)] * 2
    ours = translate("combine_scheds", pcts=[0.5, 0.5], scheds=halves, total_steps=200)
    assert ours([0, 50, 99.5, 100, 150, 200]) == pytest.approx([0.1, 0.05, 0.0, 0.1, 0.05, 0.0], abs=1e-5)
    with pytest.raises(ValueError, match=r"pcts must add up to 1; got \[0.5\]"):
        translate("combine_scheds", pcts=[0.5], scheds=halves[:1], total_steps=200)
