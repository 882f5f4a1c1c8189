"""Two processes that train together: in each, at every update, the rates are those of the schedule."""

import json
import os
import pathlib
import subprocess
import sys

import numpy as np

from support import torch_processes
from support.torch_processes import METRICS, RULE, SAVED_AT, SCHEDULE, UPDATES

ROOT = pathlib.Path(__file__).resolve().parents[2]


def test_torchrun_and_accelerate(tmp_path):
    """They are started once, by torchrun, and train one way after the other."""
    ran = subprocess.run(
        [sys.executable, "-m", "torch.distributed.run", "--standalone", "--nproc-per-node=2"]
        + [torch_processes.__file__, str(tmp_path)],
        env={**os.environ, "PYTHONPATH": str(ROOT), "OMP_NUM_THREADS": "1"},
        cwd=tmp_path,
        capture_output=True,
        text=True,
    )
    assert ran.returncode == 0, ran.stderr[-3000:]
    rates = np.array([SCHEDULE(update) for update in range(UPDATES)])
    # The warmup is the first two updates, an epoch; the first metric that the rule receives is that of its end.
    with_rule = np.concatenate([[0.0, 0.05], np.repeat(RULE.rates(METRICS)[1:-1], 2)])
    expected = {
        "plain": rates,
        "feedback": with_rule,
        "prepared": rates,
        "resumed": rates[SAVED_AT:],
        "not prepared": rates,
    }
    for rank in (0, 1):
        found = json.loads((tmp_path / f"{rank}.json").read_text())
        assert set(found) == set(expected)
        for case, wanted in expected.items():
            both = np.stack([wanted, 10 * wanted], axis=1)
            np.testing.assert_allclose(found[case], both, rtol=0, atol=1e-12, err_msg=f"{case}, process {rank}")
