"""The native lines for Hugging Face's Trainer: the rates that transformers itself makes of their arguments."""

import pytest
import torch
import transformers

from settings.same import in_others
from support.code import assert_equal, code_of, native_of, run

NATIVE = native_of("Hugging Face")


SAME = in_others("Hugging Face")


@pytest.mark.filterwarnings("ignore:.*lr_scheduler.step")
@pytest.mark.parametrize("schedule", NATIVE.values(), ids=NATIVE)
def test_native(schedule):
    check(code_of(schedule, "Hugging Face")[1], schedule)


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
