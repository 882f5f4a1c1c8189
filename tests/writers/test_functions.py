"""An elementary function is declared once: every ``xp``, and every writer, takes it from the list."""

import math
import subprocess
import sys
import textwrap

# In a process of its own, in which the list has one function more when the modules are first imported.
SCRIPT = """
    import math
    import numpy as np
    import sympy
    from lrnotes.xp import namespace
    namespace.ONE_ARGUMENT += ("tanh",)
    namespace.ELEMENTARY += ("tanh",)
    import lrnotes
    from lrnotes.core.base import substitute
    from lrnotes.writers.javascript import schedule_program

    class Curve(lrnotes.Schedule):
        rate: float
        def formula(self, xp, step):
            return self.rate * xp.tanh(step / 10)

    curve = Curve(0.1)
    print([curve(5), curve([5])[0].item(), float(curve(sympy.Symbol("t")).subs("t", 5)), curve(5)])
    source = schedule_program(lambda parameter: substitute(curve, lambda *_: parameter(0))).source
    print(source.split("return ")[-1].split(";")[0])
    print(lrnotes.latex(curve).splitlines()[1])
"""


def test_one_more_function():
    ran = subprocess.run([sys.executable, "-c", textwrap.dedent(SCRIPT)], capture_output=True, text=True, check=True)
    rates, javascript, latex = ran.stdout.splitlines()
    assert all(math.isclose(rate, 0.1 * math.tanh(0.5), rel_tol=1e-15) for rate in eval(rates))
    assert javascript == "p[0] * Math.tanh(t / 10)"
    assert latex == r"\eta(t) &= \mathrm{rate} \, \tanh\left(\frac{t}{10}\right)"
