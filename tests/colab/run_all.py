"""Run every chapter alone in an empty folder, with the kernel of the interpreter given: as Colab's Run all does.

    python tests/colab/run_all.py [chapter.ipynb ...]

The kernel is this interpreter's own, or that of COLAB_PYTHON. Stops at the first cell that raises.
"""

import os
import pathlib
import sys
import tempfile

import nbformat
from jupyter_client.manager import AsyncKernelManager
from nbclient import NotebookClient

BOOK = pathlib.Path(__file__).resolve().parents[2] / "book"


class _Kernel(AsyncKernelManager):
    """The kernel of one interpreter, whatever kernels are installed beside it."""

    def format_kernel_cmd(self, extra_arguments=None):
        python = os.environ.get("COLAB_PYTHON", sys.executable)
        return [python, "-m", "ipykernel_launcher", "-f", self.connection_file, *(extra_arguments or [])]


def run(chapter, **addresses):
    """The chapter's cells as they came out: the notebook alone, in a folder of its own.

    ``addresses`` may have ``site``, the address of the site in the first cell, and ``copy``, where a copy is served.
    """
    notebook = nbformat.read(chapter, as_version=4)
    code = [cell for cell in notebook.cells if cell.cell_type == "code"]
    for cell in code:
        cell.outputs = []
    if addresses:
        code[0].source = code[0].source.replace(addresses["site"], addresses["copy"])
    with tempfile.TemporaryDirectory() as folder:
        NotebookClient(
            notebook, timeout=600, kernel_manager_class=_Kernel, resources={"metadata": {"path": folder}}
        ).execute()
    return notebook


if __name__ == "__main__":
    for chapter in [pathlib.Path(name) for name in sys.argv[1:]] or sorted(BOOK.rglob("*.ipynb")):
        run(chapter)
        print("ran", chapter.name, flush=True)
