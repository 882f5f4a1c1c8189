"""The lines for Hugging Face's Trainer: run by it, and the rates that transformers makes of its own arguments."""

import numpy as np
import pytest
import torch
import transformers

from lrnotes import CosineDecay, ReduceLROnPlateau
from lrnotes.to_others.training_code import blocks
from settings.same import in_others
from support.code import assert_equal, native_of, run

NATIVE = native_of("Hugging Face")


SAME = in_others("Hugging Face")


@pytest.mark.filterwarnings("ignore:.*lr_scheduler.step")
@pytest.mark.parametrize("schedule", NATIVE.values(), ids=NATIVE)
def test_native(schedule):
    program = schedule.to_code("transformers")
    imports = "from transformers import Trainer, TrainingArguments\n"
    assert program.count(imports) == 1
    check(program.replace(imports, ""), schedule)


@pytest.mark.filterwarnings("ignore:.*lr_scheduler.step")
@pytest.mark.parametrize("schedule", SAME.values(), ids=SAME)
def test_code_of_another_class(schedule):
    imports, native, code = schedule.to_code("transformers").partition("# native:")
    assert imports == "from transformers import Trainer, TrainingArguments\n\n"
    check(native + code, schedule)


def check(code, schedule):
    given = []
    names = run(
        code,
        TrainingArguments=lambda **arguments: given.append(arguments) or arguments,
        Trainer=lambda model, arguments, train_dataset: (model, arguments, train_dataset),
        model="model",
        data="data",
    )
    (arguments,) = given
    assert names["trainer"] == ("model", arguments, "data")
    assert set(arguments) <= set(transformers.TrainingArguments.__dataclass_fields__)
    end = arguments.get("max_steps", 100)
    assert isinstance(end, int)
    # As Trainer.create_scheduler calls it.
    optimizer = torch.optim.SGD([torch.nn.Parameter(torch.zeros(1))], lr=arguments["learning_rate"])
    scheduler = transformers.get_scheduler(
        arguments["lr_scheduler_type"],
        optimizer=optimizer,
        num_warmup_steps=arguments.get("warmup_steps", 0),
        num_training_steps=end,
        scheduler_specific_kwargs=arguments.get("lr_scheduler_kwargs"),
    )
    rates = []
    for _ in range(end):
        rates.append(optimizer.param_groups[0]["lr"])
        scheduler.step()
    assert_equal(rates, schedule, 1e-12)


class Model(torch.nn.Module):
    """Its loss is the mean of its only weight."""

    def __init__(self):
        super().__init__()
        self.weight = torch.nn.Parameter(torch.ones(3))

    def forward(self, x):
        return {"loss": (self.weight * x).mean()}


class Rates(transformers.TrainerCallback):
    """The rate of every update."""

    def __init__(self):
        self.used = []

    def on_pre_optimizer_step(self, arguments, state, control, optimizer, **others):
        self.used.append(optimizer.param_groups[0]["lr"])


DATA = [{"x": torch.ones(3)} for _ in range(16)]


def trainer_of(lines, callback, folder, *, max_steps=-1, losses=None):
    """The trainer that the lines make, in a folder of its own and silent."""

    def arguments(output_dir, **others):
        quiet = {"report_to": "none", "disable_tqdm": True, "save_strategy": "no", "use_cpu": True, "seed": 1}
        return transformers.TrainingArguments(str(folder), **{"max_steps": max_steps, **others}, **quiet)

    class Trainer(transformers.Trainer):
        def evaluate(self, *positional, **others):
            metrics = {"eval_loss": next(losses)}
            self.callback_handler.on_evaluate(self.args, self.state, self.control, metrics)
            return metrics

    torch.manual_seed(1)
    given = {"model": Model(), "data": DATA, "held_out": DATA}
    lines = "\n".join(line for line in lines.splitlines() if not line.startswith("from transformers"))
    made = run(lines, Trainer=Trainer, TrainingArguments=arguments, **given)["trainer"]
    made.add_callback(callback)
    return made


def both(schedule):
    """Our lines, and the native ones."""
    return dict(blocks(schedule))["Hugging Face"].partition("# native: ")[0], schedule.to_code("transformers")


def test_our_lines_and_the_native_ones_are_the_same_training(tmp_path):
    schedule = CosineDecay(0.1, 6, alpha=0.1)
    weights = []
    for lines in both(schedule):
        rates = Rates()
        trainer = trainer_of(lines, rates, tmp_path, max_steps=6)
        trainer.train()
        assert_equal(rates.used, schedule, 1e-12)
        assert len(rates.used) == 6
        group = trainer.optimizer.optimizer.param_groups[0]
        weights.append(trainer.model.weight.detach().numpy())
        assert group["weight_decay"] == 0.0 and group["momentum"] == 0.9 and not group["nesterov"]
    np.testing.assert_allclose(*weights, rtol=1e-6)
    assert abs(weights[0] - 1).min() > 0.1


def test_a_feedback_rule_answers_before_the_next_update(tmp_path):
    """Trainer steps a scheduler before it evaluates: what an epoch's loss changes, the next epoch's updates have."""
    schedule = ReduceLROnPlateau(0.25, factor=0.5, patience=0, eps=0.0)
    losses = [3.0, 2.0, 2.0, 1.0, 1.0, 1.0]
    expected = np.repeat(schedule.rates(losses)[:-1], 2)
    assert len(set(expected)) == 3
    for lines in both(schedule):
        rates = Rates()
        trainer = trainer_of(lines, rates, tmp_path, losses=iter(losses))
        trainer.args.num_train_epochs = len(losses)
        trainer.args.logging_steps = 1000
        trainer.train()
        assert rates.used == expected.tolist()
