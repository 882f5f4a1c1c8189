"""Configurations as people have them: what translate makes of the arguments, and what it says of wrong ones."""

import json

import pytest

import lrnotes
from lrnotes import translate
from lrnotes.from_others.configurations import from_command_line

# The arguments of Hugging Face's Trainer; tests/with_torch/test_translate_trainer.py compares them with a Trainer.

TRAINER = "transformers.TrainingArguments"


def test_a_warmup_ratio():
    """As version 4.57.3 counted it: warmup_steps, if there are any, else the ratio of all steps, rounded up."""
    arguments = {"learning_rate": 2e-5, "lr_scheduler_type": "cosine", "max_steps": 1234}
    by_ratio = translate(TRAINER, **arguments, warmup_ratio=0.03)
    assert by_ratio == translate(TRAINER, **arguments, warmup_steps=38)  # 37.02 rounded up
    assert translate(TRAINER, **arguments, warmup_steps=38, warmup_ratio=0.5) == by_ratio
    assert translate(TRAINER, **arguments, warmup_ratio=0.0) == translate(TRAINER, **arguments)


def test_epochs():
    """1,000 batches make 125 updates of 8 batches, and three epochs 375."""
    ours = translate(
        TRAINER, learning_rate=2e-5, num_train_epochs=3, gradient_accumulation_steps=8, batches_per_epoch=1000
    )
    assert ours == lrnotes.LinearDecay(2e-5, 375)


@pytest.mark.parametrize(
    "arguments, error, message",
    [
        ({}, TypeError, "max_steps, or num_train_epochs with batches_per_epoch, must be given: how many updates"),
        ({"lr_scheduler_type": "constant_with_warmup", "warmup_ratio": 0.1}, TypeError, "how many updates are made"),
        ({"max_step": 9}, TypeError, "has no argument max_step; did you mean max_steps"),
        ({"max_steps": 9, "warmup": 9}, TypeError, "has no argument warmup; did you mean warmup_"),
        ({"max_steps": 9, "lr_scheduler": "cosine"}, TypeError, "no argument lr_scheduler; did you mean lr_scheduler_"),
        ({"max_steps": 9, "lr_scheduler_type": "cosin"}, ValueError, "lr_scheduler_type must be one of .*'cosin'"),
        ({"max_steps": 9, "warmup_ratio": 1.5}, ValueError, "warmup_ratio must be from 0 to 1; got 1.5"),
        ({"max_steps": 9, "warmup_steps": -1}, ValueError, "warmup_steps must be 0 or more; got -1"),
        ({"max_steps": 9, "deepspeed": {"scheduler": {}}}, ValueError, 'deepspeed must not have a "scheduler"'),
        (
            {"max_steps": 9, "lr_scheduler_type": "cosine", "lr_scheduler_kwargs": {"min_lr": 0.1}},
            TypeError,
            'TrainingArguments: transformers.get_cosine_.* has no argument min_lr; .*"cosine_with_min_lr"',
        ),
    ],
)  # fmt: skip
def test_what_the_trainers_arguments_must_be(arguments, error, message):
    with pytest.raises(error, match=message):
        translate(TRAINER, learning_rate=2e-5, **arguments)


def test_what_says_nothing_of_the_rate_may_stay():
    more = {
        "output_dir": "output",
        "per_device_train_batch_size": 8,
        "weight_decay": 0.1,
        "bf16": True,
        "save_steps": 9,
    }
    plain = translate(TRAINER, learning_rate=2e-5, max_steps=9)
    assert translate(TRAINER, learning_rate=2e-5, max_steps=9, **more, packing=True, max_length=2048) == plain


# The other configurations: tests/recorded has their rates, and tests/with_torch those of MMEngine.


