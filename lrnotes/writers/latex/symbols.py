"""The letters of parameters outside formulas: LaTeX such as ``\\eta_0`` as HTML."""

import html
import re

_LETTERS = {
    "alpha": "α", "beta": "β", "gamma": "γ", "delta": "δ", "epsilon": "ε", "eta": "η", "kappa": "κ", "lambda": "λ",
    "mu": "μ", "rho": "ρ", "sigma": "σ", "tau": "τ", "omega": "ω",
}  # fmt: skip


def html_symbol(latex):
    r"""A parameter's letter as HTML: a Greek letter as itself, an index as ``<sub>``, a word as it is.

    Example:
        >>> html_symbol(r"\eta_{\max}"), html_symbol(r"\mathrm{seed}"), html_symbol("T")
        ('η<sub>max</sub>', 'seed', 'T')
    """
    text = re.sub(r"\\mathrm\{(\w+)\}", r"\1", latex)
    text = re.sub(r"\\([a-z]+)", lambda command: _LETTERS.get(command[1], command[1]), text)
    return re.sub(r"_(?:\{([^}]*)\}|(\w))", lambda index: f"<sub>{index[1] or index[2]}</sub>", html.escape(text))
