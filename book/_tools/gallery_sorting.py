"""The gallery's other orders: the control, the numbers on the cards, and the list that a script fills with them."""

import html

import predicted

_ORDERS = {
    "": "family",
    "loss": f"predicted final loss ({predicted.SIZE} model)",
    "bound": "convex bound at its best peak",
}
_CHAPTER = "book/concepts/loss_forecast"


def parts(env):
    """The control, and the list of the sorted cards, which is hidden until a reader asks for it."""
    options = "".join(f'<option value="{order}">{html.escape(label)}</option>' for order, label in _ORDERS.items())
    control = (
        '<p class="lrnotes-sort pst-js-only"><label for="lrnotes-sort">Sort by</label> '
        f'<select id="lrnotes-sort">{options}</select> <output for="lrnotes-sort"></output></p>'
    )
    chapter = env.app.builder.get_relative_uri(env.docname, _CHAPTER)
    explained = (
        f"Every schedule has the shape of its chapter's figure, over {predicted.UPDATES:,} updates. If it begins near "
        f"its peak, the warmup of the law's runs comes first, {predicted.WARMUP:,} updates. The loss is what the "
        f"multi-power law predicts for the {predicted.SIZE} model at the one peak that the law knows, "
        f"{predicted.PEAK:g}. The bound is at the peak that makes it smallest, for a distance and gradient norms of 1. "
        "Schedules that neither covers come last, with the reason. "
        f'<a class="reference internal" href="{chapter}">What will it do to the loss?</a> explains both.'
    )
    listed = (
        '<section class="lrnotes-sorted" aria-labelledby="lrnotes-sorted" hidden><h2 id="lrnotes-sorted"></h2>'
        f'<p>{explained}</p><ol class="lrnotes-gallery"></ol></section>'
    )
    return control, listed


def numbers_of(shown):
    """What the script reads and shows on a card: the exact numbers to sort by, or the reason why there are none."""
    found = predicted.prediction(shown)
    if found.reason:
        return f'<p class="lrnotes-predicted" data-reason="{html.escape(found.reason)}" hidden></p>'
    return f'<p class="lrnotes-predicted" data-loss="{found.loss:.9g}" data-bound="{found.bound:.9g}" hidden></p>'


def serve(app, pagename, templatename, context, doctree):
    """Load the script and the style sheet on the page that has a gallery to sort."""
    if 'id="lrnotes-sort"' in context.get("body", ""):
        app.add_js_file("gallery.js", loading_method="defer")
        app.add_css_file("gallery_order.css")


def setup(app):
    app.connect("html-page-context", serve)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