def test_a_configuration_as_a_text_or_a_dict():
    config = {"optimizer": {"lr": 3e-4}, "training": {"steps": 100}, "lr_scheduler": {"warmup_steps": 10}}
    text = "[optimizer]\nlr = 3e-4\n[training]\nsteps = 100\n[lr_scheduler]\nwarmup_steps = 10\n"
    ours = translate("torchtitan.config.JobConfig", config=text)
    assert translate("torchtitan.config.JobConfig", config=config) == translate("JobConfig", config=text) == ours
    config = {"optimizer": {"params": {"lr": 0.1}}, "scheduler": {"type": "StepLR", "params": {"step_size": 30}}}
    ours = translate("deepspeed.initialize", config=config)
    assert ours == translate("deepspeed.initialize", config=json.dumps(config)) == lrnotes.StepDecay(0.1, 30)
    del config["optimizer"]
    assert translate("deepspeed.initialize", learning_rate=0.1, config=config) == ours


def test_a_name_of_an_older_release_of_torchtitan():
    """lr_min of release 0.1.0 is min_lr_factor of 0.2.2: a fraction of the learning rate in both."""
    texts = [f"[lr_scheduler]\nwarmup_steps = 10\n{name} = 0.1\n" for name in ("lr_min", "min_lr_factor")]
    assert len({translate("JobConfig", config=text) for text in texts}) == 1


def test_options_of_a_command_by_name():
    by_name = translate(
        "megatron.training.arguments.parse_args", lr=3e-4, min_lr=3e-5, train_iters=100, lr_warmup_iters=10
    )
    text = "--lr 3e-4 --min-lr 3e-5 --train-iters 100 --lr-warmup-iters 10 --num-layers 24 --hidden-size 1024"
    assert translate("parse_args", args=text) == translate("parse_args", args=text.split()) == by_name
    assert by_name == lrnotes.LinearDecay(3e-4, 90, 3e-5).warmup(10)


def test_from_command_line():
    text = "python train.py --lr=1e-4 --bf16 --data a b \\\n --name 'one two'  # a comment"
    assert from_command_line(text) == {"lr": 1e-4, "bf16": True, "data": ["a", "b"], "name": "one two"}


MEGATRON, TITAN = "megatron.training.arguments.parse_args", "torchtitan.config.JobConfig"
DEEPSPEED, MMENGINE = "deepspeed.initialize", "mmengine.runner.Runner"
STEPS = {"type": "StepLR", "step_size": 3}


