"""The libraries that chapters compare their schedules with, for the page and for the tests: which of them are run.

The tests hold both tables to what they do: each record of a library in ``RUN`` is derived anew from the installed one.
"""

import ast

#: Of each library that the tests run, by its package's name: the release that is installed there.
RUN = {
    "tensorflow": "TensorFlow 2.15.1",
    "tensorflow_addons": "TensorFlow Addons 0.23.0",
    "torch": "PyTorch 2.13.0",
    "transformers": "transformers 5.23.0",
    "optax": "Optax 0.2.8",
    "keras": "Keras 3.15.1",
}
#: Recorded once, from the library's own source: they are in no environment of the tests.
RECORDED = {
    "timm",
    "fastai",
    "fairseq",
    "pytorch_optimizer",
    "pytorch_scheduler",
    "ignite",
    "megatron",
    "olmo_core",
    "deepspeed",
    "dolomite_engine",
}


def records(source):
    """What a cell tagged ``recorded`` assigns to ``recorded``: one record, or a list of them."""
    for statement in ast.parse(source).body:
        if isinstance(statement, ast.Assign) and getattr(statement.targets[0], "id", "") == "recorded":
            value = ast.literal_eval(statement.value)
            return value if isinstance(value, list) else [value]
    raise ValueError("a cell tagged 'recorded' must assign `recorded`")


def library(record):
    """The package of a record's original."""
    return record["original"].partition(".")[0]


def release(record):
    """The original's library with its release: of a library without releases, its commit."""
    return f"{library(record)} at {record['release']}" if record["release"].startswith("commit ") else record["release"]
