"""The examples in the docstrings of the package's modules, found by walking it: a new module is in by itself."""

import doctest
import importlib
import pkgutil

import lrnotes

# Modules of these names, and all that is in packages of these names, need a library that has an environment, and a
# folder of tests, of its own.
LIBRARIES = ("jax", "mlx", "torch")
_ALL = sorted(each.name.removeprefix("lrnotes.") for each in pkgutil.walk_packages(lrnotes.__path__, "lrnotes."))
#: The modules that can be imported without any of them.
MODULES = [name for name in _ALL if not set(LIBRARIES) & set(name.split("."))]


def modules_of(library):
    """The modules that need a library."""
    return [name for name in _ALL if library in name.split(".")]


def failing_examples(name):
    """What the examples of a module say that it does not do, as text."""
    module = importlib.import_module(f"lrnotes.{name}" if name else "lrnotes")
    runner = doctest.DocTestRunner(verbose=False)
    report = []
    # A class's docstring is made when it is read: the finder reads it like any other.
    for test in doctest.DocTestFinder(exclude_empty=True).find(module, module.__name__):
        runner.run(test, out=report.append)
    return "".join(report)
