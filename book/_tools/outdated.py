"""Which pages to write anew. Sphinx looks at the pages alone, not at what this book adds around them."""

import pathlib

BOOK = pathlib.Path(__file__).parents[1]


def with_assets(app, env, added, changed, removed):
    """All pages when a template or a tool is newer; one page when a style sheet or script is, so that it is copied."""
    built = pathlib.Path(app.outdir, "searchindex.js")
    if not built.exists():
        return ()
    newer = {
        folder
        for folder in ("_assets", "_templates", "_tools")
        for path in (BOOK / folder).rglob("*")
        if path.suffix != ".pyc" and path.is_file() and path.stat().st_mtime > built.stat().st_mtime
    }
    return env.found_docs if newer - {"_assets"} else {app.config.root_doc} if newer else ()


def setup(app):
    app.connect("env-get-outdated", with_assets)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
