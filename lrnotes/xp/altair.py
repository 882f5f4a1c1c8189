"""Formulas as Vega expressions."""

import altair as alt

from .namespace import Namespace


class Altair(Namespace):
    abs = alt.expr.abs
    cos = alt.expr.cos
    exp = alt.expr.exp
    floor = alt.expr.floor
    log = alt.expr.log
    maximum = alt.expr.max
    minimum = alt.expr.min
    sqrt = alt.expr.sqrt
    where = alt.expr.if_

    def call(self, function, step):
        from ..writers.letters import require_arithmetic

        require_arithmetic(function)  # Vega's expressions would let an `if` pass, and draw the wrong curve
        return function(step)


namespace = Altair()


def evaluate(formula, step):
    return formula(namespace, step)
