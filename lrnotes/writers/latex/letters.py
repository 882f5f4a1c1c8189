"""Letters to run a formula on instead of numbers: what is done to them can be written out as LaTeX."""

from ...xp import Placeholder
from ...xp.namespace import ELEMENTARY, Namespace

# How tightly a part holds together: what is looser than its place asks for gets parentheses.
_CASES, _NEGATIVE, _SUM, _PRODUCT, _POWER, _ATOM = range(6)


class Names:
    """What letters and named parts are called on the page: each name once, the second of a name with a prime.

    ``named`` holds the parts that have a name in the code. ``met`` gathers those that have been written by it.
    """

    def __init__(self, named=()):
        self._named = {id(part): name for part, name in named}
        self._given = {}
        self._used = {"t"}  # the step's own
        self.met = []

    def has(self, part):
        return id(part) in self._named

    def of(self, part, symbol=None):
        if id(part) not in self._given:
            symbol = symbol or name(self._named[id(part)])
            while symbol in self._used:
                symbol += "'"
            self._used.add(symbol)
            self._given[id(part)] = symbol
            if self.has(part):
                self.met.append(part)
        return self._given[id(part)]


def name(word):
    """A word of the code as LaTeX: a letter as it is, a longer word upright."""
    return word if len(word) == 1 else r"\mathrm{" + word.replace("_", r"\_") + "}"


def as_part(value):
    return value if isinstance(value, Part) else _Number(value)


class Part(Placeholder):
    """A part of a formula. ``tex`` writes it out; ``level`` tells how tightly it holds together."""

    level = _ATOM
    __hash__ = object.__hash__

    def within(self, level, names):
        """This part in a place that asks for ``level``: by its name if it has one, else written out."""
        if names.has(self):
            return names.of(self)
        text = self.tex(names)
        return text if self.level >= level else rf"\left({text}\right)"

    def __bool__(self):
        raise TypeError("a formula must not branch on its step or on arithmetic with `if`: use xp.where")

    def __add__(self, other):
        return Operation(lambda a, b: f"{a(_NEGATIVE)} + {b(_SUM)}", self, other, level=_SUM)

    def __radd__(self, other):
        return as_part(other) + self

    def __sub__(self, other):
        if isinstance(other, int) and other == 0:
            return self
        return Operation(lambda a, b: f"{a(_NEGATIVE)} - {b(_PRODUCT)}", self, other, level=_SUM)

    def __rsub__(self, other):
        return as_part(other) - self

    def __mul__(self, other):
        if isinstance(other, int) and other == 1:
            return self
        return Operation(lambda a, b: _times(a(_PRODUCT), b(_PRODUCT)), self, other, level=_PRODUCT)

    def __rmul__(self, other):
        return as_part(other) * self

    def __truediv__(self, other):
        return Operation(lambda a, b: rf"\frac{{{a()}}}{{{b()}}}", self, other, level=_PRODUCT)

    def __rtruediv__(self, other):
        return as_part(other) / self

    def __floordiv__(self, other):
        return letters.floor(self / other)

    def __rfloordiv__(self, other):
        return letters.floor(as_part(other) / self)

    def __pow__(self, other):
        if isinstance(other, int) and other == 1:
            return self
        return Operation(lambda a, b: f"{a(_ATOM)}^{{{b()}}}", self, other, level=_POWER)

    def __rpow__(self, other):
        return as_part(other) ** self

    def __mod__(self, other):
        return Operation(lambda a, b: rf"{a(_POWER)} \bmod {b(_POWER)}", self, other, level=_SUM)

    def __rmod__(self, other):
        return as_part(other) % self

    def __neg__(self):
        return Operation(lambda a: f"-{a(_PRODUCT)}", self, level=_NEGATIVE)

    def __abs__(self):
        return letters.abs(self)

    def __lt__(self, other):
        return Operation(lambda a, b: f"{a()} < {b()}", self, other)

    def __le__(self, other):
        return Operation(lambda a, b: rf"{a()} \le {b()}", self, other)

    def __gt__(self, other):
        return Operation(lambda a, b: f"{a()} > {b()}", self, other)

    def __ge__(self, other):
        return Operation(lambda a, b: rf"{a()} \ge {b()}", self, other)

    def __eq__(self, other):
        return Operation(lambda a, b: f"{a()} = {b()}", self, other)

    def __ne__(self, other):
        return Operation(lambda a, b: rf"{a()} \ne {b()}", self, other)


