"""What the site needs beyond Jupyter Book: fewer of the theme's surprises."""

import pathlib
import sys
import types

BOOK = pathlib.Path(__file__).parents[1]


def stand_in_for_keras():
    """The reference describes ``lrnotes.keras``, which imports Keras, which starts TensorFlow for ten seconds."""
    keras = types.ModuleType("keras")
    keras.ops = types.SimpleNamespace(cast=None)
    keras.saving = types.SimpleNamespace(register_keras_serializable=lambda package: lambda cls: cls)
    schedules = types.SimpleNamespace(LearningRateSchedule=type("LearningRateSchedule", (), {"__module__": __name__}))
    keras.optimizers = types.SimpleNamespace(schedules=schedules)
    sys.modules.setdefault("keras", keras)


def outdated_with_assets(app, env, added, changed, removed):
    """Sphinx looks at the pages alone: a newer style sheet or script makes all of them outdated."""
    built = pathlib.Path(app.outdir, "searchindex.js")
    files = [path for folder in ("_assets", "_tools") for path in (BOOK / folder).rglob("*") if path.suffix != ".pyc"]
    return env.found_docs if built.exists() and max(p.stat().st_mtime for p in files) > built.stat().st_mtime else ()


def leave_out_thebe(app, pagename, templatename, context, doctree):
    """Jupyter Book asks for Thebe twice, a SyntaxError on every page, and no chapter uses it."""
    context["script_files"] = [
        script
        for script in context["script_files"]
        if "thebe" not in str(getattr(script, "filename", script)).lower()
        and "THEBE" not in str(getattr(script, "attributes", {}).get("body", ""))
    ]


def setup(app):
    stand_in_for_keras()
    app.connect("env-get-outdated", outdated_with_assets)
    app.connect("html-page-context", leave_out_thebe, priority=900)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
