"""Formulas as SymPy expressions."""

import sympy

from .namespace import ONE_ARGUMENT, Namespace
from .steps import bad_step


class SymPy(Namespace):
    pi = sympy.pi
    maximum = sympy.Max
    minimum = sympy.Min

    @staticmethod
    def where(condition, yes, no):
        return sympy.Piecewise((yes, condition), (no, True))

    def floor_divide(self, a, b):  # exact: there is nothing to forgive
        return sympy.floor(a / b)

    def remainder(self, a, b):
        return a - b * self.floor_divide(a, b)

    def ceil_divide(self, a, b):
        return sympy.ceiling(a / b)

    def _growing(self, a, b, growth):
        index = sympy.floor(sympy.log(1 + a * (growth - 1) / b) / sympy.log(growth))
        return index, b * (growth**index - 1) / (growth - 1)


_NAMES = {"abs": "Abs"}
for _name in ONE_ARGUMENT:
    setattr(SymPy, _name, staticmethod(getattr(sympy, _NAMES.get(_name, _name))))
namespace = SymPy()


def evaluate(formula, step):
    if not isinstance(step, sympy.Expr):
        raise TypeError(f"step must be a number or an expression; got {step!r}")
    if step.is_negative or (step.is_number and not step.is_nonnegative):  # symbols may stand for any step
        raise bad_step(step)
    return formula(namespace, step)
