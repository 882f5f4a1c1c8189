"""The libraries that lrnotes uses if they are installed, and what it says if one is not."""

import contextlib

# extra: the module, the library, what needs it
_EXTRAS = {
    "fit": ("scipy", "SciPy", "MultiPowerLaw.fit"),
    "keras": ("keras", "Keras", "lrnotes.keras"),
    "plot": ("matplotlib", "Matplotlib", "A figure"),
    "torch": ("torch", "PyTorch", "lrnotes.torch"),
}


@contextlib.contextmanager
def needed(extra):
    """Around the import of an extra's library: if it is not installed, the error names the extra that installs it."""
    module, library, what = _EXTRAS[extra]
    try:
        yield
    except ModuleNotFoundError as error:
        if error.name != module:  # the library is installed, and misses something itself
            raise
        message = f"{what} needs {library}, which the extra lrnotes[{extra}] installs; there is no module {module!r}"
        raise ModuleNotFoundError(message, name=module) from error
