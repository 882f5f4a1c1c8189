"""Refresh from npm what the site serves itself, with its licences: make vendor.

Vega draws the live figures. KaTeX sets the mathematics while the book is built, and its style sheet and fonts show it.
"""

import pathlib
import re
import subprocess
import tarfile
import tempfile

from lrnotes.live import VEGA_VERSION

TOOLS = pathlib.Path(__file__).parent
ASSETS = TOOLS.parent / "_assets"
KATEX_VERSION = "0.16.22"


def members(name, version):
    """The files of an npm package, by their names inside it."""
    with tempfile.TemporaryDirectory() as scratch:
        subprocess.run(
            ["npm", "pack", "--silent", f"{name}@{version}"], cwd=scratch, check=True, stdout=subprocess.DEVNULL
        )
        with tarfile.open(f"{scratch}/{name}-{version}.tgz") as package:
            for member in package:
                if member.isfile():
                    yield member.name.removeprefix("package/"), package.extractfile(member).read()


def write(path, content):
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)
    print(path.relative_to(TOOLS.parent), len(content), "bytes")


for name, content in members("vega", VEGA_VERSION):
    if name == "build/vega.min.js":
        # Without the line that asks for a source map, which is not served.
        content = re.sub(rb"//# sourceMappingURL=.*\n?", b"", content).rstrip() + b"\n"
        write(ASSETS / "vega" / "vega.js", content)
    if name == "LICENSE":
        write(ASSETS / "vega" / "LICENSE-vega", content)

for name, content in members("katex", KATEX_VERSION):
    if name == "dist/katex.min.css":
        # Every browser that the site can be read in takes the first font format, WOFF 2.
        content = re.sub(rb",url\([^)]*\.(?:woff|ttf)\) format\([^)]*\)", b"", content)
        write(ASSETS / "katex" / "katex.min.css", content)
    if name == "dist/katex.min.js":
        write(TOOLS / "katex.min.js", content)
    if name.endswith(".woff2"):
        write(ASSETS / "katex" / name.removeprefix("dist/"), content)
    if name == "LICENSE":
        write(ASSETS / "katex" / "LICENSE-katex", content)
