"""The examples in the docstrings of the modules that need this library run."""

import importlib
import inspect

import pytest

import lrnotes.torch
from support.examples import failing_examples, modules_of


@pytest.mark.parametrize("module", modules_of("torch"))
def test_the_examples_run(module):
    assert importlib.import_module(f"lrnotes.{module}").__doc__
    report = failing_examples(module)
    assert not report, report


@pytest.mark.parametrize("public", [lrnotes.torch.TorchSchedule, lrnotes.torch.TorchFeedback])
def test_the_public_classes_are_described(public):
    arguments = [name for name in inspect.signature(public.__init__).parameters if name != "self"]
    described = inspect.getdoc(public)
    assert all(f"\n    {name}" in described for name in arguments)
    assert "Raises:" in described and f">>> scheduler = {public.__name__}(" in described
    methods = [name for name, member in vars(public).items() if not name.startswith("_") and callable(member)]
    assert len(methods) >= 4
    for name in methods:
        first = inspect.getdoc(getattr(public, name)).splitlines()[0]
        assert first.endswith(".") and len(first) <= 120
