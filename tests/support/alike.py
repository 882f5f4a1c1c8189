"""Files of tests whose outcome is the same on every Python and with every NumPy and TensorFlow, and why.

`.ci/run` runs them on the newest Python alone (``--what-differs`` leaves them out on the oldest), and the workflows on
every one. A file that belongs nowhere here runs on both; one that imports TensorFlow or Keras, or asks how numbers,
arrays or errors of Python and NumPy come out, must.
"""

ALIKE = {
    "the pages, their sources, and what builds them": [
        "book/test_bundle.py",
        "book/test_catalogue.py",
        "book/test_chapters.py",
        "book/test_folds.py",
        "book/test_glossary_links.py",
        "book/test_guide.py",
        "book/test_notebooks.py",
        "book/test_panels_apart.py",
        "book/test_recipe_figures.py",
        "book/test_reference.py",
        "book/test_references.py",
        "book/test_search_index.py",
        "book/test_tools.py",
        "book/test_translate_page.py",
        "book/test_what_is_recorded.py",
    ],
    "JavaScript, in the Node of the lock": [
        "test_feedback_live.py",
        "test_live.py",
        "writers/test_forecast_in_javascript.py",
        "writers/test_javascript.py",
        "writers/test_laws_in_javascript.py",
    ],
    "code and formulas as text": [
        "test_code.py",
        "test_code_for_deepspeed.py",
        "test_latex.py",
        "test_same_schedules.py",
        "writers/test_latex_names.py",
    ],
    "other libraries' calls and recorded rates": [
        "test_recipes.py",
        "test_translate.py",
        "test_translate_configurations.py",
        "test_translate_recorded.py",
        "test_translate_refused.py",
    ],
    "the project's own files": [
        "test_environment.py",
        "test_house_style.py",
        "test_palette.py",
        "test_project.py",
        "test_wheel.py",
    ],
}
FILES = [file for files in ALIKE.values() for file in files]
