"""Figures in files, by the ending of the file's name."""

import pathlib
from typing import Any

from .arguments import Wrong

_FORMATS = (".svg", ".png", ".pdf")


def figure_path(text: str, option: str) -> pathlib.Path:
    """The path of a figure that is to be written, checked before anything is drawn."""
    path = pathlib.Path(text)
    if path.suffix.lower() not in _FORMATS:
        raise Wrong(f"{option} must end with {', '.join(_FORMATS)}; got {text!r}")
    return path


def write_figure(figure: Any, path: pathlib.Path) -> None:
    """Write a Matplotlib figure. SVG is the same text in every environment."""
    from ..figures.svg import svg

    if path.suffix.lower() == ".svg":
        path.write_text(svg(figure), encoding="utf-8")
    else:
        figure.savefig(path, dpi=200)
