"""Formulas on Python numbers."""

import math

from .namespace import Namespace


class Python(Namespace):
    abs = abs
    cos = math.cos
    exp = math.exp
    floor = math.floor
    log = math.log
    maximum = max
    minimum = min
    sqrt = math.sqrt

    @staticmethod
    def where(condition, yes, no):
        return yes if condition else no


namespace = Python()
