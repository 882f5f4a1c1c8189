"""The configuration for current Sphinx, from the same _config.yml and _toc.yml: make test-sphinx.

    python book/_tools/plain_sphinx.py FOLDER

Jupyter Book 1 stays on an old Sphinx and only maintains it. It writes the conf.py that Sphinx alone would need; this
puts it into FOLDER, out of the source tree, and says there what Jupyter Book would have done itself.
"""

import pathlib
import shutil
import subprocess
import sys

ROOT = pathlib.Path(__file__).resolve().parents[2]
ADAPTED = """
# Added by book/_tools/plain_sphinx.py: what only Jupyter Book has is left out, and paths hold from this folder too.
import sys
sys.path[:0] = [{root!r}, {tools!r}]
_ours = {{"jupyter_book", "sphinx_comments", "sphinx_jupyterbook_latex", "sphinx_thebe"}}
extensions = [name for name in extensions if name not in _ours]
html_favicon = f"{root}/{{html_favicon}}"
for _name in ("bibtex_bibfiles", "html_extra_path", "html_static_path", "templates_path"):
    globals()[_name] = [f"{root}/{{_path}}" for _path in globals().get(_name, ())]
"""


def write(folder):
    """The adapted conf.py in ``folder``."""
    folder.mkdir(parents=True, exist_ok=True)
    config = shutil.copy(ROOT / "_config.yml", folder)  # conf.py is written beside it
    jupyter_book = pathlib.Path(sys.executable).with_name("jupyter-book")
    subprocess.run([jupyter_book, "config", "sphinx", ROOT, "--config", config], check=True, stdout=subprocess.DEVNULL)
    with open(folder / "conf.py", "a", encoding="utf-8") as conf:
        conf.write(ADAPTED.format(root=ROOT.as_posix(), tools=(ROOT / "book" / "_tools").as_posix()))


if __name__ == "__main__":
    write(pathlib.Path(sys.argv[1]).resolve())
