"""The table of equivalents and the function that reads it: names, defaults, errors. What the schedules are worth is
proved against each library where it is installed: test_translate_*.py here, in with_addons, with_torch and with_jax."""

import inspect
import re

import numpy as np
import pytest

import lrnotes
from lrnotes import translate
from lrnotes.from_others import LIBRARIES, ORIGINALS, find

every_original = pytest.mark.parametrize("original", ORIGINALS, ids=lambda each: each.name)


# The table.


def test_libraries():
    assert [library.title for library in LIBRARIES][:6] == [
        "Keras",
        "TensorFlow 1",
        "TensorFlow Addons",
        "PyTorch",
        "Optax",
        "transformers",
    ]
    for library in LIBRARIES:
        assert re.fullmatch(
            r"\d+\.\d+(\.\d+)?(\.(post|dev)\d+)?( and \d+\.\d+(\.\d+)?)?|[0-9a-f]{7,40}|", library.version
        )
        assert library.originals


def test_no_name_stands_for_two():
    names = [name for original in ORIGINALS for name in original.names]
    assert len(names) == len(set(names)) > 100


@every_original
def test_a_row_is_complete(original):
    assert 30 < len(original.note) < 330
    for sentence in re.split(r"(?<=[a-z0-9)\"]\.) (?=\S)", original.note):
        assert sentence.endswith(".") and len(sentence.split()) < 36 and sentence.count(";") < 3
        word = re.split(r"[ =,]", sentence)[0]
        assert word[0].isupper() or word in (
            *original.parameters,
            "fastai",
            "fairseq",
            "fvcore",
            "detectron2",
            "nanoGPT",
            "nanotron",
            "lrnotes",
        )
    assert all(re.fullmatch(r"[A-Za-z_]\w*(\.[A-Za-z_]\w*)+", name) for name in original.names)
    assert original.needs_the_rate <= ("learning_rate" in original.example)
    assert set(original.added) <= set(original.parameters)
    for name in original.names:
        assert find(name) is original


@every_original
def test_the_example_translates(original):
    schedule = translate(original.name, **original.example)
    if isinstance(schedule, lrnotes.Schedule):
        rates = schedule(np.arange(2000))
        assert np.isfinite(rates).all() and rates.min() >= 0 and rates.max() > 0
    else:
        assert isinstance(schedule, lrnotes.FeedbackSchedule)
        assert schedule.rates([1.0] * 50)[-1] != schedule.rates([1.0])[0]
    assert translate(original.names[-1], **original.example) == schedule


@every_original
def test_what_is_missing_is_named(original):
    required = [name for name, default in original.parameters.items() if default is inspect.Parameter.empty]
    if original.needs_the_rate:
        required.insert(0, "learning_rate")
    for name in required:
        given = {each: value for each, value in original.example.items() if each != name}
        with pytest.raises(TypeError, match=rf"^{re.escape(original.name)} needs {name}.*; it takes "):
            translate(original.name, **given)


@every_original
def test_an_argument_that_there_is_not(original):
    hint = "(; did you mean [^;]*\\?|; it takes [^;]*)$"
    with pytest.raises(TypeError, match=rf"^{re.escape(original.name)} has no argument warmup_stebs{hint}"):
        translate(original.name, **original.example, warmup_stebs=3)


# Names.


