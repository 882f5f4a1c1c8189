"""The package that the site serves is the one of its pages."""

import zipfile

import nbformat

import served_wheel
from support.book import ROOT, config
from support.site_pages import CHAPTERS, HTML


def test_the_wheel_is_made_from_this_tree():
    (served,) = (HTML / served_wheel.FOLDER).iterdir()
    with zipfile.ZipFile(served) as archive:
        names = [name for name in archive.namelist() if ".dist-info/" not in name]
        assert len([name for name in names if name.endswith(".py")]) > 50
        for name in names:
            assert archive.read(name) == (ROOT / name).read_bytes(), f"{name} is not as it is here; run: make book"


def test_the_notebooks_that_readers_download_name_it():
    (served,) = (HTML / served_wheel.FOLDER).iterdir()
    address = f"{config()['html']['baseurl']}{served.relative_to(HTML).as_posix()}"
    notebooks = sorted(HTML.glob("_sources/**/*.ipynb"))
    assert len(notebooks) >= len(CHAPTERS)
    for path in notebooks:
        first = next(cell for cell in nbformat.read(path, as_version=4).cells if cell.cell_type == "code")
        assert f'"lrnotes[plot] @ {address}"' in first.source, path