@pytest.mark.parametrize(
    "name, arguments, error, message",
    [
        (MEGATRON, {"args": "--lr 1e-4"}, TypeError, "train_iters or train_samples must be given$"),
        (MEGATRON, {"args": "--train-iters 9"}, TypeError, "lr must be given$"),
        (MEGATRON, {"args": "--lr $LR --train-iters 9"}, TypeError, "lr must be a finite number or None; got '\\$LR'"),
        (MEGATRON, {"args": "--lr 1e-4 --train-iters 9 --lr-decay-stile WSD"}, TypeError, "did you mean lr_decay_s"),
        (MEGATRON, {"args": "--lr 1e-4 --train-samples 9"}, TypeError, "global_batch_size must be given: how many"),
        (MEGATRON, {"args": 3}, TypeError, "args must be a text or a list of words or None; got 3"),
        (MEGATRON, {"lr": 1e-4, "train_iters": 9, "lr_decay_samples": 9}, ValueError, "lr_decay_samples must be left"),
        (MEGATRON, {"lr": 1e-4, "train_samples": 9, "lr_warmup_iters": 1}, ValueError, "lr_warmup_iters must be left"),
        (MEGATRON, {"lr": 1e-4, "train_iters": 9, "rampup_batch_size": [1, 2, 3]}, ValueError, "rampup_batch_size and"),
        (
            MEGATRON,
            {"lr": 1e-4, "train_iters": 90, "lr_warmup_iters": 9, "lr_warmup_fraction": 0.1},
            ValueError,
            "lr_warmup_fraction must be left out if the warmup has a length; got 0.1",
        ),
        (TITAN, {"config": "train.toml"}, ValueError, "config must be TOML, not the name of a file"),
        (TITAN, {"config": 3}, TypeError, "config must be a dict or a text; got 3"),
        (TITAN, {"config": {"lr_scheduler": {"warmup": 9}}}, TypeError, "lr_scheduler has no warmup; did you"),
        (TITAN, {"config": {"lr_scheduler": 9}}, TypeError, "config: lr_scheduler must be a dict; got 9"),
        (DEEPSPEED, {"config": {}}, ValueError, 'config must have a "scheduler"'),
        (DEEPSPEED, {"config": "ds_config.json"}, ValueError, "config must be JSON, not the name of a file"),
        (DEEPSPEED, {"config": "[1]"}, TypeError, "config must be a dict or a text in JSON; got \\[1\\]"),
        (DEEPSPEED, {"config": {"scheduler": {"type": "WarmupRL"}}}, ValueError, "type must be one of LRRangeTest"),
        (
            DEEPSPEED,
            {"config": {"scheduler": {"type": "WarmupLR", "params": {"warmup_num_steps": "auto"}}}},
            ValueError,
            'config: warmup_num_steps is "auto", which the Trainer fills in from its arguments; give its value',
        ),
        (
            DEEPSPEED,
            {"learning_rate": 0.1, "config": {"optimizer": {"params": {"lr": 0.2}}, "scheduler": {"type": "StepLR"}}},
            ValueError,
            "learning_rate must be that of config, 0.2, or be left out; got 0.1",
        ),
        (MMENGINE, {"param_scheduler": STEPS}, TypeError, "learning_rate .the optimizer's., or optim_wrapper with it"),
        (MMENGINE, {"learning_rate": 0.1, "param_scheduler": [3]}, TypeError, "param_scheduler must be dicts; got 3"),
        (MMENGINE, {"learning_rate": 0.1, "param_scheduler": "StepLR"}, TypeError, "must be a dict or a list of them"),
        (
            MMENGINE,
            {"learning_rate": 0.1, "param_scheduler": {"type": "StepRL"}},
            ValueError,
            "type must be one of .*; got 'StepRL'; did you mean StepLR",
        ),
        (
            MMENGINE,
            {"learning_rate": 0.1, "param_scheduler": {**STEPS, "by_epoch": False}},
            TypeError,
            "epoch_length must be given: how many updates are an epoch",
        ),
        (
            MMENGINE,
            {"learning_rate": 0.1, "param_scheduler": {**STEPS, "by_epoch": False, "convert_to_iter_based": True}},
            ValueError,
            "convert_to_iter_based must be False if by_epoch is False",
        ),
        (
            MMENGINE,
            {"learning_rate": 0.1, "param_scheduler": {"type": "CosineAnnealingLR", "T_max": 9}, "epoch_length": 9},
            ValueError,
            "CosineAnnealingLR: end, or train_cfg with max_epochs, must be given",
        ),
        (
            MMENGINE,
            {"learning_rate": 0.1, "param_scheduler": [STEPS, {"type": "ReduceOnPlateauLR"}]},
            ValueError,
            "ReduceOnPlateauLR must be the only scheduler",
        ),
    ],
)  # fmt: skip
def test_what_a_configuration_must_be(name, arguments, error, message):
    with pytest.raises(error, match=f"^{name}.*{message}"):
        translate(name, **arguments)


def test_what_schedules_the_momentum_is_left_out():
    entries = [STEPS, {"type": "LinearMomentum", "start_factor": 0.1}]
    assert translate(MMENGINE, learning_rate=0.1, param_scheduler=entries) == lrnotes.StepDecay(0.1, 3)
    rule = translate(MMENGINE, learning_rate=0.1, param_scheduler={"type": "ReduceOnPlateauLR", "patience": 3})
    assert rule == translate("mmengine.optim.ReduceOnPlateauLR", learning_rate=0.1, patience=3)
