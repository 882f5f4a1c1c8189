"""The line that installs what a program needs: the same form wherever a reader meets it."""

import importlib

_WHEELS = "https://lrnotes.github.io/lrnotes/wheels"


def wheel_address() -> str:
    """Where the site serves the wheel of this version."""
    version = importlib.import_module("lrnotes").__version__
    return f"{_WHEELS}/lrnotes-{version}-py3-none-any.whl"


def wheel() -> str:
    """What pip installs lrnotes from, quoted for a shell."""
    return f'"lrnotes @ {wheel_address()}"'


def install_line(*packages: str) -> str:
    """The command as a comment of a program.

    Example:
        >>> from lrnotes.to_others.install import install_line
        >>> install_line("optax")
        '# pip install optax'
    """
    return " ".join(["# pip install", *packages])
