"""A figure with a slider: one picture per value, drawn ahead, of which the reader sees one.

The pictures lie on top of each other in one SVG, and CSS shows the chosen one. Nothing is computed in the browser, so
the output needs no network and no script beyond the slider's own line. Without JavaScript, and in print, the slider is
hidden and the picture of the value at the start stays.
"""

import hashlib
import html
import re

from .palette import COLORS, INK
from .svg import svg

_STYLE = f"""
.lrnotes-slides {{ --lrnotes-ink: var(--pst-color-text-muted, currentColor); max-width: 50rem; }}
.lrnotes-slides > div {{ display: flex; flex-wrap: wrap; }}
.lrnotes-slides svg {{ flex: 1 1 18rem; min-width: 0; width: 100%; height: auto; }}
.lrnotes-slides label {{ display: flex; flex-wrap: wrap; gap: 0 0.75rem; align-items: center; margin: 0; }}
.lrnotes-slides input {{ flex: 1 1 14rem; min-width: 0; height: 2rem; margin: 0; touch-action: pan-y; }}
.lrnotes-slides input {{ accent-color: {COLORS[0]}; }}
.lrnotes-slides p {{ min-height: 3em; margin: 0.25rem 0; font-variant-numeric: tabular-nums; }}
.lrnotes-slides svg * {{ stroke-linejoin: round; }}
.lrnotes-slides [data-slide] {{ display: none; }}
@media print {{ .lrnotes-slides label {{ display: none !important; }} }}
""".strip()
# The browser's only work: it says which picture is shown. The words of each value are those of the list.
_CHOOSE = (
    "this.closest('.lrnotes-slides').dataset.at = this.value; "
    "this.setAttribute('aria-valuetext', this.list.options[this.value].label)"
)
_NUMBERED = re.compile(r'id="slide-(\d+)"')
_LEFT_OUT = re.compile(
    r' id="(?!f[0-9a-f]{8}-)[^"]*"'  # another figure of the page may have it too
    r'| (?:width|height)="[\d.]+pt"'  # the page says how wide it is
    r"|<metadata>.*?</metadata>|<defs>\s*<style.*?</style>\s*</defs>",  # a style would hold for the whole page
    re.DOTALL,
)
_LONG = re.compile(r"\d+\.\d{3,}")  # a hundredth of a point is enough


class Slides:
    """Figures that show one slide at a time, and the slider that chooses it.

    Args:
        figures: Matplotlib figures with what all slides share. They stand side by side, or one below the other on a
            narrow screen.
        slides: a dictionary from the text of each value to a sentence about it and the artists that only it shows.
        name: what the slider sets.
        alt: what the figures show, for readers who cannot see them.
        start: the text of the value shown first.

    Example:
        >>> import lrnotes
        >>> figure, (axes,) = lrnotes.panels(1)
        >>> slides = {f"{rate}": (f"{rate} is drawn.", axes.plot([0, rate])) for rate in (0.1, 0.2)}
        >>> Slides([figure], slides, name="learning rate", alt="A line for each rate.", start="0.2")
        <Slides of learning rate: 0.1, 0.2>
    """

    def __init__(self, figures, slides, *, name, alt, start):
        self._texts, self._name, self._alt = list(slides), name, alt
        self._sentences = [sentence for sentence, _ in slides.values()]
        self._start = self._texts.index(start)
        for number, (_, artists) in enumerate(slides.values()):
            for artist in artists:
                artist.set_gid(f"slide-{number}")
        self._pictures = [_inline(svg(figure)) for figure in figures]

    def __repr__(self):
        return f"<Slides of {self._name}: {', '.join(self._texts)}>"

    def _repr_mimebundle_(self, **keywords):
        return {"text/html": self._page(), "text/plain": repr(self)}

    def _page(self):
        shown = "".join(
            f'.lrnotes-slides[data-at="{number}"] [data-slide="{number}"] {{ display: inline; }}\n'
            for number in range(len(self._texts))
        )
        listed = f"slides-{hashlib.sha256(''.join(self._pictures).encode()).hexdigest()[:8]}"
        options = "".join(
            f'<option value="{number}" label="{html.escape(text)}"></option>' for number, text in enumerate(self._texts)
        )
        sentences = "".join(
            f'<span data-slide="{number}">{html.escape(sentence)}</span>'
            for number, sentence in enumerate(self._sentences)
        )
        return (
            f'<div class="lrnotes-slides" data-at="{self._start}"><style>{_STYLE}\n{shown}</style>'
            "<noscript><style>.lrnotes-slides label { display: none !important; }</style></noscript>"
            f'<label>{html.escape(self._name)} <input type="range" min="0" max="{len(self._texts) - 1}" step="1" '
            f'value="{self._start}" aria-valuetext="{html.escape(self._texts[self._start])}" list="{listed}" '
            f'autocomplete="off" data-lm-suppress-shortcuts="true" oninput="{_CHOOSE}"></label>'
            f'<datalist id="{listed}">{options}</datalist><p aria-live="polite">{sentences}</p>'
            f'<div role="img" aria-label="{html.escape(self._alt)}">{"".join(self._pictures)}</div></div>'
        )


def _inline(text):
    """The SVG as a part of a page, in the page's ink."""
    text = _NUMBERED.sub(r'data-slide="\1"', text[text.index("<svg") :].replace(INK, "var(--lrnotes-ink)"))
    text = _LONG.sub(lambda number: f"{float(number[0]):.2f}", _LEFT_OUT.sub("", text))
    return re.sub(r"\s*\n\s*", " ", text).replace("<svg ", '<svg aria-hidden="true" ', 1).strip()