@pytest.mark.parametrize(
    "name, full",
    [
        ("StepLR", "torch.optim.lr_scheduler.StepLR"),
        ("lr_scheduler.StepLR", "torch.optim.lr_scheduler.StepLR"),
        ("optax.exponential_decay", "optax.exponential_decay"),
        ("optax.schedules.exponential_decay", "optax.exponential_decay"),
        ("schedules.CosineDecay", "keras.optimizers.schedules.CosineDecay"),
        ("tf.keras.optimizers.schedules.CosineDecay", "keras.optimizers.schedules.CosineDecay"),
        ("tf.keras.experimental.CosineDecay", "keras.optimizers.schedules.CosineDecay"),
        ("train.piecewise_constant_decay", "tf.compat.v1.train.piecewise_constant"),
        ("Triangular2CyclicalLearningRate", "tfa.optimizers.Triangular2CyclicalLearningRate"),
        ("get_scheduler", "transformers.get_scheduler"),
        ("SWALR", "torch.optim.swa_utils.SWALR"),
        ("tensorflow.keras.optimizers.schedules.CosineDecay", "keras.optimizers.schedules.CosineDecay"),
        ("tensorflow.compat.v1.train.cosine_decay", "tf.compat.v1.train.cosine_decay"),
        ("tensorflow_addons.optimizers.CyclicalLearningRate", "tfa.optimizers.CyclicalLearningRate"),
        ("CosineAnnealingLR", "torch.optim.lr_scheduler.CosineAnnealingLR"),  # not mmengine's: it yields
        ("mmengine.optim.CosineAnnealingLR", "mmengine.optim.CosineAnnealingLR"),
    ],
)
def test_a_name_and_its_end(name, full):
    assert find(name).name == full


def test_an_end_of_two_names():
    with pytest.raises(
        ValueError, match="^'exponential_decay' is ambiguous: write optax.exponential_decay or tf.compat.v1.train.exp"
    ):
        translate("exponential_decay", learning_rate=0.1)


@pytest.mark.parametrize(
    "name, near",
    [
        ("torch.optim.lr_scheduler.CosineAnealingLR", "torch.optim.lr_scheduler.CosineAnnealingLR"),
        ("StepLr", "torch.optim.lr_scheduler.StepLR"),
        ("optax.cosine_decay", "optax.cosine_decay_schedule"),
        ("get_linear_schedule", "get_linear_schedule_with_warmup"),
        ("keras.optimizers.schedules.ExponentialDecays", "keras.optimizers.schedules.ExponentialDecay"),
        ("mmengine.optim.StepsLR", "mmengine.optim.StepLR"),
        ("composer.optim.StepsScheduler", "composer.optim.StepScheduler"),
    ],
)
def test_an_unknown_name(name, near):
    with pytest.raises(
        ValueError, match=f"no schedule named '{name}' is known; did you mean .*{re.escape(near)}"
    ) as raised:
        translate(name)
    assert str(raised.value).endswith("?")


def test_a_name_that_is_near_to_nothing():
    for name in ("xyz", "modded_nanogpt.wsds_of_ours"):
        with pytest.raises(
            ValueError,
            match=f"no schedule named '{name}' is known; translate knows those of Keras, .* and [\\w -]+$",
        ):
            translate(name)


@pytest.mark.parametrize("name", [None, 3, lrnotes.CosineDecay])
def test_what_is_no_name(name):
    with pytest.raises(TypeError, match="original must be a name, such as 'torch.optim.lr_scheduler.StepLR'; got"):
        translate(name)


# The rate and the arguments.


def test_the_optimizers_rate():
    with pytest.raises(
        TypeError, match=r"StepLR needs learning_rate \(the optimizer's\); it takes learning_rate, step_size"
    ):
        translate("StepLR", step_size=3)
    with pytest.raises(TypeError, match=r"StepLR needs learning_rate \(the optimizer's\) and step_size"):
        translate("StepLR")
    with pytest.raises(
        TypeError, match="optax.cosine_decay_schedule does not read the optimizer's learning rate: leave learn"
    ):
        translate("optax.cosine_decay_schedule", learning_rate=0.1, init_value=0.1, decay_steps=3)
    with pytest.raises(TypeError, match="OneCycleLR does not read the optimizer's learning rate"):
        translate("OneCycleLR", learning_rate=0.1, max_lr=0.1, total_steps=100)
    assert translate("tf.compat.v1.train.cosine_decay", learning_rate=0.1, decay_steps=9) == lrnotes.CosineDecay(0.1, 9)


@pytest.mark.parametrize(
    "rate, error",
    [(0, ValueError), (-0.1, ValueError), (float("nan"), ValueError), ("0.1", TypeError), (True, TypeError)],
)
def test_a_rate_that_is_none(rate, error):
    with pytest.raises(error, match="StepLR: learning_rate must be a "):
        translate("StepLR", learning_rate=rate, step_size=3)


