"""Training in two replicas with ``tf.distribute``: the rate at every update of each is the schedule's."""

import json
import pathlib
import subprocess
import sys

import pytest

from lrnotes import CosineDecay

# The devices of a process are divided before TensorFlow's first use.
PROGRAM = """
import json
import sys

import keras
import tensorflow as tf

from lrnotes import CosineDecay
from lrnotes.keras import KerasSchedule

(cpu,) = tf.config.list_physical_devices("CPU")
tf.config.set_logical_device_configuration(cpu, [tf.config.LogicalDeviceConfiguration()] * 2)
strategy = tf.distribute.MirroredStrategy(["CPU:0", "CPU:1"])
with strategy.scope():
    model = keras.Sequential([keras.layers.Dense(1, use_bias=False, kernel_initializer="zeros")])
    model.compile(keras.optimizers.SGD(KerasSchedule(CosineDecay(0.1, 8).warmup(3))), loss="mean_absolute_error")
    model.build((None, 1))
weight, seen = model.trainable_variables[0], []
weight = weight if keras.__version__[0] == "2" else weight.value  # TensorFlow's own


class Moves(keras.callbacks.Callback):
    def on_train_batch_end(self, batch, logs=None):
        seen.append([float(tf.squeeze(each)) for each in strategy.experimental_local_results(weight)])


data = tf.ones((24, 1))
model.fit(data, -1000 * data, batch_size=2, shuffle=False, verbose=0, callbacks=[Moves()])
print(json.dumps([strategy.num_replicas_in_sync, seen]))
"""


def test_every_update_of_every_replica_uses_the_rate_of_its_step():
    root = pathlib.Path(__file__).parents[1]
    ran = subprocess.run([sys.executable, "-c", PROGRAM], cwd=root, capture_output=True, text=True)
    assert ran.returncode == 0, ran.stderr
    replicas, weights = json.loads(ran.stdout.splitlines()[-1])
    assert replicas == 2 and len(weights) == 12 and {len(each) for each in weights} == {2}
    schedule, at = CosineDecay(0.1, 8).warmup(3), 0.0
    # The gradient is 1 in each replica, and their mean is applied to both copies of the weight.
    for step, both in enumerate(weights):
        at -= schedule(step)
        assert both == pytest.approx([at, at], abs=1e-6)
