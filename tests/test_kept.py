"""What earlier versions stored is read as it was meant: `tests/kept` holds files that nothing writes again."""

import json

import keras
import pytest

import lrnotes
from lrnotes import CosineDecay, FeedbackSchedule, Schedule, deserialize, serialize
from lrnotes.core.classes import _OWN
from lrnotes.keras import KerasSchedule
from support.families import public_schedules
from support.keep import KEPT, STEPS, kept, new_rows

STORED = [
    pytest.param(stored, each, id=f"{stored['version']}-{index}-{each['serialized']['class_name']}")
    for stored in kept()
    for index, each in enumerate(stored["schedules"])
]


@pytest.mark.parametrize("stored, each", STORED)
def test_a_stored_configuration_gives_the_same_schedule(stored, each):
    schedule = deserialize(each["serialized"])
    assert repr(schedule) == each["repr"]
    rates = schedule.rates(stored["metrics"]) if isinstance(schedule, FeedbackSchedule) else schedule(stored["steps"])
    assert rates.tolist() == pytest.approx(each["rates"], rel=1e-9, abs=1e-12)
    # An argument that a later version adds may be missing in the file, never the other way around.
    again = json.loads(json.dumps(serialize(schedule)))
    assert again["class_name"] == each["serialized"]["class_name"]
    for name, value in each["serialized"]["config"].items():
        if not isinstance(value, dict):
            assert again["config"][name] == value


def test_every_class_of_the_first_version_is_kept():
    stored = json.loads((KEPT / "configurations_0.2.0.json").read_text())
    names = {each["serialized"]["class_name"] for each in stored["schedules"]}
    assert len(names) == 44 and names <= set(_OWN)


def test_what_a_release_adds_is_written_once():
    assert new_rows([CosineDecay(0.1, 100), Schedule.from_function(lambda step: 0.1)]) == []

    class Later(CosineDecay):
        """Of a later version."""

    Later.__module__ = "lrnotes.schedules.cosine"
    rows = new_rows([Later(0.1, 100), Later(0.2, 100)])
    assert [each["serialized"]["config"]["initial_learning_rate"] for each in rows] == [0.1]
    assert len(rows[0]["rates"]) == len(STEPS) and rows[0]["rates"][:1] == [0.1]


def test_the_table_of_classes_holds_every_public_class():
    assert public_schedules() <= set(_OWN)
    for name, module in _OWN.items():
        assert module == f"lrnotes.{lrnotes._MODULES.get(name, module.removeprefix('lrnotes.'))}"


@pytest.mark.parametrize("version", ["0.2.0"])
def test_a_stored_model_goes_on_where_it_was(version):
    # A model of tf.keras 2.15 loads there, one of Keras 3 in Keras 3.
    model = keras.models.load_model(KEPT / f"keras_{keras.__version__[0]}_{version}.keras")
    schedule = model.optimizer._learning_rate
    assert isinstance(schedule, KerasSchedule) and isinstance(schedule.schedule, Schedule)
    assert repr(schedule.schedule) == (
        "(0.5 * CosineDecay(initial_learning_rate=0.1, decay_steps=100).warmup(5))"
        ".then(MultiStepDecay(initial_learning_rate=0.1, milestones=(3, 9)).clip(0.001), at=100)"
    )
    assert int(model.optimizer.iterations.numpy()) == 7
    assert float(schedule(55)) == pytest.approx(0.025)  # the cosine's half, times a half