@pytest.mark.parametrize(
    "shares, of, error, message",
    [
        ([0.5, 0.5], 100, ValueError, r"phase_ratio must be three fractions that add up to 1; got \[0.5, 0.5\]"),
        ([0.3, 0.3, 0.3], 100, ValueError, "three fractions that add up to 1"),
        (["a", "b", "c"], 100, ValueError, "three fractions that add up to 1"),
        ([0.1, 0.4, 0.5], 0, ValueError, "max_update must be above 0 if phase_ratio is given; got 0"),
        (0.1, 100, TypeError, "phase_ratio must be a list or None; got 0.1"),
    ],
)
def test_shares_of_a_training_that_are_none(shares, of, error, message):
    with pytest.raises(error, match=f"TriStageLRSchedule: (phase_ratio must be )?{message}"):
        translate("TriStageLRSchedule", lr=5e-4, phase_ratio=shares, max_update=of)


def test_no_warm_up_of_a_rule():
    with pytest.raises(ValueError, match="PlateauLRScheduler: warmup_t must be 0, because .* no warmup; got 5"):
        translate("PlateauLRScheduler", learning_rate=0.1, warmup_t=5)


def test_shares_of_a_training():
    """However Python adds them up: their plain sum is below 1."""
    made = translate("TriStageLRSchedule", lr=5e-4, phase_ratio=[0.3, 0.6, 0.1], max_update=105)
    assert made == lrnotes.TriStageDecay(5e-4, 31, 63, 10)


def test_an_argument_that_is_near():
    with pytest.raises(
        TypeError, match=r"^torch.optim.lr_scheduler.StepLR has no argument stepsize; did you mean step_size\?$"
    ):
        translate("StepLR", learning_rate=0.1, stepsize=3)


def test_what_has_no_effect():
    plain = translate("StepLR", learning_rate=0.1, step_size=3)
    assert translate("StepLR", learning_rate=0.1, step_size=3, last_epoch=-1, verbose=True) == plain
    with pytest.raises(
        ValueError, match="StepLR: last_epoch must be -1, because a schedule does not track its own position.*got 5"
    ):
        translate("StepLR", learning_rate=0.1, step_size=3, last_epoch=5)
    with pytest.raises(ValueError, match="StepLR: optimizer must be left out, because a schedule has no optimizer"):
        translate("StepLR", learning_rate=0.1, step_size=3, optimizer=object())
    with pytest.raises(ValueError, match="global_step must be left out, because a schedule is called with the step"):
        translate("tf.compat.v1.train.cosine_decay", learning_rate=0.1, decay_steps=9, global_step=3)
    cycle = translate("CyclicLR", base_lr=0.1, max_lr=0.2, cycle_momentum=False, base_momentum=0.5)
    assert cycle == lrnotes.TriangularCyclicalLearningRate(0.1, 0.2, 2000)


def test_a_value_that_there_is_not():
    with pytest.raises(
        ValueError, match="^torch.optim.lr_scheduler.StepLR: StepDecay: step_size must be a finite number of steps"
    ):
        translate("StepLR", learning_rate=0.1, step_size=-3)
    with pytest.raises(ValueError, match="StepLR: step_size must be an integer; got 2.5"):
        translate("StepLR", learning_rate=0.1, step_size=2.5)
    with pytest.raises(ValueError, match="CyclicLR: mode must be one of .*; did you mean triangular or triangular2"):
        translate("CyclicLR", base_lr=0.1, max_lr=0.2, mode="triangular3")


@every_original
@pytest.mark.parametrize("value", ["0.5", None, float("nan"), float("inf"), [0.5], True], ids=repr)
def test_a_number_that_is_none(original, value):
    for name, example in original.example.items():
        if type(example) in (int, float) and name != "learning_rate" and original.parameters[name] is not value:
            message = f"{name} must be a finite number( or None)?; got {re.escape(repr(value))}"
            with pytest.raises((TypeError, ValueError), match=message):
                translate(original.name, **{**original.example, name: value})


