"""Which library computes a formula: found from the type of the step."""

import importlib

from .placeholder import Placeholder

# The module here that computes with a library's values, by the first name of the module of their type.
_MODULES = {
    "numpy": "numpy",
    "tensorflow": "tensorflow",
    "jax": "jax",
    "jaxlib": "jax",
    "torch": "torch",
    "sympy": "sympy",
}

_LIBRARIES = {}  # of each type of step that has come by


def evaluate(formula, step):
    """The rate(s) that ``formula(xp, step)`` gives at ``step``, in the step's own kind of value."""
    if isinstance(step, Placeholder):
        return formula(step.xp, step)
    return _evaluator(library_of(type(step)))(formula, step)


def library_of(kind):
    """The library that computes with values of this type; NumPy for all that no other one claims."""
    if kind not in _LIBRARIES:
        names = (base.__module__.partition(".")[0] for base in kind.__mro__)
        _LIBRARIES[kind] = next((name for name in names if name == "keras" or name in _MODULES), "numpy")
    return _LIBRARIES[kind]


def _evaluate_keras(formula, variable):
    return evaluate(formula, variable.value)  # the backend's own


_EVALUATORS = {"keras": _evaluate_keras}  # and those whose libraries have come by


def _evaluator(library):
    if library not in _EVALUATORS:
        _EVALUATORS[library] = importlib.import_module(f"{__package__}.{_MODULES[library]}").evaluate
    return _EVALUATORS[library]
