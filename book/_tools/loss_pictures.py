"""What a chapter's schedule does to the loss, as a picture for readers without JavaScript.

The chart's own code draws it while the site is built. It is a file that loads when a reader unfolds it, so that it
weighs nothing for all others.
"""

import html
import pathlib
import re

from lrnotes.figures.palette import css_variables

_PLACE = re.compile(r'src="(_static/loss-[^"]*)"')
_INK = "--lrnotes-ink: {0}; --lrnotes-muted: {1}; --lrnotes-ground: {2};"
# On the system's light or dark ground, as the page without JavaScript has it.
_STYLE = (
    f"<style>svg {{ {' '.join(css_variables().split())} {_INK.format('#222832', '#48566b', '#fff')} }}"
    f"@media (prefers-color-scheme: dark) {{ svg {{ {_INK.format('#ced6dd', '#9ca4af', '#14181e')} }} }}</style>"
)


def picture(app, figure, loss):
    """The fold with the picture, as HTML; nothing if there is no forecast. The file is where Sphinx serves it from."""
    if loss is None:
        return ""
    name = f"loss-{figure.key[:8]}.svg"
    path = pathlib.Path(app.doctreedir, "live", name)
    path.write_text(loss["svg"].replace(">", f">{_STYLE}", 1), encoding="utf-8")
    return (
        '<noscript><details class="lrnotes-loss"><summary>Loss</summary>'
        f'<img loading="lazy" src="_static/{name}" alt="Predicted loss and bound">'
        f"<p>{html.escape(loss['words'], quote=False)}</p></details></noscript>"
    )


def with_addresses(body, pathto):
    """The page's HTML with the addresses of the pictures as seen from the page."""
    return _PLACE.sub(lambda found: f'src="{pathto(found[1], resource=True)}"', body)