@pytest.mark.parametrize(
    "name, arguments, message",
    [
        ("MultiStepLR", {"learning_rate": 0.1, "milestones": 30}, "milestones must be a list; got 30"),
        ("MultiStepLR", {"learning_rate": 0.1, "milestones": "30"}, "milestones must be a list; got '30'"),
        ("MultiStepLR", {"learning_rate": 0.1, "milestones": ["30"]}, "each of milestones must be an integer; got"),
        ("PiecewiseLinear", {"milestones_values": [(1.5, 0.1), (2.5, 0.2)]}, "each milestone must be an integer"),
        ("OneCycleLR", {"max_lr": 0.1, "epochs": "3"}, "epochs must be a finite number or None; got '3'"),
        (
            "optax.piecewise_constant_schedule",
            {"init_value": 0.1, "boundaries_and_scales": [30]},
            r"boundaries_and_scales must be a dict or None; got \[30\]",
        ),
        (
            "fit_one_cycle",
            {"n_epoch": 1, "lr_max": 0.1, "steps_per_epoch": 9, "div": 0},
            "div must be above 0; got 0",
        ),
        (
            "CosineLRScheduler",
            {"learning_rate": 1, "t_initial": 9, "cycle_limit": 1.5},
            "cycle_limit must be an integer",
        ),
        (
            "optax.sgdr_schedule",
            {"cosine_kwargs": [{"peak": 0.1}]},
            "warmup_cosine_decay_schedule has no argument peak; did you mean peak_value",
        ),
    ],
)  # fmt: skip
def test_a_value_of_the_wrong_kind(name, arguments, message):
    with pytest.raises((TypeError, ValueError), match=message):
        translate(name, **arguments)


def test_what_our_class_refuses_is_said_in_the_words_of_the_original():
    with pytest.raises(
        ValueError, match=r"CosineAnnealingLR with T_max=0 and eta_min=0.01: .*decay_steps must be .*; got 0$"
    ):
        translate("CosineAnnealingLR", learning_rate=0.1, T_max=0, eta_min=0.01)
    with pytest.raises(
        ValueError, match=r"LR with max_lr=0.1, epochs=-1 and steps_per_epoch=3: .*total_steps must be .*-3$"
    ):
        translate("OneCycleLR", max_lr=0.1, epochs=-1, steps_per_epoch=3)


def test_a_mistake_is_named_in_one_sentence():
    """P26: no list of arguments after a hint, and no repetition of arguments that are right."""
    for name, arguments, message in [
        ("StepLR", {"learning_rate": 0.1, "step_sise": 3}, "StepLR has no argument step_sise; did you mean step_size?"),
        (
            "StepLR",
            {"learning_rate": 0.1, "x": 3},
            "StepLR has no argument x; it takes learning_rate, step_size, gamma=0.1",
        ),
    ]:
        with pytest.raises(TypeError) as raised:
            translate(name, **arguments)
        assert str(raised.value) == f"torch.optim.lr_scheduler.{message}"
    with pytest.raises(TypeError) as raised:
        translate("get_scheduler", learning_rate=0.1, name="linear")
    assert str(raised.value) == (
        "transformers.get_scheduler: name='linear' needs num_warmup_steps and num_training_steps"
    )
    with pytest.raises(ValueError) as raised:
        translate("get_scheduler", learning_rate=0.1, name="lineer")
    assert str(raised.value).startswith("transformers.get_scheduler: name must be one of 'constant', ")
    assert str(raised.value).endswith("; got 'lineer'; did you mean linear?")


