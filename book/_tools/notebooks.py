"""Execute the chapters and bring them into their one normal form: make notebooks.

    python book/_tools/notebooks.py [--live] [chapter.ipynb ...]

With ``--live`` nothing is run: only the live figures are made anew, of the schedules that their outputs hold, after a
change of the chart or of what it is given.

Cell ids, metadata and the order of keys then depend on the chapter's content alone, so that a difference in version
control is a difference to the reader.
"""

import pathlib
import re
import sys

import nbformat

import served_wheel
import stored_figure

BOOK = pathlib.Path(__file__).resolve().parents[1]
_CELL_METADATA = ("lrnotes", "mystnb", "tags")
_INSTALLED = re.compile(r"(lrnotes(?:\[\w+\])?) @ [^\s\"]+")
# What chapters import beside those two, and the package that has it.
_LIBRARIES = {"scipy": "scipy", "sklearn": "scikit-learn", "tensorflow": "tensorflow"}
_METADATA = {
    "kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"},
    "language_info": {"name": "python"},
}


def chapters():
    return sorted(path for path in BOOK.rglob("*.ipynb") if ".ipynb_checkpoints" not in path.parts)


def first_cell(notebook):
    """The code of the cell that installs what the chapter needs where it is missing: in Colab, in a bare Jupyter."""
    code = "\n".join(cell.source for cell in notebook.cells if cell.cell_type == "code")
    needs = ["lrnotes", "matplotlib"]
    requirements = [f'"lrnotes[plot] @ {served_wheel.address()}"']
    for library, package in _LIBRARIES.items():
        if re.search(rf"^\s*(import|from) {library}\b", code, re.MULTILINE):
            needs.append(library)
            requirements.append(package)
    listed = ", ".join(f'"{name}"' for name in needs)
    return (
        "# Install what this chapter needs, where it is missing.\n"
        "import importlib.util\n\n"
        f"if not all(map(importlib.util.find_spec, [{listed}])):\n"
        f"    %pip install -q {' '.join(requirements)}"
    )


def normal_form(notebook):
    """The text of a notebook file, as it should stand in the repository."""
    notebook = nbformat.from_dict(notebook)
    notebook.metadata = nbformat.from_dict(_METADATA)
    notebook.nbformat, notebook.nbformat_minor = 4, 5
    next(cell for cell in notebook.cells if cell.cell_type == "code").source = first_cell(notebook)
    runs = 0
    for number, cell in enumerate(notebook.cells):
        cell.id = f"cell-{number:02d}"
        cell.metadata = nbformat.from_dict({key: cell.metadata[key] for key in _CELL_METADATA if key in cell.metadata})
        cell.source = _INSTALLED.sub(lambda match: f"{match[1]} @ {served_wheel.address()}", cell.source.strip("\n"))
        if cell.cell_type == "code":
            runs += 1
            cell.execution_count = runs
            cell.outputs = merged(cell.outputs)
            for output in cell.outputs:
                if "execution_count" in output:
                    output.execution_count = runs
                if "metadata" in output:
                    output.metadata = {}
    nbformat.validate(notebook)
    return nbformat.writes(notebook) + "\n"


def merged(outputs):
    """Neighbouring pieces of one stream as one: where a kernel cuts it depends on the moment."""
    whole = []
    for output in outputs:
        if whole and output.output_type == "stream" and whole[-1].get("name") == output.name:
            whole[-1].text += output.text
        else:
            whole.append(output)
    return whole


def execute(path):
    from nbclient import NotebookClient

    notebook = nbformat.read(path, as_version=4)
    NotebookClient(notebook, timeout=600, resources={"metadata": {"path": str(path.parent)}}).execute()
    path.write_text(normal_form(notebook), encoding="utf-8")


def make_live_figures(path):
    """Make the chapter's live figures anew without running it; what it defines itself must be run."""
    notebook = nbformat.read(path, as_version=4)
    for output in [output for cell in notebook.cells for output in cell.get("outputs", [])]:
        figure = stored_figure.found_in(output.get("data", {}).get("text/html", ""))
        if figure:
            try:
                output.data.update(figure.made_anew()._repr_mimebundle_())
            except ValueError as error:
                print("run", path, "instead:", error)
    path.write_text(normal_form(notebook), encoding="utf-8")


def readme_figure():
    """The README's figure is the first one of this chapter."""
    notebook = nbformat.read(BOOK / "cosine" / "cosine_decay.ipynb", as_version=4)
    data = [output.get("data", {}) for cell in notebook.cells for output in cell.get("outputs", [])]
    return next(one["image/svg+xml"] for one in data if "image/svg+xml" in one)


def note_addresses():
    """Add every page's address to the list of those that stay good for ever: a published page is never lost."""
    import yaml

    toc = yaml.safe_load((BOOK.parent / "_toc.yml").read_text(encoding="utf-8"))
    chapters = [chapter for part in toc["parts"] for chapter in part["chapters"]]
    pages = {page["file"] for chapter in chapters for page in [chapter, *chapter.get("sections", ())]}
    listed = BOOK.parent / "tests" / "site" / "published.txt"
    known = set(listed.read_text(encoding="utf-8").split())
    listed.write_text("\n".join(sorted(known | pages)) + "\n", encoding="utf-8")


if __name__ == "__main__":
    live = "--live" in sys.argv
    for path in [pathlib.Path(name) for name in sys.argv[1:] if name != "--live"] or chapters():
        print("making" if live else "running", path, flush=True)
        (make_live_figures if live else execute)(path)
    note_addresses()
    (BOOK / "_assets" / "cosine_decay.svg").write_text(readme_figure(), encoding="utf-8")
