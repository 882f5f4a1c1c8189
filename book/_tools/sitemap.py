"""sitemap.xml, of the whole book even if one page was written, and the robots.txt that names it."""

import pathlib
import xml.etree.ElementTree as xml


def write(app, exception):
    if exception:
        return
    base, out = app.config.html_baseurl, pathlib.Path(app.outdir)
    root = xml.Element("urlset", xmlns="http://www.sitemaps.org/schemas/sitemap/0.9")
    for page in sorted(app.env.found_docs):
        address = base if page == app.config.root_doc else base + app.builder.get_target_uri(page)
        xml.SubElement(xml.SubElement(root, "url"), "loc").text = address
    xml.indent(root)
    xml.ElementTree(root).write(out / "sitemap.xml", encoding="utf-8", xml_declaration=True)
    (out / "robots.txt").write_text(f"User-agent: *\nAllow: /\nSitemap: {base}sitemap.xml\n", encoding="utf-8")


def setup(app):
    app.connect("build-finished", write)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
