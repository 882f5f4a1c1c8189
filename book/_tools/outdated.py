"""Which pages to write again: Sphinx only looks at the pages themselves, not at what this book adds around them."""

import pathlib

BOOK = pathlib.Path(__file__).parents[1]
_FOLDERS = ("_assets", "_templates", "_tools")


def with_assets(app, env, added, changed, removed):
    """All pages if a template or a tool is newer; one page if a style sheet or script is, so that it is copied."""
    built = pathlib.Path(app.outdir, "searchindex.js")
    if not built.exists():
        return ()
    last_build = built.stat().st_mtime
    newer = {folder for folder in _FOLDERS if any(time > last_build for time in _times(BOOK / folder))}
    if newer - {"_assets"}:
        return env.found_docs
    return {app.config.root_doc} if newer else ()


def _times(folder):
    return (path.stat().st_mtime for path in folder.rglob("*") if path.is_file() and path.suffix != ".pyc")


def setup(app):
    app.connect("env-get-outdated", with_assets)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
