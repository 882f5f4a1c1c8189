"""DeepSpeed's own engine: it trains with our schedule, and the doctor finds the mistakes that people make with it."""

import json
import os
import pathlib
import socket
import subprocess
import sys

import numpy as np
import pytest

import lrnotes
from lrnotes import CosineDecay

TESTS = pathlib.Path(__file__).parents[1]
PEAK, UPDATES, WARMUP = 0.1, 120, 10


@pytest.fixture(scope="module")
def runs():
    with socket.socket() as free:
        free.bind(("localhost", 0))
        port = str(free.getsockname()[1])
    ran = subprocess.run(
        [sys.executable, "-m", "support.deepspeed_runs", port],
        env=os.environ | {"PYTHONPATH": os.pathsep.join([str(TESTS), str(TESTS.parent)])},
        capture_output=True,
        text=True,
        check=False,
    )
    assert ran.returncode == 0, ran.stderr
    return json.loads(ran.stdout.splitlines()[-1])


@pytest.mark.parametrize("stage", ["0", "1"])
def test_every_update_has_the_rate_of_the_schedule(runs, stage):
    """With gradients accumulated over two batches, without ZeRO and with it."""
    meant = CosineDecay(PEAK, UPDATES)(np.arange(20))
    np.testing.assert_allclose(runs["ours"][stage], np.transpose([meant, 2 * meant]), rtol=1e-12)


def test_updates_that_zero_makes_one_group_at_a_time_cannot_be_counted(runs):
    assert "DeepSpeed's ZeRO updates one group at a time" in runs["refused"]


def test_two_schedulers_that_both_step(runs):
    # lucidrains/DALLE-pytorch#303: "the scheduler will be advanced more often than desired".
    cosine = CosineDecay(PEAK, UPDATES)
    (finding,) = lrnotes.doctor(runs["both step"], cosine, accumulation=1, processes=1)
    assert finding.code == "two_schedulers" and finding.evidence["factor"] == 2
    untold = lrnotes.doctor(runs["both step"], cosine).findings[0]
    assert "two_schedulers" in untold.evidence["also_possible"]


def test_two_schedulers_of_which_one_overwrites(runs):
    # QwenLM/Qwen3-Coder#381: cosine in the shell script, WarmupDecayLR in the DeepSpeed configuration: "warmup has
    # followed some curves and decayed linearly".
    (finding,) = lrnotes.doctor(runs["configuration"], CosineDecay(PEAK, UPDATES - WARMUP).warmup(WARMUP))
    assert finding.code == "two_schedulers" and "straight line" in finding.what
