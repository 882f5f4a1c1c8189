"""A site of a few lines, which the book's own extensions build."""

import io

from sphinx.application import Sphinx
from sphinx.util.docutils import docutils_namespace, patch_docutils

_CONF = """
extensions = ["myst_nb", *{extensions!r}]
nb_execution_mode = "off"
myst_enable_extensions = ["colon_fence", "dollarmath"]
html_theme = "basic"
html_copy_source = html_use_index = False
"""


def build(folder, pages, extensions):
    """The HTML of each page of ``pages``, a dictionary of file names and texts; the warnings are errors."""
    for name, text in pages.items():
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")
    (folder / "conf.py").write_text(_CONF.format(extensions=extensions), encoding="utf-8")
    warnings = io.StringIO()
    with patch_docutils(), docutils_namespace():
        app = Sphinx(folder, folder, folder / "out", folder / "trees", "html", status=None, warning=warnings)
        app.build()
    assert not warnings.getvalue()
    return {name: (folder / "out" / name).with_suffix(".html").read_text(encoding="utf-8") for name in pages}
