"""Which library computes a formula: found from the type of the step."""

import sys

import numpy as np

from .placeholder import Placeholder

# The module here that computes with a library's values, by the first name of the module of their type.
_MODULES = {
    "numpy": "numpy",
    "tensorflow": "tensorflow",
    "jax": "jax",
    "jaxlib": "jax",
    "mlx": "mlx",
    "torch": "torch",
    "sympy": "sympy",
}


def evaluate(formula, step):
    """The rate(s) that ``formula(xp, step)`` gives at ``step``, in the step's own kind of value."""
    if isinstance(step, Placeholder):
        return formula(step.xp, step)
    return _evaluator(library_of(type(step)))(formula, step)


def library_of(kind):
    """The library that computes with values of this type; NumPy for all that no other one claims."""
    # Nothing is remembered by type: that would keep every type alive that a program ever makes.
    if kind is np.ndarray:
        return "numpy"
    names = (base.__module__.partition(".")[0] for base in kind.__mro__)
    return next((name for name in names if name == "keras" or name in _MODULES), "numpy")


def _evaluate_keras(formula, variable):
    if not hasattr(variable, "value"):
        kind = type(variable).__name__
        raise TypeError(f"step must be a number, an array or a tensor that has values; got a {kind}, which has none")
    return evaluate(formula, variable.value)  # the backend's own


_EVALUATORS = {"keras": _evaluate_keras}  # and those whose libraries have been used


def _evaluator(library):
    if library not in _EVALUATORS:
        module = f"{__package__}.{_MODULES[library]}"
        __import__(module)  # not importlib, whose functions TensorFlow would try to make a graph of
        _EVALUATORS[library] = sys.modules[module].evaluate
    return _EVALUATORS[library]