class Operation(Part):
    """What is done to other parts."""

    def __init__(self, template, *parts, level=_ATOM):
        self.template, self.parts, self.level = template, tuple(map(as_part, parts)), level

    def tex(self, names):
        return self.template(*(lambda level=0, part=part: part.within(level, names) for part in self.parts))


class Letter(Part):
    """A parameter. It may be asked whether it is 0: that chooses a shape, not a value."""

    def __init__(self, symbol, value):
        self.symbol, self.value = symbol, value

    @property
    def xp(self):
        return letters

    def tex(self, names):
        return names.of(self, self.symbol)

    def __bool__(self):
        return bool(self.value)


class _Fixed(Part):
    """The step, or a constant: one letter that nothing else may take."""

    def __init__(self, symbol):
        self.symbol = symbol

    @property
    def xp(self):
        return letters

    def tex(self, names):
        return self.symbol


class _Number(Part):
    def __init__(self, value):
        digits, _, exponent = f"{value:.15g}".replace("inf", r"\infty").partition("e")
        self.text = digits if not exponent else rf"{digits} \cdot 10^{{{int(exponent)}}}"
        self.level = _NEGATIVE if value < 0 else _PRODUCT if exponent else _ATOM

    def tex(self, names):
        return self.text


class Cases(Part):
    """Alternatives; those inside the last one, or inside the first, become rows of the same brace."""

    level = _CASES

    def __init__(self, condition, yes, no):
        self.condition, self.yes, self.no = as_part(condition), as_part(yes), as_part(no)

    def _rows(self, names):
        waiting = [(self, [])]  # not recursive: a schedule may have a thousand boundaries
        while waiting:
            part, conditions = waiting.pop()
            if isinstance(part, Cases) and (part is self or not names.has(part)):
                waiting += [(part.no, conditions), (part.yes, [part.condition, *conditions])]
            else:
                yield part, conditions

    def tex(self, names):
        rows = []
        for part, conditions in self._rows(names):
            value = part.within(0, names)
            when = r" \text{ and } ".join(condition.within(0, names) for condition in conditions)
            rows.append(value + " & " + (when or r"\text{otherwise}"))
        return r"\begin{cases} " + r" \\ ".join(rows) + r" \end{cases}"


def _times(left, right):
    if right[0].isdigit() or right.startswith(r"\left(-"):
        return rf"{left} \cdot {right}"
    return f"{left} {right}" if right.startswith(r"\left(") else rf"{left} \, {right}"


def _wrapped(before, after):
    return lambda value: Operation(lambda a: f"{before}{a()}{after}", value)


def _listed(function):
    return lambda *values: Operation(lambda *parts: rf"{function}\left({', '.join(p() for p in parts)}\right)", *values)


class _Letters(Namespace):
    pi = _Fixed(r"\pi")
    abs = staticmethod(_wrapped(r"\left|", r"\right|"))
    floor = staticmethod(_wrapped(r"\left\lfloor ", r" \right\rfloor"))
    sqrt = staticmethod(_wrapped(r"\sqrt{", "}"))
    log = staticmethod(_listed(r"\ln"))
    maximum = staticmethod(_listed(r"\max"))
    minimum = staticmethod(_listed(r"\min"))
    where = staticmethod(Cases)

    def floor_divide(self, a, b):
        return self.floor(a / b)

    def remainder(self, a, b):
        return as_part(a) % b

    def ceil_divide(self, a, b):
        return Operation(lambda part: rf"\left\lceil {part()} \right\rceil", a / b)

    def cycle(self, a, b, growth):
        if (growth.value if isinstance(growth, Letter) else growth) == 1:
            return self._alike(a, b)
        index = Operation(
            lambda base, of: rf"\left\lfloor \log_{{{base()}}}\left({of()}\right) \right\rfloor",
            growth,
            1 + (growth - 1) * a / b,
        )
        return index, b * (growth**index - 1) / (growth - 1)

    def fractal(self, a, levels):
        return _listed(name("fractal"))(a, levels)

    def normal(self, seed, step):
        return Operation(lambda a: rf"\varepsilon_{{{a()}}}", step)

    def call(self, function, step):
        word = getattr(function, "__name__", "f")
        return _listed(name(word if word.isidentifier() else "f"))(step)


for _name in set(ELEMENTARY) - set(vars(_Letters)):  # named alike in LaTeX
    setattr(_Letters, _name, staticmethod(_listed(rf"\{_name}")))
letters = _Letters()
step = _Fixed("t")
