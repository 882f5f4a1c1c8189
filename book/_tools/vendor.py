"""Refresh from npm what the site serves itself, with its licences: make vendor.

KaTeX sets the mathematics while the book is built, and its style sheet and fonts show it.
Font Awesome draws the icons: those few that the theme's buttons name, as masks that take the text's colour.
"""

import pathlib
import re
import subprocess
import tarfile
import tempfile
import urllib.parse

import npm

TOOLS = pathlib.Path(__file__).parent
ASSETS = TOOLS.parent / "_assets"
KATEX_VERSION = "0.16.22"
ICONS_VERSION = "7.3.1"
# Icon: what else shows it. The theme would take these from a font of 156 kB and a script of 543 kB (gzipped).
ICONS = {
    "solid/angle-down": "", "solid/angle-left": "", "solid/angle-right": "", "solid/angle-up": "",
    "solid/arrow-up": "", "solid/bars": "", "solid/chevron-down": "", "solid/chevron-left": "",
    "solid/chevron-right": "", "solid/chevron-up": "", "solid/circle-half-stroke": "", "solid/copy": "",
    "solid/download": "a.reference.download", "solid/expand": "", "solid/file": "", "solid/file-pdf": "",
    "brands/github": "a.github", "brands/google": "", "solid/lightbulb": ".admonition.tip,.admonition.hint",
    "solid/link": "", "solid/list": "", "solid/magnifying-glass": "",
    "solid/magnifying-glass-minus": "p.highlight-link a", "solid/moon": "", "solid/pencil": "",
    "solid/rocket": "", "solid/sun": "", "solid/xmark": "", "solid/circle-info": ".admonition,.versionmodified",
    "solid/circle-exclamation": ".admonition.important,.admonition.attention",
    "solid/triangle-exclamation": ".admonition.warning,.admonition.caution,.admonition.danger,.admonition.error",
    "solid/arrow-right": ".admonition.seealso",
}  # fmt: skip
ICONS_STYLE = """\
:is(.fa,.fas,.far,.fab,.fa-solid,.fa-regular,.fa-brands)::before,.admonition>.admonition-title::after,\
span.versionmodified::before,a.reference.download::before,a.github::before,\
p.highlight-link a::before{content:""!important;display:inline-block;width:1.25em;height:1em;\
vertical-align:-.125em;background:currentColor;mask:var(--icon) center/contain no-repeat;\
forced-color-adjust:none}
.fa-lg{font-size:1.25em;line-height:.05em;vertical-align:-.075em}
"""


def members(name, version):
    """The files of an npm package, by their names inside it."""
    with tempfile.TemporaryDirectory() as scratch:
        npm.run("pack", "--silent", f"{name}@{version}", cwd=scratch, stdout=subprocess.DEVNULL)
        (archive,) = pathlib.Path(scratch).glob("*.tgz")
        with tarfile.open(archive) as package:
            for member in package:
                if member.isfile():
                    yield member.name.removeprefix("package/"), package.extractfile(member).read()


def write(path, content):
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)
    print(path.relative_to(TOOLS.parent), len(content), "bytes")


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


def icon(svg):
    """A style sheet's address of an SVG: what is in it, without the notice, which stands once above all."""
    svg = re.sub(r"<!--.*?-->", "", svg.decode()).replace('"', "'").replace(" fill='currentColor'", "")
    address = urllib.parse.quote(svg, safe=" '=:/,;()!*@+-.")
    return f'url("data:image/svg+xml,{address}")'


rules = {}
for name, content in members("@fortawesome/fontawesome-free", ICONS_VERSION):
    if name == "LICENSE.txt":
        write(ASSETS / "icons" / "LICENSE-fontawesome", content)
    key = name.removeprefix("svgs/").removesuffix(".svg")
    if key in ICONS and name.startswith("svgs/"):
        notice = re.search(rb"<!--! (.*?) -->", content).group(1).decode()
        selector = f".fa-{key.partition('/')[2]}" + (f",{ICONS[key]}" if ICONS[key] else "")
        rules[key] = f"{selector}{{--icon:{icon(content)}}}\n"
sheet = f"/*! {notice} */\n{ICONS_STYLE}{''.join(rules[key] for key in ICONS)}"
write(ASSETS / "icons" / "icons.css", sheet.encode())
