"""The examples in the docstrings of the modules that need these libraries run."""

import importlib

import pytest

from support.examples import failing_examples, modules_of


@pytest.mark.parametrize("module", [*modules_of("jax"), *modules_of("mlx")])
def test_the_examples_run(module):
    assert importlib.import_module(f"lrnotes.{module}").__doc__
    report = failing_examples(module)
    assert not report, report