@pytest.mark.parametrize(
    "name, given, message",
    [
        (
            "get_cosine_schedule_with_warmup",
            "min_lr",
            'get_cosine_with_min_lr_schedule_with_warmup, "cosine_with_min_lr"',
        ),
        ("get_cosine_schedule_with_warmup", "min_lr_rate", "get_cosine_with_min_lr_schedule_with_warmup"),
        ("get_cosine_schedule_with_warmup", "eta_min", "as min_lr"),
        (
            "get_linear_schedule_with_warmup",
            "min_lr",
            'get_polynomial_decay_schedule_with_warmup, "polynomial", has lr_end',
        ),
        ("get_scheduler", "warmup_ratio", 'translate\\("transformers.TrainingArguments", ...\\) takes it'),
        ("get_scheduler", "max_steps", 'translate\\("transformers.TrainingArguments", ...\\) takes it'),
        ("get_scheduler", "lr_scheduler_kwargs", 'translate\\("transformers.TrainingArguments", ...\\) takes it'),
        ("LRSchedulersContainer", "steps", "total_steps here"),
        ("LRSchedulersContainer", "lr_min", "min_lr_factor"),
    ],
)
def test_a_name_that_something_else_has(name, given, message):
    original = find(name)
    with pytest.raises(TypeError, match=f"has no argument {given}; .*{message}.*$"):
        translate(name, **original.example, **{given: 0.1})
    with pytest.raises(TypeError, match="get_cosine_schedule_with_warmup has no argument min_lr; .*cosine_with_min_lr"):
        specific = {"name": "cosine", "num_warmup_steps": 1, "num_training_steps": 9}
        translate("get_scheduler", learning_rate=0.1, **specific, scheduler_specific_kwargs={"min_lr": 1e-5})


def test_what_is_made_of_others_takes_schedules():
    for name, arguments in {
        "SequentialLR": {"schedulers": ["StepLR"], "milestones": []},
        "ChainedScheduler": {"learning_rate": 0.1, "schedulers": [0.1]},
        "join_schedules": {"schedules": [lambda step: 0.1], "boundaries": []},
    }.items():
        with pytest.raises(TypeError, match="must be schedules that translate has made; got"):
            translate(name, **arguments)
    one = lrnotes.Constant(0.1)
    with pytest.raises(
        ValueError, match="expected one more schedule than milestones; got 1 schedules and milestones \\[3\\]"
    ):
        translate("SequentialLR", schedulers=[one], milestones=[3])
    for boundaries in ([5, 4], [-1, 5]):
        with pytest.raises(ValueError, match=r"boundaries must be 0 or more and none below the one before; got \[.*\]"):
            translate("join_schedules", schedules=[one] * 3, boundaries=boundaries)


def test_what_has_no_steps_is_left_out():
    one, other, third = (lrnotes.Constant(rate) for rate in (0.1, 0.2, 0.3))
    assert translate("join_schedules", schedules=[one, other], boundaries=[0]) == other
    assert translate("join_schedules", schedules=[one, other, third], boundaries=[5, 5]) == one.then(third, at=5)
    assert translate("join_schedules", schedules=[one, other, third], boundaries=[0, 5]) == other.then(third, at=5)


def test_defaults_are_those_of_the_original():
    assert translate("keras.optimizers.schedules.PolynomialDecay", initial_learning_rate=1.0, decay_steps=9)(9) == 1e-4
    assert translate("PolynomialLR", learning_rate=1.0)(5) == 0
    assert translate(
        "get_wsd_schedule", learning_rate=1.0, num_warmup_steps=0, num_decay_steps=10, num_stable_steps=0
    ) == lrnotes.WarmupStableDecay(1.0, 0, 0, 10, decay_shape="cosine")


def test_a_product_of_factors():
    """MultiplicativeLR's is computed as far as it is asked for, in whatever order."""
    asked = []
    schedule = translate("MultiplicativeLR", learning_rate=2.0, lr_lambda=lambda step: asked.append(step) or 0.5)
    assert schedule([3, 0, 1, 3]).tolist() == [0.25, 2.0, 1.0, 0.25]
    assert asked == [1, 2, 3]
    assert schedule(5) == 2 * 0.5**5 and asked == [1, 2, 3, 4, 5]


def test_a_list_of_functions():
    with pytest.raises(TypeError, match="LambdaLR: lr_lambda must be one function"):
        translate("LambdaLR", learning_rate=0.1, lr_lambda=[lambda step: 1.0])
